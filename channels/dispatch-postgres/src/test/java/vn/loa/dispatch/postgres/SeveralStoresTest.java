package vn.loa.dispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.channel.DeliveryState.ATTEMPTED;
import static vn.loa.channel.DeliveryState.CANCELLED;
import static vn.loa.channel.DeliveryState.DELIVERED;
import static vn.loa.channel.DeliveryState.IN_DOUBT;
import static vn.loa.channel.DeliveryState.QUEUED;
import static vn.loa.channel.DeliveryState.SENT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.loa.channel.Reason;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DispatchStore.Appended;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Leased;
import vn.loa.dispatch.store.StoreException;

/** Two stores on one schema: two machines that share the work. */
@ExtendWith(Postgres.class)
class SeveralStoresTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  /** By the clock of the database, which no test turns. */
  private static final Duration SHORT = Duration.ofMillis(200);

  private final PostgresStore one;
  private final PostgresStore other;

  SeveralStoresTest(PostgresServer server) {
    String schema = Cases.schema();
    one = PostgresStore.builder(server.dataSource()).schema(schema).name("one").open();
    other = PostgresStore.builder(server.dataSource()).schema(schema).name("other").open();
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void what_one_took_the_other_leases_and_each_chunk_is_leased_once() {
    Cases.start(one, Cases.KEY, 4, 2);
    Lease first = Cases.lease(one, LONG);
    Lease second = Cases.lease(other, LONG);
    assertThat(first.chunk()).isNotEqualTo(second.chunk());
    assertThat(lease(one)).isEqualTo(new Leased(null, null));
    assertThat(lease(other)).isEqualTo(new Leased(null, null));
  }

  @Test
  void leases_of_two_stores_never_overlap() throws Exception {
    Cases.start(one, Cases.KEY, 400, 4);
    Set<Long> attempted = ConcurrentHashMap.newKeySet();
    List<Callable<Integer>> workers = new ArrayList<>();
    for (PostgresStore store : List.of(one, other, one, other)) {
      workers.add(() -> attemptAll(store, attempted));
    }
    ExecutorService threads = Executors.newFixedThreadPool(workers.size());
    try {
      for (Future<Integer> worker : threads.invokeAll(workers)) {
        worker.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(attempted).hasSize(400);
    assertThat(Cases.counts(one, Cases.KEY)).isEqualTo(Map.of(ATTEMPTED, 400L));
  }

  private static int attemptAll(PostgresStore store, Set<Long> attempted) {
    int chunks = 0;
    for (Lease lease = lease(store).lease(); lease != null; lease = lease(store).lease()) {
      Changes changes = new Changes().at(Cases.START);
      for (int i = 0; i < lease.size(); i++) {
        changes.attempted(lease.index(i));
        assertThat(attempted.add(lease.recipients().e164(lease.index(i)))).isTrue();
      }
      assertThat(Cases.await(store.record(lease, changes.release())).all()).isTrue();
      chunks++;
    }
    return chunks;
  }

  @Test
  void what_a_dead_one_attempted_is_in_doubt_after_its_time_and_the_rest_goes_on() {
    Cases.start(one, Cases.KEY, 3, 3);
    Lease dead = Cases.lease(one, SHORT);
    Cases.attempt(one, dead, 0);
    Lease next = taken(other);
    assertThat(next.epoch()).isGreaterThan(dead.epoch());
    assertThat(next.size()).isEqualTo(2);
    assertThat(Cases.counts(other, Cases.KEY)).isEqualTo(Map.of(IN_DOUBT, 1L, QUEUED, 2L));
  }

  @Test
  void one_that_stood_still_for_longer_than_its_lease_records_nothing() {
    Cases.start(one, Cases.KEY, 2, 2);
    Lease paused = Cases.lease(one, SHORT);
    Cases.attempt(one, paused, 0);
    taken(other);
    stale(() -> Cases.send(one, paused, 0, 7));
    stale(() -> Cases.attempt(one, paused, 1));
    Changes known = new Changes().at(Cases.START);
    known.sent(0, 7);
    Cases.await(one.control(Cases.KEY, new Control.Settle(0, known)));
    assertThat(Cases.counts(one, Cases.KEY)).isEqualTo(Map.of(SENT, 1L, QUEUED, 1L));
  }

  @Test
  void a_lease_that_is_renewed_is_not_taken_over() throws Exception {
    Cases.start(one, Cases.KEY, 2, 2);
    Lease lease = Cases.lease(one, Duration.ofSeconds(2));
    for (int i = 0; i < 6; i++) {
      TimeUnit.MILLISECONDS.sleep(500);
      assertThat(Cases.await(one.record(lease, new Changes().at(Cases.START))).all()).isTrue();
      assertThat(lease(other).lease()).isNull();
    }
  }

  @Test
  void what_one_cancels_the_other_attempts_no_more() {
    Cases.start(one, Cases.KEY, 2, 2);
    Lease lease = Cases.lease(one, LONG);
    Cases.attempt(one, lease, 0);
    Cases.await(other.control(Cases.KEY, new Control.Cancel()));
    assertThat(Cases.attempt(one, lease, 1).took(0)).isFalse();
    assertThat(Cases.counts(one, Cases.KEY)).isEqualTo(Map.of(ATTEMPTED, 1L, CANCELLED, 1L));
  }

  @Test
  void a_doubt_that_one_settles_the_holder_of_the_chunk_knows_of() {
    Cases.start(one, Cases.KEY, 2, 2);
    Lease lease = Cases.lease(one, LONG);
    Cases.attempt(one, lease, 0);
    Changes doubt = new Changes().at(Cases.START);
    doubt.because(0, Changes.Kind.IN_DOUBT, new Reason("CUT", "the line broke"));
    Cases.await(one.record(lease, doubt));
    Changes person = new Changes().at(Cases.START);
    person.plainly(0, Changes.Kind.SENT_UNCONFIRMED);
    Cases.await(other.control(Cases.KEY, new Control.Settle(0, person)));
    assertThat(Cases.send(one, lease, 0, 7).took(0)).isFalse();
    assertThat(Cases.attempt(one, lease, 1).all()).isTrue();
  }

  @Test
  void a_receipt_that_comes_to_both_counts_once() throws Exception {
    Cases.start(one, Cases.KEY, 200, 200);
    Lease lease = Cases.lease(one, LONG);
    for (int i = 0; i < 200; i++) {
      Cases.attempt(one, lease, i);
      Cases.send(one, lease, i, 1_000 + i);
    }
    CyclicBarrier together = new CyclicBarrier(2);
    List<Callable<Integer>> machines = new ArrayList<>();
    for (PostgresStore store : List.of(one, other)) {
      machines.add(
          () -> {
            int matched = 0;
            for (int i = 0; i < 200; i++) {
              together.await(30, TimeUnit.SECONDS);
              matched += Cases.receipt(store, 1_000 + i).matched();
            }
            return matched;
          });
    }
    assertThat(sum(machines)).isEqualTo(200);
    assertThat(Cases.counts(one, Cases.KEY)).isEqualTo(Map.of(DELIVERED, 200L));
  }

  @Test
  void a_receipt_and_its_reference_do_not_miss_each_other() throws Exception {
    Cases.start(one, Cases.KEY, 200, 200);
    Lease lease = Cases.lease(one, LONG);
    CyclicBarrier together = new CyclicBarrier(2);
    Callable<Integer> sending =
        () -> {
          for (int i = 0; i < 200; i++) {
            Cases.attempt(one, lease, i);
            together.await(30, TimeUnit.SECONDS);
            Cases.send(one, lease, i, 1_000 + i);
          }
          return 0;
        };
    Callable<Integer> hearing =
        () -> {
          for (int i = 0; i < 200; i++) {
            together.await(30, TimeUnit.SECONDS);
            Cases.receipt(other, 1_000 + i);
          }
          return 0;
        };
    sum(List.of(sending, hearing));
    assertThat(Cases.counts(one, Cases.KEY)).isEqualTo(Map.of(DELIVERED, 200L));
  }

  @Test
  void a_campaign_that_two_begin_at_once_is_one() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    List<Callable<Integer>> machines = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      keys.add("key-" + i);
    }
    for (PostgresStore store : List.of(one, other)) {
      machines.add(
          () -> {
            int fresh = 0;
            for (String key : keys) {
              together.await(30, TimeUnit.SECONDS);
              fresh +=
                  Cases.await(
                              store.append(
                                  Cases.campaign(key),
                                  0,
                                  Recipients.phones(LongStream.of(Cases.FIRST)),
                                  true))
                          == Appended.NEW
                      ? 1
                      : 0;
            }
            return fresh;
          });
    }
    assertThat(sum(machines)).isEqualTo(keys.size());
  }

  private static int sum(List<Callable<Integer>> machines) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(machines.size());
    try {
      int sum = 0;
      for (Future<Integer> machine : threads.invokeAll(machines)) {
        sum += machine.get(60, TimeUnit.SECONDS);
      }
      return sum;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Leased lease(PostgresStore store) {
    return store.lease(new LeaseRequest(Cases.KEY, 0, 0, Cases.START, LONG));
  }

  /** When the lease of the other has ended, by the clock of the database. */
  private static Lease taken(PostgresStore store) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> lease(store).lease(), Objects::nonNull);
  }

  private static void stale(Runnable call) {
    assertThatThrownBy(call::run)
        .hasCauseInstanceOf(StoreException.class)
        .cause()
        .isInstanceOfSatisfying(
            StoreException.class, it -> assertThat(it.kind()).isEqualTo(StoreException.Kind.STALE));
  }
}
