package vn.loa.bench.smpp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link Sink} in a process of its own; it ends when this is closed, or this process ends. */
final class SinkProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader said;
  private final Writer orders;
  private final int port;

  /**
   * What came so far, on all connections.
   *
   * @param submits that were not throttled
   * @param receipts answered with ESME_ROK
   * @param refused receipts answered with anything else
   */
  record Counts(long submits, long receipts, long refused) {

    Counts minus(Counts before) {
      return new Counts(
          submits - before.submits, receipts - before.receipts, refused - before.refused);
    }
  }

  private SinkProcess(Process process) throws IOException {
    this.process = process;
    this.said = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.port = Integer.parseInt(line());
  }

  static SinkProcess start(SinkMode mode) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new SinkProcess(
        new ProcessBuilder(
                java.toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Sink.class.getName(),
                mode.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  int port() {
    return port;
  }

  Counts counts() throws IOException {
    return order("count");
  }

  /** The next submit_sm are answered ESME_RTHROTTLED. */
  void throttle(int next) throws IOException {
    order("throttle " + next);
  }

  SinkLedger ledger(Path file) throws IOException {
    order("ledger " + file);
    return SinkLedger.read(file);
  }

  private synchronized Counts order(String order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
    String[] counts = line().split(" ", -1);
    return new Counts(
        Long.parseLong(counts[0]), Long.parseLong(counts[1]), Long.parseLong(counts[2]));
  }

  private String line() throws IOException {
    String line = said.readLine();
    if (line == null) {
      throw new IOException("the sink ended; what it said about it stands above");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    orders.close();
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
