package vn.loa.plan.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LunarDateTest {

  private static final LocalDate FIRST = LocalDate.of(1900, 1, 31);
  private static final LocalDate LAST = LocalDate.of(2101, 1, 28);

  @ParameterizedTest
  @CsvSource({
    "2022, 2022-02-01",
    "2023, 2023-01-22",
    "2024, 2024-02-10",
    "2025, 2025-01-29",
    "2026, 2026-02-17",
    "2027, 2027-02-06",
    "2030, 2030-02-02"
  })
  void the_lunar_year_begins_with_tet(int year, LocalDate tet) {
    assertThat(LunarDate.newYear(year)).isEqualTo(tet);
    assertThat(LunarDate.of(tet)).isEqualTo(new LunarDate(year, 1, false, 1));
    assertThat(LunarDate.of(tet.minusDays(1)).month()).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({"2022-04-10", "2024-04-18", "2026-04-26"})
  void hung_kings_day_is_the_tenth_of_the_third_month(LocalDate day) {
    assertThat(LunarDate.of(day)).isEqualTo(new LunarDate(day.getYear(), 3, false, 10));
  }

  @Test
  void every_new_year_and_leap_month_is_as_on_file() throws IOException {
    List<String> computed = new ArrayList<>();
    for (int year = 1900; year <= 2100; year++) {
      computed.add(year + "," + LunarDate.newYear(year) + "," + leapMonth(year));
    }

    assertThat(computed).isEqualTo(vectors());
  }

  private static List<String> vectors() throws IOException {
    String name = "lunar-years.csv";
    try (InputStream in = LunarDateTest.class.getResourceAsStream(name)) {
      String text =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  private static int leapMonth(int year) {
    for (int month = 1; month <= 12; month++) {
      if (exists(year, month)) {
        return month;
      }
    }
    return 0;
  }

  private static boolean exists(int year, int leapMonth) {
    try {
      new LunarDate(year, leapMonth, true, 1);
      return true;
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  @Test
  void the_leap_months_of_2017_and_2025_are_the_sixth() {
    assertThat(LunarDate.of(LocalDate.of(2017, 7, 23))).hasToString("1/6+/2017");
    assertThat(LunarDate.of(LocalDate.of(2025, 7, 25))).hasToString("1/6+/2025");
    assertThat(LunarDate.of(LocalDate.of(2025, 8, 23))).hasToString("1/7/2025");
  }

  @Test
  void two_months_in_1984_and_1985_were_others_in_china() {
    LunarMonths china = new LunarMonths(8);

    assertThat(leapMonth(1984)).isZero();
    assertThat(LocalDate.ofEpochDay(china.epochDay(1984, 10, true, 1))).isEqualTo("1984-11-23");
    assertThat(LunarDate.of(LocalDate.of(1984, 12, 22))).hasToString("1/12/1984");
    assertThat(LunarDate.of(LocalDate.of(1985, 3, 21))).hasToString("1/2+/1985");
    assertThat(LunarDate.of(LocalDate.of(1985, 5, 19))).hasToString("30/3/1985");
  }

  @Test
  void an_hour_further_east_the_year_begins_on_another_day_now_and_then() {
    LunarMonths china = new LunarMonths(8);
    List<String> differing = new ArrayList<>();
    for (int year = 1968; year <= 2100; year++) {
      LocalDate there = LocalDate.ofEpochDay(china.epochDay(year, 1, false, 1));
      if (!there.equals(LunarDate.newYear(year))) {
        differing.add(LunarDate.newYear(year) + " " + there);
      }
    }

    assertThat(differing)
        .containsExactly(
            "1968-01-29 1968-01-30",
            "1969-02-16 1969-02-17",
            "1985-01-21 1985-02-20",
            "2007-02-17 2007-02-18",
            "2030-02-02 2030-02-03",
            "2053-02-18 2053-02-19");
  }

  @Property
  void every_day_has_one_lunar_date_and_back(
      @ForAll @IntRange(min = 0, max = 73_410) int daysAfterTheFirst) {
    LocalDate day = FIRST.plusDays(daysAfterTheFirst);
    LunarDate lunar = LunarDate.of(day);
    LunarDate next = LunarDate.of(day.plusDays(1));

    assertThat(lunar.toLocalDate()).isEqualTo(day);
    if (next.day() != lunar.day() + 1) {
      assertThat(lunar.day()).isBetween(29, 30);
      assertThat(next.day()).isEqualTo(1);
      assertThat(next.month()).isIn(lunar.month(), lunar.month() % 12 + 1);
      assertThat(next.leap()).isEqualTo(next.month() == lunar.month());
    }
  }

  @Test
  void the_years_1900_to_2100_are_worked_out_and_no_other() {
    assertThat(LunarDate.of(FIRST)).hasToString("1/1/1900");
    assertThat(LunarDate.of(LAST).year()).isEqualTo(2100);
    assertThatThrownBy(() -> LunarDate.of(FIRST.minusDays(1)))
        .hasMessageContaining("1900-01-31 to 2101-01-28, not for 1900-01-30");
    assertThatThrownBy(() -> LunarDate.of(LAST.plusDays(1)))
        .hasMessageContaining("not for 2101-01-29");
    assertThatThrownBy(() -> LunarDate.newYear(1899)).hasMessageContaining("1900 to 2100");
    assertThatThrownBy(() -> LunarDate.newYear(2101)).hasMessageContaining("not for 2101");
  }

  @Test
  void a_date_that_the_calendar_lacks_is_refused() {
    assertThatThrownBy(() -> new LunarDate(2024, 6, true, 1))
        .hasMessage("lunar year 2024 has no leap month 6");
    assertThatThrownBy(() -> new LunarDate(2024, 13, false, 1)).hasMessageContaining("no month 13");
    assertThatThrownBy(() -> new LunarDate(2024, 0, false, 1)).hasMessageContaining("no month 0");
    assertThatThrownBy(() -> new LunarDate(2024, 1, false, 30))
        .hasMessage("month 1 of lunar year 2024 has days 1 to 29, not 30");
    assertThatThrownBy(() -> new LunarDate(2024, 1, false, 0)).hasMessageContaining("not 0");
  }
}
