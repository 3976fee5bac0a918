package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.plan.Roster;

/** Files made to hurt: each ends in a problem, soon. */
@Timeout(20)
class HostileFilesTest {

  @TempDir Path folder;

  private static List<Problem> problems(String name, String text) {
    return catchThrowableOfType(PlanFormatException.class, () -> Plans.parse(name, text))
        .problems();
  }

  private static Problem only(String name, String text) {
    List<Problem> problems = problems(name, text);
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  @Test
  void what_is_nested_too_deep_is_refused_before_the_stack_ends() {
    assertThat(only("plan.json", "[".repeat(5_000_000)).code()).isEqualTo(Problem.Code.TOO_LARGE);
    Problem objects = only("plan.json", "{\"a\":\n".repeat(1_000_000));
    assertThat(objects.code()).isEqualTo(Problem.Code.TOO_LARGE);
    assertThat(objects.line()).isEqualTo(202);
    assertThat(objects.hint().en()).isEqualTo("expected at most 200 levels");
    assertThat(only("plan.yaml", "[".repeat(90_000)).code()).isEqualTo(Problem.Code.TOO_LARGE);
    assertThat(only("plan.yaml", "- ".repeat(40_000)).code()).isEqualTo(Problem.Code.TOO_LARGE);
  }

  @Test
  void an_alias_bomb_does_not_grow() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [boom, boom]\n");
    for (int i = 1; i < 100; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }

    assertThat(problems("plan.yaml", bomb.toString()))
        .hasSizeLessThan(500)
        .anyMatch(
            problem ->
                problem.code() == Problem.Code.NOT_YAML
                    && problem.wrong().equals("*a0 stands for a value elsewhere"));
  }

  @Test
  void a_file_of_a_million_values_is_refused() {
    String values = "[" + "0,".repeat(JsonTree.MOST_VALUES) + "0]";

    Problem problem = only("plan.json", values);

    assertThat(problem.code()).isEqualTo(Problem.Code.TOO_LARGE);
    assertThat(problem.wrong()).isEqualTo("the file has more than 1000000 values");
  }

  @Test
  void a_file_of_too_many_bytes_is_refused() throws Exception {
    Path file = folder.resolve("plan.json");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(JsonFiles.MOST_BYTES + 1L);
    }

    PlanFormatException refused =
        catchThrowableOfType(PlanFormatException.class, () -> Plans.load(file));

    assertThat(refused.problems().get(0).code()).isEqualTo(Problem.Code.TOO_LARGE);
    assertThat(refused).hasMessageStartingWith(file + ": it has more than 67108864 bytes; ");
  }

  @Test
  void a_line_of_yaml_as_long_as_a_book_is_refused_at_once() {
    for (String start : new String[] {"\"", "", "#", "k: |\n  ", "&", "!"}) {
      Problem problem = only("plan.yaml", start + "a".repeat(30_000_000));

      assertThat(problem.code()).isEqualTo(Problem.Code.NOT_YAML);
      assertThat(problem.wrong()).contains("the line is longer than 100000 characters");
    }
  }

  @Test
  void a_control_that_stands_bare_in_yaml_is_named_with_its_line() {
    assertThat(only("plan.yaml", "a: 1\nb: \u0007\n"))
        .hasToString(
            "plan.yaml line 2, $: column 4: U+0007 stands bare; YAML escapes it;"
                + " expected YAML text");
  }

  @Test
  void a_folder_is_no_file() {
    PlanFormatException refused =
        catchThrowableOfType(PlanFormatException.class, () -> Plans.load(folder));

    assertThat(refused.problems().get(0).code()).isEqualTo(Problem.Code.NO_FILE);
  }

  @Test
  void a_thousand_problems_are_listed_and_the_rest_counted() {
    String fields =
        IntStream.range(0, 5000)
            .mapToObj(i -> "\"field%d\": 1".formatted(i))
            .collect(Collectors.joining(",", "{", "}"));

    List<Problem> problems = problems("plan.json", fields);

    assertThat(problems).hasSize(Problems.MOST + 1);
    Problem last = problems.get(Problems.MOST);
    assertThat(last.code()).isEqualTo(Problem.Code.TOO_MANY);
    assertThat(last.wrong()).isEqualTo("4010 more problems are not listed");
  }

  @Test
  void long_words_stay_short_in_messages_and_take_no_long_search() {
    String word = "đ".repeat(40_000);
    String json =
        """
        {"%s": 1, "document": "%s", "issuedOn": "%s", "zone": "%s",
         "themes": [{"clause": "%s", "line": %s}]}
        """
            .formatted(word, word, word, word, "I" + ".1".repeat(500_000), "9".repeat(900));

    assertThat(problems("plan.json", json))
        .hasSizeGreaterThan(10)
        .allSatisfy(problem -> assertThat(problem.toString()).hasSizeLessThan(1000));
  }

  @Test
  void ids_as_long_as_books_take_no_long_search() {
    String ids =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    agency(
                        "x".repeat(20_000) + i, "\"parent\": \"%s\"".formatted("y".repeat(20_000))))
            .collect(Collectors.joining(",", "{\"agencies\": [", "]}"));

    assertThat(
            catchThrowableOfType(
                PlanFormatException.class, () -> Rosters.parse("roster.json", ids)))
        .isNotNull();
  }

  @Test
  void a_roster_may_be_as_deep_as_it_is_long() {
    int most = 50_000;
    String chain =
        IntStream.range(0, most)
            .mapToObj(i -> agency("a" + i, i == 0 ? "" : "\"parent\": \"a%d\"".formatted(i - 1)))
            .collect(Collectors.joining(",\n", "{\"agencies\": [\n", "]}"));

    Roster roster = Rosters.parse("roster.json", chain);

    assertThat(roster.depthFirst()).hasSize(most);
    assertThat(roster.depthFirst().get(most - 1).id()).isEqualTo("a" + (most - 1));
  }

  @Test
  void a_round_of_fifty_thousand_agencies_is_one_problem() {
    int most = 50_000;
    String round =
        IntStream.range(0, most)
            .mapToObj(i -> agency("a" + i, "\"parent\": \"a%d\"".formatted((i + 1) % most)))
            .collect(Collectors.joining(",\n", "{\"agencies\": [\n", "]}"));

    PlanFormatException refused =
        catchThrowableOfType(PlanFormatException.class, () -> Rosters.parse("roster.json", round));

    assertThat(refused.problems()).hasSize(1);
    assertThat(refused.problems().get(0).path()).isEqualTo("$.agencies[0].parent");
  }

  private static String agency(String id, String more) {
    String tail = more.isEmpty() ? "" : ", " + more;
    return "{\"id\": \"%s\", \"name\": {\"vi\": \"Tổ\"}, \"kind\": \"PARTY\"%s}"
        .formatted(id, tail);
  }

  @Test
  void bytes_that_are_not_utf_8_are_a_problem_on_their_line() throws Exception {
    Path file = folder.resolve("plan.json");
    Files.write(file, "{\n\n\"document\": \"Đ".getBytes(StandardCharsets.ISO_8859_1));
    byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16);

    Files.write(file, new byte[] {'{', '\n', '\n', '"', (byte) 0xE1, '"'});
    PlanFormatException refused =
        catchThrowableOfType(PlanFormatException.class, () -> Plans.load(file));

    assertThat(refused)
        .hasMessage(
            file + " line 3, $: byte 5, 0xE1, is not UTF-8; expected text in UTF-8: save it so");
    Files.write(file, utf16);
    assertThat(
            catchThrowableOfType(PlanFormatException.class, () -> Plans.load(file))
                .problems()
                .get(0)
                .code())
        .isEqualTo(Problem.Code.NOT_UTF_8);
  }

  @Test
  void the_replacement_character_itself_may_stand_in_a_file() throws Exception {
    Path file = folder.resolve("roster.json");
    Files.writeString(file, "{\"note\": \"\uFFFD\", \"agencies\": []}");

    assertThat(Rosters.load(file).agencies()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan.json", "plan.yaml"})
  void a_byte_order_mark_is_passed_over(String name) {
    String text = "\uFEFF{\"documents\": 1}";

    assertThat(problems(name, text))
        .extracting(Problem::code)
        .contains(Problem.Code.UNKNOWN_FIELD, Problem.Code.MISSING_FIELD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\uD800\"", "\"\uDC00x\""})
  void half_a_character_is_a_problem(String half) {
    String json = "{\"note\": %s, \"agencies\": []}".formatted(half);

    PlanFormatException refused =
        catchThrowableOfType(PlanFormatException.class, () -> Rosters.parse("roster.json", json));

    assertThat(refused.problems()).hasSize(1);
    assertThat(refused.problems().get(0).wrong()).contains("half a character");
  }
}
