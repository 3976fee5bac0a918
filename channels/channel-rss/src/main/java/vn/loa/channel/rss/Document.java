package vn.loa.channel.rss;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;

/** A document as readers fetch it, with what a conditional request compares. Immutable. */
final class Document {

  private final byte[] bytes;
  private final String sha256;
  private final Instant changed;

  /**
   * @param bytes the caller leaves them alone from here on
   */
  Document(byte[] bytes, Instant changed) {
    this.bytes = bytes;
    this.sha256 = HexFormat.of().formatHex(digest(bytes));
    this.changed = changed;
  }

  Instant changed() {
    return changed;
  }

  /**
   * The first full second after the change. A second that is not over may see another change, and a
   * reader who named it would miss that one.
   */
  Instant lastModified() {
    return changed.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
  }

  String sha256() {
    return sha256;
  }

  /** Strong: equal tags, equal bytes. */
  String etag() {
    return '"' + sha256 + '"';
  }

  int length() {
    return bytes.length;
  }

  boolean holds(byte[] others) {
    return Arrays.equals(bytes, others);
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
