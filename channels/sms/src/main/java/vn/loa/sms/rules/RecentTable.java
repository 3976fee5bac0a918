package vn.loa.sms.rules;

/**
 * Open addressing with linear steps: a number's slot, or the next free one after it. Never more
 * than four fifths full, so every search ends. Nothing is taken out; what is old is left behind on
 * growing. Whoever reads while another writes may get a wrong answer, but always gets one.
 */
final class RecentTable {

  private final int kept;

  /** 0 is free. */
  private final long[] numbers;

  /** The latest first, {@link #kept} to a slot; 0 is none. */
  private final int[] seconds;

  private int size;

  RecentTable(int kept, int slots) {
    this.kept = kept;
    this.numbers = new long[slots];
    this.seconds = new int[Math.multiplyExact(slots, kept)];
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size >= numbers.length / 5 * 4;
  }

  /** A table with room for more, without numbers whose latest message is older. */
  RecentTable grown(long forgetBefore) {
    int live = 0;
    for (int slot = 0; slot < numbers.length; slot++) {
      live += isLive(slot, forgetBefore) ? 1 : 0;
    }
    RecentTable grown = new RecentTable(kept, Math.max(16, live / 8 * 15 + 15));
    for (int slot = 0; slot < numbers.length; slot++) {
      if (isLive(slot, forgetBefore)) {
        grown.take(this, slot);
      }
    }
    return grown;
  }

  private boolean isLive(int slot, long forgetBefore) {
    return numbers[slot] != 0 && second(slot, 0) >= forgetBefore;
  }

  private void take(RecentTable from, int slot) {
    int to = slot(from.numbers[slot]);
    numbers[to] = from.numbers[slot];
    System.arraycopy(from.seconds, slot * kept, seconds, to * kept, kept);
    size++;
  }

  /** Not when it {@link #isFull}. */
  void record(long e164, long second) {
    int slot = slot(e164);
    if (numbers[slot] == 0) {
      numbers[slot] = e164;
      size++;
    }
    int at = kept;
    while (at > 0 && second(slot, at - 1) < second) {
      at--;
    }
    if (at < kept) {
      int start = slot * kept + at;
      System.arraycopy(seconds, start, seconds, start + 1, kept - at - 1);
      seconds[start] = (int) second;
    }
  }

  /** The number stays, perhaps without any; it is left behind on growing. */
  void forgetLatest(long e164) {
    int slot = slot(e164);
    if (numbers[slot] != 0) {
      int start = slot * kept;
      System.arraycopy(seconds, start + 1, seconds, start, kept - 1);
      seconds[start + kept - 1] = 0;
    }
  }

  /** 0 for none. */
  long nthLatest(long e164, int n) {
    return second(slot(e164), n - 1);
  }

  private long second(int slot, int index) {
    return Integer.toUnsignedLong(seconds[slot * kept + index]);
  }

  /** Where the number is, or is to be; a free slot has no seconds. */
  private int slot(long e164) {
    int slot = (int) Math.multiplyHigh(mix(e164) & Long.MAX_VALUE, 2L * numbers.length);
    while (numbers[slot] != 0 && numbers[slot] != e164) {
      slot = slot + 1 == numbers.length ? 0 : slot + 1;
    }
    return slot;
  }

  /** Spreads numbers that differ in few digits over all bits. */
  static long mix(long e164) {
    long mixed = e164 * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }
}
