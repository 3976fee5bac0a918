package vn.loa.channel.smpp;

import java.util.Arrays;

/** How many a second, over the last ten whole seconds. Not safe for use by several threads. */
final class Rate {

  private static final int SECONDS = 10;
  private static final long SECOND = 1_000_000_000;

  private final long[] counts = new long[SECONDS + 1];
  private final long start;
  private long current;

  Rate(long nanos) {
    this.start = nanos;
  }

  void add(int count, long nanos) {
    turnTo(nanos);
    counts[(int) (current % counts.length)] += count;
  }

  double perSecond(long nanos) {
    turnTo(nanos);
    long whole = Math.min(SECONDS, current);
    long now = counts[(int) (current % counts.length)];
    return whole == 0 ? now : (double) (Arrays.stream(counts).sum() - now) / whole;
  }

  private void turnTo(long nanos) {
    long second = Math.max(current, (nanos - start) / SECOND);
    for (long next = Math.max(current + 1, second - SECONDS); next <= second; next++) {
      counts[(int) (next % counts.length)] = 0;
    }
    current = second;
  }
}
