package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.File;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.plan.Roster;
import vn.loa.plan.SmallPlan;

class YamlTest {

  private static final String ROSTER =
      """
      # The agencies of two districts.
      agencies:
        - id: q1
          name: {vi: Quận 1}   # flow style
          kind: DISTRICT
          group: IV.4
          validFrom: 2021-01-01
        - id: "001"
          name:
            vi: >-
              Phường
              Bến Nghé
          kind: COMMUNE
          parent: q1
          illustrative: true
      """;

  private static List<Problem> problems(String yaml) {
    return catchThrowableOfType(PlanFormatException.class, () -> Rosters.parse("roster.yaml", yaml))
        .problems();
  }

  private static Problem only(String yaml) {
    List<Problem> problems = problems(yaml);
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private static Problem after(String old, String changed) {
    assertThat(ROSTER).contains(old);
    return only(ROSTER.replace(old, changed));
  }

  /** Bare, the library lost U+2002 at the end of a file, though not of every file. */
  @ParameterizedTest
  @ValueSource(chars = {'\u00a0', '\u2002', '\u3000', '\u2028'})
  void other_spaces_than_the_usual_one_are_quoted(char space) throws Exception {
    StringWriter yaml = new StringWriter();
    try (JsonGenerator out = Yaml.generator(yaml)) {
      out.writeStartObject();
      out.writeStringField("signer", "Trần" + space);
      out.writeEndObject();
    }
    assertThat(yaml.toString()).startsWith("signer: \"Trần");
  }

  @Test
  void a_roster_is_read_from_yaml_as_people_write_it() {
    Roster roster = Rosters.parse("roster.yaml", ROSTER);

    assertThat(roster.agency("q1").validFrom()).isEqualTo("2021-01-01");
    assertThat(roster.agency("001").name().vi()).isEqualTo("Phường Bến Nghé");
    assertThat(roster.agency("001").illustrative()).isTrue();
  }

  @Test
  void a_plan_says_the_same_in_both_formats() {
    String yaml = Plans.toYaml(SmallPlan.plan());

    assertThat(Plans.parse("plan.yml", yaml)).isEqualTo(SmallPlan.plan());
    assertThat(Plans.toJson(Plans.parse("plan.yml", yaml)))
        .isEqualTo(Plans.toJson(SmallPlan.plan()));
    assertThat(yaml).startsWith("document: 7/KH-UBND\ntitle:\n  vi: Kế hoạch nhỏ\n");
  }

  @Test
  void a_problem_says_on_which_line_of_the_yaml_it_is() {
    Problem problem = after("kind: DISTRICT", "kind: DISTRIKT");

    assertThat(problem)
        .hasToString(
            "roster.yaml line 5, $.agencies[0].kind: \"DISTRIKT\" is not known here; expected one"
                + " of 8, nearest \"DISTRICT\", \"FRONT\", \"DEPARTMENT\"");
  }

  @Test
  void the_same_mistakes_have_the_same_codes_and_paths_as_in_json() {
    String yaml = Plans.toYaml(SmallPlan.plan()).replace("issuedOn: 2022-04-27", "isuedOn: x");
    String json =
        Plans.toJson(SmallPlan.plan())
            .replace("\"issuedOn\": \"2022-04-27\"", "\"isuedOn\": \"x\"");

    List<Problem> inYaml = refused("plan.yaml", yaml);
    List<Problem> inJson = refused("plan.json", json);

    assertThat(inYaml)
        .extracting(Problem::code, Problem::path, Problem::wrong, Problem::hint)
        .containsExactlyElementsOf(
            inJson.stream().map(it -> tuple(it.code(), it.path(), it.wrong(), it.hint())).toList());
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  private static List<Problem> refused(String name, String text) {
    return catchThrowableOfType(PlanFormatException.class, () -> Plans.parse(name, text))
        .problems();
  }

  @Test
  void a_key_that_stands_twice_is_a_problem() {
    Problem problem = after("    group: IV.4", "    kind: PRESS");

    assertThat(problem.code()).isEqualTo(Problem.Code.DUPLICATE_FIELD);
    assertThat(problem.line()).isEqualTo(6);
  }

  @Test
  void an_alias_is_a_problem_where_it_stands_and_an_anchor_alone_is_none() {
    assertThat(Rosters.parse("r.yaml", ROSTER.replace("id: q1", "id: &one q1"))).isNotNull();

    Problem problem = after("parent: q1", "parent: *one");

    assertThat(problem.code()).isEqualTo(Problem.Code.NOT_YAML);
    assertThat(problem.path()).isEqualTo("$.agencies[1].parent");
    assertThat(problem.wrong()).isEqualTo("*one stands for a value elsewhere");
  }

  @Test
  void a_merge_key_is_an_unknown_field_with_an_alias() {
    assertThat(problems(ROSTER.replace("    parent: q1", "    <<: *one")))
        .extracting(Problem::code)
        .containsExactlyInAnyOrder(Problem.Code.NOT_YAML, Problem.Code.UNKNOWN_FIELD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!str q1", "!own q1", "! q1", "!!int 7", "!x [q1]"})
  void a_tag_is_a_problem(String tagged) {
    Problem problem = after("parent: q1", "parent: " + tagged);

    assertThat(problem.code()).isEqualTo(Problem.Code.NOT_YAML);
    assertThat(problem.path()).isEqualTo("$.agencies[1].parent");
    assertThat(problem.line()).isEqualTo(14);
  }

  @Test
  void a_tag_on_an_object_or_a_list_is_a_problem() {
    assertThat(after("name: {vi", "name: !x {vi").wrong()).contains("tag");
    assertThat(after("agencies:", "agencies: !!set").wrong()).contains("tag");
  }

  @Test
  void a_second_document_is_a_problem() {
    Problem problem = only(ROSTER + "---\nagencies: []\n");

    assertThat(problem.code()).isEqualTo(Problem.Code.NOT_YAML);
    assertThat(problem.wrong()).isEqualTo("text after the end");
  }

  @Test
  void a_document_may_have_its_marks() {
    assertThat(Rosters.parse("r.yaml", "%YAML 1.2\n---\n" + ROSTER + "...\n"))
        .isEqualTo(Rosters.parse("r.yaml", ROSTER));
  }

  @Test
  void a_tab_that_indents_is_a_problem_on_its_line() {
    Problem problem = only(ROSTER.replace("    kind: DISTRICT", "\tkind: DISTRICT"));

    assertThat(problem.code()).isEqualTo(Problem.Code.NOT_YAML);
    assertThat(problem.line()).isEqualTo(5);
    assertThat(problem.wrong()).contains("TAB");
  }

  @Test
  void an_empty_file_and_a_mere_word_are_no_roster() {
    assertThat(only("# nothing\n").wrong()).isEqualTo("the file is empty");
    assertThat(only("word\n").code()).isEqualTo(Problem.Code.WRONG_TYPE);
  }

  @ParameterizedTest(name = "parent: {0}")
  @ValueSource(strings = {"001", "7", "1e3", "0x1F", "1_000", "-.5", "true", "~", "null"})
  void what_yaml_takes_for_something_else_is_no_text(String scalar) {
    Problem problem = after("parent: q1", "parent: " + scalar);

    assertThat(problem.code()).isEqualTo(Problem.Code.WRONG_TYPE);
    assertThat(problem.line()).isEqualTo(14);
  }

  @Test
  void a_number_in_the_place_of_words_needs_quotes_and_the_hint_says_so() {
    Problem problem = after("parent: q1", "parent: 001");

    assertThat(problem.wrong()).isEqualTo("here stands 001");
    assertThat(problem.hint().en()).isEqualTo("expected a text: put it into quotes");
    assertThat(problem.hint().vi()).contains("ngoặc kép");
    assertThat(
            Rosters.parse(
                "r.yaml",
                ROSTER
                    .replace("parent: q1", "parent: '001'\n    ")
                    .replace("id: \"001\"", "id: p1")
                    .replace("id: q1", "id: '001'")))
        .isNotNull();
  }

  @ParameterizedTest(name = "vi: {0}")
  @ValueSource(strings = {"no", "Yes", "on", "off", "y", "2022-04-27", "12:30:45", "<<", "="})
  void words_that_older_yaml_takes_for_something_else_are_words(String word) {
    Roster roster = Rosters.parse("r.yaml", ROSTER.replace("vi: Quận 1", "vi: " + word));

    assertThat(roster.agency("q1").name().vi()).isEqualTo(word);
  }

  @ParameterizedTest(name = "illustrative: {0}")
  @ValueSource(strings = {"yes", "on", "1", "\"true\""})
  void only_true_and_false_are_flags(String word) {
    Problem problem = after("illustrative: true", "illustrative: " + word);

    assertThat(problem.code()).isEqualTo(Problem.Code.WRONG_TYPE);
    assertThat(problem.hint().en()).isEqualTo("expected true or false");
  }

  @ParameterizedTest(name = "line: {0}")
  @CsvSource({"020", "0x14", "1_0", "2e1", "20.0", "+20", "0b1", "1:30", "0o24"})
  void a_number_that_readers_take_differently_is_none(String number) {
    String yaml = Plans.toYaml(SmallPlan.plan());
    assertThat(yaml).contains("line: 20\n");

    List<Problem> problems =
        refused("plan.yaml", yaml.replace("line: 20\n", "line: " + number + "\n"));

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).code()).isIn(Problem.Code.BAD_VALUE, Problem.Code.WRONG_TYPE);
  }

  @Test
  void without_the_library_json_is_read_and_yaml_is_a_problem_that_names_it() throws Exception {
    try (URLClassLoader without =
        new URLClassLoader(classPathWithoutYaml(), null) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            return super.findClass(name);
          }
        }) {
      Class<?> rosters = without.loadClass(Rosters.class.getName());
      var parse = rosters.getMethod("parse", String.class, String.class);

      assertThat(parse.invoke(null, "roster.json", "{\"agencies\": []}")).isNotNull();
      assertThatThrownBy(() -> parse.invoke(null, "roster.yaml", ROSTER))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessage(
              "roster.yaml: YAML cannot be read here; add"
                  + " com.fasterxml.jackson.dataformat:jackson-dataformat-yaml to the class path,"
                  + " or use JSON");
    }
  }

  @Test
  void without_the_library_writing_yaml_says_which_one_to_add() throws Exception {
    try (URLClassLoader without = new URLClassLoader(classPathWithoutYaml(), null)) {
      Class<?> rosters = without.loadClass(Rosters.class.getName());
      Object empty =
          rosters
              .getMethod("parse", String.class, String.class)
              .invoke(null, "roster.json", "{\"agencies\": []}");
      var toYaml = rosters.getMethod("toYaml", without.loadClass(Roster.class.getName()));

      assertThatThrownBy(() -> toYaml.invoke(null, empty))
          .cause()
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("YAML cannot be written here; add com.fasterxml");
    }
  }

  private static URL[] classPathWithoutYaml() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.contains("yaml")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
