package vn.loa.channel.rss;

import java.time.Duration;
import vn.loa.channel.Time;

/**
 * What one reading may take, of all its documents together.
 *
 * <p>Not safe for use by several threads.
 */
final class Budget {

  /** For heads and framing, beside the documents. */
  private static final long HEADS = 1 << 20;

  private final Time time;
  private final Duration allowed;
  private final long deadline;
  private final long maximum;
  private long received;
  private long decoded;

  Budget(Time time, Duration allowed, long maximum) {
    this.time = time;
    this.allowed = allowed;
    this.deadline = time.nanos() + allowed.toNanos();
    this.maximum = maximum;
  }

  /**
   * How long it may still take, in milliseconds; at least 1.
   *
   * @throws Unproven if the time is over, or the thread was interrupted, which it stays
   */
  int left() throws Unproven {
    if (Thread.currentThread().isInterrupted()) {
      throw Unproven.unreachable("was interrupted; read again");
    }
    long nanos = deadline - time.nanos();
    if (nanos <= 0) {
      throw Unproven.unreachable(
          "did not come whole within " + allowed + "; give it longer, or look at the server");
    }
    return (int) Math.min(Integer.MAX_VALUE, nanos / 1_000_000 + 1);
  }

  /** Counts octets off the wire. */
  void received(int octets) throws Unproven {
    received += octets;
    check(received, HEADS);
  }

  /** Counts octets of documents. */
  void decoded(int octets) throws Unproven {
    decoded += octets;
    check(decoded, 0);
  }

  private void check(long octets, long beside) throws Unproven {
    if (octets - beside > maximum) {
      throw Unproven.unreadable(
          "is longer than " + maximum + " octets; allow more, or publish fewer entries a page");
    }
  }
}
