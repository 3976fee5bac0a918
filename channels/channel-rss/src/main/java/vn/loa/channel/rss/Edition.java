package vn.loa.channel.rss;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One page of a feed as it stands between two changes, in every format: the current one, or an
 * archive (RFC 5005, 4). Immutable, but for what is made of it when first asked for.
 */
final class Edition {

  private final Feed feed;
  private final int page;
  private final int older;
  private final int newer;
  private final List<Fragment> fragments;
  private final List<Tombstone> tombstones;
  private final Instant updated;
  private volatile long modified = Document.NEVER_TOLD;
  private final AtomicReferenceArray<Document> documents =
      new AtomicReferenceArray<>(Format.values().length);

  /**
   * An entry that was withdrawn.
   *
   * @param uri its id
   */
  record Tombstone(String uri, Instant when) {}

  /** Makes the current page. */
  static Edition current(
      Feed feed,
      int archives,
      List<Fragment> newestFirst,
      List<Tombstone> tombstones,
      Instant updated) {
    return new Edition(
        feed, Feed.CURRENT, archives, Feed.CURRENT, newestFirst, tombstones, updated);
  }

  /**
   * Makes an archive page.
   *
   * @param newer the archive page after it; {@link Feed#CURRENT} while there is none
   */
  static Edition archive(
      Feed feed, int page, int newer, List<Fragment> newestFirst, Instant updated) {
    return new Edition(feed, page, page - 1, newer, newestFirst, List.of(), updated);
  }

  private Edition(
      Feed feed,
      int page,
      int older,
      int newer,
      List<Fragment> fragments,
      List<Tombstone> tombstones,
      Instant updated) {
    this.feed = feed;
    this.page = page;
    this.older = older;
    this.newer = newer;
    this.fragments = fragments;
    this.tombstones = tombstones;
    this.updated = updated;
  }

  Feed feed() {
    return feed;
  }

  boolean isArchive() {
    return page != Feed.CURRENT;
  }

  /** The archive page before this one; 0 when there is none. */
  int older() {
    return older;
  }

  /** The archive page after this one; {@link Feed#CURRENT} when there is none. */
  int newer() {
    return newer;
  }

  List<Fragment> fragments() {
    return fragments;
  }

  List<Tombstone> tombstones() {
    return tombstones;
  }

  Instant updated() {
    return updated;
  }

  String self(Format format) {
    return feed.url(format, page);
  }

  /** From now on readers are told when it changed; once. See {@link FeedStore#commit}. */
  void settle(long second) {
    modified = second;
  }

  /** Made once for all readers; whoever comes at the same moment may make it too. */
  Document document(Format format) {
    Document ready = documents.get(format.place());
    if (ready != null) {
      return ready;
    }
    byte[] octets = format.render(this);
    Document made =
        isArchive()
            ? Document.fixed(octets, format.mediaType())
            : Document.changing(octets, format.mediaType(), () -> modified, links(format));
    return documents.compareAndSet(format.place(), null, made)
        ? made
        : documents.get(format.place());
  }

  /** WebSub, 4: the hubs, and which address is theirs. */
  private String links(Format format) {
    if (feed.hubs().isEmpty() || isArchive()) {
      return "";
    }
    StringBuilder links = new StringBuilder();
    feed.hubs()
        .forEach(hub -> links.append('<').append(hub.toASCIIString()).append(">; rel=\"hub\", "));
    return links.append('<').append(self(format)).append(">; rel=\"self\"").toString();
  }
}
