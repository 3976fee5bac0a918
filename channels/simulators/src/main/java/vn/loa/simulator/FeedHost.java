package vn.loa.simulator;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP server on loopback, for what readers fetch. Its threads are daemons.
 *
 * <p>Safe for use by several threads.
 */
public final class FeedHost implements AutoCloseable {

  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService workers;

  private FeedHost(HttpServer server) {
    this.server = server;
    AtomicInteger count = new AtomicInteger();
    this.workers =
        Executors.newFixedThreadPool(
            THREADS, task -> daemon(task, "loa-feed-host-" + count.incrementAndGet()));
  }

  /** Starts a host on a free port. */
  public static FeedHost start() {
    return start(0);
  }

  /**
   * Starts a host.
   *
   * @param port 0 for any that is free
   * @throws UncheckedIOException if the port cannot be had
   */
  public static FeedHost start(int port) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      FeedHost host = new FeedHost(HttpServer.create(address, 0));
      host.serve();
      return host;
    } catch (IOException cause) {
      throw Ports.refused("feed host", port, cause);
    }
  }

  /**
   * Lets a handler answer below a path.
   *
   * @param path begins with a slash; not mounted yet
   */
  public FeedHost mount(String path, HttpHandler handler) {
    server.createContext(path, handler);
    return this;
  }

  /** Where it is: {@code http://127.0.0.1:40123/}. */
  public URI uri() {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/");
  }

  /** Cuts every connection and ends its threads. Closing twice is harmless. */
  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
    try {
      workers.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The JDK's own thread inherits what starts it: a daemon here. */
  private void serve() {
    server.setExecutor(workers);
    Thread starter = daemon(server::start, "loa-feed-host-start");
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
