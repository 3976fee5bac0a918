package vn.loa.plan.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DueRuleTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final LocalDate ISSUED = LocalDate.of(2022, 4, 27);
  private static final LocalDate FROM = LocalDate.of(2022, 1, 1);
  private static final LocalDate TO = LocalDate.of(2023, 1, 1);

  private final DueRule monthly = DueRule.monthly(15);
  private final DueRule quarterly = DueRule.quarterly(15);
  private final DueRule annual = DueRule.annual(Month.NOVEMBER, 15);

  @Test
  void before_the_fifteenth_ends_with_the_fourteenth() {
    assertThat(dues(monthly))
        .containsExactly(
            "2022-05-14T17:00:00Z",
            "2022-06-14T17:00:00Z",
            "2022-07-14T17:00:00Z",
            "2022-08-14T17:00:00Z",
            "2022-09-14T17:00:00Z",
            "2022-10-14T17:00:00Z",
            "2022-11-14T17:00:00Z",
            "2022-12-14T17:00:00Z");
    assertThat(dues(quarterly))
        .containsExactly("2022-06-14T17:00:00Z", "2022-09-14T17:00:00Z", "2022-12-14T17:00:00Z");
    assertThat(dues(annual)).containsExactly("2022-11-14T17:00:00Z");
  }

  private static List<ReportPeriod> periods(
      DueRule rule, LocalDate issuedOn, LocalDate from, LocalDate to) {
    return rule.periods(Coverage.untilDue(rule), FirstPeriod.TRUNCATE_AT_ISSUE, issuedOn, from, to);
  }

  private static List<String> dues(DueRule rule) {
    return periods(rule, ISSUED, FROM, TO).stream()
        .map(period -> rule.due(period, ZONE).toString())
        .toList();
  }

  @Test
  void a_full_year_has_twelve_months_four_quarters_and_one_year() {
    LocalDate before = LocalDate.of(2021, 6, 1);

    assertThat(periods(monthly, before, FROM, TO)).hasSize(12);
    assertThat(periods(quarterly, before, FROM, TO)).hasSize(4);
    assertThat(periods(annual, before, FROM, TO)).hasSize(1);
  }

  @Test
  void a_report_covers_from_cut_off_to_cut_off() {
    LocalDate before = LocalDate.of(2021, 6, 1);

    assertThat(periods(monthly, before, FROM, TO).get(4))
        .isEqualTo(period(Cadence.MONTHLY, 5, "2022-04-15", "2022-05-15"));
    assertThat(periods(quarterly, before, FROM, TO).get(1))
        .isEqualTo(period(Cadence.QUARTERLY, 2, "2022-03-15", "2022-06-15"));
    assertThat(periods(annual, before, FROM, TO).get(0))
        .isEqualTo(period(Cadence.ANNUAL, 1, "2021-12-15", "2022-11-15"));
  }

  @Test
  void the_first_period_begins_when_the_plan_was_issued() {
    assertThat(periods(monthly, ISSUED, FROM, TO).get(0))
        .isEqualTo(period(Cadence.MONTHLY, 5, "2022-04-27", "2022-05-15"));
    assertThat(periods(annual, ISSUED, FROM, TO).get(0).from()).isEqualTo(ISSUED);
    assertThat(periods(monthly, ISSUED, FROM, TO).get(1).from()).isEqualTo("2022-05-15");
  }

  private static ReportPeriod period(Cadence cadence, int number, String from, String to) {
    return new ReportPeriod(cadence, 2022, number, LocalDate.parse(from), LocalDate.parse(to));
  }

  @Test
  void a_date_that_has_come_on_the_day_of_issue_is_not_owed() {
    LocalDate fourteenth = LocalDate.of(2022, 5, 14);

    assertThat(periods(monthly, fourteenth, FROM, TO).get(0).label()).isEqualTo("2022-05");
    assertThat(periods(monthly, fourteenth.plusDays(1), FROM, TO).get(0).label())
        .isEqualTo("2022-06");
  }

  @Test
  void labels_name_month_quarter_and_year() {
    assertThat(periods(monthly, ISSUED, FROM, TO).get(0).label()).isEqualTo("2022-05");
    assertThat(periods(quarterly, ISSUED, FROM, TO).get(0).label()).isEqualTo("2022-Q2");
    assertThat(periods(annual, ISSUED, FROM, TO).get(0).label()).isEqualTo("2022");
  }

  @Property
  void due_is_the_start_of_day_d_in_the_zone_whatever_the_year(
      @ForAll @IntRange(min = 1976, max = 2100) int year,
      @ForAll @IntRange(min = 1, max = 28) int day) {
    DueRule rule = DueRule.monthly(day);
    LocalDate from = LocalDate.of(year, 1, 1);

    for (ReportPeriod period : periods(rule, LocalDate.MIN, from, from.plusYears(1))) {
      // The zone has stood at +07:00 since 1975.
      long seconds = LocalDate.of(year, period.number(), day).toEpochDay() * 86_400L - 7 * 3_600L;
      assertThat(rule.due(period, ZONE)).isEqualTo(Instant.ofEpochSecond(seconds));
    }
  }

  @Property
  void periods_leave_no_day_out_and_count_none_twice(
      @ForAll @IntRange(min = 1990, max = 2090) int year,
      @ForAll @IntRange(min = 1, max = 28) int day,
      @ForAll @IntRange(min = 1, max = 3) int years) {
    LocalDate from = LocalDate.of(year, 1, 1);
    LocalDate issued = from.minusYears(1);

    for (DueRule rule : List.of(DueRule.monthly(day), DueRule.quarterly(day))) {
      List<ReportPeriod> periods = periods(rule, issued, from, from.plusYears(years));
      assertThat(periods).hasSize(years * rule.cadence().perYear());
      for (int i = 1; i < periods.size(); i++) {
        assertThat(periods.get(i).from()).isEqualTo(periods.get(i - 1).to());
      }
      periods.forEach(period -> assertThat(rule.dueDate(period)).isEqualTo(period.to()));
    }
  }

  @Test
  void what_no_period_has_is_refused() {
    assertThatThrownBy(() -> DueRule.monthly(32)).hasMessageContaining("1 to 31, not 32");
    assertThatThrownBy(() -> DueRule.monthly(0)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> DueRule.monthly(15).inMonth(25)).hasMessageContaining("not 25");
    assertThatThrownBy(() -> DueRule.monthly(15).inMonth(0)).hasMessageContaining("1 to 24");
    assertThatThrownBy(() -> new DueRule(Cadence.ANNUAL, 2022, 1, 15, Bound.BEFORE))
        .hasMessageContaining("leave it 0, not 2022");
    assertThatThrownBy(() -> new DueRule(Cadence.ONCE, 0, 1, 15, Bound.BEFORE))
        .hasMessageContaining("needs its year, 1 to 9999, not 0");
  }

  @Test
  void a_period_of_another_cadence_has_no_due_date_here() {
    ReportPeriod year = periods(annual, ISSUED, FROM, TO).get(0);

    assertThatThrownBy(() -> monthly.due(year, ZONE)).hasMessageContaining("2022 is ANNUAL");
  }
}
