package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import org.junit.jupiter.api.Test;

class PlainWireTest extends WireContract {

  @Override
  ServerSocket listening(InetAddress address) throws IOException {
    return new ServerSocket(0, 50, address);
  }

  @Override
  Wires wires(int port) {
    return new Wires("localhost", port, SOON, null);
  }

  @Test
  void a_small_message_does_not_wait_for_a_delayed_acknowledgement() throws Exception {
    try (Line line = line()) {
      assertThat(((PlainWire) line.wire()).channel().getOption(StandardSocketOptions.TCP_NODELAY))
          .isTrue();
    }
  }

  @Test
  void the_machine_asks_a_silent_peer_whether_it_is_there() throws Exception {
    try (Line line = line()) {
      assertThat(((PlainWire) line.wire()).channel().getOption(StandardSocketOptions.SO_KEEPALIVE))
          .isTrue();
    }
  }
}
