package vn.loa.channel.rss;

import java.io.ByteArrayOutputStream;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What {@link Rss} writes, by any writer of StAX: the same elements and texts. */
final class StaxDocument {

  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final String CONTENT = "http://purl.org/rss/1.0/modules/content/";
  private static final String DC = "http://purl.org/dc/elements/1.1/";
  private static final String FH = "http://purl.org/syndication/history/1.0";

  /** It does not have to grow. */
  private static final int ROOM = 1 << 20;

  private final XMLOutputFactory factory;

  StaxDocument(XMLOutputFactory factory) {
    this.factory = factory;
  }

  /** By name: javac would warn of annotations on these factories that do not come with them. */
  static StaxDocument by(String factory) {
    try {
      return new StaxDocument(
          Class.forName(factory)
              .asSubclass(XMLOutputFactory.class)
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException cause) {
      throw new IllegalStateException("no writer of this name: " + factory, cause);
    }
  }

  byte[] write(Feed feed, List<Item> items) throws XMLStreamException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(ROOM);
    XMLStreamWriter out = factory.createXMLStreamWriter(octets, "UTF-8");
    out.writeStartDocument("UTF-8", "1.0");
    head(out, feed);
    for (Item item : items) {
      item(out, item);
    }
    out.writeEndElement();
    out.writeEndElement();
    out.writeEndDocument();
    out.close();
    return octets.toByteArray();
  }

  private static void head(XMLStreamWriter out, Feed feed) throws XMLStreamException {
    out.writeStartElement("rss");
    out.writeAttribute("version", "2.0");
    out.writeNamespace("atom", ATOM);
    out.writeNamespace("content", CONTENT);
    out.writeNamespace("dc", DC);
    out.writeNamespace("fh", FH);
    out.writeStartElement("channel");
    text(out, "title", feed.title());
    text(out, "link", feed.site());
    text(out, "description", feed.description());
    text(out, "language", feed.language());
    text(out, "lastBuildDate", Dates.rfc822(SampleItems.NEWEST));
    out.writeEmptyElement("atom", "link", ATOM);
    out.writeAttribute("rel", "self");
    out.writeAttribute("type", Format.RSS.mediaType());
    out.writeAttribute("href", feed.url(Format.RSS, Feed.CURRENT));
  }

  private static void item(XMLStreamWriter out, Item item) throws XMLStreamException {
    out.writeStartElement("item");
    text(out, "title", item.title());
    if (item.link() != null) {
      text(out, "link", item.link());
    }
    out.writeStartElement("guid");
    out.writeAttribute("isPermaLink", "false");
    out.writeCharacters(item.id());
    out.writeEndElement();
    text(out, "pubDate", Dates.rfc822(item.published()));
    text(out, "dc", "creator", DC, item.author());
    text(out, "dc", "language", DC, item.language());
    for (Item.Category category : item.categories()) {
      out.writeStartElement("category");
      out.writeAttribute("domain", category.scheme());
      out.writeCharacters(category.term());
      out.writeEndElement();
    }
    text(out, "description", Html.of(item.summary()));
    text(out, "content", "encoded", CONTENT, item.html());
    out.writeEndElement();
  }

  private static void text(XMLStreamWriter out, String name, String text)
      throws XMLStreamException {
    out.writeStartElement(name);
    out.writeCharacters(text);
    out.writeEndElement();
  }

  private static void text(
      XMLStreamWriter out, String prefix, String name, String namespace, String text)
      throws XMLStreamException {
    out.writeStartElement(prefix, name, namespace);
    out.writeCharacters(text);
    out.writeEndElement();
  }
}
