package vn.loa.plan.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.plan.calendar.WorkCalendar.Basis;
import vn.loa.plan.calendar.WorkCalendar.Day;

class VietnamCalendarTest {

  private final WorkCalendar vietnam = WorkCalendar.vietnam();
  private final WorkCalendar byRule = new VietnamDays();

  /** Days off that are no Saturday or Sunday, and such as are worked. */
  private static List<String> exceptions(WorkCalendar calendar, int year) {
    LocalDate first = LocalDate.of(year, 1, 1);
    return first
        .datesUntil(first.plusYears(1))
        .filter(day -> calendar.isWorkingDay(day) == isWeekend(day))
        .map(day -> day.toString().substring(5) + (isWeekend(day) ? "+" : ""))
        .toList();
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
  }

  @ParameterizedTest
  @CsvSource({
    "2020, 01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02",
    "2021, 01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03",
    "2022, 01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02",
    "2023, 01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04",
    "2024, 01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 05-04+ 09-02 09-03",
    "2025, 01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-26+ 04-30 05-01 05-02 09-01 09-02",
    "2026, 01-01 01-02 01-10+ 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-22+ 08-31 09-01 09-02"
  })
  void the_years_are_as_they_were_announced(int year, String days) {
    assertThat(exceptions(vietnam, year)).containsExactly(days.split(" "));
  }

  /** What was announced in those years differs from the rules by exchanged days alone. */
  @ParameterizedTest
  @CsvSource({
    "2020, ''",
    "2021, ''",
    "2022, ''",
    "2023, ''",
    "2024, 04-29 05-04+",
    "2025, 04-26+ 05-02",
    "2026, 01-02 01-10+ 08-22+ 08-31"
  })
  void the_rules_give_all_but_the_exchanged_days(int year, String exchanged) {
    List<String> announced = exceptions(vietnam, year);
    List<String> ruled = exceptions(byRule, year);

    assertThat(announced).containsAll(ruled);
    assertThat(announced.stream().filter(day -> !ruled.contains(day)).toList())
        .isEqualTo(exchanged.isEmpty() ? List.of() : List.of(exchanged.split(" ")));
  }

  @Test
  void hung_kings_on_a_sunday_is_made_up_for_on_monday() {
    Day sunday = vietnam.day(LocalDate.of(2022, 4, 10));
    Day monday = vietnam.day(LocalDate.of(2022, 4, 11));

    assertThat(sunday.working()).isFalse();
    assertThat(sunday.vi()).isEqualTo("Giỗ Tổ Hùng Vương");
    assertThat(monday.vi()).isEqualTo("Nghỉ bù Giỗ Tổ Hùng Vương");
    assertThat(monday.en()).isEqualTo("In lieu of Hùng Kings' Commemoration Day");
    assertThat(monday.source()).isEqualTo("Bộ luật Lao động 2019, Điều 111, 112");
    assertThat(monday.basis()).isEqualTo(Basis.COMPUTED);
  }

  @Test
  void an_exchanged_day_names_its_announcement() {
    Day off = vietnam.day(LocalDate.of(2024, 4, 29));
    Day worked = vietnam.day(LocalDate.of(2024, 5, 4));

    assertThat(off.working()).isFalse();
    assertThat(worked.working()).isTrue();
    assertThat(List.of(off, worked))
        .allSatisfy(day -> assertThat(day.basis()).isEqualTo(Basis.ANNOUNCED))
        .allSatisfy(
            day -> assertThat(day.source()).isEqualTo("Công văn 2450/VPCP-KGVX, 2024-04-12"));
  }

  @Test
  void tet_is_computed_where_it_is_not_announced() {
    // Tết 2030 is Saturday 2 February: Thursday to Monday, and Tuesday and Wednesday in lieu.
    assertThat(exceptions(vietnam, 2030))
        .startsWith("01-01", "01-31", "02-01", "02-04", "02-05", "02-06");
    assertThat(vietnam.day(LocalDate.of(2030, 1, 31)).vi())
        .isEqualTo("Tết Nguyên đán: cuối năm cũ");
    assertThat(vietnam.day(LocalDate.of(2030, 2, 2)).en()).isEqualTo("Tết: day 1");
    assertThat(vietnam.day(LocalDate.of(2030, 2, 4)).vi()).isEqualTo("Tết Nguyên đán: mùng 3");
    assertThat(vietnam.day(LocalDate.of(2030, 2, 5)).basis()).isEqualTo(Basis.UNANNOUNCED);
  }

  @ParameterizedTest
  @CsvSource({
    "2021, 09-02 09-03",
    "2022, 09-01 09-02",
    "2027, 09-02 09-03",
    "2028, 09-01 09-04",
    "2029, 09-03 09-04",
    "2030, 09-02 09-03",
    "2031, 09-01 09-02",
    "2032, 09-02 09-03",
    "2037, 09-01 09-02",
    "2020, 09-02",
    "2018, 09-03"
  })
  void national_day_takes_the_side_of_the_weekend(int year, String days) {
    assertThat(exceptions(byRule, year).stream().filter(day -> day.startsWith("09")).toList())
        .containsExactly(days.split(" "));
  }

  @Test
  void laws_begin_in_their_years() {
    assertThat(vietnam.isWorkingDay(LunarDate.newYear(2013).minusDays(2))).isTrue();
    assertThat(offBeforeTet(2013)).isEqualTo(1);
    assertThat(offBeforeTet(2014)).isEqualTo(2);
    assertThat(isHungKings(2006)).isFalse();
    assertThat(isHungKings(2007)).isTrue();
    assertThat(lawOf(2020)).isEqualTo("Bộ luật Lao động 2012, Điều 115");
    assertThat(lawOf(2021)).isEqualTo("Bộ luật Lao động 2019, Điều 111, 112");
  }

  private long offBeforeTet(int year) {
    LocalDate tet = LunarDate.newYear(year);
    return IntStream.rangeClosed(1, 4)
        .mapToObj(tet::minusDays)
        .filter(day -> byRule.day(day).vi().endsWith("cuối năm cũ"))
        .count();
  }

  private boolean isHungKings(int year) {
    LocalDate day = new LunarDate(year, 3, false, 10).toLocalDate();
    return byRule.day(day).en().startsWith("Hùng Kings");
  }

  private String lawOf(int year) {
    return byRule.day(LocalDate.of(year, 4, 30)).source();
  }

  /** By lunar date and by nothing else, over two centuries. */
  @Test
  void every_years_holidays_are_off_whatever_the_year() {
    for (int year = 2021; year <= 2100; year++) {
      LocalDate tet = LunarDate.newYear(year);
      int of = year;
      assertThat(
              byRule.workingDaysBetween(LocalDate.of(year - 1, 12, 31), LocalDate.of(year, 12, 31)))
          .isEqualTo(weekdays(year) - 11);
      assertThat(tet.minusDays(2).datesUntil(tet.plusDays(3))).noneMatch(byRule::isWorkingDay);
      assertThat(List.of("01-01", "04-30", "05-01", "09-02"))
          .noneMatch(day -> byRule.isWorkingDay(LocalDate.parse(of + "-" + day)));
    }
  }

  /** Eleven days of the Labour Code, every one on a weekday or made up for on one. */
  private static int weekdays(int year) {
    LocalDate first = LocalDate.of(year, 1, 1);
    return (int) first.datesUntil(first.plusYears(1)).filter(day -> !isWeekend(day)).count();
  }

  @Test
  void a_year_says_whether_its_announcement_is_known() {
    assertThat(IntStream.rangeClosed(2015, 2030).filter(vietnam::isAnnounced))
        .containsExactly(2020, 2021, 2022, 2023, 2024, 2025);
    assertThat(vietnam.day(LocalDate.of(2025, 7, 1)).basis()).isEqualTo(Basis.COMPUTED);
    assertThat(vietnam.day(LocalDate.of(2025, 7, 5)).basis()).isEqualTo(Basis.COMPUTED);
    assertThat(vietnam.day(LocalDate.of(2026, 7, 1)).basis()).isEqualTo(Basis.UNANNOUNCED);
    assertThat(vietnam.day(LocalDate.of(2026, 7, 4)).basis()).isEqualTo(Basis.UNANNOUNCED);
    assertThat(vietnam.day(LocalDate.of(2026, 1, 2)).basis()).isEqualTo(Basis.ANNOUNCED);
    assertThat(byRule.isAnnounced(2024)).isFalse();
  }

  @Test
  void a_plain_day_has_words_and_the_decision_on_the_working_week() {
    LocalDate wednesday = LocalDate.of(2024, 7, 3);
    String decision = "Quyết định 188/1999/QĐ-TTg";

    assertThat(vietnam.day(wednesday))
        .isEqualTo(
            new Day(wednesday, true, "ngày làm việc", "working day", decision, Basis.COMPUTED));
    assertThat(vietnam.day(wednesday.plusDays(3)).source()).isEqualTo(decision);
    assertThat(vietnam.day(wednesday.plusDays(3)).vi()).isEqualTo("ngày nghỉ hằng tuần");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1900-01-01", "2100-12-31"})
  void the_first_and_the_last_day_are_known(LocalDate day) {
    assertThat(vietnam.day(day).date()).isEqualTo(day);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1899-12-31", "2101-01-01"})
  void other_centuries_are_refused(LocalDate day) {
    assertThatThrownBy(() -> vietnam.day(day))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Vietnam's holidays are worked out for the years 1900 to 2100, not for " + day);
  }
}
