package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import vn.loa.sms.SmsText.Encoding;

class SmsTextPropertyTest {

  private static final String DEFAULT =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ?ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String VIETNAMESE =
      "aăâbcdđeêghiklmnoôơpqrstuưvxyạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩị ,.";

  @Provide
  Arbitrary<String> texts() {
    StringArbitrary gsm = Arbitraries.strings().withChars((DEFAULT + "€[]{}^|~\\\f").toCharArray());
    StringArbitrary vietnamese = Arbitraries.strings().withChars(VIETNAMESE.toCharArray());
    Arbitrary<String> emoji =
        Arbitraries.integers()
            .between(0x1F300, 0x1F64F)
            .map(Character::toString)
            .list()
            .ofMaxSize(90)
            .map(list -> String.join("", list));
    Arbitrary<String> mixed =
        Arbitraries.oneOf(gsm.ofMaxLength(40), vietnamese.ofMaxLength(40), emoji);
    return Arbitraries.oneOf(
            gsm.ofMaxLength(700),
            vietnamese.ofMaxLength(300),
            mixed.list().ofMaxSize(12).map(list -> String.join("", list)))
        .filter(text -> !text.isEmpty());
  }

  @Property
  void no_part_is_larger_than_a_short_message(@ForAll("texts") String text) {
    SmsText sms = SmsText.of(text);
    for (SmsPart part : sms.parts(7)) {
      int octets = part.userData().length;
      // GSM-7 stands unpacked here; a header of 6 octets takes the room of 7 septets.
      int septets = octets + (part.hasHeader() ? 1 : 0);
      assertThat(sms.encoding() == Encoding.GSM7 ? septets : octets)
          .isLessThanOrEqualTo(sms.encoding() == Encoding.GSM7 ? 160 : 140);
    }
  }

  @Property
  void the_parts_joined_are_the_composed_text(@ForAll("texts") String text) {
    SmsText sms = SmsText.of(text);
    StringBuilder joined = new StringBuilder();
    for (SmsPart part : sms.parts(7)) {
      joined.append(decoded(sms.encoding(), part));
    }
    assertThat(joined).hasToString(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  @Property
  void there_are_as_many_parts_as_segments(@ForAll("texts") String text) {
    SmsText sms = SmsText.of(text);
    List<SmsPart> parts = sms.parts(255);
    assertThat(parts).hasSize(sms.segments());
    assertThat(parts).allMatch(part -> part.hasHeader() == sms.segments() > 1);
  }

  /** Each part on its own: a cut pair shows as U+FFFD. */
  private static String decoded(Encoding encoding, SmsPart part) {
    byte[] userData = part.userData();
    int from = part.hasHeader() ? 6 : 0;
    if (encoding == Encoding.UCS2) {
      return new String(userData, from, userData.length - from, StandardCharsets.UTF_16BE);
    }
    StringBuilder text = new StringBuilder();
    for (int i = from; i < userData.length; i++) {
      text.append(userData[i] == 0x1B ? extended(userData[++i]) : DEFAULT.charAt(userData[i]));
    }
    return text.toString();
  }

  private static char extended(byte septet) {
    byte[] septets = {0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65};
    for (int i = 0; i < septets.length; i++) {
      if (septets[i] == septet) {
        return "\f^{}\\[~]|€".charAt(i);
      }
    }
    throw new AssertionError("no extension character has septet " + septet);
  }
}
