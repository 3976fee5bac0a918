package vn.loa.bench.dispatch;

import java.util.Arrays;

/** References to messages in memory: open addressing, 12 octets an entry, at most half full. */
final class ReferenceTable {

  private static final long NONE = -1;

  private final long[] references;
  private final int[] messages;

  ReferenceTable(int entries) {
    int slots = Integer.highestOneBit(Math.max(2, entries * 2 - 1)) * 2;
    references = new long[slots];
    messages = new int[slots];
    Arrays.fill(references, NONE);
  }

  void put(long reference, int message) {
    int slot = slotOf(reference);
    references[slot] = reference;
    messages[slot] = message;
  }

  /**
   * @throws IllegalStateException if it is not here
   */
  int get(long reference) {
    int slot = slotOf(reference);
    Life.require(references[slot] == reference, "no message has reference " + reference);
    return messages[slot];
  }

  /** References are random already: their low bits spread. */
  private int slotOf(long reference) {
    int slot = (int) reference & (references.length - 1);
    while (references[slot] != NONE && references[slot] != reference) {
      slot = (slot + 1) & (references.length - 1);
    }
    return slot;
  }
}
