package vn.loa.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CitationTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          1270/KH-UBND,    1270, -,    KH, UBND,       STATE
          133/QĐ-UBND,     133,  -,    QĐ, UBND,       STATE
          09/2017/NĐ-CP,   9,    2017, NĐ, CP,         STATE
          30/2020/NĐ-CP,   30,   2020, NĐ, CP,         STATE
          131/2020/QH14,   131,  2020, -,  QH14,       STATE
          1111/NQ-UBTVQH14, 1111, -,   NQ, UBTVQH14,   STATE
          05/CTr-UBND,     5,    -,    CTr, UBND,      STATE
          612/STTTT-BCXB,  612,  -,    -,  STTTT-BCXB, STATE
          01/2011/TTLT-BNV-BTC, 1, 2011, TTLT, BNV-BTC, STATE
          07-CT/TU,        7,    -,    CT, TU,         PARTY
          26-NQ/TU,        26,   -,    NQ, TU,         PARTY
          19-CT/TU,        19,   -,    CT, TU,         PARTY
          124-KL/TW,       124,  -,    KL, TW,         PARTY
          """)
  void a_citation_is_taken_apart_and_printed_as_it_was(
      String text, int number, Integer year, String type, String issuer, Citation.Style style) {
    Citation citation = Citation.parse(text);

    assertThat(citation).isEqualTo(new Citation(number, year, type, issuer, style));
    assertThat(citation).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "' 1270 / KH - UBND ', 1270/KH-UBND",
    "9/2017/NĐ-CP, 09/2017/NĐ-CP",
    "009/2017 /NĐ-CP, 09/2017/NĐ-CP",
    "7 -CT/ TU, 07-CT/TU",
    "133/QÐ-UBND, 133/QĐ-UBND"
  })
  void blanks_zeros_and_the_other_letter_mean_nothing(String text, String meant) {
    assertThat(Citation.parse(text)).isEqualTo(Citation.parse(meant)).hasToString(meant);
  }

  @Test
  void a_symbol_is_type_and_issuer() {
    assertThat(Citation.parse("1270/KH-UBND").symbol()).isEqualTo("KH-UBND");
    assertThat(Citation.parse("131/2020/QH14").symbol()).isEqualTo("QH14");
    assertThat(Citation.parse("07-CT/TU").symbol()).isEqualTo("CT/TU");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Kết luận Hội nghị Thành ủy lần thứ 10 | it begins with a number
          ''                | it begins with a number
          1270              | a stroke parts number and symbol
          07-CT             | a stroke parts number and symbol
          1270/kh-ubnd      | whose parts begin with capitals
          1270/             | whose parts begin with capitals
          1270/KH UBND      | whose parts begin with capitals
          1/2/3/4           | whose parts begin with capitals
          0/KH-UBND         | is 1 to 999999999
          09/1201/NĐ-CP     | no document of 1201
          """)
  void what_is_no_citation_is_refused_with_its_reason(String text, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Citation.parse(text))
        .withMessageContaining(reason);
    assertThat(Citation.find(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "- ", " ", "1/A-", "1/A.", "9"})
  void a_text_as_long_as_a_book_is_refused_at_once(String part) {
    String book = "1/KH-UBND" + part.repeat(200_000);

    Assertions.assertTimeout(
        Duration.ofSeconds(1), () -> assertThat(Citation.find(book + "x")).isEmpty());
  }

  @Test
  void parts_that_would_not_read_back_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Citation(1, null, null, "KH-UBND", Citation.Style.STATE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Citation(1, null, "STTTT", "BCXB", Citation.Style.STATE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Citation(1, 2020, "CT", "TU", Citation.Style.PARTY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Citation(1, null, "KH", "UBND X", Citation.Style.STATE));
  }

  @Property
  void whatever_is_printed_reads_back(@ForAll Random random) {
    boolean party = random.nextInt(3) == 0;
    Citation citation =
        new Citation(
            1 + random.nextInt(999_999_999),
            party || random.nextBoolean() ? null : Integer.valueOf(1945 + random.nextInt(100)),
            party || random.nextBoolean() ? pick(random, "KH", "NĐ", "CTr", "QyĐ", "TTLT") : null,
            pick(random, "UBND", "QH14", "STTTT-BCXB", "BNV-BTC", "HĐND", "BTGTU"),
            party ? Citation.Style.PARTY : Citation.Style.STATE);

    assertThat(Citation.parse(citation.toString())).isEqualTo(citation);
  }

  private static String pick(Random random, String... from) {
    return from[random.nextInt(from.length)];
  }

  @Property
  void any_text_is_a_citation_or_has_a_reason(@ForAll @StringLength(max = 120) String text) {
    assertThat(Citation.find(text).map(Citation::toString).flatMap(Citation::find))
        .isEqualTo(Citation.find(text));
  }

  @Test
  void a_reference_knows_its_citation_where_it_has_one() {
    assertThat(reference("133/QĐ-UBND").parsed()).contains(Citation.parse("133/QĐ-UBND"));
    assertThat(reference("Nghị quyết Đại hội XIII").parsed()).isEmpty();
  }

  private static LegalReference reference(String citation) {
    List<Clause> citedIn = List.of(Clause.parse("I"));
    return new LegalReference(citation, LegalReference.Role.MENTIONED, null, null, null, citedIn);
  }
}
