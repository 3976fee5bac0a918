package vn.loa.dispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Recipients;
import vn.loa.channel.Time;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.Visitor;

/**
 * Two machines on one database, of which now and then one is killed ({@code kill -9}), or stands
 * still for longer than its leases hold, or the database is killed: nobody is lost, nobody gets it
 * twice, and what is in doubt is told. {@code -Dloa.kill.rounds=100} for a hundred misfortunes.
 */
class KilledMachinesTest {

  private static final int ROUNDS = Integer.getInteger("loa.kill.rounds", 6);
  private static final int PEOPLE = 3_000;
  private static final int CHUNK = 100;
  private static final long BEFORE_KILL = 1_500;

  private final Process[] machines = new Process[2];
  private final String schema = "killed";
  private int kills;

  @Test
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void nobody_is_lost_and_nobody_gets_it_twice() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try (PostgresServer server = PostgresServer.start("-F");
        LineServer line = new LineServer();
        PostgresStore store =
            PostgresStore.builder(server.dataSource()).schema(schema).name("judge").open()) {
      try {
        for (int i = 0; i < machines.length; i++) {
          start(i, server, line);
        }
        for (int round = 0; round < ROUNDS; round++) {
          begin(store, round);
          misfortune(random, round % 3, server, line);
          awaitEnd(store, round);
        }
        Seen seen = new Seen();
        store.scan(Query.all(EnumSet.allOf(DeliveryState.class)), seen);
        seen.check(line.submits());
        System.out.println(
            ROUNDS + " misfortunes (seed " + seed + "), " + kills + " kills: " + seen);
      } finally {
        for (Process machine : machines) {
          machine.destroyForcibly();
        }
      }
    }
  }

  private void start(int i, PostgresServer server, LineServer line) throws Exception {
    machines[i] = KilledMachine.start(server.port(), schema, line.port(), "machine-" + i);
  }

  private static String key(int round) {
    return "round-" + round;
  }

  private static void begin(PostgresStore store, int round) {
    Instant now = Time.system().instant();
    CampaignRecord campaign =
        new CampaignRecord(
            key(round),
            Message.builder(key(round), "Tiêm vắc-xin")
                .text("vi", "Mời đến trạm y tế")
                .validUntil(now.plus(Duration.ofDays(1)))
                .build(),
            List.of("sms"),
            "everybody",
            Urgency.ROUTINE,
            1,
            now,
            null,
            now);
    long first = Cases.FIRST + (long) round * PEOPLE;
    for (int chunk = 0; chunk < PEOPLE / CHUNK; chunk++) {
      long from = first + (long) chunk * CHUNK;
      Cases.await(
          store.append(
              campaign,
              chunk,
              Recipients.phones(LongStream.range(from, from + CHUNK)),
              chunk == PEOPLE / CHUNK - 1));
    }
  }

  private void misfortune(Random random, int kind, PostgresServer server, LineServer line)
      throws Exception {
    long submits = line.count() + random.nextInt((int) BEFORE_KILL);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> line.count() >= submits);
    int victim = random.nextInt(machines.length);
    switch (kind) {
      case 0 -> {
        machines[victim].destroyForcibly().waitFor();
        start(victim, server, line);
      }
      case 1 -> {
        server.kill();
        server.restart();
      }
      default -> {
        signal("-STOP", victim);
        TimeUnit.MILLISECONDS.sleep(KilledMachine.LEASES_HOLD.toMillis() * 2);
        signal("-CONT", victim);
      }
    }
    kills++;
  }

  private void signal(String signal, int victim) throws Exception {
    String pid = Long.toString(machines[victim].pid());
    assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
  }

  private static void awaitEnd(PostgresStore store, int round) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> Cases.stand(store, key(round)).tally().open() == 0);
  }

  /** What the store says, beside what came over the line. */
  private static final class Seen implements Visitor {

    private final Map<Long, DeliveryState> states = new HashMap<>();
    private long doubts;

    @Override
    public void campaign(CampaignStand stand) {}

    @Override
    public void delivery(DeliveryRow row) {
      states.put(((Address.Phone) row.recipient()).e164(), row.state());
    }

    void check(Map<Long, Long> submits) {
      assertThat(states).hasSize(ROUNDS * PEOPLE);
      assertThat(submits.values()).as("submits of a person").containsOnly(1L);
      states.forEach(
          (phone, state) -> {
            boolean submitted = submits.containsKey(phone);
            assertThat(state)
                .as("%s, submitted: %s", phone, submitted)
                .isIn(
                    submitted
                        ? Set.of(DeliveryState.SENT, DeliveryState.IN_DOUBT)
                        : Set.of(DeliveryState.IN_DOUBT));
            doubts += state == DeliveryState.IN_DOUBT ? 1 : 0;
          });
      assertThat(doubts).isLessThanOrEqualTo((long) ROUNDS * LineChannel.WINDOW);
    }

    @Override
    public String toString() {
      return "%s people, lost 0, twice 0, in doubt %s".formatted(states.size(), doubts);
    }
  }
}
