package vn.loa.dispatch;

import java.time.Duration;

/** What is asked of lengths of time. */
final class Durations {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  static Duration positive(String what, Duration length) {
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException(what + " must be more than 0 but was " + length);
    }
    return length;
  }

  /** Nanoseconds, at most a century: so that sums of them do not overflow. */
  static long nanos(Duration length) {
    return (length.compareTo(LONGEST) < 0 ? length : LONGEST).toNanos();
  }

  private Durations() {}
}
