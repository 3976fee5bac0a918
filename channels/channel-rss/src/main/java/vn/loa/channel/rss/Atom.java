package vn.loa.channel.rss;

import static vn.loa.channel.rss.Octets.fixed;

/** Atom 1.0 (RFC 4287), with tombstones (RFC 6721). */
final class Atom {

  private static final byte[] HEAD =
      fixed(
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <feed xmlns="http://www.w3.org/2005/Atom" \
          xmlns:at="http://purl.org/atompub/tombstones/1.0" \
          xmlns:fh="http://purl.org/syndication/history/1.0" xml:lang=\"""");
  private static final byte[] FEED_ID = fixed("\">\n<id>");
  private static final byte[] FEED_TITLE = fixed("</id>\n<title>");
  private static final byte[] SUBTITLE = fixed("</title>\n<subtitle>");
  private static final byte[] FEED_UPDATED = fixed("</subtitle>\n<updated>");
  private static final byte[] END_OF_UPDATED = fixed("</updated>\n");
  private static final byte[] AUTHOR = fixed("<author><name>");
  private static final byte[] END_OF_AUTHOR = fixed("</name></author>\n");
  private static final byte[] LOGO = fixed("<logo>");
  private static final byte[] END_OF_LOGO = fixed("</logo>\n");
  private static final byte[] ARCHIVE = fixed("<fh:archive/>\n");
  private static final byte[] DELETED = fixed("<at:deleted-entry ref=\"");
  private static final byte[] WHEN = fixed("\" when=\"");
  private static final byte[] END_OF_EMPTY = fixed("\"/>\n");
  private static final byte[] TAIL = fixed("</feed>\n");

  private static final byte[] ENTRY = fixed("<entry xml:lang=\"");
  private static final byte[] ID = fixed("\">\n<id>");
  private static final byte[] TITLE = fixed("</id>\n<title>");
  private static final byte[] PUBLISHED = fixed("</title>\n<published>");
  private static final byte[] UPDATED = fixed("</published>\n<updated>");
  private static final byte[] CATEGORY = fixed("<category scheme=\"");
  private static final byte[] TERM = fixed("\" term=\"");
  private static final byte[] SUMMARY = fixed("<summary>");
  private static final byte[] CONTENT = fixed("</summary>\n<content type=\"html\">");
  private static final byte[] END_OF_ENTRY = fixed("</content>\n</entry>\n");

  private static final AtomLinks LINKS = new AtomLinks("link");

  static void head(Octets out, Edition edition) {
    Feed feed = edition.feed();
    out.put(HEAD).attribute(feed.language());
    // Of all its pages: they are one feed (RFC 5005, 4).
    out.put(FEED_ID).text(feed.url(Format.ATOM, Feed.CURRENT));
    out.put(FEED_TITLE).text(feed.title());
    out.put(SUBTITLE).text(feed.description());
    out.put(FEED_UPDATED).ascii(Dates.rfc3339(edition.updated())).put(END_OF_UPDATED);
    out.put(AUTHOR).text(feed.publisher()).put(END_OF_AUTHOR);
    LINKS.link(out, "alternate", feed.site());
    LINKS.ofFeed(out, edition, Format.ATOM);
    if (edition.isArchive()) {
      out.put(ARCHIVE);
    }
    if (feed.logo() != null) {
      out.put(LOGO).text(feed.logo().toASCIIString()).put(END_OF_LOGO);
    }
  }

  static void item(Octets out, Item item) {
    out.put(ENTRY).attribute(item.language());
    out.put(ID).text(item.id());
    out.put(TITLE).text(item.title());
    out.put(PUBLISHED).ascii(Dates.rfc3339(item.published()));
    out.put(UPDATED).ascii(Dates.rfc3339(item.updated())).put(END_OF_UPDATED);
    out.put(AUTHOR).text(item.author()).put(END_OF_AUTHOR);
    for (Item.Category category : item.categories()) {
      out.put(CATEGORY).attribute(category.scheme());
      out.put(TERM).attribute(category.term()).put(END_OF_EMPTY);
    }
    if (item.link() != null && item.linkType() != null) {
      LINKS.link(out, "alternate", item.linkType(), item.link());
    } else if (item.link() != null) {
      LINKS.link(out, "alternate", item.link());
    }
    item.enclosures().forEach(enclosure -> LINKS.enclosure(out, enclosure));
    item.related().forEach(related -> LINKS.related(out, related));
    out.put(SUMMARY).text(item.summary());
    out.put(CONTENT).text(item.html()).put(END_OF_ENTRY);
  }

  static void tail(Octets out, Edition edition) {
    for (Edition.Tombstone tombstone : edition.tombstones()) {
      out.put(DELETED).attribute(tombstone.uri());
      out.put(WHEN).ascii(Dates.rfc3339(tombstone.when())).put(END_OF_EMPTY);
    }
    out.put(TAIL);
  }

  private Atom() {}
}
