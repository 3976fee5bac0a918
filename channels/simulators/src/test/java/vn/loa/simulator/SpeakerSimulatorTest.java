package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
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

  private static BrokerSimulator broker;

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
