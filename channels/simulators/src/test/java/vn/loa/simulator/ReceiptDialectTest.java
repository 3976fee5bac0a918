package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.loa.channel.testkit.ManualTime;

@Timeout(60)
class ReceiptDialectTest {

  private static final String AN = "84903123456";
  private static final String SWITCHED_OFF = "84903123999";
  private static final int ESM_CLASS = ("\0\1\1" + AN + "\0\0\0" + "5656\0").length();
  private static final int MESSAGE = ESM_CLASS + 10;

  private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-05-15T05:00:30Z"));

  private record Exchange(String id, Pdu receipt) {
    String message() {
      return receipt.latin1().substring(MESSAGE);
    }

    int octet(int at) {
      return receipt.body()[at] & 0xFF;
    }
  }

  @Test
  void lower_case() throws Exception {
    assertThat(exchange(ReceiptDialect.LOWER_CASE, AN).message()).contains(" stat:delivrd err");
    assertThat(exchange(ReceiptDialect.LOWER_CASE, SWITCHED_OFF).message())
        .contains(" stat:undeliv err");
  }

  @Test
  void iso_dates() throws Exception {
    assertThat(exchange(ReceiptDialect.ISO_DATES, AN).message())
        .contains("submit date:2026-05-15T05:00:30Z done date:2026-05-15T05:00:30Z stat");
  }

  @Test
  void missing_fields() throws Exception {
    Exchange exchange = exchange(ReceiptDialect.MISSING_FIELDS, AN);
    assertThat(exchange.message()).isEqualTo("id:" + exchange.id() + " stat:DELIVRD");
  }

  @Test
  void stat_failed() throws Exception {
    assertThat(exchange(ReceiptDialect.STAT_FAILED, SWITCHED_OFF).message())
        .contains(" stat:FAILED ");
    assertThat(exchange(ReceiptDialect.STAT_FAILED, AN).message()).contains(" stat:DELIVRD ");
  }

  @Test
  void optional_parameters_only() throws Exception {
    Exchange exchange = exchange(ReceiptDialect.TLV_ONLY, SWITCHED_OFF);
    assertThat(exchange.octet(MESSAGE - 1)).isZero();
    assertThat(exchange.message())
        .isEqualTo(
            "\0\36\0" + (char) (exchange.id().length() + 1) + exchange.id() + "\0\4\47\0\1\5");
    assertThat(exchange(ReceiptDialect.TLV_ONLY, AN).message()).endsWith("\4\47\0\1\2");
  }

  @Test
  void message_payload() throws Exception {
    Exchange exchange = exchange(ReceiptDialect.PAYLOAD, AN);
    assertThat(exchange.octet(MESSAGE - 1)).isZero();
    assertThat(exchange.message().substring(4)).startsWith("id:" + exchange.id() + " sub:001");
    assertThat(exchange.message().substring(0, 4))
        .isEqualTo("\4\44\0" + (char) (exchange.message().length() - 4));
  }

  @Test
  void hexadecimal_answers_and_decimal_receipts() throws Exception {
    Exchange exchange = exchange(ReceiptDialect.HEX_ANSWER_DECIMAL_RECEIPT, AN);
    assertThat(exchange.id()).matches("[0-9A-F]+").containsPattern("[A-F]");
    assertThat(exchange.message()).startsWith("id:" + Long.parseLong(exchange.id(), 16) + " ");
  }

  @Test
  void leading_zeros() throws Exception {
    Exchange exchange = exchange(ReceiptDialect.LEADING_ZEROS, AN);
    assertThat(exchange.id()).matches("[1-9][0-9]+");
    assertThat(exchange.message()).startsWith("id:%020d ".formatted(Long.parseLong(exchange.id())));
  }

  @Test
  void an_esm_class_that_says_nothing() throws Exception {
    Exchange exchange = exchange(ReceiptDialect.ESM_CLASS_ZERO, AN);
    assertThat(exchange.octet(ESM_CLASS)).isZero();
    assertThat(exchange.message()).startsWith("id:" + exchange.id() + " sub:001");
    assertThat(exchange(ReceiptDialect.STANDARD, AN).octet(ESM_CLASS)).isEqualTo(4);
  }

  @Test
  void ucs2() throws Exception {
    Exchange exchange = exchange(ReceiptDialect.UCS2_TEXT, AN);
    assertThat(exchange.octet(MESSAGE - 3)).isEqualTo(8);
    byte[] octets = exchange.message().getBytes(StandardCharsets.ISO_8859_1);
    assertThat(new String(octets, StandardCharsets.UTF_16BE))
        .startsWith("id:" + exchange.id() + " sub:001")
        .endsWith(" text:");
    assertThat(exchange.octet(MESSAGE - 1)).isEqualTo(octets.length);
  }

  @ParameterizedTest
  @EnumSource
  void ids_are_different_in_every_dialect(ReceiptDialect dialect) throws Exception {
    Set<String> ids = new HashSet<>();
    try (SmscSimulator smsc = builder(dialect).receipts(false).start();
        RawClient client = RawClient.bound(smsc)) {
      for (int i = 0; i < 50; i++) {
        ids.add(client.ask(Pdu.submit(i, AN)).id());
      }
    }
    assertThat(ids).hasSize(50).noneMatch(String::isEmpty);
  }

  private Exchange exchange(ReceiptDialect dialect, String to) throws Exception {
    try (SmscSimulator smsc = builder(dialect).start();
        RawClient client = RawClient.bound(smsc)) {
      return new Exchange(client.ask(Pdu.submit(1, to)).id(), client.next());
    }
  }

  private SmscSimulator.Builder builder(ReceiptDialect dialect) {
    return SmscSimulator.builder().receiptDialect(dialect).time(time);
  }
}
