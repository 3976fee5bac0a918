package vn.loa.channel.mqtt;

import java.time.Duration;

/** Five at once, and then one a second. The hub's lock guards it. */
final class Pace {

  private static final long EACH = Duration.ofSeconds(1).toNanos();
  private static final long AHEAD = 4 * EACH;

  private boolean begun;

  /** When what was taken so far would be over, one a second. */
  private long over;

  /** When the next may go, on the ticker: now, or later. */
  long next(long nanos) {
    long turn = over - AHEAD;
    return begun && turn - nanos > 0 ? turn : nanos;
  }

  /** One goes now. */
  void take(long nanos) {
    over = (begun && over - nanos > 0 ? over : nanos) + EACH;
    begun = true;
  }
}
