package vn.loa.sms.rules;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import vn.loa.sms.rules.OptOutReading.Meaning;

class InboundFuzzTest {

  private final OptOutKeywords keywords = OptOutKeywords.standard();

  @Provide
  Arbitrary<String> answers() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "TC", "huy", " ", "DNC", "dk", "ủ", "\u0309", "\u200d", "đ", "S", "V", ".", "\uD83D",
            "\n", "😀", "stop", "toi");
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(60),
        pieces.list().ofMaxSize(10).map(list -> String.join("", list)));
  }

  @Property(tries = 2000)
  void whatever_comes_in_is_understood_somehow_and_always_the_same(
      @ForAll("answers") String answer) {
    OptOutReading reading = keywords.read(answer);
    assertThat(reading.keyword().isEmpty()).isEqualTo(reading.meaning() == Meaning.OTHER);
    assertThat(keywords.read(answer)).isEqualTo(reading);
    assertThat(keywords.read(" " + answer + " !")).isEqualTo(reading);
  }

  @Property(tries = 500)
  void a_keyword_before_any_words_is_never_lost(@ForAll("answers") String answer) {
    assertThat(keywords.read("TC " + answer).meaning()).isNotEqualTo(Meaning.OTHER);
    assertThat(keywords.read(answer + " TC").meaning()).isNotEqualTo(Meaning.OTHER);
  }
}
