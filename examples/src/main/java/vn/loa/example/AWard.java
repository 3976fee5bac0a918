package vn.loa.example;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import vn.loa.channel.Address;
import vn.loa.channel.Message;
import vn.loa.channel.Time;
import vn.loa.channel.Urgency;
import vn.loa.channel.mqtt.Areas;
import vn.loa.channel.mqtt.CommandKey;
import vn.loa.channel.mqtt.Playback;
import vn.loa.channel.mqtt.SpeakerChannel;
import vn.loa.channel.mqtt.SpeakerSettings;
import vn.loa.dispatch.Dispatcher;
import vn.loa.simulator.BrokerSimulator;
import vn.loa.simulator.DeviceHabits;
import vn.loa.simulator.SpeakerSimulator;

/**
 * What an integrator writes to speak over a ward's loudspeakers, and to see who has heard it. A
 * broker and two loudspeakers on loopback stand for the ward's; they obey signed commands only.
 */
public final class AWard {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  public static void main(String[] args) throws Exception {
    KeyPair pair = pair();
    List<Address.Device> devices =
        List.of(new Address.Device("spk-1", "q1-bn"), new Address.Device("spk-2", "q1-bn"));
    try (BrokerSimulator broker = BrokerSimulator.start();
        SpeakerSimulator ward =
            SpeakerSimulator.builder()
                .ancestors(area -> List.of("q1"))
                .habits(DeviceHabits.builder().keys(Map.of("k1", pair.getPublic())).build())
                .connect(broker.port(), devices, Time.system())) {
      announce("127.0.0.1", broker.port(), CommandKey.of("k1", pair.getPrivate()));
      System.out.println("spoke: " + ward.played().keySet().size());
    }
  }

  private static KeyPair pair() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private static Message flood() {
    return Message.builder("trieu-cuong", "Triều cường")
        .text("vi", "Chiều nay triều cường, nước lên cao. Hãy đưa đồ đạc lên cao.")
        .urgency(Urgency.PRIORITY)
        .validUntil(Time.system().instant().plus(Duration.ofHours(2)))
        .build();
  }

  private static void announce(String host, int port, CommandKey key) throws InterruptedException {
    Message message = flood();
    // snippet: begin
    Areas areas =
        Areas.builder()
            .area("q1", "Quận 1")
            .area("q1-bn", "Phường Bến Nghé", "q1")
            .device("spk-1", "q1-bn")
            .device("spk-2", "q1-bn")
            .build();
    Playback thrice = Playback.builder().repeat(3, Duration.ofSeconds(10)).volume(80).build();
    SpeakerSettings settings =
        SpeakerSettings.builder(host, port).areas(areas).playback(thrice).signedWith(key).build();
    SpeakerChannel speakers = SpeakerChannel.open(settings); // connects, and again after each cut
    try (Dispatcher dispatcher = Dispatcher.of(speakers)) {
      dispatcher.start(message, areas.audience("q1")).await(PATIENCE);
      speakers.board(message.id()).ifPresent(System.out::print);
    }
    // snippet: end
  }

  private AWard() {}
}
