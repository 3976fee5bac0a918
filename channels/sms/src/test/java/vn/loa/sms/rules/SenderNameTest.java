package vn.loa.sms.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"UBND TP.HCM", "a", "Z", "A-_.", "1022HCM", "z 9", "0A"})
  void names_of_the_decree_are_taken(String name) {
    assertThat(new SenderName(name)).hasToString(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|is empty; give it 1 to 11 characters",
        "UBND TP HCM1|has 12 characters and may have 11; shorten it",
        "Phường 1|has LATIN SMALL LETTER U WITH HORN at position 3; write",
        "a/b|has SOLIDUS at position 2; write",
        "/ab|has SOLIDUS at position 1; write",
        "a\u0378|has U+0378 at position 2; write",
        "a@b|has COMMERCIAL AT at position 2; write",
        "a:b|has COLON at position 2; write",
        "a[b|has LEFT SQUARE BRACKET at position 2; write",
        "a`b|has GRAVE ACCENT at position 2; write",
        "a{b|has LEFT CURLY BRACKET at position 2; write",
        "loa📢|has PUBLIC ADDRESS LOUDSPEAKER at position 4; write",
        "' a'|begins or ends with a space; take it away",
        "'a '|begins or ends with a space; take it away",
        "1022|has no letter and would be taken for a number; add one",
        "09.03-1_2 3|has no letter and would be taken for a number; add one"
      })
  void others_are_refused_with_the_place_and_the_mend(String name, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SenderName(name))
        .withMessageContaining("sender name \"")
        .withMessageContaining("\" " + message);
  }

  @Test
  void a_number_in_the_place_of_a_name_is_not_shown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SenderName("84903123456"))
        .withMessageStartingWith("sender name \"********456\"");
  }

  @Test
  void positions_are_written_in_digits_anybody_reads() {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("hi-IN-u-nu-deva"));
    try {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SenderName("a/b"))
          .withMessageContaining("at position 2;");
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }

  @Test
  void case_does_not_tell_names_apart() {
    SenderName name = new SenderName("UBND TP.HCM");
    SenderName lower = new SenderName("ubnd tp.hcm");
    assertThat(name).isEqualTo(lower).hasSameHashCodeAs(lower);
    assertThat(name).isNotEqualTo(new SenderName("UBND TP_HCM"));
    assertThat(name.equals((Object) "UBND TP.HCM")).isFalse();
    assertThat(name.hashCode()).isNotZero();
  }
}
