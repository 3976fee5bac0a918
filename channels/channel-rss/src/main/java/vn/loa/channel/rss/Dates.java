package vn.loa.channel.rss;

import static java.time.ZoneOffset.UTC;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates of RSS and HTTP: English, Gregorian, ASCII digits, GMT, whatever the machine's locale. */
final class Dates {

  /** IMF-fixdate (RFC 9110, 5.6.7); also a date of RFC 822 as RSS asks for. */
  private static final DateTimeFormatter FIXED =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US).withZone(UTC);

  private static final DateTimeFormatter RFC_850 =
      new DateTimeFormatterBuilder()
          .appendPattern("EEEE, dd-MMM-")
          .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
          .appendPattern(" HH:mm:ss 'GMT'")
          .toFormatter(Locale.US)
          .withZone(UTC);

  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US).withZone(UTC);

  static String format(Instant instant) {
    return FIXED.format(instant);
  }

  /** An HTTP date in any of the three forms a recipient must take; empty when it is none. */
  static Optional<Instant> parse(String date) {
    for (DateTimeFormatter form : List.of(FIXED, RFC_850, ASCTIME)) {
      try {
        return Optional.of(form.parse(date.strip(), Instant::from));
      } catch (DateTimeException other) {
        // Not this form; perhaps the next.
      }
    }
    return Optional.empty();
  }

  private Dates() {}
}
