package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Tally;
import vn.loa.channel.Time;
import vn.loa.channel.Urgency;
import vn.loa.channel.mqtt.SpeakerChannel;
import vn.loa.channel.mqtt.SpeakerSettings;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.dispatch.Account;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.ChannelSettings;
import vn.loa.dispatch.Dispatcher;
import vn.loa.dispatch.journal.Journal;
import vn.loa.simulator.BrokerSimulator;
import vn.loa.simulator.DeviceHabits;
import vn.loa.simulator.FaultProxy;
import vn.loa.simulator.SpeakerSimulator;

/**
 * Announcements from a dispatcher to loudspeakers, while the line is cut, the broker is killed, the
 * process restarts and devices are away: nobody lost, nobody falsely failed, nothing played twice.
 * The loudspeakers count. {@code mvn -Dquick test -pl examples -am
 * -Dtest=SpeakersThroughFaultsTest#a_line_cut_every_second_loses_nothing_and_plays_nothing_twice
 * -Dsurefire.failIfNoSpecifiedTests=false -Dloa.publishes=100000 -Dloa.test.seconds=36000}
 * publishes a hundred thousand times.
 */
class SpeakersThroughFaultsTest {

  private static final int PUBLISHES = Integer.getInteger("loa.publishes", 2_000);
  private static final int DEVICES = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String WATER = "Mời bà con tích trữ nước sạch.";

  private static final DeviceHabits TAKES_ITS_TIME = DeviceHabits.builder().realTime(true).build();

  /** They tell every line that is cut; held, as a logger that nobody holds forgets its level. */
  private static final Logger LOUDSPEAKERS = Logger.getLogger("vn.loa.channel.mqtt");

  private static final Logger MOQUETTE = Logger.getLogger("io.moquette");

  @TempDir Path folder;

  /**
   * One device more listens in their area and is not addressed, so every command goes to one
   * device.
   */
  @Test
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void a_line_cut_every_second_loses_nothing_and_plays_nothing_twice() throws Exception {
    LOUDSPEAKERS.setLevel(Level.SEVERE);
    MOQUETTE.setLevel(Level.OFF);
    int messages = PUBLISHES / DEVICES;
    double perSecond = Math.max(250, PUBLISHES / 200.0);
    try (BrokerSimulator broker = BrokerSimulator.start();
        FaultProxy line = FaultProxy.to(broker.port());
        Cuts cuts = new Cuts(line);
        SpeakerChannel channel = SpeakerChannel.connect(settings(line.port()).build());
        SpeakerSimulator speakers = speakers(broker.port(), devices(DEVICES + 1));
        Dispatcher dispatcher =
            Dispatcher.builder()
                .channel(
                    channel,
                    ChannelSettings.builder().account(Account.of("city", perSecond)).build())
                .build()) {
      soon(() -> channel.health().online() == DEVICES + 1);
      Instant began = Instant.now();
      cuts.begin();
      List<Campaign> campaigns =
          IntStream.range(0, messages)
              .mapToObj(i -> start(dispatcher, water("m" + i).build(), devices(DEVICES)))
              .toList();
      Tally all = sum(campaigns, began.plus(PATIENCE).plusSeconds(PUBLISHES / 100));
      System.out.printf(
          "%,d publishes to single devices, %d cuts, %d s: %s%n",
          PUBLISHES, cuts.count(), Duration.between(began, Instant.now()).toSeconds(), all);
      assertThat(all.delivered()).as("%s", all).isEqualTo((long) messages * DEVICES);
      assertEachPlayedOnce(speakers, messages * DEVICES);
      assertThat(cuts.count()).isPositive();
    }
  }

  private static Tally sum(List<Campaign> campaigns, Instant deadline) throws Exception {
    Tally all = Tally.of(Map.of(), Map.of());
    for (Campaign campaign : campaigns) {
      Duration left = Duration.between(Instant.now(), deadline);
      all = all.plus(left.isNegative() ? campaign.tally() : campaign.await(left));
    }
    return all;
  }

  @Test
  @Timeout(180)
  void a_broker_that_forgets_all_when_it_is_killed_loses_nothing() throws Exception {
    try (KilledMosquitto broker =
        KilledMosquitto.start(folder, port -> List.of("-p", Integer.toString(port)))) {
      assertNothingIsLostByKills(broker, broker.port());
    }
  }

  @Test
  @Timeout(180)
  void a_broker_that_keeps_its_sessions_loses_nothing_either_and_nothing_is_played_twice()
      throws Exception {
    try (KilledMosquitto broker =
        KilledMosquitto.start(folder, port -> List.of("-c", durable(port).toString()))) {
      assertNothingIsLostByKills(broker, broker.port());
    }
  }

  private Path durable(int port) throws IOException {
    return Files.write(
        folder.resolve("mosquitto.conf"),
        List.of(
            "listener " + port + " 127.0.0.1",
            "allow_anonymous true",
            "user " + System.getProperty("user.name"), // else it cannot write there
            "persistence true",
            "persistence_location " + folder + "/",
            "autosave_interval 1",
            "autosave_on_changes true"));
  }

  private static void assertNothingIsLostByKills(KilledMosquitto broker, int port)
      throws Exception {
    LOUDSPEAKERS.setLevel(Level.SEVERE);
    int people = 300;
    try (SpeakerSimulator speakers = speakers(port, devices(people + 1));
        SpeakerChannel channel = SpeakerChannel.connect(settings(port).build());
        Dispatcher dispatcher =
            Dispatcher.builder()
                .channel(
                    channel, ChannelSettings.builder().account(Account.of("city", 200)).build())
                .build()) {
      soon(() -> channel.health().online() == people + 1);
      Campaign campaign = start(dispatcher, water("m").build(), devices(people));
      for (int kill = 1; kill <= 2; kill++) {
        int some = kill * people / 3;
        soon(() -> speakers.plays().size() > some);
        broker.killAndStartAgain();
      }
      assertAllDelivered(campaign, people);
      assertEachPlayedOnce(speakers, people);
    }
  }

  @Test
  @Timeout(120)
  void who_was_away_while_the_process_was_started_anew_comes_back_and_plays_it() throws Exception {
    List<Address.Device> devices = devices(20);
    try (BrokerSimulator broker = BrokerSimulator.start();
        SpeakerSimulator speakers =
            SpeakerSimulator.builder()
                .offline(device -> device.endsWith("1"))
                .connect(broker.port(), devices, Time.system())) {
      try (Dispatcher dispatcher = onJournal(broker.port())) {
        Campaign campaign = start(dispatcher, water("m").build(), devices);
        soon(() -> campaign.tally().delivered() == 18);
        soon(() -> campaign.tally().count(DeliveryState.SENT) == 2);
      }
      try (Dispatcher dispatcher = onJournal(broker.port())) {
        Campaign campaign = dispatcher.campaign("m").orElseThrow();
        assertThat(campaign.tally().count(DeliveryState.SENT)).isEqualTo(2);
        speakers.comeBack();
        assertAllDelivered(campaign, 20);
        assertEachPlayedOnce(speakers, 20);
      }
    }
  }

  private Dispatcher onJournal(int port) {
    return Dispatcher.builder()
        .store(Journal.open(folder))
        .channel(SpeakerChannel.connect(settings(port).build()))
        .build();
  }

  /** The devices' clock stands still, so what plays does not end by itself. */
  @Test
  @Timeout(120)
  void what_is_cancelled_ends_where_it_plays_waits_or_has_yet_to_arrive() throws Exception {
    Address.Device plays = device(0);
    Address.Device waits = device(1);
    Address.Device away = device(2);
    ManualTime time = ManualTime.startingAt(Instant.now());
    try (BrokerSimulator broker = BrokerSimulator.start();
        SpeakerSimulator speakers =
            SpeakerSimulator.builder()
                .habits(TAKES_ITS_TIME)
                .offline(away.id()::equals)
                .connect(broker.port(), List.of(plays, waits, away), time);
        SpeakerChannel channel = SpeakerChannel.connect(settings(broker.port()).build());
        Dispatcher dispatcher = Dispatcher.of(channel)) {
      soon(() -> channel.health().online() == 2);
      Campaign before = start(dispatcher, recorded("before").build(), List.of(waits));
      soon(() -> playing(channel, "before") == 1);
      Campaign water = start(dispatcher, recorded("water").build(), List.of(plays, waits, away));
      soon(() -> playing(channel, "water") == 1);
      soon(() -> water.tally().count(DeliveryState.SENT) == 3);
      water.cancel();
      soon(() -> water.tally().count(DeliveryState.REFUSED) >= 2);
      speakers.comeBack();
      soon(() -> water.tally().count(DeliveryState.REFUSED) == 3);
      time.advance(Duration.ofMinutes(20));
      assertAllDelivered(before, 1);
      assertThat(water.tally().first(DeliveryState.REFUSED).orElseThrow().code())
          .isEqualTo("CANCELLED");
      assertThat(speakers.plays()).containsOnlyKeys(play(waits, "before"));
    }
  }

  /** The devices' clock stands still until the emergency is everywhere. */
  @Test
  @Timeout(120)
  void an_emergency_is_heard_at_once_and_what_it_interrupts_afterwards() throws Exception {
    List<Address.Device> devices = devices(10);
    ManualTime time = ManualTime.startingAt(Instant.now());
    try (BrokerSimulator broker = BrokerSimulator.start();
        SpeakerSimulator speakers =
            SpeakerSimulator.builder()
                .habits(TAKES_ITS_TIME)
                .connect(broker.port(), devices, time);
        SpeakerChannel channel = SpeakerChannel.connect(settings(broker.port()).build());
        Dispatcher dispatcher = Dispatcher.of(channel)) {
      soon(() -> channel.health().online() == 10);
      Campaign routine = start(dispatcher, recorded("routine").build(), devices);
      soon(() -> playing(channel, "routine") == 10);
      Campaign emergency =
          start(dispatcher, recorded("flood").urgency(Urgency.EMERGENCY).build(), devices);
      soon(() -> playing(channel, "flood") == 10);
      assertThat(speakers.plays()).isEmpty();
      time.advance(Duration.ofMinutes(11));
      assertAllDelivered(emergency, 10);
      time.advance(Duration.ofMinutes(11));
      assertAllDelivered(routine, 10);
      assertThat(devices)
          .allSatisfy(
              device ->
                  assertThat(speakers.played(device))
                      .extracting(SpeakerSimulator.Spoken::messageId)
                      .containsExactly("flood", "routine"));
      assertEachPlayedOnce(speakers, 20);
    }
  }

  /** Resets the line once a second. */
  private static final class Cuts implements AutoCloseable {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger count = new AtomicInteger();
    private final FaultProxy line;

    Cuts(FaultProxy line) {
      this.line = line;
    }

    void begin() {
      line.latency(Duration.ofMillis(2)); // so that each cut finds something on its way
      var unused = clock.scheduleAtFixedRate(this::cut, 1, 1, TimeUnit.SECONDS);
    }

    private void cut() {
      if (line.connections() > 0) {
        line.cut();
        count.incrementAndGet();
      }
    }

    /** How many found a connection. */
    int count() {
      return count.get();
    }

    @Override
    public void close() {
      clock.shutdownNow();
    }
  }

  private static Address.Device device(int number) {
    return new Address.Device("loa-" + number, "q1");
  }

  private static List<Address.Device> devices(int many) {
    return IntStream.range(0, many).mapToObj(SpeakersThroughFaultsTest::device).toList();
  }

  private static SpeakerSimulator speakers(int port, List<Address.Device> devices) {
    return SpeakerSimulator.connect(port, devices, Time.system());
  }

  private static SpeakerSettings.Builder settings(int port) {
    return SpeakerSettings.builder("127.0.0.1", port);
  }

  private static Message.Builder water(String id) {
    return Message.builder(id, "Nước sạch")
        .text("vi", WATER)
        .validUntil(Instant.now().plus(Duration.ofDays(1)));
  }

  /** Ten minutes long. */
  private static Message.Builder recorded(String id) {
    return water(id)
        .audio(
            new Message.Audio(
                URI.create("https://files.example/a.mp3"), "0".repeat(64), Duration.ofMinutes(10)));
  }

  private static Campaign start(
      Dispatcher dispatcher, Message message, List<Address.Device> devices) {
    return dispatcher
        .campaign(message, new Audience("loudspeakers", devices))
        .key(message.id())
        .start();
  }

  private static long playing(SpeakerChannel channel, String message) {
    return channel.board(message).map(board -> board.total().playing()).orElse(0);
  }

  private static void soon(Callable<Boolean> happens) {
    await().atMost(PATIENCE).until(happens);
  }

  private static void assertAllDelivered(Campaign campaign, int people) throws Exception {
    Tally tally = campaign.await(PATIENCE);
    assertThat(tally.delivered()).as("%s", tally).isEqualTo(people);
  }

  private static void assertEachPlayedOnce(SpeakerSimulator speakers, int plays) {
    assertThat(speakers.plays()).hasSize(plays);
    assertThat(speakers.plays().values()).containsOnly(1);
    assertThat(speakers.expiredPlays()).isZero();
  }

  private static SpeakerSimulator.Play play(Address.Device device, String message) {
    return new SpeakerSimulator.Play(device.id(), message);
  }
}
