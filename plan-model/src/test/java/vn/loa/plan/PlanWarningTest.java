package vn.loa.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.plan.SmallPlan.clause;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.loa.plan.calendar.Coverage;
import vn.loa.plan.calendar.DueRule;
import vn.loa.plan.calendar.Roll;
import vn.loa.plan.calendar.WorkCalendar;

class PlanWarningTest {

  private static final WorkCalendar CALENDAR = WorkCalendar.vietnam();

  private static List<PlanWarning> warnings(Coverage coverage, Roll roll) {
    return SmallPlan.plan(
            RegimeRules.DEFAULTS,
            new ReportingObligation(
                "monthly", clause("IV.6"), DueRule.monthly(15), coverage, roll, null))
        .warnings(CALENDAR);
  }

  private static List<String> codes(List<PlanWarning> warnings) {
    return warnings.stream().map(PlanWarning::code).toList();
  }

  @Test
  void closing_on_the_fourteenth_leaves_no_working_day_before_the_fifteenth() {
    List<PlanWarning> warnings = warnings(Coverage.cutOff(15), Roll.NONE);

    assertThat(codes(warnings)).containsExactly("W-GAP-0", "W-DAY-OFF");
    assertThat(warnings.get(0))
        .hasToString(
            "W-GAP-0, IV.6, line 45: 8 of 8 \"monthly\" reports have no working day between the"
                + " closing of the figures and the last good day (first: 2022-05-14); close the"
                + " figures earlier");
    assertThat(warnings.get(0).words().vi()).contains("không có ngày làm việc nào");
    assertThat(warnings.get(1).words().en())
        .startsWith("2 of 8 \"monthly\" reports have a day off as their last good day");
  }

  @Test
  void an_earlier_closing_and_a_roll_leave_nothing_to_warn_of() {
    assertThat(warnings(Coverage.cutOff(10), Roll.NEXT_WORKING_DAY)).isEmpty();
  }

  @Test
  void a_roll_into_a_year_that_is_not_announced_may_still_move() {
    Plan later =
        SmallPlan.builder()
            .issuedOn(LocalDate.of(2090, 1, 1))
            .effective(
                new EffectivePeriod(
                    clause("III"),
                    20,
                    Text.vi("Năm 2090"),
                    LocalDate.of(2090, 1, 1),
                    LocalDate.of(2091, 1, 1)))
            .regime(
                SmallPlan.plan(
                        RegimeRules.DEFAULTS,
                        new ReportingObligation(
                            "monthly",
                            clause("IV.6"),
                            DueRule.monthly(15),
                            Coverage.cutOff(10),
                            Roll.NEXT_WORKING_DAY,
                            null))
                    .regime())
            .build();

    assertThat(codes(later.warnings(CALENDAR))).containsExactly("W-UNANNOUNCED");
  }
}
