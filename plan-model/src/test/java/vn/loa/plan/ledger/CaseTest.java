package vn.loa.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.plan.SmallPlan.clause;
import static vn.loa.plan.ledger.City.at;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.loa.plan.Measure;
import vn.loa.plan.Unit;

class CaseTest {

  private static final String END = "2022-12-31T00:00";

  private final City city = new City();

  private static CaseStep step(
      CaseKind kind, String id, CaseState state, String at, @Nullable String reason) {
    return new CaseStep(
        kind,
        id,
        state,
        clause("IV.4-1"),
        "q1",
        null,
        at(at),
        "Trưởng phòng VHTT",
        reason,
        List.of(),
        List.of(City.PAPER));
  }

  private Case find(CaseKind kind, String id) {
    return city.ledger.asOf(at(END)).findCase(kind, id).orElseThrow();
  }

  @Test
  void false_news_is_followed_from_the_report_to_the_correction() {
    city.enter(step(CaseKind.FALSE_NEWS, "tin-1", CaseState.REPORTED, "2022-06-01T08:00", null))
        .enter(step(CaseKind.FALSE_NEWS, "tin-1", CaseState.UNDER_CHECK, "2022-06-01T09:00", null))
        .enter(step(CaseKind.FALSE_NEWS, "tin-1", CaseState.CORRECTED, "2022-06-02T08:00", null));

    Case rumour = find(CaseKind.FALSE_NEWS, "tin-1");

    assertThat(rumour.state()).isEqualTo(CaseState.CORRECTED);
    assertThat(rumour.isDone()).isFalse();
    assertThat(rumour.gaps()).isEmpty();
    assertThat(rumour.last().person()).isEqualTo("Trưởng phòng VHTT");
    assertThat(rumour.last().evidence()).containsExactly(City.PAPER);
    assertThat(city.ledger.asOf(at("2022-06-01T08:30")).cases())
        .extracting(Case::state)
        .containsExactly(CaseState.REPORTED);
  }

  @Test
  void steps_that_were_entered_in_another_order_give_the_same_case() {
    city.setTo("2022-06-10T00:00")
        .enter(step(CaseKind.CONTENT_REVIEW, "bai-1", CaseState.APPROVED, "2022-06-03T08:00", null))
        .enter(
            step(
                CaseKind.CONTENT_REVIEW, "bai-1", CaseState.RETURNED, "2022-06-01T09:00", "sai số"))
        .enter(
            step(CaseKind.CONTENT_REVIEW, "bai-1", CaseState.SUBMITTED, "2022-06-02T08:00", null))
        .enter(
            step(CaseKind.CONTENT_REVIEW, "bai-1", CaseState.SUBMITTED, "2022-06-01T08:00", null));

    Case text = find(CaseKind.CONTENT_REVIEW, "bai-1");

    assertThat(text.steps())
        .extracting(CaseStep::state)
        .containsExactly(
            CaseState.SUBMITTED, CaseState.RETURNED, CaseState.SUBMITTED, CaseState.APPROVED);
    assertThat(text.isDone()).isTrue();
    assertThat(text.gaps()).isEmpty();
  }

  @Test
  void a_missing_step_is_shown_and_hides_nothing() {
    city.enter(
        step(CaseKind.PRESS_COMMISSION, "bao-1", CaseState.ACCEPTED, "2022-06-01T08:00", null));

    Case commission = find(CaseKind.PRESS_COMMISSION, "bao-1");

    assertThat(commission.state()).isEqualTo(CaseState.ACCEPTED);
    assertThat(commission.gaps()).containsExactly("it begins with ACCEPTED, not PLANNED");
  }

  @Test
  void a_step_that_cannot_follow_is_shown() {
    city.enter(
            step(CaseKind.PRESS_STATEMENT, "hoi-1", CaseState.REQUESTED, "2022-06-01T08:00", null))
        .enter(
            step(CaseKind.PRESS_STATEMENT, "hoi-1", CaseState.ANSWERED, "2022-06-02T08:00", null))
        .enter(
            step(
                CaseKind.PRESS_STATEMENT,
                "hoi-1",
                CaseState.DECLINED,
                "2022-06-03T08:00",
                "ngoài thẩm quyền"));

    assertThat(find(CaseKind.PRESS_STATEMENT, "hoi-1").gaps())
        .containsExactly("DECLINED cannot follow ANSWERED, only []");
  }

  @Test
  void a_step_that_says_no_needs_a_reason() {
    assertThatThrownBy(
            () -> step(CaseKind.PRESS_STATEMENT, "h", CaseState.DECLINED, "2022-06-01T08:00", null))
        .hasMessageContaining("the reason why case h is DECLINED");
  }

  @Test
  void a_case_cannot_be_what_its_kind_does_not_know() {
    assertThatThrownBy(
            () -> step(CaseKind.SUPERVISION, "gs-1", CaseState.ANSWERED, "2022-06-01T08:00", null))
        .hasMessage("case gs-1 is a SUPERVISION and can never be ANSWERED");
  }

  @Test
  void a_commission_carries_what_was_ordered() {
    CaseStep ordered =
        new CaseStep(
            CaseKind.PRESS_COMMISSION,
            "bao-2",
            CaseState.ORDERED,
            clause("IV.3-1"),
            "so-tttt",
            "bao-1",
            at("2022-06-01T08:00"),
            "Giám đốc Sở",
            null,
            List.of(new Measure(12, Unit.ITEMS)),
            List.of());
    city.enter(ordered);

    assertThat(find(CaseKind.PRESS_COMMISSION, "bao-2").last().measures())
        .containsExactly(new Measure(12, Unit.ITEMS));
    assertThatThrownBy(() -> city.enter(ordered)).isInstanceOf(DuplicateEntryException.class);
  }

  @ParameterizedTest
  @EnumSource(CaseKind.class)
  void every_kind_can_be_done_from_its_first_step_and_from_every_other(CaseKind kind) {
    for (CaseState state : CaseState.values()) {
      if (kind.knows(state)) {
        assertThat(reachesTheEnd(kind, state, 10)).as("%s from %s", kind, state).isTrue();
      }
    }
    assertThat(kind.isDone(kind.first())).isFalse();
  }

  private static boolean reachesTheEnd(CaseKind kind, CaseState state, int steps) {
    return kind.isDone(state)
        || (steps > 0
            && kind.after(state).stream().anyMatch(next -> reachesTheEnd(kind, next, steps - 1)));
  }

  @Test
  void a_task_is_done_when_somebody_says_so_with_evidence_and_no_case_is_open() {
    assertThat(progress("q1")).isEqualTo(TaskProgress.State.NOT_BEGUN);

    city.enter(step(CaseKind.SUPERVISION, "gs-1", CaseState.PLANNED, "2022-06-01T08:00", null));
    assertThat(progress("q1")).isEqualTo(TaskProgress.State.UNDER_WAY);

    city.enter(
        new Completion(
            clause("IV.4-1"),
            "q1",
            at("2022-06-03T08:00"),
            "Chủ tịch UBND",
            "đã làm xong",
            List.of(City.PAPER)));
    assertThat(progress("q1")).isEqualTo(TaskProgress.State.UNDER_WAY);

    city.enter(
        step(CaseKind.SUPERVISION, "gs-1", CaseState.CANCELLED, "2022-06-04T08:00", "trùng lịch"));
    assertThat(progress("q1")).isEqualTo(TaskProgress.State.DONE);
    assertThat(progress("q3")).isEqualTo(TaskProgress.State.NOT_BEGUN);
  }

  private TaskProgress.State progress(String agency) {
    return city.ledger.asOf(at(END)).progress(clause("IV.4-1")).stream()
        .filter(progress -> progress.agency().equals(agency))
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Test
  void every_task_of_every_agency_that_it_binds_has_its_progress() {
    assertThat(city.ledger.asOf(at(END)).progress())
        .extracting(progress -> progress.task().clause() + " " + progress.agency())
        .containsExactly("IV.3-1 so-tttt", "IV.4-1 q1", "IV.4-1 q3");
  }

  @Test
  void nothing_is_done_without_evidence_nor_by_whom_it_does_not_bind() {
    assertThatThrownBy(
            () ->
                new Completion(clause("IV.4-1"), "q1", at(END), "Chủ tịch UBND", "xong", List.of()))
        .hasMessageContaining("is not done without evidence");
    assertThatThrownBy(
            () ->
                city.enter(
                    new Completion(
                        clause("IV.4-1"),
                        "so-y-te",
                        at(END),
                        "Giám đốc",
                        "xong",
                        List.of(City.PAPER))))
        .hasMessageContaining("task IV.4-1 does not bind so-y-te");
  }

  @Test
  void steps_of_one_instant_stand_in_the_order_of_their_kind() {
    String day = "2022-06-01T00:00";
    city.enter(step(CaseKind.FALSE_NEWS, "tin-2", CaseState.CLOSED, day, null))
        .enter(step(CaseKind.FALSE_NEWS, "tin-2", CaseState.CORRECTED, day, null))
        .enter(step(CaseKind.FALSE_NEWS, "tin-2", CaseState.REPORTED, day, null))
        .enter(step(CaseKind.FALSE_NEWS, "tin-2", CaseState.UNDER_CHECK, day, null));

    Case rumour = find(CaseKind.FALSE_NEWS, "tin-2");

    assertThat(rumour.state()).isEqualTo(CaseState.CLOSED);
    assertThat(rumour.gaps()).isEmpty();
  }
}
