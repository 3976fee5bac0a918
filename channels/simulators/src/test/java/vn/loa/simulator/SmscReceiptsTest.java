package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.simulator.Soon.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.testkit.ManualTime;

@Timeout(60)
class SmscReceiptsTest {

  private static final String AN = "84903123456";
  private static final String SWITCHED_OFF = "84903123999";
  private static final int DELIVER_SM = 5;
  private static final int DATA_SM = 0x103;

  private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-05-15T05:00:30Z"));

  @Test
  void a_receipt_names_the_message_and_goes_the_other_way() throws Exception {
    try (SmscSimulator smsc = builder().start();
        RawClient client = RawClient.bound(smsc)) {
      String id = client.ask(Pdu.submit(1, AN)).id();
      Pdu receipt = client.next();
      assertThat(receipt.command()).isEqualTo(DELIVER_SM);
      assertThat(text(receipt))
          .isEqualTo(
              "id:"
                  + id
                  + " sub:001 dlvrd:001 submit date:2605150500 done date:2605150500"
                  + " stat:DELIVRD err:000 text:");
      assertThat(receipt.latin1()).startsWith("\0\1\1" + AN + "\0\0\0" + "5656\0\4");
      client.answer(receipt, 0);
      await().until(() -> smsc.receiptsSent() == 1);
    }
  }

  @Test
  void what_cannot_be_delivered_is_said() throws Exception {
    try (SmscSimulator smsc = builder().start();
        RawClient client = RawClient.bound(smsc)) {
      client.ask(Pdu.submit(1, SWITCHED_OFF));
      assertThat(text(client.next())).contains("dlvrd:000", "stat:UNDELIV err:001");
    }
  }

  @Test
  void a_receipt_comes_only_to_who_asked_for_that_end() throws Exception {
    try (SmscSimulator smsc = builder().start();
        RawClient client = RawClient.bound(smsc)) {
      assertThat(client.ask(asking(0, AN)).status()).isZero();
      assertThat(client.ask(asking(2, AN)).status()).isZero();
      assertThat(client.ask(asking(3, SWITCHED_OFF)).status()).isZero();
      client.ask(asking(2, SWITCHED_OFF));
      assertThat(text(client.next())).contains("stat:UNDELIV");
      client.ask(asking(3, AN));
      assertThat(text(client.next())).contains("stat:DELIVRD");
      client.hearsNothing();
    }
  }

  private static Pdu asking(int registeredDelivery, String to) {
    Pdu submit = Pdu.submit(1, to);
    submit.body()[submit.body().length - "chao".length() - 5] = (byte) registeredDelivery;
    return submit;
  }

  @Test
  void a_receipt_comes_later_than_its_answer_if_told_to() throws Exception {
    try (SmscSimulator smsc =
            builder()
                .answerAfter(Duration.ofSeconds(1))
                .receiptsAfter(Duration.ofHours(2))
                .start();
        RawClient client = RawClient.bound(smsc)) {
      client.send(Pdu.submit(1, AN));
      await().until(() -> smsc.submits(AN) == 1);
      time.advance(Duration.ofSeconds(1));
      assertThat(client.next().status()).isZero();
      time.advance(Duration.ofHours(2).minusMillis(1));
      client.hearsNothing();
      time.advance(Duration.ofMillis(1));
      assertThat(text(client.next())).contains("date:2605150500 done date:2605150700");
    }
  }

  @Test
  void an_early_receipt_comes_before_its_answer() throws Exception {
    try (SmscSimulator smsc = builder().receiptsBeforeAnswers(true).start();
        RawClient client = RawClient.bound(smsc)) {
      client.send(Pdu.submit(1, AN));
      Pdu receipt = client.next();
      assertThat(receipt.command()).isEqualTo(DELIVER_SM);
      assertThat(text(receipt)).contains("id:" + client.next().id() + " ");
    }
  }

  @Test
  void an_answer_waits_for_no_early_receipt_that_nobody_can_get() throws Exception {
    try (SmscSimulator smsc = builder().receiptsBeforeAnswers(true).start();
        RawClient client = RawClient.bound(smsc, RawClient.TRANSMITTER)) {
      assertThat(client.ask(Pdu.submit(1, AN)).status()).isZero();
    }
  }

  @Test
  void a_receipt_may_come_twice() throws Exception {
    try (SmscSimulator smsc = builder().duplicateReceipts(true).start();
        RawClient client = RawClient.bound(smsc)) {
      client.ask(Pdu.submit(1, AN));
      assertThat(text(client.next())).isEqualTo(text(client.next()));
      client.hearsNothing();
    }
  }

  @Test
  void some_receipts_never_come() throws Exception {
    try (SmscSimulator smsc = builder().neverReceipts(AN::equals).start();
        RawClient client = RawClient.bound(smsc)) {
      assertThat(client.ask(Pdu.submit(1, AN)).status()).isZero();
      client.ask(Pdu.submit(2, SWITCHED_OFF));
      assertThat(text(client.next())).contains("UNDELIV");
      client.hearsNothing();
    }
  }

  @Test
  void receipts_may_come_out_of_order() throws Exception {
    try (SmscSimulator smsc = builder().shuffleReceipts(1, Duration.ofSeconds(9)).start();
        RawClient client = RawClient.bound(smsc)) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        ids.add(client.ask(Pdu.submit(i, AN)).id());
      }
      time.advance(Duration.ofSeconds(9));
      List<String> reported = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String text = text(client.next());
        reported.add(text.substring("id:".length(), text.indexOf(' ')));
      }
      assertThat(reported).containsExactlyInAnyOrderElementsOf(ids).isNotEqualTo(ids);
    }
  }

  @Test
  void receipts_may_come_as_data_sm() throws Exception {
    try (SmscSimulator smsc = builder().receiptsAsDataSm(true).start();
        RawClient client = RawClient.bound(smsc)) {
      String id = client.ask(Pdu.submit(1, AN)).id();
      Pdu receipt = client.next();
      assertThat(receipt.command()).isEqualTo(DATA_SM);
      assertThat(receipt.latin1())
          .startsWith("\0\1\1" + AN + "\0\0\0" + "5656\0\4\0\0\4\44\0")
          .contains("id:" + id + " sub:001");
      client.answer(receipt, 0);
      await().until(() -> smsc.receiptsSent() == 1);
    }
  }

  @Test
  void a_receipt_that_was_refused_is_brought_again() throws Exception {
    try (SmscSimulator smsc = builder().start();
        RawClient client = RawClient.bound(smsc)) {
      client.ask(Pdu.submit(1, AN));
      Pdu first = client.next();
      client.answer(first, 0x64);
      await().until(() -> smsc.counts().receiptAnswers().equals(Map.of(0x64, 1L)));
      time.advance(Duration.ofMillis(99));
      client.hearsNothing();
      time.advance(Duration.ofMillis(1));
      Pdu second = client.next();
      assertThat(second.body()).isEqualTo(first.body());
      client.answer(second, 0);
      await().until(() -> smsc.receiptsSent() == 1);
      assertThat(smsc.receiptAttempts()).isEqualTo(2);
      time.advance(Duration.ofMinutes(1));
      client.hearsNothing();
    }
  }

  @Test
  void a_receipt_without_an_answer_for_ten_seconds_is_brought_again() throws Exception {
    try (SmscSimulator smsc = builder().start();
        RawClient client = RawClient.bound(smsc)) {
      client.ask(Pdu.submit(1, AN));
      Pdu first = client.next();
      time.advance(Duration.ofMillis(9_999));
      client.hearsNothing();
      awaitSomething(client);
      assertThat(client.next().body()).isEqualTo(first.body());
      client.answer(first, 0);
      client.hearsNothing();
      assertThat(smsc.receiptsSent()).isZero();
    }
  }

  @Test
  void a_receipt_waits_until_somebody_is_bound_to_receive_it() throws Exception {
    try (SmscSimulator smsc = builder().start();
        RawClient client = RawClient.bound(smsc, RawClient.TRANSMITTER)) {
      String id = client.ask(Pdu.submit(1, AN)).id();
      client.hearsNothing();
      try (RawClient receiver = RawClient.bound(smsc, RawClient.RECEIVER)) {
        assertThat(text(receiver.next())).startsWith("id:" + id + " ");
      }
      client.hearsNothing();
    }
  }

  @Test
  void a_receipt_lost_with_its_connection_is_brought_to_the_next() throws Exception {
    try (SmscSimulator smsc = builder().start()) {
      String id;
      try (RawClient client = RawClient.bound(smsc)) {
        id = client.ask(Pdu.submit(1, AN)).id();
        client.next();
      }
      await().until(() -> smsc.lines() == 0);
      try (RawClient next = RawClient.bound(smsc)) {
        awaitSomething(next);
        assertThat(text(next.next())).startsWith("id:" + id + " ");
      }
    }
  }

  @Test
  void receipts_are_shared_by_all_who_are_bound_to_receive() throws Exception {
    try (SmscSimulator smsc = builder().start();
        RawClient transmitter = RawClient.bound(smsc, RawClient.TRANSMITTER);
        RawClient one = RawClient.bound(smsc, RawClient.RECEIVER);
        RawClient other = RawClient.bound(smsc, RawClient.RECEIVER)) {
      for (int i = 0; i < 4; i++) {
        transmitter.ask(Pdu.submit(i, AN));
      }
      for (RawClient each : List.of(one, one, other, other)) {
        assertThat(each.next().command()).isEqualTo(DELIVER_SM);
      }
    }
  }

  @Test
  void a_client_that_does_not_answer_is_brought_no_more_than_its_window() throws Exception {
    try (SmscSimulator smsc = builder().receiptWindow(3).start();
        RawClient client = RawClient.bound(smsc)) {
      List<Pdu> receipts = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        client.send(Pdu.submit(i, AN));
      }
      for (int i = 0; i < 13; i++) {
        Pdu pdu = client.next();
        if (pdu.command() == DELIVER_SM) {
          receipts.add(pdu);
        }
      }
      assertThat(receipts).hasSize(3);
      client.hearsNothing();
      client.answer(receipts.get(1), 0);
      assertThat(client.next().command()).isEqualTo(DELIVER_SM);
      client.hearsNothing();
      assertThat(smsc.receiptAttempts()).isEqualTo(4);
    }
  }

  /** Whoever brings again begins to wait at a moment of its own. */
  private void awaitSomething(RawClient client) {
    await()
        .until(
            () -> {
              time.advance(Duration.ofMillis(100));
              return client.hasSomething();
            });
  }

  private SmscSimulator.Builder builder() {
    return SmscSimulator.builder().time(time);
  }

  /** The short_message of a deliver_sm. */
  private static String text(Pdu deliver) {
    String all = deliver.latin1();
    return all.substring(all.indexOf("id:"));
  }
}
