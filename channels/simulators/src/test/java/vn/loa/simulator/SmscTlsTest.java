package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static vn.loa.simulator.Soon.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SmscTlsTest {

  private static final char[] SECRET = "changeit".toCharArray();

  @TempDir static Path folder;

  private static SSLContext withKey;
  private static SSLContext withoutKey;

  @BeforeAll
  static void makeKeys() throws Exception {
    Path file = folder.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                (keytool
                        + " -genkeypair -alias smsc -keyalg EC -dname CN=localhost -storetype"
                        + " PKCS12 -storepass changeit -keystore "
                        + file)
                    .split(" "))
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, SECRET);
    }
    KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    ours.init(keys, SECRET);
    withKey = context(keys, ours.getKeyManagers());
    withoutKey = context(keys, new KeyManager[0]);
  }

  private static SSLContext context(KeyStore trusted, KeyManager[] keys) throws Exception {
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, SECRET);
    certificates.setCertificateEntry("smsc", trusted.getCertificate("smsc"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void a_client_binds_submits_and_unbinds() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.builder().tls(withKey).start();
        RawClient client = connect(smsc, withoutKey)) {
      assertThat(client.bind(RawClient.TRANSCEIVER).status()).isZero();
      assertThat(client.ask(Pdu.submit(1, "84903123456")).status()).isZero();
      assertThat(client.next().command()).isEqualTo(5);
      assertThat(client.ask(Pdu.of(0x06, 5)).command()).isEqualTo(0x06 | Pdu.RESP);
      assertThat(client.octet()).isEqualTo(-1);
    }
  }

  @Test
  void half_closed_it_says_nothing_and_still_takes() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.builder().tls(withKey).start();
        RawClient client = connect(smsc, withoutKey)) {
      client.bind(RawClient.TRANSMITTER);
      smsc.halfClose();
      assertThat(client.octet()).isEqualTo(-1);
      client.send(Pdu.submit(1, "84903123456"));
      await().until(() -> smsc.submits("84903123456") == 1);
    }
  }

  @Test
  void a_certificate_may_be_asked_of_the_client() throws Exception {
    try (SmscSimulator smsc =
            SmscSimulator.builder().tls(withKey).clientCertificates(true).start();
        RawClient known = connect(smsc, withKey);
        RawClient unknown = connect(smsc, withoutKey)) {
      assertThat(known.bind(RawClient.TRANSCEIVER).status()).isZero();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> unknown.bind(RawClient.TRANSCEIVER));
      assertThat(smsc.counts().bindsAccepted()).isEqualTo(1);
    }
  }

  @Test
  void who_speaks_plain_is_not_understood() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.builder().tls(withKey).start();
        RawClient plain = RawClient.connect(smsc)) {
      plain.send(Pdu.bind(9, "loa", "secret", 0x34));
      await().until(() -> smsc.lines() == 0);
      assertThat(smsc.counts().bindsAccepted()).isZero();
    }
  }

  private static RawClient connect(SmscSimulator smsc, SSLContext context) throws IOException {
    Socket socket =
        context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), smsc.port());
    return new RawClient(socket);
  }
}
