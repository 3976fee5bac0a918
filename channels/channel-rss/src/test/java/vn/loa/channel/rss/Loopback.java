package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server that answers with whatever octets a test says, well-behaved or not. */
final class Loopback implements AutoCloseable {

  /** Writes a whole answer, head and all; an end by exception closes the connection. */
  @FunctionalInterface
  interface Answer {
    void to(OutputStream out) throws Exception;
  }

  private final ServerSocket server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Socket> lines = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  Loopback() throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  Loopback(ServerSocket server) {
    this.server = server;
    daemon(this::accept);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  /** The first line of each request so far. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  Loopback at(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  Loopback at(String path, String type, String document) {
    return at(path, type, document.getBytes(UTF_8));
  }

  Loopback at(String path, String type, byte[] document, String... headers) {
    return at(
        path,
        out -> {
          String length = "Content-Length: " + document.length;
          out.write(head(200, "Content-Type: " + type, length, String.join("\r\n", headers)));
          out.write(document);
        });
  }

  static byte[] head(int status, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
    for (String header : headers) {
      head.append(header.isEmpty() ? "" : header + "\r\n");
    }
    return head.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  private void accept() {
    try {
      while (true) {
        Socket line = server.accept();
        lines.add(line);
        daemon(() -> serve(line));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket line) {
    try (line) {
      BufferedReader in = new BufferedReader(new InputStreamReader(line.getInputStream(), UTF_8));
      String first = in.readLine();
      if (first == null) {
        return;
      }
      asked.add(first);
      String header = first;
      while (!header.isEmpty()) {
        header = in.readLine();
      }
      Answer none = out -> out.write(head(404, "Content-Length: 0"));
      answers.getOrDefault(first.split(" ", 3)[1], none).to(line.getOutputStream());
    } catch (Exception ended) {
      // The reader had enough, or the test wants a cut.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "test-loopback");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket line : lines) {
      line.close();
    }
  }
}
