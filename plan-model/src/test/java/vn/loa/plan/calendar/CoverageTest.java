package vn.loa.plan.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {

  private static final Coverage DECREE = Coverage.cutOff(15);

  private static String span(Coverage coverage, DueRule rule, int year, int number) {
    ReportPeriod period = coverage.period(rule, year, number);
    assertThat(period.year()).isEqualTo(year);
    assertThat(period.number()).isEqualTo(number);
    assertThat(period.cadence()).isEqualTo(rule.cadence());
    return period.from() + " – " + period.to().minusDays(1);
  }

  /** Article 12 of Decree 09/2019/NĐ-CP; the reports come after the day they close on. */
  @Test
  void the_closing_dates_are_those_of_decree_09_of_2019() {
    assertThat(span(DECREE, DueRule.monthly(18), 2022, 1)).isEqualTo("2021-12-15 – 2022-01-14");
    assertThat(span(DECREE, DueRule.monthly(18), 2022, 5)).isEqualTo("2022-04-15 – 2022-05-14");
    assertThat(span(DECREE, DueRule.quarterly(18), 2022, 1)).isEqualTo("2021-12-15 – 2022-03-14");
    assertThat(span(DECREE, DueRule.quarterly(18), 2022, 2)).isEqualTo("2022-03-15 – 2022-06-14");
    assertThat(span(DECREE, DueRule.quarterly(18), 2022, 4)).isEqualTo("2022-09-15 – 2022-12-14");
    assertThat(span(DECREE, DueRule.sixMonthly(18), 2022, 1)).isEqualTo("2021-12-15 – 2022-06-14");
    assertThat(span(DECREE, DueRule.nineMonthly(18), 2022, 1)).isEqualTo("2021-12-15 – 2022-09-14");
    assertThat(span(DECREE, DueRule.annual(Month.DECEMBER, 18), 2022, 1))
        .isEqualTo("2021-12-15 – 2022-12-14");
    assertThat(span(DECREE, DueRule.halfYearly(18), 2022, 1)).isEqualTo("2021-12-15 – 2022-06-14");
    assertThat(span(DECREE, DueRule.halfYearly(18), 2022, 2)).isEqualTo("2022-06-15 – 2022-12-14");
  }

  @Test
  void a_cut_off_after_the_due_day_falls_into_the_month_before() {
    Coverage late = Coverage.cutOff(25);

    assertThat(span(late, DueRule.monthly(15), 2022, 5)).isEqualTo("2022-03-25 – 2022-04-24");
    assertThat(span(late, DueRule.monthly(25), 2022, 5)).isEqualTo("2022-04-25 – 2022-05-24");
    assertThat(span(late, DueRule.monthly(24).inclusive(), 2022, 5))
        .isEqualTo("2022-04-25 – 2022-05-24");
    assertThat(span(late, DueRule.monthly(24), 2022, 5)).isEqualTo("2022-03-25 – 2022-04-24");
    assertThat(span(late, DueRule.quarterly(15), 2022, 2)).isEqualTo("2022-02-25 – 2022-05-24");
    assertThat(span(late, DueRule.quarterly(10).inMonth(4), 2022, 2))
        .isEqualTo("2022-03-25 – 2022-06-24");
  }

  @Test
  void a_report_due_early_covers_what_has_passed() {
    assertThat(span(DECREE, DueRule.annual(Month.NOVEMBER, 15), 2022, 1))
        .isEqualTo("2021-12-15 – 2022-11-14");
    assertThat(span(DECREE, DueRule.annual(Month.NOVEMBER, 10), 2022, 1))
        .isEqualTo("2021-11-15 – 2022-10-14");
    assertThat(span(DECREE, DueRule.quarterly(20).inMonth(2), 2022, 2))
        .isEqualTo("2022-03-15 – 2022-05-14");
  }

  @Test
  void a_month_without_the_cut_off_day_has_its_last_day_instead() {
    Coverage thirty = Coverage.cutOff(30);
    DueRule monthly = DueRule.monthly(31);

    assertThat(span(thirty, monthly, 2023, 2)).isEqualTo("2023-01-30 – 2023-02-27");
    assertThat(span(thirty, monthly, 2023, 3)).isEqualTo("2023-02-28 – 2023-03-29");
    assertThat(span(thirty, monthly, 2024, 2)).isEqualTo("2024-01-30 – 2024-02-28");
    assertThat(span(Coverage.cutOff(31), monthly, 2024, 5)).isEqualTo("2024-04-30 – 2024-05-30");
    assertThat(span(Coverage.cutOff(29), monthly, 2100, 2)).isEqualTo("2100-01-29 – 2100-02-27");
  }

  @Test
  void calendar_coverage_is_the_calendar_period_and_may_outlast_its_due_date() {
    Coverage calendar = Coverage.calendar();

    assertThat(span(calendar, DueRule.monthly(15), 2024, 2)).isEqualTo("2024-02-01 – 2024-02-29");
    assertThat(span(calendar, DueRule.quarterly(15), 2022, 4)).isEqualTo("2022-10-01 – 2022-12-31");
    assertThat(span(calendar, DueRule.sixMonthly(15), 2022, 1))
        .isEqualTo("2022-01-01 – 2022-06-30");
    assertThat(span(calendar, DueRule.nineMonthly(15), 2022, 1))
        .isEqualTo("2022-01-01 – 2022-09-30");
    assertThat(isEstimate(calendar, DueRule.monthly(15))).isTrue();
    assertThat(isEstimate(calendar, DueRule.monthly(31))).isTrue();
    assertThat(isEstimate(calendar, DueRule.monthly(31).inclusive())).isFalse();
    assertThat(isEstimate(calendar, DueRule.monthly(1).inMonth(2))).isFalse();
  }

  private static boolean isEstimate(Coverage coverage, DueRule rule) {
    return rule.isEstimate(coverage.period(rule, 2022, 1));
  }

  @Test
  void previous_coverage_is_the_calendar_period_before() {
    Coverage previous = Coverage.previous();

    assertThat(span(previous, DueRule.monthly(5), 2022, 1)).isEqualTo("2021-12-01 – 2021-12-31");
    assertThat(span(previous, DueRule.monthly(5), 2024, 3)).isEqualTo("2024-02-01 – 2024-02-29");
    assertThat(span(previous, DueRule.quarterly(5), 2022, 1)).isEqualTo("2021-10-01 – 2021-12-31");
    assertThat(span(previous, DueRule.halfYearly(5), 2022, 2)).isEqualTo("2022-01-01 – 2022-06-30");
    assertThat(span(previous, DueRule.sixMonthly(5), 2022, 1)).isEqualTo("2021-01-01 – 2021-06-30");
    assertThat(span(previous, DueRule.nineMonthly(5), 2022, 1))
        .isEqualTo("2021-01-01 – 2021-09-30");
    assertThat(span(previous, DueRule.annual(Month.MARCH, 5), 2022, 1))
        .isEqualTo("2021-01-01 – 2021-12-31");
  }

  @Test
  void until_due_closes_with_the_last_good_day() {
    assertThat(Coverage.untilDue(DueRule.monthly(15))).isEqualTo(Coverage.cutOff(15));
    assertThat(Coverage.untilDue(DueRule.monthly(15).inclusive())).isEqualTo(Coverage.cutOff(16));
    assertThat(Coverage.untilDue(DueRule.monthly(31))).isEqualTo(Coverage.cutOff(31));
    assertThat(Coverage.untilDue(DueRule.annual(Month.DECEMBER, 15)))
        .isEqualTo(Coverage.cutOff(15));
    assertThat(Coverage.untilDue(DueRule.monthly(31).inclusive())).isEqualTo(Coverage.calendar());
    assertThat(Coverage.untilDue(DueRule.quarterly(10).inMonth(4))).isEqualTo(Coverage.calendar());
  }

  @Property(tries = 500)
  void until_due_ends_on_the_due_date(
      @ForAll Cadence cadence,
      @ForAll @IntRange(min = 1, max = 31) int day,
      @ForAll @IntRange(min = 1970, max = 2100) int year) {
    if (cadence != Cadence.ONCE) {
      DueRule rule = new DueRule(cadence, 0, cadence.months(), day, Bound.BEFORE);
      ReportPeriod period = Coverage.untilDue(rule).period(rule, year, cadence.perYear());
      assertThat(period.to()).isEqualTo(rule.dueDate(period));
      assertThat(rule.isEstimate(period)).isFalse();
    }
  }

  /** Of the cadences that fill the year, in whatever month and on whatever day they are due. */
  @Property(tries = 500)
  void successive_periods_tile(
      @ForAll @IntRange(min = 1, max = 31) int cutOff,
      @ForAll @IntRange(min = 1, max = 31) int day,
      @ForAll @IntRange(min = 0, max = 12) int monthsLate,
      @ForAll @IntRange(min = 1970, max = 2100) int year,
      @ForAll Bound bound) {
    for (Cadence cadence :
        List.of(Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.HALF_YEARLY, Cadence.ANNUAL)) {
      DueRule rule = new DueRule(cadence, 0, cadence.months() + monthsLate, day, bound);
      for (Coverage coverage :
          List.of(Coverage.cutOff(cutOff), Coverage.calendar(), Coverage.previous())) {
        tiles(coverage, rule, year);
      }
    }
  }

  private static void tiles(Coverage coverage, DueRule rule, int year) {
    LocalDate end = coverage.period(rule, year - 1, rule.cadence().perYear()).to();
    for (int number = 1; number <= rule.cadence().perYear(); number++) {
      ReportPeriod period = coverage.period(rule, year, number);
      assertThat(period.from()).isEqualTo(end);
      end = period.to();
    }
  }

  @Property(tries = 500)
  void a_cut_off_is_never_after_the_first_late_day(
      @ForAll @IntRange(min = 1, max = 31) int cutOff,
      @ForAll @IntRange(min = 1, max = 31) int day,
      @ForAll @IntRange(min = 1, max = 12) int month) {
    DueRule rule = DueRule.monthly(day);
    ReportPeriod period = Coverage.cutOff(cutOff).period(rule, 2024, month);

    assertThat(period.to()).isBeforeOrEqualTo(rule.dueDate(period));
    assertThat(period.to().plusMonths(1)).isAfterOrEqualTo(rule.dueDate(period).minusDays(3));
  }

  @ParameterizedTest
  @CsvSource({
    "CUT_OFF, 0, 'a cut-off is a day of the month, 1 to 31, not 0'",
    "CUT_OFF, 32, 'a cut-off is a day of the month, 1 to 31, not 32'",
    "CALENDAR, 1, 'CALENDAR coverage has no cut-off day: leave it 0, not 1'",
    "PREVIOUS, 15, 'PREVIOUS coverage has no cut-off day: leave it 0, not 15'"
  })
  void a_day_belongs_to_a_cut_off_alone(Coverage.Kind kind, int day, String reason) {
    assertThatThrownBy(() -> new Coverage(kind, day)).hasMessage(reason);
  }
}
