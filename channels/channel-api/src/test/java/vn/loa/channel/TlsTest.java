package vn.loa.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings; handshakes are in the tests of the adapters. */
class TlsTest {

  @TempDir private static Path folder;

  /** Holds a key and no trusted certificate, {@link #authority} the other way round. */
  private static Path client;

  private static Path authority;

  @BeforeAll
  static void certificates() throws Exception {
    client = folder.resolve("client.p12");
    keytool(client, "-genkeypair", "-alias", "client", "-dname", "CN=loa", "-keyalg", "EC");
    Path certificate = folder.resolve("client.der");
    keytool(client, "-exportcert", "-alias", "client", "-file", certificate.toString());
    authority = folder.resolve("authority.p12");
    keytool(authority, "-importcert", "-noprompt", "-file", certificate.toString());
  }

  private static void keytool(Path store, String... command) throws Exception {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    all.addAll(List.of(command));
    all.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    all.addAll(List.of("-storepass", String.valueOf(password())));
    Process keytool = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
  }

  private static char[] password() {
    return "loa-secret".toCharArray();
  }

  private static KeyStore loaded(Path file) throws Exception {
    return KeyStore.getInstance(file.toFile(), password());
  }

  @Test
  void the_host_is_checked_and_old_protocols_are_off_unless_told_otherwise() {
    SSLEngine engine = Tls.standard().engine("peer.example", 3550);
    assertThat(engine.getUseClientMode()).isTrue();
    assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.2", "TLSv1.3");
    assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
    assertThat(engine.getPeerHost()).isEqualTo("peer.example");
    assertThat(engine.getPeerPort()).isEqualTo(3550);
  }

  @Test
  void the_name_of_the_server_is_asked_for_and_checked_instead_of_the_address() {
    SSLEngine engine = Tls.builder().serverName("peer.example").build().engine("192.0.2.1", 3550);
    assertThat(engine.getPeerHost()).isEqualTo("peer.example");
    assertThat(engine.getSSLParameters().getServerNames())
        .isEqualTo(List.of(new SNIHostName("peer.example")));
  }

  @Test
  void the_check_of_the_host_can_be_switched_off() {
    SSLEngine engine = Tls.builder().hostNameCheck(false).build().engine("peer.example", 3550);
    assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm()).isNullOrEmpty();
  }

  @Test
  void it_tells_what_it_does_and_no_secret() throws Exception {
    Tls tls =
        Tls.builder()
            .trust(authority, password())
            .identity(client, password())
            .serverName("peer.example")
            .build();
    assertThat(tls)
        .hasToString(
            "TLSv1.2 or TLSv1.3, host checked as peer.example, with a certificate of ours");
    assertThat(Tls.builder().hostNameCheck(false).protocols("TLSv1.3").build())
        .hasToString("TLSv1.3, host not checked, no certificate of ours");
  }

  @Test
  void each_password_is_cleared_when_it_has_been_used() throws Exception {
    char[] trust = password();
    char[] identity = password();
    char[] keys = password();
    KeyStore store = loaded(client);
    Tls.builder().trust(authority, trust).identity(client, identity).identity(store, keys);
    assertThat(trust).containsOnly('\0');
    assertThat(identity).containsOnly('\0');
    assertThat(keys).containsOnly('\0');
  }

  @Test
  void a_wrong_password_is_cleared_too_and_not_shown() throws Exception {
    char[] wrong = "not-the-one".toCharArray();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().identity(client, wrong))
        .withMessageContaining(client.toString())
        .withMessageContaining("this password does not open it")
        .satisfies(e -> assertThat(e.toString()).doesNotContain("not-the-one"));
    assertThat(wrong).containsOnly('\0');
  }

  @Test
  void a_password_given_twice_is_not_mistaken_for_a_wrong_one() throws Exception {
    char[] once = password();
    Tls.Builder builder = Tls.builder().trust(authority, once);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.identity(client, once))
        .withMessageContaining("used before");
  }

  @Test
  void the_key_of_a_store_may_have_a_password_of_its_own_and_must_be_opened_by_it()
      throws Exception {
    KeyStore store = loaded(client);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().identity(store, "other".toCharArray()))
        .withMessageContaining("the key has another password");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Path gone = folder.resolve("gone.p12");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().trust(gone, password()))
        .withMessage(
            gone
                + ": there is no such file, or we may not read it; correct its name or its rights");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().identity(gone, password()))
        .withMessageContaining(gone.toString());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().trust(gone))
        .withMessageContaining(gone.toString());
  }

  @Test
  void a_file_of_something_else_is_named() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "call the operator on Monday");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().trust(text, password()))
        .withMessageContaining(text.toString())
        .withMessageContaining("no PKCS12 or JKS key store");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().trust(text))
        .withMessageContaining(text.toString())
        .withMessageContaining("no certificates in PEM or DER")
        .withMessageContaining("give a key store with its password");
  }

  @Test
  void an_empty_file_is_no_certificate() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().trust(empty))
        .withMessageContaining("holds no certificate");
  }

  @Test
  void trust_without_certificates_and_identity_without_a_key_are_refused() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().trust(client, password()))
        .withMessageContaining(client.toString())
        .withMessageContaining("no trusted certificate");
    assertThatIllegalArgumentException().isThrownBy(() -> Tls.builder().trust());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().identity(authority, password()))
        .withMessageContaining(authority.toString())
        .withMessageContaining("no private key");
  }

  @Test
  void a_key_store_that_was_not_loaded_is_refused() throws Exception {
    KeyStore blank = KeyStore.getInstance("PKCS12");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().trust(blank))
        .withMessageContaining("must be loaded");
  }

  @Test
  void an_unknown_protocol_is_refused_with_those_there_are() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().protocols("TLSv9").build())
        .withMessageContaining("TLSv9")
        .withMessageContaining("TLSv1.3");
    assertThatIllegalArgumentException().isThrownBy(() -> Tls.builder().protocols().build());
  }

  @Test
  void a_name_that_no_host_can_have_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().serverName("peer..example"))
        .withMessageContaining("peer..example");
  }

  @Test
  void a_ready_context_takes_no_trust_or_identity_beside_it() throws Exception {
    SSLContext ready = SSLContext.getDefault();
    assertThatIllegalStateException()
        .isThrownBy(() -> Tls.builder().context(ready).trust(loaded(authority)).build())
        .withMessageContaining("either");
    assertThat(Tls.builder().context(ready).build().engine("h", 1)).isNotNull();
  }

  @Test
  void what_a_peer_may_not_take_is_our_certificate_or_that_we_have_none() throws Exception {
    assertThat(Tls.standard().afterHangUp())
        .isEqualTo("it may not take a client without a certificate; see Tls.Builder.identity");
    assertThat(Tls.builder().identity(client, password()).build().afterHangUp())
        .isEqualTo(
            "it may not take our certificate: is it still valid, and does the peer know it or its issuer?");
  }

  /** RFC 8446 §6.2, as the JDK names them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          protocol_version | it speaks none of [TLSv1.2, TLSv1.3]; see Tls.Builder.protocols
          handshake_failure | it refuses the handshake; it shares no cipher suite with us
          insufficient_security | it refuses the handshake; it shares no cipher suite with us
          certificate_required | it does not take a client without a certificate
          bad_certificate | it does not take a client without a certificate
          unsupported_certificate | it does not take a client without a certificate
          certificate_revoked | it does not take a client without a certificate
          certificate_expired | it does not take a client without a certificate
          certificate_unknown | it does not take a client without a certificate
          unknown_ca | it does not take a client without a certificate
          access_denied | it does not take a client without a certificate
          unrecognized_name | it knows no host of that name; see Tls.Builder.serverName
          internal_error | it ended the TLS connection; its own log says why
          """)
  void an_alert_is_told_with_the_place_the_reason_and_the_mend(String alert, String words) {
    SSLException failure = new SSLException("Received fatal alert: " + alert);
    assertThat(explained(failure))
        .hasMessageStartingWith("peer.example:3550: " + words)
        .hasMessageEndingWith(" (Received fatal alert: " + alert + ")")
        .hasCause(failure)
        .isNotInstanceOf(SSLHandshakeException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Unsupported or unrecognized SSL message | it answers, but not in TLS
          Unrecognized record version SMPP , plaintext connection? | it answers, but not in TLS
          Remote host terminated the handshake | it hung up in the TLS handshake
          No appropriate protocol (protocol is disabled) | it speaks none of [TLSv1.2, TLSv1.3]
          Tag mismatch | TLS failed
          """)
  void the_words_of_the_jdk_for_sockets_and_engines_are_told_alike(String said, String words) {
    assertThat(explained(new SSLHandshakeException(said)))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageStartingWith("peer.example:3550: " + words)
        .hasMessageEndingWith("(" + said + ")");
  }

  @Test
  void the_end_of_the_connection_in_the_handshake_is_told() {
    assertThat(explained(new EOFException()))
        .hasMessageStartingWith(
            "peer.example:3550: it hung up in the TLS handshake; it may speak no")
        .hasMessageEndingWith("(EOFException)");
  }

  private static SSLException explained(IOException failure) {
    return Tls.standard().explained("peer.example", 3550, failure);
  }
}
