package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Idempotency;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.testkit.Answers;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.simulator.BrokerSimulator;
import vn.loa.simulator.DeviceHabits;
import vn.loa.simulator.FaultProxy;
import vn.loa.simulator.SpeakerSimulator;

@Timeout(60)
@SuppressWarnings("NullAway.Init") // every test begins with connect()
class SpeakerChannelTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration PROMPT = Duration.ofSeconds(4);
  private static final int FLEET = 4;

  private static BrokerSimulator broker;

  private final ManualTime time = ManualTime.startingAt(Messages.NOON);
  private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
  private final Answers answers = new Answers();
  private FaultProxy cable;
  private SpeakerChannel channel;
  private SpeakerSimulator speakers;

  @BeforeAll
  static void startBroker() {
    broker = BrokerSimulator.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void layTheCable() {
    cable = FaultProxy.to(broker.port());
  }

  @AfterEach
  void clearUp() {
    channel.close(Duration.ofSeconds(1));
    speakers.close();
    cable.close();
  }

  @Test
  void vietnamese_text_reaches_the_speaker_intact() throws Exception {
    connect(SpeakerSimulator.builder());
    submit(Messages.water("m").build(), 1, 1);
    awaitReceipts(1);
    assertThat(speakers.played(Messages.speaker(0)))
        .containsExactly(new SpeakerSimulator.Spoken("m", Messages.WATER));
  }

  @Test
  void played_carries_the_time_over_all_repeats_and_the_volume() throws Exception {
    connect(SpeakerSimulator.builder());
    Message.Audio audio =
        new Message.Audio(
            URI.create("https://files.example/a.mp3"), "0".repeat(64), Duration.ofSeconds(41));
    submit(Messages.water("m").audio(audio).build(), 1, 1);
    awaitReceipts(1);
    assertThat(receipts)
        .containsExactly(new Receipt.Played("m@loa-0", Messages.NOON, Duration.ofSeconds(82), 55));
  }

  @Test
  void who_waits_for_a_command_may_ask_the_channel_how_it_is() throws Exception {
    connect(SpeakerSimulator.builder());
    SpeakerHealth health =
        channel
            .stop(Target.device("loa-0"))
            .thenApply(
                done ->
                    CompletableFuture.supplyAsync(channel::health)
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join())
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    assertThat(health.connected()).isTrue();
  }

  @Test
  void a_muted_speaker_is_never_shown_as_played() throws Exception {
    connect(only("loa-1", habits -> habits.muted(true)));
    submit(Messages.water("m").build(), 1, FLEET);
    awaitReceipts(FLEET);
    assertThat(undelivered("m@loa-1").reason().text()).contains("at volume 0");
    assertThat(played()).doesNotContain("m@loa-1").hasSize(FLEET - 1);
  }

  @Test
  void a_speaker_that_stops_early_is_never_shown_as_played() throws Exception {
    connect(only("loa-1", habits -> habits.stopsEarly(true)));
    submit(Messages.water("m").build(), 1, FLEET);
    awaitReceipts(FLEET);
    assertThat(undelivered("m@loa-1").reason().code()).isEqualTo("NOT_HEARD");
    assertThat(played()).hasSize(FLEET - 1);
  }

  @Test
  void a_broken_speaker_says_why() throws Exception {
    connect(only("loa-1", habits -> habits.broken(true)));
    submit(Messages.water("m").build(), 1, FLEET);
    awaitReceipts(FLEET);
    assertThat(undelivered("m@loa-1").reason())
        .hasToString("AMPLIFIER_FAULT: the device failed: AMPLIFIER_FAULT");
  }

  @Test
  void what_is_submitted_again_is_answered_again_and_played_once() throws Exception {
    connect(SpeakerSimulator.builder());
    submit(Messages.water("m").build(), 1, FLEET);
    awaitReceipts(FLEET);
    submit(Messages.water("m").build(), 100, FLEET);
    answers.await(2 * FLEET, SOON);
    barrier();
    assertThat(channel.idempotency()).isEqualTo(Idempotency.KEYED);
    for (int i = 0; i < FLEET; i++) {
      assertThat(answers.of(100 + i)).isEqualTo(new Outcome.Sent("m@loa-" + i));
      assertThat(speakers.played(Messages.speaker(i)))
          .filteredOn(said -> said.messageId().equals("m"))
          .hasSize(1);
    }
  }

  @Test
  void what_the_broker_took_for_a_silent_or_absent_speaker_stays_without_proof() throws Exception {
    connect(only("loa-1", habits -> habits.silent(true)).offline("loa-2"::equals));
    submit(Messages.water("m").build(), 1, FLEET);
    awaitReceipts(FLEET - 2);
    assertThat(answers.await(FLEET, SOON).all()).allMatch(Outcome.Sent.class::isInstance);
    barrier();
    assertThat(receipts)
        .extracting(Receipt::reference)
        .containsExactlyInAnyOrder("m@loa-0", "m@loa-3", "barrier@loa-0");
  }

  @Test
  void a_report_said_twice_gives_one_receipt() throws Exception {
    connect(SpeakerSimulator.builder().habits(DeviceHabits.builder().stutters(true).build()));
    submit(Messages.water("first").build(), 1, FLEET);
    submit(Messages.water("second").build(), 100, FLEET);
    awaitReceipts(2 * FLEET);
    publish("loa-0", ack("first", "loa-0", "failed"));
    barrier();
    assertThat(receipts).extracting(Receipt::reference).doesNotHaveDuplicates();
    assertThat(played()).hasSize(2 * FLEET + 1);
  }

  @Test
  void what_expires_before_the_wire_never_reaches_it() throws Exception {
    connect(SpeakerSimulator.builder());
    await().atMost(SOON).until(() -> channel.health().online() == FLEET);
    Message message = Messages.water("late").build();
    time.advance(Duration.ofHours(1));
    submit(message, 1, FLEET);
    assertThat(answers.await(FLEET, SOON).all()).containsOnly(new Outcome.Expired());
    barrierValidUntil(Duration.ofHours(3));
    assertThat(speakers.played(Messages.speaker(1))).isEmpty();
  }

  @Test
  void malformed_and_foreign_reports_change_nothing() throws Exception {
    connect(only("loa-1", habits -> habits.silent(true)));
    submit(Messages.water("m").build(), 1, 2);
    awaitReceipts(1);
    publish("loa-1", "{{{");
    publish("loa-1", "");
    publish("loa-1", "x".repeat(10_000));
    publish("loa-1", "[".repeat(3_000));
    publish("loa-1", ack("m", "loa-2", "played"));
    publish("loa-2", ack("m", "loa-1", "played"));
    publish("loa-1", ack("m", "loa-1", "sang"));
    publish("loa-1", ack("m", "loa-1", "played").replace("\"v\":1", "\"v\":9"));
    int connections = cable.connections();
    barrier();
    assertThat(played()).containsExactlyInAnyOrder("m@loa-0", "barrier@loa-0");
    assertThat(receipts).hasSize(2);
    assertThat(channel.health().dropped())
        .containsOnly(
            entry(StrayException.Kind.MALFORMED, 3L),
            entry(StrayException.Kind.OVERSIZE, 1L),
            entry(StrayException.Kind.FOREIGN, 2L),
            entry(StrayException.Kind.UNKNOWN, 2L));
    assertThat(cable.connections()).isEqualTo(connections);
  }

  @Test
  void a_report_that_overtakes_the_brokers_answer_still_comes_after_the_outcome() throws Exception {
    speakers = SpeakerSimulator.connect(broker.port(), fleet(), time);
    channel = SpeakerChannel.connect(settings().build(), time);
    List<String> order = new CopyOnWriteArrayList<>();
    channel.listen(receipt -> order.add("receipt " + receipt.reference()));
    channel.submit(
        new Batch(Messages.water("m").build(), 0, fleet()),
        (token, outcome) -> order.add("outcome m@loa-" + token));
    await().atMost(SOON).until(() -> order.size() == 2 * FLEET);
    for (int i = 0; i < FLEET; i++) {
      assertThat(order).containsSubsequence("outcome m@loa-" + i, "receipt m@loa-" + i);
    }
  }

  @Test
  void closing_from_an_answer_on_the_channels_own_thread_ends() throws Exception {
    connect(SpeakerSimulator.builder());
    cable.stall();
    CompletableFuture<String> closed = new CompletableFuture<>();
    submitAndCloseAtTheFirstAnswer(closed);
    awaitInFlight();
    time.advance(Duration.ofSeconds(2));
    assertThat(closed).succeedsWithin(PROMPT).asString().startsWith("loa-");
    channel.close(SOON);
    assertThat(answers.await(FLEET, SOON).all()).hasOnlyElementsOfType(Outcome.InDoubt.class);
    assertNoThreadsLeft();
  }

  @Test
  void closing_from_a_receipt_ends() throws Exception {
    connect(SpeakerSimulator.builder());
    CompletableFuture<String> closed = new CompletableFuture<>();
    channel.listen(receipt -> closeAndTell(closed));
    submit(Messages.water("m").build(), 1, FLEET);
    assertThat(closed).succeedsWithin(PROMPT);
    channel.close(SOON);
    assertThat(answers.await(FLEET, SOON).all()).hasSize(FLEET);
    assertNoThreadsLeft();
  }

  private void submitAndCloseAtTheFirstAnswer(CompletableFuture<String> closed) {
    AtomicBoolean first = new AtomicBoolean(true);
    channel.submit(
        new Batch(Messages.water("m").build(), 1, fleet()),
        (token, outcome) -> {
          answers.answer(token, outcome);
          if (first.getAndSet(false)) {
            closeAndTell(closed);
          }
        });
  }

  private void closeAndTell(CompletableFuture<String> closed) {
    channel.close(Duration.ofMinutes(1));
    closed.complete(Thread.currentThread().getName());
  }

  private static void assertNoThreadsLeft() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.equals("loa-loudspeakers") || name.endsWith(": loa-loudspeakers"));
  }

  @Test
  void a_cut_in_mid_flight_leaves_in_doubt_what_was_sent_without_waiting() throws Exception {
    connect(SpeakerSimulator.builder());
    cable.stall();
    submit(Messages.water("m").build(), 1, FLEET);
    awaitInFlight();
    cable.cut();
    // The clock stands still: only the loss of the connection can have answered.
    assertThat(answers.await(FLEET, SOON).all())
        .allSatisfy(
            it -> assertThat(((Outcome.InDoubt) it).reason().code()).isEqualTo("CONNECTION_LOST"));
  }

  @Test
  void a_broker_that_says_nothing_leaves_in_doubt_after_answer_within() throws Exception {
    connect(SpeakerSimulator.builder());
    cable.stall();
    submit(Messages.water("m").build(), 1, FLEET);
    awaitInFlight();
    time.advance(Duration.ofMillis(1_999));
    assertThat(answerOfOne(Messages.water("late").validUntil(Messages.NOON)))
        .isEqualTo(new Outcome.Expired()); // told after whatever was due by now
    assertThat(answers.size()).isZero();
    time.advance(Duration.ofMillis(1));
    assertThat(answers.await(FLEET, SOON).all())
        .allSatisfy(
            it -> assertThat(((Outcome.InDoubt) it).reason().code()).isEqualTo("NO_PUBACK"));
  }

  @Test
  void after_a_loss_the_broker_is_tried_once_and_then_left_alone_for_a_while() throws Exception {
    connect(SpeakerSimulator.builder());
    cable.refuse();
    awaitRetry();
    time.advance(Duration.ofMillis(500)); // one attempt, against a broker that hangs up
    awaitRetry();
    awaitReason("NO_BROKER");
    cable.resume();
    for (int i = 0; i < 50; i++) {
      assertThat(answerOfOne()).isInstanceOf(Outcome.Retry.class); // it is there, and not asked
    }
    time.advance(Duration.ofSeconds(1));
    await().atMost(SOON).until(() -> answerOfOne() instanceof Outcome.Sent);
  }

  @Test
  void reports_are_heard_again_after_a_loss_without_anything_being_submitted() throws Exception {
    connect(SpeakerSimulator.builder());
    cable.cut();
    await()
        .atMost(SOON)
        .until(
            () -> {
              time.advance(Duration.ofMillis(500));
              publish("loa-9", ack("earlier", "loa-9", "failed"));
              return !receipts.isEmpty();
            });
    assertThat(receipts).extracting(Receipt::reference).containsExactly("earlier@loa-9");
  }

  @Test
  void more_than_the_window_is_answered_at_once() throws Exception {
    speakers = SpeakerSimulator.connect(broker.port(), fleet(), time);
    channel = SpeakerChannel.connect(settings().build(), time);
    cable.stall();
    int most = channel.limits().window();
    List<Address.Device> city = IntStream.range(0, most + 1).mapToObj(Messages::speaker).toList();
    channel.submit(new Batch(Messages.water("m").build(), 1, city), answers);
    answers.await(1, SOON);
    assertThat(((Outcome.Retry) answers.of(most + 1)).reason().code()).isEqualTo("FULL");
  }

  @Test
  void a_text_nobody_could_listen_to_is_refused() throws Exception {
    connect(SpeakerSimulator.builder());
    submit(
        Message.builder("long", "Dài")
            .text("vi", "dài ".repeat(20_000))
            .validUntil(Messages.NOON.plusSeconds(60))
            .build(),
        1,
        1);
    assertThat(((Outcome.Refused) answers.await(1, SOON).of(1)).reason().code())
        .isEqualTo("TOO_LONG");
  }

  private static SpeakerSimulator.Builder only(
      String device, UnaryOperator<DeviceHabits.Builder> fault) {
    DeviceHabits faulty = fault.apply(DeviceHabits.builder()).build();
    return SpeakerSimulator.builder()
        .habits(id -> id.equals(device) ? faulty : DeviceHabits.standard());
  }

  private void connect(SpeakerSimulator.Builder faults) {
    speakers = faults.connect(broker.port(), fleet(), time);
    open();
  }

  private void open() {
    channel = SpeakerChannel.connect(settings().build(), time);
    channel.listen(receipts::add);
  }

  private SpeakerSettings.Builder settings() {
    return SpeakerSettings.builder("127.0.0.1", cable.port())
        .answerWithin(Duration.ofSeconds(2))
        .gather(Duration.ZERO)
        .playback(Playback.builder().volume(55).repeat(2, Duration.ZERO).build());
  }

  private static List<Address.Device> fleet() {
    return IntStream.range(0, FLEET).mapToObj(Messages::speaker).toList();
  }

  private void submit(Message message, long firstToken, int recipients) {
    channel.submit(new Batch(message, firstToken, fleet().subList(0, recipients)), answers);
  }

  private Outcome answerOfOne() throws InterruptedException {
    return answerOfOne(Messages.water("again"));
  }

  private Outcome answerOfOne(Message.Builder message) throws InterruptedException {
    Answers one = new Answers();
    channel.submit(new Batch(message.build(), 1, List.of(Messages.speaker(0))), one);
    return one.await(1, SOON).of(1);
  }

  private void awaitInFlight() {
    await()
        .atMost(SOON)
        .until(
            () -> {
              SpeakerHealth health = channel.health();
              return health.unanswered() == FLEET && health.inFlight() > 0 && health.queued() == 0;
            });
  }

  private void awaitRetry() {
    await().atMost(SOON).until(() -> answerOfOne() instanceof Outcome.Retry);
  }

  private void awaitReason(String code) {
    await()
        .atMost(SOON)
        .until(
            () ->
                answerOfOne() instanceof Outcome.Retry retry && retry.reason().code().equals(code));
  }

  private void awaitReceipts(int count) {
    await().atMost(SOON).until(() -> receipts.size() >= count);
  }

  /** Everything published before has been taken by the channel when this returns. */
  private void barrier() throws InterruptedException {
    barrierValidUntil(Duration.ofHours(1));
  }

  private void barrierValidUntil(Duration afterNoon) throws InterruptedException {
    Message message = Messages.water("barrier").validUntil(Messages.NOON.plus(afterNoon)).build();
    channel.submit(new Batch(message, 9_000, List.of(Messages.speaker(0))), new Answers());
    await()
        .atMost(SOON)
        .until(() -> receipts.stream().anyMatch(it -> it.reference().equals("barrier@loa-0")));
  }

  private Receipt.Undelivered undelivered(String reference) {
    return receipts.stream()
        .filter(it -> it.reference().equals(reference))
        .map(Receipt.Undelivered.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private List<String> played() {
    return receipts.stream()
        .filter(Receipt.Played.class::isInstance)
        .map(Receipt::reference)
        .toList();
  }

  private static String ack(String message, String device, String state) {
    return """
        {"v":1,"id":"x","msg":"%s","device":"%s","seq":9,"state":"%s","at":"2026-11-23T05:00:00Z",\
        "playedMs":5000,"ofMs":5000,"loop":1,"volume":70}"""
        .formatted(message, device, state);
  }

  private static void publish(String device, String payload) {
    try (MqttClient raw =
        new MqttClient("tcp://127.0.0.1:" + broker.port(), "raw", new MemoryPersistence())) {
      raw.connect();
      raw.publish("tt/v1/d/" + device + "/ack", payload.getBytes(StandardCharsets.UTF_8), 1, false);
      raw.disconnect();
    } catch (MqttException cause) {
      throw new IllegalStateException("the broker takes no report", cause);
    }
  }
}
