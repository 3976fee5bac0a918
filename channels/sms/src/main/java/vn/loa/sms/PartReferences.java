package vn.loa.sms;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * References for {@link SmsText#parts}, counted for each destination: a handset joins the parts
 * that have one sender, one reference and one total, so a reference must not come again while parts
 * of the text before are on their way. One count for everybody would come around after 256 texts to
 * anybody; here it takes as many to the same handset.
 *
 * <p>Destinations share {@value #COUNTS} counts, in 256 KiB. Where two share one, each skips the
 * references that the other takes; nothing else follows from it. For any number of threads.
 */
public final class PartReferences {

  private static final int COUNTS = 1 << 16;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final AtomicIntegerArray counts = new AtomicIntegerArray(COUNTS);
  private final int first;
  private final int mask;

  private PartReferences(int first, int mask) {
    this.first = first;
    this.mask = mask;
  }

  /**
   * @param first where all begin, of which the low 8 or 16 bits count; another after each start,
   *     such as the seconds of the clock, so that texts of before are not taken up again
   */
  public static PartReferences of(Concatenation concatenation, int first) {
    return new PartReferences(first, concatenation.mostReference());
  }

  /** The next for a destination: 0 to {@link Concatenation#mostReference()}. */
  public int next(long destination) {
    int count = counts.getAndIncrement(place(destination));
    return (first + count) & mask;
  }

  /** Neighbouring numbers, which is what a city has, fall into different places. */
  private static int place(long destination) {
    return (int) ((destination * SPREAD) >>> 48);
  }
}
