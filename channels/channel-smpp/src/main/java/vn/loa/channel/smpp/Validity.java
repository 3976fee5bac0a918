package vn.loa.channel.smpp;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Times as SMPP writes them (SMPP 3.4 §7.1.1), rounded up to a second. None is told further ahead
 * than 30 days, because months have no fixed length.
 */
final class Validity {

  static final Duration MOST = Duration.ofDays(30);

  private static final DateTimeFormatter ABSOLUTE =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'000+'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * As relative time (§7.1.1.2): what is left, so that the SMSC's clock and zone do not matter. At
   * most {@link #MOST}.
   */
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

  /** As absolute time (§7.1.1.1) in UTC: no tenth of a second, no quarter of an hour ahead. */
  static String at(Instant instant) {
    return ABSOLUTE.format(instant.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS));
  }

  private Validity() {}
}
