package vn.loa.channel.rss;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Dates of CAP 1.2 (3.3.2): to the second, with an offset in digits, UTC as {@code -00:00}. */
final class CapDates {

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendOffset("+HH:MM", "-00:00")
          .toFormatter(Locale.ROOT);

  /** A day inside the years of four digits, so that no zone leads out of them. */
  private static final Instant FIRST = LocalDateTime.of(0, 1, 2, 0, 0).toInstant(ZoneOffset.UTC);

  private static final Instant END = LocalDateTime.of(9999, 12, 31, 0, 0).toInstant(ZoneOffset.UTC);

  /**
   * @throws DateTimeException if its year has not four digits
   */
  static String of(Instant instant, ZoneId zone) {
    if (!canSay(instant)) {
      throw new DateTimeException("an alert's dates have years of four digits: " + instant);
    }
    return FORM.format(instant.atOffset(wholeMinutes(zone.getRules().getOffset(instant))));
  }

  static boolean canSay(Instant instant) {
    return !instant.isBefore(FIRST) && instant.isBefore(END);
  }

  /** Offsets before standard time had seconds, for which the form has no room. */
  private static ZoneOffset wholeMinutes(ZoneOffset offset) {
    return ZoneOffset.ofTotalSeconds(offset.getTotalSeconds() / 60 * 60);
  }

  private CapDates() {}
}
