package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.Time;
import vn.loa.channel.testkit.Answers;
import vn.loa.simulator.SpeakerSimulator;

/** Against the broker that Debian ships, where it is installed; on CI it must be. */
@Timeout(60)
class MosquittoTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int DEVICES = 64;

  @Test
  void every_delivery_is_answered_exactly_once_and_played(@TempDir Path folder) throws Exception {
    List<Address.Device> devices = IntStream.range(0, DEVICES).mapToObj(Messages::speaker).toList();
    List<Receipt> receipts = new CopyOnWriteArrayList<>();
    Answers answers = new Answers();
    try (Mosquitto broker = Mosquitto.startAsItIs(folder);
        SpeakerSimulator speakers =
            SpeakerSimulator.connect(broker.port(), devices, Time.system());
        SpeakerChannel channel =
            SpeakerChannel.connect(SpeakerSettings.builder("127.0.0.1", broker.port()).build())) {
      channel.listen(receipts::add);
      channel.submit(new Batch(message(), 1, devices), answers);
      assertThat(answers.await(DEVICES, SOON).all()).allMatch(Outcome.Sent.class::isInstance);
      await().atMost(SOON).until(() -> receipts.size() == DEVICES);
      assertThat(receipts).allMatch(Receipt.Played.class::isInstance);
      assertThat(speakers.played()).hasSize(DEVICES);
    }
  }

  private static Message message() {
    return Messages.water("m").validUntil(Instant.now().plusSeconds(3600)).build();
  }
}
