package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells WebSub hubs which documents have changed, on a thread of its own, and once for many changes
 * that come while a hub is being told. A hub that cannot be told hears of the next change;
 * subscribers that poll lose nothing.
 */
final class HubPing {

  private static final Logger LOG = System.getLogger("vn.loa.channel.rss");
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int AGAIN_MILLIS = 20;

  private final String name;
  private final List<URI> hubs;
  private final Set<String> changed = new LinkedHashSet<>();
  private final Thread thread;
  private boolean closed;
  private int failing;

  /** Whoever closes cuts it off: a thread that reads from a socket hears no interrupt. */
  private volatile @Nullable HttpURLConnection line;

  private HubPing(String name, List<URI> hubs) {
    this.name = name;
    this.hubs = hubs;
    this.thread = new Thread(this::run, "loa-" + name + "-hub");
    thread.setDaemon(true);
  }

  static HubPing start(String name, List<URI> hubs) {
    HubPing ping = new HubPing(name, hubs);
    if (!hubs.isEmpty()) {
      ping.thread.start();
    }
    return ping;
  }

  /** These feeds have changed; returns at once. */
  synchronized void changed(Iterable<Shelf> shelves) {
    if (hubs.isEmpty() || closed) {
      return;
    }
    for (Shelf shelf : shelves) {
      for (Format format : Format.values()) {
        changed.add(shelf.feed().url(format, Feed.CURRENT));
      }
    }
    notifyAll();
  }

  /** Waits for what is to be told, at most so long; then tells no more. */
  void close(long millis) {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(Math.max(1, millis));
      while (thread.isAlive()) {
        cutOff();
        thread.join(AGAIN_MILLIS);
      }
    } catch (InterruptedException told) {
      cutOff();
      Thread.currentThread().interrupt();
    }
  }

  private void cutOff() {
    thread.interrupt();
    HttpURLConnection open = line;
    if (open != null) {
      open.disconnect();
    }
  }

  private void run() {
    for (List<String> topics = next(); !topics.isEmpty(); topics = next()) {
      for (URI hub : hubs) {
        for (String topic : topics) {
          if (thread.isInterrupted()) {
            return;
          }
          tell(hub, topic);
        }
      }
    }
  }

  /** Empty when it is over. */
  private synchronized List<String> next() {
    try {
      while (changed.isEmpty() && !closed) {
        wait();
      }
    } catch (InterruptedException cutOff) {
      return List.of();
    }
    List<String> topics = List.copyOf(changed);
    changed.clear();
    return topics;
  }

  /** WebSub leaves it to hub and publisher; this is what the hubs in use take. */
  private void tell(URI hub, String topic) {
    String form = "hub.mode=publish&hub.url=" + URLEncoder.encode(topic, UTF_8);
    try {
      HttpURLConnection open = (HttpURLConnection) hub.toURL().openConnection();
      line = open;
      try {
        open.setConnectTimeout(PATIENCE_MILLIS);
        open.setReadTimeout(PATIENCE_MILLIS);
        open.setInstanceFollowRedirects(false);
        open.setDoOutput(true);
        open.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        try (OutputStream out = open.getOutputStream()) {
          out.write(form.getBytes(UTF_8));
        }
        noted(hub, open.getResponseCode());
      } finally {
        line = null;
        open.disconnect();
      }
    } catch (IOException cause) {
      failed(hub, cause.toString());
    }
  }

  private void noted(URI hub, int status) {
    if (status / 100 != 2) {
      failed(hub, "it answered " + status);
    } else if (failing > 0) {
      LOG.log(
          Level.INFO, "%s: hub %s takes news again after %s faults".formatted(name, hub, failing));
      failing = 0;
    }
  }

  private void failed(URI hub, String why) {
    if (failing++ == 0) {
      LOG.log(
          Level.WARNING,
          "%s: hub %s was not told of a change: %s; it hears of the next"
              .formatted(name, hub, why));
    }
  }
}
