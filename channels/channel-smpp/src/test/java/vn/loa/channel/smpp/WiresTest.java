package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
class WiresTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void a_port_where_nobody_listens_refuses() throws IOException {
    int free;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = gone.getLocalPort();
    }
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(new Wires("localhost", free, SOON, null)::connect);
  }

  @Test
  void a_host_that_nobody_knows_is_named() {
    assertThatExceptionOfType(UnknownHostException.class)
        .isThrownBy(new Wires("smsc.invalid", 2775, SOON, null)::connect)
        .withMessageContaining("smsc.invalid");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // elsewhere a full backlog refuses
  void a_peer_that_does_not_answer_is_given_up_in_time() throws IOException {
    try (Deaf deaf = new Deaf()) {
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(new Wires("127.0.0.1", deaf.port(), Duration.ofMillis(200), null)::connect);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void an_attempt_under_way_can_be_given_up() throws Exception {
    try (Deaf deaf = new Deaf()) {
      Wires wires = new Wires("127.0.0.1", deaf.port(), Duration.ofMinutes(5), null);
      CompletableFuture<Thread> connecting = new CompletableFuture<>();
      CompletableFuture<Wire> attempt =
          WireContract.later(
              () -> {
                connecting.complete(Thread.currentThread());
                return wires.connect();
              });
      Thread thread = connecting.get();
      await()
          .until(
              () ->
                  List.of(thread.getStackTrace()).stream()
                      .anyMatch(it -> it.getMethodName().contains("blockingConnect")));
      wires.abandon();
      assertThat(attempt)
          .failsWithin(SOON)
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(SocketException.class)
          .withMessageContaining("given up");
    }
  }

  /** Its backlog is full: it leaves a new connection without an answer. */
  private static final class Deaf implements AutoCloseable {

    private final ServerSocket server =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    private final List<Socket> waiting = new ArrayList<>();

    Deaf() throws IOException {
      try {
        while (true) {
          Socket next = new Socket();
          waiting.add(next);
          next.connect(server.getLocalSocketAddress(), 100);
        }
      } catch (SocketTimeoutException full) {
        // As wanted.
      }
    }

    int port() {
      return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      for (Socket each : waiting) {
        each.close();
      }
      server.close();
    }
  }
}
