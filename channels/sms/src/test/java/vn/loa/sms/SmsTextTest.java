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
import org.junit.jupiter.params.provider.MethodSource;
import vn.loa.sms.SmsText.Encoding;

class SmsTextTest {

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

  @ParameterizedTest
  @MethodSource("vectors")
  void encoding_units_and_parts_are_what_others_count(JsonNode row) {
    String text = row.get("text").asText();
    if (text.isEmpty() || row.get("segments").asInt() > 255) {
      assertThatIllegalArgumentException().isThrownBy(() -> SmsText.ofComposed(text));
      return;
    }
    SmsText sms = SmsText.ofComposed(text);
    assertThat(sms.encoding()).hasToString(row.get("encoding").asText());
    assertThat(sms.units()).isEqualTo(row.get("units").asInt());
    assertThat(sms.segments()).isEqualTo(row.get("segments").asInt());
    if (sms.segments() <= 40) {
      List<Integer> parts = new ArrayList<>();
      row.get("parts").forEach(units -> parts.add(units.asInt()));
      assertThat(unitsOf(sms)).isEqualTo(parts);
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

  private static List<Integer> unitsOf(SmsText sms) {
    int octets = sms.encoding() == Encoding.GSM7 ? 1 : 2;
    return sms.parts(1).stream()
        .map(part -> (part.userData().length - (part.hasHeader() ? 6 : 0)) / octets)
        .toList();
  }
}
