package vn.loa.channel.rss;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;

/**
 * What is known of a message without reading it.
 *
 * @param revision counts its changes, and its withdrawals
 * @param feeds those it was sent to; none when it is withdrawn
 * @param digest of the message, in hexadecimal digits
 * @param position of its newest record; -1 while that is not written
 * @param hasKit whether there are texts of a press kit
 * @param alerts references of the alerts that stand for it; empty when none does
 */
record Known(
    String uri,
    Instant published,
    Instant updated,
    int revision,
    Set<String> feeds,
    String digest,
    long position,
    boolean hasKit,
    List<String> alerts) {

  private static final long NOT_WRITTEN = -1;

  static Known first(String uri, Instant at, String feed, String digest) {
    return new Known(uri, at, at, 1, Set.of(feed), digest, NOT_WRITTEN, false, List.of());
  }

  /**
   * @param before what was known of it, or null
   */
  static Known of(Entry entry, String digest, long position, @Nullable Known before) {
    return new Known(
        entry.uri(),
        entry.published(),
        entry.updated(),
        entry.revision(),
        entry.feeds(),
        digest,
        position,
        !Items.kit(entry.message()).isEmpty(),
        before == null ? List.of() : before.alerts());
  }

  boolean isWithdrawn() {
    return feeds.isEmpty();
  }

  boolean is(String otherDigest) {
    return !isWithdrawn() && digest.equals(otherDigest);
  }

  Entry entry(Message message) {
    return new Entry(uri, message, published, updated, revision, feeds);
  }

  Known revised(Instant at, String feed, String other) {
    return new Known(uri, published, at, revision + 1, with(feed), other, position, hasKit, alerts);
  }

  Known alsoIn(String feed) {
    return new Known(
        uri, published, updated, revision, with(feed), digest, position, hasKit, alerts);
  }

  Known withdrawn(Instant at) {
    return new Known(uri, published, at, revision + 1, Set.of(), digest, position, hasKit, alerts);
  }

  Known withAlerts(List<String> others) {
    return new Known(uri, published, updated, revision, feeds, digest, position, hasKit, others);
  }

  private Set<String> with(String feed) {
    Set<String> more = new LinkedHashSet<>(feeds);
    more.add(feed);
    return more;
  }
}
