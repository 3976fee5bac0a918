package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.channel.rss.FeedProof.Verdict.FOUND;
import static vn.loa.channel.rss.FeedProof.Verdict.UNREACHABLE;
import static vn.loa.channel.rss.FeedProof.Verdict.UNREADABLE;
import static vn.loa.channel.rss.FeedTexts.ENTRY;
import static vn.loa.channel.rss.FeedTexts.HTML;
import static vn.loa.channel.rss.FeedTexts.ID;
import static vn.loa.channel.rss.FeedTexts.TITLE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Time;
import vn.loa.channel.testkit.ManualTime;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFeedTest {

  private static final int MAXIMUM = 1 << 20;
  private static final String XML = "application/xml";
  private static final String JSON = "application/json";

  private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-11-24T02:03:04Z"));
  private final FeedReader reader =
      FeedReader.builder(time).maximum(MAXIMUM).longestEntry(100_000).build();

  @TempDir Path directory;
  private Loopback server;

  @BeforeEach
  void start() throws IOException {
    server = new Loopback();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private FeedProof read(String type, String document) {
    server.at("/feed", type, document);
    return reader.read(server.uri("/feed"), ENTRY);
  }

  private FeedProof read(Loopback.Answer answer) {
    server.at("/feed", answer);
    return reader.read(server.uri("/feed"), ENTRY);
  }

  private static void isUnreadable(FeedProof proof, String why) {
    assertThat(proof.reason()).contains(why);
    assertThat(proof.verdict()).isEqualTo(UNREADABLE);
    assertThat(proof.digest()).isEmpty();
  }

  @Test
  void an_external_entity_that_is_a_file_is_not_opened() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), TITLE);
    String doctype = "<!DOCTYPE rss [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";

    isUnreadable(read(XML, with(doctype)), "DOCTYPE");
  }

  @Test
  void an_external_entity_or_dtd_on_the_net_is_never_asked_for() {
    String address = server.uri("/outside").toString();
    server.at("/outside", XML, "<!ELEMENT rss ANY>");

    isUnreadable(read(XML, with("<!DOCTYPE rss SYSTEM \"" + address + "\">")), "DOCTYPE");
    isUnreadable(
        read(XML, with("<!DOCTYPE rss [<!ENTITY x SYSTEM \"" + address + "\">]>")), "DOCTYPE");
    isUnreadable(
        read(XML, with("<!DOCTYPE rss [<!ENTITY % x SYSTEM \"" + address + "\"> %x;]>")),
        "DOCTYPE");
    assertThat(server.asked()).hasSize(3).allMatch(line -> line.startsWith("GET /feed "));
  }

  @Test
  void an_entity_that_nobody_declared_is_unreadable() {
    isUnreadable(read(XML, with("")), "well-formed");
  }

  /** A feed whose title is the entity x. */
  private static String with(String doctype) {
    return doctype + "<rss version=\"2.0\"><channel><title>&x;</title></channel></rss>";
  }

  @Test
  void a_billion_laughs_are_not_laughed() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE rss [<!ENTITY x0 \"lol\">");
    for (int i = 1; i < 10; i++) {
      String ten = ("&x" + (i - 1) + ";").repeat(10);
      bomb.append("<!ENTITY x").append(i).append(" \"").append(ten).append("\">");
    }

    isUnreadable(read(XML, with(bomb + "]>").replace("&x;", "&x9;")), "DOCTYPE");
  }

  @Test
  void a_quadratic_blowup_does_not_blow_up() {
    String bomb = "<!DOCTYPE rss [<!ENTITY x \"" + "a".repeat(50_000) + "\">]>";

    isUnreadable(read(XML, with(bomb).replace("&x;", "&x;".repeat(50_000))), "DOCTYPE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<rss>",
        "<rss a='",
        "<rss",
        "<!-- ",
        "<?pi ",
        "<!DOCTYPE rss [",
        "<rss><channel><item><title>",
        "<rss><channel><item><title><![CDATA[",
        "<rss><channel><item><guid>" + ID + "</guid><title>",
        "<rss><channel><title>&#",
        "<rss><channel><title>&",
      })
  void what_never_ends_is_unreadable(String start) {
    isUnreadable(read(endless(XML, start, "aaaa aaaa ")), "");
    isUnreadable(read(endless(XML, start, "1")), "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "{\"",
        "{\"a\":\"",
        "{\"a\":1",
        "{\"a\":",
        "{\"items\":[{\"title\":\"",
        "{\"a\":\"\\u"
      })
  void json_that_never_ends_is_unreadable(String start) {
    isUnreadable(read(endless(JSON, start, "1111")), "");
    isUnreadable(read(endless(JSON, start, " \n\t ")), "");
    isUnreadable(read(endless(JSON, start, "[")), "");
    isUnreadable(read(endless(JSON, start, "{\"a\":")), "");
  }

  private static Loopback.Answer endless(String type, String start, String again) {
    return out -> {
      out.write(Loopback.head(200, "Content-Type: " + type));
      out.write(start.getBytes(UTF_8));
      byte[] more = again.repeat(1000).getBytes(UTF_8);
      while (true) {
        out.write(more);
      }
    };
  }

  @Test
  void an_entry_longer_than_allowed_is_unreadable_with_the_limit_named() {
    String piece = "&amp;".repeat(100_001);
    String ours = FeedTexts.rssItem(ID, TITLE, HTML, "").replace("short", piece);

    isUnreadable(read(XML, FeedTexts.rss(ours)), "100000 characters");
    isUnreadable(
        read(JSON, FeedTexts.json(FeedTexts.jsonItem(ID, "x".repeat(100_001), "", ""))),
        "100000 characters");
  }

  @Test
  void an_entry_longer_than_allowed_does_not_hide_its_neighbour() {
    String other = FeedTexts.rssItem("other", "&".repeat(100_001), "", "");

    assertThat(read(XML, FeedTexts.rss(other + FeedTexts.rssItem(ID, TITLE, HTML, ""))).verdict())
        .isEqualTo(FOUND);
  }

  @Test
  void a_tag_beyond_every_limit_is_unreadable() {
    isUnreadable(read(XML, "<rss a='" + "a".repeat(200_000) + "'/>"), "beyond every limit");
    isUnreadable(read(XML, "<" + "a".repeat(300) + "/>"), "well-formed");
    StringBuilder attributes = new StringBuilder("<rss ");
    for (int i = 0; i < 101; i++) {
      attributes.append(" a").append(i).append("='1'");
    }
    isUnreadable(read(XML, attributes + "/>"), "well-formed");
  }

  @Test
  void more_names_than_a_feed_has_are_unreadable() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 1001; i++) {
      names.append("<a").append(i).append("/>");
    }

    isUnreadable(read(XML, FeedTexts.rss(names.toString())), "1000 different names");
  }

  @Test
  void endless_depth_is_unreadable() {
    isUnreadable(read(endless(XML, "<rss>", "<a>")), "64 deep");
    isUnreadable(read(endless(JSON, "", "[")), "64 deep");
    isUnreadable(read(JSON, "{\"a\":" + "[".repeat(64)), "64 deep");
    isUnreadable(read(JSON, "{\"a\":" + "{\"a\":".repeat(100_000)), "64 deep");
  }

  @Test
  void a_gzip_bomb_is_unreadable() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write("<rss><channel><title>".getBytes(UTF_8));
      gzip.write("a".repeat(20 * MAXIMUM).getBytes(UTF_8));
    }
    server.at("/feed", XML, bomb.toByteArray(), "Content-Encoding: gzip");

    isUnreadable(reader.read(server.uri("/feed"), ENTRY), MAXIMUM + " octets");
  }

  @Test
  void a_gzip_that_never_says_anything_is_unreadable() throws IOException {
    ByteArrayOutputStream empty = new ByteArrayOutputStream();
    new GZIPOutputStream(empty).close();
    byte[] nothing = empty.toByteArray();

    isUnreadable(
        read(
            out -> {
              out.write(Loopback.head(200, "Content-Type: " + XML, "Content-Encoding: gzip"));
              while (true) {
                out.write(nothing);
              }
            }),
        "");
  }

  @Test
  void a_broken_gzip_is_unreadable_and_a_cut_one_is_cut() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(whole)) {
      gzip.write(FeedTexts.rss().getBytes(UTF_8));
    }
    byte[] cut = Arrays.copyOf(whole.toByteArray(), whole.size() - 9);

    server.at("/cut", XML, cut, "Content-Encoding: gzip");
    assertThat(reader.read(server.uri("/cut"), ENTRY).verdict()).isEqualTo(UNREACHABLE);
    server.at("/none", XML, "<rss/>".getBytes(UTF_8), "Content-Encoding: gzip");
    isUnreadable(reader.read(server.uri("/none"), ENTRY), "gzip");
    server.at("/other", XML, cut, "Content-Encoding: br");
    isUnreadable(reader.read(server.uri("/other"), ENTRY), "gzip");
  }

  @Test
  void what_drips_ends_by_the_deadline_in_head_and_body() {
    FeedReader hasty = FeedReader.builder(Time.system()).within(Duration.ofMillis(600)).build();
    server.at("/head", drip(Loopback.head(200)));
    server.at("/status", drip("HTTP/1.1 ".getBytes(UTF_8)));
    server.at("/body", drip(Loopback.head(200, "Content-Type: " + XML)));

    for (String path : new String[] {"/head", "/status", "/body"}) {
      FeedProof proof = hasty.read(server.uri(path), ENTRY);
      assertThat(proof.verdict()).isEqualTo(UNREACHABLE);
      assertThat(proof.reason()).contains("PT0.6S");
    }
  }

  /** All but the last two octets at once, and then white space for ever. */
  private static Loopback.Answer drip(byte[] start) {
    boolean isBody = new String(start, ISO_8859_1).contains("Content-Type");
    return out -> {
      out.write(start, 0, isBody ? start.length : start.length - 2);
      while (true) {
        out.write(' ');
        TimeUnit.MILLISECONDS.sleep(20);
      }
    };
  }

  @Test
  void a_body_that_stands_still_ends_when_the_clock_given_says_so() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    server.at(
        "/feed",
        out -> {
          out.write(Loopback.head(200, "Content-Type: " + XML, "Content-Length: 1000"));
          out.write("<rss>".getBytes(UTF_8));
          begun.countDown();
          new CountDownLatch(1).await();
        });
    CompletableFuture<FeedProof> proof =
        CompletableFuture.supplyAsync(() -> reader.read(server.uri("/feed"), ENTRY));

    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(proof).isNotDone();
    time.advance(Duration.ofSeconds(61));
    assertThat(proof.get(20, TimeUnit.SECONDS).verdict()).isEqualTo(UNREACHABLE);
  }

  @Test
  void a_body_shorter_than_told_is_cut() {
    byte[] document = FeedTexts.rss().getBytes(UTF_8);
    FeedProof proof =
        read(
            out -> {
              out.write(Loopback.head(200, "Content-Length: " + (document.length + 1)));
              out.write(document);
            });

    assertThat(proof.verdict()).isEqualTo(UNREACHABLE);
    assertThat(proof.status()).isEqualTo(200);
    assertThat(proof.reason()).contains("cut");
  }

  @Test
  void a_body_is_no_longer_than_told() {
    byte[] document = FeedTexts.rss().getBytes(UTF_8);
    FeedProof proof =
        read(
            out -> {
              out.write(Loopback.head(200, "Content-Length: " + document.length));
              out.write(document);
              out.write("<broken".getBytes(UTF_8));
            });

    assertThat(proof.verdict()).isEqualTo(FOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n", "-1\r\n", "5\r\n<rss>XX\r\n", "fffffffffffffffff\r\n"})
  void broken_chunks_are_unreadable(String chunks) {
    FeedProof proof =
        read(
            out -> {
              out.write(Loopback.head(200, "Transfer-Encoding: chunked", "Content-Type: " + XML));
              out.write(chunks.getBytes(UTF_8));
            });

    isUnreadable(proof, "chunks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense\r\n\r\n", "HTTP/1.1 20\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b"})
  void what_is_no_http_is_unreachable(String answer) {
    assertThat(read(out -> out.write(answer.getBytes(UTF_8))).verdict()).isEqualTo(UNREACHABLE);
  }

  @Test
  void a_head_without_end_is_unreachable() {
    for (String again : new String[] {"a", "a: b\r\n", "HTTP/1.1 100 Go on\r\n\r\n"}) {
      FeedProof proof =
          read(
              out -> {
                out.write("HTTP/1.1 100 Go on\r\n\r\n".getBytes(UTF_8));
                while (true) {
                  out.write(again.getBytes(UTF_8));
                }
              });
      assertThat(proof.verdict()).isNotEqualTo(FOUND);
      assertThat(proof.status()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no feed at all",
        "<",
        "<rss>",
        "<rss/><rss/>",
        "<rss></rs>",
        "<rss a=1/>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry>",
        "<rss><channel>\u0001</channel></rss>",
        "<rss>&#xFFFF;</rss>",
        "<x:rss/>",
      })
  void what_is_no_xml_is_unreadable(String document) {
    isUnreadable(read(XML, document), "well-formed XML");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":tru}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u12",
        "{\"a\":[1 2]}",
        "{\"a\":1e}",
        "nul",
        "<rss/>",
      })
  void what_is_no_json_is_unreadable(String document) {
    isUnreadable(read(JSON, document), "well-formed JSON");
  }

  @Test
  void octets_that_are_no_utf_8_are_unreadable() {
    byte[] xml = FeedTexts.rss().replace("Khác", "Kh\u00E1c").getBytes(ISO_8859_1);
    server.at("/xml", XML, xml);
    isUnreadable(reader.read(server.uri("/xml"), ENTRY), "well-formed XML");
    server.at("/json", JSON, FeedTexts.json().getBytes(ISO_8859_1));
    isUnreadable(reader.read(server.uri("/json"), ENTRY), "UTF-8");
  }

  @Test
  void no_reason_quotes_the_document() {
    FeedProof proof = read(XML, "<rss><bimat>x</bimat></geheim>");

    assertThat(proof.toString()).doesNotContain("bimat").doesNotContain("geheim");
  }
}
