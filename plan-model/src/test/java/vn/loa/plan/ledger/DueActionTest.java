package vn.loa.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.plan.ledger.City.at;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import vn.loa.plan.RegimeRules;
import vn.loa.plan.Reminders;
import vn.loa.plan.SmallPlan;

class DueActionTest {

  private static final RegimeRules CUSTOMARY =
      RegimeRules.builder().reminders(Reminders.CUSTOMARY).build();

  private final City city = new City(CUSTOMARY);

  private List<String> keys(String from, String to) {
    return keys(city.ledger.dueActions(at(from), at(to)));
  }

  private static List<String> keys(List<DueAction> actions) {
    return actions.stream().map(DueAction::key).toList();
  }

  @Test
  void nobody_is_reminded_unless_the_regime_says_so() {
    assertThat(new City().ledger.dueActions(at("2022-01-01T00:00"), at("2023-01-01T00:00")))
        .isEmpty();
  }

  @Test
  void a_report_is_reminded_of_seven_three_and_one_days_before_it_is_too_late() {
    List<DueAction> actions =
        city.ledger.dueActions(at("2022-05-01T00:00"), at("2022-05-15T00:00")).stream()
            .filter(action -> action.agency().equals("q1"))
            .toList();

    assertThat(actions)
        .extracting(DueAction::at)
        .containsExactly(at("2022-05-08T08:00"), at("2022-05-12T08:00"), at("2022-05-14T08:00"));
    assertThat(actions).extracting(DueAction::kind).containsOnly(DueAction.Kind.REMINDER);
    assertThat(actions.get(0).key()).isEqualTo("monthly/q1/2022-05/-7");
  }

  @Test
  void what_is_overdue_goes_higher_up_after_one_three_and_seven_working_days() {
    List<DueAction> actions =
        city.ledger.dueActions(at("2022-05-15T00:00"), at("2022-05-31T00:00")).stream()
            .filter(action -> action.agency().equals("q1"))
            .toList();

    assertThat(actions)
        .extracting(DueAction::at)
        .containsExactly(at("2022-05-16T08:00"), at("2022-05-18T08:00"), at("2022-05-24T08:00"));
    assertThat(actions).extracting(DueAction::kind).containsOnly(DueAction.Kind.ESCALATION);
    assertThat(actions.get(2).key()).isEqualTo("monthly/q1/2022-05/+7");
  }

  @Test
  void nobody_is_reminded_of_a_report_that_came_or_was_excused() {
    city.receive("q1", "2022-05", "2022-05-08T07:59");

    assertThat(keys("2022-05-01T00:00", "2022-05-31T00:00"))
        .noneMatch(key -> key.startsWith("monthly/q1/2022-05"))
        .anyMatch(key -> key.startsWith("monthly/q3/2022-05"));
  }

  @Test
  void an_action_that_is_asked_for_late_says_that_there_is_nothing_left_to_say() {
    city.receive("q1", "2022-05", "2022-05-08T09:00");

    List<DueAction> actions =
        city.ledger.dueActions(at("2022-05-08T07:00"), at("2022-05-08T10:00"));

    assertThat(actions).hasSize(3);
    assertThat(actions)
        .filteredOn(DueAction::settled)
        .extracting(DueAction::agency)
        .containsExactly("q1");
  }

  @Test
  void what_was_carried_out_is_not_due_again_also_after_a_restart() {
    DueAction action =
        city.ledger.dueActions(at("2022-05-08T07:00"), at("2022-05-08T08:00")).get(0);
    city.setTo("2022-05-08T08:01").ledger.carriedOut(action, "portal");

    Ledger again =
        Ledger.open(
            SmallPlan.plan(CUSTOMARY), SmallPlan.roster(), city.log, () -> at("2022-06-01T00:00"));

    assertThat(keys(again.dueActions(at("2022-05-08T07:00"), at("2022-05-08T08:00"))))
        .hasSize(2)
        .doesNotContain(action.key());
    assertThatThrownBy(() -> again.carriedOut(action, "portal"))
        .isInstanceOf(DuplicateEntryException.class);
  }

  @Property(tries = 50)
  void spans_that_meet_end_to_end_give_each_action_exactly_once(
      @ForAll @Size(max = 8) List<@IntRange(max = 365 * 24) Integer> cuts) {
    City city = new City(CUSTOMARY);
    city.receive("q1", "2022-05", "2022-05-12T08:00");
    Instant begin = at("2022-01-01T00:00");
    Instant end = at("2023-01-31T00:00");
    List<String> whole = keys(city.ledger.dueActions(begin, end));
    List<String> parts = new ArrayList<>();
    Instant from = begin;
    for (int hours : new TreeSet<>(cuts)) {
      Instant to = begin.plusSeconds(3_600L * hours);
      parts.addAll(keys(city.ledger.dueActions(from, to)));
      from = to;
    }
    parts.addAll(keys(city.ledger.dueActions(from, end)));

    assertThat(parts).doesNotHaveDuplicates().containsExactlyElementsOf(whole);
  }
}
