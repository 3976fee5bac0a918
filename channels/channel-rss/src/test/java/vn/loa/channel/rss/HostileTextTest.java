package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import vn.loa.channel.Message;

class HostileTextTest {

  private static final String ILLEGAL =
      "[^\\t\\n\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]";

  @Property
  void any_text_arrives_as_it_was_but_for_what_xml_cannot_carry(
      @ForAll("anyUtf16") String title,
      @ForAll("anyUtf16") String text,
      @ForAll("anyUtf16") String about) {
    arrives(Message.builder("m", title).text("vi", text).text("en", title).about(about));
  }

  @Example
  void every_code_unit_arrives_or_is_replaced() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      all.append(c).append('x');
    }
    String text = all.append(Character.MAX_VALUE).append('x').toString();
    arrives(Publishing.message("m").text("vi", text).about(text));
  }

  @Property
  void an_entry_read_from_its_file_renders_the_same_documents(
      @ForAll("anyUtf16") String title, @ForAll("anyUtf16") String text) throws IOException {
    Entry entry = entry(Message.builder("M.1", title).text("vi", text).about(text).issuer(title));
    Entry read = EntryFile.decode(EntryFile.encode(entry));
    for (Format format : Format.values()) {
      assertThat(render(format, read)).isEqualTo(render(format, entry));
    }
  }

  @Provide
  Arbitrary<String> anyUtf16() {
    Arbitrary<Character> nasty =
        Arbitraries.of(
            '\0', '\b', '\t', '\n', '\r', ' ', '<', '>', '&', '"', '\'', ']', ';', '#', 'x', 'e',
            '\u007F', '\u0085', '\u00A0', '\u0301', '\u0323', '\u1EBF', '\u2028', '\u202E',
            '\uD83D', '\uDE00', '\uFEFF', '\uFFFD', '\uFFFE', '\uFFFF');
    Arbitrary<Character> any = Arbitraries.chars().range(Character.MIN_VALUE, Character.MAX_VALUE);
    return Arbitraries.oneOf(nasty, any)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(
            chars -> {
              StringBuilder text = new StringBuilder();
              chars.forEach(text::append);
              return text.toString();
            })
        .filter(text -> !text.isBlank());
  }

  private static void arrives(Message.Builder builder) {
    Entry entry = entry(builder);
    Message message = entry.message();
    Map<String, String> item = Read.of(render(Format.RSS, entry)).entries().get(0);
    assertThat(item.get("title")).isEqualTo(carried(message.title()));
    assertThat(item.get("category")).isEqualTo(carried(message.about().orElseThrow()));
    assertThat(plain(part(item, "description"))).isEqualTo(carried(message.text()));
    Map<String, String> atom = Read.of(render(Format.ATOM, entry)).entries().get(0);
    assertThat(atom.get("title")).isEqualTo(carried(message.title()));
    assertThat(atom.get("summary")).isEqualTo(carried(message.text()));
    assertThat(atom.get("category@term")).isEqualTo(carried(message.about().orElseThrow()));
    StringBuilder blocks = new StringBuilder();
    message.texts().forEach((language, text) -> blocks.append(block(language, text)));
    assertThat(unescaped(part(atom, "content"))).isEqualTo(blocks.toString());
  }

  private static String block(String language, String text) {
    return "<div lang=\"" + language + "\">" + carried(text).replace("\n", "<br/>\n") + "</div>\n";
  }

  private static Entry entry(Message.Builder message) {
    return new Entry(
        "tag:tin.example.vn,2026-11-23:tin/m",
        message.validUntil(Publishing.START).build(),
        Publishing.START,
        Publishing.START);
  }

  private static byte[] render(Format format, Entry entry) {
    Feed feed = new Feed("tin", "Tin", "Tin", "vi", "UBND", Publishing.BASE);
    return format.render(feed, List.of(entry), entry.updated());
  }

  /** What the document promises to carry, said in another way than the code says it. */
  private static String carried(String text) {
    return text.replaceAll("\r\n|\r", "\n").replaceAll(ILLEGAL, "\uFFFD");
  }

  private static String part(Map<String, String> entry, String element) {
    return Objects.requireNonNull(entry.get(element), element);
  }

  private static String plain(String html) {
    return unescaped(html.replace("<br/>\n", "\n"));
  }

  private static String unescaped(String html) {
    return html.replace("&quot;", "\"")
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&amp;", "&");
  }
}
