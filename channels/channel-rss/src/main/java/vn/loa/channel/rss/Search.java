package vn.loa.channel.rss;

import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Looks for one entry in a document. Where several have its id, the one that changed last counts;
 * one that tells no date counts less than one that does, and of equal ones the first.
 *
 * <p>Not safe for use by several threads.
 */
final class Search {

  private static final int LONGEST_LINK = 4096;

  private final byte[] wanted;
  private final Candidate candidate;
  private String digest = "";
  private @Nullable Instant time;
  private @Nullable String older;
  private boolean withdrawn;

  Search(String id, long maximum) {
    this.wanted = TextDigest.of(id);
    this.candidate = new Candidate(maximum);
  }

  /** An entry begins; the one before is forgotten. */
  Candidate candidate() {
    candidate.begin();
    return candidate;
  }

  /**
   * The entry has ended.
   *
   * @throws Unproven if it is the one, and cannot be compared
   */
  void compare() throws Unproven {
    byte[] id = candidate.idDigest();
    if (!MessageDigest.isEqual(id, wanted)) {
      return;
    }
    String found = candidate.digest(id);
    Instant changed = candidate.time();
    if (digest.isEmpty() || isNewer(changed)) {
      digest = found;
      time = changed;
    }
  }

  private boolean isNewer(@Nullable Instant other) {
    return other != null && (time == null || other.isAfter(time));
  }

  /** A tombstone (RFC 6721). */
  void tombstone(String id) {
    withdrawn |= MessageDigest.isEqual(TextDigest.of(id), wanted);
  }

  /** Where the feed goes on; of several the first counts. */
  void older(String link) {
    if (older == null && link.length() <= LONGEST_LINK) {
      older = link;
    }
  }

  /** What the entry says; empty when it is not there. */
  String digest() {
    return digest;
  }

  boolean isWithdrawn() {
    return withdrawn;
  }

  /** As the document has it, perhaps relative. */
  @Nullable String older() {
    return older;
  }
}
