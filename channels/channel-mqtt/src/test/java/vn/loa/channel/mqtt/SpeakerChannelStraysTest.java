package vn.loa.channel.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Receipt;
import vn.loa.channel.testkit.Answers;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.simulator.BrokerSimulator;
import vn.loa.simulator.FaultProxy;
import vn.loa.simulator.SpeakerSimulator;

/**
 * What nobody should say comes over a broker into a channel at work: each is counted by its kind,
 * none ends the connection, and the loudspeakers speak as before. {@link
 * StrayException.Kind#FAULT}, for which a layout must fail, is in {@link MappedChannelTest}.
 */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // every test begins with setTheStage()
class SpeakerChannelStraysTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final List<Address.Device> FLEET = List.of(Messages.speaker(0));
  private static final String ACK = "tt/v1/d/loa-7/ack";
  private static final String STATE = "tt/v1/d/loa-7/state";

  private static BrokerSimulator broker;

  private final ManualTime time = ManualTime.startingAt(Messages.NOON);
  private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
  private FaultProxy cable;
  private int connections;
  private SpeakerSimulator speakers;
  private SpeakerChannel channel;
  private BareClient stranger;

  @BeforeAll
  static void startBroker() {
    broker = BrokerSimulator.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void setTheStage() throws Exception {
    cable = FaultProxy.to(broker.port());
    speakers = SpeakerSimulator.connect(broker.port(), FLEET, time);
    channel =
        SpeakerChannel.connect(
            SpeakerSettings.builder("127.0.0.1", cable.port())
                .answerWithin(SOON)
                .gather(Duration.ZERO)
                .build(),
            time);
    channel.listen(receipts::add);
    connections = cable.connections();
    stranger = BareClient.connect(broker.port(), "stranger");
  }

  @AfterEach
  void clearUp() throws Exception {
    stranger.close();
    channel.close(Duration.ofSeconds(1));
    speakers.close();
    cable.close();
  }

  @Test
  void what_cannot_be_read_is_counted_as_malformed() throws Exception {
    stranger.say(ACK, "{{{");
    stranger.say(ACK, "");
    stranger.say(ACK, "[".repeat(3_000));
    stranger.say(STATE, "{\"v\":1,\"device\":\"loa-7\",\"online\":true,\"session\":0}");
    assertGoesOn(Map.of(StrayException.Kind.MALFORMED, 4L));
  }

  @Test
  void what_is_too_long_is_counted_as_oversize() throws Exception {
    stranger.say(ACK, "x".repeat(4_097));
    stranger.say(STATE, "x".repeat(8_193));
    assertGoesOn(Map.of(StrayException.Kind.OVERSIZE, 2L));
  }

  @Test
  void what_is_of_another_version_or_says_a_new_word_is_counted_as_unknown() throws Exception {
    stranger.say(ACK, played("loa-7").replace("\"v\":1", "\"v\":9"));
    stranger.say(ACK, played("loa-7").replace("played\"", "sang\""));
    assertGoesOn(Map.of(StrayException.Kind.UNKNOWN, 2L));
  }

  @Test
  void who_speaks_for_another_is_counted_as_foreign_and_not_believed() throws Exception {
    stranger.say(ACK, played("loa-0"));
    stranger.say(STATE, "{\"v\":1,\"device\":\"loa-0\",\"online\":false,\"session\":1000}");
    assertGoesOn(Map.of(StrayException.Kind.FOREIGN, 2L));
    assertThat(channel.health().offline()).isZero();
  }

  /**
   * The channel's thread is held up meanwhile, by whom its receipts are told to. A broker drops
   * what it cannot pass on at once, so how many it takes is not known.
   */
  @Test
  void what_is_more_than_can_be_taken_is_counted_as_overflow() throws Exception {
    CountDownLatch atIt = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    channel.listen(
        receipt -> {
          atIt.countDown();
          awaitQuietly(goOn);
        });
    stranger.say(ACK, played("loa-7"));
    assertThat(atIt.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    byte[] large = new byte[100_000];
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              stranger.say(ACK, large);
              return dropped(StrayException.Kind.OVERFLOW) > 0;
            });
    channel.listen(receipts::add);
    goOn.countDown();
    await().atMost(SOON).until(() -> dropped(StrayException.Kind.OVERSIZE) > 600); // 64 MiB
    assertGoesOn();
  }

  /** What the layout makes of each is the measure of what the channel counts. */
  @Test
  void five_hundred_damaged_messages_are_counted_one_by_one() throws Exception {
    SpeakerLayout layout = SpeakerLayout.standard("tt/v1");
    Map<StrayException.Kind, Long> expected = new EnumMap<>(StrayException.Kind.class);
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = damaged(played("loa-7").getBytes(UTF_8), random);
      try {
        assertThat(layout.read(ACK, damaged, false)).isPresent();
      } catch (StrayException stray) {
        expected.merge(stray.kind(), 1L, Long::sum);
      }
      stranger.say(ACK, damaged);
    }
    assertThat(expected)
        .containsKeys(
            StrayException.Kind.MALFORMED,
            StrayException.Kind.UNKNOWN,
            StrayException.Kind.FOREIGN);
    assertGoesOn(expected);
  }

  private static byte[] damaged(byte[] octets, Random random) {
    byte[] damaged = octets.clone();
    for (int n = random.nextInt(3); n >= 0; n--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody let it go on");
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private long dropped(StrayException.Kind kind) {
    return channel.health().dropped().getOrDefault(kind, 0L);
  }

  private void assertGoesOn(Map<StrayException.Kind, Long> dropped) throws Exception {
    assertGoesOn();
    assertThat(channel.health().dropped()).isEqualTo(dropped);
  }

  /** What comes after all that has been said before it, over the same connection. */
  private void assertGoesOn() throws Exception {
    stranger.say(ACK, failed("last"));
    await().atMost(SOON).until(() -> references().contains("last@loa-7"));
    Answers answers = new Answers();
    channel.submit(new Batch(Messages.water("m").build(), 1, FLEET), answers);
    await().atMost(SOON).until(() -> references().contains("m@loa-0"));
    assertThat(speakers.played(FLEET.get(0))).hasSize(1);
    assertThat(channel.health().connected()).isTrue();
    assertThat(cable.connections()).isEqualTo(connections);
  }

  private List<String> references() {
    return receipts.stream().map(Receipt::reference).toList();
  }

  private static String failed(String message) {
    return played("loa-7").replace("played\"", "failed\"").replace("earlier", message);
  }

  private static String played(String device) {
    return """
        {"v":1,"id":"x","msg":"earlier","device":"%s","seq":9,"state":"played",\
        "at":"2026-11-23T05:00:00Z","playedMs":5000,"ofMs":5000,"loop":1,"volume":70}"""
        .formatted(device);
  }
}
