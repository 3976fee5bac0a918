package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vn.loa.sms.SmsText.Encoding;

class SmsTextTest {

  private static final SmsFormat STANDARD = SmsFormat.standard();
  private static final SmsFormat CODE_POINTS =
      SmsFormat.builder().cutting(Cutting.CODE_POINTS).build();
  private static final SmsFormat WIDE =
      SmsFormat.builder().cutting(Cutting.CODE_POINTS).concatenation(Concatenation.UDH_16).build();

  /** Expected by two independent public implementations; see the file's own field names. */
  static Stream<JsonNode> vectors() throws IOException {
    try (InputStream in = SmsTextTest.class.getResourceAsStream("segments.jsonl")) {
      String lines = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      ObjectMapper json = new ObjectMapper();
      List<JsonNode> rows = new ArrayList<>();
      for (String line : lines.split("\n", -1)) {
        if (!line.isEmpty()) {
          rows.add(json.readTree(line));
        }
      }
      return rows.stream();
    }
  }

  @Test
  void four_hundred_vectors_of_many_kinds_are_read() throws IOException {
    assertThat(vectors()).hasSizeGreaterThan(400);
    assertThat(vectors().map(row -> row.get("category").asText()).distinct())
        .hasSizeGreaterThan(40);
  }

  @ParameterizedTest(name = "row {index}")
  @MethodSource("vectors")
  void encoding_units_and_parts_are_what_others_count(JsonNode row) {
    String text = row.get("text").asText();
    if (text.isEmpty() || row.get("segments").asInt() > 255) {
      assertThatIllegalArgumentException().isThrownBy(() -> SmsText.ofComposed(text, CODE_POINTS));
      return;
    }
    SmsText sms = SmsText.ofComposed(text, CODE_POINTS);
    assertThat(sms.encoding()).hasToString(row.get("encoding").asText());
    assertThat(sms.units()).isEqualTo(row.get("units").asInt());
    assertThat(sms.segments()).isEqualTo(row.get("segments").asInt());
    if (row.hasNonNull("parts")) {
      assertThat(unitsOf(sms)).isEqualTo(numbers(row.get("parts")));
    }
  }

  @ParameterizedTest(name = "row {index}")
  @MethodSource("vectors")
  void parts_that_keep_clusters_whole_are_what_others_count(JsonNode row) {
    String text = row.get("text").asText();
    if (text.isEmpty() || row.get("segmentsGrapheme").asInt() > 255) {
      assertThatIllegalArgumentException().isThrownBy(() -> SmsText.ofComposed(text, STANDARD));
      return;
    }
    SmsText sms = SmsText.ofComposed(text, STANDARD);
    assertThat(sms.segments()).isEqualTo(row.get("segmentsGrapheme").asInt());
    if (row.hasNonNull("partsGrapheme")) {
      assertThat(unitsOf(sms)).isEqualTo(numbers(row.get("partsGrapheme")));
    }
  }

  @ParameterizedTest(name = "row {index}")
  @MethodSource("vectors")
  void segments_with_wider_references_are_what_others_count(JsonNode row) {
    String text = row.get("text").asText();
    if (!text.isEmpty() && row.get("segments16BitRef").asInt() <= 255) {
      SmsText sms = SmsText.ofComposed(text, WIDE);
      assertThat(sms.segments()).isEqualTo(row.get("segments16BitRef").asInt());
    }
  }

  @Test
  void a_text_in_pieces_is_composed_before_it_is_counted() {
    SmsText composed = SmsText.of("Tiêm vắc-xin");
    SmsText pieces = SmsText.of("Tie\u0302m va\u0306\u0301c-xin");
    assertThat(pieces.units()).isEqualTo(composed.units()).isEqualTo(12);
    assertThat(pieces.parts(0).get(0).userData()).isEqualTo(composed.parts(0).get(0).userData());
  }

  @Test
  void one_letter_outside_gsm_makes_the_text_ucs2() {
    assertThat(SmsText.of("A lo").encoding()).isEqualTo(Encoding.GSM7);
    assertThat(SmsText.of("À LÔ").encoding()).isEqualTo(Encoding.UCS2);
  }

  @Test
  void a_message_of_one_part_has_no_header() {
    SmsPart only = SmsText.of("Mời họp").parts(9).get(0);
    assertThat(only.hasHeader()).isFalse();
    assertThat(only.userData()).isEqualTo("Mời họp".getBytes(StandardCharsets.UTF_16BE));
  }

  @Test
  void parts_carry_reference_count_and_place_in_their_header() {
    List<SmsPart> parts = SmsText.of("a".repeat(307)).parts(0xC4);
    assertThat(parts).hasSize(3).allMatch(SmsPart::hasHeader);
    assertThat(parts.get(0).userData()).startsWith(5, 0, 3, 0xC4, 3, 1).hasSize(6 + 153);
    assertThat(parts.get(2).userData()).isEqualTo(new byte[] {5, 0, 3, (byte) 0xC4, 3, 3, 'a'});
  }

  @Test
  void an_escaped_character_is_never_cut() {
    List<SmsPart> parts = SmsText.of("a".repeat(152) + "€" + "b".repeat(10)).parts(0);
    assertThat(parts.get(0).userData()).hasSize(6 + 152).doesNotContain(0x1B);
    assertThat(parts.get(1).userData()).containsSubsequence(0x1B, 0x65, 'b');
  }

  @Test
  void a_surrogate_pair_is_never_cut() {
    List<SmsPart> parts = SmsText.of("ạ".repeat(66) + "\uD83D\uDE00" + "b".repeat(10)).parts(0);
    assertThat(parts.get(0).userData()).hasSize(6 + 2 * 66);
  }

  @Test
  void an_empty_text_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmsText.of(""))
        .withMessageContaining("empty");
  }

  @Test
  void more_parts_than_a_header_can_count_are_refused_with_both_numbers() {
    assertThat(SmsText.of("a".repeat(255 * 153)).segments()).isEqualTo(255);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmsText.of("a".repeat(255 * 153 + 1)))
        .withMessageContaining("256")
        .withMessageContaining("255");
  }

  @Test
  void the_rooms_are_those_of_140_octets() {
    assertThat(Encoding.GSM7.unitsAlone()).isEqualTo(160);
    assertThat(Encoding.GSM7.unitsJoined()).isEqualTo(153);
    assertThat(Encoding.UCS2.unitsAlone()).isEqualTo(70);
    assertThat(Encoding.UCS2.unitsJoined()).isEqualTo(67);
  }

  @ParameterizedTest
  @CsvSource({
    "a, 160, 1",
    "a, 161, 2",
    "a, 306, 2",
    "a, 307, 3",
    "ạ, 70, 1",
    "ạ, 71, 2",
    "ạ, 134, 2",
    "ạ, 135, 3",
    "€, 80, 1",
    "€, 81, 2",
    "€, 152, 2",
    "€, 153, 3"
  })
  void a_part_is_begun_when_the_one_before_is_full(String letter, int times, int segments) {
    assertThat(SmsText.of(letter.repeat(times)).segments()).isEqualTo(segments);
  }

  @ParameterizedTest
  @CsvSource({"a, 304, 2", "a, 305, 3", "ạ, 132, 2", "ạ, 133, 3"})
  void wider_references_leave_less_room(String letter, int times, int segments) {
    assertThat(SmsText.of(letter.repeat(times), WIDE).segments()).isEqualTo(segments);
  }

  @Test
  void wider_references_stand_in_a_header_of_seven_octets() {
    SmsPart last = SmsText.of("a".repeat(305), WIDE).parts(0xABCD).get(2);
    assertThat(last.userData())
        .isEqualTo(new byte[] {6, 8, 4, (byte) 0xAB, (byte) 0xCD, 3, 3, 'a'});
    assertThat(last.hasHeader()).isTrue();
    assertThat(last.tlvs()).isEmpty();
  }

  @Test
  void parameters_may_stand_for_the_header() {
    SmsText sms = SmsText.of("a".repeat(307), with(Concatenation.SAR));
    List<SmsPart> parts = sms.parts(0xABCD);
    assertThat(sms.segments()).isEqualTo(3);
    assertThat(parts).extracting(SmsPart::units).containsExactly(153, 153, 1);
    assertThat(parts).noneMatch(SmsPart::hasHeader);
    assertThat(parts.get(2).userData()).containsExactly('a');
    assertThat(parts.get(2).tlvs())
        .containsExactly(
            new Tlv(0x020C, (byte) 0xAB, (byte) 0xCD),
            new Tlv(0x020E, (byte) 3),
            new Tlv(0x020F, (byte) 3));
  }

  @Test
  void a_payload_has_the_whole_text_and_costs_as_many_segments() {
    String text = "ạ€".repeat(68);
    SmsText sms = SmsText.of(text, with(Concatenation.PAYLOAD));
    assertThat(sms.segments()).isEqualTo(3);
    assertThat(sms.parts(0)).hasSize(1);
    SmsPart whole = sms.parts(0).get(0);
    assertThat(whole.userData()).isEmpty();
    assertThat(whole.hasHeader()).isFalse();
    assertThat(whole.text()).isEqualTo(text);
    assertThat(whole.units()).isEqualTo(136);
    assertThat(whole.tlvs())
        .containsExactly(new Tlv(0x0424, text.getBytes(StandardCharsets.UTF_16BE)));
  }

  @ParameterizedTest
  @EnumSource(Concatenation.class)
  void a_short_text_is_carried_alike_by_all(Concatenation concatenation) {
    SmsPart only = SmsText.of("Mời họp", with(concatenation)).parts(3).get(0);
    assertThat(only.userData()).isEqualTo("Mời họp".getBytes(StandardCharsets.UTF_16BE));
    assertThat(only.hasHeader()).isFalse();
    assertThat(only.tlvs()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Concatenation.class)
  void a_reference_out_of_range_is_refused_with_the_range(Concatenation concatenation) {
    SmsText sms = SmsText.of("a".repeat(161), with(concatenation));
    int most = concatenation == Concatenation.UDH_8 ? 255 : 65_535;
    assertThat(sms.parts(0)).isNotEmpty();
    assertThat(sms.parts(most)).isNotEmpty();
    for (int reference : new int[] {-1, most + 1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sms.parts(reference))
          .withMessageContaining("0 to " + most)
          .withMessageContaining("" + reference);
    }
  }

  @Test
  void parts_tell_their_own_text_and_units() {
    List<SmsPart> parts = SmsText.of("a".repeat(152) + "€b").parts(0);
    assertThat(parts).hasSize(1);
    parts = SmsText.of("a".repeat(152) + "€" + "b".repeat(9)).parts(0);
    assertThat(parts).extracting(SmsPart::text).containsExactly("a".repeat(152), "€bbbbbbbbb");
    assertThat(parts).extracting(SmsPart::units).containsExactly(152, 11);
  }

  @Test
  void a_flag_is_kept_whole_unless_only_pairs_are_to_be() {
    String text = "ạ".repeat(65) + "\uD83C\uDDFB\uD83C\uDDF3" + "b".repeat(10);
    assertThat(SmsText.of(text).parts(0).get(0).units()).isEqualTo(65);
    assertThat(SmsText.of(text, CODE_POINTS).parts(0).get(0).units()).isEqualTo(67);
  }

  /** Composing these would take hours. */
  @Test
  void a_text_of_marks_without_end_is_refused_at_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmsText.of("a" + "\u0301\u0323".repeat(2_000_000)))
        .withMessage(
            "the text has 4000001 characters, and SMS joins at most 255 parts; shorten it");
  }

  @Test
  void pieces_are_not_what_makes_a_text_too_long() {
    String pieces = "\u03B1\u0313\u0300\u0345".repeat(255 * 67);
    assertThat(SmsText.of(pieces).segments()).isEqualTo(255);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmsText.of(pieces + "a"))
        .withMessage(
            "the text takes 256 parts (17086 units as UCS2), and SMS joins at most 255 parts; shorten it");
  }

  @Test
  void what_was_composed_can_be_read() {
    assertThat(SmsText.of("Tie\u0302m").text()).isEqualTo("Ti\u00EAm");
  }

  @Test
  void surrogates_alone_are_carried_as_they_are() {
    SmsPart part = SmsText.of("\uDE00a\uD83D").parts(0).get(0);
    assertThat(part.userData()).isEqualTo(new byte[] {(byte) 0xDE, 0, 0, 'a', (byte) 0xD8, 0x3D});
  }

  @Test
  void nobody_changes_a_part_from_outside() {
    SmsPart part = SmsText.of("a".repeat(161), with(Concatenation.PAYLOAD)).parts(0).get(0);
    part.tlvs().get(0).value()[0] = 'x';
    assertThat(part.tlvs().get(0).value()).startsWith('a');
    SmsPart first = SmsText.of("abc").parts(0).get(0);
    first.userData()[0] = 'x';
    assertThat(first.userData()).containsExactly('a', 'b', 'c');
  }

  @Test
  void parameters_are_equal_by_tag_and_value_and_print_neither_text_nor_octets() {
    Tlv tlv = new Tlv(0x0424, (byte) 'a', (byte) 'b');
    assertThat(tlv)
        .isEqualTo(new Tlv(0x0424, (byte) 'a', (byte) 'b'))
        .hasSameHashCodeAs(new Tlv(0x0424, (byte) 'a', (byte) 'b'))
        .isNotEqualTo(new Tlv(0x0425, (byte) 'a', (byte) 'b'))
        .isNotEqualTo(new Tlv(0x0424, (byte) 'a'))
        .isNotEqualTo("0x0424")
        .hasToString("0x0424, 2 octets");
    assertThat(tlv.hashCode()).isNotEqualTo(new Tlv(0x0425, (byte) 'a', (byte) 'b').hashCode());
    assertThat(tlv.tag()).isEqualTo(0x0424);
  }

  private static SmsFormat with(Concatenation concatenation) {
    return SmsFormat.builder().concatenation(concatenation).build();
  }

  private static List<Integer> unitsOf(SmsText sms) {
    return sms.parts(1).stream().map(SmsPart::units).toList();
  }

  @ParameterizedTest
  @EnumSource(Concatenation.class)
  void what_is_left_fills_the_last_part_and_not_one_unit_more(Concatenation concatenation) {
    SmsFormat format = SmsFormat.builder().concatenation(concatenation).build();
    for (String text : List.of("a", "a".repeat(160), "a".repeat(400), "ạ", "ạ".repeat(300))) {
      SmsText sms = SmsText.of(text, format);
      String full = text + "a".repeat(sms.unitsLeft());
      assertThat(SmsText.of(full, format).segments()).isEqualTo(sms.segments());
      assertThat(SmsText.of(full + "a", format).segments()).isGreaterThan(sms.segments());
    }
  }

  private static List<Integer> numbers(JsonNode array) {
    List<Integer> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.asInt()));
    return numbers;
  }
}
