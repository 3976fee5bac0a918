package vn.loa.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.loa.plan.calendar.Coverage;
import vn.loa.plan.calendar.DueRule;
import vn.loa.plan.calendar.Roll;
import vn.loa.plan.calendar.WorkCalendar;

class DueTableTest {

  private static final WorkCalendar VIETNAM = WorkCalendar.vietnam();

  private static Plan plan(ReportingObligation... obligations) {
    ReportingRegime regime = SmallPlan.plan().regime();
    return SmallPlan.builder()
        .regime(
            new ReportingRegime(
                regime.clause(),
                regime.line(),
                regime.text(),
                Arrays.asList(obligations),
                regime.roles(),
                regime.recipient(),
                regime.via()))
        .build();
  }

  private static ReportingObligation obligation(String id, DueRule due, Roll roll) {
    return new ReportingObligation(
        id, SmallPlan.clause("IV.6"), due, Coverage.untilDue(due), roll, null);
  }

  @Test
  void each_due_instant_is_a_row_and_each_obligation_a_column() {
    assertThat(DueTable.of(SmallPlan.plan(), VIETNAM))
        .hasToString(
            """
            | due instant (ICT) | last good day | weekday of last day | M | Q | A |
            |---|---|---|---|---|---|
            | 2022-05-15T00:00+07:00 | 2022-05-14 | Sat **weekend** | M 05/2022 |  |  |
            | 2022-06-15T00:00+07:00 | 2022-06-14 | Tue | M 06/2022 | Q2/2022 |  |
            | 2022-07-15T00:00+07:00 | 2022-07-14 | Thu | M 07/2022 |  |  |
            | 2022-08-15T00:00+07:00 | 2022-08-14 | Sun **weekend** | M 08/2022 |  |  |
            | 2022-09-15T00:00+07:00 | 2022-09-14 | Wed | M 09/2022 | Q3/2022 |  |
            | 2022-10-15T00:00+07:00 | 2022-10-14 | Fri | M 10/2022 |  |  |
            | 2022-11-15T00:00+07:00 | 2022-11-14 | Mon | M 11/2022 |  | A 2022 |
            | 2022-12-15T00:00+07:00 | 2022-12-14 | Wed | M 12/2022 | Q4/2022 |  |
            """);
  }

  @Test
  void a_date_that_rolled_says_from_where() {
    Plan plan = plan(obligation("q", DueRule.halfYearly(19), Roll.NEXT_WORKING_DAY));

    assertThat(DueTable.of(plan, VIETNAM).toString().lines().skip(2))
        .containsExactly(
            "| 2022-06-21T00:00+07:00 | 2022-06-20 (rolled from 2022-06-18) | Mon | H1/2022 |",
            "| 2022-12-20T00:00+07:00 | 2022-12-19 (rolled from 2022-12-18) | Mon | H2/2022 |");
  }

  @Test
  void a_holiday_is_a_day_off_and_a_report_owed_once_has_its_date() {
    Plan plan = plan(obligation("once", DueRule.once(LocalDate.of(2022, 9, 2)), Roll.NONE));

    assertThat(DueTable.of(plan, VIETNAM).toString().lines().skip(2))
        .containsExactly(
            "| 2022-09-02T00:00+07:00 | 2022-09-01 | Thu **day off** | O 2022-09-02 |");
  }

  @Test
  void ids_that_begin_alike_are_written_out_and_another_zone_is_named() {
    List<ReportingObligation> two =
        List.of(
            obligation("sms", DueRule.sixMonthly(15), Roll.NONE),
            obligation("speakers", DueRule.nineMonthly(15), Roll.NONE));
    Plan plan =
        plan(two.toArray(ReportingObligation[]::new))
            .amend(
                DocumentRef.parse("8/KH-UBND"),
                LocalDate.of(2022, 5, 1),
                changed -> changed.title(Text.vi("Khác")).zone(ZoneId.of("UTC")));

    assertThat(DueTable.of(plan, VIETNAM))
        .hasToString(
            """
            | due instant (UTC) | last good day | weekday of last day | sms | speakers |
            |---|---|---|---|---|
            | 2022-06-15T00:00Z | 2022-06-14 | Tue | 6M/2022 |  |
            | 2022-09-15T00:00Z | 2022-09-14 | Wed |  | 9M/2022 |
            """);
  }
}
