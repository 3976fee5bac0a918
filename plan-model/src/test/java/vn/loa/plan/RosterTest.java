package vn.loa.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RosterTest {

  private final Roster roster = SmallPlan.roster();

  @Test
  void agencies_are_found_by_id_kind_group_and_parent() {
    assertThat(roster.agency("q1").kind()).isEqualTo(AgencyKind.DISTRICT);
    assertThat(ids(roster.ofKind(AgencyKind.DISTRICT))).containsExactly("q1", "q3");
    assertThat(ids(roster.inGroup(Clause.parse("IV.4")))).containsExactly("so-y-te", "q1", "q3");
    assertThat(ids(roster.children("q1"))).containsExactly("q1-p1");
  }

  @Test
  void only_groups_that_are_expected_owe_reports() {
    Plan plan = SmallPlan.plan();

    assertThat(ids(roster.reporters(plan))).containsExactly("so-y-te", "q1", "q3");
    assertThat(ids(roster.withRole(plan, ReporterRole.CONSOLIDATOR))).containsExactly("so-tttt");
    assertThat(ids(roster.withRole(plan, ReporterRole.INVITED))).containsExactly("bao-1");
  }

  @Test
  void an_unknown_agency_is_named_with_the_nearest() {
    assertThatThrownBy(() -> roster.agency("q2"))
        .isInstanceOf(UnknownNameException.class)
        .hasMessage(
            "the roster has no agency \"q2\"; expected one of 6, nearest \"q1\", \"q3\", \"q1-p1\"");
  }

  @Test
  void a_group_that_the_plan_lacks_is_refused() {
    Roster stranger = Roster.of(List.of(agency("x", null, "IV.9")));

    assertThatThrownBy(() -> ExpectedReports.of(SmallPlan.plan(), stranger))
        .isInstanceOf(UnknownNameException.class)
        .hasMessageContaining("no group \"IV.9\"");
  }

  @Test
  void nobody_is_above_himself_or_below_nobody() {
    assertThatThrownBy(() -> Roster.of(List.of(agency("a", "b", null), agency("b", "a", null))))
        .hasMessageContaining("is above itself");
    assertThatThrownBy(() -> Roster.of(List.of(agency("a", "b", null))))
        .hasMessageContaining("no agency \"b\"");
    assertThatThrownBy(() -> Roster.of(List.of(agency("a", null, null), agency("a", null, null))))
        .hasMessageContaining("\"a\" stands twice");
  }

  private static Agency agency(String id, @Nullable String parent, @Nullable String group) {
    Clause clause = group == null ? null : Clause.parse(group);
    return new Agency(id, Text.vi("Cơ quan"), AgencyKind.DEPARTMENT, parent, clause, true);
  }

  private static List<String> ids(List<Agency> agencies) {
    return agencies.stream().map(Agency::id).toList();
  }
}
