package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import vn.loa.sms.SmsText.Encoding;

class SmsTextPropertyTest {

  private static final String GSM =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà€[]{}^|~\\\f";
  private static final String VIETNAMESE =
      "aăâbcdđeêghiklmnoôơpqrstuưvxyạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩị ,.\r\n";

  /** Families, flags, skin tones, a keycap, Hangul jamo, Thai, Hindi, marks, halves of pairs. */
  private static final List<String> CLUSTERS =
      List.of(
          "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
          "\uD83C\uDDFB\uD83C\uDDF3",
          "\uD83C\uDDFB",
          "\uD83D\uDC4D\uD83C\uDFFD",
          "1\uFE0F\u20E3",
          "\u1112\u1161\u11AB",
          "\u0E01\u0E33",
          "\u0915\u094D\u0937\u093F",
          "q\u0323\u0302",
          "\u0301".repeat(80),
          "\uD83D\uDE00",
          "\uD83D",
          "\uDE00",
          "\u200D",
          "\u0600");

  /** With the conjunct of the list above, which is one cluster only to newer JDKs. */
  private static final Pattern CLUSTER = Pattern.compile("\\X(?:(?<=\u094D)(?=\u0937)\\X)?");

  @Provide
  Arbitrary<String> texts() {
    StringArbitrary gsm = Arbitraries.strings().withChars(GSM.toCharArray());
    StringArbitrary vietnamese = Arbitraries.strings().withChars(VIETNAMESE.toCharArray());
    Arbitrary<String> clusters =
        Arbitraries.of(CLUSTERS).list().ofMaxSize(60).map(list -> String.join("", list));
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(40);
    Arbitrary<String> mixed =
        Arbitraries.oneOf(gsm.ofMaxLength(40), vietnamese.ofMaxLength(40), clusters, any);
    return Arbitraries.oneOf(
            gsm.ofMaxLength(700),
            vietnamese.ofMaxLength(300),
            mixed.list().ofMaxSize(12).map(list -> String.join("", list)))
        .filter(text -> !text.isEmpty());
  }

  @Provide
  Arbitrary<SmsFormat> formats() {
    Arbitrary<Concatenation> concatenations =
        Arbitraries.of(Concatenation.UDH_8, Concatenation.UDH_16);
    Arbitrary<Boolean> national = Arbitraries.of(true, false);
    return Combinators.combine(concatenations, Arbitraries.of(Cutting.class), national)
        .as(SmsTextPropertyTest::format);
  }

  private static SmsFormat format(Concatenation joining, Cutting cutting, boolean isNational) {
    return SmsFormat.builder()
        .concatenation(joining)
        .cutting(cutting)
        .nationalLanguages(
            isNational
                ? EnumSet.allOf(NationalLanguage.class)
                : EnumSet.noneOf(NationalLanguage.class))
        .build();
  }

  @Property(tries = 500)
  void no_part_is_larger_than_a_short_message(
      @ForAll("texts") String text, @ForAll("formats") SmsFormat format) {
    SmsText sms = SmsText.of(text, format);
    for (SmsPart part : sms.parts(7)) {
      int octets = part.userData().length;
      int header = part.hasHeader() ? 1 + part.userData()[0] : 0;
      // Packed, septets begin at a septet's border behind the header.
      int fillBits = (7 - header * 8 % 7) % 7;
      int bits = header * 8 + fillBits + part.units() * 7;
      assertThat(sms.encoding() == Encoding.GSM7 ? (bits + 7) / 8 : octets)
          .isLessThanOrEqualTo(140);
    }
  }

  @Property(tries = 500)
  void the_parts_read_one_by_one_and_joined_are_the_composed_text(
      @ForAll("texts") String text, @ForAll("formats") SmsFormat format) {
    SmsText sms = SmsText.of(text, format);
    List<SmsPart> parts = sms.parts(254);
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      DecodedText read = decoded(sms, parts.get(i));
      assertThat(read.faults()).isZero();
      assertThat(read.text()).isEqualTo(parts.get(i).text());
      if (parts.size() > 1) {
        int bits = format.concatenation() == Concatenation.UDH_16 ? 16 : 8;
        assertThat(read.joining())
            .isEqualTo(new DecodedText.Joining(254, bits, parts.size(), i + 1));
      }
      joined.append(read.text());
    }
    assertThat(joined).hasToString(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  @Property(tries = 500)
  void no_cluster_is_cut_that_has_room_in_a_part(@ForAll("texts") String text) {
    SmsText sms = SmsText.of(text);
    BitSet borders = mayBeCut(sms.text(), sms.encoding().unitsJoined());
    int at = 0;
    for (SmsPart part : sms.parts(7)) {
      assertThat(borders.get(at)).as("a border at %d", at).isTrue();
      at += part.text().length();
    }
  }

  /** The whole text in clusters, from its beginning; those too long for a part in code points. */
  private static BitSet mayBeCut(String text, int room) {
    BitSet borders = new BitSet();
    Matcher cluster = CLUSTER.matcher(text);
    while (cluster.find()) {
      borders.set(cluster.start());
      boolean isCut = cluster.end() - cluster.start() > room || cluster.group().equals("\r\n");
      for (int i = cluster.start(); isCut && i < cluster.end(); i++) {
        borders.set(i, !isInPair(text, i));
      }
    }
    return borders;
  }

  private static boolean isInPair(String text, int i) {
    return i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
  }

  @Property(tries = 500)
  void there_are_as_many_parts_as_segments(@ForAll("texts") String text) {
    SmsText sms = SmsText.of(text);
    List<SmsPart> parts = sms.parts(255);
    assertThat(parts).hasSize(sms.segments());
    assertThat(parts).allMatch(part -> part.hasHeader() == sms.segments() > 1);
    assertThat(parts.stream().mapToInt(SmsPart::units).sum()).isEqualTo(sms.units());
  }

  static DecodedText decoded(SmsText sms, SmsPart part) {
    int dataCoding = sms.encoding() == Encoding.GSM7 ? 0 : 8;
    return SmsDecoder.of(Coding.GSM7).decode(part.userData(), dataCoding, part.hasHeader());
  }
}
