package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static vn.loa.simulator.Soon.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SmscSimulatorTest {

  @Test
  void a_taken_port_is_said_in_a_sentence() {
    try (SmscSimulator first = SmscSimulator.start()) {
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> SmscSimulator.builder().port(first.port()).start())
          .withMessageStartingWith("SMSC simulator: cannot listen on port " + first.port())
          .withMessageContaining("ask for port 0");
    }
  }

  @Test
  void a_given_port_is_listened_on_and_free_again_after_close() throws IOException {
    SmscSimulator first = SmscSimulator.start();
    int port = first.port();
    first.close();
    try (SmscSimulator second = SmscSimulator.builder().port(port).start();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(second.port()).isEqualTo(socket.getPort());
    }
  }

  @Test
  void who_knows_the_password_is_a_client_until_it_leaves() throws IOException {
    try (SmscSimulator smsc = SmscSimulator.builder().login("city", "pw").start()) {
      SMPPSession session = bind(smsc, "pw");
      await().until(() -> smsc.clients() == 1);
      session.unbindAndClose();
      await().until(() -> smsc.clients() == 0);
    }
  }

  @Test
  void connections_that_ended_are_forgotten() throws IOException {
    try (SmscSimulator smsc = SmscSimulator.builder().login("city", "pw").start()) {
      bind(smsc, "pw").unbindAndClose();
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> bind(smsc, "guess"));
      new Socket(InetAddress.getLoopbackAddress(), smsc.port()).close();
      try (Socket last = new Socket(InetAddress.getLoopbackAddress(), smsc.port())) {
        await().until(() -> smsc.lines() == 1);
        assertThat(last.isConnected()).isTrue();
      }
      await().until(() -> smsc.lines() == 0);
    }
  }

  @Test
  void who_does_not_know_the_password_is_no_client() {
    try (SmscSimulator smsc = SmscSimulator.builder().login("city", "pw").start()) {
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> bind(smsc, "guess"));
      assertThat(smsc.clients()).isZero();
    }
  }

  @Test
  void closing_ends_every_thread() throws IOException {
    SmscSimulator smsc = SmscSimulator.builder().login("city", "pw").start();
    SMPPSession session = bind(smsc, "pw");
    Socket silent = new Socket(InetAddress.getLoopbackAddress(), smsc.port());
    smsc.close();
    session.close();
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(threads()).isEmpty());
    silent.close();
  }

  private static SMPPSession bind(SmscSimulator smsc, String password) throws IOException {
    SMPPSession session = new SMPPSession();
    session.connectAndBind(
        "localhost",
        smsc.port(),
        new BindParameter(
            BindType.BIND_TRX,
            "city",
            password,
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null));
    return session;
  }

  /** Ours, and those that jsmpp starts for us. */
  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.matches("(loa-|PDUReader|EnquireLink|pool-).*"))
        .sorted()
        .toList();
  }
}
