package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Whatever a text is, documents are well-formed and carry it, but for what XML cannot: that is
 * U+FFFD, and every line end LF. {@code -Dloa.strings=1000000} tries a million random ones.
 */
@Timeout(3600)
class EveryCharacterTest {

  private static final int STRINGS = Integer.getInteger("loa.strings", 20_000);
  private static final int OF_ONE_DOCUMENT = 1000;

  @Test
  void every_code_unit_alone() throws Exception {
    List<String> all = new ArrayList<>();
    for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
      all.add(String.valueOf((char) unit));
    }
    assertThat(all).hasSize(65_536);
    areCarried(all);
  }

  @Test
  void every_code_unit_between_letters() throws Exception {
    List<String> all = new ArrayList<>();
    for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
      all.add("a" + (char) unit + "ế");
    }
    areCarried(all);
  }

  @Test
  void halves_of_pairs_in_any_order_and_whole_ones() throws Exception {
    List<String> all = new ArrayList<>();
    String[] parts = {"\uD800", "\uDBFF", "\uDC00", "\uDFFF", "x", "\uD83D\uDE00", "\r", "\n"};
    for (String one : parts) {
      for (String two : parts) {
        for (String three : parts) {
          all.add(one + two + three);
        }
      }
    }
    for (int high = 0xD800; high <= 0xDBFF; high++) {
      all.add("" + (char) high + "\uDC00" + (char) high + "\uDFFF" + (char) high);
    }
    areCarried(all);
  }

  @Test
  void random_strings() throws Exception {
    Random random = new Random(STRINGS);
    List<String> some = new ArrayList<>();
    for (int n = 0; n < STRINGS; n++) {
      some.add(string(random));
      if (some.size() == 10 * OF_ONE_DOCUMENT) {
        areCarried(some);
        some.clear();
      }
    }
    areCarried(some);
  }

  /** A pair may stand where the writer makes room. */
  @Test
  void long_texts_with_a_pair_at_any_place() throws Exception {
    List<String> all = new ArrayList<>();
    for (int before = 4090; before < 4100; before++) {
      all.add("&".repeat(before) + "\uD83D\uDE00\r\n" + "ế".repeat(9000) + "\uD83D");
    }
    areCarried(all);
  }

  private static String string(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(24); length >= 0; length--) {
      text.append(
          (char)
              switch (random.nextInt(4)) {
                case 0 -> random.nextInt(0x80);
                case 1 -> 0xD700 + random.nextInt(0x900);
                case 2 -> 0xFFF0 + random.nextInt(0x10);
                default -> random.nextInt(0x10000);
              });
    }
    return text.toString();
  }

  private static void areCarried(List<String> texts) throws Exception {
    for (int from = 0; from < texts.size(); from += OF_ONE_DOCUMENT) {
      List<String> some = texts.subList(from, Math.min(texts.size(), from + OF_ONE_DOCUMENT));
      List<String> expected = some.stream().map(EveryCharacterTest::carried).toList();
      xml(some, expected);
      assertThat(json(some)).isEqualTo(expected);
    }
  }

  private static void xml(List<String> texts, List<String> expected) throws Exception {
    Octets out = new Octets(16);
    out.ascii("<all>");
    for (String text : texts) {
      out.ascii("<it is=\"").attribute(text).ascii("\">").text(text).ascii("</it>");
    }
    out.ascii("</all>");
    DocumentBuilder parser = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
    NodeList read =
        parser.parse(new ByteArrayInputStream(out.toArray())).getElementsByTagName("it");
    List<String> attributes = new ArrayList<>();
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < read.getLength(); i++) {
      attributes.add(((Element) read.item(i)).getAttribute("is"));
      elements.add(read.item(i).getTextContent());
    }
    assertThat(elements).isEqualTo(expected);
    assertThat(attributes).isEqualTo(expected);
  }

  private static List<String> json(List<String> texts) throws IOException {
    Octets out = new Octets(16);
    out.put('[');
    for (int i = 0; i < texts.size(); i++) {
      (i == 0 ? out : out.put(',')).json(texts.get(i));
    }
    List<String> read = new ArrayList<>();
    for (JsonNode text : new ObjectMapper().readTree(out.put(']').toArray())) {
      read.add(text.asText());
    }
    return read;
  }

  /** Said in another way than the code says it. */
  private static String carried(String text) {
    StringBuilder carried = new StringBuilder();
    text.replaceAll("\r\n|\r", "\n")
        .codePoints()
        .map(c -> isChar(c) ? c : 0xFFFD)
        .forEach(carried::appendCodePoint);
    return carried.toString();
  }

  /** XML 1.0, production 2. */
  private static boolean isChar(int c) {
    return c == 0x9
        || c == 0xA
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
