package vn.loa.dispatch.journal;

import java.util.Arrays;

/**
 * Deliveries of one campaign that receipts proved delivered, in the order they came: all that is
 * kept of a receipt which has the reference that was recorded. Filled, told, cleared and filled
 * again.
 */
final class Proofs {

  /**
   * So many deliveries, which may lie anywhere, are looked at together before the first of them is
   * changed: a processor waits for many reads at the same time where nothing depends on them, and
   * what it has read of so many stays near.
   */
  static final int ROUND = 128;

  private int[] chunks = new int[16];
  private short[] indexes = new short[16];
  private int[] seconds = new int[16];
  private int size;

  void clear() {
    size = 0;
  }

  /**
   * @param second of Unix time, unsigned: when it was delivered
   */
  void add(int chunk, int index, int second) {
    if (size == chunks.length) {
      chunks = Arrays.copyOf(chunks, size * 2);
      indexes = Arrays.copyOf(indexes, size * 2);
      seconds = Arrays.copyOf(seconds, size * 2);
    }
    chunks[size] = chunk;
    indexes[size] = (short) index;
    seconds[size] = second;
    size++;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int chunk(int position) {
    return chunks[position];
  }

  int index(int position) {
    return indexes[position];
  }

  int second(int position) {
    return seconds[position];
  }
}
