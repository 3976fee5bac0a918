package vn.loa.dispatch.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Changes.Kind;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.DispatchStore.Appended;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.ReceiptBatch;
import vn.loa.dispatch.store.ReceiptsTaken;
import vn.loa.dispatch.store.StoreException;

class StoreStateTest {

  private static final Instant START = RandomCalls.START;
  private static final Duration KEEP = Duration.ofSeconds(60);
  private static final Reason WHY = new Reason("WHY", "because");

  private final RecordedEntries log = new RecordedEntries();
  private final StoreState state = new StoreState(log, KEEP, 3);

  // Conflicts, in words

  @Test
  void a_conflict_says_which_campaign_what_differs_and_what_to_do() {
    append("a", "m", 0, people(0, 2), true);
    conflict("campaign a is here already with another message id: use another key", "a", "n", 0, 2);
    conflict("campaign a has other recipients in chunk 0 already: use another key", "a", "m", 0, 1);
    conflict("campaign a has 1 chunks: append chunk 1 before 2", "a", "m", 2, 2);
    conflict("campaign a ended with chunk 0: use another key", "a", "m", 1, 2);
    assertThatThrownBy(() -> append("a", "m", 0, people(0, 2), false))
        .hasMessage("campaign a has ended with chunk 0: use another key");
    append("b", "m", 0, people(0, 2), false);
    assertThatThrownBy(() -> append("b", "m", 0, people(0, 2), true))
        .hasMessage("campaign b has not ended with chunk 0: use another key");
    state.control("b", new Control.Cancel());
    conflict(
        "campaign b was cancelled before its last chunk came: use another key", "b", "m", 1, 2);
  }

  private void conflict(String words, String key, String message, int chunk, int people) {
    assertThatThrownBy(() -> append(key, message, chunk, people(0, people), true))
        .isInstanceOfSatisfying(
            StoreException.class,
            it -> assertThat(it.kind()).isEqualTo(StoreException.Kind.CONFLICT))
        .hasMessage(words);
  }

  @Test
  void a_chunk_has_up_to_a_thousand_recipients_and_a_number_from_0() {
    append("a", "m", 0, people(0, 1_000), true);
    assertThatThrownBy(() -> append("b", "m", 0, people(0, 1_001), true))
        .hasMessage(
            "campaign b: chunk 0 has 1001 recipients; chunks count from 0 and have 1 to 1000");
    assertThatThrownBy(() -> append("b", "m", -1, people(0, 1), true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> append("b", "m", 1, people(0, 0), true))
        .isInstanceOf(IllegalArgumentException.class);
    append("b", "m", 0, people(0, 0), true);
  }

  @Test
  void who_asks_for_nothing_known_is_told() {
    assertThatThrownBy(() -> lease("none", 0)).hasMessageContaining("no campaign none");
    append("a", "m", 0, people(0, 1), true);
    Lease lease = lease("a", 0);
    state.record(lease, at(0).release());
    assertThatThrownBy(() -> state.record(lease, at(0)))
        .hasMessageContaining("lease a/0@")
        .hasMessageContaining("drop it");
    assertThat(lease("a", 0, 3)).isNull();
  }

  // Leases

  @Test
  void a_clock_that_was_set_back_leases_nothing_early_and_forgets_nothing() {
    append("a", "m", 0, people(0, 1), true);
    Changes changes = at(0).release();
    changes.until(0, Kind.DEFERRED, START.plusSeconds(50).toEpochMilli(), WHY);
    state.record(lease("a", 0), changes);
    append("a2", "m", 0, people(0, 1), true);
    assertThat(state.lease(request("a", 60, 1)).lease()).isNull(); // another route wakes nothing
    state.control("a", new Control.NotBefore(START.plusSeconds(70)));
    assertThat(state.lease(request("a", 60, 0)).nextDue()).isEqualTo(START.plusSeconds(70));
    state.control("a", new Control.NotBefore(START));
    assertThat(state.lease(request("a", 40, 0)).nextDue()).isEqualTo(START.plusSeconds(50));
    assertThat(lease("a", 50)).isNotNull();
  }

  @Test
  void epochs_grow_also_over_a_restart_as_the_clock_does() {
    append("a", "m", 0, people(0, 1), true);
    Lease first = lease("a", 5);
    state.recovered();
    Lease second = lease("a", 5);
    assertThat(second.epoch()).isGreaterThan(first.epoch());
    StoreState other = new StoreState(new RecordedEntries(), KEEP);
    log.replay(other);
    other.recovered();
    long epoch = Objects.requireNonNull(other.lease(request("a", 6, 0)).lease()).epoch();
    assertThat(epoch).isGreaterThan(second.epoch());
  }

  // Receipts

  @Test
  void beyond_its_room_the_receipt_that_waited_longest_is_dropped() {
    assertThat(receive(START, 1, 2, 3)).isEqualTo(new ReceiptsTaken(Set.of(), 0, 3, 0, 0));
    assertThat(receive(START, 4).dropped()).isEqualTo(1);
    assertThat(Shown.of(state).waiting()).containsEntry("sms", 3L);
    assertThat(receive(START, 1).waiting()).isEqualTo(1);
    assertThat(log.kinds()).containsOnly("waiting", "waited").hasSize(7);
  }

  @Test
  void a_receipt_waits_as_long_as_it_is_kept_and_no_longer() {
    receive(START, 1);
    assertThat(receive(START.plus(KEEP)).dropped()).isZero();
    assertThat(receive(START.plus(KEEP).plusMillis(1)).dropped()).isEqualTo(1);
    assertThat(Shown.of(state).waiting()).isEmpty();
  }

  @Test
  void a_doubt_is_settled_by_a_receipt_up_to_five_minutes_older_than_the_attempt() {
    append("a", "m", 0, people(0, 2), true);
    Changes changes = at(400);
    for (int i = 0; i < 2; i++) {
      changes.attempted(i);
      changes.because(i, Kind.IN_DOUBT, WHY);
    }
    state.record(lease("a", 0), changes);
    assertThat(receiveFrom(99, 7, 0).waiting()).isEqualTo(1);
    assertThat(receiveFrom(100, 8, 0).matched()).isEqualTo(1);
    ReceiptBatch twice = new ReceiptBatch();
    Receipt receipt = new Receipt.Delivered("9", START.plusSeconds(400));
    twice.add(9, receipt, phone(1));
    twice.add(9, receipt, phone(1));
    assertThat(state.receipts("sms", twice, START))
        .isEqualTo(new ReceiptsTaken(Set.of("a"), 1, 0, 1, 0));
  }

  @Test
  void deliveries_of_devices_and_feeds_are_settled_too() {
    Recipients all =
        Recipients.of(List.of(new Address.Device("d", "q1"), new Address.Feed("news")));
    append("a", "m", 0, all, true);
    Changes changes = at(0);
    changes.attempted(0);
    changes.because(0, Kind.IN_DOUBT, WHY);
    changes.attempted(1);
    state.record(lease("a", 0), changes);
    ReceiptBatch batch = new ReceiptBatch();
    batch.add("x", new Receipt.Published("x", START, "0".repeat(64)), new Address.Feed("news"));
    batch.add("y", new Receipt.Delivered("y", START), new Address.Device("d", "q1"));
    assertThat(state.receipts("sms", batch, START).matched()).isEqualTo(1);
    assertThat(states("a")).containsExactly(DeliveryState.DELIVERED, DeliveryState.ATTEMPTED);
  }

  @Test
  void instants_outside_what_fits_are_shown_as_the_nearest_that_does() {
    append("a", "m", 0, people(0, 2), true);
    send("a", 0, 1, 2);
    ReceiptBatch batch = new ReceiptBatch();
    batch.add(1, new Receipt.Delivered("1", Instant.MAX), null);
    batch.add(2, new Receipt.Delivered("2", Instant.EPOCH), null);
    state.receipts("sms", batch, START);
    assertThat(rows("a"))
        .extracting(DeliveryRow::changedAt)
        .containsExactly(Instant.parse("2106-02-07T06:28:15Z"), Instant.ofEpochSecond(1));
  }

  @Test
  void of_two_messages_the_one_sent_last_has_the_reference() {
    append("a", "m", 0, people(0, 1), true);
    append("b", "n", 0, people(0, 1), true);
    send("b", 10, 7);
    send("a", 5, 7);
    assertThat(receive(START, 7).campaigns()).containsExactly("b");
    append("c", "o", 0, people(0, 1), true);
    send("c", 3, 7); // b has its receipt
    assertThat(receive(START, 7).campaigns()).containsExactly("c");
  }

  @Test
  void in_the_same_second_the_later_campaign_has_the_reference() {
    append("a", "m", 0, people(0, 1), true);
    append("b", "n", 0, people(0, 1), true);
    send("b", 10, 7);
    send("a", 10, 7);
    assertThat(receive(START, 7).campaigns()).containsExactly("b");
  }

  @Test
  void a_receipt_that_comes_again_after_a_restart_is_of_the_message_sent_last() {
    append("a", "m", 0, people(0, 1), true);
    append("b", "n", 0, people(0, 1), true);
    send("a", 5, 7);
    send("b", 60, 7);
    ReceiptBatch receipt = new ReceiptBatch();
    receipt.add(7, new Receipt.Delivered("7", START.plusSeconds(65)), null);
    assertThat(state.receipts("sms", receipt, START).campaigns()).containsExactly("b");
    state.recovered();
    assertThat(state.receipts("sms", receipt, START).repeated()).isEqualTo(1);
    assertThat(states("a")).containsExactly(DeliveryState.SENT);
  }

  @Test
  void a_network_that_gives_everybody_one_reference_costs_no_time() {
    append("a", "m", 0, people(0, 1_000), false);
    for (int chunk = 1; chunk < 60; chunk++) {
      append("a", "m", chunk, people(chunk * 1_000, chunk * 1_000 + 1_000), chunk == 59);
    }
    for (int chunk = 0; chunk < 60; chunk++) {
      send("a", 0, new long[1_000]);
    }
    assertThat(receive(START, 0).matched()).isEqualTo(1);
    assertThat(stand("a").tally().delivered()).isEqualTo(60_000);
    assertThat(receive(START, 0).repeated()).isEqualTo(1);
  }

  // Summaries

  @Test
  void a_campaign_becomes_a_summary_when_nothing_can_happen_any_more() {
    append("a", "m", 0, people(0, 2), true);
    state.summarise(START.plusSeconds(999));
    send("a", 20, 1, 2);
    state.summarise(START.plusSeconds(999));
    assertThat(stand("a").summary()).isFalse();
    receive(START, 1, 2);
    state.summarise(START.plusSeconds(20));
    assertThat(stand("a").summary()).isFalse();
    CampaignStand before = stand("a");
    state.summarise(START.plusSeconds(21));
    assertThat(stand("a").summary()).isTrue();
    assertThat(stand("a").tally()).isEqualTo(before.tally());
    assertThat(rows("a")).isEmpty();
    assertThat(log.kinds()).endsWith("summary");
    assertThat(receive(START, 1).waiting()).isEqualTo(1);
    state.summarise(START.plusSeconds(99));
    assertThat(log.kinds()).containsOnlyOnce("summary");
  }

  @Test
  void none_becomes_a_summary_with_a_delivery_in_doubt_deferred_attempted_or_before_its_end() {
    append("a", "m", 0, people(0, 1), true);
    Lease lease = lease("a", 0);
    Changes changes = at(0);
    changes.until(0, Kind.DEFERRED, 1, WHY);
    state.record(lease, changes);
    state.summarise(Instant.MAX);
    changes.clear().at(START).attempted(0);
    state.record(lease, changes);
    state.summarise(Instant.MAX);
    changes.clear().at(START).because(0, Kind.IN_DOUBT, WHY);
    state.record(lease, changes);
    append("b", "m", 0, people(0, 1), false);
    state.summarise(Instant.MAX);
    assertThat(Shown.of(state).stands()).extracting(CampaignStand::summary).containsOnly(false);
    state.control("b", new Control.Cancel());
    state.summarise(Instant.MAX);
    assertThat(stand("b").summary()).isTrue();
  }

  @Test
  void a_summary_still_knows_its_key_and_leases_and_changes_nothing() {
    append("a", "m", 0, people(0, 1), true);
    Lease lease = lease("a", 0);
    state.control("a", new Control.Cancel());
    state.summarise(Instant.MAX);
    CampaignStand stand = stand("a");
    assertThat(append("a", "m", 0, people(0, 1), true)).isEqualTo(Appended.KNOWN);
    conflict("campaign a is here already with another message id: use another key", "a", "n", 0, 1);
    assertThat(lease("a", 9, 0)).isNull();
    assertThatThrownBy(() -> state.record(lease, at(0))).isInstanceOf(StoreException.class);
    state.control("a", new Control.Pause());
    Changes changes = at(0);
    changes.plainly(0, Kind.SEND_AGAIN);
    assertThat(state.control("a", new Control.Settle(0, changes)).took(0)).isFalse();
    assertThat(stand("a")).isEqualTo(stand);
  }

  @Test
  void a_summary_is_forgotten_by_when_it_was_accepted_or_could_be_sent() {
    append("a", "m", 0, people(0, 0), true);
    state.control("a", new Control.NotBefore(START.plusSeconds(30)));
    state.forget(Instant.MAX);
    assertThat(log.kinds()).doesNotContain("forgotten");
    state.summarise(START.plusSeconds(1));
    state.forget(START.plusSeconds(30));
    assertThat(Shown.of(state).stands()).hasSize(1);
    state.forget(START.plusSeconds(31));
    assertThat(Shown.of(state).stands()).isEmpty();
    assertThat(append("a", "n", 0, people(0, 1), true)).isEqualTo(Appended.NEW);
    StoreState replayed = new StoreState(new RecordedEntries(), KEEP);
    log.replay(replayed);
    assertThat(Shown.of(replayed)).isEqualTo(Shown.of(state));
  }

  @Test
  void of_those_that_share_a_reference_the_others_are_found_after_one_is_summarised() {
    append("a", "m", 0, people(0, 2), true);
    append("b", "m", 0, people(2, 4), true);
    append("c", "m", 0, people(4, 5), true);
    send("a", 0, 7, 7);
    receive(START, 7);
    send("b", 100, 7, 7);
    send("c", 100, 7);
    state.summarise(START.plusSeconds(50));
    assertThat(stand("a").summary()).isTrue();
    assertThat(receive(START, 7)).isEqualTo(new ReceiptsTaken(Set.of("b", "c"), 1, 0, 0, 0));
    state.summarise(START.plusSeconds(500));
    assertThat(receive(START, 7).waiting()).isEqualTo(1);
  }

  @Test
  void room_is_used_again() {
    for (int round = 0; round < 3; round++) {
      append("a", "m", 0, people(0, 2), true);
      send("a", 0, 1, 2);
      assertThat(receive(START, 1, 2).matched()).isEqualTo(2);
      state.summarise(Instant.MAX);
      state.forget(Instant.MAX);
    }
    append("a", "m", 0, people(0, 2), true);
    append("b", "n", 0, people(0, 2), true);
    send("a", 0, 1, 2);
    send("b", 0, 3, 4);
    assertThat(receive(START, 1, 4).campaigns()).containsExactlyInAnyOrder("a", "b");
  }

  // Reasons

  @Test
  void the_first_reason_of_a_tally_is_the_earliest_that_somebody_still_has() {
    append("a", "m", 0, people(0, 2), true);
    Lease lease = lease("a", 0);
    Changes changes = at(0);
    changes.until(0, Kind.DEFERRED, 1, new Reason("ONE", "1"));
    changes.until(1, Kind.DEFERRED, 1, new Reason("TWO", "2"));
    state.record(lease, changes);
    assertThat(stand("a").tally().first(DeliveryState.DEFERRED)).contains(new Reason("ONE", "1"));
    state.record(lease, any(at(0), 0));
    assertThat(stand("a").tally().first(DeliveryState.DEFERRED)).contains(new Reason("TWO", "2"));
    state.record(lease, any(at(0), 1));
    assertThat(stand("a").tally().first(DeliveryState.DEFERRED)).isEmpty();
  }

  @Test
  void reasons_without_end_share_their_text_then_their_code() {
    Reasons reasons = new Reasons();
    for (int i = reasons.size(); i < Reasons.MOST; i++) {
      assertThat(reasons.id(new Reason("CODE", "text " + i))).isEqualTo(i);
    }
    int cut = reasons.id(new Reason("CODE", "one text more"));
    assertThat(reasons.get(cut)).isEqualTo(new Reason("CODE", "..."));
    assertThat(reasons.id(new Reason("CODE", "and another"))).isEqualTo(cut);
    assertThat(reasons.id(new Reason("CODE", "text 77"))).isEqualTo(77);
    for (int i = reasons.size(); i < 2 * Reasons.MOST; i++) {
      assertThat(reasons.id(new Reason("CODE" + i, "text"))).isEqualTo(i);
    }
    int various = reasons.id(new Reason("YET ANOTHER", "text"));
    assertThat(reasons.get(various)).isEqualTo(Reasons.VARIOUS);
    assertThat(reasons.size()).isEqualTo(20_000).isLessThan(Short.MAX_VALUE);
  }

  @Test
  void attempts_are_counted_up_to_31() {
    append("a", "m", 0, people(0, 1), true);
    Lease lease = lease("a", 0);
    for (int i = 0; i < 40; i++) {
      Changes changes = at(i);
      changes.attempted(0);
      changes.until(0, Kind.RETRY, 1, WHY);
      state.record(lease, changes);
    }
    assertThat(rows("a").get(0).attempts()).isEqualTo(31);
    assertThat(rows("a").get(0).again()).isFalse();
    assertThat(rows("a").get(0).route()).isZero();
  }

  @Test
  void a_change_is_not_made_without_what_it_needs() {
    Changes changes = at(0);
    assertThatThrownBy(() -> changes.plainly(0, Kind.SENT))
        .hasMessage("SENT needs a reference, not nothing else");
    assertThatThrownBy(() -> changes.plainly(0, Kind.REFUSED))
        .hasMessage("REFUSED needs a reason, not nothing else");
    assertThatThrownBy(() -> changes.plainly(0, Kind.RETRY))
        .hasMessage("RETRY needs an instant and a reason, not nothing else");
    assertThatThrownBy(() -> changes.because(0, Kind.DEFERRED, WHY))
        .hasMessage("DEFERRED needs an instant and a reason, not a reason");
    assertThatThrownBy(() -> changes.until(0, Kind.DEAD, 1, WHY))
        .hasMessage("DEAD needs a reason, not an instant and a reason");
    assertThatThrownBy(() -> changes.until(0, Kind.RETRY, -1, WHY))
        .hasMessage("nothing waits until before 1970, but was -1");
    changes.until(0, Kind.RETRY, 0, WHY);
    assertThat(changes.size()).isEqualTo(1);
  }

  // Words of these tests

  private Appended append(String key, String message, int chunk, Recipients all, boolean last) {
    CampaignRecord campaign = RandomCalls.campaign(key, message);
    return state.append(campaign, chunk, all, last);
  }

  private static Recipients people(int from, int to) {
    return Recipients.phones(LongStream.range(84_900_000_000L + from, 84_900_000_000L + to));
  }

  private static Address phone(int index) {
    return new Address.Phone(84_900_000_000L + index);
  }

  private static LeaseRequest request(String key, int seconds, int route) {
    return new LeaseRequest(key, route, route, START.plusSeconds(seconds), KEEP);
  }

  private Lease lease(String key, int seconds) {
    return Objects.requireNonNull(lease(key, seconds, 0));
  }

  private @Nullable Lease lease(String key, int seconds, int route) {
    return state.lease(request(key, seconds, route)).lease();
  }

  private static Changes at(int seconds) {
    return new Changes().at(START.plusSeconds(seconds));
  }

  private static Changes any(Changes changes, int index) {
    changes.attempted(index);
    return changes;
  }

  private void send(String key, int seconds, long... references) {
    Changes changes = at(seconds);
    for (int i = 0; i < references.length; i++) {
      changes.attempted(i);
      changes.sent(i, references[i]);
    }
    state.record(lease(key, 0), changes.release());
  }

  private ReceiptsTaken receive(Instant now, long... references) {
    ReceiptBatch batch = new ReceiptBatch();
    for (long reference : references) {
      batch.add(reference, new Receipt.Delivered("r", START), null);
    }
    return state.receipts("sms", batch, now);
  }

  private ReceiptsTaken receiveFrom(int seconds, long reference, int person) {
    ReceiptBatch batch = new ReceiptBatch();
    Instant at = START.plusSeconds(seconds);
    batch.add(reference, new Receipt.Delivered("r", at), phone(person));
    return state.receipts("sms", batch, START);
  }

  private CampaignStand stand(String key) {
    return Shown.of(state, Query.campaign(key)).stands().get(0);
  }

  private List<DeliveryRow> rows(String key) {
    return Shown.of(state, Query.deliveries(key)).rows();
  }

  private List<DeliveryState> states(String key) {
    return rows(key).stream().map(DeliveryRow::state).toList();
  }
}
