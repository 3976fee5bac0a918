package vn.loa.channel.rss;

import static vn.loa.channel.rss.Octets.fixed;

import java.util.List;

/** RSS 2.0, as the RSS Profile of the RSS Advisory Board narrows it. */
final class Rss {

  private static final byte[] HEAD =
      fixed(
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" \
          xmlns:content="http://purl.org/rss/1.0/modules/content/" \
          xmlns:dc="http://purl.org/dc/elements/1.1/" \
          xmlns:fh="http://purl.org/syndication/history/1.0">
          <channel>
          <title>""");
  private static final byte[] CHANNEL_LINK = fixed("</title>\n<link>");
  private static final byte[] CHANNEL_DESCRIPTION = fixed("</link>\n<description>");
  private static final byte[] CHANNEL_LANGUAGE = fixed("</description>\n<language>");
  private static final byte[] LAST_BUILD_DATE = fixed("</language>\n<lastBuildDate>");
  private static final byte[] END_OF_DATE = fixed("</lastBuildDate>\n");
  private static final byte[] ARCHIVE = fixed("<fh:archive/>\n");
  private static final byte[] IMAGE = fixed("<image><url>");
  private static final byte[] IMAGE_TITLE = fixed("</url><title>");
  private static final byte[] IMAGE_LINK = fixed("</title><link>");
  private static final byte[] END_OF_IMAGE = fixed("</link></image>\n");
  private static final byte[] TAIL = fixed("</channel>\n</rss>\n");

  private static final byte[] ITEM = fixed("<item>\n<title>");
  private static final byte[] LINK = fixed("</title>\n<link>");
  private static final byte[] GUID = fixed("</link>\n<guid isPermaLink=\"false\">");
  private static final byte[] GUID_WITHOUT_LINK = fixed("</title>\n<guid isPermaLink=\"false\">");
  private static final byte[] PUB_DATE = fixed("</guid>\n<pubDate>");
  private static final byte[] UPDATED = fixed("</pubDate>\n<atom:updated>");
  private static final byte[] CREATOR_AFTER_UPDATED = fixed("</atom:updated>\n<dc:creator>");
  private static final byte[] CREATOR = fixed("</pubDate>\n<dc:creator>");
  private static final byte[] LANGUAGE = fixed("</dc:creator>\n<dc:language>");
  private static final byte[] END_OF_LANGUAGE = fixed("</dc:language>\n");
  private static final byte[] CATEGORY = fixed("<category domain=\"");
  private static final byte[] TERM = fixed("\">");
  private static final byte[] END_OF_CATEGORY = fixed("</category>\n");
  private static final byte[] ENCLOSURE = fixed("<enclosure url=\"");
  private static final byte[] LENGTH = fixed("\" length=\"");
  private static final byte[] TYPE = fixed("\" type=\"");
  private static final byte[] END_OF_EMPTY = fixed("\"/>\n");
  private static final byte[] DESCRIPTION = fixed("<description>");
  private static final byte[] CONTENT = fixed("</description>\n<content:encoded>");
  private static final byte[] END_OF_ITEM = fixed("</content:encoded>\n</item>\n");

  private static final AtomLinks LINKS = new AtomLinks("atom:link");

  static void head(Octets out, Edition edition) {
    Feed feed = edition.feed();
    out.put(HEAD).text(feed.title());
    out.put(CHANNEL_LINK).text(feed.site());
    out.put(CHANNEL_DESCRIPTION).text(feed.description());
    out.put(CHANNEL_LANGUAGE).text(feed.language());
    out.put(LAST_BUILD_DATE).ascii(Dates.rfc822(edition.updated())).put(END_OF_DATE);
    LINKS.ofFeed(out, edition, Format.RSS);
    if (edition.isArchive()) {
      out.put(ARCHIVE);
    }
    if (feed.logo() != null) {
      out.put(IMAGE).text(feed.logo().toASCIIString());
      out.put(IMAGE_TITLE).text(feed.title());
      out.put(IMAGE_LINK).text(feed.site()).put(END_OF_IMAGE);
    }
  }

  static void item(Octets out, Item item) {
    out.put(ITEM).text(item.title());
    if (item.link() == null) {
      out.put(GUID_WITHOUT_LINK);
    } else {
      out.put(LINK).text(item.link()).put(GUID);
    }
    out.text(item.id()).put(PUB_DATE).ascii(Dates.rfc822(item.published()));
    // A second date of the same meaning would confuse readers: only where it says something else.
    if (item.updated().equals(item.published())) {
      out.put(CREATOR);
    } else {
      out.put(UPDATED).ascii(Dates.rfc3339(item.updated())).put(CREATOR_AFTER_UPDATED);
    }
    // <author> would have to be an e-mail address.
    out.text(item.author()).put(LANGUAGE).text(item.language()).put(END_OF_LANGUAGE);
    for (Item.Category category : item.categories()) {
      out.put(CATEGORY).attribute(category.scheme());
      out.put(TERM).text(category.term()).put(END_OF_CATEGORY);
    }
    enclosures(out, item.enclosures());
    item.related().forEach(related -> LINKS.related(out, related));
    out.put(DESCRIPTION).text(Html.of(item.summary()));
    // Readers take the last one they know: after the description (RSS Profile, content:encoded).
    out.put(CONTENT).text(item.html()).put(END_OF_ITEM);
  }

  static void tail(Octets out) {
    out.put(TAIL);
  }

  /** One at most as {@code <enclosure>} (RSS Profile, enclosure), the others as links of Atom. */
  private static void enclosures(Octets out, List<Item.Enclosure> enclosures) {
    for (int i = 0; i < enclosures.size(); i++) {
      Item.Enclosure enclosure = enclosures.get(i);
      if (i > 0) {
        LINKS.enclosure(out, enclosure);
      } else {
        out.put(ENCLOSURE).attribute(enclosure.url());
        out.put(LENGTH).ascii(Long.toString(enclosure.octets()));
        out.put(TYPE).attribute(enclosure.type()).put(END_OF_EMPTY);
      }
    }
  }

  private Rss() {}
}
