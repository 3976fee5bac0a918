package vn.loa.bench.feeds;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import vn.loa.bench.measure.Folder;

/** A {@link Site} in a process of its own; it ends when this is closed, or this process ends. */
final class SiteProcess implements AutoCloseable {

  private final Folder folder;
  private final Process process;
  private final int port;

  private SiteProcess(Folder folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Returns when all is published and it listens. */
  static SiteProcess start(int entries, int threads) throws IOException {
    Folder folder = Folder.make();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Xmx1g",
                // Without it a body waits for the receipt of its head: 40 ms (Nagle).
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"),
                Site.class.getName(),
                folder.path().resolve("store").toString(),
                documents(folder).toString(),
                Integer.toString(entries),
                Integer.toString(threads))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    String port = said.readLine();
    if (port == null) {
      throw new IOException("the site ended; what it said about it stands above");
    }
    return new SiteProcess(folder, process, Integer.parseInt(port));
  }

  private static Path documents(Folder folder) {
    return folder.path().resolve("documents");
  }

  /** Every document as a file. */
  Path documents() {
    return documents(folder);
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    process.destroyForcibly();
    process.onExit().join();
    folder.close();
  }
}
