package vn.loa.channel.rss;

import java.time.Instant;
import java.util.List;

/** The two documents of every feed. */
enum Format {
  RSS("rss.xml", "application/rss+xml", "guid") {
    @Override
    byte[] render(Feed feed, List<Entry> entries, Instant updated) {
      return RssDocument.render(feed, entries, updated);
    }
  },

  ATOM("atom.xml", "application/atom+xml", "id") {
    @Override
    byte[] render(Feed feed, List<Entry> entries, Instant updated) {
      return AtomDocument.render(feed, entries, updated);
    }
  };

  private final String fileName;
  private final String mediaType;
  private final String idElement;

  Format(String fileName, String mediaType, String idElement) {
    this.fileName = fileName;
    this.mediaType = mediaType;
    this.idElement = idElement;
  }

  /**
   * The whole document.
   *
   * @param entries in the order shown
   * @param updated when the last of them came
   */
  abstract byte[] render(Feed feed, List<Entry> entries, Instant updated);

  String fileName() {
    return fileName;
  }

  String mediaType() {
    return mediaType;
  }

  /** Local name of the element that holds an entry's URI. */
  String idElement() {
    return idElement;
  }
}
