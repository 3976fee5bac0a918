package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.plan.Plan;
import vn.loa.plan.SmallPlan;

class PlansTest {

  private final String json = Plans.toJson(SmallPlan.plan());

  @TempDir Path folder;

  private static PlanFormatException refused(String json) {
    return catchThrowableOfType(PlanFormatException.class, () -> Plans.parse("plan.json", json));
  }

  /** The only problem after replacing the first {@code old}; its line is counted here. */
  private Problem problemAfter(String old, String changed) {
    assertThat(json).contains(old);
    String bad =
        json.substring(0, json.indexOf(old))
            + changed
            + json.substring(json.indexOf(old) + old.length());
    List<Problem> problems = refused(bad).problems();
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private int lineOf(String text) {
    return (int) json.substring(0, json.indexOf(text)).lines().count();
  }

  @Test
  void a_plan_comes_back_as_it_went_and_goes_again_byte_for_byte() {
    Plan again = Plans.parse("plan.json", json);

    assertThat(again).isEqualTo(SmallPlan.plan());
    assertThat(Plans.toJson(again)).isEqualTo(json);
  }

  @Test
  void a_plan_is_written_and_loaded() throws Exception {
    Path file = folder.resolve("plan.json");

    Plans.write(SmallPlan.plan(), file);

    assertThat(Plans.load(file)).isEqualTo(SmallPlan.plan());
    assertThat(Files.readString(file)).isEqualTo(json);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_file_that_is_not_there_is_a_problem() {
    Path file = folder.resolve("none.json");

    PlanFormatException refused =
        catchThrowableOfType(PlanFormatException.class, () -> Plans.load(file));

    assertThat(refused).hasMessage(file + ": there is no such file; expected a file in " + folder);
    assertThat(refused.problems().get(0).code()).isEqualTo(Problem.Code.NO_FILE);
  }

  @Test
  void what_is_no_json_is_reported_with_line_and_column() {
    Problem problem = refused("{\n  \"document\": \"7/KH\",\n  \"title\" 3\n}").problems().get(0);

    assertThat(problem.code()).isEqualTo(Problem.Code.NOT_JSON);
    assertThat(problem.line()).isEqualTo(3);
    assertThat(problem.wrong()).startsWith("column 11");
  }

  @Test
  void an_empty_file_and_a_list_are_no_plan() {
    assertThat(refused("").problems().get(0).wrong()).isEqualTo("the file is empty");
    assertThat(refused("[]").problems().get(0).code()).isEqualTo(Problem.Code.WRONG_TYPE);
    assertThat(refused(json + "{}").problems().get(0).wrong()).isEqualTo("text after the end");
  }

  @Test
  void a_missing_field_is_reported_at_its_object() {
    Problem problem = problemAfter(",\n      \"trigger\": \"STAGE\"", "");

    assertThat(problem.code()).isEqualTo(Problem.Code.MISSING_FIELD);
    assertThat(problem.path()).isEqualTo("$.tasks[0]");
    assertThat(problem.line()).isEqualTo(lineOf("\"IV.3-1\"") - 1);
    assertThat(problem.wrong()).isEqualTo("\"trigger\" is missing");
  }

  @Test
  void a_misspelled_field_is_reported_with_what_was_meant() {
    PlanFormatException refused = refused(json.replace("\"issuedOn\"", "\"isuedOn\""));

    assertThat(refused.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.MISSING_FIELD, Problem.Code.UNKNOWN_FIELD);
    assertThat(refused)
        .hasMessage(
            """
        plan.json line 1, $: "issuedOn" is missing; expected "issuedOn", a text
        plan.json line %d, $.isuedOn: "isuedOn" means nothing here; \
        expected one of 22, nearest "issuedOn", "issuer", "themes\""""
                .formatted(lineOf("issuedOn")));
  }

  @Test
  void a_value_of_the_wrong_type_is_reported() {
    Problem problem = problemAfter("\"line\": 10,", "\"line\": \"ten\",");

    assertThat(problem)
        .hasToString(
            "plan.json line %d, $.themes[0].line (II.1.1): here stands \"ten\"; expected a number"
                .formatted(lineOf("\"line\": 10,")));
    assertThat(problem.clause()).hasToString("II.1.1");
  }

  @Test
  void a_date_that_is_none_is_reported() {
    Problem problem = problemAfter("2022-04-27", "2022-02-30");

    assertThat(problem)
        .hasToString(
            ("plan.json line %d, $.issuedOn: \"2022-02-30\" is no date;"
                    + " expected a day like 2022-04-27")
                .formatted(lineOf("2022-04-27")));
  }

  @Test
  void a_clause_that_is_none_is_reported() {
    Problem problem = problemAfter("\"clause\": \"recipients-1\"", "\"clause\": \"R1\"");

    assertThat(problem.code()).isEqualTo(Problem.Code.BAD_CLAUSE);
    assertThat(problem.line()).isEqualTo(lineOf("recipients-1"));
    assertThat(problem.wrong()).startsWith("\"R1\" is no clause; one looks like");
  }

  @Test
  void a_reference_to_what_the_plan_lacks_is_reported_with_what_it_has() {
    Problem problem =
        problemAfter("\"themes\": [\n        \"II.1.2\"", "\"themes\": [\n        \"II.9.9\"");

    assertThat(problem.code()).isEqualTo(Problem.Code.UNKNOWN_REFERENCE);
    assertThat(problem.path()).isEqualTo("$.tasks[0].themes[0]");
    assertThat(problem.clause()).hasToString("IV.3-1");
    assertThat(problem.wrong()).isEqualTo("there is no theme \"II.9.9\"");
    assertThat(problem.hint().en()).contains("\"II.1.1\"", "\"II.1.2\"");
    assertThat(problem.hint().vi()).startsWith("chọn một trong các giá trị \"II.1.1\"");
  }

  @Test
  void a_form_is_no_theme() {
    Problem problem =
        problemAfter("\"themes\": [\n        \"II.1.2\"", "\"themes\": [\n        \"II.2.a\"");

    assertThat(problem.wrong()).isEqualTo("there is no theme \"II.2.a\"");
  }

  @Test
  void a_clause_that_stands_twice_is_reported_with_both_lines() {
    Problem problem = problemAfter("\"clause\": \"recipients-1\"", "\"clause\": \"IV.5\"");

    assertThat(problem.code()).isEqualTo(Problem.Code.DUPLICATE);
    assertThat(problem.wrong())
        .isEqualTo("clause \"IV.5\" stands on line " + lineOf("\"clause\": \"IV.5\"") + " already");
  }

  @Test
  void an_id_that_stands_twice_is_reported() {
    Problem problem = problemAfter("\"id\": \"f1\"", "\"id\": \"a1\"");

    assertThat(problem.code()).isEqualTo(Problem.Code.DUPLICATE);
    assertThat(problem.wrong()).startsWith("form id \"a1\" stands on line");
  }

  @Test
  void a_field_that_stands_twice_is_reported() {
    Problem problem = problemAfter("\"zone\":", "\"issuedOn\": \"2022-04-27\", \"zone\":");

    assertThat(problem.code()).isEqualTo(Problem.Code.DUPLICATE_FIELD);
    assertThat(problem.line()).isEqualTo(lineOf("\"zone\":"));
  }

  @Test
  void text_in_another_normal_form_is_reported_with_its_mend_not_changed_silently() {
    String decomposed = Normalizer.normalize("Kế hoạch nhỏ", Normalizer.Form.NFD);

    Problem problem = problemAfter("Kế hoạch nhỏ", decomposed);

    assertThat(problem.code()).isEqualTo(Problem.Code.NOT_NFC);
    assertThat(problem.path()).isEqualTo("$.title.vi");
    assertThat(problem.hint().en()).isEqualTo("expected \"Kế hoạch nhỏ\" (12 characters, not 16)");
  }

  @Test
  void blank_text_is_reported() {
    assertThat(problemAfter("\"A small plan\"", "\"  \"").code()).isEqualTo(Problem.Code.BLANK);
  }

  @Test
  void every_problem_is_found_in_one_reading() {
    String bad =
        json.replace("2022-04-27", "2022-02-30")
            .replace("\"trigger\": \"STAGE\"", "\"trigger\": \"STAGES\"")
            .replace("\"group\": \"IV.4\"", "\"group\": \"IV.7\"")
            .replace("\"clause\": \"recipients-1\"", "\"clause\": \"R1\"")
            .replace("\"A small plan\"", "\"\"")
            .replace("Asia/Ho_Chi_Minh", "Asia/Saigoon");

    PlanFormatException refused = refused(bad);

    assertThat(refused.problems())
        .extracting(Problem::code)
        .containsExactly(
            Problem.Code.BLANK,
            Problem.Code.BAD_DATE,
            Problem.Code.BAD_VALUE,
            Problem.Code.BAD_VALUE,
            Problem.Code.BAD_VALUE,
            Problem.Code.UNKNOWN_REFERENCE,
            Problem.Code.UNKNOWN_REFERENCE,
            Problem.Code.BAD_CLAUSE);
    assertThat(refused).message().hasLineCount(8);
  }
}
