package vn.loa.channel.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import vn.loa.channel.Address;
import vn.loa.channel.Channel;
import vn.loa.channel.Message;
import vn.loa.channel.Time;
import vn.loa.channel.testkit.ChannelContract;
import vn.loa.simulator.BrokerSimulator;
import vn.loa.simulator.FaultProxy;
import vn.loa.simulator.SpeakerSimulator;

/** Against an embedded broker, shared because Moquette takes 2 s to stop, and fresh speakers. */
@SuppressWarnings("NullAway.Init") // open() is what sets the stage
class SpeakerChannelContractTest extends ChannelContract {

  private static final int SPEAKERS = 10;

  private static BrokerSimulator broker;

  private FaultProxy cable;
  private SpeakerSimulator speakers;

  @BeforeAll
  static void startBroker() {
    broker = BrokerSimulator.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Override
  protected Channel open() {
    List<Address.Device> fleet = IntStream.range(0, SPEAKERS).mapToObj(this::device).toList();
    speakers = SpeakerSimulator.connect(broker.port(), fleet, Time.system());
    cable = FaultProxy.to(broker.port());
    return SpeakerChannel.connect(
        SpeakerSettings.builder("127.0.0.1", cable.port())
            .answerWithin(Duration.ofSeconds(5))
            .build());
  }

  @Override
  protected Address good(int n) {
    return device(n);
  }

  @Override
  protected Address bad() {
    return new Address.Phone(84_903_123_456L);
  }

  @Override
  protected Message message() {
    return Message.builder("contract", "Diễn tập")
        .text("vi", "Đây là bản tin diễn tập.")
        .validUntil(Instant.now().plus(Duration.ofHours(1)))
        .build();
  }

  @Override
  protected void silencePeer() {
    cable.stall();
  }

  @Override
  protected void stopPeer() {
    cable.close();
    speakers.close();
  }

  private Address.Device device(int n) {
    return new Address.Device("contract-" + n, "q1");
  }
}
