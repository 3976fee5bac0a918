package vn.loa.plan.ledger;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * Finds the value of a rank among many, in room that does not grow with their number: the values
 * are walked once to count them by their upper sixteen bits, and once for each rank asked for.
 */
final class NearestRank {

  private static final int HALF = 16;

  private final Consumer<LongConsumer> values;
  private final int[] uppers;
  private final long count;

  /**
   * @param values hands over the same values whenever it is called; at least 0, below 2³²
   */
  NearestRank(Consumer<LongConsumer> values) {
    this.values = values;
    this.uppers = histogram(value -> true, HALF);
    long sum = 0;
    for (int upper : uppers) {
      sum += upper;
    }
    this.count = sum;
  }

  long count() {
    return count;
  }

  /**
   * The least value that so many per cent do not exceed.
   *
   * @param percent 1 to 100
   */
  long percentile(int percent) {
    long rank = (count * percent + 99) / 100;
    int upper = 0;
    for (; rank > uppers[upper]; upper++) {
      rank -= uppers[upper];
    }
    int wanted = upper;
    int[] lowers = histogram(value -> value >>> HALF == wanted, 0);
    int lower = 0;
    for (; rank > lowers[lower]; lower++) {
      rank -= lowers[lower];
    }
    return (long) upper << HALF | lower;
  }

  private int[] histogram(LongPredicate which, int shift) {
    int[] counts = new int[1 << HALF];
    values.accept(
        value -> {
          if (which.test(value)) {
            counts[(int) (value >>> shift) & (1 << HALF) - 1]++;
          }
        });
    return counts;
  }
}
