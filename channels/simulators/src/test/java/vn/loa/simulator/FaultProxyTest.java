package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.simulator.Soon.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.testkit.ManualTime;

@Timeout(60)
class FaultProxyTest {

  private final List<Integer> heard = new CopyOnWriteArrayList<>();
  private final ServerSocket echo;
  private final FaultProxy proxy;

  FaultProxyTest() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    proxy = FaultProxy.to(echo.getLocalPort());
  }

  @BeforeEach
  void echoBytes() {
    Thread server =
        new Thread(
            () -> {
              while (!echo.isClosed()) {
                try (Socket socket = echo.accept()) {
                  echo(socket);
                } catch (IOException gone) {
                  // The next caller is served; a closed server ends the loop.
                }
              }
            });
    server.setDaemon(true);
    server.start();
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void bytes_pass_in_both_directions() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(42);
      assertThat(socket.getInputStream().read()).isEqualTo(42);
    }
  }

  @Test
  void a_stalled_connection_is_silent_and_goes_on_after() throws Exception {
    try (Socket socket = connect()) {
      proxy.stall();
      socket.getOutputStream().write(42);
      await().until(() -> proxy.held() == 1);
      socket.getOutputStream().write(43);
      await().until(() -> proxy.held() == 2);
      assertThat(socket.getInputStream().available()).isZero();
      proxy.resume();
      assertThat(socket.getInputStream().read()).isEqualTo(42);
      assertThat(socket.getInputStream().read()).isEqualTo(43);
      assertThat(proxy.held()).isZero();
    }
  }

  @Test
  void a_cut_resets_what_is_open_and_takes_the_next_caller() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(1);
      assertThat(socket.getInputStream().read()).isEqualTo(1);
      proxy.cut();
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
    }
    bytes_pass_in_both_directions();
  }

  @Test
  void who_is_refused_is_reset_at_once_until_resumed() throws Exception {
    proxy.refuse();
    try (Socket socket = connect()) {
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
    }
    proxy.resume();
    bytes_pass_in_both_directions();
  }

  @Test
  void with_latency_bytes_come_when_their_time_has_come() throws Exception {
    ManualTime time = ManualTime.startingAt(Instant.EPOCH);
    try (FaultProxy late = FaultProxy.to(echo.getLocalPort(), time);
        Socket socket = connect(late)) {
      late.latency(Duration.ofSeconds(1));
      socket.getOutputStream().write(42);
      await().until(() -> late.held() == 1);
      time.advance(Duration.ofMillis(999));
      assertThat(late.held()).isEqualTo(1);
      assertThat(socket.getInputStream().available()).isZero();
      time.advance(Duration.ofMillis(1));
      late.latency(Duration.ZERO);
      time.advance(Duration.ofSeconds(1)); // the way back may have begun before
      assertThat(socket.getInputStream().read()).isEqualTo(42);
    }
  }

  @Test
  void pieces_come_one_by_one_and_nothing_is_lost() throws Exception {
    ManualTime time = ManualTime.startingAt(Instant.EPOCH);
    try (FaultProxy slow = FaultProxy.to(echo.getLocalPort(), time);
        Socket socket = connect(slow)) {
      slow.splitBytes(2);
      slow.bandwidth(4);
      socket.getOutputStream().write(new byte[] {1, 2, 3, 4, 5});
      byte[] buffer = new byte[9];
      assertThat(socket.getInputStream().read(buffer)).isEqualTo(2);
      await().until(() -> slow.held() == 3);
      assertThat(socket.getInputStream().available()).isZero();
      time.advance(Duration.ofMillis(500));
      assertThat(socket.getInputStream().read(buffer, 2, 7)).isEqualTo(2);
      await().until(() -> slow.held() == 1);
      time.advance(Duration.ofMillis(500));
      assertThat(socket.getInputStream().read(buffer, 4, 5)).isEqualTo(1);
      assertThat(buffer).startsWith(1, 2, 3, 4, 5);
      await().until(() -> slow.held() == 0);
    }
  }

  @Test
  void half_closed_the_caller_is_heard_and_hears_no_more() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(1);
      assertThat(socket.getInputStream().read()).isEqualTo(1);
      proxy.halfClose();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      socket.getOutputStream().write(2);
      await().until(() -> heard.contains(2));
      assertThat(proxy.connections()).isEqualTo(2);
    }
    await().until(() -> proxy.connections() == 0);
    bytes_pass_in_both_directions();
  }

  @Test
  void an_orderly_end_passes_after_what_was_said_before_it() throws Exception {
    try (Socket socket = connect()) {
      proxy.latency(Duration.ofMillis(20));
      socket.getOutputStream().write(new byte[] {1, 2, 3});
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
    }
    await().until(() -> proxy.connections() == 0);
  }

  @Test
  void closing_it_ends_every_wait() throws Exception {
    ManualTime time = ManualTime.startingAt(Instant.EPOCH);
    FaultProxy late = FaultProxy.to(echo.getLocalPort(), time);
    try (Socket socket = connect(late)) {
      late.latency(Duration.ofDays(1));
      socket.getOutputStream().write(42);
      await().until(() -> late.held() == 1);
      late.close();
      await().until(() -> late.connections() == 0 && late.held() == 0);
    }
  }

  @Test
  void pieces_and_bandwidth_are_at_least_one_byte() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> proxy.splitBytes(0))
        .withMessage("pieces must be at least 1 but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> proxy.bandwidth(-1))
        .withMessage("the bandwidth must be at least 1 but was -1");
  }

  @Test
  void close_leaves_no_connection() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(1);
      assertThat(socket.getInputStream().read()).isEqualTo(1);
      assertThat(proxy.connections()).isEqualTo(2);
      proxy.close();
      await().until(() -> proxy.connections() == 0);
    }
  }

  private void echo(Socket socket) throws IOException {
    byte[] buffer = new byte[64];
    for (int n = socket.getInputStream().read(buffer);
        n >= 0;
        n = socket.getInputStream().read(buffer)) {
      for (int i = 0; i < n; i++) {
        heard.add((int) buffer[i]);
      }
      socket.getOutputStream().write(buffer, 0, n);
    }
  }

  private Socket connect() throws IOException {
    return connect(proxy);
  }

  private static Socket connect(FaultProxy proxy) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }
}
