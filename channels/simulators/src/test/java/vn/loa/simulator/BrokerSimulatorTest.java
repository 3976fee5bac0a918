package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.simulator.Soon.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrokerSimulatorTest {

  @Test
  void a_taken_port_gets_a_sentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> BrokerSimulator.start(taken.getLocalPort()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("broker simulator: cannot listen on port " + taken.getLocalPort())
          .hasMessageContaining("Address already in use")
          .hasMessageContaining("ask for port 0");
    }
  }

  @Test
  void a_free_port_that_somebody_else_took_meanwhile_is_given_up_for_another() throws Exception {
    int free = freePort();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Iterator<Integer> found = List.of(taken.getLocalPort(), free).iterator();
      try (BrokerSimulator broker = BrokerSimulator.start(0, found::next)) {
        assertThat(broker.port()).isEqualTo(free);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  @Test
  void a_closed_broker_leaves_no_thread_and_no_file() {
    Set<Thread> threads = Thread.getAllStackTraces().keySet();
    Set<String> files = filesHere();
    BrokerSimulator broker = BrokerSimulator.start();
    assertThat(Thread.getAllStackTraces()).hasSizeGreaterThan(threads.size());
    broker.close();
    broker.close();
    await()
        .atMost(Duration.ofSeconds(20)) // Netty's global executor takes one more second
        .untilAsserted(() -> assertThat(strangers(threads)).isEmpty());
    assertThat(filesHere()).isEqualTo(files);
  }

  private static Set<Thread> strangers(Set<Thread> known) {
    Set<Thread> strangers = new HashSet<>(Thread.getAllStackTraces().keySet());
    strangers.removeAll(known);
    strangers.removeIf(thread -> thread.getName().startsWith("awaitility"));
    return strangers;
  }

  private static Set<String> filesHere() {
    String[] names = new File("").getAbsoluteFile().list();
    return names == null ? Set.of() : Set.of(names);
  }
}
