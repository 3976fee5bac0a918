package vn.loa.plan.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkyTest {

  private static final double SECOND = 1 / 86_400.0;

  /** Example 49.a of Meeus: February 1977. */
  @Test
  void a_new_moon_is_as_in_the_book() {
    assertThat(Sky.newMoon(-283)).isEqualTo(2443192.65118, within(0.5 * SECOND));
  }

  /** Example 25.a of Meeus: 13 October 1992 at 0 h. */
  @Test
  void the_sun_stands_where_it_does_in_the_book() {
    assertThat(Sky.sunLongitude(2448908.5)).isEqualTo(199.90895, within(0.00001));
  }

  /** To what was measured: the Astronomical Almanac, pages K8 and K9. */
  @ParameterizedTest
  @CsvSource({
    "1900, -2.72",
    "1910, 10.46",
    "1920, 21.16",
    "1930, 24.02",
    "1940, 24.33",
    "1950, 29.15",
    "1960, 33.15",
    "1970, 40.18",
    "1980, 50.54",
    "1990, 56.86",
    "2000, 63.83",
    "2010, 66.07",
    "2017, 68.59",
    "2050, 69.184"
  })
  void delta_t_is_what_was_measured(int year, double seconds) {
    double julianDay = LocalDate.of(year, 1, 1).toEpochDay() + 2440587.5;

    assertThat(Sky.deltaT(julianDay) / SECOND).isEqualTo(seconds, within(0.8));
  }

  @Test
  void a_new_moon_is_looked_for_from_before_the_day() {
    Sky sky = new Sky(7);

    for (LocalDate day = LocalDate.of(1900, 1, 1); day.getYear() < 1910; day = day.plusDays(1)) {
      int lunation = sky.lunationBefore(day.toEpochDay());
      assertThat(sky.newMoonDay(lunation)).isLessThan(day.toEpochDay());
      assertThat(sky.newMoonDay(lunation + 3)).isGreaterThan(day.toEpochDay());
    }
  }

  /** The day begins an hour later in Hà Nội than in China. */
  @Test
  void a_sign_is_entered_later_in_the_day_of_a_place_further_east() {
    // The winter solstice of 1984 was on 21 December at 16:23 UTC: 23:23 there, 00:23 in China.
    long day = LocalDate.of(1984, 12, 22).toEpochDay();

    assertThat(new Sky(7).sunSign(day)).isEqualTo(Sky.SOLSTICE_SIGN);
    assertThat(new Sky(8).sunSign(day)).isEqualTo(Sky.SOLSTICE_SIGN - 1);
  }
}
