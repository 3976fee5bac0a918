package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Tally;
import vn.loa.channel.Time;
import vn.loa.dispatch.journal.Journal;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.Visitor;
import vn.loa.simulator.ReceivedSms;
import vn.loa.simulator.SmscSimulator;

/**
 * A dispatcher that is killed ({@code kill -9}) at any moment, again and again, loses nobody and
 * sends to nobody twice, and no receipt is lost: the SMSC counts. {@code mvn -Dquick test -pl
 * examples -am -Dtest=KilledDispatcherTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dloa.kill.rounds=1000} kills a thousand.
 */
class KilledDispatcherTest {

  private static final int ROUNDS = Integer.getInteger("loa.kill.rounds", 24);
  private static final String ENDLESS = Integer.toString(Integer.MAX_VALUE);

  /** After it began to open its journal, or after it began a campaign. */
  private static final int LONGEST_LIFE_MILLIS = 400;

  /** After it began a campaign: in the middle of one, however slow the machine is. */
  private static final int MOST_SUBMITS = KilledDispatcherChild.AUDIENCE / 2;

  /** It tells every line that is cut; held, as a logger that nobody holds forgets its level. */
  private static final Logger JSMPP = Logger.getLogger("org.jsmpp");

  @TempDir Path folder;

  private final String validUntil = Time.system().instant().plus(Duration.ofDays(1)).toString();

  @Test
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void nobody_is_lost_and_nobody_gets_it_twice() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    JSMPP.setLevel(Level.SEVERE);
    try (SmscSimulator smsc = smsc()) {
      int campaign = 1;
      for (int round = 0; round < ROUNDS; round++) {
        campaign = killed(random, smsc, campaign);
      }
      completes(smsc, campaign);
      Seen seen = new Seen(smsc.received());
      try (Journal journal = Journal.open(folder)) {
        journal.scan(Query.all(EnumSet.allOf(DeliveryState.class)), seen);
      }
      seen.check(campaign);
      System.out.println(ROUNDS + " kills (seed " + seed + "): " + seen);
    }
  }

  private static SmscSimulator smsc() {
    return SmscSimulator.builder().refuse(number -> false).cannotDeliver(number -> false).start();
  }

  /**
   * Kills one in four while it opens its journal and binds, one some time after it began a
   * campaign, and two some submits after.
   *
   * @return the campaign that it was at
   */
  private int killed(Random random, SmscSimulator smsc, int campaign) throws Exception {
    Process child = child(smsc, campaign, ENDLESS);
    BufferedReader said = child.inputReader();
    assertThat(said.readLine()).isEqualTo("opening");
    int moment = random.nextInt(4);
    int sending = moment == 0 ? campaign : Integer.parseInt(said.readLine());
    if (moment > 1) {
      awaitSubmits(smsc, smsc.submits() + random.nextInt(MOST_SUBMITS), child);
    } else {
      live(child, random.nextInt(LONGEST_LIFE_MILLIS));
    }
    child.toHandle().destroyForcibly();
    return said.lines().mapToInt(Integer::parseInt).max().orElse(sending);
  }

  private static void awaitSubmits(SmscSimulator smsc, long count, Process child)
      throws InterruptedException {
    while (smsc.submits() < count) {
      live(child, 1);
    }
  }

  private static void live(Process child, int millis) throws InterruptedException {
    assertThat(child.waitFor(millis, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
  }

  private void completes(SmscSimulator smsc, int campaign) throws IOException {
    Process child = child(smsc, campaign, Integer.toString(campaign));
    assertThat(child.inputReader().lines()).last().isEqualTo("complete");
  }

  private Process child(SmscSimulator smsc, int campaign, String last) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            KilledDispatcherChild.class.getName(),
            folder.toString(),
            Integer.toString(smsc.port()),
            validUntil,
            Integer.toString(campaign),
            last)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** What the journal says, beside what the SMSC counted. */
  private static final class Seen implements Visitor {

    private static final Tally NOBODY = Tally.of(Map.of(), Map.of());
    private static final Set<DeliveryState> UNKNOWN = EnumSet.of(DeliveryState.IN_DOUBT);
    private static final Set<DeliveryState> MAY_HAVE_IT =
        EnumSet.of(DeliveryState.IN_DOUBT, DeliveryState.DELIVERED);

    private final Map<String, Long> submits;
    private final Map<String, Tally> tallies = new HashMap<>();
    private final Map<Long, DeliveryState> deliveries = new HashMap<>();

    Seen(List<ReceivedSms> received) {
      submits =
          received.stream()
              .collect(Collectors.groupingBy(ReceivedSms::destination, Collectors.counting()));
    }

    @Override
    public void campaign(CampaignStand stand) {
      tallies.put(stand.campaign().key(), stand.tally());
    }

    @Override
    public void delivery(DeliveryRow row) {
      long phone = ((Address.Phone) row.recipient()).e164();
      assertThat(deliveries.put(phone, row.state())).as("is in two states").isNull();
    }

    void check(int campaigns) {
      assertThat(submits.values()).as("submits of a recipient").containsOnly(1L);
      IntStream.rangeClosed(1, campaigns).forEach(this::checkCampaign);
      assertThat(deliveries).hasSize(campaigns * KilledDispatcherChild.AUDIENCE);
      assertThat(submits).hasSizeLessThanOrEqualTo(deliveries.size());
      long windows = (long) ROUNDS * KilledDispatcherChild.WINDOW;
      assertThat(count(DeliveryState.IN_DOUBT)).isLessThanOrEqualTo(windows);
    }

    private void checkCampaign(int campaign) {
      Map<DeliveryState, Long> counted = new EnumMap<>(DeliveryState.class);
      KilledDispatcherChild.phones(campaign)
          .forEach(phone -> counted.merge(checked(phone), 1L, Long::sum));
      Tally told = tallies.getOrDefault(KilledDispatcherChild.key(campaign), NOBODY);
      for (DeliveryState state : DeliveryState.values()) {
        assertThat(told.count(state)).as("%s", state).isEqualTo(counted.getOrDefault(state, 0L));
      }
    }

    /**
     * Whoever is said to have it was submitted, and whoever was not submitted is in doubt. Nobody
     * still lacks a receipt: the SMSC brings it again until a process has kept it.
     */
    private DeliveryState checked(long phone) {
      boolean submitted = submits.containsKey(Long.toString(phone));
      DeliveryState state = deliveries.getOrDefault(phone, DeliveryState.QUEUED);
      assertThat(state).as("submitted: %s", submitted).isIn(submitted ? MAY_HAVE_IT : UNKNOWN);
      return state;
    }

    private long count(DeliveryState state) {
      return deliveries.values().stream().filter(state::equals).count();
    }

    @Override
    public String toString() {
      return "%d recipients, %d submitted, %d in doubt"
          .formatted(deliveries.size(), submits.size(), count(DeliveryState.IN_DOUBT));
    }
  }
}
