package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SmppSocketsTest {

  private final Socket socket = new Socket();
  private final SmppSockets sockets = new SmppSockets(Duration.ofSeconds(5), socket);

  @Test
  void a_small_message_does_not_wait_for_a_delayed_acknowledgement() throws IOException {
    try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      sockets.createConnection("localhost", peer.getLocalPort());
      assertThat(socket.getTcpNoDelay()).isTrue();
      sockets.close();
    }
  }

  @Test
  void what_was_closed_before_it_connected_never_connects() throws IOException {
    try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      sockets.close();
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> sockets.createConnection("localhost", peer.getLocalPort()));
    }
  }
}
