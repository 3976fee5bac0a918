package vn.loa.channel.rss;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A feed as a reader sees it: what the channel says, and its entries. Parsed to the last byte. */
record Read(Map<String, String> head, List<Map<String, String>> entries) {

  /**
   * Elements by qualified name, the last one wins; attributes as {@code element@attribute}.
   *
   * @throws AssertionError if the document is not well-formed
   */
  static Read of(byte[] document) {
    try {
      return parse(document);
    } catch (XMLStreamException broken) {
      throw new AssertionError("not well-formed: " + broken.getMessage(), broken);
    }
  }

  Map<String, String> entry(String id) {
    return entries.stream()
        .filter(it -> id.equals(it.get("guid")) || id.equals(it.get("id")))
        .reduce(
            (one, two) -> {
              throw new AssertionError("twice in the feed: " + id);
            })
        .orElseThrow(() -> new AssertionError("not in the feed: " + id));
  }

  List<String> all(String element) {
    return entries.stream().map(it -> Objects.requireNonNull(it.get(element), element)).toList();
  }

  private static Read parse(byte[] document) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(document));
    Map<String, String> head = new LinkedHashMap<>();
    List<Map<String, String>> entries = new ArrayList<>();
    Map<String, String> current = head;
    String element = "";
    StringBuilder text = new StringBuilder();
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamReader.START_ELEMENT -> {
          element = name(in);
          text.setLength(0);
          if (element.equals("item") || element.equals("entry")) {
            current = new LinkedHashMap<>();
            entries.add(current);
          }
          for (int i = 0; i < in.getAttributeCount(); i++) {
            String prefix = in.getAttributePrefix(i);
            String attribute = in.getAttributeLocalName(i);
            String key = prefix == null || prefix.isEmpty() ? attribute : prefix + ":" + attribute;
            current.put(element + "@" + key, in.getAttributeValue(i));
          }
        }
        case XMLStreamReader.CHARACTERS -> text.append(in.getText());
        case XMLStreamReader.END_ELEMENT -> {
          if (name(in).equals(element)) {
            current.put(element, text.toString());
          }
          if (name(in).equals("item") || name(in).equals("entry")) {
            current = head;
          }
        }
        default -> {}
      }
    }
    return new Read(head, entries);
  }

  private static String name(XMLStreamReader in) {
    String prefix = in.getPrefix();
    return prefix == null || prefix.isEmpty()
        ? in.getLocalName()
        : prefix + ":" + in.getLocalName();
  }
}
