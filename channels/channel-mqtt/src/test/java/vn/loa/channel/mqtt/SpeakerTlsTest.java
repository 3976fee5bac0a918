package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Time;
import vn.loa.channel.Tls;
import vn.loa.channel.mqtt.Transport.ConnectException;
import vn.loa.channel.mqtt.Transport.Connection;
import vn.loa.channel.mqtt.Transport.Greeting;
import vn.loa.channel.testkit.Certificates;
import vn.loa.simulator.BrokerSimulator;
import vn.loa.simulator.FaultProxy;

/** Over a relay that speaks TLS, with a broker behind it. */
@Timeout(120)
class SpeakerTlsTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private static Path folder;
  private static Certificates certificates;
  private static BrokerSimulator broker;

  @BeforeAll
  static void start() throws Exception {
    certificates = Certificates.in(folder);
    broker = BrokerSimulator.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void a_broker_of_a_trusted_issuer_is_spoken_to() throws Exception {
    try (Peer relay = relay(certificates.server(), false)) {
      assertPasses(trusting().build(), relay.port());
      assertPasses(Tls.builder().trust(certificates.authorityAsPem()).build(), relay.port());
      assertPasses(
          Tls.builder().trust(certificates.authorityAsKeyStore(), Certificates.password()).build(),
          relay.port());
    }
  }

  @Test
  void octets_that_come_in_pieces_and_late_are_understood() throws Exception {
    try (Peer relay = relay(certificates.server(), false);
        FaultProxy slow = FaultProxy.to(relay.port())) {
      slow.splitBytes(7);
      slow.bandwidth(2000);
      assertPasses(trusting().build(), slow.port());
    }
  }

  @Test
  void a_broker_whose_certificate_signed_itself_is_not_trusted_unless_it_is_given()
      throws Exception {
    try (Peer relay = relay(certificates.selfSignedServer(), false)) {
      assertThat(refusal(trusting().build(), relay.port()))
          .hasMessageContaining("the certificate of CN=lonely is signed by itself and not trusted")
          .hasMessageContaining("see Tls.Builder.trust");
      assertPasses(Tls.builder().trust(certificates.selfSigned()).build(), relay.port());
    }
  }

  @Test
  void an_expired_certificate_is_told() throws Exception {
    try (Peer relay = relay(certificates.expiredServer(), false)) {
      assertThat(refusal(trusting().build(), relay.port()))
          .hasMessageContaining(
              "the certificate of CN=old expired at "
                  + certificates.expired().getNotAfter().toInstant())
          .hasMessageContaining("renew");
    }
  }

  @Test
  void a_certificate_for_another_host_is_told_and_can_be_asked_for() throws Exception {
    try (Peer relay = relay(certificates.serverOfAnotherName(), false)) {
      assertThat(refusal(trusting().build(), relay.port()))
          .hasMessageContaining(
              "its certificate is for [other.example], not for 127.0.0.1; connect by that name");
      assertPasses(trusting().serverName("other.example").build(), relay.port());
      assertPasses(trusting().hostNameCheck(false).build(), relay.port());
    }
  }

  @Test
  void a_broker_that_demands_a_certificate_of_ours_gets_it_or_is_told_of() throws Exception {
    try (Peer relay = relay(certificates.server(), true)) {
      assertThat(refusal(trusting().build(), relay.port()))
          .hasMessageContaining("a client without a certificate; see Tls.Builder.identity");
      assertThat(refusal(identified(certificates.strangerKeyStore()), relay.port()))
          .hasMessageContaining("not take our certificate: is it still valid");
      assertPasses(identified(certificates.clientKeyStore()), relay.port());
    }
  }

  @Test
  void a_broker_that_speaks_no_tls_is_told() throws Exception {
    try (Peer plain =
        Peer.with(
            caller ->
                caller
                    .getOutputStream()
                    .write("not TLS at all".getBytes(StandardCharsets.UTF_8)))) {
      assertThat(refusal(trusting().build(), plain.port()))
          .hasMessageContaining(
              "no MQTT broker at 127.0.0.1:%d: it answers, but not in TLS".formatted(plain.port()))
          .hasMessageContaining("take the one for TLS");
    }
  }

  @Test
  void a_broker_that_hangs_up_in_the_handshake_or_after_it_leaves_no_thread() throws Exception {
    SSLContext server = certificates.server();
    try (Peer before = Peer.hangingUp();
        Peer after = Peer.on(listening(server, false), caller -> shakeHands(caller))) {
      for (int i = 0; i < 10; i++) {
        assertThat(refusal(trusting().build(), before.port()))
            .hasMessageContaining("not take a client without a certificate")
            .hasMessageContaining("TLS");
        assertThat(refusal(trusting().build(), after.port()))
            .hasMessageContaining("not take a client without a certificate");
      }
    }
  }

  @Test
  void a_handshake_that_hangs_ends_in_time() throws Exception {
    try (Peer silent = Peer.silent()) {
      SpeakerSettings impatient =
          settings(trusting().build(), silent.port()).answerWithin(Duration.ofMillis(200)).build();
      assertThat(refusal(new PahoTransport(impatient, Time.system())))
          .hasMessageContaining("is it the broker's port?");
    }
  }

  @Test
  void a_handshake_that_hangs_can_be_broken_off() throws Exception {
    try (Peer silent = Peer.silent()) {
      SpeakerSettings patient =
          settings(trusting().build(), silent.port()).answerWithin(Duration.ofHours(1)).build();
      PahoTransport transport = new PahoTransport(patient, Time.system());
      CompletableFuture<ConnectException> failed =
          CompletableFuture.supplyAsync(() -> refusal(transport));
      await()
          .atMost(SOON)
          .until(
              () -> {
                transport.breakOff();
                return failed.isDone();
              });
      assertThat(failed.get(1, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void mosquitto_is_spoken_to_in_tls() throws Exception {
    try (Mosquitto mosquitto =
        Mosquitto.start(
            folder,
            "certfile " + certificates.serverAsPem(),
            "keyfile " + certificates.serverKeyAsPem(),
            "cafile " + certificates.authorityAsPem(),
            "require_certificate true")) {
      assertPasses(identified(certificates.clientKeyStore()), mosquitto.port());
      assertThat(refusal(trusting().build(), mosquitto.port()))
          .hasMessageContaining("a client without a certificate");
    }
  }

  private static Tls.Builder trusting() throws Exception {
    return Tls.builder().trust(certificates.authority());
  }

  private static Tls identified(Path keyStore) throws Exception {
    return trusting().identity(keyStore, Certificates.password()).build();
  }

  private static void assertPasses(Tls tls, int port) throws Exception {
    PahoTransport transport = new PahoTransport(settings(tls, port).build(), Time.system());
    Heard heard = new Heard();
    Connection connection = heard.connect(transport, greeting("t/" + port));
    AtomicInteger acknowledged = new AtomicInteger();
    for (int i = 0; i < 20; i++) {
      connection.publish("t/" + port, new byte[100], false, acknowledged::incrementAndGet);
    }
    connection.flush();
    await().atMost(SOON).until(() -> acknowledged.get() == 20 && heard.arrivals.size() == 20);
    connection.close();
    assertThat(heard.losses).hasValue(0);
    assertNoThreadOf(transport);
  }

  private static ConnectException refusal(Tls tls, int port) {
    return refusal(new PahoTransport(settings(tls, port).build(), Time.system()));
  }

  private static ConnectException refusal(PahoTransport transport) {
    ConnectException failed =
        catchThrowableOfType(
            ConnectException.class, () -> transport.open(greeting("t"), new Heard()));
    assertThat(failed).isNotNull();
    assertThat(failed.getMessage()).doesNotContain("loa-secret");
    assertNoThreadOf(transport);
    return failed;
  }

  private static void assertNoThreadOf(PahoTransport transport) {
    assertThat(Thread.getAllStackTraces().keySet()).noneMatch(transport::isOwn);
  }

  private static SpeakerSettings.Builder settings(Tls tls, int port) {
    return SpeakerSettings.builder("127.0.0.1", port)
        .clientId("tls-test")
        .answerWithin(SOON)
        .tls(tls);
  }

  private static Greeting greeting(String filter) {
    return new Greeting(List.of(filter), null, new byte[0]);
  }

  private static Peer relay(SSLContext server, boolean demanding) throws Exception {
    return Peer.on(listening(server, demanding), caller -> relay(caller, broker.port()));
  }

  private static SSLServerSocket listening(SSLContext context, boolean demanding)
      throws IOException {
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(demanding);
    return server;
  }

  private static void relay(Socket caller, int target) throws IOException {
    shakeHands(caller);
    try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), target)) {
      Thread back = new Thread(() -> pump(behind, caller), "test-relay");
      back.setDaemon(true);
      back.start();
      caller.getInputStream().transferTo(behind.getOutputStream());
    }
  }

  private static void pump(Socket from, Socket to) {
    try (to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // One of them is; the other way hears it too.
    }
  }

  private static void shakeHands(Socket caller) throws IOException {
    ((SSLSocket) caller).startHandshake();
  }
}
