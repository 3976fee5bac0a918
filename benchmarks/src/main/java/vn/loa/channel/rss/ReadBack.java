package vn.loa.channel.rss;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the items of an RSS document say, however it is written. */
final class ReadBack {

  private ReadBack() {}

  /** Of each item its elements with their attributes and texts, in the order of their names. */
  static List<String> items(byte[] document) {
    try {
      NodeList items =
          DocumentBuilderFactory.newDefaultNSInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(document))
              .getElementsByTagName("item");
      List<String> read = new ArrayList<>();
      for (int i = 0; i < items.getLength(); i++) {
        read.add(item(items.item(i)));
      }
      return read;
    } catch (ParserConfigurationException | SAXException | IOException cause) {
      throw new IllegalStateException("a row's document cannot be read", cause);
    }
  }

  private static String item(Node item) {
    TreeSet<String> elements = new TreeSet<>();
    for (Node each = item.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element) {
        elements.add(each.getNodeName() + attributes(each) + each.getTextContent().strip());
      }
    }
    return elements.toString();
  }

  private static SortedMap<String, String> attributes(Node element) {
    SortedMap<String, String> values = new TreeMap<>();
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      values.put(attributes.item(i).getNodeName(), attributes.item(i).getNodeValue());
    }
    return values;
  }
}
