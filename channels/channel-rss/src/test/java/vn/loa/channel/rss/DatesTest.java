package vn.loa.channel.rss;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {

  private static final DateTimeFormatter RFC_822 =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US).withZone(UTC);

  /** From the year 1 to the last second of 9999. */
  @Property(tries = 10_000)
  void every_date_is_what_the_jdk_makes_of_it(
      @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
      @ForAll @LongRange(max = 999_999_999) long nanos) {
    Instant instant = Instant.ofEpochSecond(second, nanos);
    assertThat(Dates.rfc822(instant)).isEqualTo(RFC_822.format(instant));
    assertThat(Dates.parse(Dates.rfc822(instant)))
        .contains(instant.truncatedTo(ChronoUnit.SECONDS));
    assertThat(Dates.rfc3339(instant)).isEqualTo(instant.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  @Test
  void a_fraction_has_three_digits_as_readers_expect() {
    assertThat(Dates.rfc3339(Instant.parse("2026-09-03T04:05:06.402797Z")))
        .isEqualTo("2026-09-03T04:05:06.402Z");
    assertThat(Dates.rfc3339(Instant.parse("2026-09-03T04:05:06.007Z")))
        .isEqualTo("2026-09-03T04:05:06.007Z");
    assertThat(Dates.rfc3339(Instant.parse("2026-09-03T04:05:06.000999Z")))
        .isEqualTo("2026-09-03T04:05:06Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0001-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
  void a_year_without_four_digits_has_no_date(String instant) {
    assertThatThrownBy(() -> Dates.rfc3339(Instant.parse(instant)))
        .isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> Dates.rfc822(Instant.parse(instant)))
        .isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void the_three_date_forms_of_http_are_read(String date) {
    assertThat(Dates.parse(date)).contains(Instant.parse("1994-11-06T08:49:37Z"));
  }

  @Test
  void what_is_no_date_is_none() {
    assertThat(Dates.parse("yesterday")).isEmpty();
    assertThat(Dates.parse("")).isEmpty();
  }
}
