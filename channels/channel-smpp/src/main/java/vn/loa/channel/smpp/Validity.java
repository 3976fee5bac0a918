package vn.loa.channel.smpp;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * validity_period as relative time (SMPP 3.4 §7.1.1.2): what is left when it is sent, so that the
 * SMSC's clock and zone do not matter. Rounded up to a second; at most 30 days, because months have
 * no fixed length.
 */
final class Validity {

  private static final Duration MOST = Duration.ofDays(30);

  static String until(Instant end, Instant now) {
    Duration left = Duration.between(now, end);
    Duration told = left.compareTo(MOST) > 0 ? MOST : left.plusNanos(999_999_999);
    return String.format(
        Locale.ROOT,
        "0000%02d%02d%02d%02d000R",
        told.toDaysPart(),
        told.toHoursPart(),
        told.toMinutesPart(),
        told.toSecondsPart());
  }

  private Validity() {}
}
