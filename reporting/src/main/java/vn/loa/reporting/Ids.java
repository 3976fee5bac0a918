package vn.loa.reporting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes ids ({@code [A-Za-z0-9._-]{1,64}}) that stay the same and tell apart what is not the same.
 */
final class Ids {

  private static final int LONGEST = 64;
  private static final int DIGITS = 16;

  /** The parts joined by dots; a digest takes the place of what no id can hold. */
  static String of(String... parts) {
    String joined = String.join(".", parts);
    if (joined.length() <= LONGEST && joined.matches("[A-Za-z0-9._-]+")) {
      return joined;
    }
    String legal = joined.replaceAll("[^A-Za-z0-9._-]", "-");
    int kept = Math.min(legal.length(), LONGEST - DIGITS - 1);
    return legal.substring(0, kept) + "." + digest(String.join("\0", parts));
  }

  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private Ids() {}
}
