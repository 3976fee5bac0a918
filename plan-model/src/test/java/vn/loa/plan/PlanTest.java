package vn.loa.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.plan.SmallPlan.clause;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.loa.plan.calendar.DueRule;

class PlanTest {

  private final Plan plan = SmallPlan.plan();

  @Test
  void a_theme_is_found_at_any_depth() {
    assertThat(plan.theme("II.1.2").children()).containsExactly(plan.theme("II.1.2-1"));
  }

  @Test
  void a_form_is_found_by_clause_and_by_id() {
    assertThat(plan.form("II.2.a-1")).isSameAs(plan.form("a1"));
    assertThat(plan.form(clause("II.2.a")).subForms()).containsExactly(plan.form("a1"));
  }

  @Test
  void a_channel_kind_that_nobody_has_met_is_kept() {
    assertThat(plan.form("f1").channelKind()).hasToString("SIREN");
  }

  @Test
  void what_is_missing_is_named_with_what_comes_nearest() {
    assertThatThrownBy(() -> plan.theme("II.1.3"))
        .isInstanceOf(UnknownNameException.class)
        .hasMessage(
            "plan 7/KH-UBND has no theme \"II.1.3\";"
                + " expected one of \"II.1.1\", \"II.1.2\", \"II.1.2-1\"");
    assertThatThrownBy(() -> plan.form("a2"))
        .hasMessageContaining("form \"a2\"")
        .hasMessageContaining("nearest \"a1\"");
    assertThatThrownBy(() -> plan.task("IV.4-9")).hasMessageContaining("\"IV.4-1\"");
    assertThatThrownBy(() -> plan.obligation("montly")).hasMessageContaining("\"monthly\"");
  }

  @Test
  void every_clause_has_its_line_and_words() {
    assertThat(plan.provisions().keySet().stream().map(Clause::toString))
        .containsExactly(
            "preamble-1",
            "II.1.1",
            "II.1.2",
            "II.1.2-1",
            "II.2.a",
            "II.2.a-1",
            "III",
            "IV.3",
            "IV.3-1",
            "IV.3-1.a",
            "IV.4",
            "IV.4-1",
            "IV.5",
            "IV.6",
            "recipients-1");
    assertThat(plan.provision(clause("IV.6")).line()).isEqualTo(45);
  }

  @Test
  void a_clause_that_stands_twice_is_refused() {
    Theme twice = new Theme(clause("IV.6"), 9, Text.vi("Hai lần"), List.of());

    assertThatThrownBy(() -> SmallPlan.builder().themes(List.of(twice)).tasks(List.of()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clause IV.6 twice, \"Hai lần\" and");
  }

  @Test
  void a_task_that_names_a_theme_the_plan_lacks_is_refused() {
    assertThatThrownBy(() -> SmallPlan.builder().themes(List.of()).build())
        .isInstanceOf(UnknownNameException.class)
        .hasMessageContaining("no theme \"II.1.2\"; expected nothing: none exists");
  }

  @Test
  void a_plan_without_something_needed_says_what() {
    Plan.Builder builder = Plan.builder(new DocumentRef(1, "KH-UBND"), Text.vi("Kế hoạch"));

    assertThatThrownBy(builder::build)
        .hasMessage("plan 1/KH-UBND needs issuer; set it before build()");
  }

  @Test
  void a_task_for_districts_binds_no_department() {
    Task task = plan.task("IV.4-1");
    Roster roster = SmallPlan.roster();

    assertThat(roster.agencies().stream().filter(task::binds).map(Agency::id))
        .containsExactly("q1", "q3");
  }

  @Test
  void a_task_without_assignees_binds_its_whole_group() {
    Task task = plan.task("IV.3-1");

    assertThat(task.assignees()).isEmpty();
    assertThat(SmallPlan.roster().agencies().stream().filter(task::binds).map(Agency::id))
        .containsExactly("so-tttt");
  }

  @Test
  void a_task_stands_within_its_group() {
    assertThatThrownBy(
            () ->
                new Task(
                    clause("IV.4-1"),
                    1,
                    Text.vi("a"),
                    Text.vi("b"),
                    clause("IV.3"),
                    Set.of(),
                    List.of(),
                    List.of(),
                    Task.Trigger.STAGE))
        .hasMessage("task IV.4-1 does not stand within its group IV.3");
  }

  @Test
  void words_are_in_normal_form_c() {
    String decomposed = Normalizer.normalize("Kế hoạch", Normalizer.Form.NFD);

    assertThatThrownBy(() -> Text.vi(decomposed)).hasMessageContaining("normal form C");
    assertThatThrownBy(() -> Text.vi(" \t")).hasMessageContaining("blank");
  }

  @Test
  void two_plans_that_say_the_same_are_equal() {
    assertThat(SmallPlan.plan()).isEqualTo(plan).hasSameHashCodeAs(plan);
    assertThat(SmallPlan.builder().recipients(List.of()).build()).isNotEqualTo(plan);
  }

  @Test
  void the_days_of_a_plan_that_names_no_zone_are_those_of_vietnam() {
    Plan.Builder builder =
        Plan.builder(SmallPlan.plan().document(), SmallPlan.plan().title())
            .issuer(SmallPlan.plan().issuer())
            .issuedOn(SmallPlan.plan().issuedOn())
            .effective(SmallPlan.plan().effective())
            .groups(SmallPlan.plan().groups())
            .regime(SmallPlan.plan().regime());

    assertThat(builder.build().zone()).isEqualTo(Plan.VIETNAM).hasToString("Asia/Ho_Chi_Minh");
  }

  @Test
  void two_recipients_of_one_id_are_refused() {
    Recipient first = SmallPlan.plan().recipients().get(0);
    Recipient second =
        new Recipient(first.id(), Clause.parse("recipients-2"), 51, first.text(), first.role());

    assertThatThrownBy(() -> SmallPlan.builder().recipients(List.of(first, second)).build())
        .hasMessage("plan 7/KH-UBND has two recipients with id \"R1\"; give one another id");
  }

  @Test
  void an_obligation_stands_at_a_clause_of_the_plan() {
    ReportingRegime regime = SmallPlan.plan().regime();
    ReportingObligation lost =
        new ReportingObligation("lost", Clause.parse("IV.99"), DueRule.monthly(15));
    ReportingRegime changed =
        new ReportingRegime(
            regime.clause(),
            regime.line(),
            regime.text(),
            List.of(lost),
            regime.roles(),
            regime.recipient(),
            regime.via());

    assertThatThrownBy(() -> SmallPlan.builder().regime(changed).build())
        .hasMessageContaining("no clause \"IV.99\"");
  }

  @Test
  void an_amendment_names_a_clause_once() {
    List<Clause> one = List.of(Clause.parse("I.1"));
    DocumentRef document = DocumentRef.parse("8/KH-UBND");
    LocalDate day = LocalDate.of(2022, 5, 1);

    assertThatThrownBy(() -> new Amendment(document, day, one, List.of(), one))
        .hasMessage("document 8/KH-UBND names clause I.1 twice; it is added, changed or removed");
  }

  @Test
  void half_a_character_is_no_word() {
    assertThatThrownBy(() -> Text.vi("Kế ho\uD83D")).hasMessageContaining("half a character");
    assertThatThrownBy(() -> Text.vi("\uDE00\uD83D")).hasMessageContaining("half a character");
    assertThat(Text.vi("\uD83D\uDE00").vi()).hasSize(2);
  }
}
