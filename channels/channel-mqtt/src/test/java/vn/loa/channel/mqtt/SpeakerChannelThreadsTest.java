package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.ChannelException;
import vn.loa.simulator.BrokerSimulator;
import vn.loa.simulator.FaultProxy;

/** Brokers that are not there, or not as they should be: a sentence each, and no thread left. */
@Timeout(120)
class SpeakerChannelThreadsTest {

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
  void a_broker_that_is_not_there_gets_a_sentence() throws Exception {
    int nobody = freePort();
    assertThatThrownBy(() -> connect(nobody))
        .isInstanceOf(ChannelException.class)
        .hasMessage(
            "threads: no MQTT broker at 127.0.0.1:%d: Connection refused; start it, or correct host and port"
                .formatted(nobody));
  }

  @Test
  void a_broker_that_sends_us_away_gets_a_sentence_without_the_password() throws Exception {
    try (Peer peer = Peer.answering(0x05)) {
      SpeakerSettings settings =
          settings(peer.port())
              .answerWithin(Duration.ofSeconds(5))
              .credentials("stttt", "hunter2")
              .build();
      assertThatThrownBy(() -> SpeakerChannel.connect(settings).close())
          .isInstanceOf(ChannelException.class)
          .hasMessageContaining("user \"stttt\"")
          .hasMessageContaining("check user and password")
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void a_peer_that_says_nothing_gets_a_sentence() {
    try (FaultProxy dumb = FaultProxy.to(broker.port())) {
      dumb.stall();
      assertThatThrownBy(() -> connect(dumb.port()))
          .isInstanceOf(ChannelException.class)
          .hasMessageContaining("no answer within 150 ms");
    }
  }

  @Test
  void closing_leaves_no_thread() {
    Set<Thread> before = threads();
    for (int i = 0; i < 5; i++) {
      connect(broker.port());
    }
    assertNoneAddedTo(before);
  }

  @Test
  void all_the_patience_there_is_may_be_had_when_closing() {
    Set<Thread> before = threads();
    SpeakerChannel.connect(settings(broker.port()).build())
        .close(Duration.ofSeconds(Long.MAX_VALUE));
    assertNoneAddedTo(before);
  }

  private static void connect(int port) {
    SpeakerChannel.connect(settings(port).build()).close();
  }

  private static SpeakerSettings.Builder settings(int port) {
    return SpeakerSettings.builder("127.0.0.1", port)
        .name("threads")
        .answerWithin(port == broker.port() ? Duration.ofSeconds(5) : Duration.ofMillis(150));
  }

  /** Threads of ours and of Paho; those of the broker and the proxy come and go. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().startsWith("loa-threads") || it.getName().startsWith("MQTT "))
        .collect(Collectors.toSet());
  }

  private static void assertNoneAddedTo(Set<Thread> before) {
    assertThat(threads()).isSubsetOf(before);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
