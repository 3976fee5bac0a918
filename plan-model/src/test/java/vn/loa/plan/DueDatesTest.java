package vn.loa.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.plan.SmallPlan.clause;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import vn.loa.plan.calendar.Cadence;
import vn.loa.plan.calendar.Coverage;
import vn.loa.plan.calendar.DueRule;
import vn.loa.plan.calendar.FirstPeriod;
import vn.loa.plan.calendar.Roll;
import vn.loa.plan.calendar.WorkCalendar;

/** Each reading of what the plan leaves open, beside the one that is taken unless it is said. */
class DueDatesTest {

  private static final WorkCalendar CALENDAR = WorkCalendar.vietnam();

  private static List<DueDate> dates(UnaryOperator<RegimeRules.Builder> rules) {
    return SmallPlan.plan(rules.apply(RegimeRules.builder()).build()).dueDates(CALENDAR);
  }

  private static List<String> labels(List<DueDate> dates) {
    return dates.stream().map(date -> date.period().label()).toList();
  }

  private static long count(List<DueDate> dates, Cadence cadence) {
    return dates.stream().filter(date -> date.obligation().cadence() == cadence).count();
  }

  @Test
  void a_month_that_ends_a_quarter_owes_two_reports_unless_they_are_merged() {
    assertThat(dates(rules -> rules)).hasSize(12);

    List<DueDate> merged = dates(rules -> rules.quarterEnd(RegimeRules.QuarterEnd.MERGED));

    assertThat(labels(merged))
        .containsExactly(
            "2022-05", "2022-07", "2022-08", "2022-10", "2022-11", "2022-Q2", "2022-Q3", "2022-Q4",
            "2022");
  }

  @Test
  void the_month_of_the_annual_report_owes_two_reports_unless_one_absorbs_the_other() {
    List<DueDate> absorbed =
        dates(
            rules ->
                rules
                    .quarterEnd(RegimeRules.QuarterEnd.MERGED)
                    .annualMonth(RegimeRules.AnnualMonth.ABSORBS_MONTHLY));

    assertThat(absorbed).hasSize(8);
    assertThat(labels(absorbed)).doesNotContain("2022-11").contains("2022", "2022-Q4");
    assertThat(dates(rules -> rules.annualMonth(RegimeRules.AnnualMonth.ABSORBS_MONTHLY)))
        .hasSize(11);
  }

  @Test
  void other_reports_go_on_after_the_annual_one_unless_they_end_with_it() {
    List<DueDate> ended = dates(rules -> rules.continueAfterAnnual(false));

    assertThat(labels(ended)).doesNotContain("2022-12", "2022-Q4").contains("2022-11", "2022");
    assertThat(ended).hasSize(10);
  }

  @Test
  void a_report_that_was_merged_away_is_no_period_of_its_obligation() {
    Plan merged =
        SmallPlan.plan(RegimeRules.builder().quarterEnd(RegimeRules.QuarterEnd.MERGED).build());

    assertThat(merged.periods(merged.obligation("monthly"))).hasSize(5);
  }

  @Test
  void the_first_report_begins_with_the_issue_of_the_plan_unless_it_is_full_or_skipped() {
    LocalDate issued = LocalDate.of(2022, 4, 27);

    assertThat(dates(rules -> rules).get(0).period().from()).isEqualTo(issued);
    assertThat(dates(rules -> rules.firstPeriod(FirstPeriod.FULL)).get(0).period().from())
        .isEqualTo(LocalDate.of(2022, 4, 15));
    List<DueDate> skipped = dates(rules -> rules.firstPeriod(FirstPeriod.SKIP));
    assertThat(labels(skipped)).startsWith("2022-06").doesNotContain("2022-Q2").contains("2022");
    assertThat(count(skipped, Cadence.MONTHLY)).isEqualTo(7);
  }

  private static DueDate may(Roll roll) {
    ReportingObligation obligation =
        new ReportingObligation(
            "monthly", clause("IV.6"), DueRule.monthly(15), Coverage.cutOff(15), roll, null);
    return SmallPlan.plan(RegimeRules.DEFAULTS, obligation).dueDates(CALENDAR).get(0);
  }

  @Test
  void a_last_good_day_on_a_saturday_stays_unless_it_rolls_and_both_dates_are_kept() {
    Instant nominal = Instant.parse("2022-05-14T17:00:00Z");

    assertThat(may(Roll.NONE).due()).isEqualTo(nominal);
    assertThat(may(Roll.NONE).isRolled()).isFalse();
    assertThat(may(Roll.NEXT_WORKING_DAY).lastDay()).isEqualTo(LocalDate.of(2022, 5, 16));
    assertThat(may(Roll.NEXT_WORKING_DAY).due()).isEqualTo("2022-05-16T17:00:00Z");
    assertThat(may(Roll.PREVIOUS_WORKING_DAY).due()).isEqualTo("2022-05-13T17:00:00Z");
    assertThat(may(Roll.MODIFIED_FOLLOWING).due()).isEqualTo("2022-05-16T17:00:00Z");
    for (Roll roll : Roll.values()) {
      assertThat(may(roll).nominalDue()).isEqualTo(nominal);
      assertThat(may(roll).nominalLastDay()).isEqualTo(LocalDate.of(2022, 5, 14));
      assertThat(may(roll).isRolled()).isEqualTo(roll != Roll.NONE);
    }
  }

  @Test
  void nothing_is_owed_outside_the_year_of_the_plan_nor_before_it_was_issued() {
    assertThat(dates(rules -> rules))
        .allMatch(date -> date.nominalLastDay().getYear() == 2022)
        .allMatch(date -> date.nominalLastDay().isAfter(LocalDate.of(2022, 4, 27)));
  }

  @Test
  void a_regime_may_owe_in_six_months_nine_months_and_once() {
    Clause clause = clause("IV.6");
    List<DueDate> dates =
        SmallPlan.plan(
                RegimeRules.DEFAULTS,
                new ReportingObligation("six", clause, DueRule.sixMonthly(15)),
                new ReportingObligation("nine", clause, DueRule.nineMonthly(15)),
                new ReportingObligation(
                    "review", clause, DueRule.once(LocalDate.of(2022, 8, 1)).inclusive()),
                new ReportingObligation("annual", clause, DueRule.annual(Month.DECEMBER, 15)))
            .dueDates(CALENDAR);

    assertThat(labels(dates)).containsExactly("2022-6M", "2022-9M", "2022-08-01", "2022");
    assertThat(dates)
        .extracting(DueDate::lastDay)
        .containsExactly(
            LocalDate.of(2022, 6, 14),
            LocalDate.of(2022, 9, 14),
            LocalDate.of(2022, 8, 1),
            LocalDate.of(2022, 12, 14));
  }

  @Test
  void the_default_rules_are_those_of_the_plain_reading() {
    RegimeRules rules = RegimeRules.DEFAULTS;

    assertThat(rules.quarterEnd()).isEqualTo(RegimeRules.QuarterEnd.SEPARATE);
    assertThat(rules.annualMonth()).isEqualTo(RegimeRules.AnnualMonth.SEPARATE);
    assertThat(rules.continueAfterAnnual()).isTrue();
    assertThat(rules.firstPeriod()).isEqualTo(FirstPeriod.TRUNCATE_AT_ISSUE);
    assertThat(rules.receivedBy()).isEqualTo(RegimeRules.ReceivedBy.CONDUIT);
    assertThat(rules.forwardWithin()).isNull();
    assertThat(rules.clock()).isEqualTo(RegimeRules.Clock.FIRST_RECEIVED);
    assertThat(rules.timeliness()).isEqualTo(RegimeRules.Timeliness.FIRST_SUBMISSION);
    assertThat(rules.correctionWindow()).isEqualTo(3);
    assertThat(rules.reminders().isOff()).isTrue();
    ReportingObligation monthly = SmallPlan.plan().obligation("monthly");
    assertThat(monthly.coverage()).isEqualTo(Coverage.cutOff(15));
    assertThat(monthly.roll()).isEqualTo(Roll.NONE);
    assertThat(monthly.template()).isNull();
  }

  @Test
  void each_year_ends_with_its_own_annual_report_where_nothing_goes_on_after_it() {
    Plan two =
        SmallPlan.builder()
            .effective(
                new EffectivePeriod(
                    clause("III"),
                    20,
                    Text.vi("Năm 2022-2023"),
                    LocalDate.of(2022, 1, 1),
                    LocalDate.of(2024, 1, 1)))
            .regime(
                SmallPlan.plan(RegimeRules.builder().continueAfterAnnual(false).build()).regime())
            .build();

    assertThat(labels(two.dueDates(CALENDAR)))
        .doesNotContain("2022-12", "2023-12", "2022-Q4", "2023-Q4")
        .contains("2022", "2023", "2023-01");
  }
}
