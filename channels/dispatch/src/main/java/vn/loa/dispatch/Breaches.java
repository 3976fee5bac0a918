package vn.loa.dispatch;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * How often a channel broke its contract, and in which way. It is told so by name, at the first
 * time, the second, the fourth and so on. Safe for use by several threads.
 */
final class Breaches {

  private static final System.Logger LOG = System.getLogger(Breaches.class.getName());

  private final String channel;
  private final AtomicLongArray counts = new AtomicLongArray(Kind.values().length);

  /** Ways to break it. */
  enum Kind {
    TWICE("deliveries were answered twice; the first answer counts"),
    UNKNOWN("answers were for nothing that was asked; they are dropped"),
    NOTHING("answers said nothing; their deliveries are in doubt"),
    NEVER("deliveries were not answered in time; they are in doubt"),
    THREW("calls threw; what a submission left unanswered is in doubt"),
    RECEIPT("receipts could not be read; they are dropped");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }
  }

  Breaches(String channel) {
    this.channel = channel;
  }

  void note(Kind kind) {
    note(kind, null);
  }

  /**
   * @param fault what it threw, if it did
   */
  void note(Kind kind, @Nullable Throwable fault) {
    long count = counts.incrementAndGet(kind.compareTo(Kind.TWICE));
    if (Long.bitCount(count) == 1) {
      LOG.log(System.Logger.Level.WARNING, channel + ": " + count + " " + kind.sentence, fault);
    }
  }

  long sum() {
    long sum = 0;
    for (int i = 0; i < counts.length(); i++) {
      sum += counts.get(i);
    }
    return sum;
  }
}
