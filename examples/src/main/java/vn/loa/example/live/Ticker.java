package vn.loa.example.live;

import java.time.Duration;
import vn.loa.channel.Time;

/** Five times a second folds what has changed into a frame, and shows it to everybody. */
final class Ticker implements Runnable {

  private static final long EVERY = Duration.ofMillis(200).toNanos();

  private final Latest latest;
  private final Viewers viewers;
  private final Time time;
  private final Thread thread = LivePage.daemon(this, "loa-live-ticker");
  private final Object monitor = new Object();
  private boolean closed;

  Ticker(Latest latest, Viewers viewers, Time time) {
    this.latest = latest;
    this.viewers = viewers;
    this.time = time;
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    try {
      while (awaitNext()) {
        Frame frame = latest.fold();
        if (frame != null) {
          viewers.tell(frame);
        }
        viewers.dropStalled();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitNext() throws InterruptedException {
    long deadline = time.nanos() + EVERY;
    synchronized (monitor) {
      while (!closed && deadline - time.nanos() > 0) {
        time.await(monitor, deadline);
      }
      return !closed;
    }
  }

  void close() {
    synchronized (monitor) {
      closed = true;
      monitor.notifyAll();
    }
  }

  void join(Duration patience) throws InterruptedException {
    thread.join(Math.max(1, patience.toMillis()));
  }
}
