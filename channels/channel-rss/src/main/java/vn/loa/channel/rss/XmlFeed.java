package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads RSS 2.0 and Atom with the JDK's parser, which here opens no DTD and no external entity; a
 * document with a DOCTYPE is refused. What the parser holds at one time is rationed: a tag, a
 * comment or a piece of text has so many octets at most, and a document so many different names.
 *
 * <p>Not safe for use by several threads.
 */
final class XmlFeed {

  static final int DEEPEST = 64;

  private static final int MOST_NAMES = 1000;
  private static final String MOST_ATTRIBUTES = "100";
  private static final String LONGEST_NAME = "256";

  /** Beside the text of an entry: tags, and what the parser reads ahead. */
  private static final int AHEAD = 1 << 16;

  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final String CONTENT = "http://purl.org/rss/1.0/modules/content/";
  private static final String TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";
  private static final String OLDER = "prev-archive";

  private static final Set<String> KNOWN =
      Set.of("UTF-8", "UTF-16", "UTF-16BE", "UTF-16LE", "US-ASCII", "ASCII");

  private final Body body;
  private final Search search;
  private final long ration;
  private final Set<String> names = new HashSet<>();
  private int depth;
  private boolean isAtom;
  private boolean inChannel;
  private @Nullable Candidate entry;
  private @Nullable TextSink text;

  private XmlFeed(Body body, Search search, long longestEntry) {
    this.body = body;
    this.search = search;
    this.ration = longestEntry + AHEAD;
  }

  /**
   * @param longestEntry in characters
   * @throws Unproven if the document is no feed, is broken, or goes beyond a limit
   */
  static void read(Body body, Search search, long longestEntry) throws Unproven {
    new XmlFeed(body, search, longestEntry).read();
  }

  private void read() throws Unproven {
    try {
      body.ration(ration);
      XMLStreamReader in = factory().createXMLStreamReader(body.text(charset(body.first())));
      encoding(in.getCharacterEncodingScheme());
      while (in.hasNext()) {
        body.ration(ration);
        take(in.next(), in);
      }
    } catch (IOException | XMLStreamException | RuntimeException broken) {
      // A parser's own fault may show in any exception: whatever it is, the document is unreadable.
      throw reason(broken);
    }
  }

  private Unproven reason(Exception broken) {
    Unproven stopped = body.stopped();
    if (stopped != null) {
      return stopped;
    }
    return broken instanceof Unproven unproven ? unproven : malformed(broken);
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty("jdk.xml.elementAttributeLimit", MOST_ATTRIBUTES);
    factory.setProperty("jdk.xml.maxXMLNameLimit", LONGEST_NAME);
    return factory;
  }

  /** By the first octets (XML 1.0, appendix F): both encodings that every parser must know. */
  private static Charset charset(String first) {
    if (first.startsWith("\u00FE\u00FF") || first.startsWith("\0<")) {
      return UTF_16BE;
    }
    return first.startsWith("\u00FF\u00FE") || first.startsWith("<\0") ? UTF_16LE : UTF_8;
  }

  private static void encoding(@Nullable String declared) throws Unproven {
    if (declared != null && !KNOWN.contains(declared.toUpperCase(Locale.ROOT))) {
      throw Unproven.unreadable("is neither in UTF-8 nor in UTF-16; the publisher has to mend it");
    }
  }

  /** Where, but not in the parser's words: they quote the document. */
  private static Unproven malformed(Exception broken) {
    if (broken instanceof XMLStreamException told && told.getLocation() != null) {
      return Unproven.unreadable(
          "is not well-formed XML in line "
              + told.getLocation().getLineNumber()
              + "; the publisher has to mend it");
    }
    return Unproven.unreadable("is not well-formed XML; the publisher has to mend it");
  }

  private void take(int event, XMLStreamReader in) throws Unproven {
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> start(in);
      case XMLStreamConstants.END_ELEMENT -> end();
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
        if (text != null) {
          text.accept(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
        }
      }
      case XMLStreamConstants.PROCESSING_INSTRUCTION -> name(in.getPITarget());
      case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
          throw Unproven.unreadable("has a DOCTYPE, which no feed needs; it was not followed");
      default -> {
        // Comments and the like.
      }
    }
  }

  private void start(XMLStreamReader in) throws Unproven {
    names(in);
    depth++;
    if (depth > DEEPEST) {
      throw Unproven.unreadable("has elements more than " + DEEPEST + " deep");
    }
    String namespace = in.getNamespaceURI() == null ? "" : in.getNamespaceURI();
    String name = in.getLocalName();
    if (depth == 1) {
      root(namespace, name);
    } else if (entry == null) {
      outside(in, namespace, name);
    } else if (depth == entryDepth() + 1) {
      text = isAtom ? atom(entry, in, namespace, name) : rss(entry, namespace, name);
    } else if (text != null) {
      entry.refuse("has elements where only text belongs");
    }
  }

  /** A parser keeps each name it meets for as long as it lives. */
  private void names(XMLStreamReader in) throws Unproven {
    name(in.getLocalName());
    name(in.getPrefix());
    for (int i = 0; i < in.getAttributeCount(); i++) {
      name(in.getAttributeLocalName(i));
      name(in.getAttributePrefix(i));
    }
    for (int i = 0; i < in.getNamespaceCount(); i++) {
      name(in.getNamespacePrefix(i));
      name(in.getNamespaceURI(i));
    }
  }

  private void name(@Nullable String name) throws Unproven {
    if (name != null && names.add(name) && names.size() > MOST_NAMES) {
      throw Unproven.unreadable("has more than " + MOST_NAMES + " different names");
    }
  }

  private void root(String namespace, String name) throws Unproven {
    isAtom = namespace.equals(ATOM) && name.equals("feed");
    if (!isAtom && !(namespace.isEmpty() && name.equals("rss"))) {
      throw Unproven.unreadable("is neither RSS 2.0 nor Atom nor JSON Feed; give a feed's address");
    }
  }

  private int entryDepth() {
    return isAtom ? 2 : 3;
  }

  private void outside(XMLStreamReader in, String namespace, String name) {
    if (!isAtom && depth == 2) {
      inChannel = namespace.isEmpty() && name.equals("channel");
    } else if (depth == entryDepth() && (isAtom || inChannel)) {
      ofFeed(in, namespace, name);
    }
  }

  private void ofFeed(XMLStreamReader in, String namespace, String name) {
    boolean isEntry =
        isAtom
            ? namespace.equals(ATOM) && name.equals("entry")
            : namespace.isEmpty() && name.equals("item");
    if (isEntry) {
      entry = search.candidate();
    } else if (namespace.equals(ATOM) && name.equals("link")) {
      link(in);
    } else if (namespace.equals(TOMBSTONES) && name.equals("deleted-entry")) {
      search.tombstone(attribute(in, "ref"));
    }
  }

  private void link(XMLStreamReader in) {
    if (attribute(in, "rel").equals(OLDER)) {
      search.older(attribute(in, "href"));
    }
  }

  private static String attribute(XMLStreamReader in, String name) {
    String value = in.getAttributeValue(null, name);
    return value == null ? "" : value;
  }

  private static @Nullable TextSink rss(Candidate entry, String namespace, String name) {
    if (namespace.equals(CONTENT)) {
      return name.equals("encoded") ? entry.content() : null;
    }
    if (namespace.equals(ATOM)) {
      return name.equals("updated") ? entry.updated() : null;
    }
    if (!namespace.isEmpty()) {
      return null;
    }
    return switch (name) {
      case "guid" -> entry.id();
      case "title" -> entry.title();
      case "description" -> entry.description();
      case "pubDate" -> entry.published();
      default -> null;
    };
  }

  private static @Nullable TextSink atom(
      Candidate entry, XMLStreamReader in, String namespace, String name) {
    if (!namespace.equals(ATOM)) {
      return null;
    }
    return switch (name) {
      case "id" -> entry.id();
      case "title" -> inside(entry, in, entry.title());
      case "content" -> inside(entry, in, entry.content());
      case "published" -> entry.published();
      case "updated" -> entry.updated();
      default -> null;
    };
  }

  private static TextSink inside(Candidate entry, XMLStreamReader in, TextSink text) {
    if (attribute(in, "type").equals("xhtml")) {
      entry.refuse("is in xhtml, not html; publish it as type=\"html\"");
    } else if (!attribute(in, "src").isEmpty()) {
      entry.refuse("has its content elsewhere; publish it in the feed");
    }
    return text;
  }

  private void end() throws Unproven {
    if (entry != null && depth == entryDepth()) {
      search.compare();
      entry = null;
    } else if (entry != null && depth == entryDepth() + 1) {
      text = null;
    }
    depth--;
  }
}
