package vn.loa.example.live;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import vn.loa.channel.Time;

/**
 * Shows what it was told last, to everybody who looks, as it changes. Bound to loopback; what is
 * shown reaches the page as JSON and is set as text. Five times a second what has changed goes out:
 * whoever calls {@link #show} waits for nobody.
 *
 * <p>Its threads are daemons named {@code loa-live-…}, beside the JDK's own {@code
 * HTTP-Dispatcher}; they are gone after {@link #close(Duration)}. Safe for use by several threads.
 */
public final class LivePage implements AutoCloseable {

  private static final Duration UNREAD_AT_MOST = Duration.ofSeconds(30);
  private static final int DOERS = 8;

  private final HttpServer server;
  private final ThreadPoolExecutor workers;
  private final Latest latest = new Latest();
  private final Papers papers = new Papers();
  private final Viewers viewers;
  private final Ticker ticker;

  private LivePage(Builder from) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), from.port);
    this.server = HttpServer.create(address, 0);
    this.viewers = new Viewers(from.time, from.viewers, UNREAD_AT_MOST);
    this.ticker = new Ticker(latest, viewers, from.time);
    this.workers = workers(from.viewers + DOERS);
    Doorkeeper door = new Doorkeeper(server.getAddress().getPort());
    server.createContext("/", new Desk(door, viewers, papers, Map.copyOf(from.deeds)));
    server.setExecutor(workers);
    shelve(List.of());
  }

  /** A page with default settings. */
  public static LivePage start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  private static ThreadPoolExecutor workers(int most) {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            most,
            most,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> daemon(task, "loa-live-" + count.incrementAndGet()));
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** The JDK's own thread inherits what starts it: a daemon here. */
  private void run() {
    Thread starter = daemon(server::start, "loa-live-start");
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    ticker.start();
  }

  /** Where it is: {@code http://127.0.0.1:40123/}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /**
   * Shows a part anew. Returns at once, whoever looks and however slowly; of several values within
   * a fifth of a second only the last is seen.
   *
   * @param part what the page knows it by: {@link Parts} names them
   * @param value immutable: it is written as JSON later, on another thread
   */
  public void show(String part, Object value) {
    latest.put(part, value);
  }

  /** Offers these documents to be opened, in this order, and none of those before. */
  public void shelve(List<Paper> offered) {
    papers.replace(offered);
    show(Parts.SHELF, offered.stream().map(Parts.Offer::of).toList());
  }

  /** How many look now. */
  public int viewers() {
    return viewers.count();
  }

  /** Sends everybody away, and waits for its threads, at most {@code patience}. */
  public void close(Duration patience) {
    ticker.close();
    viewers.close();
    server.stop(0);
    workers.shutdownNow();
    try {
      workers.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
      ticker.join(patience);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** {@link #close(Duration)} with a patience of 5 s. */
  @Override
  public void close() {
    close(Duration.ofSeconds(5));
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final Map<String, Deed> deeds = new LinkedHashMap<>();
    private Time time = Time.system();
    private int port;
    private int viewers = 200;

    private Builder() {}

    /** Default 0: any that is free. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** The clock that the page shows. Default {@link Time#system()}. */
    public Builder time(Time time) {
      this.time = Objects.requireNonNull(time);
      return this;
    }

    /** How many may look at once; one more is told to come later. Default 200; at least 1. */
    public Builder viewers(int most) {
      if (most < 1) {
        throw new IllegalArgumentException("viewers must be at least 1 but were " + most);
      }
      this.viewers = most;
      return this;
    }

    /**
     * What a button does.
     *
     * @param name last part of {@code /do/…}, {@code [a-z-]+}
     */
    public Builder deed(String name, Deed deed) {
      deeds.put(name, deed);
      return this;
    }

    /**
     * @throws UncheckedIOException if the port cannot be had
     */
    public LivePage start() {
      try {
        LivePage page = new LivePage(this);
        page.run();
        return page;
      } catch (IOException cause) {
        throw new UncheckedIOException(
            "live page: port " + port + " cannot be had; name another, or 0 for any", cause);
      }
    }
  }
}
