package vn.loa.channel.rss;

import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XML back with the JDK's own parser, which here opens no DTD and no external entity. */
final class Stax {

  static XMLStreamReader read(InputStream document) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory.createXMLStreamReader(document, "UTF-8");
  }

  /** The texts of all elements of this local name; the document is read to its end. */
  static Set<String> texts(InputStream document, String element) throws XMLStreamException {
    Set<String> found = new HashSet<>();
    XMLStreamReader in = read(document);
    while (in.hasNext()) {
      if (in.next() == XMLStreamReader.START_ELEMENT && in.getLocalName().equals(element)) {
        found.add(in.getElementText());
      }
    }
    return found;
  }

  private Stax() {}
}
