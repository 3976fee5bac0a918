package vn.loa.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.loa.plan.calendar.WorkCalendar;

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

    assertThatThrownBy(() -> ExpectedReports.of(SmallPlan.plan(), stranger, WorkCalendar.vietnam()))
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

  @Test
  void depth_first_each_agency_is_followed_at_once_by_those_below_it() {
    Roster roster =
        Roster.of(
            List.of(
                agency("p1", "q1", null),
                agency("q2", "city", null),
                agency("city", null, null),
                agency("q1", "city", null),
                agency("p2", "q1", null)));

    assertThat(ids(roster.depthFirst())).containsExactly("city", "q2", "q1", "p1", "p2");
  }

  @Test
  void a_roster_may_be_deeper_than_the_stack_of_a_thread() {
    List<Agency> chain = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      chain.add(agency("a" + i, i == 0 ? null : "a" + (i - 1), null));
    }

    assertThat(Roster.of(chain).depthFirst()).hasSize(50_000);
  }

  @Test
  void an_agency_exists_from_its_first_day_to_the_eve_of_its_last() {
    LocalDate july = LocalDate.of(2022, 7, 1);
    Agency ended = valid("q2", null, july, Set.of());
    Agency next = valid("tp-thu-duc", july, null, Set.of("q2"));

    assertThat(ended.isValidOn(july.minusDays(1))).isTrue();
    assertThat(ended.isValidOn(july)).isFalse();
    assertThat(next.isValidOn(july.minusDays(1))).isFalse();
    assertThat(next.isValidOn(july)).isTrue();
    assertThat(Roster.of(List.of(ended, next)).successors("q2")).containsExactly(next);
    assertThatThrownBy(() -> valid("q2", july, july, Set.of()))
        .hasMessageContaining("agency q2 needs a day to exist");
    assertThatThrownBy(() -> valid("q2", null, null, Set.of("q2")))
        .hasMessageContaining("cannot succeed itself");
    assertThatThrownBy(() -> Roster.of(List.of(next))).hasMessageContaining("no agency \"q2\"");
  }

  private static Agency valid(
      String id, @Nullable LocalDate from, @Nullable LocalDate to, Set<String> successorOf) {
    return new Agency(
        id, Text.vi("Cơ quan"), AgencyKind.DISTRICT, null, null, true, from, to, successorOf);
  }

  private static Agency agency(String id, @Nullable String parent, @Nullable String group) {
    Clause clause = group == null ? null : Clause.parse(group);
    return new Agency(id, Text.vi("Cơ quan"), AgencyKind.DEPARTMENT, parent, clause, true);
  }

  private static List<String> ids(List<Agency> agencies) {
    return agencies.stream().map(Agency::id).toList();
  }
}
