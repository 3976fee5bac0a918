package vn.loa.bench.mqtt;

import java.util.concurrent.TimeUnit;

/** How long devices wait for the ping that answers their birth. Safe for use by several threads. */
final class Pings {

  private final int wanted;
  private int count;
  private long longest;

  /**
   * @param wanted one for each device
   */
  Pings(int wanted) {
    this.wanted = wanted;
  }

  /** The first after its birth has come to a device. */
  synchronized void arrived(long nanos) {
    count++;
    longest = Math.max(longest, nanos);
    if (count == wanted) {
      notifyAll();
    }
  }

  /** Gives whether every device got one. */
  synchronized boolean await(long seconds) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (count < wanted && System.nanoTime() - until < 0) {
      wait(100);
    }
    return count >= wanted;
  }

  synchronized int count() {
    return count;
  }

  /** Nanoseconds. */
  synchronized long longest() {
    return longest;
  }
}
