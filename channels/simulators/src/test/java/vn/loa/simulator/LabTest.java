package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.simulator.Soon.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Address;

@Timeout(60)
class LabTest {

  @Test
  void everything_in_it_can_be_reached() throws Exception {
    List<Address.Device> devices = List.of(new Address.Device("loa-1", "q1"));
    try (Lab lab = Lab.builder().speakers(devices, UnaryOperator.identity()).start()) {
      connect(lab.smsc().port());
      connect(lab.broker().port());
      connect(lab.feedHost().uri().getPort());
      assertThat(lab.speakers().online()).isEqualTo(1);
    }
  }

  @Test
  void closing_it_twice_is_harmless_and_leaves_no_thread() {
    Lab lab = Lab.start();
    lab.close();
    lab.close();
    assertNothingIsLeft();
  }

  @Test
  void a_port_that_is_taken_is_said_in_a_sentence_and_nothing_is_left_running() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> Lab.builder().feedPort(port).start())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("ask for port 0");
    }
    assertNothingIsLeft();
  }

  @Test
  void what_was_started_before_a_taken_port_was_met_is_closed_again() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      int feedPort = freePort();
      Lab.Builder lab = Lab.builder().feedPort(feedPort).smsc(smsc -> smsc.port(port));
      assertThatThrownBy(lab::start)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("port " + port);
      assertThatThrownBy(() -> connect(feedPort)).isInstanceOf(ConnectException.class);
    }
    assertNothingIsLeft();
  }

  @Test
  void what_was_started_before_a_fleet_that_cannot_be_is_closed_again() {
    UnaryOperator<SpeakerSimulator.Builder> absurd =
        speakers -> {
          throw new IllegalStateException("no fleet");
        };
    assertThatThrownBy(() -> Lab.builder().speakers(List.of(), absurd).start())
        .hasMessage("no fleet");
    assertNothingIsLeft();
  }

  private static void assertNothingIsLeft() {
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("loa-")));
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private static void connect(int port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }
}
