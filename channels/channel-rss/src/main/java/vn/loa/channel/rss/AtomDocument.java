package vn.loa.channel.rss;

import java.time.Instant;
import java.util.List;
import vn.loa.channel.Message;

/** Atom 1.0 (RFC 4287). */
final class AtomDocument {

  static byte[] render(Feed feed, List<Entry> entries, Instant updated) {
    String self = feed.self(Format.ATOM);
    Xml xml =
        new Xml()
            .open("feed", "xmlns", "http://www.w3.org/2005/Atom", "xml:lang", feed.language())
            .element("id", self)
            .element("title", feed.title())
            .element("subtitle", feed.description())
            .element("updated", updated.toString())
            .empty("link", "rel", "self", "type", Format.ATOM.mediaType(), "href", self)
            .empty("link", "rel", "alternate", "href", feed.site());
    author(xml, feed.publisher());
    entries.forEach(entry -> entry(xml, entry));
    return xml.close("feed").bytes();
  }

  private static void entry(Xml xml, Entry entry) {
    Message message = entry.message();
    xml.open("entry", "xml:lang", message.language())
        .element("id", entry.uri())
        .element("title", message.title())
        .element("published", entry.published().toString())
        .element("updated", entry.updated().toString());
    message.issuer().ifPresent(issuer -> author(xml, issuer));
    message.about().ifPresent(about -> xml.empty("category", "term", about));
    message
        .link()
        .ifPresent(link -> xml.empty("link", "rel", "alternate", "href", link.toASCIIString()));
    xml.element("summary", message.text())
        .element("content", Html.of(message.texts()), "type", "html")
        .close("entry");
  }

  private static void author(Xml xml, String name) {
    xml.open("author").element("name", name).close("author");
  }

  private AtomDocument() {}
}
