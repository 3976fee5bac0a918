package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;

class ReceiptTextTest {

  private static final Instant NOW = Instant.parse("2026-05-15T05:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id:17A sub:001 dlvrd:001 submit date:2605151200 done date:2605151201 stat:DELIVRD err:000 text:Moi hop | 17A | DELIVERED",
        "ID:17A SUB:001 DLVRD:001 STAT:DELIVRD ERR:000 TEXT:         | 17A | DELIVERED",
        "id:17A stat:delivrd                                          | 17A | DELIVERED",
        "id: 17A stat: DELIVERED                                      | 17A | DELIVERED",
        "id:17A sub:ALL dlvrd:ALL stat:DELIVRD                        | 17A | DELIVERED",
        "id:17A submit date: done date: stat:DELIVRD err:             | 17A | DELIVERED",
        "id:17A done date:2026-05-15T12:01:00 stat:DELIVRD            | 17A | DELIVERED",
        "stat:DELIVRD id:17A                                          | 17A | DELIVERED",
        "id:0000000017 stat:UNDELIV err:027                           | 0000000017 | UNDELIVERED",
        "id:17A stat:FAILED err:1B                                    | 17A | UNDELIVERED",
        "id:17A stat:REJECTD                                          | 17A | UNDELIVERED",
        "id:17A stat:REJECTED                                         | 17A | UNDELIVERED",
        "id:17A stat:DELETED                                          | 17A | UNDELIVERED",
        "id:17A stat:UNDELIVERABLE                                    | 17A | UNDELIVERED",
        "id:17A stat:EXPIRED                                          | 17A | EXPIRED",
        "id:17A-bc.9 stat:Expired                                     | 17A-bc.9 | EXPIRED"
      })
  void operators_write_the_same_thing_in_many_ways(String text, String id, Receipt.Kind kind) {
    Receipt receipt = ReceiptText.read(deliver(text), NOW).orElseThrow();
    assertThat(receipt.reference()).isEqualTo(id);
    assertThat(receipt.kind()).isEqualTo(kind);
    assertThat(receipt.at()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id:17A stat:ENROUTE",
        "id:17A stat:ACCEPTD",
        "id:17A stat:UNKNOWN",
        "id:17A stat:BUFFERED",
        "id:17A",
        "stat:DELIVRD",
        "hello",
        ""
      })
  void what_tells_no_end_is_no_receipt(String text) {
    assertThat(ReceiptText.read(deliver(text), NOW)).isEmpty();
  }

  @Test
  void a_failure_carries_the_operators_code() {
    Receipt.Undelivered receipt =
        (Receipt.Undelivered)
            ReceiptText.read(deliver("id:1 stat:UNDELIV err:027"), NOW).orElseThrow();
    assertThat(receipt.reason().code()).isEqualTo("UNDELIV");
    assertThat(receipt.reason().text()).contains("027");
  }

  @Test
  void optional_parameters_go_before_the_text() {
    DeliverSm deliver = deliver("id:999 stat:DELIVRD");
    deliver.setOptionalParameters(
        new OptionalParameter.Receipted_message_id("17A"),
        new OptionalParameter.Message_state((byte) 5));
    Receipt receipt = ReceiptText.read(deliver, NOW).orElseThrow();
    assertThat(receipt.reference()).isEqualTo("17A");
    assertThat(receipt).isInstanceOf(Receipt.Undelivered.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4711", "4711\0", "4711 \0", "4711\0\0", " 4711"})
  void an_id_keeps_its_last_digit_with_and_without_a_nul_behind_it(String octets) {
    assertThat(ReceiptText.read(naming(octets), NOW)).contains(new Receipt.Delivered("4711", NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", " \0"})
  void an_empty_id_leaves_it_to_the_text(String octets) {
    assertThat(ReceiptText.read(naming(octets), NOW)).contains(new Receipt.Delivered("999", NOW));
  }

  @Test
  void optional_parameters_are_enough_without_text() {
    DeliverSm deliver = new DeliverSm();
    deliver.setOptionalParameters(
        new OptionalParameter.Receipted_message_id("17A"),
        new OptionalParameter.Message_state((byte) 2));
    assertThat(ReceiptText.isReceipt(deliver)).isTrue();
    assertThat(ReceiptText.read(deliver, NOW)).contains(new Receipt.Delivered("17A", NOW));
  }

  @Test
  void a_citizens_message_is_no_receipt() {
    DeliverSm deliver = new DeliverSm();
    deliver.setShortMessage("id:17A stat:DELIVRD".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(ReceiptText.isReceipt(deliver)).isFalse();
  }

  private static DeliverSm naming(String octets) {
    DeliverSm deliver = deliver("id:999 stat:DELIVRD");
    deliver.setOptionalParameters(
        new OptionalParameter.Receipted_message_id(octets.getBytes(StandardCharsets.ISO_8859_1)));
    return deliver;
  }

  @ParameterizedTest
  @CsvSource({
    "84903123456, 84903123456",
    "+84903123456, 84903123456",
    "0903123456, 84903123456",
    "66812345678, 66812345678",
    "012, ",
    "1234567890123456, ",
    "UBND, ",
    "'', ",
    ", "
  })
  void whom_it_is_about_is_where_it_comes_from(@Nullable String source, @Nullable Long e164) {
    DeliverSm deliver = deliver("id:17A stat:DELIVRD");
    deliver.setSourceAddr(source);
    assertThat(ReceiptText.subscriber(deliver))
        .isEqualTo(e164 == null ? null : new Address.Phone(e164));
  }

  private static DeliverSm deliver(String text) {
    DeliverSm deliver = new DeliverSm();
    deliver.setSmscDeliveryReceipt();
    deliver.setShortMessage(text.getBytes(StandardCharsets.ISO_8859_1));
    return deliver;
  }
}
