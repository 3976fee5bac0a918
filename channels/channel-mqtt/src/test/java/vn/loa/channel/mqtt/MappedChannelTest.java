package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.ChannelException;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.testkit.Answers;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.simulator.BrokerSimulator;
import vn.loa.simulator.FaultProxy;

/**
 * A channel whose devices were there before and keep their own words: no areas, no presence of the
 * hub. The device is a bare client, which says what the test says.
 */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // every test begins with setTheStage()
class MappedChannelTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Address.Device SPEAKER = Messages.speaker(1);
  private static final Target TARGET = Target.device(SPEAKER.id());
  private static final Message WATER = Messages.water("m1").build();

  private static BrokerSimulator broker;

  private final ManualTime time = ManualTime.startingAt(Messages.NOON);
  private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
  private final Answers answers = new Answers();
  private FaultProxy cable;
  private int connections;
  private BareClient device;
  private SpeakerChannel channel;

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
    device = BareClient.connect(broker.port(), "town-1", "truyenthanh/loa-1/lenh");
    channel =
        SpeakerChannel.connect(
            SpeakerSettings.builder("127.0.0.1", cable.port())
                .layout(new TownLayout())
                .answerWithin(SOON)
                .gather(Duration.ZERO)
                .build(),
            time);
    channel.listen(receipts::add);
    connections = cable.connections();
  }

  @AfterEach
  void clearUp() throws Exception {
    channel.close(Duration.ofSeconds(1));
    device.close();
    cable.close();
  }

  @Test
  void what_is_announced_arrives_in_the_words_of_the_device_and_its_report_is_a_receipt()
      throws Exception {
    submit();
    assertThat(answers.await(1, SOON).of(1)).isEqualTo(new Outcome.Sent("m1@loa-1"));
    awaitHeard("PHAT|m1|1795413600|70|" + Messages.WATER);
    report("NHAN|m1|1795410000|0|0|0");
    report("DANG_PHAT|m1|1795410000|0|41|70");
    report("XONG|m1|1795410000|40|41|70");
    awaitReceipt(new Receipt.Played("m1@loa-1", Messages.NOON, Duration.ofSeconds(40), 70));
    assertThat(channel.board("m1").orElseThrow().total().heard()).isEqualTo(1);
    assertThat(device.heard()).hasSize(1);
  }

  @Test
  void a_device_that_comes_back_gets_what_it_missed() throws Exception {
    presence("KHONG|7");
    await().atMost(SOON).until(() -> channel.health().offline() == 1);
    submit();
    answers.await(1, SOON);
    awaitHeard("PHAT|m1|1795413600|70|" + Messages.WATER);
    presence("CO|8");
    await()
        .atMost(SOON)
        .until(
            () -> {
              time.advance(Duration.ofSeconds(1)); // many that come at once are served in turn
              return heard("PHAT|m1").count() == 2;
            });
    assertThat(heard("HOI|")).hasSize(1);
    assertThat(channel.health().online()).isEqualTo(1);
  }

  @Test
  void what_is_taken_back_is_cancelled_at_the_device_and_what_it_says_last_counts()
      throws Exception {
    submit();
    answers.await(1, SOON);
    channel.withdraw(WATER);
    await().atMost(SOON).until(() -> heard("DUNG|").anyMatch(line -> line.endsWith("|m1")));
    report("LOI|m1|1795410000|3|41|70");
    await().atMost(SOON).until(() -> !receipts.isEmpty());
    assertThat(receipts)
        .singleElement()
        .isInstanceOfSatisfying(
            Receipt.Undelivered.class,
            receipt -> assertThat(receipt.reference()).isEqualTo("m1@loa-1"));
  }

  @Test
  void the_person_on_duty_stops_turns_down_and_asks() throws Exception {
    end(channel.stop(TARGET).toCompletableFuture());
    end(channel.volume(TARGET, 35).toCompletableFuture());
    end(channel.ping(TARGET).toCompletableFuture());
    await().atMost(SOON).until(() -> device.heard().size() == 3);
    assertThat(device.heard().get(0)).startsWith("DUNG|").endsWith("|");
    assertThat(device.heard().get(1)).startsWith("AMLUONG|").endsWith("|35");
    assertThat(device.heard().get(2)).startsWith("HOI|").endsWith("|");
  }

  /** The broker is there and answers nothing, so nobody knows whether it has them. */
  @Test
  void closing_ends_every_command_that_was_given() throws Exception {
    cable.stall();
    List<CompletableFuture<Void>> given = commands();
    await().atMost(SOON).until(() -> channel.health().inFlight() == given.size());
    channel.close(Duration.ofSeconds(1));
    for (CompletableFuture<Void> each : given) {
      assertThatThrownBy(() -> end(each))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(ChannelException.class)
          .hasMessageContaining("did not reach the broker");
    }
  }

  @Test
  void a_command_to_a_closed_channel_ends_too() {
    channel.close(Duration.ofSeconds(1));
    for (CompletableFuture<Void> each : commands()) {
      assertThatThrownBy(() -> end(each)).hasCauseInstanceOf(ChannelException.class);
    }
  }

  @Test
  void a_line_at_which_the_layout_fails_is_counted_as_a_fault_and_the_channel_goes_on()
      throws Exception {
    submit();
    answers.await(1, SOON);
    report("XONG|m1|9000000000000000000|40|41|70"); // no instant has that many seconds
    report("XONG|m1|1795410000|40|41|70");
    awaitReceipt(new Receipt.Played("m1@loa-1", Messages.NOON, Duration.ofSeconds(40), 70));
    assertThat(channel.health().dropped()).isEqualTo(Map.of(StrayException.Kind.FAULT, 1L));
    assertThat(cable.connections()).isEqualTo(connections);
  }

  private List<CompletableFuture<Void>> commands() {
    return Stream.of(channel.stop(TARGET), channel.volume(TARGET, 35), channel.ping(TARGET))
        .map(stage -> stage.toCompletableFuture())
        .toList();
  }

  private static void end(CompletableFuture<Void> command) throws Exception {
    command.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  private void submit() {
    channel.submit(new Batch(WATER, 1, List.of(SPEAKER)), answers);
  }

  private void report(String line) throws Exception {
    device.say("truyenthanh/loa-1/trangthai", line);
  }

  private void presence(String line) throws Exception {
    device.say("truyenthanh/loa-1/ketnoi", line);
  }

  private Stream<String> heard(String begin) {
    return device.heard().stream().filter(line -> line.startsWith(begin));
  }

  private void awaitHeard(String line) {
    await().atMost(SOON).until(() -> device.heard().contains(line));
  }

  private void awaitReceipt(Receipt receipt) {
    await().atMost(SOON).until(() -> !receipts.isEmpty());
    assertThat(receipts).containsExactly(receipt);
  }
}
