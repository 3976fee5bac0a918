package vn.loa.channel.mqtt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An Ed25519 key (RFC 8032) that commands are signed with. Immutable; shows no key. */
public final class CommandKey {

  private static final String ALGORITHM = "Ed25519";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final String MEND =
      "; make one with: openssl genpkey -algorithm ed25519 -out <file>";

  private final String id;
  private final PrivateKey key;

  private CommandKey(String id, PrivateKey key) {
    this.id = id;
    this.key = key;
  }

  /**
   * @param id by which devices know the key, {@code [A-Za-z0-9._-]{1,64}}
   * @throws IllegalArgumentException if the key is not one for Ed25519
   */
  public static CommandKey of(String id, PrivateKey key) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "the id of a key must be 1 to 64 of A-Z a-z 0-9 . _ - but was \"" + id + "\"");
    }
    try {
      signature(key);
    } catch (InvalidKeyException other) {
      throw new IllegalArgumentException(
          "the key " + id + " must be for Ed25519 but is for " + key.getAlgorithm() + MEND);
    }
    return new CommandKey(id, key);
  }

  /**
   * Reads a key as {@code openssl genpkey -algorithm ed25519} writes it.
   *
   * @param pkcs8Pem holds one PKCS #8 key, not encrypted, as PEM (RFC 7468 §10)
   * @param id by which devices know the key, {@code [A-Za-z0-9._-]{1,64}}
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it holds no such key
   */
  public static CommandKey read(Path pkcs8Pem, String id) throws IOException {
    Matcher pem = PEM.matcher(Files.readString(pkcs8Pem, ISO_8859_1));
    if (!pem.find()) {
      throw new IllegalArgumentException(
          pkcs8Pem + " holds no PEM block \"PRIVATE KEY\" that is not encrypted" + MEND);
    }
    return of(id, decoded(pkcs8Pem, pem.group(1)));
  }

  /** Without the cause, whose words are not ours: they might show the key. */
  private static PrivateKey decoded(Path file, String base64) {
    try {
      byte[] octets = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(octets));
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          file + " holds a PEM block \"PRIVATE KEY\" that is no Ed25519 key" + MEND);
    }
  }

  /** By which devices know the key. */
  public String id() {
    return id;
  }

  /** 64 octets. */
  byte[] sign(byte[] octets) {
    try {
      Signature signature = signature(key);
      signature.update(octets);
      return signature.sign();
    } catch (InvalidKeyException | SignatureException failed) {
      throw new IllegalStateException(
          "the key " + id + " signs no more: is what holds it still there?", failed);
    }
  }

  private static Signature signature(PrivateKey key) throws InvalidKeyException {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      return signature;
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(
          "this JDK has no Ed25519: its module jdk.crypto.ec is missing", missing);
    }
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return "key " + id;
  }
}
