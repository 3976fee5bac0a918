package vn.loa.bench.smpp;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import vn.loa.bench.measure.Ended;
import vn.loa.channel.Batch;
import vn.loa.channel.Channel;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;

/** Submits every millisecond what the window has room for, and sees that each is answered. */
final class Trickle implements Outcomes, AutoCloseable {

  private final Channel channel;
  private final Feed feed = new Feed();
  private final Set<Long> open = new HashSet<>();
  private final Map<Outcome.Kind, Long> counts = new EnumMap<>(Outcome.Kind.class);
  private final Thread thread = new Thread(this::run, "trickle");
  private boolean paused;
  private volatile boolean closing;

  Trickle(Channel channel) {
    this.channel = channel;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!closing) {
        Batch batch = next();
        if (batch != null) {
          channel.submit(batch, this);
        }
        TimeUnit.MILLISECONDS.sleep(1);
      }
    } catch (InterruptedException closed) {
      // Nothing more is to be submitted.
    }
  }

  private synchronized @Nullable Batch next() {
    int room = channel.limits().window() - open.size();
    if (paused || room == 0) {
      return null;
    }
    Batch batch = feed.next(room);
    for (int i = 0; i < batch.size(); i++) {
      open.add(batch.token(i));
    }
    return batch;
  }

  /** A second answer may come where the first was that it is in doubt. */
  @Override
  public synchronized void answer(long token, Outcome outcome) {
    open.remove(token);
    counts.merge(outcome.kind(), 1L, Long::sum);
    notifyAll();
  }

  private long sent() {
    return counts.getOrDefault(Outcome.Kind.SENT, 0L);
  }

  /** Submits again, and waits until one more is sent; false if none is in time. */
  synchronized boolean sends(long seconds) throws InterruptedException {
    paused = false;
    long before = sent();
    return await(seconds, () -> sent() > before);
  }

  /** Submits nothing until {@link #sends}; false if what it did is not all answered in time. */
  synchronized boolean drains(long seconds) throws InterruptedException {
    paused = true;
    return await(seconds, open::isEmpty);
  }

  private boolean await(long seconds, BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (long left = until - System.nanoTime();
        left > 0 && !condition.getAsBoolean();
        left = until - System.nanoTime()) {
      wait(left / 1_000_000 + 1);
    }
    return condition.getAsBoolean();
  }

  @Override
  public synchronized String toString() {
    return "outcomes " + counts + ", open " + open.size();
  }

  @Override
  public void close() {
    closing = true;
    Ended.await(thread);
  }
}
