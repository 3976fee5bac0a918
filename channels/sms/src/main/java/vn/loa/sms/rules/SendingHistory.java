package vn.loa.sms.rules;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When messages were sent to a number. An implementation over a table is asked once for each
 * recipient, from the thread that decides.
 */
@FunctionalInterface
public interface SendingHistory {

  /**
   * When the {@code n}th latest message was sent to a number; null if fewer are known. What was
   * sent longer ago than the span of the cap may be left out. Coarse clocks round up, never down.
   *
   * @param n from 1, the latest
   */
  @Nullable Instant nthLatest(long e164, int n);

  /** Nobody was ever sent anything. */
  static SendingHistory none() {
    return (e164, n) -> null;
  }
}
