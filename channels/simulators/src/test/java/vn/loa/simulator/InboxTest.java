package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {

  private static final int UDHI = 0x40;
  private static final byte[] NONE = {};

  private final Inbox inbox = new Inbox(SmscAlphabet.GSM);

  @Test
  void parts_are_joined_in_any_order() {
    assertThat(add("\5\0\3\7\2\2" + "b")).isZero();
    assertThat(inbox.complete()).isEmpty();
    assertThat(add("\5\0\3\7\2\1" + "a")).isZero();
    assertOne("ab", 2);
  }

  @Test
  void parts_may_have_a_reference_of_sixteen_bits() {
    assertThat(add("\6\10\4\1\7\2\1a")).isZero();
    assertThat(add("\6\10\4\2\7\2\2x")).isZero();
    assertThat(add("\6\10\4\1\7\2\2b")).isZero();
    assertOne("ab", 2);
  }

  @Test
  void another_element_may_stand_before_the_one_that_joins() {
    assertThat(add("\13\5\4\1\2\3\4\0\3\7\2\1a")).isZero();
    assertThat(add("\13\5\4\1\2\3\4\0\3\7\2\2b")).isZero();
    assertOne("ab", 2);
  }

  @Test
  void parts_may_be_numbered_by_optional_parameters() {
    assertThat(inbox.add(sar(2, "b"))).isZero();
    assertThat(inbox.add(sar(1, "a"))).isZero();
    assertOne("ab", 2);
  }

  @Test
  void a_text_may_come_as_message_payload() {
    byte[] text = latin1("a".repeat(1000));
    assertThat(inbox.add(read(Pdu.submit(1, "84903123456", 0, 0, NONE, Pdu.tlv(0x0424, text)))))
        .isZero();
    assertOne("a".repeat(1000), 1);
  }

  @Test
  void a_text_is_read_as_its_data_coding_says() {
    inbox.add(text(8, "ạ".getBytes(StandardCharsets.UTF_16BE)));
    inbox.add(text(3, latin1("é@")));
    inbox.add(text(0, new byte[] {0, 'a', 0x1B, 0x65}));
    assertThat(inbox.complete()).extracting(ReceivedSms::text).containsExactly("ạ", "é@", "@a€");
  }

  @Test
  void the_default_alphabet_may_be_latin_1() {
    Inbox latin = new Inbox(SmscAlphabet.LATIN_1);
    latin.add(text(0, latin1("é@")));
    assertThat(latin.complete()).extracting(ReceivedSms::text).containsExactly("é@");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\5\0\3\7\2",
        "\5\0\3\7\2\0a",
        "\5\0\3\7\2\3a",
        "\5\0\3\7\0\1a",
        "\5\0\4\7\2\1a",
        "\6\10\4\0\7\2\3a",
        "\2\1\0a",
        "\1\0a"
      })
  void a_header_that_is_no_part_of_a_message_is_refused(String userData) {
    assertThat(add(userData)).isEqualTo(0x43);
    assertThat(inbox.complete()).isEmpty();
  }

  private void assertOne(String text, int parts) {
    assertThat(inbox.complete())
        .singleElement()
        .satisfies(it -> assertThat(it.text()).isEqualTo(text))
        .satisfies(it -> assertThat(it.parts()).isEqualTo(parts));
  }

  private int add(String userData) {
    return inbox.add(read(Pdu.submit(1, "84903123456", UDHI, 0, latin1(userData))));
  }

  private static SubmitPdu sar(int number, String text) {
    return read(
        Pdu.submit(
            1,
            "84903123456",
            0,
            0,
            latin1(text),
            Pdu.tlv(0x020C, new byte[] {1, 7}),
            Pdu.tlv(0x020E, new byte[] {2}),
            Pdu.tlv(0x020F, new byte[] {(byte) number})));
  }

  private static SubmitPdu text(int coding, byte[] octets) {
    return read(Pdu.submit(1, "84903123456", 0, coding, octets));
  }

  private static SubmitPdu read(Pdu pdu) {
    SubmitPdu submit = new SubmitPdu();
    byte[] octets = pdu.octets();
    assertThat(submit.read(octets, 0, octets.length)).isZero();
    return submit;
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
