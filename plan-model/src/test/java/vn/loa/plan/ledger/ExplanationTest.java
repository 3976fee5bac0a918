package vn.loa.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.plan.ledger.City.at;
import static vn.loa.plan.ledger.City.key;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.loa.plan.RegimeRules;
import vn.loa.plan.ReportingObligation;
import vn.loa.plan.SmallPlan;
import vn.loa.plan.calendar.Coverage;
import vn.loa.plan.calendar.DueRule;
import vn.loa.plan.calendar.Roll;

class ExplanationTest {

  private final City city = new City();

  private Explanation explain(String period, String asOf) {
    return city.ledger.asOf(at(asOf)).explain(key("q1", period));
  }

  @Test
  void a_late_report_is_explained_with_rule_clause_line_and_both_instants() {
    city.receive("q1", "2022-05", "2022-05-16T08:12");

    Explanation explanation = explain("2022-05", "2022-06-01T00:00");

    assertThat(explanation)
        .hasToString(
            "monthly report 2022-05 of q1: late by 1 d 8 h: counted at 08:12 16/05/2022,"
                + " due before 00:00 15/05/2022;"
                + " period 2022-05 is due before 15/05/2022 (IV.6, line 45)");
    assertThat(explanation.vi())
        .isEqualTo(
            "trễ 1 ngày 8 giờ: tính lúc 08:12 16/05/2022, hạn trước 00:00 15/05/2022;"
                + " kỳ 2022-05, hạn trước ngày 15/05/2022 (IV.6, dòng 45)");
    assertThat(explanation.clause()).isEqualTo(SmallPlan.clause("IV.6"));
    assertThat(explanation.source().vi()).isEqualTo("báo cáo trước ngày 15");
    assertThat(explanation.nominalDue()).isEqualTo(explanation.due());
  }

  @Test
  void each_state_has_its_reason() {
    city.receive("q1", "2022-05", "2022-05-14T08:00");
    assertThat(explain("2022-05", "2022-06-01T00:00").verdict().en())
        .isEqualTo("on time: counted at 08:00 14/05/2022, before 00:00 15/05/2022");
    assertThat(explain("2022-06", "2022-06-01T00:00").verdict().en())
        .isEqualTo("not here, not due until 00:00 15/06/2022");
    assertThat(explain("2022-06", "2022-06-15T00:30").verdict().en())
        .startsWith("overdue by 30 min 0 s: not here at 00:30 15/06/2022");
    city.enter(
        new Excuse(
            key("q1", "2022-06"), at("2022-06-16T08:00"), "Văn phòng", "lụt", "5/CV", List.of()));
    assertThat(explain("2022-06", "2022-06-20T00:00").vi())
        .startsWith("được chấp nhận lý do: lụt (5/CV)");
    city.enter(
        new Exemption(
            "q1",
            null,
            LocalDate.of(2022, 7, 1),
            LocalDate.of(2022, 8, 1),
            at("2022-06-17T08:00"),
            "Văn phòng",
            "sáp nhập",
            "8/QĐ",
            List.of()));
    assertThat(explain("2022-07", "2022-06-20T00:00").verdict().en())
        .isEqualTo("exempt: sáp nhập (8/QĐ)");
  }

  @Test
  void a_returned_version_is_named_with_the_reason() {
    city.receive("q1", "2022-05", "2022-05-13T08:00")
        .giveBack("q1", "2022-05", 1, "2022-05-13T09:00");

    assertThat(explain("2022-05", "2022-05-13T10:00").verdict().en())
        .endsWith("; version 1 was returned: thiếu phụ lục");
  }

  @Test
  void a_date_that_rolled_says_from_where_and_why() {
    City rolling =
        new City(
            SmallPlan.plan(
                RegimeRules.DEFAULTS,
                new ReportingObligation(
                    "monthly",
                    SmallPlan.clause("IV.6"),
                    DueRule.monthly(15),
                    Coverage.cutOff(15),
                    Roll.NEXT_WORKING_DAY,
                    null)));

    Explanation explanation =
        rolling.ledger.asOf(at("2022-05-01T00:00")).explain(key("q1", "2022-05"));

    assertThat(explanation.rule().en())
        .startsWith("period 2022-05 is due before 15/05/2022 (IV.6, line 45); its last day")
        .contains("14/05/2022")
        .endsWith("is a day off and rolled to 16/05/2022");
    assertThat(explanation.due()).isEqualTo(at("2022-05-17T00:00"));
    assertThat(explanation.nominalDue()).isEqualTo(at("2022-05-15T00:00"));
  }
}
