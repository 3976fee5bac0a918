package vn.loa.bench.feeds;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import vn.loa.bench.measure.Folder;

/** An nginx of its own process that serves a folder on loopback. */
final class Nginx implements AutoCloseable {

  private static final long PATIENCE = 10;

  /**
   * As Debian configures it, but for the log of every request; one process that is master and
   * worker, and connections that stay.
   */
  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid %1$s/nginx.pid;
      error_log stderr error;
      events { worker_connections 768; }
      http {
        access_log off;
        sendfile on;
        tcp_nopush on;
        types { application/rss+xml xml; }
        gzip_static on;
        gzip_vary on;
        keepalive_requests 1000000000;
        keepalive_timeout 600;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        server {
          listen 127.0.0.1:%2$d;
          location /feeds/ { alias %3$s/; }
        }
      }
      """;

  private final Folder folder;
  private final Process process;
  private final int port;

  private Nginx(Folder folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Where the program is; empty if it is not installed. */
  static Optional<String> program() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .map(folder -> new File(folder, "nginx"))
        .filter(File::canExecute)
        .map(File::getPath)
        .findFirst();
  }

  /**
   * On a free port; returns when it listens.
   *
   * @param served the folder that stands for {@code /feeds/}
   */
  static Nginx start(String program, Path served) throws IOException, InterruptedException {
    Folder folder = Folder.make();
    int port = freePort();
    Path configuration = folder.path().resolve("nginx.conf");
    Files.writeString(configuration, CONFIGURATION.formatted(folder.path(), port, served));
    Process process =
        new ProcessBuilder(program, "-p", folder.path().toString(), "-c", configuration.toString())
            .inheritIO()
            .start();
    Nginx nginx = new Nginx(folder, process, port);
    nginx.awaitListening();
    return nginx;
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
        throw new IOException("nginx does not listen on port " + port);
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

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().completeOnTimeout(process, PATIENCE, TimeUnit.SECONDS).join();
    process.destroyForcibly();
    folder.close();
  }
}
