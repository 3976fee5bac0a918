package vn.loa.dispatch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
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

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.EmergencyOrder;
import vn.loa.channel.Message;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Changes.Kind;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.DispatchStore.Appended;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Leased;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.ReceiptBatch;
import vn.loa.dispatch.store.ReceiptsTaken;
import vn.loa.dispatch.store.Recorded;
import vn.loa.dispatch.store.StoreException;
import vn.loa.dispatch.store.Visitor;

/**
 * What every store promises. Inherit it, and say how to open a store of yours; every instant is
 * given, so the store needs no clock of its own for it.
 */
public abstract class StoreContract {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final Duration TTL = Duration.ofMinutes(1);
  private static final Reason WHY = new Reason("WHY", "because of the test");
  private static final String KEY = "key";
  private static final long FIRST = 84_903_000_000L;

  private DispatchStore store;

  /** An empty store, for one test. */
  protected abstract DispatchStore open();

  /** Whether what it takes is still there when it is opened again. */
  protected boolean isDurable() {
    return true;
  }

  /**
   * Closes a store and opens it again where it was. Called only where {@link #isDurable()}.
   *
   * @throws UnsupportedOperationException if it forgets
   */
  protected DispatchStore reopen(DispatchStore store) {
    throw new UnsupportedOperationException("override this, or isDurable()");
  }

  @BeforeEach
  void openStore() {
    store = open();
  }

  /** Every test is one of this, too. */
  @AfterEach
  void every_tally_adds_up_and_the_store_closes() {
    Shown all = shown(Query.all(EnumSet.allOf(DeliveryState.class)));
    for (CampaignStand stand : all.stands) {
      Map<DeliveryState, Long> counted = new EnumMap<>(DeliveryState.class);
      all.rowsOf(stand).forEach(row -> counted.merge(row.state(), 1L, Long::sum));
      for (DeliveryState state : DeliveryState.values()) {
        assertThat(stand.tally().count(state)).isEqualTo(counted.getOrDefault(state, 0L));
      }
    }
    store.close();
  }

  // Taking chunks

  @Test
  void a_chunk_is_taken_once_and_known_when_it_comes_again() {
    assertThat(append(KEY, 0, people(0, 3), true)).isEqualTo(Appended.NEW);
    assertThat(append(KEY, 0, people(0, 3), true)).isEqualTo(Appended.KNOWN);
    assertThat(stand().tally().audience()).isEqualTo(3);
  }

  @Test
  void a_campaign_that_was_taken_in_part_is_taken_to_its_end() {
    append(KEY, 0, people(0, 3), false);
    assertThat(append(KEY, 0, people(0, 3), false)).isEqualTo(Appended.KNOWN);
    assertThat(append(KEY, 1, people(3, 5), true)).isEqualTo(Appended.NEW);
    assertThat(append(KEY, 1, people(3, 5), true)).isEqualTo(Appended.KNOWN);
    assertThat(stand().tally().count(QUEUED)).isEqualTo(5);
  }

  @Test
  void when_it_was_asked_for_makes_no_other_campaign_of_it() {
    append(campaign(KEY, "m", START), 0, people(0, 1), true);
    CampaignRecord later = campaign(KEY, "m", START.plusSeconds(9));
    assertThat(append(later, 0, people(0, 1), true)).isEqualTo(Appended.KNOWN);
    assertThat(stand().campaign().acceptedAt()).isEqualTo(START);
  }

  @Test
  void a_key_that_stands_for_another_message_is_a_conflict() {
    append(campaign(KEY, "m", START), 0, people(0, 1), true);
    conflicts(campaign(KEY, "another", START), 0, people(0, 1), true);
  }

  @Test
  void a_key_that_stands_for_another_recording_is_a_conflict() {
    append(campaign(KEY, inTwoLanguages("a", "b")), 0, people(0, 1), true);
    conflicts(campaign(KEY, inTwoLanguages("a", "c")), 0, people(0, 1), true);
  }

  @Test
  void a_key_that_stands_for_other_channels_audience_order_or_weight_is_a_conflict() {
    append(KEY, 0, people(0, 1), true);
    CampaignRecord it = campaign(KEY);
    conflicts(with(it, List.of("sms"), it.audience(), 1, null), 0, people(0, 1), true);
    conflicts(with(it, it.channels(), "others", 1, null), 0, people(0, 1), true);
    conflicts(with(it, it.channels(), it.audience(), 2, null), 0, people(0, 1), true);
    EmergencyOrder order = new EmergencyOrder("flood", "the chair");
    conflicts(with(it, it.channels(), it.audience(), 1, order), 0, people(0, 1), true);
    assertThat(stand().tally().audience()).isEqualTo(1);
  }

  @Test
  void a_key_that_stands_for_other_recipients_is_a_conflict() {
    append(KEY, 0, people(0, 3), true);
    conflicts(campaign(KEY), 0, people(1, 4), true);
    conflicts(campaign(KEY), 0, people(0, 2), true);
  }

  @Test
  void chunks_have_no_gap_and_none_comes_after_the_last() {
    conflicts(campaign(KEY), 1, people(0, 1), false);
    append(KEY, 0, people(0, 1), false);
    conflicts(campaign(KEY), 2, people(2, 3), true);
    append(KEY, 1, people(1, 2), true);
    conflicts(campaign(KEY), 2, people(2, 3), true);
    conflicts(campaign(KEY), 1, people(1, 2), false);
    assertThat(stand().tally().audience()).isEqualTo(2);
  }

  @Test
  void a_chunk_for_too_many_or_for_nobody_is_refused() {
    assertThatThrownBy(() -> store.append(campaign(KEY), 0, people(0, 1_001), true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.append(campaign(KEY), 0, people(0, 0), false))
        .isInstanceOf(IllegalArgumentException.class);
    append(KEY, 0, people(0, 1_000), true);
  }

  @Test
  void a_campaign_for_nobody_has_one_empty_chunk_and_nothing_to_do() {
    append(KEY, 0, people(0, 0), true);
    assertThat(stand().tally().audience()).isZero();
    assertThat(lease(0)).isEqualTo(new Leased(null, null));
    assertThat(append(KEY, 0, people(0, 0), true)).isEqualTo(Appended.KNOWN);
  }

  @Test
  void recipients_may_be_of_any_kind() {
    Recipients all =
        Recipients.of(
            List.of(
                new Address.Phone(FIRST),
                new Address.Device("loa-1", "q1"),
                new Address.Feed("news")));
    append(KEY, 0, all, true);
    assertThat(rows()).extracting(DeliveryRow::recipient).isEqualTo(all);
    assertThat(leased().recipients()).isEqualTo(all);
  }

  // Leases

  @Test
  void nothing_is_leased_before_the_last_chunk_is_here() {
    append(KEY, 0, people(0, 1), false);
    assertThat(lease(0)).isEqualTo(new Leased(null, null));
    assertThat(stand().phase()).isEqualTo(CampaignStand.Phase.OPENING);
    append(KEY, 1, people(1, 2), true);
    assertThat(leased().chunk()).isZero();
  }

  @Test
  void a_lease_has_all_recipients_of_its_chunk_and_says_which_are_due() {
    started(3);
    Lease lease = leased();
    assertThat(lease.campaign()).isEqualTo(KEY);
    assertThat(lease.recipients()).isEqualTo(people(0, 3));
    assertThat(indexes(lease)).containsExactly(0, 1, 2);
    assertThat(lease.attempts(1)).isZero();
    assertThat(lease.isAgain(1)).isFalse();
    assertThat(lease.route()).isZero();
  }

  @Test
  void a_chunk_has_one_lease_at_a_time_and_chunks_come_in_order() {
    append(KEY, 0, people(0, 2), false);
    append(KEY, 1, people(2, 4), true);
    Lease first = leased();
    assertThat(first.chunk()).isZero();
    assertThat(leased().chunk()).isEqualTo(1);
    assertThat(lease(0)).isEqualTo(new Leased(null, null));
    record(first, at(0).release());
    Lease again = leased();
    assertThat(again.chunk()).isZero();
    assertThat(again.epoch()).isGreaterThan(first.epoch());
  }

  @Test
  void an_unknown_campaign_is_neither_leased_nor_changed() {
    refused(StoreException.Kind.UNKNOWN, () -> store.lease(request("none", 0, 0, START)));
    fails(StoreException.Kind.UNKNOWN, store.control("none", new Control.Pause()));
  }

  @Test
  void nothing_is_leased_before_the_campaign_begins() {
    append(KEY, 0, people(0, 1), true);
    control(new Control.NotBefore(START.plusSeconds(60)));
    assertThat(lease(59)).isEqualTo(new Leased(null, START.plusSeconds(60)));
    assertThat(lease(60).lease()).isNotNull();
    assertThat(stand().notBefore()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void what_is_deferred_is_leased_when_it_is_due_and_not_earlier() {
    started(3);
    Changes changes = at(0).release();
    changes.until(0, Kind.DEFERRED, millis(30), WHY);
    changes.until(1, Kind.DEFERRED, millis(20), WHY);
    changes.until(2, Kind.DEFERRED, millis(25), WHY);
    record(leased(), changes);
    assertThat(lease(10)).isEqualTo(new Leased(null, START.plusSeconds(20)));
    assertThat(lease(19).lease()).isNull();
    Lease lease = given(lease(25).lease());
    assertThat(indexes(lease)).containsExactly(1, 2);
    assertThat(lease(40)).isEqualTo(new Leased(null, null)); // the chunk is leased
  }

  @Test
  void what_is_deferred_stays_so_until_it_is_changed() {
    started(1);
    record(leased(), until(at(0), 0, Kind.DEFERRED, 20).release());
    lease(30);
    assertThat(row(0).state()).isEqualTo(DEFERRED);
    assertThat(row(0).reason()).isEqualTo(WHY);
  }

  @Test
  void a_lease_takes_the_routes_asked_for_and_no_others() {
    started(2);
    Changes changes = at(0).release();
    changes.because(1, Kind.NEXT_ROUTE, WHY);
    record(leased(), changes);
    Lease second = given(lease(1, 1, 0).lease());
    assertThat(indexes(second)).containsExactly(1);
    assertThat(second.route()).isEqualTo(1);
    record(second, at(0).release());
    assertThat(indexes(lease(0, 0, 0).lease())).containsExactly(0);
  }

  @Test
  void a_later_channel_may_take_over_what_waits_for_an_earlier_one() {
    started(2);
    Lease lease = given(lease(1, 0, 0).lease());
    assertThat(indexes(lease)).containsExactly(0, 1);
    record(lease, attempted(at(0), 0));
    assertThat(row(0).route()).isEqualTo(1);
    assertThat(row(1).route()).isZero();
  }

  @Test
  void leases_of_several_threads_never_overlap() throws Exception {
    for (int chunk = 0; chunk < 40; chunk++) {
      append(KEY, chunk, people(chunk * 2, chunk * 2 + 2), chunk == 39);
    }
    Set<Long> attempted = ConcurrentHashMap.newKeySet();
    ExecutorService workers = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(workers.submit(() -> attemptAll(attempted)));
      }
      for (Future<?> one : all) {
        one.get(30, TimeUnit.SECONDS);
      }
    } finally {
      workers.shutdownNow();
    }
    assertThat(attempted).hasSize(80);
    assertThat(stand().tally().count(ATTEMPTED)).isEqualTo(80);
  }

  private void attemptAll(Set<Long> attempted) {
    for (Lease lease = lease(0).lease(); lease != null; lease = lease(0).lease()) {
      Changes changes = at(0);
      for (int i = 0; i < lease.size(); i++) {
        changes.attempted(lease.index(i));
        assertThat(attempted.add(lease.recipients().e164(lease.index(i)))).isTrue();
      }
      assertThat(record(lease, changes).all()).isTrue();
      record(lease, at(0).release());
    }
  }

  @Test
  void a_lease_that_has_ended_records_nothing() {
    started(2);
    Lease lease = leased();
    record(lease, at(0).release());
    fails(StoreException.Kind.STALE, store.record(lease, attempted(at(0), 0)));
    Lease present = leased();
    fails(StoreException.Kind.STALE, store.record(lease, attempted(at(0), 0)));
    assertThat(row(0).state()).isEqualTo(QUEUED);
    assertThat(record(present, attempted(at(0), 0)).all()).isTrue();
  }

  // Changes

  @Test
  void what_is_sent_was_attempted_before() {
    started(2);
    Lease lease = leased();
    assertThat(record(lease, sent(at(0), 0, 7)).took(0)).isFalse();
    record(lease, attempted(at(1), 0));
    assertThat(row(0).state()).isEqualTo(ATTEMPTED);
    assertThat(row(0).attempts()).isEqualTo(1);
    assertThat(row(0).changedAt()).isEqualTo(START.plusSeconds(1));
    assertThat(record(lease, sent(at(2), 0, 7)).all()).isTrue();
    assertThat(row(0).state()).isEqualTo(SENT);
    assertThat(row(0).changedAt()).isEqualTo(START.plusSeconds(2));
    assertThat(row(1).changedAt()).isNull();
  }

  @Test
  void an_instant_is_kept_to_the_second_and_rounded_up() {
    started(1);
    record(leased(), attempted(new Changes().at(START.plusMillis(1)), 0));
    assertThat(row(0).changedAt()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void changes_that_are_not_allowed_are_left_out_by_their_position_and_the_others_are_taken() {
    started(3);
    Lease lease = leased();
    Changes changes = attempted(at(0), 0, 1);
    changes.sent(2, 9);
    changes.attempted(0);
    changes.sent(1, "text");
    changes.attempted(900);
    Recorded recorded = record(lease, changes);
    assertThat(IntStream.range(0, changes.size()).filter(i -> !recorded.took(i)))
        .containsExactly(2, 3, 5);
    assertThat(states()).containsExactly(ATTEMPTED, SENT, QUEUED);
  }

  @Test
  void what_waits_may_end_without_an_attempt() {
    started(4);
    Changes changes = at(0);
    changes.because(0, Kind.REFUSED, WHY);
    changes.plainly(1, Kind.EXPIRED);
    changes.because(2, Kind.DEAD, WHY);
    changes.because(3, Kind.IN_DOUBT, WHY);
    assertThat(record(leased(), changes).took(3)).isFalse();
    assertThat(states()).containsExactly(REFUSED, EXPIRED, DEAD, QUEUED);
    assertThat(row(0).reason()).isEqualTo(WHY);
    assertThat(row(1).reason()).isNull();
    assertThat(row(2).reason()).isEqualTo(WHY);
    assertThat(stand().tally().first(REFUSED)).contains(WHY);
  }

  @Test
  void what_was_attempted_may_end_in_every_way() {
    started(5);
    Changes changes = attempted(at(0), 0, 1, 2, 3, 4);
    changes.because(0, Kind.REFUSED, WHY);
    changes.plainly(1, Kind.EXPIRED);
    changes.because(2, Kind.DEAD, WHY);
    changes.because(3, Kind.IN_DOUBT, WHY);
    changes.plainly(4, Kind.SENT_UNCONFIRMED);
    assertThat(record(leased(), changes).all()).isTrue();
    assertThat(states()).containsExactly(REFUSED, EXPIRED, DEAD, IN_DOUBT, UNCONFIRMED);
  }

  @Test
  void what_has_ended_stays_as_it_is() {
    started(5);
    Lease lease = leased();
    Changes ends = attempted(at(0), 0, 1, 2, 3, 4);
    ends.because(0, Kind.REFUSED, WHY);
    ends.plainly(1, Kind.EXPIRED);
    ends.because(2, Kind.DEAD, WHY);
    ends.plainly(3, Kind.SENT_UNCONFIRMED);
    ends.sent(4, 5);
    record(lease, ends);
    for (Kind kind : Kind.values()) {
      for (int index = 0; index < 5; index++) {
        assertThat(record(lease, any(at(1), index, kind)).took(0)).as(kind.name()).isFalse();
      }
    }
    assertThat(states()).containsExactly(REFUSED, EXPIRED, DEAD, UNCONFIRMED, SENT);
  }

  @Test
  void an_attempt_counts_when_it_is_tried_again_and_not_when_it_came_back() {
    started(3);
    Lease lease = leased();
    Changes changes = attempted(at(0), 0, 1, 2);
    changes.until(0, Kind.RETRY, millis(5), WHY);
    changes.plainly(1, Kind.RETURNED);
    changes.until(2, Kind.DEFERRED, millis(5), WHY);
    record(lease, changes.release());
    assertThat(rows()).extracting(DeliveryRow::attempts).containsExactly(1, 0, 0);
    assertThat(states()).containsExactly(DEFERRED, QUEUED, DEFERRED);
    Lease next = given(lease(5).lease());
    assertThat(indexes(next)).containsExactly(0, 1, 2);
    assertThat(List.of(next.attempts(0), next.attempts(1), next.attempts(2)))
        .containsExactly(1, 0, 0);
  }

  @Test
  void on_the_next_channel_attempts_count_anew_and_after_the_last_there_is_none() {
    started(1);
    Lease lease = leased();
    Changes changes = attempted(at(0), 0);
    changes.because(0, Kind.NEXT_ROUTE, WHY);
    record(lease, changes.release());
    assertThat(row(0).route()).isEqualTo(1);
    assertThat(row(0).attempts()).isZero();
    assertThat(row(0).state()).isEqualTo(QUEUED);
    Changes beyond = attempted(at(0), 0);
    beyond.because(0, Kind.NEXT_ROUTE, WHY);
    Recorded recorded = record(lease(1, 1, 0).lease(), beyond);
    assertThat(recorded.took(0)).isTrue();
    assertThat(recorded.took(1)).isFalse();
    assertThat(row(0).state()).isEqualTo(ATTEMPTED);
  }

  @Test
  void a_late_answer_ends_a_doubt() {
    started(3);
    Lease lease = leased();
    doubt(lease, 0, 1, 2);
    Changes late = sent(at(9), 0, 7);
    late.because(1, Kind.REFUSED, WHY);
    late.plainly(2, Kind.RETURNED);
    assertThat(record(lease, late).all()).isTrue();
    assertThat(states()).containsExactly(SENT, REFUSED, QUEUED);
    assertThat(row(2).attempts()).isZero();
  }

  @Test
  void what_is_in_doubt_is_sent_again_only_when_somebody_says_so_and_is_marked() {
    started(2);
    Lease lease = leased();
    doubt(lease, 0, 1);
    record(lease, at(1).release());
    assertThat(lease(100)).isEqualTo(new Leased(null, null));
    Changes again = at(2);
    again.plainly(1, Kind.SEND_AGAIN);
    assertThat(control(new Control.Settle(0, again)).all()).isTrue();
    Lease next = given(lease(3).lease());
    assertThat(indexes(next)).containsExactly(1);
    assertThat(next.isAgain(0)).isTrue();
    assertThat(next.attempts(0)).isEqualTo(1);
    assertThat(row(1).again()).isTrue();
    assertThat(row(0).again()).isFalse();
  }

  // Settling

  @Test
  void what_was_attempted_under_a_released_lease_is_settled_without_one() {
    started(3);
    Lease lease = leased();
    record(lease, attempted(at(0), 0, 1));
    Changes settling = sent(at(1), 0, 7);
    settling.because(2, Kind.REFUSED, WHY);
    assertThat(control(new Control.Settle(0, settling)).took(0)).isFalse(); // its worker answers
    record(lease, at(2).release());
    assertThat(row(0).state()).isEqualTo(ATTEMPTED);
    Recorded recorded = control(new Control.Settle(0, settling));
    assertThat(recorded.took(0)).isTrue();
    assertThat(recorded.took(1)).isFalse(); // was never attempted
    assertThat(states()).containsExactly(SENT, ATTEMPTED, QUEUED);
  }

  @Test
  void what_is_in_doubt_is_settled_also_while_its_chunk_is_leased() {
    started(2);
    doubt(leased(), 0);
    Changes person = at(1);
    person.plainly(0, Kind.SENT_UNCONFIRMED);
    assertThat(control(new Control.Settle(0, person)).all()).isTrue();
    assertThat(row(0).state()).isEqualTo(UNCONFIRMED);
  }

  @Test
  void settling_in_a_chunk_that_is_not_here_leaves_all_out() {
    started(1);
    Recorded recorded = control(new Control.Settle(7, sent(at(0), 0, 7)));
    assertThat(recorded.took(0)).isFalse();
  }

  @Test
  void what_settling_returns_to_the_queue_is_leased_again() {
    started(1);
    Lease lease = leased();
    record(lease, attempted(at(0), 0).release());
    assertThat(lease(1).lease()).isNull();
    Changes returned = at(1);
    returned.plainly(0, Kind.RETURNED);
    control(new Control.Settle(0, returned));
    assertThat(indexes(leased())).containsExactly(0);
  }

  // Campaigns as a whole

  @Test
  void a_paused_campaign_is_not_leased_until_it_is_resumed() {
    started(2);
    Lease lease = leased();
    control(new Control.Pause());
    assertThat(stand().phase()).isEqualTo(CampaignStand.Phase.PAUSED);
    record(lease, attempted(at(0), 0).release()); // what is under way may end
    assertThat(lease(1)).isEqualTo(new Leased(null, null));
    control(new Control.Resume());
    assertThat(stand().phase()).isEqualTo(CampaignStand.Phase.RUNNING);
    assertThat(indexes(leased())).containsExactly(1);
  }

  @Test
  void a_campaign_changes_lanes() {
    started(1);
    control(new Control.ChangeUrgency(Urgency.EMERGENCY));
    assertThat(stand().urgency()).isEqualTo(Urgency.EMERGENCY);
    assertThat(stand().campaign().urgency()).isEqualTo(Urgency.ROUTINE);
    assertThat(append(KEY, 0, people(0, 1), true)).isEqualTo(Appended.KNOWN);
  }

  @Test
  void what_is_cancelled_waits_no_more_also_under_a_lease() {
    started(4);
    Lease lease = leased();
    Changes changes = attempted(at(0), 0, 1);
    changes.sent(1, 7);
    changes.until(2, Kind.DEFERRED, millis(9), WHY);
    record(lease, changes);
    control(new Control.Cancel());
    assertThat(stand().phase()).isEqualTo(CampaignStand.Phase.CANCELLED);
    assertThat(states()).containsExactly(ATTEMPTED, SENT, CANCELLED, CANCELLED);
    assertThat(record(lease, attempted(at(1), 3)).took(0)).isFalse();
    record(lease, at(1).release());
    assertThat(lease(100)).isEqualTo(new Leased(null, null));
    control(new Control.Resume());
    assertThat(lease(100)).isEqualTo(new Leased(null, null));
  }

  @Test
  void in_a_cancelled_campaign_what_comes_back_unsent_is_cancelled() {
    started(5);
    Lease lease = leased();
    record(lease, attempted(at(0), 0, 1, 2, 3, 4));
    record(lease, any(at(0), 4, Kind.IN_DOUBT));
    control(new Control.Cancel());
    Changes back = at(1);
    back.plainly(0, Kind.RETURNED);
    back.until(1, Kind.RETRY, millis(9), WHY);
    back.until(2, Kind.DEFERRED, millis(9), WHY);
    back.because(3, Kind.NEXT_ROUTE, WHY);
    back.plainly(4, Kind.RETURNED);
    assertThat(record(lease, back).all()).isTrue();
    assertThat(states()).containsOnly(CANCELLED);
  }

  @Test
  void in_a_cancelled_campaign_what_is_in_doubt_is_not_sent_again_and_stays_in_doubt() {
    started(1);
    Lease lease = leased();
    record(lease, attempted(at(0), 0));
    record(lease, any(at(0), 0, Kind.IN_DOUBT));
    control(new Control.Cancel());
    Changes again = at(1);
    again.plainly(0, Kind.SEND_AGAIN);
    assertThat(record(lease, again).took(0)).isFalse();
    assertThat(states()).containsOnly(IN_DOUBT);
  }

  @Test
  void a_campaign_cancelled_before_its_last_chunk_takes_no_more() {
    append(KEY, 0, people(0, 2), false);
    control(new Control.Cancel());
    conflicts(campaign(KEY), 1, people(2, 3), true);
    assertThat(append(KEY, 0, people(0, 2), false)).isEqualTo(Appended.KNOWN);
    assertThat(states()).containsOnly(CANCELLED);
  }

  @Test
  void what_was_sent_long_ago_and_has_no_receipt_is_unconfirmed() {
    started(3);
    Lease lease = leased();
    record(lease, attempted(at(0), 0, 1, 2));
    record(lease, sent(at(10), 0, 7));
    record(lease, sent(at(20), 1, 8));
    control(new Control.GiveUpReceipts(START.plusSeconds(20)));
    assertThat(states()).containsExactly(UNCONFIRMED, SENT, ATTEMPTED);
    assertThat(receipt(7, null, 30).matched()).isEqualTo(1); // a late one still counts
    assertThat(row(0).state()).isEqualTo(DELIVERED);
  }

  // Receipts

  @Test
  void a_receipt_proves_the_delivery_of_its_reference() {
    started(2);
    send(leased(), 7, 8);
    assertThat(receipt(8, null, 5)).isEqualTo(new ReceiptsTaken(Set.of(KEY), 1, 0, 0, 0));
    assertThat(states()).containsExactly(SENT, DELIVERED);
    assertThat(row(1).receipt()).isInstanceOf(Receipt.Delivered.class);
    assertThat(given(row(1).receipt()).at()).isEqualTo(START.plusSeconds(5));
    assertThat(row(1).changedAt()).isEqualTo(START.plusSeconds(5));
    assertThat(row(0).receipt()).isNull();
  }

  @Test
  void a_reference_may_be_text() {
    started(1);
    Lease lease = leased();
    Changes changes = attempted(at(0), 0);
    changes.sent(0, "5f-e0");
    record(lease, changes);
    assertThat(text("5f-E0", 1).waiting()).isEqualTo(1);
    assertThat(text("5f-e0", 1).matched()).isEqualTo(1);
    assertThat(row(0).receipt()).isEqualTo(new Receipt.Delivered("5f-e0", START.plusSeconds(1)));
  }

  @Test
  void a_receipt_may_say_that_it_did_not_get_through() {
    started(2);
    send(leased(), 7, 8);
    ReceiptBatch batch = new ReceiptBatch();
    batch.add(7, new Receipt.Undelivered("7", START, WHY), null);
    batch.add(8, new Receipt.Expired("8", START), null);
    receipts("sms", batch, 1);
    assertThat(states()).containsOnly(REFUSED);
    assertThat(row(0).reason()).isEqualTo(WHY);
    assertThat(row(0).receipt()).isEqualTo(new Receipt.Undelivered("7", START, WHY));
    assertThat(given(row(1).reason()).code()).isEqualTo("EXPIRED");
    assertThat(row(1).receipt()).isEqualTo(new Receipt.Expired("8", START));
  }

  @Test
  void evidence_is_kept_whole() {
    started(2);
    send(leased(), 7, 8);
    Receipt played = new Receipt.Played("x7", START.plusMillis(1), Duration.ofMillis(1_234), 40);
    Receipt published = new Receipt.Published("x8", START.plusMillis(2), "0".repeat(64));
    ReceiptBatch batch = new ReceiptBatch();
    batch.add(7, played, null);
    batch.add(8, published, null);
    receipts("sms", batch, 1);
    assertThat(rows()).extracting(DeliveryRow::receipt).containsExactly(played, published);
  }

  @Test
  void a_receipt_that_comes_twice_changes_nothing_and_does_not_wait() {
    started(2);
    Lease lease = leased();
    send(lease, 7);
    receipt(7, null, 1);
    doubt(lease, 1);
    ReceiptBatch again = new ReceiptBatch();
    again.add(7, new Receipt.Undelivered("7", START.plusSeconds(9), WHY), person(1));
    assertThat(receipts("sms", again, 9)).isEqualTo(new ReceiptsTaken(Set.of(), 0, 0, 1, 0));
    assertThat(states()).containsExactly(DELIVERED, IN_DOUBT);
  }

  @Test
  void a_receipt_may_come_before_its_reference_is_recorded() {
    started(1);
    Lease lease = leased();
    record(lease, attempted(at(0), 0));
    assertThat(receipt(7, null, 1)).isEqualTo(new ReceiptsTaken(Set.of(), 0, 1, 0, 0));
    assertThat(receipt(7, null, 1)).isEqualTo(new ReceiptsTaken(Set.of(), 0, 0, 1, 0));
    assertThat(shown(Query.campaigns()).waiting).containsExactly(Map.entry("sms", 1L));
    record(lease, sent(at(2), 0, 7));
    assertThat(row(0).state()).isEqualTo(DELIVERED);
    assertThat(shown(Query.campaigns()).waiting).isEmpty();
    assertThat(receipt(7, null, 3).repeated()).isEqualTo(1);
  }

  @Test
  void references_are_those_of_a_channel() {
    started(1);
    send(leased(), 7);
    ReceiptBatch batch = new ReceiptBatch();
    batch.add(7, new Receipt.Delivered("7", START), null);
    assertThat(receipts("other", batch, 1).waiting()).isEqualTo(1);
    assertThat(row(0).state()).isEqualTo(SENT);
    assertThat(shown(Query.campaigns()).waiting).containsOnlyKeys("other");
  }

  @Test
  void a_receipt_waits_for_a_time_and_is_dropped_and_counted() {
    receipt(7, null, 0);
    Instant muchLater = START.plus(Duration.ofDays(3_650));
    assertThat(store(store.receipts("sms", new ReceiptBatch(), muchLater)).dropped()).isEqualTo(1);
    assertThat(shown(Query.campaigns()).waiting).isEmpty();
  }

  @Test
  void a_receipt_of_an_unknown_reference_proves_the_only_delivery_in_doubt_for_its_person() {
    started(3);
    doubt(leased(), 0, 1);
    assertThat(receipt(7, person(2), 5).waiting()).isEqualTo(1);
    assertThat(receipt(8, person(1), 5).matched()).isEqualTo(1);
    assertThat(states()).containsExactly(IN_DOUBT, DELIVERED, QUEUED);
    assertThat(receipt(8, person(1), 6).repeated()).isEqualTo(1);
  }

  @Test
  void a_receipt_does_not_choose_between_two_deliveries_in_doubt() {
    started(1);
    doubt(leased(), 0);
    append("other", 0, people(0, 1), true);
    doubt(lease("other", 0).lease(), 0);
    assertThat(receipt(7, person(0), 5).waiting()).isEqualTo(1);
    assertThat(row(0).state()).isEqualTo(IN_DOUBT);
  }

  @Test
  void a_receipt_settles_no_doubt_while_another_delivery_to_its_person_is_attempted() {
    started(1);
    doubt(leased(), 0);
    append("other", 0, people(0, 1), true);
    record(lease("other", 0).lease(), attempted(at(0), 0));
    assertThat(receipt(7, person(0), 5).waiting()).isEqualTo(1);
    assertThat(row(0).state()).isEqualTo(IN_DOUBT);
  }

  @Test
  void a_receipt_from_long_before_the_attempt_settles_no_doubt() {
    started(1);
    record(leased(), any(attempted(at(7_200), 0), 0, Kind.IN_DOUBT));
    assertThat(receipt(7, person(0), 0).waiting()).isEqualTo(1);
    assertThat(row(0).state()).isEqualTo(IN_DOUBT);
  }

  @Test
  void a_receipt_of_another_channel_settles_no_doubt() {
    started(1);
    doubt(leased(), 0);
    ReceiptBatch batch = new ReceiptBatch();
    batch.add(7, new Receipt.Delivered("7", START), person(0));
    assertThat(receipts("second", batch, 1).waiting()).isEqualTo(1);
  }

  @Test
  void all_deliveries_of_a_message_with_one_reference_are_meant() {
    started(3);
    send(leased(), 7, 7, 8);
    assertThat(receipt(7, null, 1).matched()).isEqualTo(1);
    assertThat(states()).containsExactly(DELIVERED, DELIVERED, SENT);
    assertThat(receipt(7, null, 2).repeated()).isEqualTo(1);
  }

  @Test
  void a_reference_that_comes_round_again_belongs_to_the_newer_message() {
    started(1);
    send(leased(), 7);
    append(campaign("newer", "newer", START), 0, people(0, 1), true);
    Lease lease = given(lease("newer", 10).lease());
    record(lease, sent(attempted(at(10), 0), 0, 7));
    assertThat(receipt(7, null, 11).campaigns()).containsExactly("newer");
    assertThat(row(0).state()).isEqualTo(SENT);
    control(new Control.GiveUpReceipts(START.plusSeconds(60)));
    assertThat(row(0).state()).isEqualTo(UNCONFIRMED);
  }

  @Test
  void what_was_handed_over_may_be_filled_anew_at_once() {
    started(2);
    Lease lease = leased();
    Changes changes = attempted(at(0), 0);
    CompletionStage<Recorded> first = store.record(lease, changes);
    changes.clear().at(START).attempted(1);
    CompletionStage<Recorded> second = store.record(lease, changes);
    changes.clear();
    store(first);
    store(second);
    assertThat(states()).containsOnly(ATTEMPTED);
  }

  // Looking

  @Test
  void a_scan_shows_what_is_asked_for_in_the_order_it_came() {
    append("b", 0, people(0, 2), false);
    append("a", 0, people(5, 7), true);
    append("b", 1, people(2, 3), true);
    Lease lease = given(lease("b", 0).lease());
    record(lease, attempted(at(0), 1));
    assertThat(shown(Query.campaigns()).keys()).containsExactly("b", "a");
    assertThat(shown(Query.campaigns()).rows).isEmpty();
    assertThat(shown(Query.campaign("a")).keys()).containsExactly("a");
    assertThat(shown(Query.campaign("none")).keys()).isEmpty();
    assertThat(shown(Query.deliveries("b")).rows)
        .extracting(DeliveryRow::recipient)
        .isEqualTo(people(0, 3));
    List<DeliveryRow> attempted = shown(Query.all(Set.of(ATTEMPTED))).rows;
    assertThat(attempted).extracting(DeliveryRow::index).containsExactly(1);
    assertThat(attempted).extracting(DeliveryRow::chunk).containsExactly(0);
  }

  @Test
  void campaigns_are_open_while_more_may_happen_to_them_than_a_late_receipt() {
    append("over", 0, people(0, 1), true);
    store(store.control("over", new Control.Cancel()));
    append("opening", 0, people(0, 1), false);
    started(3);
    Lease lease = leased();
    record(lease, attempted(at(0), 0, 1, 2));
    assertThat(shown(Query.openCampaigns()).keys()).containsExactly("opening", KEY);
    Changes changes = sent(at(0), 0, 7);
    changes.because(1, Kind.REFUSED, WHY);
    changes.because(2, Kind.IN_DOUBT, WHY);
    record(lease, changes.release());
    receipt(7, null, 1);
    assertThat(shown(Query.openCampaigns()).keys()).containsExactly("opening", KEY);
    Changes person = at(1);
    person.plainly(2, Kind.SENT_UNCONFIRMED);
    control(new Control.Settle(0, person));
    assertThat(shown(Query.openCampaigns()).keys()).containsExactly("opening");
    assertThat(shown(Query.openCampaigns()).rows).isEmpty();
  }

  @Test
  void what_a_visitor_throws_goes_to_who_asked() {
    started(1);
    RuntimeException thrown = new IllegalStateException("enough");
    Visitor visitor =
        stand -> {
          throw thrown;
        };
    assertThatThrownBy(() -> store.scan(Query.campaigns(), visitor)).isSameAs(thrown);
    assertThat(leased()).isNotNull();
  }

  @Test
  void a_stand_says_how_the_campaign_was_started() {
    started(1);
    assertThat(stand().campaign().channels()).containsExactly("sms", "second");
    assertThat(stand().campaign().message().text()).isEqualTo("Mời đến trạm y tế");
    assertThat(stand().summary()).isFalse();
  }

  // Closing

  @Test
  void a_closed_store_says_so() {
    DispatchStore closed = open();
    closed.close();
    closed.close();
    fails(StoreException.Kind.CLOSED, closed.append(campaign(KEY), 0, people(0, 1), true));
    fails(StoreException.Kind.CLOSED, closed.control(KEY, new Control.Pause()));
    fails(StoreException.Kind.CLOSED, closed.receipts("sms", new ReceiptBatch(), START));
    refused(StoreException.Kind.CLOSED, () -> closed.lease(request(KEY, 0, 0, START)));
    refused(StoreException.Kind.CLOSED, () -> closed.scan(Query.campaigns(), stand -> {}));
  }

  @Test
  void opened_again_it_has_everything() {
    assumeTrue(isDurable(), "forgets");
    everything();
    Shown before = shown(Query.all(EnumSet.allOf(DeliveryState.class)));
    store = reopen(store);
    Shown after = shown(Query.all(EnumSet.allOf(DeliveryState.class)));
    assertThat(after.rows).isEqualTo(before.rows);
    assertThat(after.waiting).isEqualTo(before.waiting);
    assertThat(after.keys()).isEqualTo(before.keys());
    assertThat(after.stands).extracting(CampaignStand::tally).isEqualTo(tallies(before));
    assertThat(after.stands).extracting(CampaignStand::phase).isEqualTo(phases(before));
    assertThat(append(KEY, 0, people(0, 9), true)).isEqualTo(Appended.KNOWN);
    conflicts(campaign(KEY, "another", START), 0, people(0, 9), true);
  }

  @Test
  void opened_again_what_was_attempted_is_in_doubt_and_leases_have_ended() {
    assumeTrue(isDurable(), "forgets");
    started(2);
    Lease lease = leased();
    record(lease, attempted(at(0), 0));
    store = reopen(store);
    assertThat(states()).containsExactly(IN_DOUBT, QUEUED);
    assertThat(row(0).reason()).isNotNull();
    Lease next = given(lease(1).lease());
    assertThat(indexes(next)).containsExactly(1);
    assertThat(next.epoch()).isGreaterThan(lease.epoch());
    fails(StoreException.Kind.STALE, store.record(lease, sent(at(1), 0, 7)));
    assertThat(receipt(7, person(0), 2).matched()).isEqualTo(1);
  }

  @Test
  void opened_again_receipts_find_their_deliveries_and_those_that_wait_still_wait() {
    assumeTrue(isDurable(), "forgets");
    started(3);
    Lease lease = leased();
    send(lease, 7, 8);
    receipt(8, null, 1);
    receipt(9, null, 1);
    store = reopen(store);
    assertThat(receipt(7, null, 2).matched()).isEqualTo(1);
    assertThat(receipt(8, null, 2).repeated()).isEqualTo(1);
    record(lease(2).lease(), sent(attempted(at(2), 2), 2, 9));
    assertThat(states()).containsOnly(DELIVERED);
  }

  @Test
  void opened_again_a_campaign_that_was_taken_in_part_is_taken_to_its_end() {
    assumeTrue(isDurable(), "forgets");
    append(KEY, 0, people(0, 3), false);
    store = reopen(store);
    assertThat(lease(0).lease()).isNull();
    assertThat(append(KEY, 0, people(0, 3), false)).isEqualTo(Appended.KNOWN);
    assertThat(append(KEY, 1, people(3, 5), true)).isEqualTo(Appended.NEW);
    assertThat(leased().chunk()).isZero();
  }

  @Test
  void opened_again_a_message_has_every_recording() {
    assumeTrue(isDurable(), "forgets");
    CampaignRecord campaign = campaign(KEY, inTwoLanguages("a", "b"));
    append(campaign, 0, people(0, 1), true);
    store = reopen(store);
    Message kept = stand().campaign().message();
    assertThat(kept.recordings())
        .containsExactly(Map.entry("vi", audio("a")), Map.entry("en", audio("b")));
    assertThat(append(campaign, 0, people(0, 1), true)).isEqualTo(Appended.KNOWN);
  }

  /** One delivery of each kind, and a receipt that waits. */
  private void everything() {
    append(KEY, 0, people(0, 9), true);
    Lease lease = leased();
    record(lease, attempted(at(0), 1, 2, 3, 4, 5, 6));
    Changes changes = at(1);
    changes.sent(1, 11);
    changes.sent(2, "text");
    changes.sent(3, 13);
    changes.because(4, Kind.IN_DOUBT, WHY);
    changes.until(5, Kind.RETRY, millis(50), WHY);
    changes.because(6, Kind.NEXT_ROUTE, WHY);
    changes.plainly(7, Kind.EXPIRED);
    changes.because(8, Kind.DEAD, WHY);
    record(lease, changes.release());
    text("text", 2);
    ReceiptBatch batch = new ReceiptBatch();
    batch.add(13, new Receipt.Undelivered("13", START, WHY), null);
    batch.add(99, new Receipt.Delivered("99", START), person(77));
    receipts("sms", batch, 3);
    append("cancelled", 0, people(0, 2), true);
    store(store.control("cancelled", new Control.Cancel()));
    append("paused", 0, people(0, 2), true);
    store(store.control("paused", new Control.Pause()));
    store(store.control("paused", new Control.ChangeUrgency(Urgency.PRIORITY)));
  }

  // Words of these tests

  private void started(int people) {
    append(KEY, 0, people(0, people), true);
  }

  private static Recipients people(int from, int to) {
    return Recipients.phones(LongStream.range(FIRST + from, FIRST + to));
  }

  private static Address person(int index) {
    return new Address.Phone(FIRST + index);
  }

  private static CampaignRecord campaign(String key) {
    return campaign(key, "m", START);
  }

  private static CampaignRecord campaign(String key, String message, Instant acceptedAt) {
    return campaign(key, message(message).build(), acceptedAt);
  }

  private static CampaignRecord campaign(String key, Message message) {
    return campaign(key, message, START);
  }

  private static CampaignRecord campaign(String key, Message message, Instant acceptedAt) {
    return new CampaignRecord(
        key,
        message,
        List.of("sms", "second"),
        "everybody",
        Urgency.ROUTINE,
        1,
        START,
        null,
        acceptedAt);
  }

  private static Message.Builder message(String id) {
    return Message.builder(id, "Tiêm vắc-xin")
        .text("vi", "Mời đến trạm y tế")
        .validUntil(START.plus(Duration.ofDays(9)));
  }

  private static Message inTwoLanguages(String first, String second) {
    return message("m")
        .text("en", "Please come to the health station")
        .audio("en", audio(second))
        .audio("vi", audio(first))
        .build();
  }

  private static Message.Audio audio(String name) {
    return new Message.Audio(
        URI.create("https://example.org/" + name + ".mp3"), "0".repeat(64), Duration.ofSeconds(9));
  }

  private static CampaignRecord with(
      CampaignRecord it,
      List<String> channels,
      String audience,
      int weight,
      @Nullable EmergencyOrder order) {
    return new CampaignRecord(
        it.key(),
        it.message(),
        channels,
        audience,
        it.urgency(),
        weight,
        it.notBefore(),
        order,
        it.acceptedAt());
  }

  private Appended append(String key, int chunk, Recipients recipients, boolean last) {
    return append(campaign(key), chunk, recipients, last);
  }

  private Appended append(CampaignRecord it, int chunk, Recipients recipients, boolean last) {
    return store(store.append(it, chunk, recipients, last));
  }

  private void conflicts(CampaignRecord it, int chunk, Recipients recipients, boolean last) {
    fails(StoreException.Kind.CONFLICT, store.append(it, chunk, recipients, last));
  }

  private static LeaseRequest request(String key, int route, int from, Instant now) {
    return new LeaseRequest(key, route, from, now, TTL);
  }

  /** Of the first channel, so many seconds after the start. */
  private Leased lease(int seconds) {
    return lease(KEY, seconds);
  }

  private Leased lease(String key, int seconds) {
    return store.lease(request(key, 0, 0, START.plusSeconds(seconds)));
  }

  private Leased lease(int route, int from, int seconds) {
    return store.lease(request(KEY, route, from, START.plusSeconds(seconds)));
  }

  private Lease leased() {
    return given(lease(0).lease());
  }

  private static List<Integer> indexes(@Nullable Lease lease) {
    Lease it = given(lease);
    return IntStream.range(0, it.size()).mapToObj(it::index).toList();
  }

  private static Changes at(int seconds) {
    return new Changes().at(START.plusSeconds(seconds));
  }

  private static Changes attempted(Changes changes, int... indexes) {
    for (int index : indexes) {
      changes.attempted(index);
    }
    return changes;
  }

  private static Changes sent(Changes changes, int index, long reference) {
    changes.sent(index, reference);
    return changes;
  }

  private static Changes until(Changes changes, int index, Kind kind, int seconds) {
    changes.until(index, kind, millis(seconds), WHY);
    return changes;
  }

  /** A change of this kind, with what it needs. */
  private static Changes any(Changes changes, int index, Kind kind) {
    switch (kind) {
      case SENT -> changes.sent(index, 999);
      case REFUSED, DEAD, IN_DOUBT, NEXT_ROUTE -> changes.because(index, kind, WHY);
      case RETRY, DEFERRED -> changes.until(index, kind, millis(9), WHY);
      default -> changes.plainly(index, kind);
    }
    return changes;
  }

  private static long millis(int seconds) {
    return START.plusSeconds(seconds).toEpochMilli();
  }

  private Recorded record(@Nullable Lease lease, Changes changes) {
    return store(store.record(given(lease), changes));
  }

  private void send(Lease lease, long... references) {
    Changes changes = at(0);
    for (int i = 0; i < references.length; i++) {
      changes.attempted(i);
      changes.sent(i, references[i]);
    }
    record(lease, changes);
  }

  private void doubt(@Nullable Lease lease, int... indexes) {
    Changes changes = attempted(at(0), indexes);
    for (int index : indexes) {
      changes.because(index, Kind.IN_DOUBT, WHY);
    }
    record(lease, changes);
  }

  private Recorded control(Control change) {
    return store(store.control(KEY, change));
  }

  private ReceiptsTaken receipt(long number, @Nullable Address from, int seconds) {
    ReceiptBatch batch = new ReceiptBatch();
    batch.add(number, new Receipt.Delivered("as sent", START.plusSeconds(seconds)), from);
    return receipts("sms", batch, seconds);
  }

  private ReceiptsTaken text(String reference, int seconds) {
    ReceiptBatch batch = new ReceiptBatch();
    batch.add(reference, new Receipt.Delivered(reference, START.plusSeconds(seconds)), null);
    return receipts("sms", batch, seconds);
  }

  private ReceiptsTaken receipts(String channel, ReceiptBatch batch, int seconds) {
    return store(store.receipts(channel, batch, START.plusSeconds(seconds)));
  }

  private CampaignStand stand() {
    return shown(Query.campaign(KEY)).stands.get(0);
  }

  private List<DeliveryRow> rows() {
    return shown(Query.deliveries(KEY)).rows;
  }

  private DeliveryRow row(int index) {
    return rows().get(index);
  }

  private List<DeliveryState> states() {
    return rows().stream().map(DeliveryRow::state).toList();
  }

  private static <T> T given(@Nullable T value) {
    assertThat(value).isNotNull();
    return Objects.requireNonNull(value);
  }

  private Shown shown(Query query) {
    Shown shown = new Shown();
    store.scan(query, shown);
    return shown;
  }

  private static List<Object> tallies(Shown shown) {
    return shown.stands.stream().<Object>map(CampaignStand::tally).toList();
  }

  private static List<Object> phases(Shown shown) {
    return shown.stands.stream().<Object>map(CampaignStand::phase).toList();
  }

  /** What a stage stands for, when it is durable. */
  private static <T> T store(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      throw new CompletionException(failure.getCause());
    } catch (InterruptedException | TimeoutException failure) {
      return fail("no answer", failure);
    }
  }

  private static void fails(StoreException.Kind kind, CompletionStage<?> stage) {
    assertThatThrownBy(() -> store(stage))
        .hasCauseInstanceOf(StoreException.class)
        .cause()
        .isInstanceOfSatisfying(StoreException.class, it -> assertThat(it.kind()).isEqualTo(kind));
  }

  private static void refused(StoreException.Kind kind, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(StoreException.class)
        .satisfies(it -> assertThat(((StoreException) it).kind()).isEqualTo(kind));
  }

  private static final class Shown implements Visitor {

    private final List<CampaignStand> stands = new ArrayList<>();
    private final List<DeliveryRow> rows = new ArrayList<>();
    private final Map<String, Long> waiting = new HashMap<>();

    @Override
    public void campaign(CampaignStand stand) {
      stands.add(stand);
    }

    @Override
    public void delivery(DeliveryRow row) {
      assertThat(row.campaign()).isEqualTo(stands.get(stands.size() - 1).campaign().key());
      rows.add(row);
    }

    @Override
    public void waitingReceipts(String channel, long receipts) {
      waiting.put(channel, receipts);
    }

    private List<String> keys() {
      return stands.stream().map(stand -> stand.campaign().key()).toList();
    }

    private List<DeliveryRow> rowsOf(CampaignStand stand) {
      String key = stand.campaign().key();
      return rows.stream().filter(row -> row.campaign().equals(key)).toList();
    }
  }
}
