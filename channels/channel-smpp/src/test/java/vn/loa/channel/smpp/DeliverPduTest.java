package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliverPduTest {

  @Test
  void a_deliver_sm_is_read_field_by_field() throws Exception {
    DeliverPdu pdu =
        read(
            Brought.deliver()
                .from(5, "UBND")
                .to("9029")
                .esmClass(0x44)
                .dataCoding(0xF1)
                .text("hop"));
    assertThat(pdu.sourceTon()).isEqualTo(5);
    assertThat(pdu.source()).isEqualTo("UBND");
    assertThat(pdu.destination()).isEqualTo("9029");
    assertThat(pdu.messageType()).isEqualTo(0x04);
    assertThat(pdu.hasHeader()).isTrue();
    assertThat(pdu.dataCoding()).isEqualTo(0xF1);
    assertThat(text(pdu)).isEqualTo("hop");
  }

  @Test
  void a_data_sm_has_its_text_in_message_payload() throws Exception {
    DeliverPdu pdu =
        read(
            Brought.data()
                .from(1, "8".repeat(64))
                .dataCoding(8)
                .parameter(Tags.MESSAGE_PAYLOAD, "hop"));
    assertThat(pdu.source()).hasSize(64);
    assertThat(pdu.dataCoding()).isEqualTo(8);
    assertThat(text(pdu)).isEqualTo("hop");
  }

  @Test
  void message_payload_counts_where_short_message_is_empty() throws Exception {
    Brought both = Brought.deliver().parameter(Tags.MESSAGE_PAYLOAD, "payload");
    assertThat(text(read(both))).isEqualTo("payload");
    assertThat(text(read(both.text("short")))).isEqualTo("short");
    assertThat(text(read(Brought.deliver()))).isEmpty();
  }

  @Test
  void a_short_message_of_255_octets_is_read_whole() throws Exception {
    assertThat(text(read(Brought.deliver().text("x".repeat(255))))).hasSize(255);
  }

  @Test
  void parameters_that_nobody_knows_are_passed_over() throws Exception {
    DeliverPdu pdu =
        read(
            Brought.deliver()
                .text("hop")
                .parameter(0x1454, new byte[] {1})
                .parameter(0xFFFF, new byte[300])
                .parameter(Tags.MESSAGE_STATE, (byte) 2));
    assertThat(pdu.number(Tags.MESSAGE_STATE)).isEqualTo(2);
  }

  @Test
  void the_first_of_two_parameters_with_one_tag_counts() throws Exception {
    DeliverPdu pdu =
        read(
            Brought.deliver()
                .parameter(Tags.MESSAGE_STATE, (byte) 2)
                .parameter(Tags.MESSAGE_STATE, (byte) 5));
    assertThat(pdu.number(Tags.MESSAGE_STATE)).isEqualTo(2);
  }

  @Test
  void a_number_has_one_or_two_octets() throws Exception {
    assertThat(read(Brought.deliver()).number(0x020C)).isEqualTo(-1);
    assertThat(read(Brought.deliver().parameter(0x020C)).number(0x020C)).isEqualTo(-1);
    assertThat(read(Brought.deliver().parameter(0x020C, new byte[3])).number(0x020C)).isEqualTo(-1);
    assertThat(read(Brought.deliver().parameter(0x020C, (byte) 0xAB, (byte) 0xCD)).number(0x020C))
        .isEqualTo(0xABCD);
  }

  @Test
  void a_parameter_that_is_cut_is_none_and_those_before_it_are_read() throws Exception {
    byte[] whole =
        Brought.deliver()
            .text("hop")
            .parameter(Tags.MESSAGE_STATE, (byte) 2)
            .parameter(Tags.RECEIPTED_MESSAGE_ID, "17A")
            .octets();
    for (int cut = 1; cut <= 7; cut++) {
      DeliverPdu pdu = DeliverPdu.read(whole, 0, whole.length - cut);
      assertThat(pdu.parameter(Tags.RECEIPTED_MESSAGE_ID)).as("%d cut", cut).isNull();
      assertThat(pdu.number(Tags.MESSAGE_STATE)).isEqualTo(2);
      assertThat(text(pdu)).isEqualTo("hop");
    }
  }

  @Test
  void a_string_without_nul_ends_where_its_field_does() throws Exception {
    byte[] full = "123456789012345678901".getBytes(StandardCharsets.ISO_8859_1);
    DeliverPdu pdu = read(Brought.deliver().from(1, full).text("hop"));
    assertThat(pdu.source()).isEqualTo("123456789012345678901");
    assertThat(pdu.destination()).isEqualTo("9029");
    assertThat(text(pdu)).isEqualTo("hop");
  }

  @Test
  void nothing_beyond_the_given_length_is_read() throws Exception {
    byte[] whole = Brought.deliver().text("hop").parameter(0x0427, (byte) 2).octets();
    byte[] amid = new byte[whole.length + 20];
    Arrays.fill(amid, (byte) 0xFF);
    System.arraycopy(whole, 0, amid, 10, whole.length);
    DeliverPdu pdu = DeliverPdu.read(amid, 10, whole.length - 5);
    Arrays.fill(amid, (byte) 0);
    assertThat(text(pdu)).isEqualTo("hop");
    assertThat(pdu.parameter(0x0427)).isNull();
  }

  @Test
  void one_that_ends_before_its_mandatory_fields_do_is_malformed() {
    byte[] deliver = Brought.deliver().text("hop").octets();
    byte[] data = Brought.data().octets();
    for (int length = 0; length < deliver.length; length++) {
      assertMalformed(deliver, 0, length);
    }
    for (int length = 0; length < data.length; length++) {
      assertMalformed(data, 0, length);
    }
  }

  @Test
  void a_range_outside_the_array_is_malformed() {
    byte[] whole = Brought.deliver().octets();
    assertMalformed(whole, 1, whole.length);
    assertMalformed(whole, -1, whole.length);
    assertMalformed(whole, 0, Integer.MAX_VALUE);
    assertMalformed(whole, 0, -1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x04, 0x15, 0x85})
  void any_other_command_is_malformed(int command) {
    byte[] other = Brought.deliver().octets();
    other[7] = (byte) command;
    assertMalformed(other, 0, other.length);
  }

  @Test
  void it_shows_neither_numbers_nor_text() throws Exception {
    assertThat(read(Brought.deliver().text("hop")).toString()).isEqualTo("a PDU of 51 octets");
    assertThatThrownBy(() -> DeliverPdu.read(Brought.receipt("hop"), 0, 50))
        .hasMessage("it ends within short_message");
  }

  private static void assertMalformed(byte[] octets, int from, int length) {
    assertThatThrownBy(() -> DeliverPdu.read(octets, from, length))
        .as("%d octets", length)
        .isInstanceOf(MalformedPduException.class);
  }

  private static DeliverPdu read(Brought brought) throws MalformedPduException {
    byte[] octets = brought.octets();
    return DeliverPdu.read(octets, 0, octets.length);
  }

  private static String text(DeliverPdu pdu) {
    return new String(pdu.userData(), StandardCharsets.ISO_8859_1);
  }
}
