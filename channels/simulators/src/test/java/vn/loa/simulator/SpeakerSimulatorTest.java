package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.simulator.Soon.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Address;
import vn.loa.channel.Time;

/** The fleet alone; what it says is proved with the channel that listens to it. */
@Timeout(60)
class SpeakerSimulatorTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private static final AtomicInteger TESTS = new AtomicInteger();

  private static BrokerSimulator broker;

  /** A broker keeps what the devices of another test said. */
  private final String prefix = "t" + TESTS.incrementAndGet();

  @BeforeAll
  static void startBroker() {
    broker = BrokerSimulator.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void three_hundred_speakers_share_one_thread() {
    try (SpeakerSimulator speakers =
        SpeakerSimulator.connect(broker.port(), devices(300), Time.system())) {
      assertThat(speakers.online()).isEqualTo(300);
      assertThat(threads()).hasSize(1);
    }
    await().until(() -> threads().isEmpty()); // its last breath comes after its last word
  }

  @Test
  void speakers_that_are_offline_hold_no_connection() {
    try (SpeakerSimulator speakers =
        SpeakerSimulator.builder()
            .offline(id -> id.endsWith("0"))
            .connect(broker.port(), devices(20), Time.system())) {
      assertThat(speakers.online()).isEqualTo(18);
    }
  }

  @Test
  void without_a_broker_there_is_a_sentence_and_no_thread() throws Exception {
    int nobody;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = probe.getLocalPort();
    }
    assertThatThrownBy(() -> SpeakerSimulator.connect(nobody, devices(3), Time.system()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("3 speakers not online at port " + nobody)
        .hasMessageContaining("Connection refused");
    await().until(() -> threads().isEmpty()); // its last breath comes after its last word
  }

  @Test
  void one_command_for_an_area_reaches_all_below_it_and_each_plays_it_once() throws Exception {
    try (SpeakerSimulator speakers =
            fleet(habits -> habits.patience(Duration.ZERO))
                .ancestors(area -> List.of("hcmc"))
                .connect(broker.port(), devices(20), Time.system());
        LittleHub hub = new LittleHub(broker.port(), prefix)) {
      byte[] flood = say("flood").bytes();
      hub.publish(prefix + "/a/hcmc/cmd", flood, false);
      hub.publish(prefix + "/a/q1/cmd", flood, false);
      await().atMost(SOON).until(() -> speakers.plays().size() == 20);
      await().atMost(SOON).until(() -> hub.count("/ack", "\"state\":\"played\"") == 40);
      assertThat(speakers.plays().values()).containsOnly(1);
      assertThat(speakers.played()).hasSize(20);
      assertThat(speakers.expiredPlays()).isZero();
    }
  }

  /** Their clocks are right, wrong by up to ten minutes, or missing; some are muted or stutter. */
  @Test
  @Timeout(120)
  void two_thousand_devices_of_several_habits_all_play_what_one_publish_tells_them()
      throws Exception {
    int many = 2_000;
    try (LittleHub hub = new LittleHub(broker.port(), prefix);
        SpeakerSimulator speakers =
            SpeakerSimulator.builder()
                .habits(this::severalHabits)
                .connect(broker.port(), devices(many), Time.system())) {
      hub.publish(prefix + "/a/q1/cmd", say("flood").bytes(), false);
      await().atMost(Duration.ofSeconds(40)).until(() -> speakers.plays().size() == many);
      assertThat(speakers.online()).isEqualTo(many);
      assertThat(speakers.plays().values()).containsOnly(1);
      assertThat(speakers.played()).hasSize(many - many / 10);
      assertThat(speakers.expiredPlays() + speakers.dropped()).isZero();
      assertThat(threads()).hasSize(1);
    }
  }

  private DeviceHabits severalHabits(String id) {
    int number = Integer.parseInt(id.substring(1));
    return habits()
        .patience(Duration.ZERO)
        .clockSkew(Duration.ofMinutes(number % 21 - 10))
        .noClock(number % 7 == 0)
        .muted(number % 10 == 0)
        .stutters(number % 11 == 0)
        .build();
  }

  @Test
  void commands_that_nobody_signed_are_dropped_in_silence_and_counted() throws Exception {
    PublicKey key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    try (LittleHub hub = new LittleHub(broker.port(), prefix);
        SpeakerSimulator speakers =
            fleet(habits -> habits.keys(Map.of("k1", key)))
                .connect(broker.port(), devices(3), Time.system())) {
      hub.publish(prefix + "/a/q1/cmd", say("flood").bytes(), false);
      await().atMost(SOON).until(() -> speakers.dropped() == 3);
      assertThat(hub.count("/ack", "flood")).isZero();
    }
  }

  @Test
  void they_hold_what_comes_until_the_hub_has_told_the_time() throws Exception {
    try (LittleHub hub = new LittleHub(broker.port(), prefix);
        SpeakerSimulator speakers = fleet().connect(broker.port(), devices(3), Time.system())) {
      hub.publish(prefix + "/a/q1/cmd", say("m").bytes(), false);
      await().atMost(SOON).until(() -> hub.count("/ack", "\"state\":\"received\"") == 3);
      assertThat(speakers.plays()).isEmpty();
      hub.answer("s0");
      await().atMost(SOON).until(() -> speakers.plays().size() == 1);
      assertThat(speakers.plays()).containsOnlyKeys(new SpeakerSimulator.Play("s0", "m"));
    }
  }

  @Test
  void after_a_storm_all_are_back_in_a_new_session() throws Exception {
    try (LittleHub hub = new LittleHub(broker.port(), prefix);
        SpeakerSimulator speakers = fleet().connect(broker.port(), devices(50), Time.system())) {
      await().atMost(SOON).until(() -> hub.sessions().size() == 50);
      Map<String, Long> before = hub.sessions();
      speakers.storm();
      await()
          .atMost(SOON)
          .until(() -> before.keySet().stream().allMatch(it -> newer(hub, before, it)));
      assertThat(speakers.online()).isEqualTo(50);
      assertThat(threads()).hasSize(1);
    }
  }

  @Test
  void those_that_do_not_come_back_by_themselves_can_be_called() {
    try (SpeakerSimulator speakers = fleet().connect(broker.port(), devices(10), Time.system())) {
      speakers.goOffline(id -> !id.equals("s3"));
      assertThat(speakers.online()).isEqualTo(1);
      speakers.comeBack();
      await().atMost(SOON).until(() -> speakers.online() == 10);
    }
  }

  @Test
  void what_a_power_cut_left_undone_is_played_after_it() throws Exception {
    try (LittleHub hub = new LittleHub(broker.port(), prefix);
        SpeakerSimulator speakers = fleet().connect(broker.port(), devices(1), Time.system())) {
      hub.publish(prefix + "/d/s0/cmd", say("m").bytes(), false);
      await().atMost(SOON).until(() -> hub.count("/ack", "\"state\":\"received\"") == 1);
      speakers.cutPower(id -> true);
      assertThat(speakers.online()).isZero();
      speakers.comeBack();
      speakers.restorePower();
      await().atMost(SOON).until(() -> hub.count("/ack", "\"state\":\"received\"") == 2);
      hub.answer("s0");
      await().atMost(SOON).until(() -> speakers.plays().size() == 1);
    }
  }

  @Test
  void a_device_that_is_moved_listens_to_its_new_area() throws Exception {
    try (LittleHub hub = new LittleHub(broker.port(), prefix);
        SpeakerSimulator speakers =
            fleet(habits -> habits.patience(Duration.ZERO))
                .connect(broker.port(), devices(2), Time.system())) {
      speakers.move("s1", List.of("hcmc", "q2"));
      await().atMost(SOON).until(() -> hub.devices("\"areas\":[\"hcmc\",\"q2\"]") == 1);
      hub.publish(prefix + "/a/q1/cmd", say("old").bytes(), false);
      hub.publish(prefix + "/a/q2/cmd", say("new").bytes(), false);
      await().atMost(SOON).until(() -> speakers.plays().size() == 2);
      assertThat(speakers.plays())
          .containsOnlyKeys(
              new SpeakerSimulator.Play("s0", "old"), new SpeakerSimulator.Play("s1", "new"));
      assertThatThrownBy(() -> speakers.move("s2", List.of()))
          .hasMessage("there is no device \"s2\" in this fleet");
    }
  }

  @Test
  void faults_of_clock_and_download_show_in_what_devices_report() throws Exception {
    try (LittleHub hub = new LittleHub(broker.port(), prefix);
        SpeakerSimulator speakers =
            SpeakerSimulator.builder()
                .habits(this::faults)
                .connect(broker.port(), devices(6), Time.system())) {
      Told told = Told.play("m", 1, Instant.now(), Duration.ofHours(1));
      hub.publish(prefix + "/a/q1/cmd", told.bytes(), false);
      await().atMost(SOON).until(() -> speakers.plays().size() == 3);
      await().atMost(SOON).until(() -> hub.count("s0/ack", "expired") == 1);
      await().atMost(SOON).until(() -> hub.count("s1/state", "\"clockSynced\":false") == 1);
      await().atMost(SOON).until(() -> hub.count("s2/ack", "HASH_MISMATCH") == 1);
      await().atMost(SOON).until(() -> hub.count("s3/ack", "DOWNLOAD") == 1);
      await().atMost(SOON).until(() -> hub.count("s4/ack", "downloading") == 1);
    }
  }

  private DeviceHabits faults(String id) {
    boolean slow = id.equals("s4");
    return habits()
        .patience(Duration.ZERO)
        .clockSkew(Duration.ofHours(id.equals("s0") ? 2 : 0))
        .noClock(id.equals("s1"))
        .downloads(new DeviceHabits.Download(Duration.ofMillis(slow ? 1 : 0), fetched(id)))
        .build();
  }

  private static DeviceHabits.Fetched fetched(String id) {
    return switch (id) {
      case "s2" -> DeviceHabits.Fetched.WRONG_HASH;
      case "s3" -> DeviceHabits.Fetched.MISSING;
      default -> DeviceHabits.Fetched.WHOLE;
    };
  }

  private SpeakerSimulator.Builder fleet() {
    return fleet(UnaryOperator.identity());
  }

  private SpeakerSimulator.Builder fleet(UnaryOperator<DeviceHabits.Builder> all) {
    return SpeakerSimulator.builder().habits(all.apply(habits()).build());
  }

  private DeviceHabits.Builder habits() {
    return DeviceHabits.builder().prefix(prefix);
  }

  private static boolean newer(LittleHub hub, Map<String, Long> before, String device) {
    return hub.sessions().getOrDefault(device, 0L) > before.getOrDefault(device, 0L);
  }

  private static Told say(String id) {
    return Told.say(id, 1, Instant.now(), Duration.ofHours(1));
  }

  private static List<Address.Device> devices(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Address.Device("s" + i, "q1")).toList();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("loa-speakers"))
        .toList();
  }
}
