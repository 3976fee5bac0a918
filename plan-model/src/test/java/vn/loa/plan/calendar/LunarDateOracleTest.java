package vn.loa.plan.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.time4j.Moment;
import net.time4j.PlainDate;
import net.time4j.TemporalType;
import net.time4j.calendar.ChineseCalendar;
import net.time4j.calendar.EastAsianMonth;
import net.time4j.calendar.EastAsianYear;
import net.time4j.calendar.SolarTerm;
import net.time4j.calendar.VietnameseCalendar;
import net.time4j.calendar.astro.MoonPhase;
import org.junit.jupiter.api.Test;

/** The lunar calendar beside another library's astronomy and calendars. */
class LunarDateOracleTest {

  private static final ZoneOffset HANOI = ZoneOffset.ofHours(7);
  private static final LocalDate LAST = LocalDate.of(2101, 1, 28);

  @Test
  void every_day_since_1968_is_as_another_library_has_it() {
    List<String> differing = new ArrayList<>();
    for (LocalDate day = LunarDate.newYear(1968); !day.isAfter(LAST); day = day.plusDays(1)) {
      String ours = LunarDate.of(day).toString();
      String theirs = vietnamese(day);
      if (!ours.equals(theirs)) {
        differing.add(day + ": " + ours + ", not " + theirs);
      }
    }

    assertThat(differing).isEmpty();
  }

  private static String vietnamese(LocalDate day) {
    VietnameseCalendar theirs = PlainDate.from(day).transform(VietnameseCalendar.class);
    // The year counts from Tết; late in December and early in January it is the one before.
    int month = theirs.getMonth().getNumber();
    int year = day.getYear() - (month >= 10 && day.getMonthValue() <= 3 ? 1 : 0);
    String leap = theirs.getMonth().isLeap() ? "+" : "";
    return theirs.getDayOfMonth() + "/" + month + leap + "/" + year;
  }

  @Test
  void every_month_since_1900_begins_on_the_day_of_its_new_moon() {
    assertThat(months()).hasSize(2_486).allSatisfy(day -> assertThat(newMoon(day)).isEqualTo(day));
  }

  private static List<LocalDate> months() {
    return LunarDate.newYear(1900)
        .datesUntil(LAST.plusDays(1))
        .filter(day -> LunarDate.of(day).day() == 1)
        .toList();
  }

  /** The day of the first new moon of five days before this one, or of the month after. */
  private static LocalDate newMoon(LocalDate day) {
    Instant before = day.minusDays(5).atStartOfDay(HANOI).toInstant();
    Moment moon = MoonPhase.NEW_MOON.atOrAfter(TemporalType.INSTANT.translate(before));
    return LocalDate.ofInstant(TemporalType.INSTANT.from(moon), HANOI);
  }

  /** Which is what decides on leap months. */
  @Test
  void the_sun_stands_in_the_same_sign_as_each_of_them_begins() {
    Sky sky = new Sky(7);

    assertThat(months())
        .allSatisfy(day -> assertThat(sky.sunSign(day.toEpochDay())).isEqualTo(sign(day)));
  }

  private static int sign(LocalDate day) {
    Instant midnight = day.atStartOfDay(HANOI).toInstant();
    return SolarTerm.of(TemporalType.INSTANT.translate(midnight)).getSolarLongitude() / 30;
  }

  /** The same sums at UTC+8; China has kept that time since 1929. */
  @Test
  void an_hour_further_east_it_is_the_chinese_calendar() {
    LunarMonths china = new LunarMonths(8);
    List<String> differing =
        IntStream.rangeClosed(1929, 2100)
            .boxed()
            .flatMap(year -> differing(china, year).stream())
            .toList();

    assertThat(differing).isEmpty();
  }

  private static List<String> differing(LunarMonths china, int year) {
    List<String> differing = new ArrayList<>();
    for (int month = 1; month <= 12; month++) {
      for (boolean leap : new boolean[] {false, true}) {
        String ours = ours(china, year, month, leap);
        String theirs = chinese(year, month, leap);
        if (!ours.equals(theirs)) {
          differing.add(month + "/" + year + ": " + ours + ", not " + theirs);
        }
      }
    }
    return differing;
  }

  private static String ours(LunarMonths china, int year, int month, boolean leap) {
    try {
      return LocalDate.ofEpochDay(china.epochDay(year, month, leap, 1)).toString();
    } catch (IllegalArgumentException none) {
      return "none";
    }
  }

  private static String chinese(int year, int month, boolean leap) {
    EastAsianMonth named = EastAsianMonth.valueOf(month);
    try {
      return ChineseCalendar.of(
              EastAsianYear.forGregorian(year), leap ? named.withLeap() : named, 1)
          .transform(PlainDate.class)
          .toString();
    } catch (IllegalArgumentException none) {
      return "none";
    }
  }
}
