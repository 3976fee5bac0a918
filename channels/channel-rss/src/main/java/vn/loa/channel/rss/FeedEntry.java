package vn.loa.channel.rss;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What a publisher says of an entry, so that a {@link FeedReader} can look for it.
 *
 * @param id the same in every format: RSS {@code guid}, Atom {@code id}, JSON Feed {@code id}
 * @param title plain text
 * @param published when it first came
 * @param updated when it last changed
 * @param digest of id, title and content, 64 hexadecimal digits in lower case; equal for all
 *     formats
 */
public record FeedEntry(
    String id, String title, Instant published, Instant updated, String digest) {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws IllegalArgumentException if there is no id, or the digest has another form
   */
  public FeedEntry {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("an entry is found by its id, and has none");
    }
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          "the digest of an entry has 64 digits of 0-9 a-f, but that of " + id + " has not");
    }
  }
}
