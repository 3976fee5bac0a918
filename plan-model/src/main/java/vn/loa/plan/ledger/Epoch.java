package vn.loa.plan.ledger;

import java.time.Instant;
import java.util.Arrays;

/**
 * Whole seconds as ints, counted from the middle of the due dates: exact for 68 years either side.
 * What lies beyond is taken for the end of that span. No due date lies there, so a report keeps its
 * side of every deadline.
 *
 * @param zero in seconds since 1970
 */
record Epoch(long zero) {

  /** After every instant: what has not come. */
  static final int NEVER = Integer.MAX_VALUE;

  private static final int FIRST = Integer.MIN_VALUE;
  private static final int LAST = NEVER - 1;
  private static final long SPAN = 2L * LAST;

  static Epoch of(long[] dues) {
    if (dues.length == 0) {
      return new Epoch(0);
    }
    Instant first = Instant.ofEpochSecond(Arrays.stream(dues).min().getAsLong());
    Instant last = Instant.ofEpochSecond(Arrays.stream(dues).max().getAsLong());
    long span = last.getEpochSecond() - first.getEpochSecond();
    if (span > SPAN) {
      throw new IllegalArgumentException(
          "due dates %s and %s are more than 136 years apart: keep them in two matrices"
              .formatted(first, last));
    }
    return new Epoch(first.getEpochSecond() + span / 2);
  }

  int at(long second) {
    return (int) (Math.max(zero + FIRST, Math.min(zero + LAST, second)) - zero);
  }
}
