package vn.loa.channel.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandKeyTest {

  @TempDir Path folder;

  @Test
  void it_signs_as_rfc_8032_says() throws Exception {
    assertThat(CommandKey.of("k1", TestKeys.secret(TestKeys.SECRET)).sign(new byte[0]))
        .isEqualTo(
            HexFormat.of()
                .parseHex(
                    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));
  }

  @Test
  void a_key_in_a_file_is_read_whatever_stands_around_it() throws Exception {
    String base64 = Base64.getEncoder().encodeToString(TestKeys.pkcs8(TestKeys.SECRET));
    Path file = file("made in hồ chí minh\r\n" + pem("PRIVATE KEY", base64) + "\nmore\n");
    CommandKey key = CommandKey.read(file, "k1");
    assertThat(TestKeys.isSigned(TestKeys.PUBLIC, new byte[] {7}, key.sign(new byte[] {7})))
        .isTrue();
    assertThat(key.id()).isEqualTo("k1");
  }

  @Test
  void nothing_that_is_printed_holds_the_key() throws Exception {
    CommandKey key = CommandKey.of("k1", TestKeys.secret(TestKeys.SECRET));
    assertThat(key).hasToString("key k1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed448"})
  void a_key_for_something_else_is_refused(String algorithm) throws Exception {
    PrivateKey other = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommandKey.of("k1", other))
        .withMessageContainingAll("k1", "Ed25519", "openssl genpkey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k 1", "k\"1", "khoá"})
  void an_id_that_does_not_fit_a_command_is_refused(String id) throws Exception {
    PrivateKey secret = TestKeys.secret(TestKeys.SECRET);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommandKey.of(id, secret))
        .withMessageContaining("must be 1 to 64");
  }

  @Test
  void a_file_without_such_a_key_is_named_and_none_of_it_is_shown() throws Exception {
    String secret = Base64.getEncoder().encodeToString("a secret that is no key".getBytes(UTF_8));
    for (String text :
        new String[] {
          "",
          secret,
          pem("ENCRYPTED PRIVATE KEY", secret),
          pem("PUBLIC KEY", secret),
          pem("PRIVATE KEY", secret),
          pem("PRIVATE KEY", secret + "=" + secret)
        }) {
      Path file = file(text);
      assertThatThrownBy(() -> CommandKey.read(file, "k1"))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasNoCause()
          .hasMessageContainingAll(file.toString(), "openssl genpkey")
          .message()
          .doesNotContain(secret);
    }
  }

  @Test
  void a_file_that_is_not_there_is_said_so() {
    assertThatThrownBy(() -> CommandKey.read(folder.resolve("none.pem"), "k1"))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("key.pem"), text);
  }

  private static String pem(String label, String base64) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label);
  }
}
