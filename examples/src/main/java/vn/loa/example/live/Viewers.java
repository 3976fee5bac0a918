package vn.loa.example.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;

/**
 * Everybody who looks at the page. Each viewer is written to on a thread of its own, which keeps no
 * more than the number of the frame that it wrote last: who was too slow for the next one gets the
 * newest, whole. Nobody waits for anybody else.
 *
 * <p>Safe for use by several threads.
 */
final class Viewers {

  private static final long BEAT_EVERY = Duration.ofSeconds(15).toNanos();

  /** How soon a browser comes back after a cut, in milliseconds. */
  private static final byte[] HELLO = utf8("retry: 1000\n\n");

  private final Time time;
  private final int most;
  private final long patience;
  private final Set<Viewer> present = ConcurrentHashMap.newKeySet();
  private final Object monitor = new Object();
  private @Nullable Frame newest;
  private int seated;
  private boolean closed;

  /**
   * @param most how many there may be
   * @param patience how long one may leave unread what is written
   */
  Viewers(Time time, int most, Duration patience) {
    this.time = time;
    this.most = most;
    this.patience = patience.toNanos();
  }

  /** Whether one more may look; then {@link #leave} must follow. */
  boolean admit() {
    synchronized (monitor) {
      if (closed || seated == most) {
        return false;
      }
      seated++;
      return true;
    }
  }

  /** Writes to one viewer, on the calling thread, until it is gone or all are sent away. */
  void show(OutputStream out) throws IOException {
    Viewer viewer = new Viewer(out);
    present.add(viewer);
    try {
      follow(viewer);
    } catch (InterruptedException sentAway) {
      Thread.currentThread().interrupt();
    } finally {
      present.remove(viewer);
    }
  }

  void leave() {
    synchronized (monitor) {
      seated--;
    }
  }

  private void follow(Viewer viewer) throws IOException, InterruptedException {
    viewer.write(HELLO);
    viewer.write(clock());
    long seen = 0;
    while (!isClosed()) {
      Frame next = awaitAfter(seen);
      if (next == null) {
        viewer.write(clock());
      } else {
        viewer.write(next, seen);
        seen = next.number();
      }
    }
  }

  /** The newest frame; null when it is time to say that we are still here. */
  private @Nullable Frame awaitAfter(long seen) throws InterruptedException {
    long deadline = time.nanos() + BEAT_EVERY;
    synchronized (monitor) {
      while (!closed && (newest == null || newest.number() == seen)) {
        if (deadline - time.nanos() <= 0) {
          return null;
        }
        time.await(monitor, deadline);
      }
      return closed ? null : newest;
    }
  }

  /** The page's own clock goes on from there. */
  private byte[] clock() {
    return utf8("event: clock\ndata: \"" + time.instant() + "\"\n\n");
  }

  void tell(Frame frame) {
    synchronized (monitor) {
      newest = frame;
      monitor.notifyAll();
    }
  }

  /** Sends away who has not read for too long. */
  void dropStalled() {
    long nanos = time.nanos();
    present.forEach(viewer -> viewer.dropIfStalled(nanos));
  }

  /** How many look now. */
  int count() {
    return present.size();
  }

  private boolean isClosed() {
    synchronized (monitor) {
      return closed;
    }
  }

  /** Sends everybody away, also who does not read. */
  void close() {
    synchronized (monitor) {
      closed = true;
      monitor.notifyAll();
    }
    present.forEach(Viewer::drop);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** One of them; its thread is the one that made it. */
  private final class Viewer {

    private final OutputStream out;
    private final Thread thread = Thread.currentThread();
    private volatile boolean writes;
    private volatile long since;

    Viewer(OutputStream out) {
      this.out = out;
    }

    void write(byte[] bytes) throws IOException {
      begin();
      out.write(bytes);
      end();
    }

    void write(Frame frame, long seen) throws IOException {
      begin();
      frame.write(seen, out);
      end();
    }

    private void begin() {
      since = time.nanos();
      writes = true;
    }

    private void end() throws IOException {
      out.flush();
      writes = false;
    }

    void dropIfStalled(long nanos) {
      if (writes && nanos - since > patience) {
        drop();
      }
    }

    /** An interrupt closes the channel that the thread may be stuck in. */
    void drop() {
      thread.interrupt();
    }
  }
}
