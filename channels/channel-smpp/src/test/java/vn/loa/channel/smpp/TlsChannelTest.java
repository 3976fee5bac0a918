package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.ChannelException;
import vn.loa.channel.Outcome;
import vn.loa.channel.Tls;
import vn.loa.channel.testkit.Certificates;
import vn.loa.simulator.SmscSimulator;

/** What an integrator reads whose SMSC wants TLS, from the outside of a channel. */
@Timeout(60)
class TlsChannelTest {

  @TempDir private static Path folder;
  private static Certificates certificates;

  @BeforeAll
  static void certificates() throws Exception {
    certificates = Certificates.in(folder);
  }

  private static Tls.Builder trusting() throws Exception {
    return Tls.builder().trust(certificates.authority());
  }

  private static Tls.Builder identified(Path keyStore) throws Exception {
    return trusting().identity(keyStore, Certificates.password());
  }

  private static SmppSettings settings(SmscSimulator smsc, @Nullable Tls tls) {
    SmppSettings.Builder settings = Sending.settings(smsc.port());
    return (tls == null ? settings : settings.tls(tls)).build();
  }

  private static void assertSends(SmscSimulator smsc, Tls tls) throws Exception {
    try (SmppChannel channel = SmppChannel.connect(settings(smsc, tls))) {
      List<String> receipts = new CopyOnWriteArrayList<>();
      channel.listen(receipt -> receipts.add(receipt.reference()));
      Outcome outcome = Sending.send(channel, "Ủy ban nhân dân phường. ".repeat(10));
      await()
          .atMost(Sending.SOON)
          .untilAsserted(
              () -> assertThat(receipts).containsExactly(((Outcome.Sent) outcome).reference()));
      assertThat(channel.health().isBound()).isTrue();
    }
  }

  /** In the exception of connect, and in the health of a channel that goes on trying. */
  private static void assertTold(SmscSimulator smsc, @Nullable Tls tls, String... words)
      throws Exception {
    SmppSettings settings = settings(smsc, tls);
    assertThatExceptionOfType(ChannelException.class)
        .isThrownBy(() -> SmppChannel.connect(settings))
        .satisfies(it -> assertThat(it.getMessage()).contains(words).contains(settings.place()))
        .satisfies(it -> assertThat(it.getMessage()).doesNotContain("secret"));
    try (SmppChannel channel = SmppChannel.open(settings)) {
      await()
          .atMost(Sending.SOON)
          .untilAsserted(
              () -> {
                BindHealth bind = channel.health().binds().get(0);
                assertThat(bind.state()).isEqualTo(BindState.WAITING);
                assertThat(bind.why()).contains(words);
              });
      assertThat(Sending.send(channel, "Mời họp"))
          .isInstanceOfSatisfying(
              Outcome.Retry.class,
              it -> {
                assertThat(it.reason().code()).isEqualTo("NOT_BOUND");
                assertThat(it.reason().text()).contains(words);
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void the_right_certificate_carries_messages_and_receipts(String protocol) throws Exception {
    try (SmscSimulator smsc = SmscSimulator.builder().tls(certificates.server()).start()) {
      assertSends(smsc, trusting().protocols(protocol).build());
    }
  }

  @Test
  void another_hosts_certificate_is_told() throws Exception {
    try (SmscSimulator smsc =
        SmscSimulator.builder().tls(certificates.serverOfAnotherName()).start()) {
      assertTold(smsc, trusting().build(), "other.example", "localhost");
    }
  }

  @Test
  void an_expired_certificate_is_told() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.builder().tls(certificates.expiredServer()).start()) {
      assertTold(smsc, trusting().build(), "CN=old expired at", "renew");
    }
  }

  @Test
  void a_self_signed_certificate_is_told_and_taken_when_it_is_trusted() throws Exception {
    try (SmscSimulator smsc =
        SmscSimulator.builder().tls(certificates.selfSignedServer()).start()) {
      assertTold(smsc, trusting().build(), "CN=lonely is signed by itself");
      assertSends(smsc, Tls.builder().trust(certificates.selfSigned()).build());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_certificate_of_ours_that_is_asked_for_is_shown(String protocol) throws Exception {
    try (SmscSimulator smsc = strict()) {
      assertSends(smsc, identified(certificates.clientKeyStore()).protocols(protocol).build());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_missing_certificate_of_ours_is_told(String protocol) throws Exception {
    try (SmscSimulator smsc = strict()) {
      assertTold(
          smsc,
          trusting().protocols(protocol).build(),
          "not take a client without a certificate",
          "Tls.Builder.identity");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_certificate_of_ours_that_is_not_taken_is_told(String protocol) throws Exception {
    try (SmscSimulator smsc = strict()) {
      assertTold(
          smsc,
          identified(certificates.strangerKeyStore()).protocols(protocol).build(),
          "not take our certificate");
    }
  }

  @Test
  void an_smsc_in_the_clear_is_told() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start()) {
      assertTold(smsc, trusting().build(), "TLS");
    }
  }

  @Test
  void the_attempts_go_on_until_the_operator_has_renewed_its_certificate() throws Exception {
    SmscSimulator old = SmscSimulator.builder().tls(certificates.expiredServer()).start();
    try (SmppChannel channel = SmppChannel.open(settings(old, trusting().build()))) {
      await()
          .atMost(Sending.SOON)
          .until(() -> channel.health().binds().get(0).state() == BindState.WAITING);
      old.close();
      try (SmscSimulator renewed =
          SmscSimulator.builder().tls(certificates.server()).port(old.port()).start()) {
        assertThat(channel.awaitBound(Sending.SOON)).isTrue();
        assertThat(renewed.clients()).isEqualTo(1);
      }
    }
  }

  private static SmscSimulator strict() throws Exception {
    return SmscSimulator.builder().tls(certificates.server()).clientCertificates(true).start();
  }
}
