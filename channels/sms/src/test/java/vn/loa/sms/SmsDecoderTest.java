package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmsDecoderTest {

  private static final SmsDecoder DECODER = SmsDecoder.of(Coding.GSM7);

  @ParameterizedTest
  @CsvSource({
    "00, GSM7", "01, IA5", "02, BINARY", "03, LATIN1", "04, BINARY", "05, BINARY", "06, BINARY",
    "08, UCS2", "0D, BINARY", "BF, BINARY", "C0, GSM7", "C8, GSM7", "DF, GSM7", "E0, UCS2",
    "EF, UCS2", "F0, GSM7", "F3, GSM7", "F4, BINARY", "FB, GSM7", "FF, BINARY"
  })
  void a_data_coding_says_what_octets_stand_for(String dataCoding, Coding coding) {
    int value = Integer.parseInt(dataCoding, 16);
    assertThat(DECODER.decode(new byte[0], value, false).coding()).isEqualTo(coding);
    assertThat(DECODER.decode(new byte[0], (byte) value, false).coding()).isEqualTo(coding);
  }

  @Test
  void data_coding_0_is_what_the_smsc_calls_default() {
    byte[] octets = {0, (byte) 0xE0};
    assertThat(SmsDecoder.of(Coding.LATIN1).decode(octets, 0, false).text()).isEqualTo("\0à");
    assertThat(SmsDecoder.of(Coding.GSM7).decode(octets, 0, false).text()).isEqualTo("@\uFFFD");
    assertThat(SmsDecoder.of(Coding.LATIN1).decode(octets, 0xF0, false).coding())
        .isEqualTo(Coding.GSM7);
  }

  @Test
  void septets_are_read_with_their_escapes() {
    DecodedText read = gsm7(0, 0x1B, 0x65, 'a', 0x1B, 0x0A, 0x7F);
    assertThat(read.text()).isEqualTo("@€a\fà");
    assertThat(read.faults()).isZero();
    assertThat(read.faultsAt()).isEmpty();
    assertThat(read.joining()).isNull();
  }

  @Test
  void an_octet_beyond_seven_bits_is_replaced_and_reported() {
    DecodedText read = gsm7('a', 0x80, 'b', 0xFF);
    assertThat(read.text()).isEqualTo("a\uFFFDb\uFFFD");
    assertThat(read.faults()).isEqualTo(2);
    assertThat(read.faultsAt()).containsExactly(1, 3);
  }

  @Test
  void an_escape_at_the_end_is_replaced_and_reported() {
    DecodedText read = gsm7('a', 0x1B);
    assertThat(read.text()).isEqualTo("a\uFFFD");
    assertThat(read.faultsAt()).containsExactly(1);
  }

  @Test
  void an_escaped_code_without_meaning_is_shown_unescaped_and_reported() {
    DecodedText read = gsm7(0x1B, 'a', 'b');
    assertThat(read.text()).isEqualTo("ab");
    assertThat(read.faultsAt()).containsExactly(1);
  }

  @Test
  void an_escaped_escape_is_a_space_and_reported() {
    DecodedText read = gsm7(0x1B, 0x1B, 0x65);
    assertThat(read.text()).isEqualTo(" e");
    assertThat(read.faultsAt()).containsExactly(1);
  }

  @Test
  void an_escaped_octet_beyond_seven_bits_is_replaced_and_reported_once() {
    DecodedText read = gsm7(0x1B, 0xE5, 'b');
    assertThat(read.text()).isEqualTo("\uFFFDb");
    assertThat(read.faultsAt()).containsExactly(1);
  }

  @Test
  void only_the_first_faults_are_told_by_place_and_all_are_counted() {
    DecodedText read = gsm7(new int[40]);
    assertThat(read.faults()).isZero();
    int[] bad = new int[40];
    java.util.Arrays.fill(bad, 0x80);
    read = gsm7(bad);
    assertThat(read.faults()).isEqualTo(40);
    assertThat(read.faultsAt()).hasSize(16).startsWith(0, 1).endsWith(15);
    assertThat(read).hasToString("40 characters as GSM7, 40 faults");
  }

  @Test
  void ascii_has_nothing_beyond_seven_bits() {
    DecodedText read = DECODER.decode(octets(0, 0x7F, 0x80, 'b'), 1, false);
    assertThat(read.text()).isEqualTo("\0\u007F\uFFFDb");
    assertThat(read.faultsAt()).containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void every_octet_of_latin1_and_of_what_is_no_text_is_a_character(int dataCoding) {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    DecodedText read = DECODER.decode(all, dataCoding, false);
    assertThat(read.text().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(all);
    assertThat(read.faults()).isZero();
  }

  @Test
  void half_a_unit_at_the_end_is_replaced_and_reported() {
    DecodedText read = DECODER.decode(octets(0x1E, 0xC7, 0x1E), 8, false);
    assertThat(read.text()).isEqualTo("\u1EC7\uFFFD");
    assertThat(read.faultsAt()).containsExactly(2);
  }

  @Test
  void half_a_pair_is_kept_for_the_next_part() {
    DecodedText high = DECODER.decode(octets(0xD8, 0x3D), 8, false);
    DecodedText low = DECODER.decode(octets(0xDE, 0), 8, false);
    assertThat(high.text() + low.text()).isEqualTo("\uD83D\uDE00");
    assertThat(high.faults() + low.faults()).isZero();
  }

  @Test
  void a_header_tells_the_place_of_a_part() {
    DecodedText read = withHeader(5, 0, 3, 0xC4, 3, 2, 'a');
    assertThat(read.text()).isEqualTo("a");
    assertThat(read.joining()).isEqualTo(new DecodedText.Joining(0xC4, 8, 3, 2));
    read = withHeader(6, 8, 4, 0xAB, 0xCD, 0xFF, 0xFF, 'a');
    assertThat(read.joining()).isEqualTo(new DecodedText.Joining(0xABCD, 16, 255, 255));
    assertThat(read.faults()).isZero();
  }

  @Test
  void a_header_goes_before_units_as_well() {
    DecodedText read = DECODER.decode(octets(5, 0, 3, 1, 2, 1, 0x1E, 0xC7), 8, true);
    assertThat(read.text()).isEqualTo("\u1EC7");
    read = DECODER.decode(octets(1, 0, 'a'), 1, true);
    assertThat(read.text()).isEqualTo("a");
    read = DECODER.decode(octets(0, 'a'), 3, true);
    assertThat(read.text()).isEqualTo("a");
  }

  @Test
  void unknown_elements_are_skipped_and_the_last_of_two_counts() {
    DecodedText read = withHeader(13, 0, 3, 1, 2, 1, 0x70, 1, 9, 0, 3, 7, 2, 2, 'a');
    assertThat(read.joining()).isEqualTo(new DecodedText.Joining(7, 8, 2, 2));
    assertThat(read.text()).isEqualTo("a");
    assertThat(read.faults()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "2, 0", "2, 3"})
  void a_place_outside_the_whole_is_none_and_reported(int total, int number) {
    DecodedText read = withHeader(5, 0, 3, 1, total, number, 'a');
    assertThat(read.joining()).isNull();
    assertThat(read.faultsAt()).containsExactly(1);
    assertThat(read.text()).isEqualTo("a");
  }

  @Test
  void elements_of_a_wrong_length_are_skipped_and_reported() {
    assertWrong(withHeader(4, 0, 2, 1, 2, 'a'));
    assertWrong(withHeader(5, 8, 3, 1, 2, 1, 'a'));
    assertWrong(withHeader(2, 0x24, 0, 'a'));
    assertWrong(withHeader(4, 0x25, 2, 1, 1, 'a'));
  }

  @Test
  void an_element_that_goes_beyond_the_header_is_left_and_reported() {
    assertWrong(withHeader(5, 0, 4, 1, 2, 1, 'a'));
    assertWrong(withHeader(1, 0, 'a'));
    DecodedText read = withHeader(6, 0, 3, 1, 2, 1, 0x24, 'a');
    assertThat(read.joining()).isEqualTo(new DecodedText.Joining(1, 8, 2, 1));
    assertThat(read.faultsAt()).containsExactly(6);
  }

  private static void assertWrong(DecodedText read) {
    assertThat(read.text()).isEqualTo("a");
    assertThat(read.joining()).isNull();
    assertThat(read.faultsAt()).containsExactly(1);
  }

  @Test
  void a_header_longer_than_all_octets_is_text_and_reported() {
    DecodedText read = withHeader('b', 'a');
    assertThat(read.text()).isEqualTo("ba");
    assertThat(read.faultsAt()).containsExactly(0);
    assertThat(withHeader(1).text()).isEqualTo("£");
    assertThat(withHeader().text()).isEmpty();
    assertThat(withHeader().faults()).isEqualTo(1);
    assertThat(withHeader(0).faults()).isZero();
    assertThat(withHeader(0).text()).isEmpty();
  }

  @Test
  void national_tables_are_read_as_the_header_says() {
    assertThat(withHeader(3, 0x24, 1, 1, 0x1B, 0x47, 0x07).text()).isEqualTo("Ğì");
    assertThat(withHeader(3, 0x25, 1, 1, 0x1B, 0x65, 0x07).text()).isEqualTo("€ı");
    assertThat(withHeader(6, 0x24, 1, 2, 0x25, 1, 1, 0x1B, 0x61, 0x07).text()).isEqualTo("áı");
  }

  @Test
  void a_place_without_character_in_a_national_table_is_replaced_and_reported() {
    DecodedText read = withHeader(3, 0x25, 1, 4, 0x0D, 0x0C);
    assertThat(read.text()).isEqualTo("\r\uFFFD");
    assertThat(read.faultsAt()).containsExactly(5);
  }

  @Test
  void a_code_without_meaning_behind_an_escape_is_shown_as_in_the_locking_table() {
    DecodedText read = withHeader(3, 0x25, 1, 1, 0x1B, 0x07);
    assertThat(read.text()).isEqualTo("ı");
    assertThat(read.faultsAt()).containsExactly(5);
  }

  @Test
  void an_unknown_language_is_reported_and_the_default_stays() {
    DecodedText read = withHeader(6, 0x24, 1, 14, 0x25, 1, 2, 0x1B, 0x65, 0x07);
    assertThat(read.text()).isEqualTo("€ì");
    assertThat(read.faultsAt()).containsExactly(1, 4);
  }

  private static DecodedText gsm7(int... octets) {
    return DECODER.decode(octets(octets), 0, false);
  }

  private static DecodedText withHeader(int... octets) {
    return DECODER.decode(octets(octets), 0, true);
  }

  private static byte[] octets(int... values) {
    byte[] octets = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      octets[i] = (byte) values[i];
    }
    return octets;
  }
}
