package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Receipt;
import vn.loa.channel.Tally;
import vn.loa.channel.Time;
import vn.loa.channel.mqtt.SpeakerChannel;
import vn.loa.channel.mqtt.SpeakerSettings;
import vn.loa.dispatch.Account;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.ChannelSettings;
import vn.loa.dispatch.Dispatcher;
import vn.loa.simulator.BrokerSimulator;
import vn.loa.simulator.DeviceHabits;
import vn.loa.simulator.SpeakerSimulator;
import vn.loa.simulator.SpeakerSimulator.Play;

/**
 * A campaign is cancelled while some devices have played it, some play it, some are about to, some
 * have not got it and some are away. Who wins is left to chance; what is told of it is not: of
 * every device, what it did itself.
 */
class CancelRaceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So many a second, each told alone: the broker is still busy when the first have played. */
  private static final double RATE = 60;

  private static final int THERE = 90;
  private static final List<Address.Device> AWAY = devices(THERE, THERE + 10);
  private static final List<Address.Device> ALL = devices(0, THERE + 10);

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 50})
  @Timeout(180)
  void what_is_told_of_each_device_is_what_it_did(int played) throws Exception {
    try (BrokerSimulator broker = BrokerSimulator.start();
        SpeakerSimulator speakers = speakers(broker.port());
        SpeakerChannel channel =
            SpeakerChannel.connect(SpeakerSettings.builder("127.0.0.1", broker.port()).build());
        Dispatcher dispatcher =
            Dispatcher.builder()
                .channel(
                    channel, ChannelSettings.builder().account(Account.of("city", RATE)).build())
                .build()) {
      soon(() -> channel.health().online() == THERE + 1);
      Campaign water = start(dispatcher, "water", ALL);
      soon(() -> speakers.plays().size() >= played);
      water.cancel();
      speakers.comeBack();
      Tally tally = water.await(PATIENCE);
      assertThat(tally.open() + tally.count(DeliveryState.SENT)).as("%s", tally).isZero();
      assertThat(start(dispatcher, "after", ALL).await(PATIENCE).delivered())
          .isEqualTo(ALL.size()); // so whoever had still to play the other has played it
      assertThat(water.tally().toString()).isEqualTo(tally.toString());
      assertThat(water.deliveries())
          .hasSize(ALL.size())
          .allSatisfy(delivery -> assertAgrees(delivery, speakers));
      assertThat(tally.delivered()).isGreaterThanOrEqualTo(played);
      assertThat(AWAY).noneMatch(device -> hasPlayed(speakers, device));
      System.out.printf("cancelled after %d had played: %s%n", played, tally);
    }
  }

  private static void assertAgrees(Delivery delivery, SpeakerSimulator speakers) {
    Address.Device device = (Address.Device) delivery.recipient();
    if (hasPlayed(speakers, device)) {
      assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED);
      assertThat(delivery.receipt(Receipt.Played.class)).isPresent();
      assertThat(speakers.plays()).containsEntry(new Play(device.id(), "water"), 1);
    } else {
      assertThat(delivery.state()).isIn(DeliveryState.REFUSED, DeliveryState.CANCELLED);
      assertThat(delivery.receipt(Receipt.Played.class)).isEmpty();
    }
  }

  private static boolean hasPlayed(SpeakerSimulator speakers, Address.Device device) {
    return speakers.plays().containsKey(new Play(device.id(), "water"));
  }

  /** One more than is addressed listens in their area, so no command is for all of it. */
  private static SpeakerSimulator speakers(int port) {
    List<String> away = AWAY.stream().map(Address.Device::id).toList();
    return SpeakerSimulator.builder()
        .habits(DeviceHabits.builder().realTime(true).build())
        .offline(away::contains)
        .connect(port, devices(0, ALL.size() + 1), Time.system());
  }

  /** A second long. */
  private static Campaign start(Dispatcher dispatcher, String id, List<Address.Device> devices) {
    Message message =
        Message.builder(id, "Nước sạch")
            .text("vi", "Trữ nước sạch.")
            .validUntil(Instant.now().plus(Duration.ofHours(1)))
            .build();
    return dispatcher.campaign(message, new Audience("loudspeakers", devices)).key(id).start();
  }

  private static List<Address.Device> devices(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> new Address.Device("loa-" + i, "q1")).toList();
  }

  private static void soon(Callable<Boolean> happens) {
    await().atMost(PATIENCE).until(happens);
  }
}
