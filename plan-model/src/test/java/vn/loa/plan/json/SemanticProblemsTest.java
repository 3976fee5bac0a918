package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vn.loa.plan.SmallPlan;

/** What is well written and cannot be so: found all at once, each with its mend. */
class SemanticProblemsTest {

  private static final Pattern DIACRITICS = Pattern.compile("[ăâđêôơưà-ỹ]");

  private final String json = Plans.toJson(SmallPlan.plan());

  private static List<Problem> problems(String json) {
    return catchThrowableOfType(PlanFormatException.class, () -> Plans.parse("plan.json", json))
        .problems();
  }

  private static List<Problem> rosterProblems(String json) {
    return catchThrowableOfType(PlanFormatException.class, () -> Rosters.parse("r.json", json))
        .problems();
  }

  private String changed(String old, String now) {
    assertThat(json).contains(old);
    return json.replaceFirst(Pattern.quote(old), java.util.regex.Matcher.quoteReplacement(now));
  }

  private Problem after(String old, String now) {
    List<Problem> problems = problems(changed(old, now));
    assertThat(problems).hasSize(1);
    assertThat(DIACRITICS.matcher(problems.get(0).hint().vi()).find()).isTrue();
    return problems.get(0);
  }

  @Test
  void a_time_that_ends_before_it_begins() {
    Problem problem = after("\"to\": \"2023-01-01\"", "\"to\": \"2022-01-01\"");

    assertThat(problem.path()).isEqualTo("$.effective.to");
    assertThat(problem.wrong())
        .isEqualTo("the time ends before it begins, or has no day: from 2022-01-01 to 2022-01-01");
    assertThat(problem.vi())
        .isEqualTo(
            "plan.json dòng "
                + problem.line()
                + ", $.effective.to (III): giá trị không hợp lệ; \"to\" là ngày đầu tiên hết thời"
                + " gian thực hiện, phải sau ngày 2022-01-01");
  }

  @Test
  void a_task_outside_its_group() {
    Problem problem = after("\"group\": \"IV.4\"", "\"group\": \"IV.3\"");

    assertThat(problem.path()).isEqualTo("$.tasks[1].clause");
    assertThat(problem.wrong()).isEqualTo("task IV.4-1 does not stand within IV.3");
  }

  @Test
  void a_theme_outside_its_parent() {
    Problem problem = after("\"clause\": \"II.1.2-1\"", "\"clause\": \"II.1.3-1\"");

    assertThat(problem.path()).isEqualTo("$.themes[1].children[0].clause");
    assertThat(problem.hint().en()).isEqualTo("expected one within it, like II.1.2-1");
  }

  @Test
  void a_group_with_two_roles() {
    Problem problem =
        after(
            "\"group\": \"IV.5\",\n        \"role\": \"INVITED\"",
            "\"group\": \"IV.4\",\n        \"role\": \"INVITED\"");

    assertThat(problem.code()).isEqualTo(Problem.Code.DUPLICATE);
    assertThat(problem.path()).isEqualTo("$.regime.roles[2].group");
    assertThat(problem.vi()).contains("bị trùng; vai trò của nhóm \"IV.4\" đã có ở dòng");
  }

  @Test
  void an_obligation_of_an_id_that_is_taken() {
    assertThat(after("\"id\": \"annual\"", "\"id\": \"monthly\"").path())
        .isEqualTo("$.regime.obligations[2].id");
  }

  @Test
  void months_and_days_out_of_range() {
    assertThat(after("\"month\": 3", "\"month\": 25").hint().en())
        .isEqualTo("expected a whole number from 1 to 24");
    assertThat(after("\"beforeDay\": 15", "\"beforeDay\": 32").hint().vi())
        .isEqualTo("ghi số nguyên từ 1 đến 31");
    assertThat(after("\"beforeDay\": 15", "\"beforeDay\": \"FIRST\"").code())
        .isEqualTo(Problem.Code.WRONG_TYPE);
  }

  @Test
  void two_bounds_or_none() {
    assertThat(after("\"beforeDay\": 15", "\"beforeDay\": 15, \"onOrBeforeDay\": 15").path())
        .isEqualTo("$.regime.obligations[0].onOrBeforeDay");
    assertThat(after(",\n        \"beforeDay\": 15", "").code())
        .isEqualTo(Problem.Code.MISSING_FIELD);
  }

  @Test
  void a_year_where_none_belongs_and_none_where_one_does() {
    assertThat(after("\"cadence\": \"MONTHLY\"", "\"cadence\": \"MONTHLY\", \"year\": 2022").path())
        .isEqualTo("$.regime.obligations[0].year");
    assertThat(after("\"cadence\": \"MONTHLY\"", "\"cadence\": \"ONCE\"").wrong())
        .isEqualTo("\"year\" is missing");
  }

  @Test
  void a_cut_off_without_a_day_and_a_day_without_a_cut_off() {
    String day = "\"beforeDay\": 15";
    assertThat(after(day, day + ", \"coverage\": {\"kind\": \"CUT_OFF\"}").wrong())
        .isEqualTo("\"day\" is missing");
    assertThat(after(day, day + ", \"coverage\": {\"kind\": \"CALENDAR\", \"day\": 3}").wrong())
        .isEqualTo("CALENDAR coverage has no cut-off day");
    assertThat(after(day, day + ", \"coverage\": {\"kind\": \"CUT_OFF\", \"day\": 0}").path())
        .isEqualTo("$.regime.obligations[0].coverage.day");
  }

  @Test
  void reminders_and_windows_out_of_range() {
    String end = "\"via\": {\n      \"vi\": \"Sở\"\n    }";
    String rules =
        end
            + ", \"rules\": {\"reminders\": {\"daysBefore\": [7, 0], \"hour\": 24},"
            + " \"forwardWithin\": 0, \"correctionWindow\": -1, \"clock\": \"NOW\"}";

    assertThat(problems(changed(end, rules)))
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "$.regime.rules.reminders.daysBefore[1]",
            "$.regime.rules.reminders.hour",
            "$.regime.rules.forwardWithin",
            "$.regime.rules.correctionWindow",
            "$.regime.rules.clock");
  }

  @Test
  void a_form_that_nothing_carries_and_a_reference_that_nothing_cites() {
    assertThat(after(",\n      \"channelKind\": \"SIREN\"", "").path()).isEqualTo("$.forms[1]");
    assertThat(after("\"citedIn\": [\n        \"preamble-1\"\n      ]", "\"citedIn\": []").path())
        .isEqualTo("$.references[0].citedIn");
  }

  @Test
  void an_amendment_that_names_a_clause_twice() {
    String end = "\n  \"recipients\": [";
    String amendment =
        "\n  \"amendments\": [{\"document\": \"9/KH-UBND\", \"issuedOn\": \"2022-06-01\","
            + " \"added\": [\"I.1\", \"I.2\"], \"removed\": [\"I.1\"]}],"
            + end;

    Problem problem = after(end, amendment);

    assertThat(problem.code()).isEqualTo(Problem.Code.DUPLICATE);
    assertThat(problem.path()).isEqualTo("$.amendments[0].removed[0]");
  }

  @Test
  void all_of_a_plan_at_once() {
    String bad =
        json.replace("\"to\": \"2023-01-01\"", "\"to\": \"2021-01-01\"")
            .replace("\"clause\": \"II.1.2-1\"", "\"clause\": \"II.1.3-1\"")
            .replace(
                "\"group\": \"IV.4\",\n      \"assignees\"",
                "\"group\": \"IV.3\",\n      \"assignees\"")
            .replace("\"month\": 3", "\"month\": 30")
            .replace("\"id\": \"annual\"", "\"id\": \"monthly\"")
            .replace("\"channelKind\": \"SIREN\"", "\"channelKind\": \"siren\"")
            .replace("\"zone\": \"Asia/Ho_Chi_Minh\"", "\"zone\": \"Asia/Saigoon\"");

    assertThat(problems(bad))
        .extracting(Problem::path)
        .containsExactly(
            "$.zone",
            "$.themes[1].children[0].clause",
            "$.forms[1].channelKind",
            "$.effective.to",
            "$.tasks[1].clause",
            "$.regime.obligations[1].month",
            "$.regime.obligations[2].id");
  }

  @Test
  void all_of_a_roster_at_once() {
    String roster =
        """
        {"agencies": [
          {"id": "a", "name": {"vi": "A"}, "kind": "PARTY", "parent": "b"},
          {"id": "b", "name": {"vi": "B"}, "kind": "PARTY", "parent": "a"},
          {"id": "c", "name": {"vi": "C"}, "kind": "PARTY", "parent": "c"},
          {"id": "d", "name": {"vi": "D"}, "kind": "PARTY", "parent": "x"},
          {"id": "e", "name": {"vi": "E"}, "kind": "PARTY", "successorOf": ["a", "y", "e"]},
          {"id": "f", "name": {"vi": "F"}, "kind": "PARTY",
           "validFrom": "2025-07-01", "validTo": "2025-07-01"},
          {"id": "f", "name": {"vi": "G"}, "kind": "PARTY"}
        ]}
        """;

    List<Problem> problems = rosterProblems(roster);

    assertThat(problems)
        .extracting(problem -> problem.line() + " " + problem.path())
        .containsExactly(
            "2 $.agencies[0].parent",
            "4 $.agencies[2].parent",
            "5 $.agencies[3].parent",
            "6 $.agencies[4].successorOf",
            "6 $.agencies[4].successorOf[1]",
            "8 $.agencies[5].validTo",
            "9 $.agencies[6].id");
    assertThat(problems)
        .allMatch(problem -> DIACRITICS.matcher(problem.hint().vi()).find())
        .allMatch(problem -> Normalizer.isNormalized(problem.vi(), Normalizer.Form.NFC))
        .allMatch(problem -> problem.vi().startsWith("r.json dòng " + problem.line()));
  }

  @Test
  void the_zone_may_be_left_out_and_is_then_that_of_vietnam() {
    String without = json.replaceFirst("  \"zone\": .*\n", "");
    assertThat(without).isNotEqualTo(json);

    assertThat(Plans.parse("plan.json", without)).isEqualTo(SmallPlan.plan());
    assertThat(Plans.toJson(Plans.parse("plan.json", without))).isEqualTo(json);
  }
}
