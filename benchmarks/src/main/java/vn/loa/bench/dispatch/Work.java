package vn.loa.bench.dispatch;

import java.util.stream.LongStream;
import vn.loa.channel.Recipients;

/**
 * The messages of one run. Message i goes to one phone and gets one random reference of 63 bits;
 * both are computed, so that knowing them takes no heap.
 *
 * @param messages a multiple of {@link #BATCH}
 */
record Work(int messages) {

  /** What is made durable before the next. */
  static final int BATCH = 1_000;

  private static final long FIRST_PHONE = 84_900_000_000L;

  Work {
    if (messages < BATCH || messages % BATCH != 0) {
      throw new IllegalArgumentException(
          "say a multiple of " + BATCH + " messages, not " + messages);
    }
  }

  int batches() {
    return messages / BATCH;
  }

  static long phone(int message) {
    return FIRST_PHONE + message;
  }

  static int messageTo(long phone) {
    return Math.toIntExact(phone - FIRST_PHONE);
  }

  static long reference(int message) {
    return mixed(message + 1) >>> 1;
  }

  static Recipients recipients(int batch) {
    int first = batch * BATCH;
    return Recipients.phones(LongStream.range(first, first + BATCH).map(i -> phone((int) i)));
  }

  /** References of a batch of receipts, which come in random order: every message's once. */
  long[] receipts(int batch) {
    long[] references = new long[BATCH];
    for (int i = 0; i < BATCH; i++) {
      references[i] = reference(shuffled(batch * BATCH + i));
    }
    return references;
  }

  /** A permutation: Feistel rounds over the next even number of bits, until it falls inside. */
  private int shuffled(int position) {
    int half = (33 - Integer.numberOfLeadingZeros(messages - 1)) / 2;
    int at = position;
    do {
      at = scrambled(at, half);
    } while (at >= messages);
    return at;
  }

  private static int scrambled(int at, int half) {
    int mask = (1 << half) - 1;
    int left = at >>> half;
    int right = at & mask;
    for (long round = 1; round <= 4; round++) {
      int next = left ^ ((int) mixed((round << 32) + right) & mask);
      left = right;
      right = next;
    }
    return (left << half) | right;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static long mixed(long seed) {
    long z = seed * 0x9E37_79B9_7F4A_7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
