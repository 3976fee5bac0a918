package vn.loa.dispatch.journal;

/**
 * Finds the slots of deliveries by a fingerprint of their reference: open addressing with linear
 * probing, 8 octets an entry at 45 to 68 per cent full. It keeps no reference; who asks compares
 * those of the candidates.
 *
 * <p>An entry is {@code fingerprint << 32 | slot}, and never 0, for slots are positive. It belongs
 * at {@code fingerprint * capacity >>> 32}: so it finds its place in a larger table by itself, and
 * a table may have any size. What is removed leaves no gap behind: entries after it move up.
 */
final class ReferenceIndex {

  private static final int SMALLEST = 16;

  private long[] entries = new long[SMALLEST];
  private int size;

  /** Spreads all bits of a key over those of a fingerprint (finalizer of SplitMix64). */
  static int fingerprint(long key) {
    long mixed = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return (int) ((mixed ^ (mixed >>> 31)) >>> 32);
  }

  int size() {
    return size;
  }

  void clear() {
    entries = new long[SMALLEST];
    size = 0;
  }

  /**
   * Reads where these fingerprints belong, and no more: what is done with them next finds its
   * memory near. A processor waits for many reads at the same time where nothing depends on them.
   *
   * @return what stands there, which is of no use
   */
  long[] approach(int[] fingerprints) {
    long[] read = new long[fingerprints.length];
    for (int i = 0; i < read.length; i++) {
      read[i] = entries[home(fingerprints[i], entries.length)];
    }
    return read;
  }

  /** Makes room for so many at once. */
  void reserve(int expected) {
    int capacity = (int) Math.min(Integer.MAX_VALUE - 8, expected * 3L / 2 + SMALLEST);
    if (capacity > entries.length) {
      resize(capacity);
    }
  }

  /**
   * @param slot positive
   */
  void add(int fingerprint, int slot) {
    if (size >= entries.length * 68L / 100) {
      resize((int) Math.min(Integer.MAX_VALUE - 8, entries.length * 3L / 2));
    }
    insert(entry(fingerprint, slot));
    size++;
  }

  /** Where the first candidate stands, or -1. */
  int first(int fingerprint) {
    return candidate(home(fingerprint, entries.length), fingerprint);
  }

  /** Where the candidate after the one at {@code at} stands, or -1. */
  int next(int at, int fingerprint) {
    return candidate(after(at), fingerprint);
  }

  int slot(int at) {
    return (int) entries[at];
  }

  /** Another delivery takes over an entry. */
  void replace(int at, int slot) {
    entries[at] = entry((int) (entries[at] >>> 32), slot);
  }

  /** Whether it was there. */
  boolean remove(int fingerprint, int slot) {
    for (int at = first(fingerprint); at >= 0; at = next(at, fingerprint)) {
      if (slot(at) == slot) {
        close(at);
        size--;
        return true;
      }
    }
    return false;
  }

  private int candidate(int from, int fingerprint) {
    for (int at = from; entries[at] != 0; at = after(at)) {
      if ((int) (entries[at] >>> 32) == fingerprint) {
        return at;
      }
    }
    return -1;
  }

  /** Moves up what may stand at the gap: whatever does not stand between its home and the gap. */
  private void close(int gap) {
    int at = gap;
    while (true) {
      at = after(at);
      if (entries[at] == 0) {
        entries[gap] = 0;
        return;
      }
      int home = home((int) (entries[at] >>> 32), entries.length);
      if (distance(home, at) >= distance(gap, at)) {
        entries[gap] = entries[at];
        gap = at;
      }
    }
  }

  private int distance(int from, int to) {
    return to >= from ? to - from : to - from + entries.length;
  }

  private int after(int at) {
    return at + 1 == entries.length ? 0 : at + 1;
  }

  private void insert(long entry) {
    int at = home((int) (entry >>> 32), entries.length);
    while (entries[at] != 0) {
      at = after(at);
    }
    entries[at] = entry;
  }

  private void resize(int capacity) {
    long[] old = entries;
    entries = new long[capacity];
    for (long entry : old) {
      if (entry != 0) {
        insert(entry);
      }
    }
  }

  private static long entry(int fingerprint, int slot) {
    return ((long) fingerprint << 32) | slot;
  }

  private static int home(int fingerprint, int capacity) {
    return (int) (((fingerprint & 0xffff_ffffL) * capacity) >>> 32);
  }
}
