package vn.loa.channel.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import vn.loa.channel.Time;

/**
 * A clock that stands still until a test turns it. Whoever waits on it wakes when its hand passes
 * the deadline, not before.
 *
 * <p>Safe for use by several threads.
 */
public final class ManualTime implements Time {

  private final Instant start;
  private final AtomicLong nanos = new AtomicLong();
  private final Set<Object> awaited = ConcurrentHashMap.newKeySet();

  private ManualTime(Instant start) {
    this.start = start;
  }

  public static ManualTime startingAt(Instant start) {
    return new ManualTime(start);
  }

  /**
   * Turns the clock, and wakes whoever waits.
   *
   * @throws IllegalArgumentException if {@code by} is negative
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + by);
    }
    nanos.addAndGet(by.toNanos());
    for (Object monitor : awaited) {
      synchronized (monitor) {
        monitor.notifyAll();
      }
    }
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanos.get());
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // the caller's loop: a notify for another reason wakes it too
  public void await(Object monitor, long deadline) throws InterruptedException {
    // Announced before the hand is read: an advance from here on either is seen, or notifies.
    awaited.add(monitor);
    if (deadline - nanos() > 0) {
      monitor.wait();
    }
  }
}
