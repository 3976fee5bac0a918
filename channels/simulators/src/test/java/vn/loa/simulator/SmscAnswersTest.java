package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.simulator.Soon.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.testkit.ManualTime;

@Timeout(60)
class SmscAnswersTest {

  private static final String AN = "84903123456";

  private final ManualTime time = ManualTime.startingAt(Instant.EPOCH);

  @Test
  void an_answer_comes_after_its_delay_and_not_before() throws Exception {
    try (SmscSimulator smsc = builder().answerAfter(Duration.ofMillis(20)).start();
        RawClient client = RawClient.bound(smsc)) {
      submit(smsc, client, 1, AN);
      time.advance(Duration.ofMillis(19));
      client.hearsNothing();
      time.advance(Duration.ofMillis(1));
      assertThat(client.next().sequence()).isEqualTo(1);
    }
  }

  @Test
  void some_answers_are_late_by_destination() throws Exception {
    try (SmscSimulator smsc =
            builder()
                .answerAfter(to -> to.equals(AN) ? Duration.ofSeconds(30) : Duration.ZERO)
                .start();
        RawClient client = RawClient.bound(smsc)) {
      client.send(Pdu.submit(1, AN), Pdu.submit(2, "84903123457"));
      assertThat(client.next().sequence()).isEqualTo(2);
      time.advance(Duration.ofSeconds(30));
      assertThat(client.next().sequence()).isEqualTo(1);
    }
  }

  @Test
  void answers_out_of_order_are_all_there_and_the_same_each_time() throws Exception {
    List<Integer> order = shuffled(7);
    assertThat(order).containsExactlyInAnyOrderElementsOf(numbers()).isNotEqualTo(numbers());
    assertThat(shuffled(7)).isEqualTo(order);
    assertThat(shuffled(8)).isNotEqualTo(order);
  }

  private List<Integer> shuffled(long seed) throws Exception {
    try (SmscSimulator smsc = builder().shuffleAnswers(seed, Duration.ofMillis(100)).start();
        RawClient client = RawClient.bound(smsc)) {
      for (int number : numbers()) {
        client.send(Pdu.submit(number, AN));
      }
      await().until(() -> smsc.submits() == numbers().size());
      time.advance(Duration.ofMillis(100));
      List<Integer> order = new ArrayList<>();
      for (int ignored : numbers()) {
        order.add(client.next().sequence());
      }
      return order;
    }
  }

  private static List<Integer> numbers() {
    return IntStream.rangeClosed(1, 20).boxed().toList();
  }

  @Test
  void some_are_taken_and_never_answered() throws Exception {
    try (SmscSimulator smsc = builder().silentOn(AN::equals).start();
        RawClient client = RawClient.bound(smsc)) {
      client.send(Pdu.submit(1, AN), Pdu.submit(2, "84903123457"));
      assertThat(client.next().sequence()).isEqualTo(2);
      client.hearsNothing();
      assertThat(smsc.submits(AN)).isEqualTo(1);
    }
  }

  @Test
  void above_so_many_in_a_second_it_throttles_until_the_next() throws Exception {
    try (SmscSimulator smsc = builder().throttleAbove(2).start();
        RawClient client = RawClient.bound(smsc)) {
      assertThat(statuses(client, 4)).containsExactly(0, 0, 0x58, 0x58);
      time.advance(Duration.ofSeconds(1));
      assertThat(statuses(client, 3)).containsExactly(0, 0, 0x58);
      assertThat(smsc.counts().answers()).isEqualTo(Map.of(0, 4L, 0x58, 3L));
      assertThat(smsc.submits(AN)).isEqualTo(4);
    }
  }

  @Test
  void with_so_many_unanswered_its_queue_is_full_also_for_another_client() throws Exception {
    try (SmscSimulator smsc =
            builder().queueFullAbove(2).answerAfter(Duration.ofSeconds(1)).start();
        RawClient client = RawClient.bound(smsc);
        RawClient other = RawClient.bound(smsc)) {
      submit(smsc, client, 1, AN);
      submit(smsc, other, 1, AN);
      submit(smsc, other, 2, AN);
      time.advance(Duration.ofSeconds(1));
      assertThat(client.next().status()).isZero();
      assertThat(other.next().status()).isZero();
      assertThat(other.next().status()).isEqualTo(0x14);
      submit(smsc, client, 2, AN);
      time.advance(Duration.ofSeconds(1));
      assertThat(client.next().status()).isZero();
    }
  }

  @Test
  void a_share_of_all_meets_a_system_error_the_same_each_time() throws Exception {
    List<Integer> statuses = withErrors(3);
    assertThat(statuses).containsOnly(0, 0x08);
    assertThat(statuses.stream().filter(it -> it == 8).count()).isBetween(25L, 75L);
    assertThat(withErrors(3)).isEqualTo(statuses);
    assertThat(withErrors(4)).isNotEqualTo(statuses);
  }

  private List<Integer> withErrors(long seed) throws Exception {
    try (SmscSimulator smsc = builder().systemErrors(seed, 0.25).start();
        RawClient client = RawClient.bound(smsc)) {
      return statuses(client, 200);
    }
  }

  @Test
  void a_rule_sees_who_to_whom_and_what() throws Exception {
    List<SubmitView> seen = new ArrayList<>();
    try (SmscSimulator smsc =
            builder()
                .answer(
                    submit -> {
                      seen.add(submit);
                      return submit.text().equals("cấm") ? 0x45 : 0;
                    })
                .start();
        RawClient client = RawClient.bound(smsc)) {
      byte[] forbidden = "cấm".getBytes(StandardCharsets.UTF_16BE);
      Pdu refused = client.ask(Pdu.submit(1, AN, 0, 8, forbidden));
      assertThat(refused.status()).isEqualTo(0x45);
      assertThat(refused.body()).isEmpty();
      assertThat(client.ask(Pdu.submit(2, AN)).status()).isZero();
      assertThat(seen)
          .containsExactly(new SubmitView("5656", AN, "cấm"), new SubmitView("5656", AN, "chao"));
      assertThat(smsc.received()).hasSize(1);
      assertThat(seen.get(0)).asString().doesNotContain("cấm").doesNotContain(AN);
    }
  }

  @Test
  void numbers_that_end_with_three_zeros_are_unknown_until_told_otherwise() throws Exception {
    try (SmscSimulator usual = builder().start();
        SmscSimulator told = builder().refuse(AN::equals).start();
        RawClient client = RawClient.bound(usual);
        RawClient other = RawClient.bound(told)) {
      assertThat(client.ask(Pdu.submit(1, "84903123000")).status()).isEqualTo(0x0B);
      assertThat(client.ask(Pdu.submit(1, AN)).status()).isZero();
      assertThat(other.ask(Pdu.submit(1, "84903123000")).status()).isZero();
      assertThat(other.ask(Pdu.submit(1, AN)).status()).isEqualTo(0x0B);
    }
  }

  @Test
  void every_message_has_an_id_of_its_own() throws Exception {
    try (SmscSimulator smsc = builder().start();
        RawClient client = RawClient.bound(smsc)) {
      Pdu[] submits = new Pdu[2_000];
      for (int i = 0; i < submits.length; i++) {
        submits[i] = Pdu.submit(i, AN);
      }
      client.send(submits);
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < submits.length; i++) {
        Pdu answer = client.next();
        assertThat(answer.sequence()).isEqualTo(i);
        ids.add(answer.id());
      }
      assertThat(ids).doesNotHaveDuplicates();
    }
  }

  private SmscSimulator.Builder builder() {
    return SmscSimulator.builder().receipts(false).time(time);
  }

  private static void submit(SmscSimulator smsc, RawClient client, int sequence, String to)
      throws Exception {
    long before = smsc.counts().answers().values().stream().mapToLong(Long::longValue).sum();
    client.send(Pdu.submit(sequence, to));
    await()
        .until(
            () ->
                smsc.counts().answers().values().stream().mapToLong(Long::longValue).sum()
                    > before);
  }

  private static List<Integer> statuses(RawClient client, int count) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      statuses.add(client.ask(Pdu.submit(i, AN)).status());
    }
    return statuses;
  }
}
