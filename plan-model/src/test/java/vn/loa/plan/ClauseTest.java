package vn.loa.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClauseTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "II.1.2",
        "II.1.2-1",
        "II.1.1-1.a",
        "IV.3-4",
        "IV.6",
        "II.2.a",
        "II.2.đ",
        "I.1-1",
        "III",
        "preamble-1",
        "recipients-9",
        "signature-1"
      })
  void a_clause_prints_as_it_was_read(String text) {
    assertThat(Clause.parse(" " + text + " ")).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1.2", "II.", "II.0", "IIII", "ii.1", "II.A", "IV-", "II.1.2 -1", "preambles"})
  void what_is_no_clause_is_refused_with_an_example(String text) {
    assertThatThrownBy(() -> Clause.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\" is no clause; one looks like II.1.2");
  }

  @Test
  void clauses_sort_as_they_stand_in_the_document() {
    List<String> document =
        List.of(
            "preamble-1",
            "I",
            "I.1",
            "I.1-1",
            "I.2",
            "II.1.1",
            "II.1.1-1",
            "II.1.1-1.a",
            "II.1.1-1.b",
            "II.1.1-2",
            "II.1.2",
            "II.2.a",
            "II.2.d",
            "II.2.đ",
            "II.2.e",
            "III",
            "IV.3-2",
            "IV.3-10",
            "IV.10",
            "IX",
            "X",
            "recipients-1",
            "signature-1");

    List<String> sorted =
        document.stream().sorted().map(Clause::parse).sorted().map(Clause::toString).toList();

    assertThat(sorted).isEqualTo(document);
  }

  @Property
  void numbers_sort_as_numbers_not_as_text(
      @ForAll @IntRange(min = 1, max = 999) int a, @ForAll @IntRange(min = 1, max = 999) int b) {
    int order = Integer.compare(a, b);

    assertThat(Integer.signum(Clause.parse("IV.3-" + a).compareTo(Clause.parse("IV.3-" + b))))
        .isEqualTo(order);
    assertThat(Integer.signum(Clause.parse("II." + a).compareTo(Clause.parse("II." + b))))
        .isEqualTo(order);
  }

  @Property
  void order_and_equality_agree_and_a_clause_comes_before_what_is_within_it(
      @ForAll("clauses") Clause a, @ForAll("clauses") Clause b) {
    assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b)).isEqualTo(a.toString().equals(b + ""));
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
    if (a.isWithin(b)) {
      assertThat(b.compareTo(a)).isNotPositive();
      assertThat(a.toString()).startsWith(b.toString());
    }
  }

  @Provide
  Arbitrary<Clause> clauses() {
    Arbitrary<String> head = Arbitraries.of("preamble", "I", "II", "IV", "IX", "X", "recipients");
    Arbitrary<String> part = Arbitraries.of(".1", ".2", ".10", "-1", "-2", "-10", ".a", ".đ");
    return Combinators.combine(head, part.list().ofMaxSize(3))
        .as((start, parts) -> Clause.parse(start + String.join("", parts)));
  }

  @Test
  void within_means_below_not_spelled_alike() {
    Clause section = Clause.parse("IV.1");

    assertThat(Stream.of("IV.1", "IV.1-1", "IV.1.a").map(Clause::parse))
        .allMatch(clause -> clause.isWithin(section));
    assertThat(Stream.of("IV", "IV.10", "IV.2-1").map(Clause::parse))
        .noneMatch(clause -> clause.isWithin(section));
  }

  @Test
  void a_clause_as_long_as_a_book_is_none_and_does_not_end_the_stack() {
    String book = "I" + ".1".repeat(500_000);

    assertThatThrownBy(() -> Clause.parse(book))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .hasSizeLessThan(400)
        .contains("is no clause");
  }
}
