package vn.loa.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.channel.DeliveryState.ATTEMPTED;
import static vn.loa.channel.DeliveryState.CANCELLED;
import static vn.loa.channel.DeliveryState.DEAD;
import static vn.loa.channel.DeliveryState.DEFERRED;
import static vn.loa.channel.DeliveryState.DELIVERED;
import static vn.loa.channel.DeliveryState.EXPIRED;
import static vn.loa.channel.DeliveryState.IN_DOUBT;
import static vn.loa.channel.DeliveryState.QUEUED;
import static vn.loa.channel.DeliveryState.REFUSED;
import static vn.loa.channel.DeliveryState.SENT;
import static vn.loa.channel.DeliveryState.UNCONFIRMED;
import static vn.loa.dispatch.Stepped.NOON;
import static vn.loa.dispatch.Stepped.count;
import static vn.loa.dispatch.Stepped.message;
import static vn.loa.dispatch.Stepped.people;
import static vn.loa.dispatch.Stepped.person;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Address;
import vn.loa.channel.Clearance;
import vn.loa.channel.EmergencyOrder;
import vn.loa.channel.Idempotency;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Urgency;
import vn.loa.channel.testkit.RecordingChannel;
import vn.loa.dispatch.journal.SurvivingStore;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand.Phase;
import vn.loa.dispatch.store.StoreException;

/** What a dispatcher promises, step by step on a clock turned by hand. */
class EngineTest {

  private static final Reason BUSY = new Reason("BUSY", "come back later");
  private static final Reason NO = new Reason("NO", "never");
  private static final Reason UNBOUND = new Reason("NOT_BOUND", "no bind");
  private static final Reason LOST = new Reason("TIMEOUT", "no answer");

  private final RecordingChannel sms = new RecordingChannel("sms", new Limits(10, 4));
  private final RecordingChannel feed = new RecordingChannel("feed", new Limits(10, 4));

  @Test
  void everybody_gets_the_message_once() {
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.start(message("m"), 2_500);
    assertThat(count(campaign, SENT)).isEqualTo(2_500);
    assertThat(sms.sendings())
        .extracting(it -> it.recipient())
        .containsExactlyElementsOf(people(2_500).recipients());
  }

  @Test
  void nothing_is_on_the_wire_before_its_attempt_is_durable() {
    Stepped stepped = Stepped.over(sms);
    stepped.dispatcher.start(message("m"), people(3));
    stepped.store.slow();
    stepped.run();
    assertThat(sms.sendings()).isEmpty();
    stepped.store.sync();
    stepped.run();
    assertThat(sms.sendings()).hasSize(3);
  }

  @Test
  void what_is_cancelled_before_its_attempt_counts_is_left_out() {
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.dispatcher.start(message("m"), people(30));
    sms.hold();
    stepped.run();
    campaign.cancel();
    sms.release();
    stepped.run();
    assertThat(sms.sendings()).hasSize(10);
    assertThat(count(campaign, CANCELLED)).isEqualTo(20);
    assertThat(campaign.phase()).isEqualTo(Phase.CANCELLED);
  }

  @Test
  void answers_are_told_with_the_next_attempt() {
    Stepped stepped = Stepped.over(sms);
    stepped.start(message("m"), 6);
    assertThat(stepped.store.calls())
        .containsExactly(
            "ATTEMPTED0 ATTEMPTED1 ATTEMPTED2 ATTEMPTED3",
            "SENT0 SENT1 SENT2 SENT3 ATTEMPTED4 ATTEMPTED5",
            "release SENT4 SENT5");
  }

  @Test
  @Timeout(60)
  void an_answer_just_before_the_thread_sleeps_keeps_it_awake() throws Exception {
    Stepped stepped = Stepped.over(sms);
    sms.hold();
    Campaign campaign = stepped.start(message("m"), 1);
    long next = stepped.worker().step();
    sms.release();
    assertThat(stepped.worker().sleep(next)).isTrue();
    stepped.run();
    assertThat(count(campaign, SENT)).isEqualTo(1);
  }

  @Test
  void a_lone_answer_is_told_after_five_milliseconds() {
    Stepped stepped = Stepped.over(sms);
    sms.hold();
    Campaign campaign = stepped.start(message("m"), 9);
    sms.sendings().get(0).answer(new Outcome.Sent("r"));
    stepped.advance(Duration.ofMillis(4));
    assertThat(count(campaign, SENT)).isZero();
    stepped.advance(Duration.ofMillis(1));
    assertThat(count(campaign, SENT)).isEqualTo(1);
  }

  @Test
  void a_receipt_completes_a_campaign() {
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.start(message("m"), 1);
    assertThat(campaign.completion().toCompletableFuture()).isNotDone();
    sms.receive(new Receipt.Delivered("m@" + person(0), NOON));
    stepped.run();
    assertThat(campaign.completion().toCompletableFuture()).isCompleted();
    assertThat(stepped.kinds())
        .containsExactly(Event.Kind.STARTED, Event.Kind.ANSWERED, Event.Kind.COMPLETED);
  }

  @Test
  void a_receipt_that_never_comes_is_given_up() {
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.start(message("m"), 2);
    stepped.advance(Duration.ofDays(3).minusMinutes(1));
    assertThat(stepped.store.calls()).doesNotContain("GIVE_UP_RECEIPTS");
    assertThat(count(campaign, SENT)).isEqualTo(2);
    stepped.advance(Duration.ofMinutes(2));
    assertThat(count(campaign, UNCONFIRMED)).isEqualTo(2);
    assertThat(campaign.completion().toCompletableFuture()).isCompleted();
    sms.receive(new Receipt.Delivered("m@" + person(0), NOON));
    stepped.run();
    assertThat(count(campaign, DELIVERED)).isEqualTo(1);
  }

  @Test
  void a_paused_campaign_sends_nothing_until_it_is_resumed() {
    Stepped stepped = Stepped.over(sms);
    sms.hold();
    Campaign campaign = stepped.start(message("m"), 25);
    campaign.pause();
    sms.release();
    stepped.advance(Duration.ofMinutes(5));
    assertThat(sms.sendings()).hasSize(10);
    assertThat(campaign.phase()).isEqualTo(Phase.PAUSED);
    campaign.resume();
    stepped.run();
    assertThat(count(campaign, SENT)).isEqualTo(25);
    assertThat(stepped.kinds())
        .containsExactly(
            Event.Kind.STARTED, Event.Kind.PAUSED, Event.Kind.RESUMED, Event.Kind.ANSWERED);
  }

  @Test
  void nothing_is_sent_before_its_time() {
    Stepped stepped = Stepped.over(sms);
    Campaign campaign =
        stepped
            .dispatcher
            .campaign(message("m"), people(3))
            .notBefore(NOON.plusSeconds(60))
            .start();
    stepped.advance(Duration.ofSeconds(59));
    assertThat(sms.sendings()).isEmpty();
    campaign.notBefore(NOON.plusSeconds(90));
    stepped.advance(Duration.ofSeconds(30));
    assertThat(sms.sendings()).isEmpty();
    stepped.advance(Duration.ofSeconds(1));
    assertThat(sms.sendings()).hasSize(3);
  }

  @Test
  void a_campaign_may_be_made_more_urgent() {
    Stepped stepped = Stepped.over(sms);
    sms.hold();
    stepped.start(message("first"), 20);
    Campaign second = stepped.start(message("second"), 5);
    second.urgency(Urgency.PRIORITY);
    sms.release();
    stepped.run();
    assertThat(second.urgency()).isEqualTo(Urgency.PRIORITY);
    assertThat(sms.sendings().subList(10, 15))
        .allSatisfy(it -> assertThat(it.message().id()).isEqualTo("second"));
  }

  @Test
  void starting_again_with_a_key_starts_nothing_twice() {
    Stepped stepped = Stepped.over(sms);
    for (int i = 0; i < 2; i++) {
      stepped.dispatcher.campaign(message("m"), people(2_100)).key("k").start();
      stepped.run();
    }
    assertThat(sms.sendings()).hasSize(2_100);
    assertThat(stepped.dispatcher.campaigns()).hasSize(1);
    assertThat(stepped.kinds()).containsOnlyOnce(Event.Kind.STARTED);
    assertThatThrownBy(
            () -> stepped.dispatcher.campaign(message("n"), people(2_100)).key("k").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("k");
  }

  @Test
  void a_full_store_takes_no_campaign_and_goes_on_later() {
    Stepped stepped = Stepped.over(sms);
    Campaign first = stepped.dispatcher.start(message("m"), people(5));
    stepped.store.fail(StoreException.Kind.FULL);
    stepped.run();
    assertThatThrownBy(() -> stepped.dispatcher.start(message("n"), people(1)))
        .isInstanceOf(StoreException.class);
    assertThat(sms.sendings()).isEmpty();
    stepped.store.fail(null);
    stepped.advance(Duration.ofSeconds(1));
    assertThat(count(first, SENT)).isEqualTo(5);
    assertThat(stepped.kinds()).containsOnlyOnce(Event.Kind.STORE_FULL);
  }

  @Test
  void a_broken_store_stops_sending_and_says_so() {
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.dispatcher.start(message("m"), people(50));
    stepped.store.fail(StoreException.Kind.BROKEN);
    stepped.advance(Duration.ofMinutes(1));
    assertThat(sms.sendings()).isEmpty();
    assertThat(stepped.kinds()).contains(Event.Kind.STORE_BROKEN);
    assertThat(campaign.completion().toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void a_store_that_throws_anything_counts_as_broken() {
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.dispatcher.start(message("m"), people(5));
    stepped.store.crash(new IllegalStateException("no such file"));
    stepped.advance(Duration.ofMinutes(1));
    assertThat(stepped.kinds()).containsOnlyOnce(Event.Kind.STORE_BROKEN);
    assertThat(campaign.completion().toCompletableFuture()).isCompletedExceptionally();
    assertThatThrownBy(() -> stepped.dispatcher.start(message("n"), people(1)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(campaign.tally().audience()).isEqualTo(5);
    assertThat(campaign.pause().toCompletableFuture()).isCompletedExceptionally();
    stepped.dispatcher.close(Duration.ZERO);
  }

  @Test
  void a_throttled_delivery_goes_first_again() {
    List<Address> order = throttling(1);
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.start(message("m"), 9);
    assertThat(order).hasSize(3);
    stepped.advance(Duration.ofSeconds(2));
    assertThat(count(campaign, SENT)).isEqualTo(9);
    assertThat(order.indexOf(person(2))).isEqualTo(3);
  }

  @Test
  void throttling_spends_no_attempt() {
    throttling(20);
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.start(message("m"), 9);
    stepped.advance(Duration.ofMinutes(1));
    assertThat(count(campaign, SENT)).isEqualTo(9);
  }

  /** One person is throttled some times; gives those who were sent to, as they are. */
  private List<Address> throttling(int times) {
    List<Address> order = new ArrayList<>();
    int[] left = {times};
    sms.answering(
        (message, to) -> {
          if (to.equals(person(2)) && left[0]-- > 0) {
            return new Outcome.Retry(new Reason("ESME_RTHROTTLED", "too fast"));
          }
          order.add(to);
          return new Outcome.Sent("r" + to);
        });
    return order;
  }

  @Test
  void a_paused_campaign_whose_time_runs_out_expires() {
    Stepped it = Stepped.over(sms.hold());
    Campaign campaign =
        it.dispatcher.start(
            Stepped.message("m", Urgency.ROUTINE, Duration.ofHours(1)), Stepped.people(25));
    campaign.pause();
    it.advance(Duration.ofMinutes(62));
    assertThat(Stepped.count(campaign, EXPIRED)).isEqualTo(25);
    assertThat(campaign.completion().toCompletableFuture()).isDone();
    assertThat(sms.sendings()).isEmpty();
  }

  @Test
  void a_refused_account_pauses_its_channel_until_it_is_resumed() {
    Reason password = new Reason("ESME_RINVPASWD", "wrong password");
    sms.answering((message, to) -> new Outcome.Retry(password));
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.start(message("m"), 9);
    stepped.advance(Duration.ofMinutes(10));
    assertThat(sms.sendings()).hasSize(4);
    assertThat(count(campaign, QUEUED)).isEqualTo(9);
    assertThat(stepped.dispatcher.channels().get(0).paused()).isEqualTo(password);
    sms.answering((message, to) -> new Outcome.Sent("r" + to));
    stepped.dispatcher.resume("sms");
    stepped.run();
    assertThat(count(campaign, SENT)).isEqualTo(9);
    assertThat(stepped.kinds()).contains(Event.Kind.CHANNEL_PAUSED, Event.Kind.CHANNEL_RESUMED);
  }

  @Test
  void an_outage_of_an_hour_kills_nobody_and_spends_no_attempt() {
    sms.answering((message, to) -> new Outcome.Retry(UNBOUND));
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.start(message("m"), 30);
    assertThat(count(campaign, QUEUED)).isEqualTo(30);
    stepped.advance(Duration.ofHours(1));
    assertThat(count(campaign, QUEUED)).isEqualTo(30);
    assertThat(sms.sendings()).hasSizeBetween(4 * 100, 4 * 160);
    sms.answering((message, to) -> new Outcome.Sent("r" + to));
    stepped.advance(Duration.ofSeconds(30));
    assertThat(count(campaign, SENT)).isEqualTo(30);
    assertThat(stepped.store.calls()).noneMatch(it -> it.contains("RETRY"));
  }

  @Test
  void a_channel_that_says_not_now_spends_no_attempt() {
    for (String code : List.of("NO_BROKER", "CONNECTION_LOST", "CLOSED", "FULL", "IN_FLIGHT")) {
      sms.answering((message, to) -> new Outcome.Retry(new Reason(code, "not now")));
      Stepped stepped = Stepped.over(sms);
      Campaign campaign = stepped.start(message("m"), 3);
      stepped.advance(Duration.ofMinutes(10));
      assertThat(count(campaign, QUEUED)).as(code).isEqualTo(3);
      sms.answering((message, to) -> new Outcome.Sent("r" + to));
      stepped.advance(Duration.ofMinutes(1));
      assertThat(count(campaign, SENT)).as(code).isEqualTo(3);
      assertThat(stepped.store.calls()).as(code).noneMatch(it -> it.contains("RETRY"));
    }
  }

  @Test
  void a_channel_that_was_away_gets_one_batch_until_it_answers() {
    Stepped stepped = Stepped.over(sms);
    sms.hold();
    stepped.start(message("m"), 30);
    sms.sendings().forEach(it -> it.answer(new Outcome.Retry(UNBOUND)));
    stepped.advance(Duration.ofMillis(799));
    assertThat(sms.sendings()).hasSize(10);
    stepped.advance(Duration.ofMillis(202));
    assertThat(sms.sendings()).hasSize(14);
    assertThat(sms.sendings().get(10).recipient()).isEqualTo(person(0));
    sms.sendings().get(10).answer(new Outcome.Sent("r"));
    stepped.run();
    assertThat(sms.sendings()).hasSize(21);
  }

  @Test
  void an_outage_hands_a_campaign_to_its_next_channel() {
    sms.answering((message, to) -> new Outcome.Retry(UNBOUND));
    Stepped stepped = Stepped.over(sms, feed);
    Campaign campaign =
        stepped.dispatcher.campaign(message("m"), people(5)).on("sms", "feed").start();
    stepped.advance(Duration.ofMinutes(4));
    assertThat(feed.sendings()).isEmpty();
    stepped.advance(Duration.ofMinutes(2));
    assertThat(count(campaign, SENT)).isEqualTo(5);
    assertThat(feed.sendings()).hasSize(5);
  }

  @Test
  void what_expires_during_an_outage_or_a_pause_ends() {
    for (String code : List.of("NOT_BOUND", "ESME_RINVPASWD")) {
      sms.answering((message, to) -> new Outcome.Retry(new Reason(code, "")));
      Stepped stepped = Stepped.over(sms);
      Campaign campaign =
          stepped.start(message("m", Urgency.ROUTINE, Duration.ofMinutes(10)), 2_100);
      stepped.advance(Duration.ofMinutes(10));
      assertThat(count(campaign, EXPIRED)).as(code).isEqualTo(2_100);
      assertThat(campaign.completion().toCompletableFuture()).isCompleted();
    }
  }

  @Test
  void what_is_refused_goes_to_the_next_channel() {
    sms.answering((message, to) -> new Outcome.Refused(NO));
    feed.answering(
        (message, to) ->
            to.equals(person(1)) ? new Outcome.Refused(NO) : new Outcome.Sent("f" + to));
    Stepped stepped = Stepped.over(sms, feed);
    Campaign campaign =
        stepped.dispatcher.campaign(message("m"), people(5)).on("sms", "feed").start();
    stepped.run();
    assertThat(count(campaign, SENT)).isEqualTo(4);
    assertThat(campaign.tally().first(REFUSED)).contains(NO);
    assertThat(sms.sendings()).hasSize(5);
  }

  @Test
  void what_is_passed_on_goes_as_soon_as_that_is_durable() {
    Stepped stepped = Stepped.over(sms, feed);
    sms.hold();
    stepped.dispatcher.campaign(message("m"), people(5)).on("sms", "feed").start();
    stepped.run();
    sms.sendings().get(0).answer(new Outcome.Refused(NO));
    stepped.advance(Duration.ofMillis(10));
    stepped.store.slow();
    sms.sendings().subList(1, 5).forEach(it -> it.answer(new Outcome.Sent("r" + it.token())));
    for (int i = 0; i < 5; i++) {
      stepped.run();
      stepped.store.sync();
    }
    stepped.run();
    assertThat(feed.sendings()).hasSize(1);
  }

  @Test
  void a_channel_that_failed_long_ago_and_was_idle_since_is_not_passed_over() {
    ChannelSettings once =
        ChannelSettings.builder().retry(RetryRules.builder().attempts(1).build()).build();
    sms.answering((message, to) -> new Outcome.Retry(BUSY));
    Stepped stepped = Stepped.with(it -> it.channel(sms, once).channel(feed));
    stepped.dispatcher.campaign(message("m"), people(1)).on("sms").start();
    stepped.advance(Duration.ofHours(1));
    sms.answering((message, to) -> new Outcome.Sent("r" + to));
    stepped.dispatcher.campaign(message("n"), people(2_500)).on("sms", "feed").start();
    stepped.run();
    assertThat(feed.sendings()).isEmpty();
    assertThat(sms.sendings()).hasSize(2_501);
  }

  @Test
  void what_a_channel_cannot_take_for_long_goes_to_the_next() {
    sms.answering(
        (message, to) -> new Outcome.Retry(new Reason("ESME_RINVPASWD", "wrong password")));
    Stepped stepped = Stepped.over(sms, feed);
    Campaign campaign =
        stepped.dispatcher.campaign(message("m"), people(5)).on("sms", "feed").start();
    stepped.advance(Duration.ofMinutes(4));
    assertThat(feed.sendings()).isEmpty();
    stepped.advance(Duration.ofMinutes(2));
    assertThat(feed.sendings()).hasSize(5);
    assertThat(count(campaign, SENT)).isEqualTo(5);
  }

  @Test
  void doubt_is_never_passed_to_the_next_channel() {
    sms.answering((message, to) -> new Outcome.InDoubt(LOST));
    Stepped stepped = Stepped.over(sms, feed);
    Campaign campaign =
        stepped.dispatcher.campaign(message("m"), people(5)).on("sms", "feed").start();
    stepped.advance(Duration.ofHours(1));
    assertThat(feed.sendings()).isEmpty();
    assertThat(sms.sendings()).hasSize(5);
    assertThat(count(campaign, IN_DOUBT)).isEqualTo(5);
    assertThat(campaign.completion().toCompletableFuture()).isCompleted();
  }

  @Test
  void an_emergency_in_doubt_is_sent_again_once() {
    sms.answering((message, to) -> new Outcome.InDoubt(LOST));
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.start(message("m", Urgency.EMERGENCY), 3);
    assertThat(campaign.completion().toCompletableFuture()).isNotDone();
    stepped.advance(Duration.ofSeconds(9));
    assertThat(sms.sendings()).hasSize(3);
    stepped.advance(Duration.ofSeconds(1));
    assertThat(sms.sendings()).hasSize(6);
    stepped.advance(Duration.ofHours(1));
    assertThat(sms.sendings()).hasSize(6);
    assertThat(count(campaign, IN_DOUBT)).isEqualTo(3);
    assertThat(campaign.completion().toCompletableFuture()).isCompleted();
  }

  @Test
  void what_a_person_sent_again_is_not_sent_a_third_time() {
    sms.answering((message, to) -> new Outcome.InDoubt(LOST));
    Stepped stepped = Stepped.over(sms);
    stepped.start(message("m", Urgency.EMERGENCY), 1);
    stepped.advance(Duration.ofSeconds(5));
    stepped.dispatcher.decide(stepped.dispatcher.inDoubt().get(0), Decision.SEND_AGAIN);
    stepped.advance(Duration.ofHours(1));
    assertThat(sms.sendings()).hasSize(2);
  }

  @Test
  void a_late_no_to_the_first_message_says_nothing_of_the_second() {
    Stepped stepped = Stepped.over(sms);
    sms.hold();
    Campaign campaign = stepped.start(message("m", Urgency.EMERGENCY), 1);
    sms.sendings().get(0).answer(new Outcome.InDoubt(LOST));
    stepped.advance(Duration.ofSeconds(10));
    sms.sendings().get(1).answer(new Outcome.InDoubt(LOST));
    stepped.advance(Duration.ofSeconds(1));
    sms.sendings().get(0).answer(new Outcome.Retry(BUSY));
    stepped.advance(Duration.ofMinutes(1));
    assertThat(sms.sendings()).hasSize(2);
    assertThat(count(campaign, IN_DOUBT)).isEqualTo(1);
  }

  @Test
  void what_may_have_been_sent_is_never_called_expired() {
    sms.answering((message, to) -> new Outcome.InDoubt(LOST));
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.start(message("m", Urgency.EMERGENCY, Duration.ofSeconds(9)), 3);
    stepped.advance(Duration.ofMinutes(1));
    assertThat(count(campaign, IN_DOUBT)).isEqualTo(3);
    assertThat(campaign.completion().toCompletableFuture()).isCompleted();
  }

  @Test
  void a_late_answer_that_the_way_was_closed_spends_no_attempt() {
    Stepped stepped =
        Stepped.with(
            it ->
                it.channel(
                    sms,
                    ChannelSettings.builder()
                        .retry(RetryRules.builder().attempts(1).build())
                        .build()));
    sms.answering((message, to) -> new Outcome.InDoubt(LOST));
    Campaign campaign = stepped.start(message("m"), 1);
    sms.answering((message, to) -> new Outcome.Sent("r"));
    sms.sendings().get(0).answer(new Outcome.Retry(UNBOUND));
    stepped.run();
    assertThat(count(campaign, SENT)).isEqualTo(1);
  }

  @Test
  void a_late_answer_resolves_a_doubt() {
    Stepped stepped = Stepped.over(sms);
    sms.hold();
    Campaign campaign = stepped.start(message("m", Urgency.EMERGENCY), 4);
    sms.sendings().forEach(it -> it.answer(new Outcome.InDoubt(LOST)));
    stepped.run();
    assertThat(count(campaign, IN_DOUBT)).isEqualTo(4);
    sms.sendings().get(0).answer(new Outcome.Sent("late"));
    sms.sendings().get(1).answer(new Outcome.Refused(NO));
    sms.sendings().get(2).answer(new Outcome.Expired());
    sms.sendings().get(3).answer(new Outcome.Retry(BUSY));
    stepped.run();
    assertThat(count(campaign, SENT)).isEqualTo(1);
    assertThat(count(campaign, REFUSED)).isEqualTo(1);
    assertThat(count(campaign, EXPIRED)).isEqualTo(1);
    sms.release();
    stepped.advance(Duration.ofHours(1));
    assertThat(sms.sendings()).hasSize(5);
    assertThat(count(campaign, SENT)).isEqualTo(2);
  }

  @Test
  void a_late_answer_counts_while_its_lease_is_still_open() {
    Stepped stepped = Stepped.over(sms);
    sms.hold();
    Campaign campaign = stepped.start(message("m"), 4);
    sms.sendings().get(0).answer(new Outcome.InDoubt(LOST));
    stepped.advance(Duration.ofSeconds(1));
    sms.sendings().get(0).answer(new Outcome.Sent("late"));
    stepped.advance(Duration.ofSeconds(1));
    assertThat(count(campaign, SENT)).isEqualTo(1);
    assertThat(count(campaign, ATTEMPTED)).isEqualTo(3);
    assertThat(stepped.dispatcher.channels().get(0).breaches()).isZero();
  }

  @Test
  void a_receipt_before_the_policy_spares_the_second_message() {
    Stepped stepped = Stepped.over(sms);
    sms.hold();
    Campaign campaign = stepped.start(message("m", Urgency.EMERGENCY), 1);
    sms.sendings().get(0).answer(new Outcome.InDoubt(LOST));
    sms.sendings().get(0).answer(new Outcome.Sent("r"));
    sms.receive(new Receipt.Delivered("r", NOON));
    stepped.advance(Duration.ofHours(1));
    assertThat(sms.sendings()).hasSize(1);
    assertThat(count(campaign, DELIVERED)).isEqualTo(1);
    assertThat(campaign.completion().toCompletableFuture()).isCompleted();
  }

  @Test
  void a_person_decides_about_what_is_held() throws Exception {
    sms.answering((message, to) -> new Outcome.InDoubt(LOST));
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.start(message("m"), 3);
    List<InDoubt> held = stepped.dispatcher.inDoubt();
    assertThat(held)
        .extracting(InDoubt::recipient)
        .containsExactlyElementsOf(people(3).recipients());
    assertThat(held.get(0).reason()).isEqualTo(LOST);
    assertThat(held.get(0).since()).isEqualTo(NOON);
    sms.answering((message, to) -> new Outcome.Sent("r" + to));
    assertThat(decide(stepped, held.get(0), Decision.SENT)).isTrue();
    assertThat(decide(stepped, held.get(1), Decision.SEND_AGAIN)).isTrue();
    assertThat(decide(stepped, held.get(2), Decision.NOT_SENT)).isTrue();
    assertThat(decide(stepped, held.get(2), Decision.SEND_AGAIN)).isFalse();
    stepped.advance(Duration.ofSeconds(1));
    assertThat(count(campaign, UNCONFIRMED)).isEqualTo(1);
    assertThat(count(campaign, SENT)).isEqualTo(1);
    assertThat(count(campaign, DEAD)).isEqualTo(1);
    assertThat(stepped.dispatcher.inDoubt()).isEmpty();
  }

  private static boolean decide(Stepped stepped, InDoubt it, Decision decision) throws Exception {
    return stepped.dispatcher.decide(it, decision).toCompletableFuture().get();
  }

  @Test
  void quiet_hours_defer_until_they_end() {
    Instant seven = NOON.plus(Duration.ofHours(19));
    Stepped stepped =
        Stepped.with(
            it -> {
              it.clearance = quietUntil(seven);
              return it.channel(sms);
            });
    Campaign campaign = stepped.start(message("m"), 1_500);
    assertThat(count(campaign, DEFERRED)).isEqualTo(1_500);
    int asked = stepped.store.asked();
    stepped.advance(Duration.ofHours(19).minusNanos(1));
    assertThat(sms.sendings()).isEmpty();
    assertThat(stepped.store.asked() - asked).isLessThan(20 * 60);
    stepped.advance(Duration.ofNanos(1));
    assertThat(count(campaign, SENT)).isEqualTo(1_500);
  }

  @Test
  void what_must_wait_past_its_expiry_is_expired() {
    Stepped stepped =
        Stepped.with(
            it -> {
              it.clearance = quietUntil(NOON.plus(Duration.ofHours(19)));
              return it.channel(sms);
            });
    Campaign campaign = stepped.start(message("m", Urgency.ROUTINE, Duration.ofHours(19)), 5);
    assertThat(count(campaign, EXPIRED)).isEqualTo(5);
  }

  @Test
  void rules_are_asked_again_just_before_the_wire() {
    List<Address> asked = new ArrayList<>();
    List<Address> told = new ArrayList<>();
    boolean[] quiet = {false};
    Clearance rules =
        (message, order) ->
            new Clearance.ForMessage() {
              @Override
              public Clearance.Verdict check(Address to, Instant now) {
                asked.add(to);
                return quiet[0]
                    ? new Clearance.Verdict.Wait(NOON.plusSeconds(60), BUSY)
                    : Clearance.Verdict.GO;
              }

              @Override
              public void sent(Address to, Instant at) {
                told.add(to);
              }
            };
    Stepped stepped =
        Stepped.with(
            it -> {
              it.clearance = rules;
              return it.channel(sms);
            });
    stepped.store.slow();
    Campaign campaign = start(stepped, 2);
    quiet[0] = true;
    stepped.store.sync();
    stepped.run();
    stepped.store.sync();
    assertThat(asked).hasSize(4);
    assertThat(sms.sendings()).isEmpty();
    assertThat(told).isEmpty();
    assertThat(count(campaign, DEFERRED)).isEqualTo(2);
    quiet[0] = false;
    for (int i = 0; i < 70; i++) {
      stepped.advance(Duration.ofSeconds(1));
      stepped.store.sync();
    }
    assertThat(sms.sendings()).hasSize(2);
    assertThat(told).containsExactlyElementsOf(people(2).recipients());
  }

  private static Campaign start(Stepped stepped, int people) {
    Thread helper = new Thread(() -> stepped.dispatcher.start(message("m"), people(people)));
    helper.start();
    while (helper.isAlive()) {
      stepped.store.sync();
      Thread.onSpinWait();
    }
    stepped.run();
    return stepped.dispatcher.campaigns().get(0);
  }

  @Test
  void what_expires_between_lease_and_wire_is_not_sent() {
    Stepped stepped = Stepped.over(sms);
    Campaign campaign =
        stepped.dispatcher.start(message("m", Urgency.ROUTINE, Duration.ofSeconds(1)), people(3));
    stepped.store.slow();
    stepped.run();
    stepped.time.advance(Duration.ofSeconds(1));
    stepped.store.sync();
    stepped.run();
    stepped.store.sync();
    assertThat(sms.sendings()).isEmpty();
    assertThat(count(campaign, EXPIRED)).isEqualTo(3);
  }

  @Test
  void a_rule_that_throws_harms_only_whom_it_was_asked_about() {
    Stepped stepped =
        Stepped.with(
            it -> {
              it.clearance =
                  (message, order) ->
                      (to, now) -> {
                        if (to.equals(person(1))) {
                          throw new IllegalStateException("no such zone");
                        }
                        return to.equals(person(2))
                            ? new Clearance.Verdict.Never(NO)
                            : Clearance.Verdict.GO;
                      };
              return it.channel(sms);
            });
    Campaign campaign = stepped.start(message("m"), 6);
    assertThat(count(campaign, SENT)).isEqualTo(4);
    assertThat(campaign.tally().first(REFUSED)).contains(NO);
    assertThat(campaign.tally().first(DEAD).orElseThrow().text()).contains("no such zone");
  }

  @Test
  void an_order_reaches_the_rules() {
    List<@Nullable EmergencyOrder> orders = new ArrayList<>();
    Stepped stepped =
        Stepped.with(
            it -> {
              it.clearance =
                  (message, order) -> {
                    orders.add(order);
                    return (to, now) -> Clearance.Verdict.GO;
                  };
              return it.channel(sms);
            });
    EmergencyOrder order = new EmergencyOrder("vỡ đê", "trực ban");
    stepped.dispatcher.campaign(message("m"), people(1)).order(order).start();
    assertThat(orders).containsOnly(order);
  }

  @Test
  void retries_pause_longer_each_time_and_end_dead_with_their_cause() {
    sms.answering((message, to) -> new Outcome.Retry(BUSY));
    Stepped stepped =
        Stepped.with(
            it ->
                it.channel(
                    sms,
                    ChannelSettings.builder()
                        .retry(RetryRules.builder().jitter(0).attempts(3).build())
                        .build()));
    Campaign campaign = stepped.start(message("m"), 1);
    stepped.advance(Duration.ofMillis(999));
    assertThat(sms.sendings()).hasSize(1);
    stepped.advance(Duration.ofMillis(1));
    assertThat(sms.sendings()).hasSize(2);
    stepped.advance(Duration.ofMillis(1_999));
    assertThat(sms.sendings()).hasSize(2);
    stepped.advance(Duration.ofMillis(1));
    assertThat(sms.sendings()).hasSize(3);
    assertThat(campaign.tally().first(DEAD)).contains(BUSY);
    assertThat(campaign.completion().toCompletableFuture()).isCompleted();
  }

  @Test
  void a_retry_does_not_wait_for_a_neighbour_without_an_answer() {
    Stepped stepped = Stepped.over(sms);
    sms.hold();
    stepped.start(message("m"), 2);
    sms.sendings().get(0).answer(new Outcome.Retry(BUSY));
    stepped.advance(Duration.ofSeconds(1));
    assertThat(sms.sendings()).hasSize(3);
    assertThat(sms.sendings().get(2).recipient()).isEqualTo(person(0));
  }

  @Test
  void no_answer_at_all_is_a_doubt_and_frees_the_window() {
    Stepped stepped = Stepped.over(sms);
    sms.hold();
    Campaign campaign = stepped.start(message("m"), 12);
    stepped.advance(Duration.ofSeconds(119));
    assertThat(count(campaign, ATTEMPTED)).isEqualTo(10);
    stepped.advance(Duration.ofSeconds(2));
    assertThat(count(campaign, IN_DOUBT)).isEqualTo(10);
    assertThat(sms.sendings()).hasSize(12);
    assertThat(stepped.dispatcher.channels().get(0).breaches()).isEqualTo(10);
    sms.sendings().get(0).answer(new Outcome.Sent("late"));
    stepped.advance(Duration.ofSeconds(1));
    assertThat(count(campaign, SENT)).isEqualTo(1);
  }

  @Test
  @SuppressWarnings("NullAway") // an answer that is null is one of the breaches
  void a_channel_that_breaks_its_contract_harms_no_count() {
    Stepped stepped = Stepped.over(sms);
    sms.hold();
    Campaign campaign = stepped.start(message("m"), 3);
    RecordingChannel.Sending first = sms.sendings().get(0);
    first.answer(new Outcome.Sent("a"));
    first.answer(new Outcome.Refused(NO));
    first.outcomes().answer(987_654_321_987L, new Outcome.Sent("x"));
    first.outcomes().answer(-1, new Outcome.Sent("x"));
    sms.sendings().get(1).answer(null);
    sms.sendings().get(2).answer(new Outcome.Sent("c"));
    stepped.run();
    first.answer(new Outcome.Refused(NO));
    stepped.run();
    assertThat(count(campaign, SENT)).isEqualTo(2);
    assertThat(count(campaign, IN_DOUBT)).isEqualTo(1);
    assertThat(stepped.dispatcher.channels().get(0).breaches()).isEqualTo(5);
  }

  @Test
  void a_submission_that_throws_leaves_only_the_unanswered_in_doubt() {
    sms.answering(
        (message, to) -> {
          if (to.equals(person(2))) {
            throw new IllegalStateException("broken adapter");
          }
          return new Outcome.Sent("r" + to);
        });
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.start(message("m"), 8);
    assertThat(count(campaign, SENT)).isEqualTo(6);
    assertThat(count(campaign, IN_DOUBT)).isEqualTo(2);
    assertThat(campaign.tally().first(IN_DOUBT).orElseThrow().text()).contains("broken adapter");
  }

  @Test
  void weights_share_a_lane() {
    Stepped stepped = Stepped.over(sms);
    stepped.dispatcher.campaign(message("light"), people(900)).weight(1).start();
    stepped.dispatcher.campaign(message("heavy"), people(900)).weight(3).start();
    for (int i = 0; i < 400 && sms.sendings().size() < 800; i++) {
      stepped.round();
    }
    long heavy = sms.sendings().stream().filter(it -> it.message().id().equals("heavy")).count();
    assertThat((double) heavy / sms.sendings().size()).isBetween(0.7, 0.8);
  }

  @Test
  void an_emergency_passes_what_waits_for_permits() {
    RecordingChannel wide = new RecordingChannel("wide", new Limits(1_000, 1_000));
    Stepped stepped =
        Stepped.with(
            it ->
                it.channel(
                    wide,
                    ChannelSettings.builder().account(Account.of("operator", 100, 1)).build()));
    stepped.start(message("backlog"), 5_000);
    stepped.advance(Duration.ofSeconds(2));
    int before = wide.sendings().size();
    assertThat(before).isBetween(150, 201);
    stepped.dispatcher.start(message("dam", Urgency.EMERGENCY), people(3));
    stepped.advance(Duration.ofMillis(50));
    assertThat(wide.sendings().subList(before, before + 3))
        .allSatisfy(it -> assertThat(it.message().id()).isEqualTo("dam"));
  }

  @Test
  void what_was_left_goes_on_in_the_next_process() {
    Stepped first = Stepped.over(sms);
    sms.hold();
    first.dispatcher.campaign(message("m"), people(25)).key("k").start();
    first.run();
    assertThat(sms.sendings()).hasSize(10);
    SurvivingStore store = first.store.reopen();
    Stepped second =
        Stepped.with(
            it -> {
              it.store = store;
              return it.channel(feedNamed("sms"));
            });
    Campaign campaign = second.dispatcher.campaign("k").orElseThrow();
    assertThat(count(campaign, IN_DOUBT)).isEqualTo(10);
    assertThat(count(campaign, SENT)).isEqualTo(15);
    second.advance(Duration.ofHours(1));
    assertThat(count(campaign, IN_DOUBT)).isEqualTo(10);
  }

  @Test
  void an_emergency_left_in_doubt_by_a_crash_is_sent_again_once() {
    Stepped first = Stepped.over(sms);
    sms.hold();
    first.dispatcher.campaign(message("m", Urgency.EMERGENCY), people(3)).key("k").start();
    first.run();
    SurvivingStore store = first.store.reopen();
    RecordingChannel next = feedNamed("sms");
    Stepped second =
        Stepped.with(
            it -> {
              it.store = store;
              return it.channel(next);
            });
    second.advance(Duration.ofSeconds(9));
    assertThat(next.sendings()).isEmpty();
    second.advance(Duration.ofSeconds(2));
    assertThat(next.sendings()).hasSize(3);
  }

  @Test
  void a_start_that_was_cut_is_taken_up_by_repeating_it() {
    Stepped stepped = Stepped.over(sms);
    Message message = message("m");
    stepped.store.append(
        new CampaignRecord(
            "k", message, List.of("sms"), "people", Urgency.ROUTINE, 10, Instant.EPOCH, null, NOON),
        0,
        people(2_500).recipients().slice(0, 1_000),
        false);
    Stepped second =
        Stepped.with(
            it -> {
              it.store = stepped.store.reopen();
              return it.channel(sms);
            });
    second.advance(Duration.ofMinutes(1));
    assertThat(sms.sendings()).isEmpty();
    second.dispatcher.campaign(message, people(2_500)).key("k").start();
    second.run();
    assertThat(sms.sendings()).hasSize(2_500);
  }

  @Test
  void a_cap_hears_what_went_out_before() {
    Stepped first = Stepped.over(sms);
    first.start(message("m"), 3);
    List<Address> told = new ArrayList<>();
    Stepped.with(
        it -> {
          it.store = first.store.reopen();
          it.clearance =
              (message, order) ->
                  new Clearance.ForMessage() {
                    @Override
                    public Clearance.Verdict check(Address to, Instant now) {
                      return Clearance.Verdict.GO;
                    }

                    @Override
                    public void sent(Address to, Instant at) {
                      assertThat(at).isEqualTo(NOON);
                      told.add(to);
                    }
                  };
          return it.channel(sms);
        });
    assertThat(told).containsExactlyElementsOf(people(3).recipients());
  }

  @Test
  void what_certainly_did_not_go_out_counts_against_no_cap() {
    throttling(3);
    Stepped stepped =
        Stepped.with(
            it -> {
              it.clearance = onceADay(new HashMap<>());
              return it.channel(sms);
            });
    Campaign campaign = stepped.start(message("m"), 9);
    stepped.advance(Duration.ofMinutes(1));
    assertThat(count(campaign, SENT)).isEqualTo(9);
  }

  @Test
  void what_is_in_doubt_counts_against_a_cap() {
    sms.answering((message, to) -> new Outcome.InDoubt(LOST));
    Stepped stepped =
        Stepped.with(
            it -> {
              it.clearance = onceADay(new HashMap<>());
              return it.channel(sms);
            });
    stepped.start(message("m"), 2);
    sms.answering((message, to) -> new Outcome.Sent("r" + to));
    Campaign second = stepped.start(message("m2"), 2);
    assertThat(count(second, DEFERRED)).isEqualTo(2);
  }

  private static Clearance onceADay(Map<Address, Integer> counts) {
    return (message, order) ->
        new Clearance.ForMessage() {
          @Override
          public Clearance.Verdict check(Address to, Instant now) {
            return counts.getOrDefault(to, 0) > 0
                ? new Clearance.Verdict.Wait(NOON.plus(Duration.ofDays(1)), BUSY)
                : Clearance.Verdict.GO;
          }

          @Override
          public void sent(Address to, Instant at) {
            counts.merge(to, 1, Integer::sum);
          }

          @Override
          public void unsent(Address to) {
            counts.merge(to, -1, Integer::sum);
          }
        };
  }

  @Test
  void progress_is_told_once_a_second() {
    Stepped stepped = Stepped.over(sms);
    sms.hold();
    stepped.start(message("m"), 10);
    for (int i = 0; i < 10; i++) {
      sms.sendings().get(i).answer(new Outcome.Sent("r" + i));
      stepped.advance(Duration.ofMillis(300));
    }
    long told = stepped.events.stream().filter(it -> it.kind() == Event.Kind.PROGRESS).count();
    assertThat(told).isBetween(3L, 5L);
  }

  private static RecordingChannel feedNamed(String name) {
    return new RecordingChannel(name, new Limits(10, 4));
  }

  private static Clearance quietUntil(Instant end) {
    return (message, order) ->
        (to, now) ->
            now.isBefore(end) ? new Clearance.Verdict.Wait(end, BUSY) : Clearance.Verdict.GO;
  }

  @Test
  void routine_may_be_sent_again_too_if_so_told() {
    sms.answering((message, to) -> new Outcome.InDoubt(LOST));
    Stepped stepped =
        Stepped.with(
            it -> {
              it.doubt = Map.of(Urgency.ROUTINE, DoubtPolicy.SEND_AGAIN);
              return it.channel(sms);
            });
    stepped.start(message("m"), 2);
    stepped.advance(Duration.ofMinutes(1));
    assertThat(sms.sendings()).hasSize(4);
  }

  @Test
  void where_a_second_time_is_harmless_a_line_that_breaks_again_and_again_is_no_end() {
    Reason cut = new Reason("CONNECTION_LOST", "the line broke");
    sms.idempotency(Idempotency.KEYED).answering((message, to) -> new Outcome.InDoubt(cut));
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.start(message("m"), 1);
    for (int breaks = 1; breaks <= 40; breaks++) {
      stepped.advance(Duration.ofMinutes(1));
    }
    assertThat(sms.sendings()).hasSizeGreaterThan(RetryRules.builder().build().attempts() * 2);
    sms.answering((message, to) -> new Outcome.Sent("r" + to));
    stepped.advance(Duration.ofMinutes(1));
    assertThat(count(campaign, SENT)).isEqualTo(1);
  }

  @Test
  void where_a_second_time_is_harmless_silence_spends_attempts() {
    sms.idempotency(Idempotency.KEYED).answering((message, to) -> new Outcome.InDoubt(LOST));
    Stepped stepped = Stepped.over(sms);
    Campaign campaign = stepped.start(message("m"), 1);
    for (int silences = 1; silences <= 40; silences++) {
      stepped.advance(Duration.ofMinutes(1));
    }
    assertThat(sms.sendings()).hasSize(RetryRules.builder().build().attempts());
    assertThat(count(campaign, IN_DOUBT)).isEqualTo(1);
  }
}
