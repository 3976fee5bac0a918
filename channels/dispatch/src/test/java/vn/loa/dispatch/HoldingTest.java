package vn.loa.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.channel.DeliveryState.CANCELLED;
import static vn.loa.channel.DeliveryState.DELIVERED;
import static vn.loa.channel.DeliveryState.IN_DOUBT;
import static vn.loa.channel.DeliveryState.REFUSED;
import static vn.loa.channel.DeliveryState.SENT;
import static vn.loa.dispatch.Stepped.NOON;
import static vn.loa.dispatch.Stepped.count;
import static vn.loa.dispatch.Stepped.message;
import static vn.loa.dispatch.Stepped.people;
import static vn.loa.dispatch.Stepped.person;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Address;
import vn.loa.channel.Channel;
import vn.loa.channel.Clearance;
import vn.loa.channel.Delivery;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Urgency;
import vn.loa.channel.testkit.RecordingChannel;
import vn.loa.channel.testkit.RecordingHoldingChannel;
import vn.loa.channel.testkit.RecordingHoldingChannel.Adopted;
import vn.loa.dispatch.store.CampaignStand.Phase;
import vn.loa.dispatch.store.StoreException;

/**
 * What a channel that holds deliveries is told: after a restart, and when a campaign is cancelled.
 */
class HoldingTest {

  private static final Limits LIMITS = new Limits(4_000, 4_000);
  private static final Reason LOST = new Reason("TIMEOUT", "no answer");
  private static final Reason TAKEN_BACK =
      new Reason("CANCELLED", "taken back before it was heard");

  private final RecordingHoldingChannel loa = holding("loa");
  private final RecordingChannel sms = new RecordingChannel("sms", LIMITS);

  @Test
  void what_was_sent_before_the_restart_is_adopted_once() {
    Stepped first = Stepped.over(loa);
    first.start(message("m"), 3);
    assertThat(loa.adopted()).isEmpty();
    RecordingHoldingChannel next = holding("loa");
    Stepped second = after(first, next);
    second.advance(Duration.ofHours(1));
    assertThat(next.adopted()).hasSize(1);
    assertThat(next.adopted().get(0).message().id()).isEqualTo("m");
    assertThat(recipients(next)).containsExactlyElementsOf(people(3).recipients());
    assertThat(next.recording().sendings()).isEmpty();
    assertThat(next.withdrawn()).isEmpty();
  }

  @Test
  void what_is_adopted_comes_a_thousand_at_a_time_and_by_message() {
    Stepped first = Stepped.over(loa);
    first.start(message("m"), 2_500);
    first.start(message("n"), 2);
    RecordingHoldingChannel next = holding("loa");
    after(first, next);
    assertThat(next.adopted())
        .extracting(it -> it.message().id() + it.recipients().size())
        .containsExactly("m1000", "m1000", "m500", "n2");
    assertThat(recipients(next).subList(0, 2_500))
        .containsExactlyElementsOf(people(2_500).recipients());
  }

  @Test
  void what_has_a_receipt_is_not_adopted() {
    Stepped first = Stepped.over(loa);
    first.start(message("m"), 3);
    loa.recording().receive(new Receipt.Delivered("m@" + person(1), NOON));
    first.run();
    RecordingHoldingChannel next = holding("loa");
    after(first, next);
    assertThat(recipients(next)).containsExactly(person(0), person(2));
  }

  @Test
  void what_is_in_doubt_is_adopted_too_for_it_may_be_there() {
    loa.recording().answering((message, to) -> new Outcome.InDoubt(LOST));
    Stepped first = Stepped.over(loa);
    first.start(message("m"), 2);
    RecordingHoldingChannel next = holding("loa");
    Stepped second = after(first, next);
    assertThat(recipients(next)).containsExactlyElementsOf(people(2).recipients());
    next.recording().receive(new Receipt.Delivered("m@" + person(1), NOON), person(1));
    second.run();
    assertThat(second.dispatcher.campaigns().get(0).deliveries())
        .extracting(Delivery::state)
        .containsExactly(IN_DOUBT, DELIVERED);
    assertThat(next.recording().sendings()).isEmpty();
  }

  @Test
  void what_was_never_answered_is_adopted_too() {
    loa.recording().hold();
    Stepped first = Stepped.over(loa);
    first.start(message("m"), 2);
    RecordingHoldingChannel next = holding("loa");
    after(first, next);
    assertThat(recipients(next)).containsExactlyElementsOf(people(2).recipients());
  }

  @Test
  void an_emergency_in_doubt_goes_again_although_it_is_adopted() {
    loa.recording().answering((message, to) -> new Outcome.InDoubt(LOST));
    Stepped first = Stepped.over(loa);
    first.start(message("m", Urgency.EMERGENCY), 2);
    RecordingHoldingChannel next = holding("loa");
    Stepped second = after(first, next);
    second.advance(Duration.ofSeconds(11));
    assertThat(recipients(next)).containsExactlyElementsOf(people(2).recipients());
    assertThat(next.recording().sendings()).hasSize(2);
  }

  @Test
  void what_another_channel_sent_is_not_adopted() {
    Stepped first = Stepped.over(sms, loa);
    first.dispatcher.campaign(message("m"), people(2)).on("sms", "loa").start();
    first.run();
    RecordingHoldingChannel next = holding("loa");
    Stepped second = after(first, new RecordingChannel("sms", LIMITS), next);
    assertThat(count(second.dispatcher.campaigns().get(0), SENT)).isEqualTo(2);
    assertThat(next.adopted()).isEmpty();
  }

  @Test
  void of_all_that_counts_against_a_cap_only_what_waits_for_a_receipt_is_adopted() {
    Stepped first = Stepped.over(loa);
    first.start(message("m"), 3);
    loa.recording().receive(new Receipt.Delivered("m@" + person(0), NOON));
    loa.recording().receive(new Receipt.Undelivered("m@" + person(1), NOON, LOST));
    first.run();
    RecordingHoldingChannel next = holding("loa");
    Stepped.with(
        it -> {
          it.store = first.store.reopen();
          it.clearance = (message, order) -> (to, now) -> Clearance.Verdict.GO;
          return it.channel(next);
        });
    assertThat(recipients(next)).containsExactly(person(2));
  }

  @Test
  void nothing_more_is_looked_at_where_no_channel_holds() {
    Stepped first = Stepped.over(sms);
    first.start(message("m"), 2);
    Stepped plain = after(first, new RecordingChannel("sms", LIMITS));
    assertThat(plain.store.scanned()).doesNotContain(EnumSet.of(IN_DOUBT, SENT));
    Stepped holds = after(plain, holding("sms"));
    assertThat(holds.store.scanned()).containsOnlyOnce(EnumSet.of(IN_DOUBT, SENT));
  }

  @Test
  void a_campaign_is_withdrawn_when_its_cancel_is_durable() {
    Stepped stepped = Stepped.over(loa, sms);
    Campaign campaign = start(stepped, "m", "loa");
    stepped.store.slow();
    campaign.cancel();
    stepped.run();
    assertThat(loa.withdrawn()).isEmpty();
    stepped.store.sync();
    assertThat(loa.withdrawn()).extracting(Message::id).containsExactly("m");
  }

  @Test
  void a_cancel_that_the_store_does_not_take_withdraws_nothing() {
    Stepped stepped = Stepped.over(loa);
    Campaign campaign = stepped.start(message("m"), 1);
    stepped.store.fail(StoreException.Kind.FULL);
    assertThat(campaign.cancel()).isCompletedExceptionally();
    assertThat(loa.withdrawn()).isEmpty();
  }

  @Test
  void pausing_withdraws_nothing() {
    Stepped stepped = Stepped.over(loa);
    Campaign campaign = stepped.start(message("m"), 1);
    campaign.pause();
    campaign.resume();
    assertThat(loa.withdrawn()).isEmpty();
  }

  @Test
  void every_channel_of_a_campaign_that_holds_withdraws_it_and_no_other() {
    RecordingHoldingChannel board = holding("board");
    RecordingHoldingChannel other = holding("other");
    Stepped stepped = Stepped.over(sms, loa, board, other);
    Campaign campaign =
        stepped.dispatcher.campaign(message("m"), people(2)).on("loa", "sms", "board").start();
    stepped.run();
    campaign.cancel();
    assertThat(loa.withdrawn()).hasSize(1);
    assertThat(board.withdrawn()).hasSize(1);
    assertThat(other.withdrawn()).isEmpty();
  }

  @Test
  void what_goes_out_while_its_campaign_is_cancelled_is_withdrawn_after_that() {
    Stepped stepped = Stepped.over(loa);
    Campaign campaign = stepped.dispatcher.start(message("m"), people(2));
    loa.recording()
        .answering(
            (message, to) -> {
              campaign.cancel();
              assertThat(loa.withdrawn()).isNotEmpty();
              return new Outcome.Sent(message.id() + "@" + to);
            });
    stepped.run();
    assertThat(loa.recording().sendings()).hasSize(2);
    assertThat(loa.withdrawn()).hasSize(3);
  }

  @Test
  void a_cancelled_campaign_is_adopted_and_withdrawn_again_after_a_restart() {
    Stepped first = Stepped.over(loa);
    first.start(message("m"), 2).cancel();
    RecordingHoldingChannel next = holding("loa");
    after(first, next);
    assertThat(recipients(next)).containsExactlyElementsOf(people(2).recipients());
    assertThat(next.withdrawn()).extracting(Message::id).containsExactly("m");
  }

  @Test
  void
      a_cancelled_campaign_without_receipts_to_come_is_withdrawn_again_while_its_message_is_valid() {
    Stepped first = Stepped.over(loa);
    loa.recording().hold();
    Campaign valid = first.start(message("valid", Urgency.ROUTINE, Duration.ofMinutes(10)), 1);
    Campaign over = first.start(message("over", Urgency.ROUTINE, Duration.ofMinutes(1)), 1);
    loa.recording().release();
    first.run();
    for (Campaign campaign : List.of(valid, over)) {
      campaign.cancel();
      String reference = campaign.message().id() + "@" + person(0);
      loa.recording().receive(new Receipt.Undelivered(reference, NOON, TAKEN_BACK));
    }
    first.advance(Duration.ofMinutes(5));
    RecordingHoldingChannel next = holding("loa");
    Stepped.with(
        it -> {
          it.store = first.store.reopen();
          it.time = first.time;
          return it.channel(next);
        });
    assertThat(next.adopted()).isEmpty();
    assertThat(next.withdrawn()).extracting(Message::id).containsExactly("valid");
  }

  @Test
  void what_was_taken_back_in_time_is_refused_and_what_was_heard_is_delivered() {
    Stepped stepped = Stepped.over(loa);
    Campaign campaign = stepped.start(message("m"), 3);
    campaign.cancel();
    assertThat(count(campaign, SENT)).isEqualTo(3);
    loa.recording().receive(new Receipt.Undelivered("m@" + person(0), NOON, TAKEN_BACK));
    loa.recording().receive(new Receipt.Delivered("m@" + person(1), NOON));
    loa.recording().receive(new Receipt.Undelivered("m@" + person(2), NOON, TAKEN_BACK));
    stepped.run();
    assertThat(campaign.deliveries())
        .extracting(Delivery::state)
        .containsExactly(REFUSED, DELIVERED, REFUSED);
    assertThat(campaign.deliveries().get(0).reason()).isEqualTo(TAKEN_BACK);
    assertThat(campaign.completion().toCompletableFuture()).isCompleted();
  }

  @Test
  void what_the_channel_had_not_let_out_is_cancelled() {
    Stepped stepped = Stepped.over(loa);
    loa.recording().hold();
    Campaign campaign = stepped.start(message("m"), 1);
    campaign.cancel();
    loa.recording().sendings().get(0).answer(new Outcome.Retry(TAKEN_BACK));
    stepped.run();
    assertThat(count(campaign, CANCELLED)).isEqualTo(1);
  }

  @Test
  void a_channel_that_throws_harms_nobody() {
    Stepped first = Stepped.over(loa);
    first.start(message("m"), 1_500);
    first.start(message("n"), 1).cancel();
    RecordingHoldingChannel next = holding("loa").failing(new IllegalStateException("broken"));
    Stepped second = after(first, next);
    assertThat(next.adopted()).hasSize(3);
    assertThat(next.withdrawn()).hasSize(1);
    assertThat(breaches(second)).isEqualTo(4);
    Campaign campaign = second.dispatcher.campaign(message("o"), people(1)).key("o").start();
    second.run();
    assertThat(count(campaign, SENT)).isEqualTo(1);
    assertThat(campaign.cancel()).isCompleted();
    assertThat(campaign.phase()).isEqualTo(Phase.CANCELLED);
    assertThat(breaches(second)).isEqualTo(5);
  }

  @Test
  void a_second_live_campaign_of_the_same_message_keeps_it() {
    Stepped stepped = Stepped.over(loa);
    Campaign one = stepped.start(message("m"), 1);
    Campaign two = stepped.start(message("m"), 2);
    one.cancel();
    assertThat(loa.withdrawn()).isEmpty();
    two.pause();
    one.cancel();
    assertThat(loa.withdrawn()).isEmpty();
    RecordingHoldingChannel next = holding("loa");
    Stepped again = after(stepped, next);
    assertThat(next.withdrawn()).isEmpty();
    again.dispatcher.campaign(two.key()).orElseThrow().cancel();
    assertThat(next.withdrawn()).hasSize(1);
  }

  @Test
  void a_message_that_another_campaign_kept_is_withdrawn_when_that_is_complete() {
    Stepped stepped = Stepped.over(loa);
    stepped.start(message("m"), 1).cancel();
    Campaign cancelled = stepped.dispatcher.campaign(message("n"), people(1)).key("one").start();
    Campaign other = stepped.dispatcher.campaign(message("n"), people(2)).key("two").start();
    stepped.run();
    cancelled.cancel();
    assertThat(loa.withdrawn()).extracting(Message::id).containsExactly("m");
    for (int i = 0; i < 2; i++) {
      loa.recording().receive(new Receipt.Delivered("n@" + person(i), NOON));
    }
    stepped.run();
    assertThat(other.completion().toCompletableFuture()).isCompleted();
    assertThat(loa.withdrawn()).extracting(Message::id).containsExactly("m", "n");
  }

  @Test
  void a_campaign_that_is_complete_or_of_another_channel_or_message_keeps_nothing() {
    RecordingHoldingChannel board = holding("board");
    Stepped stepped = Stepped.over(loa, board);
    Campaign campaign = start(stepped, "m", "loa");
    start(stepped, "m", "board");
    start(stepped, "other", "loa");
    loa.recording().answering((message, to) -> new Outcome.Refused(LOST));
    start(stepped, "m", "loa");
    campaign.cancel();
    assertThat(loa.withdrawn()).hasSize(1);
    assertThat(board.withdrawn()).isEmpty();
  }

  private static Campaign start(Stepped stepped, String message, String channel) {
    Campaign campaign = stepped.dispatcher.start(message(message), people(1), channel);
    stepped.run();
    return campaign;
  }

  private static Stepped after(Stepped before, Channel... channels) {
    return Stepped.with(
        it -> {
          it.store = before.store.reopen();
          for (Channel channel : channels) {
            it.channel(channel);
          }
          return it;
        });
  }

  private static long breaches(Stepped stepped) {
    return stepped.dispatcher.channels().get(0).breaches();
  }

  private static List<Address> recipients(RecordingHoldingChannel channel) {
    return channel.adopted().stream().map(Adopted::recipients).flatMap(List::stream).toList();
  }

  private static RecordingHoldingChannel holding(String name) {
    return new RecordingHoldingChannel(name, LIMITS);
  }
}
