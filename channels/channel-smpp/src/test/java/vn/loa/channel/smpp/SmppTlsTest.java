package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmppTlsTest {

  @TempDir private static Path folder;
  private static Certificates certificates;

  @BeforeAll
  static void certificates() throws Exception {
    certificates = Certificates.in(folder);
  }

  @Test
  void the_host_is_checked_and_old_protocols_are_off_unless_told_otherwise() {
    SSLEngine engine = SmppTls.standard().engine("smsc.example", 3550);
    assertThat(engine.getUseClientMode()).isTrue();
    assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.2", "TLSv1.3");
    assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
    assertThat(engine.getPeerHost()).isEqualTo("smsc.example");
    assertThat(engine.getPeerPort()).isEqualTo(3550);
  }

  @Test
  void the_name_of_the_server_is_asked_for_and_checked_instead_of_the_address() {
    SSLEngine engine =
        SmppTls.builder().serverName("smsc.example").build().engine("192.0.2.1", 3550);
    assertThat(engine.getPeerHost()).isEqualTo("smsc.example");
    assertThat(engine.getSSLParameters().getServerNames())
        .isEqualTo(List.of(new SNIHostName("smsc.example")));
  }

  @Test
  void the_check_of_the_host_can_be_switched_off() {
    SSLEngine engine = SmppTls.builder().hostNameCheck(false).build().engine("smsc.example", 3550);
    assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm()).isNullOrEmpty();
  }

  @Test
  void it_tells_what_it_does_and_no_secret() throws Exception {
    SmppTls tls =
        SmppTls.builder()
            .trust(certificates.authorityAsKeyStore(), Certificates.password())
            .identity(certificates.clientKeyStore(), Certificates.password())
            .serverName("smsc.example")
            .build();
    assertThat(tls)
        .hasToString(
            "TLSv1.2 or TLSv1.3, host checked as smsc.example, with a certificate of ours");
    assertThat(SmppTls.builder().hostNameCheck(false).protocols("TLSv1.3").build())
        .hasToString("TLSv1.3, host not checked, no certificate of ours");
  }

  @Test
  void each_password_is_cleared_when_it_has_been_used() throws Exception {
    char[] trust = Certificates.password();
    char[] identity = Certificates.password();
    char[] keys = Certificates.password();
    KeyStore store =
        KeyStore.getInstance(certificates.clientKeyStore().toFile(), Certificates.password());
    SmppTls.builder()
        .trust(certificates.authorityAsKeyStore(), trust)
        .identity(certificates.clientKeyStore(), identity)
        .identity(store, keys);
    assertThat(trust).containsOnly('\0');
    assertThat(identity).containsOnly('\0');
    assertThat(keys).containsOnly('\0');
  }

  @Test
  void a_wrong_password_is_cleared_too_and_not_shown() throws Exception {
    char[] wrong = "not-the-one".toCharArray();
    Path file = certificates.clientKeyStore();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmppTls.builder().identity(file, wrong))
        .withMessageContaining(file.toString())
        .withMessageContaining("this password does not open it")
        .satisfies(e -> assertThat(e.toString()).doesNotContain("not-the-one"));
    assertThat(wrong).containsOnly('\0');
  }

  @Test
  void a_password_given_twice_is_not_mistaken_for_a_wrong_one() throws Exception {
    char[] once = Certificates.password();
    SmppTls.Builder builder = SmppTls.builder().trust(certificates.authorityAsKeyStore(), once);
    Path client = certificates.clientKeyStore();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.identity(client, once))
        .withMessageContaining("used before");
  }

  @Test
  void the_key_of_a_store_may_have_a_password_of_its_own_and_must_be_opened_by_it()
      throws Exception {
    KeyStore store =
        KeyStore.getInstance(certificates.clientKeyStore().toFile(), Certificates.password());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmppTls.builder().identity(store, "other".toCharArray()))
        .withMessageContaining("the key has another password");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Path gone = folder.resolve("gone.p12");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmppTls.builder().trust(gone, Certificates.password()))
        .withMessage(gone + ": there is no such file, or we may not read it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmppTls.builder().identity(gone, Certificates.password()))
        .withMessageContaining(gone.toString());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmppTls.builder().trust(gone))
        .withMessageContaining(gone.toString());
  }

  @Test
  void a_file_of_something_else_is_named() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "call the operator on Monday");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmppTls.builder().trust(text, Certificates.password()))
        .withMessageContaining(text.toString())
        .withMessageContaining("no PKCS12 or JKS key store");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmppTls.builder().trust(text))
        .withMessageContaining(text.toString())
        .withMessageContaining("no certificates in PEM or DER");
  }

  @Test
  void an_empty_file_is_no_certificate() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmppTls.builder().trust(empty))
        .withMessageContaining("holds no certificate");
  }

  @Test
  void trust_without_certificates_and_identity_without_a_key_are_refused() throws Exception {
    Path client = certificates.clientKeyStore();
    Path authority = certificates.authorityAsKeyStore();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmppTls.builder().trust(client, Certificates.password()))
        .withMessageContaining(client.toString())
        .withMessageContaining("no trusted certificate");
    assertThatIllegalArgumentException().isThrownBy(() -> SmppTls.builder().trust());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmppTls.builder().identity(authority, Certificates.password()))
        .withMessageContaining(authority.toString())
        .withMessageContaining("no private key");
  }

  @Test
  void a_key_store_that_was_not_loaded_is_refused() throws Exception {
    KeyStore blank = KeyStore.getInstance("PKCS12");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmppTls.builder().trust(blank))
        .withMessageContaining("must be loaded");
  }

  @Test
  void an_unknown_protocol_is_refused_with_those_there_are() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmppTls.builder().protocols("TLSv9").build())
        .withMessageContaining("TLSv9")
        .withMessageContaining("TLSv1.3");
    assertThatIllegalArgumentException().isThrownBy(() -> SmppTls.builder().protocols().build());
  }

  @Test
  void a_name_that_no_host_can_have_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmppTls.builder().serverName("smsc..example"))
        .withMessageContaining("smsc..example");
  }

  @Test
  void a_ready_context_takes_no_trust_or_identity_beside_it() throws Exception {
    SSLContext ready = SSLContext.getDefault();
    assertThatIllegalStateException()
        .isThrownBy(() -> SmppTls.builder().context(ready).trust(certificates.authority()).build())
        .withMessageContaining("either");
    assertThat(SmppTls.builder().context(ready).build().engine("h", 1)).isNotNull();
  }
}
