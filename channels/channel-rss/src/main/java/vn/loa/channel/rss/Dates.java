package vn.loa.channel.rss;

import static java.time.ZoneOffset.UTC;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Dates of feeds and HTTP: English, Gregorian, ASCII digits, UTC, whatever the machine's locale.
 * Those of feeds are written digit by digit: in a document of a thousand entries a formatter takes
 * longer than all the rest.
 */
final class Dates {

  private static final int SECONDS_OF_A_DAY = 86_400;
  private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  /** IMF-fixdate (RFC 9110, 5.6.7). */
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

  /** A date of RFC 822 as RSS asks for, with the year in full; also IMF-fixdate. */
  static String rfc822(Instant instant) {
    LocalDate day = day(instant);
    StringBuilder out = new StringBuilder(29);
    out.append(DAYS[day.getDayOfWeek().getValue() - 1]).append(", ");
    two(out, day.getDayOfMonth()).append(' ').append(MONTHS[day.getMonthValue() - 1]).append(' ');
    two(two(out, day.getYear() / 100), day.getYear() % 100).append(' ');
    return time(out, instant).append(" GMT").toString();
  }

  /**
   * A date of RFC 3339, to the millisecond where it has any: there are readers, ROME for one, that
   * take any fraction for so many milliseconds, and six digits for minutes.
   */
  static String rfc3339(Instant instant) {
    LocalDate day = day(instant);
    StringBuilder out = new StringBuilder(24);
    two(two(out, day.getYear() / 100), day.getYear() % 100).append('-');
    two(two(out, day.getMonthValue()).append('-'), day.getDayOfMonth()).append('T');
    time(out, instant);
    int millis = instant.get(ChronoField.MILLI_OF_SECOND);
    if (millis > 0) {
      two(out.append('.').append((char) ('0' + millis / 100)), millis % 100);
    }
    return out.append('Z').toString();
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

  /**
   * @throws DateTimeException if its year has not four digits: no feed can say it
   */
  private static LocalDate day(Instant instant) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(instant.getEpochSecond(), SECONDS_OF_A_DAY));
    if (day.getYear() < 0 || day.getYear() > 9999) {
      throw new DateTimeException("a feed's dates have years of four digits: " + instant);
    }
    return day;
  }

  private static StringBuilder time(StringBuilder out, Instant instant) {
    int second = Math.floorMod(instant.getEpochSecond(), SECONDS_OF_A_DAY);
    two(out, second / 3600).append(':');
    two(out, second / 60 % 60).append(':');
    return two(out, second % 60);
  }

  private static StringBuilder two(StringBuilder out, int number) {
    return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private Dates() {}
}
