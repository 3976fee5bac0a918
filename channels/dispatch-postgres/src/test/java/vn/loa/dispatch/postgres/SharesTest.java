package vn.loa.dispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.loa.dispatch.store.ShareRequest;

@ExtendWith(Postgres.class)
class SharesTest {

  private static final Duration HOLDS = Duration.ofSeconds(60);

  /** Far shorter than an operator's second, by the clock of the database. */
  private static final Duration APART = Duration.ofMillis(50);

  private final PostgresServer server;
  private final String schema = Cases.schema();
  private final List<PostgresStore> stores = new ArrayList<>();

  SharesTest(PostgresServer server) {
    this.server = server;
  }

  @AfterEach
  void close() {
    stores.forEach(PostgresStore::close);
  }

  @Test
  void one_alone_has_all_of_it() {
    assertThat(share(store(), 0, 100)).isEqualTo(100);
  }

  @Test
  void two_that_want_all_of_it_have_half_each_once_the_first_gave_it_back() {
    PostgresStore one = store();
    PostgresStore other = store();
    assertThat(share(one, 0, 100)).isEqualTo(100);
    assertThat(share(other, 0, 100)).isZero();
    assertThat(share(one, 100, 100)).isEqualTo(50);
    assertThat(share(other, 0, 100)).as("the first may be using it still").isZero();
    share(one, 50, 100);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(share(other, 0, 100)).isEqualTo(50));
  }

  @Test
  void what_one_does_not_want_the_other_has() {
    PostgresStore one = store();
    PostgresStore other = store();
    assertThat(share(one, 0, 2)).isEqualTo(2);
    assertThat(share(other, 0, 100)).isEqualTo(98);
  }

  @Test
  void what_a_dead_one_had_is_free_after_its_time() {
    PostgresStore dead = store();
    PostgresStore other = store();
    ShareRequest brief = new ShareRequest("vnp", 100, 0, 100, Duration.ofMillis(100), APART);
    assertThat(dead.share(brief)).isEqualTo(100);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(share(other, 0, 100)).isEqualTo(100));
  }

  @Test
  void accounts_of_other_names_are_other_accounts() {
    assertThat(share(store(), 0, 100)).isEqualTo(100);
    ShareRequest another = new ShareRequest("mobi", 7, 0, 7, HOLDS, APART);
    assertThat(store().share(another)).isEqualTo(7);
  }

  @Test
  void at_no_time_have_all_together_more_than_the_whole() throws Exception {
    AtomicInteger inUse = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Callable<Integer>> machines = new ArrayList<>();
    for (int seed = 1; seed <= 4; seed++) {
      Random random = new Random(seed);
      PostgresStore store = store();
      machines.add(() -> use(store, random, inUse, most));
    }
    ExecutorService threads = Executors.newFixedThreadPool(machines.size());
    try {
      for (Future<Integer> machine : threads.invokeAll(machines)) {
        assertThat(machine.get(60, TimeUnit.SECONDS)).as("got something").isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(most.get()).isBetween(90, 100);
  }

  /** Uses at once what it is given, and less before it says so. */
  private static int use(
      PostgresStore store, Random random, AtomicInteger inUse, AtomicInteger most) {
    int holding = 0;
    int sum = 0;
    int wanted = 100;
    for (int i = 0; i < 400; i++) {
      if (random.nextInt(50) == 0) {
        wanted = random.nextInt(3) == 0 ? random.nextInt(20) : 100;
      }
      int given = share(store, holding, wanted);
      most.accumulateAndGet(inUse.addAndGet(given - holding), Math::max);
      holding = given;
      sum += given;
    }
    inUse.addAndGet(-holding);
    return sum;
  }

  private PostgresStore store() {
    PostgresStore store = PostgresStore.builder(server.dataSource()).schema(schema).open();
    stores.add(store);
    return store;
  }

  private static int share(PostgresStore store, int holding, int wanted) {
    return store.share(new ShareRequest("vnp", 100, holding, wanted, HOLDS, APART));
  }
}
