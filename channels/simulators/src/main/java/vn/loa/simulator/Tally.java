package vn.loa.simulator;

import java.util.HashMap;
import java.util.Map;

/**
 * How many messages each recipient got, in twelve octets each: for millions. Safe for use by
 * several threads.
 */
final class Tally {

  private static final int FIRST_CAPACITY = 1 << 10;
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private final Map<String, Integer> unusual = new HashMap<>();
  private long[] keys = new long[FIRST_CAPACITY];
  private int[] counts = new int[FIRST_CAPACITY];
  private int used;

  /**
   * One more for each of the first {@code count} keys.
   *
   * @param more as {@link SubmitPdu#key} gives them
   */
  synchronized void add(long[] more, int count) {
    for (int i = 0; i < count; i++) {
      add(more[i]);
    }
  }

  /** One more for a destination that has no key. */
  synchronized void add(String destination) {
    unusual.merge(destination, 1, Integer::sum);
  }

  private void add(long key) {
    int slot = slot(key);
    if (keys[slot] == 0) {
      keys[slot] = key;
      used++;
    }
    counts[slot]++;
    if (used > keys.length / 2) {
      grow();
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * SPREAD) >>> 32) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
      }
    }
  }

  synchronized int of(String destination) {
    long key = key(destination);
    return key == SubmitPdu.NO_KEY ? unusual.getOrDefault(destination, 0) : counts[slot(key)];
  }

  /** A new map, its keys the destinations as they came. */
  synchronized Map<String, Integer> all() {
    Map<String, Integer> all = new HashMap<>(unusual);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        all.put(Long.toString(keys[i]).substring(1), counts[i]);
      }
    }
    return all;
  }

  private static long key(String destination) {
    return destination.matches("[0-9]{0,17}")
        ? Long.parseLong("1" + destination)
        : SubmitPdu.NO_KEY;
  }
}
