package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.simulator.Soon.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.testkit.ManualTime;

@Timeout(60)
class SmscCountsTest {

  private static final String AN = "84903123456";

  private final ManualTime time = ManualTime.startingAt(Instant.EPOCH);

  @Test
  void what_was_taken_is_counted_by_recipient_however_it_is_written() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.builder().receipts(false).start();
        RawClient client = RawClient.bound(smsc)) {
      for (String to : new String[] {AN, "0903123456", AN, "+84903123456", "84903123000"}) {
        client.ask(Pdu.submit(1, to));
      }
      assertThat(smsc.countsPerRecipient())
          .isEqualTo(Map.of(AN, 2, "0903123456", 1, "+84903123456", 1));
      assertThat(smsc.submits(AN)).isEqualTo(2);
      assertThat(smsc.submits("903123456")).isZero();
      assertThat(smsc.submits("+84903123456")).isEqualTo(1);
      assertThat(smsc.submits()).isEqualTo(5);
      assertThat(smsc.counts().answers()).isEqualTo(Map.of(0, 4L, 0x0B, 1L));
    }
  }

  @Test
  void without_texts_it_only_counts() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.builder().recordTexts(false).start();
        RawClient client = RawClient.bound(smsc, RawClient.TRANSMITTER)) {
      client.ask(Pdu.submit(1, AN));
      assertThat(smsc.received()).isEmpty();
      assertThat(smsc.submits(AN)).isEqualTo(1);
    }
  }

  @Test
  void a_tally_of_many_agrees_with_a_map() {
    Tally tally = new Tally();
    Map<String, Integer> expected = new HashMap<>();
    Random random = new Random(5);
    for (int i = 0; i < 200_000; i++) {
      int number = random.nextInt(50_000);
      tally.add(new long[] {100_000L + number, -1}, 1);
      expected.merge(Integer.toString(100_000 + number).substring(1), 1, Integer::sum);
    }
    assertThat(tally.all()).isEqualTo(expected);
  }

  @Test
  void the_last_octets_are_kept_when_asked_for() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.builder().receipts(false).start();
        RawClient client = RawClient.bound(smsc)) {
      client.ask(Pdu.submit(1, AN));
      smsc.capture(2);
      for (int sequence = 2; sequence <= 4; sequence++) {
        client.ask(Pdu.submit(sequence, AN));
      }
      assertThat(smsc.captured())
          .containsExactly(Pdu.submit(3, AN).octets(), Pdu.submit(4, AN).octets());
      smsc.capture(0);
      assertThat(smsc.captured()).isEmpty();
    }
  }

  @Test
  void the_most_unanswered_are_the_window_of_the_widest_client() throws Exception {
    try (SmscSimulator smsc =
            SmscSimulator.builder().time(time).answerAfter(Duration.ofSeconds(1)).start();
        RawClient wide = RawClient.bound(smsc, RawClient.TRANSMITTER);
        RawClient narrow = RawClient.bound(smsc, RawClient.TRANSMITTER)) {
      for (int round = 0; round < 3; round++) {
        wide.send(Pdu.submit(1, AN), Pdu.submit(2, AN), Pdu.submit(3, AN));
        narrow.send(Pdu.submit(1, AN), Pdu.submit(2, AN));
        int read = 5 * (round + 1);
        await().until(() -> smsc.submits(AN) == read);
        time.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
          wide.next();
        }
        for (int i = 0; i < 2; i++) {
          narrow.next();
        }
      }
      assertThat(smsc.counts().mostOutstanding()).isEqualTo(3);
    }
  }

  @Test
  void the_most_in_a_second_are_counted_wherever_it_begins() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.builder().time(time).receipts(false).start();
        RawClient client = RawClient.bound(smsc)) {
      for (int tenth : new int[] {0, 2, 9, 9, 9, 10, 11, 12, 30}) {
        time.advance(Duration.ofMillis(tenth * 100L).minusNanos(time.nanos()));
        client.ask(Pdu.submit(1, AN));
      }
      assertThat(smsc.counts().mostInASecond()).isEqualTo(6);
    }
  }

  @Test
  void a_rolling_second_holds_any_number_of_moments() {
    RollingSecond second = new RollingSecond(time);
    second.add(1);
    time.advance(Duration.ofMillis(600));
    for (int i = 0; i < 5_000; i++) {
      time.advance(Duration.ofNanos(100));
      second.add(1);
    }
    assertThat(second.most()).isEqualTo(5_001);
    time.advance(Duration.ofMillis(500));
    second.add(2);
    assertThat(second.most()).isEqualTo(5_002);
    time.advance(Duration.ofSeconds(2));
    second.add(7);
    assertThat(second.most()).isEqualTo(5_002);
  }
}
