package vn.loa.channel.rss;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The entry that is being read, for one after the other. Of its texts only digests are held.
 *
 * <p>Not safe for use by several threads.
 */
final class Candidate {

  /** Longer than any date. */
  private static final int DATE = 64;

  private final long maximum;
  private final TextDigest id = new TextDigest();
  private final TextDigest title = new TextDigest();
  private final TextDigest content = new TextDigest();
  private final TextDigest description = new TextDigest();
  private final StringBuilder published = new StringBuilder();
  private final StringBuilder updated = new StringBuilder();
  private long characters;
  private @Nullable String refused;

  /**
   * @param maximum of characters that its texts may have together
   */
  Candidate(long maximum) {
    this.maximum = maximum;
  }

  void begin() {
    id.reset();
    title.reset();
    content.reset();
    description.reset();
    published.setLength(0);
    updated.setLength(0);
    characters = 0;
    refused = null;
  }

  TextSink id() {
    return text(id);
  }

  TextSink title() {
    return text(title);
  }

  TextSink content() {
    return text(content);
  }

  /** What stands for the content where there is none. */
  TextSink description() {
    return text(description);
  }

  TextSink published() {
    return date(published);
  }

  TextSink updated() {
    return date(updated);
  }

  /** This entry cannot be compared; matters only if it is the one looked for. */
  void refuse(String reason) {
    if (refused == null) {
      refused = reason;
    }
  }

  private TextSink text(TextDigest digest) {
    digest.begin();
    return (text, from, length) -> {
      characters += length;
      if (characters > maximum) {
        refuse("has texts of more than " + maximum + " characters");
      } else {
        digest.accept(text, from, length);
      }
    };
  }

  private static TextSink date(StringBuilder date) {
    return (text, from, length) -> date.append(text, from, Math.min(length, DATE - date.length()));
  }

  /** The digest of its id, which is asked once. */
  byte[] idDigest() {
    return id.finish();
  }

  /**
   * What it says, with the digest of its id; asked once.
   *
   * @throws Unproven if it cannot be compared
   */
  String digest(byte[] idDigest) throws Unproven {
    if (refused != null) {
      throw Unproven.unreadable("the entry is there, but " + refused);
    }
    TextDigest said = content.hasBegun() ? content : description;
    return EntryDigest.of(idDigest, title.finish(), said.finish());
  }

  /** When it last changed, or came, as far as it says so. */
  @Nullable Instant time() {
    Instant changed = time(updated);
    return changed == null ? time(published) : changed;
  }

  private static @Nullable Instant time(StringBuilder date) {
    String text = date.toString().strip();
    try {
      return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
    } catch (DateTimeException other) {
      return Dates.parse(text).orElse(null);
    }
  }
}
