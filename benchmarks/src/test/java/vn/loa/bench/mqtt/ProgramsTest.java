package vn.loa.bench.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What takes minutes by hand, for a moment each: it still runs, and nobody's time is asserted. */
class ProgramsTest {

  private static final Logger ROOT = Logger.getLogger("");

  @BeforeAll
  static void mosquitto_is_installed_and_peers_are_quiet() {
    ROOT.setLevel(Level.OFF);
    if (Broker.program().isEmpty()) {
      String sentence = "mosquitto is not installed: the MQTT benchmarks are not tried";
      if ("true".equals(System.getenv("CI"))) {
        fail(sentence);
      }
      System.out.println("SKIPPED: " + sentence);
      Assumptions.abort(sentence);
    }
  }

  @ParameterizedTest
  @EnumSource(Peer.class)
  void every_peer_publishes(Peer peer) throws Exception {
    List<Results> windows = new MqttPeers(0.2, 1, List.of("10", peer.label())).run();
    assertThat(windows).hasSize(1);
    assertThat(windows.get(0).spread(peer, Measured::rate).least()).isPositive();
    assertThat(windows.get(0).spread(peer, Measured::errors).most()).isZero();
  }

  @Test
  void every_device_of_a_city_reports_to_a_bare_client_and_to_the_channel() throws Exception {
    new MqttFanOut(50, 1).run();
  }

  @Test
  void a_city_that_comes_back_at_once_is_answered() throws Exception {
    new BirthStorm(50).run();
  }

  @Test
  void deliveries_wait_for_a_broker_that_is_gone() throws Exception {
    new BrokerDown(2_000, 2).run();
  }
}
