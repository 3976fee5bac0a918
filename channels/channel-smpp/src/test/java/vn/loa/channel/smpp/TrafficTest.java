package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Audience;
import vn.loa.channel.Batch;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.sms.Concatenation;
import vn.loa.sms.PartReferences;

class TrafficTest {

  private static final Instant NOON = Instant.parse("2026-05-15T05:00:00Z");
  private static final int SUBMIT = 4;
  private static final int ENQUIRE = 0x15;
  private static final int OK = 0;
  private static final int THROTTLED = 0x58;
  private static final int BAD_NUMBER = 0x0B;

  private final ManualTime time = ManualTime.startingAt(NOON);
  private final FakeWire wire = new FakeWire();
  private final Map<Long, List<String>> told = new TreeMap<>();
  private final PartReferences references = PartReferences.of(Concatenation.UDH_8, 0);
  private final SmppSettings settings =
      SmppSettings.builder("smsc.example", 2775)
          .login("loa", "secret")
          .sender("UBND TP.HCM")
          .window(4)
          .answerWithin(Duration.ofSeconds(10))
          .enquireAfter(Duration.ofSeconds(30))
          .time(time)
          .build();
  private final Desk desk = new Desk("sms", settings.profile(), time);
  private int news;
  private final BindCounts counts = new BindCounts(1, time);
  private final Traffic traffic = new Traffic(settings, desk, counts, () -> news++);

  TrafficTest() {
    traffic.open(wire);
    traffic.bound(BindRole.TRANSCEIVER);
  }

  @Test
  void it_takes_as_many_as_the_window_has_room_for_and_writes_them_together() {
    assertThat(submit("Mời họp", 1, 6)).isEqualTo(4);
    assertThat(wire.pdus(SUBMIT)).hasSize(4);
    assertThat(wire.writes).isEqualTo(1);
    assertThat(traffic.room()).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void an_answer_frees_its_place_and_is_told_once() {
    submit("Mời họp", 1, 4);
    answer(1, OK, "a");
    answer(1, OK, "a");
    answer(0, BAD_NUMBER, "");
    assertThat(traffic.room()).isEqualTo(2);
    assertThat(told)
        .isEqualTo(Map.of(1L, List.of("REFUSED ESME_RINVDSTADR"), 2L, List.of("SENT a")));
  }

  @Test
  void a_number_is_not_given_again_while_its_delivery_waits() {
    submit("Mời họp", 1, 1);
    for (int i = 0; i < 100; i++) {
      submit("Mời họp", 100 + i, 1);
      answer(wire.pdus(SUBMIT).size() - 1, OK, "x" + i);
    }
    answer(0, OK, "first");
    assertThat(told.get(1L)).containsExactly("SENT first");
    assertThat(told).hasSize(101);
    assertThat(wire.pdus(SUBMIT)).extracting(it -> it.getInt(12)).doesNotHaveDuplicates();
  }

  @Test
  void what_the_socket_does_not_take_waits_and_the_caller_does_not() {
    wire.room(10);
    assertThat(submit("Mời họp", 1, 4)).isEqualTo(4);
    assertThat(wire.octetsGone()).isEqualTo(10);
    assertThat(wire.wakeups).isEqualTo(1);
    wire.room(Integer.MAX_VALUE);
    assertThat(traffic.flush()).isFalse();
    assertThat(wire.pdus(SUBMIT)).hasSize(4);
  }

  @Test
  void when_the_connection_ends_what_left_whole_is_in_doubt_and_the_rest_may_be_tried_again() {
    submit("Mời họp", 1, 1);
    int octets = wire.octetsGone();
    wire.room(2 * octets - 1);
    submit("Mời họp", 2, 2);
    traffic.end();
    traffic.end();
    assertThat(told)
        .isEqualTo(
            Map.of(
                1L, List.of("IN_DOUBT CUT"),
                2L, List.of("IN_DOUBT CUT"),
                3L, List.of("RETRY NOT_BOUND")));
    assertThat(wire.isOpen()).isFalse();
    assertThat(traffic.room()).isEqualTo(-1);
  }

  @Test
  void after_a_drain_nothing_is_taken_and_what_waits_at_the_end_is_closed() {
    submit("Mời họp", 1, 1);
    traffic.drain();
    assertThat(submit("Mời họp", 2, 1)).isZero();
    traffic.end();
    assertThat(told).isEqualTo(Map.of(1L, List.of("IN_DOUBT CLOSED")));
  }

  @Test
  void no_answer_in_time_is_in_doubt_and_a_late_one_is_told_after_it() {
    submit("Mời họp", 1, 1);
    assertThat(traffic.look()).isEqualTo(time.nanos() + Duration.ofSeconds(10).toNanos());
    time.advance(Duration.ofSeconds(10));
    traffic.look();
    assertThat(traffic.room()).isEqualTo(4);
    answer(0, OK, "late");
    answer(0, OK, "late");
    assertThat(told).isEqualTo(Map.of(1L, List.of("IN_DOUBT NO_ANSWER", "SENT late")));
  }

  @Test
  void an_answer_that_comes_while_its_doubt_is_told_is_told_after_it() {
    Outcomes answering =
        (token, outcome) -> {
          if (outcome instanceof Outcome.InDoubt) {
            answer(0, OK, "just now");
          }
          tell(token, outcome);
        };
    submit("Mời họp", 1, 1, answering);
    time.advance(Duration.ofSeconds(10));
    traffic.look();
    assertThat(told).isEqualTo(Map.of(1L, List.of("IN_DOUBT NO_ANSWER", "SENT just now")));
  }

  @Test
  void parts_go_one_after_the_other_in_one_place_of_the_window() {
    submit(parts(3), 1, 1);
    assertThat(wire.pdus(SUBMIT)).hasSize(1);
    answer(0, OK, "a");
    assertThat(wire.pdus(SUBMIT)).hasSize(1);
    traffic.flush();
    answer(1, OK, "b");
    traffic.flush();
    assertThat(told).isEmpty();
    assertThat(traffic.room()).isEqualTo(3);
    answer(2, OK, "c");
    assertThat(told.get(1L)).singleElement().asString().startsWith("SENT a");
    assertThat(traffic.room()).isEqualTo(4);
  }

  @Test
  void a_refused_first_part_refuses_all() {
    submit(parts(3), 1, 1);
    answer(0, THROTTLED, "");
    assertThat(told).isEqualTo(Map.of(1L, List.of("RETRY ESME_RTHROTTLED")));
    assertThat(wire.pdus(SUBMIT)).hasSize(1);
  }

  @Test
  void a_later_part_that_is_refused_leaves_doubt() {
    submit(parts(3), 1, 1);
    answer(0, OK, "a");
    traffic.flush();
    answer(1, BAD_NUMBER, "");
    assertThat(told).isEqualTo(Map.of(1L, List.of("IN_DOUBT PARTLY_SENT")));
  }

  @Test
  void a_later_part_that_is_throttled_is_brought_again() {
    submit(parts(2), 1, 1);
    answer(0, OK, "a");
    traffic.flush();
    answer(1, THROTTLED, "");
    assertThat(news).isEqualTo(1);
    assertThat(traffic.look()).isEqualTo(time.nanos() + Duration.ofMillis(250).toNanos());
    time.advance(Duration.ofMillis(250));
    traffic.look();
    answer(2, OK, "b");
    assertThat(told.get(1L)).singleElement().asString().startsWith("SENT a");
  }

  @Test
  void a_later_part_that_is_throttled_for_too_long_leaves_doubt() {
    submit(parts(2), 1, 1);
    answer(0, OK, "a");
    traffic.flush();
    for (int i = 1; told.isEmpty(); i++) {
      assertThat(i).isLessThan(20);
      answer(i, THROTTLED, "");
      time.advance(Duration.ofSeconds(8));
      traffic.look();
    }
    assertThat(told).isEqualTo(Map.of(1L, List.of("IN_DOUBT PARTLY_SENT")));
  }

  @Test
  void a_part_that_waits_to_go_again_is_in_doubt_when_the_connection_ends() {
    submit(parts(2), 1, 1);
    answer(0, OK, "a");
    traffic.flush();
    answer(1, THROTTLED, "");
    traffic.end();
    assertThat(told).isEqualTo(Map.of(1L, List.of("IN_DOUBT PARTLY_SENT")));
  }

  @Test
  void a_late_answer_that_leaves_a_delivery_in_doubt_says_nothing_new() {
    submit(parts(2), 1, 2);
    answer(0, OK, "a");
    traffic.flush();
    time.advance(Duration.ofSeconds(10));
    traffic.heard();
    traffic.look();
    answer(1, OK, "first part of the other");
    answer(2, BAD_NUMBER, "");
    assertThat(told)
        .isEqualTo(Map.of(1L, List.of("IN_DOUBT PARTLY_SENT"), 2L, List.of("IN_DOUBT NO_ANSWER")));
    assertThat(traffic.room()).isEqualTo(4);
  }

  @Test
  void receipts_that_an_unanswered_last_part_held_up_go_on_when_the_connection_ends() {
    List<String> receipts = withAnOverdueLastPart();
    traffic.end();
    assertThat(receipts).containsExactly("another");
  }

  @Test
  void receipts_that_an_unanswered_last_part_held_up_do_not_wait_for_ever() {
    List<String> receipts = withAnOverdueLastPart();
    time.advance(Duration.ofSeconds(10));
    traffic.look();
    assertThat(receipts).containsExactly("another");
    answer(1, OK, "b");
    assertThat(told.get(1L)).hasSize(2).last().asString().startsWith("SENT a");
  }

  @Test
  void an_unanswered_last_part_that_is_accepted_after_all_claims_its_receipts() {
    List<String> receipts = withAnOverdueLastPart();
    takeReceipt("a");
    answer(1, OK, "b");
    assertThat(told.get(1L)).hasSize(2).last().asString().startsWith("SENT a");
    takeReceipt("b");
    assertThat(receipts).hasSize(2).last().asString().startsWith("a+2");
  }

  /** A receipt of something else has come since. Gives the receipts that are told. */
  private List<String> withAnOverdueLastPart() {
    List<String> receipts = new ArrayList<>();
    desk.listen(receipt -> receipts.add(receipt.reference()));
    submit(parts(2), 1, 1);
    answer(0, OK, "a");
    traffic.flush();
    time.advance(Duration.ofSeconds(10));
    traffic.heard();
    traffic.look();
    assertThat(told).isEqualTo(Map.of(1L, List.of("IN_DOUBT PARTLY_SENT")));
    takeReceipt("another");
    assertThat(receipts).isEmpty();
    return receipts;
  }

  private void takeReceipt(String id) {
    byte[] octets = Brought.receipt("id:" + id + " stat:DELIVRD");
    desk.take(octets, 0, octets.length, status -> {});
  }

  @Test
  void silence_is_asked_about_and_octets_of_any_kind_are_an_answer() {
    time.advance(Duration.ofSeconds(29));
    traffic.look();
    assertThat(wire.pdus(ENQUIRE)).isEmpty();
    time.advance(Duration.ofSeconds(1));
    traffic.look();
    assertThat(wire.pdus(ENQUIRE)).hasSize(1);
    time.advance(Duration.ofSeconds(9));
    traffic.heard();
    time.advance(Duration.ofSeconds(9));
    traffic.look();
    assertThat(wire.isOpen()).isTrue();
    assertThat(traffic.fault()).isNull();
  }

  @Test
  void a_silence_that_goes_on_ends_the_connection() {
    time.advance(Duration.ofSeconds(30));
    traffic.look();
    time.advance(Duration.ofSeconds(10));
    traffic.look();
    assertThat(wire.isOpen()).isFalse();
    assertThat(traffic.fault()).contains("PT40S");
  }

  @Test
  void an_smsc_that_only_talks_is_asked_too_so_that_it_hears_from_us() {
    for (int i = 0; i < 3; i++) {
      time.advance(Duration.ofSeconds(10));
      traffic.heard();
      traffic.look();
    }
    assertThat(wire.pdus(ENQUIRE)).hasSize(1);
  }

  @Test
  void an_overdue_answer_in_silence_asks_at_once() {
    submit("Mời họp", 1, 1);
    time.advance(Duration.ofSeconds(10));
    traffic.look();
    assertThat(wire.pdus(ENQUIRE)).hasSize(1);
  }

  @Test
  void whoever_throws_harms_no_other_delivery() {
    submit(
        "Mời họp",
        1,
        1,
        (token, outcome) -> {
          throw new IllegalStateException("listener");
        });
    submit("Mời họp", 2, 1);
    answer(0, OK, "a");
    answer(1, OK, "b");
    assertThat(told).isEqualTo(Map.of(2L, List.of("SENT b")));
    assertThat(traffic.room()).isEqualTo(4);
  }

  @Test
  void an_smsc_that_gives_no_id_took_it_all_the_same() {
    submit("Mời họp", 1, 2);
    answer(0, OK, "");
    answer(1, OK, " ");
    assertThat(told.values()).allSatisfy(it -> assertThat(it.get(0)).startsWith("SENT unnamed-"));
    assertThat(told.get(1L)).isNotEqualTo(told.get(2L));
  }

  @Test
  void receipts_are_not_held_for_a_last_part_that_is_never_answered() {
    List<String> receipts = new ArrayList<>();
    desk.listen(receipt -> receipts.add(receipt.reference()));
    untilLastPartIsLate();
    bring("other");
    assertThat(receipts).isEmpty();
    time.advance(Duration.ofSeconds(10));
    traffic.heard();
    traffic.look();
    assertThat(receipts).containsExactly("other");
  }

  @Test
  void receipts_are_not_held_for_a_last_part_whose_connection_has_ended() {
    List<String> receipts = new ArrayList<>();
    desk.listen(receipt -> receipts.add(receipt.reference()));
    untilLastPartIsLate();
    bring("other");
    traffic.end();
    assertThat(receipts).containsExactly("other");
  }

  @Test
  void receipts_are_not_held_for_a_last_part_that_many_messages_have_followed() {
    List<String> receipts = new ArrayList<>();
    desk.listen(receipt -> receipts.add(receipt.reference()));
    untilLastPartIsLate();
    for (int i = 0; i < 100; i++) {
      submit("Mời họp", 100 + i, 1);
      answer(wire.pdus(SUBMIT).size() - 1, OK, "x" + i);
    }
    bring("other");
    time.advance(Duration.ofSeconds(10));
    traffic.heard();
    traffic.look();
    assertThat(receipts).containsExactly("other");
  }

  @Test
  void a_last_part_that_is_taken_late_makes_the_delivery_whole() {
    List<String> receipts = new ArrayList<>();
    desk.listen(receipt -> receipts.add(receipt.reference()));
    untilLastPartIsLate();
    bring("a");
    answer(1, OK, "b");
    bring("b");
    assertThat(told.get(1L)).hasSize(2).last().isEqualTo("SENT a+2");
    assertThat(receipts).containsExactly("a+2");
  }

  @Test
  void a_last_part_that_is_taken_very_late_is_told_all_the_same() {
    untilLastPartIsLate();
    time.advance(Duration.ofSeconds(10));
    traffic.heard();
    traffic.look();
    answer(1, OK, "b");
    assertThat(told.get(1L)).hasSize(2).last().isEqualTo("SENT a+2");
  }

  @Test
  void an_answer_that_came_while_its_doubt_was_told_is_told_also_when_the_connection_ended_then() {
    Outcomes ending =
        (token, outcome) -> {
          if (outcome instanceof Outcome.InDoubt) {
            answer(0, OK, "just now");
            traffic.end();
          }
          tell(token, outcome);
        };
    submit("Mời họp", 1, 1, ending);
    time.advance(Duration.ofSeconds(10));
    traffic.look();
    assertThat(told).isEqualTo(Map.of(1L, List.of("IN_DOUBT NO_ANSWER", "SENT just now")));
  }

  @Test
  void what_had_not_left_when_the_channel_was_closed_says_so() {
    wire.room(0);
    submit("Mời họp", 1, 1);
    traffic.drain();
    traffic.end();
    assertThat(told).isEqualTo(Map.of(1L, List.of("RETRY CLOSED")));
  }

  @Test
  void an_smsc_that_talks_and_never_reads_is_given_up_too() {
    wire.room(0);
    submit("Mời họp", 1, 1);
    traffic.look();
    for (int i = 0; i < 39; i++) {
      time.advance(Duration.ofSeconds(1));
      traffic.heard();
      traffic.look();
    }
    assertThat(traffic.isEnded()).isFalse();
    time.advance(Duration.ofSeconds(1));
    traffic.heard();
    traffic.look();
    assertThat(traffic.fault()).contains("has taken no octet for PT40S");
    assertThat(traffic.isEnded()).isTrue();
  }

  @Test
  void a_dead_link_is_told_at_once_though_whoever_reads_is_held_up() {
    time.advance(Duration.ofSeconds(30));
    traffic.look();
    time.advance(Duration.ofSeconds(9));
    submit("Mời họp", 1, 1);
    time.advance(Duration.ofSeconds(1));
    traffic.look();
    assertThat(told).isEqualTo(Map.of(1L, List.of("IN_DOUBT CUT")));
  }

  @Test
  void an_error_of_whoever_hears_an_outcome_does_not_end_the_reading() {
    submit(
        "Mời họp",
        1,
        1,
        (token, outcome) -> {
          throw new AssertionError("listener");
        });
    submit("Mời họp", 2, 1);
    answer(0, OK, "a");
    answer(1, OK, "b");
    assertThat(told).isEqualTo(Map.of(2L, List.of("SENT b")));
  }

  @Test
  void each_part_is_counted_as_submitted() {
    submit(parts(3), 1, 1);
    answer(0, OK, "a");
    traffic.flush();
    answer(1, THROTTLED, "");
    time.advance(Duration.ofMillis(250));
    traffic.look();
    answer(2, OK, "b");
    traffic.flush();
    assertThat(wire.pdus(SUBMIT)).hasSize(4);
    BindHealth health =
        counts.health(BindRole.TRANSCEIVER, BindState.BOUND, NOON, null, 4, traffic.waiting());
    assertThat(health.submitted()).isEqualTo(4);
    assertThat(health.accepted()).isEqualTo(2);
    assertThat(health.errors()).isEqualTo(Map.of("ESME_RTHROTTLED", 1L));
  }

  /** Of a delivery of two parts, "a" the first; the reader hears of other things meanwhile. */
  private void untilLastPartIsLate() {
    submit(parts(2), 1, 1);
    answer(0, OK, "a");
    traffic.flush();
    time.advance(Duration.ofSeconds(10));
    traffic.heard();
    traffic.look();
    assertThat(told).isEqualTo(Map.of(1L, List.of("IN_DOUBT PARTLY_SENT")));
  }

  private void bring(String id) {
    byte[] receipt = Brought.receipt("id:" + id + " stat:DELIVRD");
    desk.take(receipt, 0, receipt.length, status -> {});
  }

  private int submit(String text, long token, int people) {
    return submit(text, token, people, this::tell);
  }

  private int submit(String text, long token, int people, Outcomes outcomes) {
    Message message =
        Message.builder("m", "Thông báo")
            .text("vi", text)
            .validUntil(NOON.plusSeconds(9_999))
            .build();
    Batch batch =
        new Batch(
            message,
            token,
            Audience.phones("all", LongStream.range(0, people).map(n -> 84_903_000_000L + n))
                .recipients());
    return traffic.submit(
        MessagePdus.of(message, settings, NOON), batch, 0, people, references, outcomes);
  }

  private void tell(long token, Outcome outcome) {
    String code =
        outcome instanceof Outcome.Sent sent
            ? sent.reference()
            : outcome instanceof Outcome.InDoubt doubt
                ? doubt.reason().code()
                : outcome instanceof Outcome.Retry retry
                    ? retry.reason().code()
                    : ((Outcome.Refused) outcome).reason().code();
    told.computeIfAbsent(token, unused -> new ArrayList<>()).add(outcome.kind() + " " + code);
  }

  /** Answers the n-th submit_sm that went out, from 0. */
  private void answer(int n, int status, String id) {
    Answered answered = new Answered();
    answered.add(wire.pdus(SUBMIT).get(n).getInt(12), status, id);
    traffic.answered(answered);
  }

  /** A text of so many parts. */
  private static String parts(int count) {
    return "ạ".repeat(67 * count);
  }
}
