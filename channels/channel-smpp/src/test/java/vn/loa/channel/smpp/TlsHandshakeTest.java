package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Tls;
import vn.loa.channel.testkit.Certificates;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.simulator.FaultProxy;

/** Who is let in, who is not, and what an integrator reads then. */
@Timeout(60)
class TlsHandshakeTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private static Path folder;
  private static Certificates certificates;

  private @Nullable ServerSocket server;

  @BeforeAll
  static void certificates() throws Exception {
    certificates = Certificates.in(folder);
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private SSLServerSocket listening(SSLContext context) throws IOException {
    SSLServerSocket listening =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server = listening;
    return listening;
  }

  private static Wires wires(String host, ServerSocket server, Tls tls) {
    return new Wires(host, server.getLocalPort(), SOON, tls);
  }

  private static Tls.Builder trusting() throws Exception {
    return Tls.builder().trust(certificates.authority());
  }

  /** Agrees, and sends back what it gets; completes with what was wrong, if something was. */
  private static CompletableFuture<String> echoing(SSLServerSocket server) {
    return WireContract.later(() -> echo(server));
  }

  private static void echoBehind(SSLServerSocket server) {
    WireContract.behind(() -> echo(server));
  }

  private static String echo(SSLServerSocket server) {
    try (SSLSocket peer = (SSLSocket) server.accept()) {
      peer.startHandshake();
      peer.getInputStream().transferTo(peer.getOutputStream());
      return peer.getSession().getProtocol();
    } catch (IOException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  private static void assertEcho(Wire wire) throws IOException {
    byte[] sent = WireContract.random(1_000, 1);
    wire.write(ByteBuffer.wrap(sent));
    assertThat(WireContract.readAll(wire, sent.length, new Random(2))).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void the_right_certificate_is_taken_by_name_and_by_address(String protocol) throws Exception {
    SSLServerSocket right = listening(certificates.server());
    for (String host : new String[] {"localhost", "127.0.0.1"}) {
      CompletableFuture<String> peer = echoing(right);
      try (Wire wire = wires(host, right, trusting().protocols(protocol).build()).connect()) {
        assertEcho(wire);
      }
      assertThat(peer.get(10, TimeUnit.SECONDS)).isEqualTo(protocol);
    }
  }

  @Test
  void trust_comes_from_a_key_store_or_from_pem_as_well() throws Exception {
    SSLServerSocket right = listening(certificates.server());
    for (Tls tls :
        new Tls[] {
          Tls.builder().trust(certificates.authorityAsKeyStore(), Certificates.password()).build(),
          Tls.builder().trust(certificates.authorityAsPem()).build()
        }) {
      CompletableFuture<String> peer = echoing(right);
      try (Wire wire = wires("localhost", right, tls).connect()) {
        assertEcho(wire);
      }
      assertThat(peer.get(10, TimeUnit.SECONDS)).isEqualTo("TLSv1.3");
    }
  }

  private SSLException refusal(SSLContext context, Tls tls) throws Exception {
    SSLServerSocket listening = listening(context);
    echoBehind(listening);
    return refusal(wires("localhost", listening, tls));
  }

  private static SSLException refusal(Wires wires) {
    return catchThrowableOfType(SSLException.class, wires::connect);
  }

  @Test
  void a_certificate_of_another_host_is_refused_with_the_names_it_has() throws Exception {
    assertThat(refusal(certificates.serverOfAnotherName(), trusting().build()))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageStartingWith("localhost:" + port() + ": ")
        .hasMessageContaining("its certificate is for [other.example], not for localhost");
  }

  private int port() {
    return server == null ? 0 : server.getLocalPort();
  }

  @Test
  void a_host_reached_by_another_name_is_checked_by_the_one_given() throws Exception {
    SSLServerSocket other = listening(certificates.serverOfAnotherName());
    CompletableFuture<String> peer = echoing(other);
    Tls tls = trusting().serverName("other.example").build();
    try (Wire wire = wires("127.0.0.1", other, tls).connect()) {
      assertEcho(wire);
    }
    assertThat(peer.get(10, TimeUnit.SECONDS)).isEqualTo("TLSv1.3");
  }

  @Test
  void the_name_given_counts_and_not_the_address_beside_it() throws Exception {
    Tls tls = trusting().serverName("other.example").build();
    assertThat(refusal(certificates.server(), tls))
        .hasMessageContaining(
            "its certificate is for [localhost, 127.0.0.1], not for other.example");
  }

  @Test
  void without_the_check_any_name_will_do() throws Exception {
    SSLServerSocket other = listening(certificates.serverOfAnotherName());
    echoBehind(other);
    try (Wire wire = wires("localhost", other, trusting().hostNameCheck(false).build()).connect()) {
      assertEcho(wire);
    }
  }

  @Test
  void an_expired_certificate_is_refused_with_its_date() throws Exception {
    assertThat(refusal(certificates.expiredServer(), trusting().build()))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining(
            "the certificate of CN=old expired at "
                + certificates.expired().getNotAfter().toInstant())
        .hasMessageContaining("renew");
  }

  @Test
  void a_self_signed_certificate_is_refused_unless_it_is_trusted() throws Exception {
    assertThat(refusal(certificates.selfSignedServer(), trusting().build()))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("the certificate of CN=lonely is signed by itself")
        .hasMessageContaining("Tls.Builder.trust");
    SSLServerSocket lonely = listening(certificates.selfSignedServer());
    echoBehind(lonely);
    Tls pinned = Tls.builder().trust(certificates.selfSigned()).build();
    try (Wire wire = wires("localhost", lonely, pinned).connect()) {
      assertEcho(wire);
    }
  }

  @Test
  void an_issuer_that_is_not_trusted_is_named() throws Exception {
    SSLContext server = certificates.serverWithoutItsIssuer();
    assertThat(refusal(server, Tls.standard()))
        .hasMessageContaining("the certificate of CN=server is issued by CN=Test Authority")
        .hasMessageContaining("not trusted");
  }

  @Test
  void the_peer_is_told_why_it_was_refused_unless_it_is_still_talking() throws Exception {
    SSLServerSocket other = listening(certificates.serverOfAnotherName());
    Wires wires = wires("localhost", other, trusting().build());
    List<String> told = new ArrayList<>();
    // One that still writes when we hang up hears of that instead: but not each time.
    while (told.size() < 50 && told.stream().noneMatch(it -> it.contains("certificate_unknown"))) {
      CompletableFuture<String> peer = echoing(other);
      assertThat(refusal(wires)).isNotNull();
      told.add(peer.get(10, TimeUnit.SECONDS));
    }
    assertThat(told).last().asString().contains("certificate_unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_client_with_a_certificate_is_let_in_where_one_is_asked_for(String protocol)
      throws Exception {
    SSLServerSocket strict = listening(certificates.server());
    strict.setNeedClientAuth(true);
    CompletableFuture<String> peer = echoing(strict);
    Tls tls =
        trusting()
            .protocols(protocol)
            .identity(certificates.clientKeyStore(), Certificates.password())
            .build();
    try (Wire wire = wires("localhost", strict, tls).connect()) {
      assertEcho(wire);
    }
    assertThat(peer.get(10, TimeUnit.SECONDS)).isEqualTo(protocol);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_client_without_a_certificate_reads_that_one_is_wanted(String protocol) throws Exception {
    assertThat(strictly(trusting().protocols(protocol).build()))
        .hasMessageContaining("does not take a client without a certificate")
        .hasMessageContaining("Tls.Builder.identity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_client_of_an_unknown_issuer_reads_that_its_certificate_is_not_taken(String protocol)
      throws Exception {
    assertThat(
            strictly(
                trusting()
                    .protocols(protocol)
                    .identity(certificates.strangerKeyStore(), Certificates.password())
                    .build()))
        .hasMessageContaining("our certificate");
  }

  @Test
  void the_reason_of_a_refusal_is_read_also_after_writes_that_failed() throws Exception {
    SSLServerSocket strict = listening(certificates.server());
    strict.setNeedClientAuth(true);
    CompletableFuture<String> peer = echoing(strict);
    try (Wire wire = wires("localhost", strict, trusting().build()).connect()) {
      peer.get(10, TimeUnit.SECONDS);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(
              () -> {
                for (int i = 0; i < 1_000_000; i++) {
                  wire.write(ByteBuffer.allocate(100));
                }
              });
      assertThatExceptionOfType(SSLException.class)
          .isThrownBy(() -> wire.read(ByteBuffer.allocate(100)))
          .withMessageContaining("does not take a client without a certificate");
    }
  }

  /** In TLS 1.3 the refusal comes after the handshake, to the first read. */
  private SSLException strictly(Tls tls) throws Exception {
    SSLServerSocket strict = listening(certificates.server());
    strict.setNeedClientAuth(true);
    echoBehind(strict);
    return catchThrowableOfType(
        SSLException.class,
        () -> {
          try (Wire wire = wires("localhost", strict, tls).connect()) {
            WireContract.readAll(wire, 1, new Random(3));
          }
        });
  }

  @Test
  void a_peer_with_other_protocols_is_told_apart() throws Exception {
    SSLServerSocket old = listening(certificates.server());
    old.setEnabledProtocols(new String[] {"TLSv1.2"});
    echoBehind(old);
    assertThat(refusal(wires("localhost", old, trusting().protocols("TLSv1.3").build())))
        .hasMessageContaining("speaks none of [TLSv1.3]")
        .hasMessageContaining("Tls.Builder.protocols");
  }

  @Test
  void a_peer_with_newer_protocols_is_told_apart() throws Exception {
    SSLServerSocket modern = listening(certificates.server());
    modern.setEnabledProtocols(new String[] {"TLSv1.3"});
    echoBehind(modern);
    assertThat(refusal(wires("localhost", modern, trusting().protocols("TLSv1.2").build())))
        .hasMessageContaining("speaks none of [TLSv1.2]");
  }

  private ServerSocket plain() throws IOException {
    ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server = plain;
    return plain;
  }

  @Test
  void a_peer_that_answers_in_the_clear_is_told_apart() throws Exception {
    ServerSocket plain = plain();
    WireContract.behind(
        () -> {
          Socket peer = plain.accept();
          peer.getInputStream().read();
          // generic_nack, as an SMSC answers a command_length of a TLS record; SMPP 3.4 §4.3
          peer.getOutputStream()
              .write(new byte[] {0, 0, 0, 16, (byte) 0x80, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0});
          return peer;
        });
    assertThat(refusal(wires("localhost", plain, trusting().build())))
        .hasMessageContaining("answers, but not in TLS")
        .hasMessageContaining("port in the clear");
  }

  @Test
  void a_peer_that_hangs_up_on_the_greeting_is_told_apart() throws Exception {
    ServerSocket plain = plain();
    WireContract.behind(
        () -> {
          try (Socket peer = plain.accept()) {
            return peer.getInputStream().read();
          }
        });
    assertThat(refusal(wires("localhost", plain, trusting().build())))
        .hasMessageContaining("hung up in the TLS handshake")
        .hasMessageContaining("may speak no TLS on this port");
  }

  @Test
  void a_peer_that_accepts_and_says_nothing_is_given_up_in_time() throws Exception {
    ServerSocket plain = plain();
    Wires wires =
        new Wires("localhost", plain.getLocalPort(), Duration.ofMillis(200), trusting().build());
    assertThatExceptionOfType(SocketTimeoutException.class)
        .isThrownBy(wires::connect)
        .withMessageContaining("localhost:" + plain.getLocalPort())
        .withMessageContaining("no TLS handshake within PT0.2S");
  }

  @Test
  void a_peer_that_says_too_little_too_late_is_given_up_by_the_clock_given() throws Exception {
    ServerSocket plain = plain();
    ManualTime time = ManualTime.startingAt(Instant.EPOCH);
    WireContract.behind(
        () -> {
          Socket peer = plain.accept();
          peer.getInputStream().read();
          time.advance(SOON);
          peer.getOutputStream().write(22); // the first octet of a record
          return peer;
        });
    assertThatExceptionOfType(SocketTimeoutException.class)
        .isThrownBy(
            new Wires("localhost", plain.getLocalPort(), SOON, trusting().build(), time)::connect);
  }

  @Test
  void a_handshake_under_way_can_be_given_up() throws Exception {
    ServerSocket plain = plain();
    Wires wires =
        new Wires("localhost", plain.getLocalPort(), Duration.ofMinutes(5), trusting().build());
    CompletableFuture<Wire> attempt = WireContract.later(wires::connect);
    try (Socket peer = plain.accept()) {
      assertThat(peer.getInputStream().read()).isEqualTo(22);
      wires.abandon();
      assertThat(attempt)
          .failsWithin(SOON)
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(IOException.class);
      peer.getInputStream().readAllBytes();
    }
  }

  @Test
  void a_cut_at_any_octet_of_the_handshake_is_an_error_that_names_the_place() throws Exception {
    byte[] greeting = firstFlight();
    for (int cut = 0; cut < greeting.length; cut += 37) {
      ServerSocket plain = plain();
      int length = cut;
      CompletableFuture<Boolean> peer =
          WireContract.later(
              () -> {
                try (Socket socket = plain.accept()) {
                  socket.getInputStream().read();
                  socket.getOutputStream().write(greeting, 0, length);
                  return true;
                }
              });
      SSLException refused = refusal(wires("localhost", plain, trusting().build()));
      assertThat(refused).as("after %d octets", cut).isNotNull();
      assertThat(refused).hasMessageStartingWith("localhost:" + plain.getLocalPort());
      assertThat(peer.get(10, TimeUnit.SECONDS)).isTrue();
      plain.close();
    }
  }

  /** Some octets that a server sends first. */
  private byte[] firstFlight() throws Exception {
    SSLServerSocket right = listening(certificates.server());
    echoBehind(right);
    try (ServerSocket tap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<byte[]> tapped =
          WireContract.later(
              () -> {
                try (Socket caller = tap.accept();
                    Socket target = new Socket(right.getInetAddress(), right.getLocalPort())) {
                  byte[] hello = new byte[16_000];
                  int length = caller.getInputStream().read(hello);
                  target.getOutputStream().write(hello, 0, length);
                  return target.getInputStream().readNBytes(400);
                }
              });
      assertThat(refusal(wires("localhost", tap, trusting().build()))).isNotNull();
      return tapped.get(10, TimeUnit.SECONDS);
    } finally {
      right.close();
    }
  }

  @Test
  void a_cut_in_the_middle_of_a_record_is_the_end_and_half_a_record_is_not_read() throws Exception {
    SSLServerSocket right = listening(certificates.server());
    try (FaultProxy proxy = FaultProxy.to(right.getLocalPort())) {
      CompletableFuture<SSLSocket> accepted =
          WireContract.later(
              () -> {
                SSLSocket peer = (SSLSocket) right.accept();
                peer.startHandshake();
                return peer;
              });
      try (Wire wire = new Wires("localhost", proxy.port(), SOON, trusting().build()).connect();
          SSLSocket peer = accepted.get(10, TimeUnit.SECONDS)) {
        ByteBuffer read = ByteBuffer.allocate(20_000);
        wire.read(read);
        proxy.splitBytes(1);
        proxy.bandwidth(2_000);
        WireContract.behind(
            () -> {
              peer.getOutputStream().write(new byte[10_000]);
              return true;
            });
        wire.await(false);
        assertThat(wire.read(read)).isZero();
        wire.await(false);
        proxy.halfClose();
        int last = 0;
        while (last == 0) {
          last = wire.read(read);
          wire.await(false);
        }
        assertThat(last).isEqualTo(-1);
        assertThat(read.position()).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void keys_change_under_way_while_both_talk(String protocol) throws Exception {
    SSLServerSocket right = listening(certificates.server());
    byte[] there = WireContract.random(3_000_000, 4);
    CompletableFuture<byte[]> got =
        WireContract.later(
            () -> {
              try (SSLSocket peer = (SSLSocket) right.accept()) {
                byte[] all = new byte[there.length];
                for (int i = 0; i < 10; i++) {
                  peer.getInputStream().readNBytes(all, i * 300_000, 300_000);
                  // In TLS 1.3 a key update that asks for one of ours, before that a handshake.
                  peer.startHandshake();
                  peer.getOutputStream().write(i);
                }
                peer.getOutputStream().write(peer.getInputStream().read());
                awaitEnd(peer);
                return all;
              }
            });
    try (Wire wire = wires("localhost", right, trusting().protocols(protocol).build()).connect()) {
      CompletableFuture<Boolean> writing =
          WireContract.later(
              () -> {
                WireContract.writeAll(wire, there, new Random(5));
                return true;
              });
      assertThat(WireContract.readAll(wire, 10, new Random(6)))
          .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
      assertThat(writing.get(10, TimeUnit.SECONDS)).isTrue();
      wire.write(ByteBuffer.wrap(new byte[] {77}));
      assertThat(WireContract.readAll(wire, 1, new Random(7))).containsExactly(77);
    }
    assertThat(got.get(10, TimeUnit.SECONDS)).isEqualTo(there);
  }

  /** Room comes up once more while the kernel moves octets from one side to the other. */
  private static int fillForGood(Wire wire, byte[] octets) {
    AtomicInteger gone = new AtomicInteger();
    await()
        .during(Duration.ofMillis(500))
        .atMost(SOON)
        .until(
            () -> {
              int before = gone.get();
              byte[] rest = Arrays.copyOfRange(octets, before, octets.length);
              return gone.addAndGet(WireContract.fillInPieces(wire, rest)) == before;
            });
    return gone.get();
  }

  /** A peer that hung up first might do so in the middle of its last handshake. */
  private static void awaitEnd(SSLSocket peer) {
    try {
      while (peer.getInputStream().read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException midHandshake) {
      // Then it was we who did.
    }
  }

  @Test
  void new_keys_that_find_no_room_wait_for_it_and_nothing_is_lost() throws Exception {
    SSLServerSocket right = listening(certificates.server());
    byte[] there = WireContract.random(10_000_000, 8);
    byte[] back =
        WireContract.random(50_000, 9); // more than the wire takes from the socket at once
    CompletableFuture<Integer> sent = new CompletableFuture<>();
    CompletableFuture<byte[]> got =
        WireContract.later(
            () -> {
              try (SSLSocket peer = (SSLSocket) right.accept()) {
                peer.startHandshake();
                peer.startHandshake(); // asks for new keys, which is a record of ours
                peer.getOutputStream().write(back);
                return peer.getInputStream().readNBytes(sent.get(30, TimeUnit.SECONDS));
              }
            });
    try (Wire wire = wires("localhost", right, trusting().build()).connect()) {
      int gone = fillForGood(wire, there);
      ByteBuffer into = ByteBuffer.allocate(back.length);
      AtomicLong turns = new AtomicLong();
      Thread reader =
          WireContract.startedThread(
              () -> {
                while (wire.read(into) >= 0 && into.hasRemaining()) {
                  turns.incrementAndGet();
                  wire.await(false);
                }
              });
      WireContract.awaitRest(turns);
      assertThat(into.position()).isZero();
      sent.complete(gone);
      reader.join(SOON.toMillis());
      assertThat(into.array()).isEqualTo(back);
      assertThat(got.get(30, TimeUnit.SECONDS)).isEqualTo(Arrays.copyOf(there, gone));
    }
  }

  @Test
  void a_peer_that_ends_tls_takes_no_more() throws Exception {
    SSLServerSocket right = listening(certificates.server());
    CompletableFuture<SSLSocket> accepted =
        WireContract.later(
            () -> {
              SSLSocket peer = (SSLSocket) right.accept();
              peer.startHandshake();
              peer.close();
              return peer;
            });
    try (Wire wire = wires("localhost", right, trusting().build()).connect()) {
      accepted.get(10, TimeUnit.SECONDS);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> WireContract.readAll(wire, 1, new Random(7)))
          .withMessageContaining("ended");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  wire.write(ByteBuffer.allocate(1_000));
                }
              });
    }
  }

  @Test
  void a_ready_context_is_used_as_it_is() throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(
        KeyStore.getInstance(certificates.authorityAsKeyStore().toFile(), Certificates.password()));
    SSLContext ready = SSLContext.getInstance("TLS");
    ready.init(null, trust.getTrustManagers(), null);
    SSLServerSocket right = listening(certificates.server());
    echoBehind(right);
    Tls tls = Tls.builder().context(ready).build();
    try (Wire wire = wires("localhost", right, tls).connect()) {
      assertEcho(wire);
    }
    assertThat(refusal(certificates.serverOfAnotherName(), tls))
        .hasMessageContaining("No subject alternative DNS name matching localhost");
  }
}
