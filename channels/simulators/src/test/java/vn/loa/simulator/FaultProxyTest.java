package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultProxyTest {

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
                  socket.getInputStream().transferTo(socket.getOutputStream());
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
  void close_leaves_no_connection() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(1);
      assertThat(socket.getInputStream().read()).isEqualTo(1);
      assertThat(proxy.connections()).isEqualTo(2);
      proxy.close();
      await().until(() -> proxy.connections() == 0);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }
}
