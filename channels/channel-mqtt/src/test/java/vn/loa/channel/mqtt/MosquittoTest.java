package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
  void every_delivery_is_answered_exactly_once_and_played() throws Exception {
    String mosquitto = installed();
    int port = freePort();
    Process broker = start(mosquitto, port);
    List<Address.Device> devices = IntStream.range(0, DEVICES).mapToObj(Messages::speaker).toList();
    List<Receipt> receipts = new CopyOnWriteArrayList<>();
    Answers answers = new Answers();
    try (SpeakerSimulator speakers = SpeakerSimulator.connect(port, devices, Time.system());
        SpeakerChannel channel =
            SpeakerChannel.connect(SpeakerSettings.builder("127.0.0.1", port).build())) {
      channel.listen(receipts::add);
      channel.submit(new Batch(message(), 1, devices), answers);
      assertThat(answers.await(DEVICES, SOON).all()).allMatch(Outcome.Sent.class::isInstance);
      await().atMost(SOON).until(() -> receipts.size() == DEVICES);
      assertThat(receipts).allMatch(Receipt.Played.class::isInstance);
      assertThat(speakers.played()).hasSize(DEVICES);
    } finally {
      broker.destroy();
      broker.waitFor();
    }
  }

  private static Message message() {
    return Messages.water("m").validUntil(Instant.now().plusSeconds(3600)).build();
  }

  private static String installed() {
    Optional<File> found =
        Stream.concat(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                Stream.of("/usr/sbin"))
            .map(folder -> new File(folder, "mosquitto"))
            .filter(File::canExecute)
            .findFirst();
    if (found.isEmpty()) {
      String sentence = "mosquitto is not installed: the channel is not proved against it";
      if ("true".equals(System.getenv("CI"))) {
        fail(sentence);
      }
      System.out.println("SKIPPED: " + sentence);
      Assumptions.abort(sentence);
    }
    return found.orElseThrow().getPath();
  }

  private static Process start(String mosquitto, int port) throws IOException {
    Process broker =
        new ProcessBuilder(mosquitto, "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    await().atMost(SOON).until(() -> listens(port) || !broker.isAlive());
    return broker;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
