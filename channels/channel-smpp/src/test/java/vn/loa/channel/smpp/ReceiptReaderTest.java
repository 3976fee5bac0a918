package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;
import vn.loa.channel.ReferenceCodec;
import vn.loa.channel.ReferenceCodec.Form;
import vn.loa.sms.Coding;

class ReceiptReaderTest {

  private static final Instant NOW = Instant.parse("2026-05-15T05:00:00Z");
  private static final DeskRules PLAIN = rules(ReferenceCodec.exact(), Map.of(), false);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SMPP 3.4 Appendix B             | id:17A sub:001 dlvrd:001 submit date:2605151200 done date:2605151201 stat:DELIVRD err:000 text:Moi hop | 17A | DELIVERED",
        "jsmpp 9, upper-case keys        | ID:17A SUB:001 DLVRD:001 STAT:DELIVRD ERR:000 TEXT: | 17A | DELIVERED",
        "jsmpp 9, lower-case state       | id:17A stat:delivrd | 17A | DELIVERED",
        "jsmpp 9, capital letters        | Id:17A Stat:Delivrd Err:000 Text: | 17A | DELIVERED",
        "jsmpp 62, no sub and no dlvrd   | id:1526000001 submit date:2605151200 done date:2605151201 stat:DELIVRD err:000 text:hop | 1526000001 | DELIVERED",
        "uudashr/jsmpp 67, no text       | id:0654000001 submit date:2605151200 done date:2605151200 stat:DELIVRD err:000 | 0654000001 | DELIVERED",
        "cloudhopper 105, empty sub      | id:17A sub: dlvrd: submit date:2605151200 done date:2605151201 stat:UNDELIV err:000 | 17A | UNDELIVERED",
        "cloudhopper 42, letters in err  | id:17A sub:001 dlvrd:000 stat:UNDELIV err:21b text: | 17A | UNDELIVERED",
        "php-smpp 70, err of four digits | id:117062714000000001 sub:001 dlvrd:001 submit date:2605151200 done date:2605151201 stat:DELIVRD err:0000 text:H\u001bello | 117062714000000001 | DELIVERED",
        "php-smpp 29, blanks and err 0   | id: 17A sub: 1 dlvrd: 1 submit date: 2605151200 stat: DELIVRD err: 0 text: hop | 17A | DELIVERED",
        "gosmpp 124, one digit           | id:123A456B sub:1 dlvrd:1 submit date:2605151200 done date:2605151201 stat:DELIVRD err:0 text: hop | 123A456B | DELIVERED",
        "jasmin 70, Clickatell, seconds  | id:a29f6845555647139e5c8f3b81000001 sub:001 dlvrd:001 submit date:260515120000 done date:260515120101 stat:DELIVRD err:000 text: | a29f6845555647139e5c8f3b81000001 | DELIVERED",
        "jasmin 753, long years          | id:dbd1d8e8-d2a4-4efe-b508-000000000001 submit date:202605151200 done date:20260515120001 stat:EXPIRED err:030 | dbd1d8e8-d2a4-4efe-b508-000000000001 | EXPIRED",
        "date of 8 digits                | id:17A submit date:26051512 done date:26051512 stat:DELIVRD | 17A | DELIVERED",
        "date with a zone                | id:17A done date:2605151201+0700 stat:DELIVRD | 17A | DELIVERED",
        "date with a quarter zone        | id:17A done date:260515120100028+ stat:DELIVRD | 17A | DELIVERED",
        "ISO dates                       | id:17A submit date:2026-05-15T12:00:00Z done date:2026-05-15 12:01:00 stat:DELIVRD | 17A | DELIVERED",
        "empty dates                     | id:17A submit date: done date: stat:DELIVRD err: | 17A | DELIVERED",
        "sub ALL                         | id:17A sub:ALL dlvrd:ALL stat:DELIVRD | 17A | DELIVERED",
        "another order                   | stat:DELIVRD err:000 done date:2605151201 id:17A | 17A | DELIVERED",
        "quoted                          | id:\"17A\" stat:'DELIVRD' | 17A | DELIVERED",
        "quoted and padded               | id:\" 17A \" stat:\"DELIVRD\" | 17A | DELIVERED",
        "padded with blanks              | id:   17A      sub:001 stat: DELIVRD | 17A | DELIVERED",
        "commas                          | id:17A,sub:001,stat:DELIVRD,err:000 | 17A | DELIVERED",
        "blank before the colon          | id :17A stat :DELIVRD | 17A | DELIVERED",
        "a longer word that ends in id   | msgid:99 id:17A stat:DELIVRD | 17A | DELIVERED",
        "what we wrote is not believed   | id:17A stat:UNDELIV text:id:99 stat:DELIVRD | 17A | UNDELIVERED",
        "zeros in front                  | id:0000000017 stat:UNDELIV err:027 | 0000000017 | UNDELIVERED",
        "stat FAILED                     | id:17A stat:FAILED err:1B | 17A | UNDELIVERED",
        "stat REJECTD                    | id:17A stat:REJECTD | 17A | UNDELIVERED",
        "stat REJECTED                   | id:17A stat:REJECTED | 17A | UNDELIVERED",
        "stat DELETED                    | id:17A stat:DELETED | 17A | UNDELIVERED",
        "stat UNDELIVERABLE              | id:17A stat:UNDELIVERABLE | 17A | UNDELIVERED",
        "stat DELIVERED                  | id: 17A stat: DELIVERED | 17A | DELIVERED",
        "stat DELIVERD                   | id: 17A stat: DELIVERD | 17A | DELIVERED",
        "stat EXPIRED                    | id:17A-bc.9 stat:Expired | 17A-bc.9 | EXPIRED"
      })
  void operators_write_the_same_thing_in_many_ways(
      String who, String text, String id, Receipt.Kind kind) throws Exception {
    Receipt receipt = told(Brought.deliver().esmClass(4).text(text), PLAIN);
    assertThat(receipt.reference()).as(who).isEqualTo(id);
    assertThat(receipt.kind()).isEqualTo(kind);
    assertThat(receipt.at()).as("the channel's clock, not the SMSC's").isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id:17A stat:ENROUTE",
        "id:17A stat:ACCEPTD",
        "id:17A stat:UNKNOWN",
        "id:17A stat:BUFFERED",
        "id:17A stat: err:000",
        "id:17A stat",
        "id:17A",
        "stat:DELIVRD",
        "id: stat:DELIVRD",
        "hello",
        ""
      })
  void what_tells_no_end_or_of_no_message_is_no_receipt(String text) throws Exception {
    assertThat(read(Brought.deliver().esmClass(4).text(text))).isNull();
  }

  @Test
  void fields_may_stand_on_lines_of_their_own() throws Exception {
    assertThat(read(Brought.deliver().esmClass(4).text("id:17A\r\nstat:DELIVRD\r\nerr:000")))
        .isEqualTo(new Receipt.Delivered("17A", NOW));
  }

  @Test
  void an_id_longer_than_any_may_be_is_none() throws Exception {
    String longest = "1".repeat(64);
    assertThat(read(Brought.deliver().esmClass(4).text("id:" + longest + " stat:DELIVRD")))
        .isEqualTo(new Receipt.Delivered(longest, NOW));
    assertThat(read(Brought.deliver().esmClass(4).text("id:" + longest + "1 stat:DELIVRD")))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "id:1 stat:UNDELIV err:027, UNDELIV, 027",
    "id:1 stat:failed err:1B, FAILED, 1B",
    "id:1 stat:UNDELIV err:0, UNDELIV, 0",
    "id:1 stat:UNDELIV ERR: 5 text:x, UNDELIV, 5"
  })
  void a_failure_carries_the_operators_code(String text, String state, String code)
      throws Exception {
    Receipt.Undelivered receipt =
        (Receipt.Undelivered) told(Brought.deliver().esmClass(4).text(text), PLAIN);
    assertThat(receipt.reason().code()).isEqualTo(state);
    assertThat(receipt.reason().text()).endsWith("its code is " + code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id:1 stat:UNDELIV", "id:1 stat:UNDELIV err: text:09", "x"})
  void a_failure_without_a_code_says_none(String text) throws Exception {
    Receipt.Undelivered receipt =
        (Receipt.Undelivered)
            told(
                Brought.deliver()
                    .esmClass(4)
                    .text(text)
                    .parameter(Tags.RECEIPTED_MESSAGE_ID, "1")
                    .parameter(Tags.MESSAGE_STATE, (byte) 5),
                PLAIN);
    assertThat(receipt.reason().text()).isEqualTo("the operator could not deliver it");
  }

  @Test
  void network_error_code_is_told_where_the_text_has_none() throws Exception {
    Brought pdu =
        Brought.deliver()
            .esmClass(4)
            .text("id:1 stat:UNDELIV")
            .parameter(Tags.NETWORK_ERROR_CODE, (byte) 3, (byte) 1, (byte) 5);
    Receipt.Undelivered receipt = (Receipt.Undelivered) told(pdu, PLAIN);
    assertThat(receipt.reason().text()).endsWith("its code is 261");
  }

  @Test
  void optional_parameters_go_before_the_text() throws Exception {
    Receipt receipt =
        told(
            Brought.deliver()
                .esmClass(4)
                .text("id:999 stat:DELIVRD")
                .parameter(Tags.RECEIPTED_MESSAGE_ID, "17A\0")
                .parameter(Tags.MESSAGE_STATE, (byte) 5),
            PLAIN);
    assertThat(receipt.reference()).isEqualTo("17A");
    assertThat(receipt).isInstanceOf(Receipt.Undelivered.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1, ",
    "2, DELIVERED",
    "3, EXPIRED",
    "4, UNDELIVERED",
    "5, UNDELIVERED",
    "6, ",
    "7, ",
    "8, UNDELIVERED",
    "9, UNDELIVERED"
  })
  void message_state_alone_tells_the_end(int code, Receipt.@Nullable Kind kind) throws Exception {
    Brought pdu =
        Brought.deliver()
            .parameter(Tags.RECEIPTED_MESSAGE_ID, "17A")
            .parameter(Tags.MESSAGE_STATE, (byte) code);
    assertThat(isReceipt(pdu, PLAIN)).isTrue();
    Receipt receipt = read(pdu);
    assertThat(receipt == null ? null : receipt.kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 255})
  void a_message_state_that_nobody_knows_leaves_it_to_the_text(int code) throws Exception {
    Brought pdu =
        Brought.deliver()
            .esmClass(4)
            .text("id:17A stat:DELIVRD")
            .parameter(Tags.MESSAGE_STATE, (byte) code);
    assertThat(read(pdu)).isEqualTo(new Receipt.Delivered("17A", NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4711", "4711\0", "4711 \0", "4711\0\0", " 4711", "\"4711\"\0"})
  void an_id_keeps_its_last_digit_with_and_without_a_nul_behind_it(String octets) throws Exception {
    assertThat(read(naming(octets))).isEqualTo(new Receipt.Delivered("4711", NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", " \0", "''"})
  void an_empty_id_leaves_it_to_the_text(String octets) throws Exception {
    assertThat(read(naming(octets))).isEqualTo(new Receipt.Delivered("999", NOW));
  }

  @ParameterizedTest
  @CsvSource({"8, UTF-16BE", "0, UTF-16BE", "8, UTF-16LE", "8, ISO-8859-1", "3, ISO-8859-1"})
  void a_text_in_ucs_2_or_said_to_be_is_read(int dataCoding, String charset) throws Exception {
    byte[] text = "id:17A stat:DELIVRD text:Mời họp".getBytes(charset);
    assertThat(read(Brought.deliver().esmClass(4).dataCoding(dataCoding).text(text)))
        .isEqualTo(new Receipt.Delivered("17A", NOW));
  }

  @Test
  void a_text_in_message_payload_is_read() throws Exception {
    String text = "id:17A stat:DELIVRD";
    Brought deliver = Brought.deliver().esmClass(4);
    assertThat(read(deliver.parameter(Tags.MESSAGE_PAYLOAD, text)))
        .isEqualTo(new Receipt.Delivered("17A", NOW));
    Brought data = Brought.data().esmClass(4).parameter(Tags.MESSAGE_PAYLOAD, text);
    assertThat(read(data)).isEqualTo(new Receipt.Delivered("17A", NOW));
  }

  @Test
  void a_header_before_the_text_is_passed_over() throws Exception {
    String header = "\u0005\u0000\u0003*\u0001\u0001";
    Brought pdu = Brought.deliver().esmClass(0x44).text(header + "id:17A stat:DELIVRD");
    assertThat(read(pdu)).isEqualTo(new Receipt.Delivered("17A", NOW));
    Brought none = Brought.deliver().esmClass(0x44).text("id:17A stat:DELIVRD");
    assertThat(read(none)).isEqualTo(new Receipt.Delivered("17A", NOW));
  }

  @Test
  void the_profile_has_words_of_its_own_in_any_case() throws Exception {
    DeskRules rules =
        rules(
            ReferenceCodec.exact(),
            Map.of("Ok", Receipt.Kind.DELIVERED, "DELETED", Receipt.Kind.EXPIRED),
            false);
    assertThat(read(Brought.deliver().esmClass(4).text("id:1 stat:OK"), rules))
        .isEqualTo(new Receipt.Delivered("1", NOW));
    assertThat(read(Brought.deliver().esmClass(4).text("id:1 stat:ok"), PLAIN)).isNull();
    assertThat(read(Brought.deliver().esmClass(4).text("id:1 stat:DELETED"), rules))
        .isEqualTo(new Receipt.Expired("1", NOW));
    assertThat(read(Brought.deliver().esmClass(4).text("id:1 stat:DELIVRD"), rules))
        .isEqualTo(new Receipt.Delivered("1", NOW));
  }

  @Test
  void a_word_for_nothing_or_for_no_end_of_an_sms_is_refused() {
    assertThatThrownBy(
            () -> rules(ReferenceCodec.exact(), Map.of("OK", Receipt.Kind.PLAYED), false))
        .hasMessageContaining("\"OK\" for PLAYED");
    assertThatThrownBy(
            () -> rules(ReferenceCodec.exact(), Map.of(" ", Receipt.Kind.DELIVERED), false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'jasmin 1034, smscsim 4: hexadecimal answer, decimal receipt', HEXADECIMAL, DECIMAL, 39f99dd5, 0972660181",
    "'jsmpp 56: hexadecimal answer, decimal receipt of ten digits', HEXADECIMAL, DECIMAL, 33E95179, 870928761",
    "'telenor 153: the receipt may be hexadecimal too', HEXADECIMAL, DECIMAL, 33E9517a, 33E9517A",
    "'jasmin 1129: zeros in front', HEXADECIMAL, HEXADECIMAL, 00B8BE19, B8BE19",
    "'jasmin 535: neither', HEXADECIMAL, DECIMAL, 12ab-adsa-gfgf, 12ab-adsa-gfgf",
    "to the letter, EXACT, EXACT, 0017, 0017"
  })
  void answers_and_receipts_that_write_ids_in_their_own_ways_meet(
      String who, Form answers, Form receipts, String answered, String reported) throws Exception {
    ReferenceCodec codec = ReferenceCodec.of(answers, receipts);
    Receipt receipt =
        told(
            Brought.deliver().esmClass(4).text("id:" + reported + " stat:DELIVRD"),
            rules(codec, Map.of(), false));
    assertThat(receipt.reference()).as(who).isEqualTo(codec.canonicalAnswer(answered));
  }

  @ParameterizedTest
  @CsvSource({
    "0x04, true",
    "0x20, true",
    "0x44, true",
    "0x84, true",
    "0x07, true",
    "0x00, false",
    "0x40, false",
    "0x08, false",
    "0x10, false",
    "0x18, false"
  })
  void esm_class_tells_receipts_from_messages(String esmClass, boolean expected) throws Exception {
    Brought pdu = Brought.deliver().esmClass(Integer.decode(esmClass)).text("id:17A stat:DELIVRD");
    assertThat(isReceipt(pdu, PLAIN)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0x00, id:17A stat:DELIVRD, true",
    "0x00, id:17A stat:ENROUTE, true",
    "0x00, id:17A, false",
    "0x00, stat:DELIVRD, false",
    "0x00, hop o dau, false",
    "0x10, id:17A stat:DELIVRD, false"
  })
  void a_profile_may_know_receipts_by_their_text_alone(
      String esmClass, String text, boolean expected) throws Exception {
    Brought pdu = Brought.deliver().esmClass(Integer.decode(esmClass)).text(text);
    assertThat(isReceipt(pdu, rules(ReferenceCodec.exact(), Map.of(), true))).isEqualTo(expected);
    assertThat(isReceipt(pdu, PLAIN)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "84903123456, 84903123456",
    "+84903123456, 84903123456",
    "0903123456, 84903123456",
    "66812345678, 66812345678",
    "+66812345678, 66812345678",
    "9029, 9029",
    "999999999999999, 999999999999999",
    "012, ",
    "1234567890123456, ",
    "UBND, ",
    "+, ",
    "'', "
  })
  void whom_it_is_about_is_where_it_comes_from(String source, @Nullable Long e164)
      throws Exception {
    byte[] octets = Brought.deliver().from(1, source).esmClass(4).octets();
    assertThat(ReceiptReader.subscriber(DeliverPdu.read(octets, 0, octets.length)))
        .isEqualTo(e164 == null ? null : new Address.Phone(e164));
  }

  private static Brought naming(String octets) {
    return Brought.deliver()
        .esmClass(4)
        .text("id:999 stat:DELIVRD")
        .parameter(Tags.RECEIPTED_MESSAGE_ID, octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Receipt told(Brought pdu, DeskRules rules) throws MalformedPduException {
    return Objects.requireNonNull(read(pdu, rules));
  }

  private static @Nullable Receipt read(Brought pdu) throws MalformedPduException {
    return read(pdu, PLAIN);
  }

  private static @Nullable Receipt read(Brought pdu, DeskRules rules) throws MalformedPduException {
    byte[] octets = pdu.octets();
    return new ReceiptReader(rules).read(DeliverPdu.read(octets, 0, octets.length), NOW);
  }

  private static boolean isReceipt(Brought pdu, DeskRules rules) throws MalformedPduException {
    byte[] octets = pdu.octets();
    return new ReceiptReader(rules).isReceipt(DeliverPdu.read(octets, 0, octets.length));
  }

  private static DeskRules rules(
      ReferenceCodec references, Map<String, Receipt.Kind> states, boolean byText) {
    return new DeskRules(references, states, Coding.GSM7, byText);
  }
}
