package vn.loa.channel.rss;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest of everything here. */
final class Sha256 {

  /** 64 lower-case hexadecimal digits. */
  static String hex(byte[] octets) {
    return HexFormat.of().formatHex(start().digest(octets));
  }

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private Sha256() {}
}
