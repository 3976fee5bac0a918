package vn.loa.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.regex.Pattern;
import vn.loa.plan.internal.Names;

/**
 * A file that proves an activity. The file stays where it is; this tells whether it is still the
 * same.
 *
 * @param name of the file
 * @param mediaType {@code text/csv}
 * @param size in bytes
 * @param sha256 64 lower-case hexadecimal digits
 */
public record Evidence(String name, String mediaType, long size, String sha256) {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public Evidence {
    Names.words("name of evidence", name);
    Names.words("media type", mediaType);
    if (size < 0) {
      throw new IllegalArgumentException("evidence " + name + " cannot have " + size + " bytes");
    }
    if (!DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "evidence " + name + " needs a SHA-256 of 64 lower-case hexadecimal digits");
    }
  }

  /**
   * What the file holds now; its name in Unicode normal form C, whatever the disk has.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  public static Evidence of(Path file, String mediaType) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[8192];
      long size = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        size += count;
      }
      String name = Normalizer.normalize(String.valueOf(file.getFileName()), Normalizer.Form.NFC);
      return new Evidence(name, mediaType, size, HexFormat.of().formatHex(digest.digest()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("evidence " + file + " cannot be read", unreadable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /**
   * Whether the file is still what it was when this was made.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  public boolean matches(Path file) {
    Evidence now = of(file, mediaType);
    return now.size == size && now.sha256.equals(sha256);
  }
}
