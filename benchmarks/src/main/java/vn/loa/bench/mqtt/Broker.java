package vn.loa.bench.mqtt;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import vn.loa.bench.measure.Folder;

/** A mosquitto of its own process that holds nobody up, and keeps nothing. */
final class Broker implements AutoCloseable {

  private static final long PATIENCE = 10;

  /** No limit of its own is measured: neither of what is in flight nor of what waits. */
  private static final String CONFIGURATION =
      """
      listener %d 127.0.0.1
      allow_anonymous true
      persistence false
      max_inflight_messages 65535
      max_queued_messages 0
      set_tcp_nodelay true
      log_type error
      """;

  private final Folder folder;
  private final Process process;
  private final int port;

  private Broker(Folder folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Where the program is; empty if it is not installed. */
  static Optional<String> program() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .map(folder -> new File(folder, "mosquitto"))
        .filter(File::canExecute)
        .map(File::getPath)
        .findFirst();
  }

  /** On a free port; returns when it listens. */
  static Broker start() throws IOException, InterruptedException {
    String program =
        program()
            .orElseThrow(
                () -> new IOException("mosquitto is neither on PATH nor in /usr/sbin: install it"));
    Folder folder = Folder.make();
    int port = freePort();
    var configuration = folder.path().resolve("mosquitto.conf");
    Files.writeString(configuration, CONFIGURATION.formatted(port));
    Process process =
        new ProcessBuilder(program, "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Broker broker = new Broker(folder, process, port);
    broker.awaitListening();
    return broker;
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private void awaitListening() throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
    while (!listens()) {
      if (!process.isAlive() || System.nanoTime() - until > 0) {
        close();
        throw new IOException("mosquitto does not listen on port " + port);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  int port() {
    return port;
  }

  /** Ends it; its connections end with it. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    folder.close();
  }
}
