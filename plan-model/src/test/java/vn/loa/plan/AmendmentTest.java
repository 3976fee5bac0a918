package vn.loa.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.plan.SmallPlan.clause;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.loa.plan.calendar.DueRule;
import vn.loa.plan.calendar.WorkCalendar;

class AmendmentTest {

  private static final DocumentRef BY = DocumentRef.parse("9/KH-UBND");
  private static final LocalDate ON = LocalDate.of(2022, 7, 1);

  private final Plan plan = SmallPlan.plan();

  private Plan withoutTheFirstTask() {
    return plan.amend(
        BY,
        ON,
        changes ->
            changes
                .tasks(plan.tasks().subList(1, 2))
                .themes(
                    Stream.concat(
                            plan.themes().stream(),
                            Stream.of(new Theme(clause("II.1.3"), 13, Text.vi("Thêm"), List.of())))
                        .toList()));
  }

  @Test
  void an_amendment_gives_a_new_revision_and_leaves_the_old_one_as_it_was() {
    Plan second = withoutTheFirstTask();

    assertThat(plan.revision()).isEqualTo(1);
    assertThat(second.revision()).isEqualTo(2);
    assertThat(plan.tasks()).hasSize(2);
    assertThat(second.document()).isEqualTo(plan.document());
    assertThat(second).isNotEqualTo(plan);
  }

  @Test
  void what_it_changed_is_found_and_never_typed() {
    Amendment amendment = withoutTheFirstTask().amendments().get(0);

    assertThat(amendment.document()).isEqualTo(BY);
    assertThat(amendment.issuedOn()).isEqualTo(ON);
    assertThat(amendment.added()).containsExactly(clause("II.1.3"));
    assertThat(amendment.changed()).isEmpty();
    assertThat(amendment.removed()).containsExactly(clause("IV.3-1"));
  }

  @Test
  void each_clause_knows_the_document_that_wrote_it_last() {
    Plan second = withoutTheFirstTask();
    Plan third =
        second.amend(
            DocumentRef.parse("11/KH-UBND"),
            ON.plusDays(30),
            changes ->
                changes.themes(
                    List.of(
                        second.themes().get(0),
                        second.themes().get(1),
                        new Theme(clause("II.1.3"), 13, Text.vi("Thêm nữa"), List.of()))));

    assertThat(third.revision()).isEqualTo(3);
    assertThat(third.provenance(clause("II.1.1"))).isEqualTo(plan.document());
    assertThat(second.provenance(clause("II.1.3"))).isEqualTo(BY);
    assertThat(third.provenance(clause("II.1.3"))).hasToString("11/KH-UBND");
    assertThatThrownBy(() -> third.provenance(clause("IV.3-1")))
        .isInstanceOf(UnknownNameException.class);
  }

  @Test
  void a_deadline_that_moved_is_a_change_of_the_clause_that_sets_it() {
    ReportingRegime moved =
        SmallPlan.plan(
                RegimeRules.DEFAULTS,
                new ReportingObligation("monthly", clause("IV.6"), DueRule.monthly(20)))
            .regime();

    Plan second = plan.amend(BY, ON, changes -> changes.regime(moved));

    assertThat(second.amendments().get(0).changed()).containsExactly(clause("IV.6"));
    assertThat(second.dueDates(WorkCalendar.weekends()).get(0).nominalLastDay())
        .isEqualTo(LocalDate.of(2022, 5, 19));
  }

  @Test
  void a_document_that_changes_nothing_is_no_amendment() {
    assertThatThrownBy(() -> plan.amend(BY, ON, changes -> {}))
        .hasMessage("document 9/KH-UBND changes nothing in plan 7/KH-UBND");
  }

  @Test
  void what_comes_out_must_be_a_plan() {
    assertThatThrownBy(() -> plan.amend(BY, ON, changes -> changes.themes(List.of())))
        .isInstanceOf(UnknownNameException.class)
        .hasMessageContaining("II.1.2");
  }
}
