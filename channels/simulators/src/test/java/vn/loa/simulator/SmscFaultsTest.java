package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vn.loa.simulator.Soon.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.testkit.ManualTime;

@Timeout(60)
class SmscFaultsTest {

  private static final String AN = "84903123456";

  @Test
  void all_may_be_dropped_without_a_word_and_come_again() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient one = RawClient.bound(smsc);
        RawClient other = RawClient.bound(smsc)) {
      smsc.dropAll();
      assertThat(one.octet()).isEqualTo(-1);
      assertThat(other.octet()).isEqualTo(-1);
      await().until(() -> smsc.clients() == 0);
      RawClient.bound(smsc).close();
    }
  }

  @Test
  void half_closed_it_says_nothing_and_still_takes() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient client = RawClient.bound(smsc)) {
      smsc.halfClose();
      assertThat(client.octet()).isEqualTo(-1);
      client.send(Pdu.submit(1, AN));
      await().until(() -> smsc.submits(AN) == 1);
      client.send(Pdu.submit(2, AN));
      await().until(() -> smsc.submits(AN) == 2);
      assertThat(smsc.clients()).isEqualTo(1);
    }
  }

  @Test
  void frozen_it_reads_nothing_until_it_thaws() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient client = RawClient.bound(smsc)) {
      smsc.freeze();
      client.send(Pdu.submit(1, AN));
      await()
          .during(Duration.ofMillis(200))
          .until(() -> smsc.submits() == 0 && !client.hasSomething());
      smsc.thaw();
      assertThat(client.next().status()).isZero();
    }
  }

  @Test
  void frozen_it_does_not_answer_what_is_due_until_it_thaws() throws Exception {
    ManualTime time = ManualTime.startingAt(Instant.EPOCH);
    try (SmscSimulator smsc =
            SmscSimulator.builder().time(time).answerAfter(Duration.ofSeconds(1)).start();
        RawClient client = RawClient.bound(smsc)) {
      client.send(Pdu.submit(1, AN));
      await().until(() -> smsc.submits(AN) == 1);
      smsc.freeze();
      time.advance(Duration.ofSeconds(1));
      await().during(Duration.ofMillis(200)).until(() -> !client.hasSomething());
      smsc.thaw();
      assertThat(client.next().status()).isZero();
    }
  }

  @Test
  void deaf_it_takes_and_never_answers_but_reports_after_the_thaw() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient client = RawClient.bound(smsc)) {
      smsc.deaf();
      client.send(Pdu.submit(1, AN), Pdu.of(0x15, 2));
      await().until(() -> smsc.submits(AN) == 1 && smsc.counts().enquireLinks() == 1);
      await().during(Duration.ofMillis(200)).until(() -> !client.hasSomething());
      smsc.thaw();
      assertThat(client.next().command()).isEqualTo(5);
      client.hearsNothing();
      assertThat(smsc.counts().mostOutstanding()).isEqualTo(1);
    }
  }

  @Test
  void it_unbinds_all_and_ends_the_line_of_who_agrees() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient client = RawClient.bound(smsc)) {
      smsc.unbindAll();
      Pdu unbind = client.next();
      assertThat(unbind.command()).isEqualTo(0x06);
      client.send(Pdu.of(0x06 | Pdu.RESP, unbind.sequence()));
      assertThat(client.octet()).isEqualTo(-1);
      await().until(() -> smsc.clients() == 0);
    }
  }

  @Test
  void garbage_comes_as_it_is() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient client = RawClient.bound(smsc)) {
      smsc.sendGarbage(new byte[] {1, 2, (byte) 0xFF});
      assertThat(List.of(client.octet(), client.octet(), client.octet()))
          .containsExactly(1, 2, 0xFF);
    }
  }

  @Test
  void it_asks_whether_clients_live_and_counts_who_does() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient one = RawClient.bound(smsc);
        RawClient other = RawClient.bound(smsc)) {
      smsc.enquire();
      Pdu asked = one.next();
      assertThat(asked.command()).isEqualTo(0x15);
      assertThat(other.next().command()).isEqualTo(0x15);
      one.send(Pdu.of(0x15 | Pdu.RESP, asked.sequence()));
      await().until(() -> smsc.counts().enquireAnswers() == 1);
    }
  }

  @Test
  void answers_in_pieces_are_the_same_answers() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.builder().receipts(false).start();
        RawClient client = RawClient.bound(smsc)) {
      smsc.split(1);
      client.send(Pdu.submit(1, AN), Pdu.submit(2, AN));
      assertThat(client.next().sequence()).isEqualTo(1);
      assertThat(client.next().sequence()).isEqualTo(2);
      smsc.split(0);
      client.hearsNothing();
    }
  }

  @Test
  void a_citizen_writes() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient client = RawClient.bound(smsc)) {
      smsc.deliver(AN, "5656", "DUNG {1}");
      Pdu gsm = client.next();
      assertThat(gsm.latin1())
          .isEqualTo("\0\1\1" + AN + "\0\0\0" + "5656\0\0" + "\0".repeat(8) + "\12DUNG \33(1\33)");
      client.answer(gsm, 0);
      smsc.deliver(AN, "5656", "Dừng");
      assertThat(client.next().latin1())
          .endsWith("\0\10\0\10" + latin1("Dừng".getBytes(StandardCharsets.UTF_16BE)));
    }
  }

  @Test
  void what_a_citizen_writes_waits_for_a_receiver_and_is_no_receipt() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start()) {
      smsc.deliver(AN, "5656", "DUNG");
      try (RawClient client = RawClient.bound(smsc)) {
        Pdu first = client.next();
        client.answer(first, 0x64);
        client.answer(client.next(), 0);
        client.hearsNothing();
      }
      assertThat(smsc.receiptAttempts()).isZero();
      assertThat(smsc.receiptsSent()).isZero();
    }
  }

  @Test
  void a_long_letter_comes_in_parts_that_cut_no_character() throws Exception {
    String gsm = "a".repeat(152) + "€" + "b".repeat(200);
    String ucs2 = "ạ".repeat(66) + "😀" + "ạ".repeat(66);
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient client = RawClient.bound(smsc)) {
      smsc.deliver(AN, "5656", gsm);
      List<byte[]> parts = parts(client, 3);
      assertThat(parts).extracting(it -> it.length).containsExactly(152, 153, 49);
      assertThat(Gsm7.decode(Pdu.joined(parts.toArray(byte[][]::new)))).isEqualTo(gsm);
      smsc.deliver(AN, "5656", ucs2);
      parts = parts(client, 3);
      assertThat(parts).extracting(it -> it.length).containsExactly(132, 134, 2);
      assertThat(new String(Pdu.joined(parts.toArray(byte[][]::new)), StandardCharsets.UTF_16BE))
          .isEqualTo(ucs2);
    }
  }

  /** Their texts, after their headers were looked at. */
  private static List<byte[]> parts(RawClient client, int count) throws Exception {
    List<byte[]> texts = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      byte[] body = client.next().body();
      int at = ("\0\1\1" + AN + "\0\0\0" + "5656\0").length();
      assertThat(body[at]).isEqualTo((byte) 0x40);
      int message = at + 10;
      assertThat(body[message - 1] & 0xFF).isEqualTo(body.length - message);
      assertThat(Arrays.copyOfRange(body, message, message + 3)).containsExactly(5, 0, 3);
      assertThat(Arrays.copyOfRange(body, message + 4, message + 6)).containsExactly(count, number);
      texts.add(Arrays.copyOfRange(body, message + 6, body.length));
    }
    return texts;
  }

  @Test
  void no_letter_is_longer_than_sms_can_join() {
    try (SmscSimulator smsc = SmscSimulator.start()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> smsc.deliver(AN, "5656", "ạ".repeat(67 * 255 + 1)))
          .withMessageContaining("256 parts");
    }
  }

  private static String latin1(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
