package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.channel.rss.FeedProof.Verdict.CHANGED;
import static vn.loa.channel.rss.FeedProof.Verdict.FOUND;
import static vn.loa.channel.rss.FeedProof.Verdict.MISSING;
import static vn.loa.channel.rss.FeedProof.Verdict.UNREACHABLE;
import static vn.loa.channel.rss.FeedProof.Verdict.UNREADABLE;
import static vn.loa.channel.rss.FeedTexts.ENTRY;
import static vn.loa.channel.rss.FeedTexts.HTML;
import static vn.loa.channel.rss.FeedTexts.ID;
import static vn.loa.channel.rss.FeedTexts.TITLE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.testkit.ManualTime;

class FeedReaderTest {

  private static final Instant NOW = Instant.parse("2026-11-24T02:03:04.5Z");
  private static final String RSS = "application/rss+xml; charset=utf-8";
  private static final String ATOM = "application/atom+xml";
  private static final String JSON = "application/feed+json";

  private final ManualTime time = ManualTime.startingAt(NOW);
  private final FeedReader reader = FeedReader.builder(time).olderPages(3).build();

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
    return read(type, document.getBytes(UTF_8));
  }

  private FeedProof read(String type, byte[] document, String... headers) {
    server.at("/feed", type, document, headers);
    return reader.read(server.uri("/feed"), ENTRY);
  }

  @Test
  void an_entry_is_found_in_every_format() {
    assertThat(read(RSS, FeedTexts.rss()).verdict()).isEqualTo(FOUND);
    assertThat(read(ATOM, FeedTexts.atom()).verdict()).isEqualTo(FOUND);
    assertThat(read(JSON, FeedTexts.json()).verdict()).isEqualTo(FOUND);
  }

  @Test
  void a_proof_tells_what_was_seen() {
    byte[] document = FeedTexts.atom().getBytes(UTF_8);
    FeedProof proof = read(ATOM, document, "ETag: \"7\"", "Last-Modified: yesterday");

    assertThat(proof)
        .isEqualTo(
            new FeedProof(
                server.uri("/feed"),
                NOW,
                200,
                FOUND,
                server.uri("/feed") + " shows the entry as it was published",
                sha256(document),
                ENTRY.digest(),
                "\"7\"",
                "yesterday",
                Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/octet-stream", "text/html; charset=utf-8"})
  void where_the_media_type_tells_nothing_the_first_octet_does(String type) {
    assertThat(read(type, FeedTexts.rss()).verdict()).isEqualTo(FOUND);
    assertThat(read(type, "\uFEFF \r\n" + FeedTexts.json()).verdict()).isEqualTo(FOUND);
  }

  @Test
  void the_encodings_of_xml_are_read() {
    String utf16 =
        FeedTexts.atom().replace("version=\"1.0\"", "version=\"1.0\" encoding=\"UTF-16\"");

    assertThat(read(ATOM, utf16.getBytes(UTF_16)).verdict()).isEqualTo(FOUND);
    assertThat(read(ATOM, utf16.getBytes(UTF_16LE)).verdict()).isEqualTo(FOUND);
    assertThat(read(ATOM, "\uFEFF" + FeedTexts.atom()).verdict()).isEqualTo(FOUND);
    String latin = FeedTexts.atom().replace("\"1.0\"?", "\"1.0\" encoding=\"ISO-8859-1\"?");
    assertThat(read(ATOM, latin).reason()).contains("neither in UTF-8 nor");
  }

  @Test
  void gzip_and_chunks_are_taken_off() throws IOException {
    byte[] gzip = gzip(FeedTexts.rss().getBytes(UTF_8));
    assertThat(read(RSS, gzip, "Content-Encoding: gzip").verdict()).isEqualTo(FOUND);

    server.at(
        "/chunks",
        out -> {
          out.write(Loopback.head(103, "Link: <x>"));
          out.write(
              Loopback.head(
                  200,
                  "Content-Type: " + RSS,
                  "Transfer-Encoding: chunked",
                  "Content-Encoding: gzip"));
          for (byte octet : gzip) {
            out.write(new byte[] {'1', ';', 'a', '=', 'b', '\r', '\n', octet, '\r', '\n'});
          }
          out.write("0\r\nTrailer: x\r\n\r\n".getBytes(UTF_8));
        });
    FeedProof proof = reader.read(server.uri("/chunks"), ENTRY);
    assertThat(proof.verdict()).isEqualTo(FOUND);
    assertThat(proof.sha256()).isEqualTo(sha256(FeedTexts.rss().getBytes(UTF_8)));
  }

  @Test
  void an_entry_that_says_something_else_is_changed() {
    FeedProof proof = read(RSS, FeedTexts.rss(FeedTexts.rssItem(ID, "Khác", HTML, "")));

    assertThat(proof.verdict()).isEqualTo(CHANGED);
    assertThat(proof.digest()).isEqualTo(EntryDigest.of(ID, "Khác", HTML));
    assertThat(read(ATOM, FeedTexts.atom(FeedTexts.atomEntry(ID, TITLE, "", ""))).verdict())
        .isEqualTo(CHANGED);
    assertThat(read(JSON, FeedTexts.json(FeedTexts.jsonItem(ID, TITLE, "", ""))).verdict())
        .isEqualTo(CHANGED);
  }

  @Test
  void an_entry_that_says_two_things_is_changed() {
    String twice =
        FeedTexts.rss().replace("<media:title>another</media:title>", "<title>x</title>");

    assertThat(read(RSS, twice).verdict()).isEqualTo(CHANGED);
  }

  @Test
  void a_description_stands_for_the_content_of_rss_where_there_is_none() {
    String item =
        "<item><guid>%s</guid><title>%s</title><description>%s</description></item>"
            .formatted(ID, FeedTexts.escaped(TITLE), FeedTexts.escaped(HTML));

    assertThat(read(RSS, FeedTexts.rss(item)).verdict()).isEqualTo(FOUND);
  }

  @Test
  void an_entry_that_is_not_there_is_missing() {
    for (String type : List.of(RSS, ATOM)) {
      FeedProof proof = read(type, type.equals(RSS) ? FeedTexts.rss("") : FeedTexts.atom(""));
      assertThat(proof.verdict()).isEqualTo(MISSING);
      assertThat(proof.digest()).isEmpty();
      assertThat(proof.reason()).contains("/feed", "publish it");
    }
    assertThat(read(JSON, FeedTexts.json("")).verdict()).isEqualTo(MISSING);
  }

  @Test
  void an_entry_counts_only_where_the_format_has_entries() {
    String nested =
        "<entry><id>x</id><other>" + FeedTexts.rssItem(ID, TITLE, HTML, "") + "</other>";
    String elsewhere =
        FeedTexts.rss().replace("<channel>", "<other>").replace("</channel>", "</other>");
    String foreign = FeedTexts.atom().replace("<entry>", "<entry xmlns=\"urn:other\">");

    assertThat(read(RSS, FeedTexts.rss(nested + "</entry>")).verdict()).isEqualTo(MISSING);
    assertThat(read(RSS, elsewhere).verdict()).isEqualTo(MISSING);
    assertThat(read(ATOM, foreign).verdict()).isEqualTo(MISSING);
  }

  @Test
  void a_tombstone_says_that_the_entry_was_withdrawn_and_no_older_page_counts() {
    String gone =
        "<link rel=\"prev-archive\" href=\"/older\"/>"
            + "<at:deleted-entry ref=\"%s\" when=\"2026-11-24T01:00:00Z\"/>".formatted(ID);
    server.at("/older", ATOM, FeedTexts.atom());
    FeedProof proof = read(ATOM, FeedTexts.atom(gone));

    assertThat(proof.verdict()).isEqualTo(MISSING);
    assertThat(proof.reason()).contains("withdrawn");
  }

  @Test
  void of_two_entries_with_the_id_the_one_that_changed_last_counts() {
    String old = "2026-11-24T01:00:00Z";
    String young = "2026-11-24T08:00:01+07:00";

    assertThat(twice(old, young).verdict()).isEqualTo(FOUND);
    assertThat(twice(young, old).verdict()).isEqualTo(CHANGED);
    assertThat(twice("", old).verdict()).isEqualTo(FOUND);
    assertThat(twice("no date", "no date").verdict()).isEqualTo(CHANGED);
  }

  private FeedProof twice(String ofAnother, String ofOurs) {
    String another = FeedTexts.rssItem(ID, "Khác", HTML, ofAnother);
    return read(RSS, FeedTexts.rss(another + FeedTexts.rssItem(ID, TITLE, HTML, ofOurs)));
  }

  @Test
  void older_pages_are_read_where_the_entry_is_missing() {
    String link = "<link rel=\"prev-archive\" href=\"%s\"/>";
    server.at("/a/1", ATOM, FeedTexts.atom(link.formatted("2")));
    server.at("/a/2", ATOM, FeedTexts.atom(link.formatted(server.uri("/a/3"))));
    server.at("/a/3", ATOM, FeedTexts.atom() + "<!-- end -->");
    FeedProof proof = reader.read(server.uri("/a/1"), ENTRY);

    assertThat(proof.verdict()).isEqualTo(FOUND);
    assertThat(proof.uri()).isEqualTo(server.uri("/a/3"));
    assertThat(proof.sha256())
        .isEqualTo(sha256((FeedTexts.atom() + "<!-- end -->").getBytes(UTF_8)));
  }

  @Test
  void older_pages_of_rss_and_json_feed_are_read() {
    server.at("/2", RSS, FeedTexts.rss());
    assertThat(read(RSS, FeedTexts.rss("<atom:link rel=\"prev-archive\" href=\"/2\"/>")).verdict())
        .isEqualTo(FOUND);
    String json = FeedTexts.json("").replace("\"n\":", "\"next_url\":\"/2\",\"n\":");
    assertThat(read(JSON, json).verdict()).isEqualTo(FOUND);
  }

  @Test
  void only_as_many_older_pages_are_read_as_allowed() {
    String endless = FeedTexts.rss("<atom:link rel=\"prev-archive\" href=\"/feed\"/>");
    FeedProof proof = read(RSS, endless);

    assertThat(proof.verdict()).isEqualTo(MISSING);
    assertThat(proof.reason()).contains("4 pages");
    assertThat(server.asked()).hasSize(4);
  }

  @Test
  void an_older_page_that_does_not_come_proves_nothing() {
    FeedProof proof = read(RSS, FeedTexts.rss("<atom:link rel=\"prev-archive\" href=\"/2\"/>"));

    assertThat(proof.verdict()).isEqualTo(UNREACHABLE);
    assertThat(proof.uri()).isEqualTo(server.uri("/2"));
    assertThat(proof.status()).isEqualTo(404);
    assertThat(proof.sha256()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304, 401, 404, 410, 500, 503})
  void an_answer_that_is_no_success_is_told(int status) {
    server.at("/feed?key=secret", out -> out.write(Loopback.head(status, "Content-Length: 0")));
    FeedProof proof = reader.read(server.uri("/feed?key=secret"), ENTRY);

    assertThat(proof.verdict()).isEqualTo(UNREACHABLE);
    assertThat(proof.status()).isEqualTo(status);
    assertThat(proof.reason()).contains("/feed answered " + status).doesNotContain("secret");
  }

  @Test
  void nobody_there_is_unreachable() throws IOException {
    int port;
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = nobody.getLocalPort();
    }
    FeedProof proof = reader.read(URI.create("http://127.0.0.1:" + port + "/feed"), ENTRY);

    assertThat(proof.verdict()).isEqualTo(UNREACHABLE);
    assertThat(proof.status()).isZero();
  }

  @Test
  void a_name_that_nobody_has_is_unreachable() {
    FeedProof proof = reader.read(URI.create("http://no-such-host.invalid/feed"), ENTRY);

    assertThat(proof.verdict()).isEqualTo(UNREACHABLE);
    assertThat(proof.reason()).contains("name", "DNS");
  }

  @Test
  void redirects_are_followed_and_told() {
    redirect("/feed", 301, "/b");
    redirect("/b", 307, server.uri("/c").toString());
    server.at("/c", RSS, FeedTexts.rss());
    FeedProof proof = reader.read(server.uri("/feed"), ENTRY);

    assertThat(proof.verdict()).isEqualTo(FOUND);
    assertThat(proof.uri()).isEqualTo(server.uri("/c"));
  }

  @Test
  void a_redirect_loop_ends() {
    redirect("/feed", 302, "/feed");
    FeedProof proof = reader.read(server.uri("/feed"), ENTRY);

    assertThat(proof.verdict()).isEqualTo(UNREACHABLE);
    assertThat(proof.reason()).contains("3 redirects");
    assertThat(server.asked()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/", "http://", "jar:x", "", "a b"})
  void a_redirect_to_no_web_address_is_not_followed(String location) {
    redirect("/feed", 302, location);

    assertThat(reader.read(server.uri("/feed"), ENTRY).verdict()).isEqualTo(UNREACHABLE);
  }

  private void redirect(String from, int status, String to) {
    server.at(
        from, out -> out.write(Loopback.head(status, "Location: " + to, "Content-Length: 0")));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a/x, https://b/, https://b/",
    "https://a/x, https://b/, https://b/",
    "http://a/x/y, z, http://a/x/z",
    "http://a/x, http://b/, http://b/",
  })
  void a_redirect_leads_on(String from, String location, String to) throws IOException {
    assertThat(HttpFetch.redirected(URI.create(from), location)).isEqualTo(URI.create(to));
  }

  @ParameterizedTest
  @CsvSource({"https://a/x, http://a/x", "http://a/x, http://user:password@b/"})
  void a_redirect_away_from_https_or_with_a_password_is_refused(String from, String location) {
    assertThatThrownBy(() -> HttpFetch.redirected(URI.create(from), location))
        .isInstanceOf(Unproven.class)
        .hasMessageContaining("https");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "http:/x", "mailto:a@b", "http://u:geheim@h/x", "x"})
  void only_web_addresses_without_a_password_are_asked_for(String address) {
    assertThatThrownBy(() -> reader.read(URI.create(address), ENTRY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("geheim");
  }

  @Test
  void html_is_no_feed() {
    assertThat(read("text/html", "<html><body>404</body></html>").reason()).contains("neither RSS");
    assertThat(read(JSON, "{\"items\":[]}").verdict()).isEqualTo(UNREADABLE);
  }

  @Test
  void an_entry_in_xhtml_cannot_be_compared_but_its_neighbours_can() {
    String xhtml = "<entry><id>%s</id><content type=\"xhtml\"><div>x</div></content></entry>";
    FeedProof ours = read(ATOM, FeedTexts.atom(xhtml.formatted(ID)));

    assertThat(ours.verdict()).isEqualTo(UNREADABLE);
    assertThat(ours.reason()).contains("xhtml", "type=\"html\"");
    String both = xhtml.formatted("x") + FeedTexts.atomEntry(ID, TITLE, HTML, "");
    assertThat(read(ATOM, FeedTexts.atom(both)).verdict()).isEqualTo(FOUND);
  }

  @Test
  void evidence_is_the_document_and_the_facts() throws IOException {
    byte[] document = FeedTexts.rss().getBytes(UTF_8);
    FeedReader keeping = FeedReader.builder(time).evidence(directory.resolve("kept")).build();
    server.at("/feed", RSS, gzip(document), "Content-Encoding: gzip", "ETag: W/\"\u00011\"");
    FeedProof proof = keeping.read(server.uri("/feed"), ENTRY);

    Path kept = proof.kept().orElseThrow();
    assertThat(kept.getFileName().toString())
        .isEqualTo("20261124T020304.500000Z-" + HexFormat.of().formatHex(TextDigest.of(ID), 0, 8));
    assertThat(files(kept)).containsExactly("1.document", "facts.json");
    assertThat(kept.resolve("1.document")).hasBinaryContent(document);
    String facts = Files.readString(kept.resolve("facts.json"));
    assertThat(facts)
        .contains(
            "FOUND", ENTRY.digest(), sha256(document), "2026-11-24T02:03:04.500Z", "1.document")
        .doesNotContain(TITLE)
        .doesNotContain("\u0001");
    JsonInput json = new JsonInput(new StringReader(facts));
    json.skip();
    json.end();
  }

  @Test
  void readings_of_one_instant_each_have_their_evidence() throws IOException {
    FeedReader keeping = FeedReader.builder(time).evidence(directory).build();
    server.at("/feed", RSS, FeedTexts.rss());
    keeping.read(server.uri("/feed"), ENTRY);
    keeping.read(server.uri("/feed"), ENTRY);

    assertThat(files(directory)).hasSize(2).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void a_document_that_was_cut_is_not_kept_and_the_facts_are() throws IOException {
    FeedReader keeping = FeedReader.builder(time).evidence(directory).build();
    server.at(
        "/feed",
        out -> {
          out.write(Loopback.head(200, "Content-Type: " + RSS, "Content-Length: 100000"));
          out.write(FeedTexts.rss().getBytes(UTF_8));
        });
    FeedProof proof = keeping.read(server.uri("/feed"), ENTRY);

    assertThat(proof.verdict()).isEqualTo(UNREACHABLE);
    assertThat(proof.sha256()).isEmpty();
    assertThat(files(proof.kept().orElseThrow())).containsExactly("facts.json");
  }

  @Test
  void a_document_that_is_broken_but_whole_is_kept() throws IOException {
    FeedReader keeping = FeedReader.builder(time).evidence(directory).build();
    String broken = FeedTexts.rss().replaceFirst("</item>", "</broken>");
    server.at("/feed", RSS, broken);
    FeedProof proof = keeping.read(server.uri("/feed"), ENTRY);

    assertThat(proof.verdict()).isEqualTo(UNREADABLE);
    assertThat(proof.kept().orElseThrow().resolve("1.document")).hasContent(broken);
    assertThat(proof.sha256()).isEqualTo(sha256(broken.getBytes(UTF_8)));
  }

  @Test
  void a_disk_that_takes_no_evidence_does_not_hide_the_proof() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    server.at("/feed", RSS, FeedTexts.rss());
    FeedProof proof =
        FeedReader.builder(time).evidence(file).build().read(server.uri("/feed"), ENTRY);

    assertThat(proof.verdict()).isEqualTo(FOUND);
    assertThat(proof.kept()).isEmpty();
    assertThat(proof.reason()).contains("could not be kept");
  }

  @Test
  void an_interrupted_reading_ends_and_stays_interrupted() {
    server.at("/feed", RSS, FeedTexts.rss());
    Thread.currentThread().interrupt();
    FeedProof proof = reader.read(server.uri("/feed"), ENTRY);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(proof.verdict()).isEqualTo(UNREACHABLE);
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    FeedReader.Builder builder = FeedReader.builder(time);

    assertThatThrownBy(() -> builder.within(Duration.ZERO)).hasMessageContaining("1 ms");
    assertThatThrownBy(() -> builder.maximum(0)).hasMessageContaining("octets");
    assertThatThrownBy(() -> builder.redirects(-1)).hasMessageContaining("redirects");
    assertThatThrownBy(() -> builder.userAgent("a\r\nHost: b")).hasMessageContaining("ASCII");
    assertThatThrownBy(() -> new FeedEntry(ID, TITLE, NOW, NOW, "ABC"))
        .hasMessageContaining("64 digits");
  }

  private static List<String> files(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] gzip(byte[] octets) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(octets);
    }
    return out.toByteArray();
  }

  private static String sha256(byte[] octets) {
    return HexFormat.of().formatHex(Sha256.start().digest(octets));
  }
}
