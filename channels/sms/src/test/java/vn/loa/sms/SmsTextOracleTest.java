package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every code point there is, alone and around the border of two parts. */
class SmsTextOracleTest {

  @Test
  void every_code_point_alone_is_read_back() {
    codePoints().forEach(it -> assertReadBack(Character.toString(it)));
  }

  @Test
  void every_code_point_around_a_border_of_septets_is_read_back() {
    // Those outside the alphabet make the text UCS2, and its border is elsewhere.
    int[] characters =
        codePoints().filter(it -> Gsm7.septets(Character.toString(it)) >= 0).toArray();
    assertThat(characters).hasSize(127 + 10);
    for (int character : characters) {
      for (int at = 151; at <= 154; at++) {
        assertReadBack("a".repeat(at) + Character.toString(character) + "b".repeat(9));
      }
    }
  }

  @Test
  void every_code_point_around_a_border_of_units_is_read_back() {
    String before = "ệ".repeat(67);
    codePoints().forEach(it -> assertReadBack(before.substring(1) + text(it)));
    // Those not assigned are all of one kind: once is enough.
    codePoints()
        .filter(Character::isDefined)
        .forEach(
            it -> {
              assertReadBack(before.substring(2) + text(it));
              assertReadBack(before + text(it));
            });
  }

  private static String text(int codePoint) {
    return Character.toString(codePoint) + "bbbbb";
  }

  private static IntStream codePoints() {
    return IntStream.rangeClosed(0, Character.MAX_CODE_POINT).parallel();
  }

  private static void assertReadBack(String text) {
    SmsText sms = SmsText.of(text);
    StringBuilder joined = new StringBuilder(text.length());
    for (SmsPart part : sms.parts(1)) {
      DecodedText read = SmsTextPropertyTest.decoded(sms, part);
      if (read.faults() > 0 || !read.text().equals(part.text()) || beginsInPair(part, joined)) {
        throw new AssertionError("badly cut: " + text);
      }
      joined.append(read.text());
    }
    if (!joined.toString().equals(Normalizer.normalize(text, Normalizer.Form.NFC))) {
      assertThat(joined).hasToString(text);
    }
  }

  private static boolean beginsInPair(SmsPart part, StringBuilder before) {
    return before.length() > 0
        && Character.isSurrogatePair(before.charAt(before.length() - 1), part.text().charAt(0));
  }
}
