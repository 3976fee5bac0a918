package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.HexFormat;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class EntryDigestTest {

  @Property
  void a_text_has_the_digest_of_what_xml_and_json_carry_of_it(@ForAll("hostile") String text)
      throws Exception {
    byte[] expected = TextDigest.of(text);

    assertThat(TextDigest.of(throughXml(text))).isEqualTo(expected);
    assertThat(TextDigest.of(throughJson(text))).isEqualTo(expected);
    assertThat(throughXml(text)).isEqualTo(throughJson(text));
    byte[] carried = Sha256.start().digest(throughXml(text).getBytes(UTF_8));
    assertThat(expected).isEqualTo(carried);
  }

  @Property
  void a_text_has_one_digest_however_it_comes_in_pieces(
      @ForAll("hostile") String text, @ForAll List<Integer> cuts) {
    TextDigest pieces = new TextDigest();
    pieces.begin();
    int at = 0;
    for (int cut : cuts) {
      int length = Math.min(Math.floorMod(cut, 7), text.length() - at);
      pieces.accept(text.toCharArray(), at, length);
      at += length;
    }
    pieces.accept(text.toCharArray(), at, text.length() - at);

    assertThat(pieces.finish()).isEqualTo(TextDigest.of(text));
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<Character> nasty =
        Arbitraries.of(
            '\r', '\n', '\t', '\0', '\u000B', '\uD83D', '\uDE00', '\uFFFE', '&', '<', 'ệ');
    return Arbitraries.frequencyOf(Tuple.of(3, nasty), Tuple.of(1, Arbitraries.chars().all()))
        .list()
        .ofMaxSize(3000)
        .map(EntryDigestTest::joined);
  }

  @Test
  void no_text_may_move_from_one_field_to_the_next() {
    assertThat(
            List.of(
                EntryDigest.of("ab", "c", "d"),
                EntryDigest.of("a", "bc", "d"),
                EntryDigest.of("a", "b", "cd"),
                EntryDigest.of("abcd", "", ""),
                EntryDigest.of("", "", "abcd")))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_digest_is_the_one_for_ever() {
    assertThat(EntryDigest.of("a", "b", "c"))
        .isEqualTo(
            HexFormat.of().formatHex(Sha256.start().digest(HexFormat.of().parseHex(ofAbc()))));
  }

  /** SHA-256 of a, of b and of c, by sha256sum. */
  private static String ofAbc() {
    return "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
        + "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"
        + "2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6";
  }

  @Test
  void a_text_that_two_elements_say_is_that_of_no_element() {
    TextDigest digest = new TextDigest();
    digest.begin();
    digest.accept("a".toCharArray(), 0, 1);
    digest.begin();

    assertThat(digest.finish()).isNotEqualTo(TextDigest.of("a"));
  }

  private static String joined(List<Character> characters) {
    StringBuilder text = new StringBuilder();
    characters.forEach(text::append);
    return text.toString();
  }

  private static String throughXml(String text) throws Exception {
    Octets out = new Octets(16).put(Octets.fixed("<a>")).text(text).put(Octets.fixed("</a>"));
    XMLStreamReader in =
        XMLInputFactory.newDefaultFactory()
            .createXMLStreamReader(new StringReader(new String(out.toArray(), UTF_8)));
    in.next();
    return in.getElementText();
  }

  private static String throughJson(String text) throws Exception {
    String json = new String(new Octets(16).json(text).toArray(), UTF_8);
    StringBuilder read = new StringBuilder();
    new JsonInput(new StringReader(json)).string((c, from, length) -> read.append(c, from, length));
    return read.toString();
  }
}
