package vn.loa.simulator;

import java.util.concurrent.TimeUnit;
import vn.loa.channel.Time;

/**
 * The most of anything in any one second, wherever that second begins. An entry for each read, not
 * for each message. Safe for use by several threads.
 */
final class RollingSecond {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int FIRST_CAPACITY = 1 << 10;

  private final Time time;
  private long[] when = new long[FIRST_CAPACITY];
  private int[] counts = new int[FIRST_CAPACITY];
  private int first;
  private int entries;
  private int inSecond;
  private int most;

  RollingSecond(Time time) {
    this.time = time;
  }

  synchronized void add(int count) {
    long now = time.nanos();
    forgetBefore(now);
    if (entries == when.length) {
      grow();
    }
    int slot = (first + entries) & (when.length - 1);
    when[slot] = now;
    counts[slot] = count;
    entries++;
    inSecond += count;
    most = Math.max(most, inSecond);
  }

  synchronized int most() {
    return most;
  }

  private void forgetBefore(long now) {
    while (entries > 0 && now - when[first] >= SECOND) {
      inSecond -= counts[first];
      first = (first + 1) & (when.length - 1);
      entries--;
    }
  }

  private void grow() {
    long[] longerWhen = new long[entries * 2];
    int[] longerCounts = new int[entries * 2];
    int tail = entries - first;
    System.arraycopy(when, first, longerWhen, 0, tail);
    System.arraycopy(when, 0, longerWhen, tail, first);
    System.arraycopy(counts, first, longerCounts, 0, tail);
    System.arraycopy(counts, 0, longerCounts, tail, first);
    when = longerWhen;
    counts = longerCounts;
    first = 0;
  }
}
