package vn.loa.plan;

import java.util.regex.Pattern;

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
}
