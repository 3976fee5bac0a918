package vn.loa.plan.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DueCadenceTest {

  private static final LocalDate LONG_AGO = LocalDate.of(2000, 1, 1);
  private static final LocalDate FROM = LocalDate.of(2022, 1, 1);
  private static final LocalDate TO = LocalDate.of(2023, 1, 1);

  private static List<ReportPeriod> in2022(DueRule rule) {
    return rule.periods(Coverage.untilDue(rule), FirstPeriod.FULL, LONG_AGO, FROM, TO);
  }

  private static List<String> dues(DueRule rule) {
    return in2022(rule).stream().map(of -> of.label() + " < " + rule.dueDate(of)).toList();
  }

  @Test
  void each_cadence_comes_as_often_as_it_says() {
    assertThat(dues(DueRule.monthly(15)))
        .hasSize(12)
        .startsWith("2022-01 < 2022-01-15")
        .endsWith("2022-12 < 2022-12-15");
    assertThat(dues(DueRule.quarterly(15)))
        .containsExactly(
            "2022-Q1 < 2022-03-15",
            "2022-Q2 < 2022-06-15",
            "2022-Q3 < 2022-09-15",
            "2022-Q4 < 2022-12-15");
    assertThat(dues(DueRule.halfYearly(15)))
        .containsExactly("2022-H1 < 2022-06-15", "2022-H2 < 2022-12-15");
    assertThat(dues(DueRule.sixMonthly(15))).containsExactly("2022-6M < 2022-06-15");
    assertThat(dues(DueRule.nineMonthly(15))).containsExactly("2022-9M < 2022-09-15");
    assertThat(dues(DueRule.annual(Month.NOVEMBER, 15))).containsExactly("2022 < 2022-11-15");
    assertThat(dues(DueRule.once(LocalDate.of(2022, 11, 15))))
        .containsExactly("2022-11-15 < 2022-11-15");
  }

  @Test
  void a_month_after_the_period_may_lie_in_the_next_year_and_the_one_after() {
    assertThat(dues(DueRule.quarterly(10).inMonth(4)))
        .containsExactly(
            "2021-Q4 < 2022-01-10",
            "2022-Q1 < 2022-04-10",
            "2022-Q2 < 2022-07-10",
            "2022-Q3 < 2022-10-10");
    assertThat(dues(DueRule.monthly(5).inMonth(24)))
        .startsWith("2020-02 < 2022-01-05")
        .endsWith("2021-01 < 2022-12-05");
    assertThat(dues(DueRule.annual(Month.JANUARY, 31).inMonth(14)))
        .containsExactly("2021 < 2022-02-28");
  }

  @Test
  void inclusive_is_late_a_day_later() {
    DueRule by = DueRule.monthly(15).inclusive();
    ReportPeriod may = in2022(by).get(4);

    assertThat(by.lastDay(may)).isEqualTo("2022-05-15");
    assertThat(by.dueDate(may)).isEqualTo("2022-05-16");
    assertThat(DueRule.monthly(15).lastDay(may)).isEqualTo("2022-05-14");
    assertThat(by.bound()).isEqualTo(Bound.ON_OR_BEFORE);
    assertThat(by.inMonth(2).bound()).isEqualTo(Bound.ON_OR_BEFORE);
  }

  @Test
  void the_last_day_is_that_of_each_month() {
    DueRule rule = DueRule.monthly(DueRule.LAST_DAY).inclusive();

    assertThat(in2022(rule).stream().map(rule::lastDay).map(LocalDate::getDayOfMonth))
        .containsExactly(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);
    ReportPeriod leap = Coverage.calendar().period(rule, 2024, 2);
    assertThat(rule.lastDay(leap)).isEqualTo("2024-02-29");
    assertThat(rule.dueDate(leap)).isEqualTo("2024-03-01");
    assertThat(DueRule.monthly(30).dueDate(leap)).isEqualTo("2024-02-29");
  }

  @Test
  void what_is_owed_once_runs_from_the_issue_to_its_day() {
    LocalDate day = LocalDate.of(2022, 11, 15);
    LocalDate issued = LocalDate.of(2022, 4, 27);
    DueRule once = DueRule.once(day);
    ReportPeriod period = new ReportPeriod(Cadence.ONCE, 2022, 319, issued, day);

    for (FirstPeriod first : FirstPeriod.values()) {
      assertThat(once.periods(Coverage.previous(), first, issued, FROM, TO))
          .containsExactly(period);
    }
    assertThat(once.periods(Coverage.calendar(), FirstPeriod.FULL, day, FROM, TO)).isEmpty();
    assertThat(once.periods(Coverage.calendar(), FirstPeriod.FULL, issued, FROM, day)).isEmpty();
    assertThat(once.periods(Coverage.calendar(), FirstPeriod.FULL, issued, day, TO)).hasSize(1);
    assertThat(once.inclusive().periods(Coverage.calendar(), FirstPeriod.FULL, issued, FROM, TO))
        .containsExactly(
            new ReportPeriod(Cadence.ONCE, 2022, 319, issued, LocalDate.of(2022, 11, 16)));
  }

  @Test
  void another_day_than_its_own_is_no_period_of_what_is_owed_once() {
    DueRule once = DueRule.once(LocalDate.of(2022, 11, 15));
    ReportPeriod other = new ReportPeriod(Cadence.ONCE, 2022, 318, FROM, TO);
    ReportPeriod otherYear = new ReportPeriod(Cadence.ONCE, 2021, 319, FROM, TO);

    assertThatThrownBy(() -> once.dueDate(other))
        .hasMessage("the report is owed once, on 2022-11-15; there is no period 318 of 2022");
    assertThatThrownBy(() -> once.dueDate(otherYear)).hasMessageContaining("no period 319 of 2021");
  }

  @Test
  void the_window_takes_its_first_day_and_leaves_its_last() {
    DueRule rule = DueRule.monthly(15);
    LocalDate may = LocalDate.of(2022, 5, 15);

    assertThat(labels(rule, may, may.plusMonths(1))).containsExactly("2022-05");
    assertThat(labels(rule, may.plusDays(1), may.plusMonths(1).plusDays(1)))
        .containsExactly("2022-06");
    assertThat(labels(rule.inclusive(), may.plusDays(1), may.plusMonths(1))).isEmpty();
  }

  private static List<String> labels(DueRule rule, LocalDate from, LocalDate to) {
    return rule.periods(Coverage.calendar(), FirstPeriod.FULL, LONG_AGO, from, to).stream()
        .map(ReportPeriod::label)
        .toList();
  }

  @Test
  void the_first_period_is_cut_kept_or_left_out() {
    LocalDate issued = LocalDate.of(2022, 4, 27);
    DueRule monthly = DueRule.monthly(15);

    assertThat(first(monthly, FirstPeriod.TRUNCATE_AT_ISSUE, issued).from()).isEqualTo(issued);
    assertThat(first(monthly, FirstPeriod.FULL, issued).from()).isEqualTo("2022-04-15");
    assertThat(first(monthly, FirstPeriod.SKIP, issued).label()).isEqualTo("2022-06");
    assertThat(first(monthly, FirstPeriod.SKIP, LocalDate.of(2022, 4, 15)).label())
        .isEqualTo("2022-05");
    assertThat(first(DueRule.annual(Month.NOVEMBER, 15), FirstPeriod.SKIP, issued).from())
        .isEqualTo(issued);
  }

  private static ReportPeriod first(DueRule rule, FirstPeriod first, LocalDate issued) {
    return rule.periods(Coverage.untilDue(rule), first, issued, FROM, TO).get(0);
  }

  @Test
  void a_period_of_which_nothing_is_left_is_not_owed_but_in_full() {
    DueRule rule = DueRule.monthly(5);
    LocalDate issued = LocalDate.of(2022, 5, 1);

    assertThat(previous(rule, FirstPeriod.TRUNCATE_AT_ISSUE, issued)).isEqualTo("2022-06");
    assertThat(previous(rule, FirstPeriod.TRUNCATE_AT_ISSUE, issued.minusDays(1)))
        .isEqualTo("2022-05");
    assertThat(previous(rule, FirstPeriod.FULL, issued)).isEqualTo("2022-05");
  }

  private static String previous(DueRule rule, FirstPeriod first, LocalDate issued) {
    return rule.periods(Coverage.previous(), first, issued, FROM, TO).get(0).label();
  }

  @Property(tries = 500)
  void of_two_periods_the_later_is_due_later(
      @ForAll Cadence cadence,
      @ForAll @IntRange(min = 1, max = 24) int month,
      @ForAll @IntRange(min = 1, max = 31) int day,
      @ForAll Bound bound,
      @ForAll @IntRange(min = 1970, max = 2100) int year) {
    Assume.that(cadence != Cadence.ONCE);
    DueRule rule = new DueRule(cadence, 0, month, day, bound);
    LocalDate from = LocalDate.of(year, 1, 1);
    List<ReportPeriod> periods =
        rule.periods(Coverage.calendar(), FirstPeriod.FULL, LocalDate.MIN, from, from.plusYears(3));

    assertThat(periods).hasSize(3 * rule.cadence().perYear());
    for (int i = 1; i < periods.size(); i++) {
      assertThat(rule.dueDate(periods.get(i))).isAfter(rule.dueDate(periods.get(i - 1)));
    }
  }

  @Property(tries = 300)
  void by_a_day_is_before_the_next(
      @ForAll @IntRange(min = 1, max = 27) int day,
      @ForAll @IntRange(min = 1, max = 12) int month,
      @ForAll @IntRange(min = 1970, max = 2100) int year) {
    ReportPeriod period = Coverage.calendar().period(DueRule.monthly(day), year, month);

    assertThat(DueRule.monthly(day).inclusive().dueDate(period))
        .isEqualTo(DueRule.monthly(day + 1).dueDate(period));
  }

  @Test
  void limits_are_good_and_what_lies_beyond_is_refused() {
    assertThat(DueRule.monthly(1).day()).isEqualTo(1);
    assertThat(DueRule.monthly(31).inMonth(24).month()).isEqualTo(24);
    assertThat(new DueRule(Cadence.ONCE, 1, 12, 31, Bound.BEFORE).year()).isEqualTo(1);
    assertThat(new DueRule(Cadence.ONCE, 9999, 1, 1, Bound.BEFORE).year()).isEqualTo(9999);
    assertThatThrownBy(() -> new DueRule(Cadence.ONCE, 10_000, 1, 1, Bound.BEFORE))
        .hasMessageContaining("1 to 9999, not 10000");
    assertThatThrownBy(() -> new DueRule(Cadence.ONCE, 2022, 13, 1, Bound.BEFORE))
        .hasMessageContaining("month 1 to 12");
  }

  @Test
  void a_number_that_the_cadence_lacks_is_refused() {
    DueRule six = DueRule.sixMonthly(15);

    assertThatThrownBy(() -> six.dueDate(2022, 2))
        .hasMessage("six_monthly periods are numbered 1 to 1, not 2");
    assertThatThrownBy(() -> DueRule.monthly(15).dueDate(2022, 0))
        .hasMessage("monthly periods are numbered 1 to 12, not 0");
    assertThatThrownBy(() -> new ReportPeriod(Cadence.QUARTERLY, 2022, 5, FROM, TO))
        .hasMessage("quarterly periods are numbered 1 to 4, not 5");
    assertThatThrownBy(() -> new ReportPeriod(Cadence.ONCE, 2022, 366, FROM, TO))
        .hasMessage("once periods are numbered 1 to 365, not 366");
    assertThat(new ReportPeriod(Cadence.ONCE, 2024, 366, FROM, TO).label()).isEqualTo("2024-12-31");
    assertThatThrownBy(() -> new ReportPeriod(Cadence.ANNUAL, 2022, 1, FROM, FROM))
        .hasMessageContaining("from 2022-01-01 is not before 2022-01-01");
  }

  @Test
  void a_period_covers_its_first_day_and_not_its_end() {
    ReportPeriod period = new ReportPeriod(Cadence.ANNUAL, 987, 1, FROM, TO);

    assertThat(period.covers(FROM)).isTrue();
    assertThat(period.covers(TO.minusDays(1))).isTrue();
    assertThat(period.covers(TO)).isFalse();
    assertThat(period.covers(FROM.minusDays(1))).isFalse();
    assertThat(period.label()).isEqualTo("0987");
  }
}
