package vn.loa.dispatch.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts how often each phone was sent to, whoever sends, and gives each sending a number. */
final class LineServer implements AutoCloseable {

  private final ServerSocket server;
  private final Map<Long, Long> submits = new ConcurrentHashMap<>();
  private final AtomicLong count = new AtomicLong();

  LineServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** By phone. */
  Map<Long, Long> submits() {
    return submits;
  }

  long count() {
    return count.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket line = server.accept();
        start(() -> serve(line));
      }
    } catch (IOException closed) {
      // Nobody comes any more.
    }
  }

  private void serve(Socket line) {
    try (line;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(line.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = line.getOutputStream()) {
      line.setTcpNoDelay(true);
      for (String said = in.readLine(); said != null; said = in.readLine()) {
        int space = said.indexOf(' ');
        submits.merge(Long.parseLong(said.substring(space + 1)), 1L, Long::sum);
        String answer = said.substring(0, space) + " " + count.incrementAndGet() + "\n";
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException killed) {
      // That is what the test is about.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "line-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
