package vn.loa.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vn.loa.plan.calendar.ReportPeriod;
import vn.loa.plan.calendar.WorkCalendar;

class ExpectedReportsTest {

  private final ExpectedReports expected =
      ExpectedReports.of(SmallPlan.plan(), SmallPlan.roster(), WorkCalendar.vietnam());

  @Test
  void each_reporter_owes_eight_months_three_quarters_and_a_year() {
    assertThat(expected.of("q1").stream().map(ExpectedReport::period).map(ReportPeriod::label))
        .containsExactly(
            "2022-05", "2022-06", "2022-07", "2022-08", "2022-09", "2022-10", "2022-11", "2022-12",
            "2022-Q2", "2022-Q3", "2022-Q4", "2022");
    assertThat(expected.all()).hasSize(3 * 12);
  }

  @Test
  void who_is_invited_or_collects_owes_nothing() {
    assertThat(expected.of("bao-1")).isEmpty();
    assertThat(expected.of("so-tttt")).isEmpty();
  }

  @Test
  void a_report_is_found_by_obligation_agency_and_period() {
    ExpectedReport report =
        expected.find(new ReportKey("quarterly", "q3", "2022-Q3")).orElseThrow();

    assertThat(report.due()).hasToString("2022-09-14T17:00:00Z").isEqualTo(report.nominalDue());
    assertThat(expected.find(new ReportKey("monthly", "q3", "2022-04"))).isEmpty();
  }
}
