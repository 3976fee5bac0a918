package vn.loa.channel.rss;

import java.time.Instant;
import java.util.List;
import vn.loa.channel.Message;

/** RSS 2.0, as the RSS Profile of the RSS Advisory Board narrows it. */
final class RssDocument {

  static byte[] render(Feed feed, List<Entry> entries, Instant updated) {
    Xml xml =
        new Xml()
            .open(
                "rss",
                "version",
                "2.0",
                "xmlns:atom",
                "http://www.w3.org/2005/Atom",
                "xmlns:content",
                "http://purl.org/rss/1.0/modules/content/",
                "xmlns:dc",
                "http://purl.org/dc/elements/1.1/")
            .open("channel")
            .element("title", feed.title())
            .element("link", feed.site())
            .element("description", feed.description())
            .element("language", feed.language())
            .element("lastBuildDate", Dates.format(updated))
            .empty(
                "atom:link",
                "rel",
                "self",
                "type",
                Format.RSS.mediaType(),
                "href",
                feed.self(Format.RSS));
    entries.forEach(entry -> item(xml, feed, entry));
    return xml.close("channel").close("rss").bytes();
  }

  private static void item(Xml xml, Feed feed, Entry entry) {
    Message message = entry.message();
    xml.open("item").element("title", message.title());
    message.link().ifPresent(link -> xml.element("link", link.toASCIIString()));
    xml.element("guid", entry.uri(), "isPermaLink", "false")
        .element("pubDate", Dates.format(entry.published()))
        // <author> would have to be an e-mail address.
        .element("dc:creator", message.issuer().orElse(feed.publisher()));
    message.about().ifPresent(about -> xml.element("category", about));
    xml.element("description", Html.of(message.text()));
    if (message.texts().size() > 1) {
      // Readers take the last one they know: after the description (RSS Profile, content:encoded).
      xml.element("content:encoded", Html.of(message.texts()));
    }
    xml.close("item");
  }

  private RssDocument() {}
}
