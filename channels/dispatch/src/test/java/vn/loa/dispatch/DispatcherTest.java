package vn.loa.dispatch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.dispatch.Soon.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.channel.Batch;
import vn.loa.channel.Channel;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.Tally;
import vn.loa.channel.Urgency;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.channel.testkit.RecordingChannel;
import vn.loa.dispatch.journal.SurvivingStore;

@Timeout(60)
class DispatcherTest {

  private static final Instant NOW = Instant.parse("2022-05-12T01:00:00Z");
  private static final Reason BUSY = new Reason("BUSY", "come back later");

  private final ManualTime time = ManualTime.startingAt(NOW);
  private final RecordingChannel sms = new RecordingChannel("sms", new Limits(10, 4));
  private final Dispatcher dispatcher =
      Dispatcher.builder().channel(sms, patient(3)).time(time).build();

  @AfterEach
  void close() {
    sms.release();
    dispatcher.close(Duration.ZERO);
  }

  @Test
  void everybody_gets_the_message_once() throws Exception {
    Campaign campaign = dispatcher.start(message("m"), people(25));
    Tally tally = answered(campaign);
    assertThat(tally.count(DeliveryState.SENT)).isEqualTo(25);
    assertThat(tally.audience()).isEqualTo(25);
    assertThat(sms.sendings())
        .extracting(it -> it.recipient())
        .containsExactlyElementsOf(people(25).recipients());
  }

  @Test
  void no_more_than_the_window_is_in_flight() {
    sms.hold();
    Campaign campaign = dispatcher.start(message("m"), people(25));
    await().untilAsserted(() -> assertThat(sms.sendings()).hasSize(10));
    assertThat(campaign.tally().count(DeliveryState.ATTEMPTED)).isEqualTo(10);
    assertThat(campaign.tally().count(DeliveryState.QUEUED)).isEqualTo(15);
    sms.sendings().get(3).answer(new Outcome.Sent("r"));
    await().untilAsserted(() -> assertThat(sms.sendings()).hasSize(11));
  }

  @Test
  void an_emergency_goes_ahead_of_what_is_queued() {
    sms.hold();
    dispatcher.start(message("backlog"), people(1000));
    await().untilAsserted(() -> assertThat(sms.sendings()).hasSize(10));
    dispatcher.start(urgent("flood", Urgency.PRIORITY), people(3));
    dispatcher.start(urgent("dam", Urgency.EMERGENCY), people(2));
    sms.release();
    await().untilAsserted(() -> assertThat(sms.sendings()).hasSize(1005));
    assertThat(sms.sendings().subList(10, 15))
        .extracting(it -> it.message().id())
        .containsExactly("dam", "dam", "flood", "flood", "flood");
  }

  @Test
  void a_refusal_is_counted_with_its_reason_and_spoils_nobody_elses() throws Exception {
    Reason bad = new Reason("ESME_RINVDSTADR", "invalid destination");
    sms.answering(
        (message, to) ->
            to.equals(person(3)) ? new Outcome.Refused(bad) : new Outcome.Sent("r" + to));
    Campaign campaign = dispatcher.start(message("m"), people(8));
    Tally tally = answered(campaign);
    assertThat(tally.refused()).isEqualTo(1);
    assertThat(tally.sent()).isEqualTo(7);
    assertThat(tally.first(DeliveryState.REFUSED)).contains(bad);
    assertThat(campaign.deliveries().get(3).reason()).isEqualTo(bad);
  }

  @Test
  void a_pause_of_one_holds_up_nobody_else() throws Exception {
    sms.answering(
        (message, to) ->
            to.equals(person(0)) ? new Outcome.Retry(BUSY) : new Outcome.Sent("r" + to));
    Campaign campaign = dispatcher.start(message("m"), people(20));
    await().untilAsserted(() -> assertThat(campaign.tally().sent()).isEqualTo(19));
    assertThat(campaign.tally().count(DeliveryState.DEFERRED)).isEqualTo(1);
  }

  @Test
  void a_pause_that_ends_while_the_window_is_full_waits_for_room() throws Exception {
    RecordingChannel narrow = new RecordingChannel("narrow", new Limits(1, 1));
    narrow.answering(
        (message, to) -> {
          narrow.hold();
          return to.equals(person(0)) ? new Outcome.Retry(BUSY) : new Outcome.Sent("r" + to);
        });
    try (Dispatcher one = Dispatcher.builder().channel(narrow, patient(3)).time(time).build()) {
      Campaign campaign = one.start(message("m"), people(2));
      await().untilAsserted(() -> assertThat(narrow.sendings()).hasSize(2));
      time.advance(Duration.ofSeconds(1));
      narrow.sendings().get(1).answer(new Outcome.Sent("r1"));
      await().untilAsserted(() -> assertThat(narrow.sendings()).hasSize(3));
      narrow.sendings().get(2).answer(new Outcome.Sent("r0"));
      assertThat(answered(campaign).sent()).isEqualTo(2);
    }
  }

  @Test
  void closing_with_a_pause_that_has_ended_does_not_hang() throws Exception {
    for (int round = 0; round < 200; round++) {
      RecordingChannel busy = new RecordingChannel("busy", new Limits(1, 1));
      busy.answering((message, to) -> new Outcome.Retry(BUSY));
      Dispatcher one = Dispatcher.builder().channel(busy, patient(31)).time(time).build();
      Campaign campaign = one.start(message("m"), people(3));
      time.advance(Duration.ofHours(1));
      one.close(Duration.ZERO);
      assertThat(campaign.tally().audience()).isEqualTo(3);
    }
  }

  @Test
  void maybe_sent_is_never_sent_again() throws Exception {
    sms.answering((message, to) -> new Outcome.InDoubt(new Reason("TIMEOUT", "no answer")));
    Tally tally = answered(dispatcher.start(message("m"), people(5)));
    time.advance(Duration.ofHours(1));
    assertThat(tally.inDoubt()).isEqualTo(5);
    assertThat(sms.sendings()).hasSize(5);
  }

  @Test
  void an_expired_message_is_never_sent() throws Exception {
    Message late = builder("late").validUntil(NOW).build();
    Tally tally = answered(dispatcher.start(late, people(5)));
    assertThat(tally.count(DeliveryState.EXPIRED)).isEqualTo(5);
    assertThat(sms.sendings()).isEmpty();
  }

  @Test
  void what_expires_while_it_waits_is_not_sent() throws Exception {
    sms.hold();
    Message brief = builder("brief").validUntil(NOW.plusSeconds(60)).build();
    Campaign campaign = dispatcher.start(brief, people(25));
    await().untilAsserted(() -> assertThat(sms.sendings()).hasSize(10));
    time.advance(Duration.ofMinutes(1));
    await().untilAsserted(() -> assertThat(count(campaign, DeliveryState.EXPIRED)).isEqualTo(15));
    sms.release();
    assertThat(answered(campaign).sent()).isEqualTo(10);
    assertThat(sms.sendings()).hasSize(10);
  }

  @Test
  void a_receipt_proves_its_delivery() throws Exception {
    Campaign campaign = dispatcher.start(message("m"), people(2));
    answered(campaign);
    Receipt played = new Receipt.Played("m@" + person(1), NOW, Duration.ofSeconds(41), 70);
    sms.receive(played);
    delivered(campaign, 1);
    Delivery delivery = campaign.deliveries().get(1);
    assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(delivery.receipt(Receipt.Played.class)).contains((Receipt.Played) played);
    assertThat(campaign.deliveries().get(0).state()).isEqualTo(DeliveryState.SENT);
  }

  @Test
  void a_receipt_may_come_before_the_answer() throws Exception {
    sms.answering(
        (message, to) -> {
          sms.receive(new Receipt.Delivered("r" + to, NOW));
          return new Outcome.Sent("r" + to);
        });
    assertThat(settled(dispatcher.start(message("m"), people(7))).delivered()).isEqualTo(7);
  }

  @Test
  void a_receipt_that_comes_twice_counts_once() throws Exception {
    Campaign campaign = dispatcher.start(message("m"), people(2));
    answered(campaign);
    sms.receive(new Receipt.Delivered("m@" + person(0), NOW));
    sms.receive(new Receipt.Delivered("m@" + person(0), NOW));
    sms.receive(new Receipt.Delivered("of nobody", NOW));
    await().until(() -> dispatcher.channels().get(0).waitingReceipts() == 1);
    assertThat(campaign.tally().delivered()).isEqualTo(1);
    assertThat(campaign.tally().audience()).isEqualTo(2);
  }

  @Test
  void a_receipt_of_failure_is_a_refusal_with_its_reason() throws Exception {
    Campaign campaign = dispatcher.start(message("m"), people(2));
    answered(campaign);
    Reason off = new Reason("UNDELIV", "handset switched off");
    sms.receive(new Receipt.Undelivered("m@" + person(0), NOW, off));
    sms.receive(new Receipt.Expired("m@" + person(1), NOW));
    Tally tally = settled(campaign);
    assertThat(campaign.deliveries().get(0).reason()).isEqualTo(off);
    assertThat(tally.refused()).isEqualTo(2);
    assertThat(campaign.deliveries().get(1).reason())
        .isEqualTo(new Reason("EXPIRED", "its time ran out at the other end"));
  }

  @Test
  void a_receipt_of_an_earlier_campaign_proves_nothing_of_a_later_one() throws Exception {
    Receipt played = new Receipt.Played("m@" + person(0), NOW, Duration.ofSeconds(9), 70);
    Campaign first = dispatcher.start(message("m"), people(1));
    answered(first);
    sms.receive(played);
    sms.receive(played);
    delivered(first, 1);
    Campaign again = dispatcher.start(message("m"), people(1));
    assertThat(answered(again).delivered()).isZero();
    sms.receive(played);
    assertThat(settled(again).delivered()).isEqualTo(1);
  }

  @Test
  void one_message_sent_to_a_device_twice_is_proven_for_both() throws Exception {
    Campaign first = dispatcher.start(message("m"), people(1));
    answered(first);
    Campaign second = dispatcher.start(message("m"), people(1));
    answered(second);
    sms.receive(new Receipt.Delivered("m@" + person(0), NOW));
    assertThat(settled(first).delivered()).isEqualTo(1);
    assertThat(settled(second).delivered()).isEqualTo(1);
  }

  @Test
  void a_reference_that_comes_round_again_belongs_to_the_newer_message() throws Exception {
    sms.answering((message, to) -> new Outcome.Sent("1"));
    Campaign older = dispatcher.start(message("older"), people(1));
    answered(older);
    Campaign newer = dispatcher.start(message("newer"), people(1));
    answered(newer);
    sms.receive(new Receipt.Delivered("1", NOW));
    assertThat(settled(newer).delivered()).isEqualTo(1);
    assertThat(older.tally().delivered()).isZero();
  }

  @Test
  void too_late_just_before_the_wire_is_expired() throws Exception {
    sms.answering((message, to) -> new Outcome.Expired());
    Tally tally = answered(dispatcher.start(message("m"), people(2)));
    assertThat(tally.count(DeliveryState.EXPIRED)).isEqualTo(2);
    assertThat(tally.unsent()).isEqualTo(2);
  }

  @Test
  void what_has_no_answer_yet_is_never_called_unsent() {
    sms.hold();
    Campaign campaign = dispatcher.start(message("m"), people(25));
    await().untilAsserted(() -> assertThat(sms.sendings()).hasSize(10));
    assertThat(campaign.tally().unsent()).isEqualTo(15);
    assertThat(campaign.tally().inDoubt()).isEqualTo(10);
  }

  @Test
  void an_error_in_a_channel_leaves_its_batch_in_doubt_and_goes_on() throws Exception {
    sms.answering(
        (message, to) -> {
          throw new StackOverflowError("broken adapter");
        });
    assertThat(answered(dispatcher.start(message("m"), people(3))).inDoubt()).isEqualTo(3);
    sms.answering((message, to) -> new Outcome.Sent("r" + to));
    assertThat(answered(dispatcher.start(message("n"), people(3))).sent()).isEqualTo(3);
  }

  @Test
  void closing_from_a_listeners_thread_ends() throws Exception {
    Message late = builder("late").validUntil(NOW.plusSeconds(1)).build();
    sms.hold();
    dispatcher.start(message("m"), people(10));
    await().untilAsserted(() -> assertThat(sms.sendings()).hasSize(10));
    CompletableFuture<Void> closed =
        dispatcher
            .start(late, people(1))
            .completion()
            .thenRun(() -> dispatcher.close(Duration.ZERO))
            .toCompletableFuture();
    time.advance(Duration.ofSeconds(1));
    closed.get(20, SECONDS);
  }

  @Test
  void waiting_ends_when_receipts_do_not_come() throws Exception {
    Tally tally = dispatcher.start(message("m"), people(2)).await(Duration.ofMillis(50));
    assertThat(tally.audience()).isEqualTo(2);
  }

  @Test
  void an_audience_of_nobody_is_settled_at_once() throws Exception {
    assertThat(settled(dispatcher.start(message("m"), people(0))).audience()).isZero();
  }

  @Test
  void whoever_is_told_of_the_end_may_start_the_next_campaign() throws Exception {
    CompletableFuture<Campaign> next = new CompletableFuture<>();
    sms.answering((message, to) -> new Outcome.Refused(BUSY));
    dispatcher
        .start(message("first"), people(3))
        .completion()
        .thenAccept(tally -> next.complete(dispatcher.start(message("second"), people(3))));
    assertThat(answered(next.get(20, SECONDS)).refused()).isEqualTo(3);
  }

  @Test
  void close_waits_for_what_is_on_the_wire_and_leaves_the_rest_queued() throws Exception {
    sms.hold();
    Campaign campaign = dispatcher.start(message("m"), people(25));
    await().untilAsserted(() -> assertThat(sms.sendings()).hasSize(10));
    Thread closing = new Thread(() -> dispatcher.close());
    closing.start();
    await().until(() -> closing.getState() == Thread.State.WAITING);
    sms.release();
    closing.join();
    assertThat(campaign.tally().sent()).isEqualTo(10);
    assertThat(campaign.tally().count(DeliveryState.QUEUED)).isEqualTo(15);
    assertThatThrownBy(() -> campaign.completion().toCompletableFuture().get(20, SECONDS))
        .hasMessageContaining("goes on when its store is opened again");
  }

  @Test
  void close_without_patience_leaves_what_is_on_the_wire_in_doubt() throws Exception {
    sms.hold();
    Campaign campaign = dispatcher.start(message("m"), people(25));
    await().untilAsserted(() -> assertThat(sms.sendings()).hasSize(10));
    dispatcher.close(Duration.ZERO);
    assertThat(campaign.tally().count(DeliveryState.IN_DOUBT)).isEqualTo(10);
    assertThat(campaign.tally().count(DeliveryState.QUEUED)).isEqualTo(15);
  }

  @Test
  void what_comes_back_unsent_while_closing_waits_for_the_next_process() throws Exception {
    SurvivingStore store = new SurvivingStore();
    RecordingChannel busy = new RecordingChannel("sms", new Limits(10, 4)).hold();
    busy.answering((message, to) -> new Outcome.Retry(BUSY));
    Dispatcher first = Dispatcher.builder().store(store).channel(busy).time(time).build();
    first.campaign(message("m"), people(15)).key("k").start();
    await().untilAsserted(() -> assertThat(busy.sendings()).hasSize(10));
    CompletableFuture<Void> closed = CompletableFuture.runAsync(first::close);
    busy.release();
    closed.get(20, SECONDS);
    try (Dispatcher second =
        Dispatcher.builder().store(store.reopen()).channel(wide()).time(time).build()) {
      Campaign campaign = second.campaign("k").orElseThrow();
      await()
          .untilAsserted(
              () -> {
                time.advance(Duration.ofSeconds(1));
                assertThat(campaign.tally().sent()).isEqualTo(15);
              });
    }
  }

  private static RecordingChannel wide() {
    return new RecordingChannel("sms", new Limits(100, 100));
  }

  @Test
  void nobody_is_lost_or_written_to_twice_by_many_threads() throws Exception {
    RecordingChannel many = new RecordingChannel("many", new Limits(64, 16)).hold();
    SurvivingStore store = new SurvivingStore();
    try (Dispatcher all = Dispatcher.builder().store(store).channel(many, patient(3)).build()) {
      Campaign campaign =
          all.start(message("m", NOW.plus(Duration.ofDays(365_000))), people(5_000));
      Set<Long> answered = ConcurrentHashMap.newKeySet();
      AtomicInteger next = new AtomicInteger();
      Runnable peer =
          () -> {
            while (next.get() < 5_000) {
              List<RecordingChannel.Sending> sent = many.sendings();
              // Three peers may each answer a window before one of them looks again.
              for (int i = Math.max(0, sent.size() - 4 * 64); i < sent.size(); i++) {
                if (answered.add(sent.get(i).token())) {
                  next.incrementAndGet();
                  sent.get(i).answer(new Outcome.Sent("r" + sent.get(i).recipient()));
                }
              }
            }
          };
      List<Thread> peers = List.of(new Thread(peer), new Thread(peer), new Thread(peer));
      peers.forEach(Thread::start);
      assertThat(answered(campaign).sent()).isEqualTo(5_000);
      assertThat(many.sendings()).extracting(it -> it.recipient()).doesNotHaveDuplicates();
      for (Thread thread : peers) {
        thread.join();
      }
    }
  }

  @Test
  void closing_while_interrupted_closes_every_channel() {
    RecordingChannel first = new RecordingChannel("first", new Limits(10, 10)).hold();
    RecordingChannel second = new RecordingChannel("second", new Limits(10, 10)).hold();
    Dispatcher both = Dispatcher.builder().channel(first).channel(second).time(time).build();
    Campaign one = both.start(message("m"), people(1), "first");
    Campaign two = both.start(message("n"), people(1), "second");
    await().until(() -> first.sendings().size() + second.sendings().size() == 2);
    Thread.currentThread().interrupt();
    both.close(Duration.ofMinutes(1));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(one.tally().count(DeliveryState.IN_DOUBT)).isEqualTo(1);
    assertThat(two.tally().count(DeliveryState.IN_DOUBT)).isEqualTo(1);
  }

  @Test
  void a_channel_that_never_comes_back_from_submit_does_not_hold_up_closing() {
    CountDownLatch never = new CountDownLatch(1);
    Dispatcher stuck = Dispatcher.builder().channel(new Stuck(never)).time(time).build();
    Campaign campaign = stuck.start(message("m"), people(1));
    await().until(() -> campaign.tally().count(DeliveryState.ATTEMPTED) == 1);
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(() -> stuck.close(Duration.ofSeconds(1)));
    await()
        .until(
            () -> {
              time.advance(Duration.ofSeconds(1));
              return closed.isDone();
            });
    assertThat(campaign.tally().inDoubt()).isEqualTo(1);
    never.countDown();
  }

  /** Takes a batch and does not come back. */
  private record Stuck(CountDownLatch until) implements Channel {
    @Override
    public String name() {
      return "stuck";
    }

    @Override
    public Limits limits() {
      return new Limits(1, 1);
    }

    @Override
    public void listen(Receipts receipts) {}

    @Override
    public void submit(Batch batch, Outcomes outcomes) {
      try {
        until.await();
      } catch (InterruptedException told) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close(Duration patience) {}
  }

  @Test
  void closing_twice_is_harmless_and_leaves_no_thread() {
    dispatcher.close();
    dispatcher.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("loa-dispatch-sms", "loa-dispatch");
  }

  @Test
  void a_closed_dispatcher_accepts_nothing_and_says_so() {
    dispatcher.close();
    assertThatThrownBy(() -> dispatcher.start(message("m"), people(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sms")
        .hasMessageContaining("m was not accepted");
  }

  @Test
  void an_unknown_channel_is_named_beside_those_that_exist() {
    assertThatThrownBy(() -> dispatcher.start(message("m"), people(1), "fax"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no channel \"fax\" here: one of [sms]");
  }

  @Test
  void a_channel_that_throws_leaves_its_batch_in_doubt_and_goes_on() throws Exception {
    sms.answering(
        (message, to) -> {
          throw new IllegalStateException("broken adapter");
        });
    assertThat(answered(dispatcher.start(message("m"), people(3))).inDoubt()).isEqualTo(3);
    sms.answering((message, to) -> new Outcome.Sent("r" + to));
    assertThat(answered(dispatcher.start(message("n"), people(3))).sent()).isEqualTo(3);
  }

  @Test
  void two_channels_work_side_by_side() throws Exception {
    RecordingChannel boards = new RecordingChannel("boards", new Limits(2, 1)).hold();
    RecordingChannel feed = new RecordingChannel("feed", new Limits(1, 1));
    try (Dispatcher both = Dispatcher.builder().channel(boards).channel(feed).time(time).build()) {
      Campaign slow = both.start(message("m"), people(5), "boards");
      assertThat(answered(both.start(message("m"), people(5), "feed")).sent()).isEqualTo(5);
      assertThat(slow.tally().open()).isEqualTo(5);
      assertThatThrownBy(() -> both.start(message("m"), people(1)))
          .hasMessage("say on which channel: one of [boards, feed]");
      boards.release();
    }
  }

  @Test
  void the_tally_adds_up_at_every_moment() throws Exception {
    Map<Address, Integer> seen = new HashMap<>();
    sms.answering(
        (message, to) ->
            switch (Math.floorMod(to.hashCode() + seen.merge(to, 1, Integer::sum), 4)) {
              case 0 -> new Outcome.Sent("r" + to);
              case 1 -> new Outcome.Refused(BUSY);
              case 2 -> new Outcome.Retry(BUSY);
              default -> new Outcome.InDoubt(BUSY);
            });
    Campaign campaign = dispatcher.start(message("m"), people(400));
    while (campaign.tally().open() > 0) {
      assertThat(campaign.tally().audience()).isEqualTo(400);
      time.advance(Duration.ofMillis(250));
    }
    assertThat(campaign.tally().audience()).isEqualTo(400);
    assertThat(campaign.deliveries()).extracting(Delivery::state).noneMatch(DeliveryState::isOpen);
  }

  private static long count(Campaign campaign, DeliveryState state) {
    return campaign.tally().count(state);
  }

  private static Tally answered(Campaign campaign) {
    await().atMost(20, SECONDS).until(() -> campaign.tally().open() == 0);
    return campaign.tally();
  }

  private static Tally settled(Campaign campaign) throws Exception {
    return campaign.completion().toCompletableFuture().get(20, SECONDS);
  }

  private static void delivered(Campaign campaign, int count) {
    await().until(() -> campaign.tally().delivered() == count);
  }

  private static ChannelSettings patient(int attempts) {
    return ChannelSettings.builder()
        .retry(RetryRules.builder().attempts(attempts).jitter(0).build())
        .build();
  }

  private static Audience people(int count) {
    return new Audience(
        "people", IntStream.range(0, count).mapToObj(DispatcherTest::person).toList());
  }

  private static Address person(int n) {
    return new Address.Device("p" + n, "q1");
  }

  private static Message message(String id) {
    return urgent(id, Urgency.ROUTINE);
  }

  private static Message message(String id, Instant validUntil) {
    return builder(id).validUntil(validUntil).build();
  }

  private static Message urgent(String id, Urgency urgency) {
    return builder(id).validUntil(NOW.plus(Duration.ofDays(30))).urgency(urgency).build();
  }

  private static Message.Builder builder(String id) {
    return Message.builder(id, "Tiêu đề").text("vi", "Nội dung");
  }
}
