package vn.loa.channel.rss;

import static vn.loa.channel.rss.Octets.fixed;

import java.net.URI;

/** Links of Atom (RFC 4287, 4.2.7), in Atom and, with a prefix, in RSS. */
final class AtomLinks {

  private static final byte[] TYPE = fixed("\" type=\"");
  private static final byte[] LANGUAGE = fixed("\" hreflang=\"");
  private static final byte[] LENGTH = fixed("\" length=\"");
  private static final byte[] TITLE = fixed("\" title=\"");
  private static final byte[] HREF = fixed("\" href=\"");
  private static final byte[] END = fixed("\"/>\n");

  private final byte[] start;

  /**
   * @param element name with its prefix, if it has one
   */
  AtomLinks(String element) {
    this.start = fixed("<" + element + " rel=\"");
  }

  /**
   * Which document this is, where its neighbours are (RFC 5005, 3 and 4), and who tells of news.
   */
  void ofFeed(Octets out, Edition edition, Format format) {
    Feed feed = edition.feed();
    link(out, "self", format, edition.self(format));
    if (edition.isArchive()) {
      link(out, "current", format, feed.url(format, Feed.CURRENT));
    } else {
      feed.hubs().stream().map(URI::toASCIIString).forEach(hub -> link(out, "hub", hub));
    }
    if (edition.isArchive() || edition.older() > 0) {
      pages(out, edition, format);
    }
  }

  private void pages(Octets out, Edition edition, Format format) {
    Feed feed = edition.feed();
    link(out, "first", format, feed.url(format, Feed.CURRENT));
    link(out, "last", format, feed.url(format, 1));
    if (edition.older() > 0) {
      String older = feed.url(format, edition.older());
      link(out, "next", format, older);
      link(out, "prev-archive", format, older);
    }
    if (edition.isArchive()) {
      String newer = feed.url(format, edition.newer());
      link(out, "previous", format, newer);
      if (edition.newer() != Feed.CURRENT) {
        link(out, "next-archive", format, newer);
      }
    }
  }

  void enclosure(Octets out, Item.Enclosure enclosure) {
    out.put(start).ascii("enclosure").put(TYPE).attribute(enclosure.type());
    if (enclosure.octets() > 0) {
      out.put(LENGTH).ascii(Long.toString(enclosure.octets()));
    }
    if (enclosure.language() != null) {
      out.put(LANGUAGE).attribute(enclosure.language());
    }
    out.put(TITLE).attribute(enclosure.title());
    out.put(HREF).attribute(enclosure.url()).put(END);
  }

  void related(Octets out, Item.Related related) {
    out.put(start).ascii("related").put(TYPE).ascii(Item.Related.TYPE);
    out.put(LANGUAGE).attribute(related.language());
    out.put(TITLE).attribute(related.title());
    out.put(HREF).attribute(related.url()).put(END);
  }

  void link(Octets out, String relation, String href) {
    out.put(start).ascii(relation).put(HREF).attribute(href).put(END);
  }

  void link(Octets out, String relation, String type, String href) {
    out.put(start).ascii(relation).put(TYPE).attribute(type);
    out.put(HREF).attribute(href).put(END);
  }

  private void link(Octets out, String relation, Format format, String href) {
    link(out, relation, format.mediaType(), href);
  }
}
