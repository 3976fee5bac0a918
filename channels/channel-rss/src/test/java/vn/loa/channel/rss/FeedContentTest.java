package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Address;
import vn.loa.channel.Message;
import vn.loa.channel.Message.Attachment;
import vn.loa.channel.Message.Audio;
import vn.loa.channel.Message.Medium;
import vn.loa.channel.Outcome;
import vn.loa.channel.Urgency;

/** What an entry carries beside its text, which feeds show it, and the files of the folder. */
class FeedContentTest {

  private static final String SHA = "0".repeat(64);

  @TempDir private Path store;

  @Test
  void an_entry_carries_its_categories_in_every_format() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      feeds.published(rich(), "tin-tuc");
      String scheme = Publishing.BASE + "#";
      for (List<String> each :
          List.of(
              List.of("theme", "II.1.2"),
              List.of("agency", "Sở Y tế"),
              List.of("area", "q1"),
              List.of("area", "q3"))) {
        String kind = scheme + each.get(0);
        assertThat(document(feeds, "tin-tuc/atom.xml"))
            .contains("<category scheme=\"" + kind + "\" term=\"" + each.get(1) + "\"/>");
        assertThat(document(feeds, "tin-tuc/rss.xml"))
            .contains("<category domain=\"" + kind + "\">" + each.get(1) + "</category>");
      }
      assertThat(document(feeds, "tin-tuc/feed.json"))
          .contains("\"tags\":[\"II.1.2\",\"Sở Y tế\",\"q1\",\"q3\"]");
    }
  }

  @Test
  void recordings_pictures_and_leaflets_are_enclosures_with_length_and_type() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      feeds.published(rich(), "tin-tuc");
      assertThat(document(feeds, "tin-tuc/rss.xml"))
          .containsOnlyOnce("<enclosure ")
          .contains(
              "<enclosure url=\"https://tin.example.vn/a.mp3\" length=\"48123\""
                  + " type=\"audio/mpeg\"/>",
              "<atom:link rel=\"enclosure\" type=\"image/png\" length=\"9\" title=\"Áp phích\""
                  + " href=\"https://tin.example.vn/b.png\"/>",
              "<atom:link rel=\"enclosure\" type=\"application/pdf\" title=\"Tờ rơi\"");
      assertThat(document(feeds, "tin-tuc/atom.xml"))
          .contains(
              "<link rel=\"enclosure\" type=\"audio/mpeg\" length=\"48123\" hreflang=\"vi\"",
              "<link rel=\"enclosure\" type=\"image/png\" length=\"9\"");
      assertThat(document(feeds, "tin-tuc/feed.json"))
          .contains(
              "\"image\":\"https://tin.example.vn/b.png\"",
              "\"mime_type\":\"audio/mpeg\"",
              "\"size_in_bytes\":48123,\"duration_in_seconds\":42");
    }
  }

  @Test
  void html_is_cleaned_and_its_links_are_absolute() throws Exception {
    String html =
        """
        <p onclick="x()">Xem <a href="/huong-dan?a=1&amp;b=2">hướng dẫn</a>, \
        <a href="javascript:alert(1)">đừng bấm</a><script>alert(1)</script>
        <img src="hinh.png" alt="Hình" onerror="x()"><iframe src="https://evil.example"></iframe>\
        <table><tr><td colspan=2>1</table>""";
    try (Publishing feeds = Publishing.in(store)) {
      String id =
          feeds.published(
              Publishing.message("tb")
                  .text("vi", "x")
                  .version(Medium.WEB, "vi", html)
                  .link(URI.create("https://tin.example.vn/tin/1"))
                  .build(),
              "tin-tuc");
      String shown = String.valueOf(feeds.rss().entry(id).get("content:encoded"));
      assertThat(shown)
          .contains(
              "<a href=\"https://tin.example.vn/huong-dan?a=1&amp;b=2\">hướng dẫn</a>",
              "<img src=\"https://tin.example.vn/tin/hinh.png\" alt=\"Hình\"",
              "<td colspan=\"2\">1</td>",
              "đừng bấm")
          .doesNotContain("script", "onclick", "onerror", "iframe", "evil");
      assertThat(feeds.atom().entry(id)).containsEntry("content", shown);
      assertThat(feeds.rss().entry(id)).containsEntry("description", "x");
    }
  }

  @Test
  void an_entry_has_a_press_kit_of_the_texts_for_print_radio_and_screen() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      feeds.published(rich(), "tin-tuc");
      String url = Publishing.BASE + "press/tb-1/radio.vi.txt";
      assertThat(document(feeds, "tin-tuc/atom.xml"))
          .contains(
              "<link rel=\"related\" type=\"text/plain\" hreflang=\"vi\""
                  + " title=\"Lời đọc phát thanh\" href=\""
                  + url
                  + "\"/>",
              "title=\"Release for print\"");
      assertThat(document(feeds, "tin-tuc/rss.xml")).contains("<atom:link rel=\"related\"", url);
      assertThat(document(feeds, "tin-tuc/feed.json")).contains(url);
      FeedResponse script = feeds.get("/press/tb-1/radio.vi.txt");
      assertThat(script.status()).isEqualTo(200);
      assertThat(script.headers()).containsEntry("Content-Type", "text/plain; charset=utf-8");
      assertThat(new String(script.body(), UTF_8)).isEqualTo("Kính thưa quý thính giả.");
      assertThat(feeds.get("/press/tb-1/web.vi.txt").status()).isEqualTo(404);
      feeds.withdrawn(rich());
      assertThat(feeds.get("/press/tb-1/radio.vi.txt").status()).isEqualTo(404);
    }
  }

  @Test
  void feeds_by_theme_agency_and_area_show_what_was_sent_to_another() throws Exception {
    FeedSettings settings =
        Publishing.settings(store)
            .feed("chu-de", "Chủ đề", About.theme("II.1"))
            .feed("y-te", "Y tế", About.agency("Sở Y tế"))
            .feed("quan-3", "Quận 3", About.area("q3"))
            .feed("tat-ca", "Tất cả", About.anything())
            .build();
    try (Publishing feeds = Publishing.in(settings)) {
      String id = feeds.published(rich(), "tin-tuc");
      for (String feed : List.of("tin-tuc", "chu-de", "y-te", "quan-3", "tat-ca")) {
        assertThat(ids(feeds, feed)).as(feed).containsExactly(id);
      }
      assertThat(ids(feeds, "canh-bao")).isEmpty();
      Message moved =
          Publishing.message("tb-1").text("vi", "x").about("II.10").issuer("Sở Y tế").build();
      feeds.published(moved, "tin-tuc");
      assertThat(ids(feeds, "chu-de")).isEmpty();
      assertThat(ids(feeds, "quan-3")).isEmpty();
      assertThat(ids(feeds, "y-te")).containsExactly(id);
      assertThat(ids(feeds, "tat-ca")).containsExactly(id);
    }
    FeedSettings more =
        Publishing.settings(store).feed("moi", "Mới", About.agency("Sở Y tế")).build();
    try (Publishing feeds = Publishing.in(more)) {
      assertThat(ids(feeds, "moi")).hasSize(1);
    }
  }

  @Test
  void an_emergency_is_an_alert_too_with_its_updates_and_its_cancel() throws Exception {
    try (Publishing feeds = Publishing.in(withAlerts().build())) {
      feeds.published(flood("Nước lên.").build(), "tin-tuc");
      feeds.time.advance(Duration.ofMinutes(10));
      feeds.published(flood("Nước lên nhanh.").build(), "tin-tuc");
      feeds.published(Publishing.simple("tb-9"), "tin-tuc");
      feeds.time.advance(Duration.ofMinutes(10));
      feeds.withdrawn(flood("Nước lên nhanh.").build());
      List<Map<String, String>> alerts = Read.of(feeds.get("/alerts/atom.xml").body()).entries();
      assertThat(alerts).hasSize(3);
      List<String> documents =
          alerts.stream()
              .map(it -> String.valueOf(it.get("link@href")))
              .map(href -> "/" + Publishing.BASE.relativize(URI.create(href)))
              .map(path -> new String(feeds.get(path).body(), UTF_8))
              .toList();
      assertThat(documents.get(2)).contains("<msgType>Alert</msgType>", "Nước lên.");
      assertThat(documents.get(1)).contains("<msgType>Update</msgType>", "nhanh");
      assertThat(documents.get(0)).contains("<msgType>Cancel</msgType>");
      String first = between(documents.get(2), "<identifier>", "</identifier>");
      String second = between(documents.get(1), "<identifier>", "</identifier>");
      assertThat(between(documents.get(1), "<references>", "</references>"))
          .isEqualTo("canhbao@example.vn," + first + ",2026-11-23T08:02:03+07:00");
      assertThat(between(documents.get(0), "<references>", "</references>"))
          .contains(first)
          .contains(second);
    }
    try (Publishing feeds = Publishing.in(withAlerts().build())) {
      assertThat(Read.of(feeds.get("/alerts/atom.xml").body()).entries()).hasSize(3);
      feeds.published(flood("Lại lên.").build(), "tin-tuc");
      assertThat(Read.of(feeds.get("/alerts/atom.xml").body()).entries()).hasSize(4);
      assertThat(document(feeds, "alerts/rss.xml")).contains(".xml</link>");
    }
  }

  @Test
  void the_folder_holds_what_is_served_also_compressed_and_not_what_is_gone() throws Exception {
    Path www = store.resolve("www");
    FeedSettings settings = withAlerts().newest(1).folder(www).build();
    try (Publishing feeds = Publishing.in(settings)) {
      feeds.published(rich(), "tin-tuc");
      feeds.published(flood("Nước lên.").build(), "tin-tuc");
      feeds.published(Publishing.simple("tb-3"), "tin-tuc");
      assertSame(feeds, www, "tin-tuc/rss.xml", "tin-tuc/atom.xml", "tin-tuc/feed.json");
      assertSame(feeds, www, "tin-tuc/1/atom.xml", "tin-tuc/2/rss.xml", "press/tb-1/print.en.txt");
      assertSame(feeds, www, "alerts/atom.xml", "alerts/rss.xml", "canh-bao/feed.json");
      feeds.withdrawn(rich());
      feeds.published(Publishing.simple("tb-4"), "tin-tuc"); // the folder is up to date again
      assertThat(www.resolve("press/tb-1/print.en.txt")).doesNotExist();
      assertSame(feeds, www, "tin-tuc/1/atom.xml");
    }
    Files.writeString(www.resolve("tin-tuc/rss.xml"), "<rss");
    Files.writeString(www.resolve("tin-tuc/atom.xml.tmp"), "<feed");
    Files.writeString(www.resolve("press/tb-1/print.en.txt"), "old");
    try (Publishing feeds = Publishing.in(settings)) {
      assertSame(feeds, www, "tin-tuc/rss.xml");
      assertThat(www.resolve("tin-tuc/atom.xml.tmp")).doesNotExist();
      assertThat(www.resolve("press/tb-1/print.en.txt")).doesNotExist();
    }
  }

  @Test
  void a_reader_that_takes_gzip_gets_it_and_may_ask_with_either_tag() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      feeds.published(rich(), "tin-tuc");
      FeedResponse plain = ask(feeds, Map.of());
      FeedResponse packed = ask(feeds, Map.of("Accept-Encoding", List.of("br, gzip;q=0.5")));
      assertThat(packed.headers())
          .containsEntry("Content-Encoding", "gzip")
          .containsEntry("Vary", "Accept-Encoding")
          .containsEntry("Content-Length", Integer.toString(packed.body().length));
      assertThat(packed.headers().get("ETag")).isNotEqualTo(plain.headers().get("ETag"));
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
        assertThat(in.readAllBytes()).isEqualTo(plain.body());
      }
      for (String no : List.of("gzip;q=0", "gzip; q=0.0", "identity", "br", "", "*;q=0")) {
        assertThat(ask(feeds, Map.of("Accept-Encoding", List.of(no))).headers())
            .as(no)
            .doesNotContainKey("Content-Encoding");
      }
      for (FeedResponse known : List.of(plain, packed)) {
        assertThat(ask(feeds, Map.of("If-None-Match", List.of(tag(known)))).status())
            .isEqualTo(304);
      }
    }
  }

  @Test
  void a_range_is_refused_politely() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      feeds.published(rich(), "tin-tuc");
      FeedResponse whole = ask(feeds, Map.of("Range", List.of("bytes=0-9")));
      assertThat(whole.status()).isEqualTo(200);
      assertThat(whole.headers()).containsEntry("Accept-Ranges", "none");
      assertThat(whole.body()).isEqualTo(feeds.get("/tin-tuc/rss.xml").body());
    }
  }

  @Test
  void logo_and_hub_are_told_in_the_documents_and_the_hub_in_the_header() throws Exception {
    FeedSettings settings =
        Publishing.settings(store)
            .logo(URI.create("https://tin.example.vn/logo.png"))
            .hub(URI.create("http://127.0.0.1:9/hub"))
            .build();
    try (Publishing feeds = Publishing.in(settings)) {
      assertThat(document(feeds, "tin-tuc/rss.xml"))
          .contains(
              "<image><url>https://tin.example.vn/logo.png</url><title>Tin tức</title>"
                  + "<link>https://tin.example.vn/</link></image>",
              "<atom:link rel=\"hub\" href=\"http://127.0.0.1:9/hub\"/>");
      assertThat(document(feeds, "tin-tuc/atom.xml"))
          .contains("<logo>https://tin.example.vn/logo.png</logo>", "<link rel=\"hub\"");
      assertThat(document(feeds, "tin-tuc/feed.json"))
          .contains("\"hubs\":[{\"type\":\"WebSub\",\"url\":\"http://127.0.0.1:9/hub\"}]");
      assertThat(feeds.get("/tin-tuc/atom.xml").headers())
          .containsEntry(
              "Link",
              "<http://127.0.0.1:9/hub>; rel=\"hub\", "
                  + "<https://tin.example.vn/feeds/tin-tuc/atom.xml>; rel=\"self\"");
    }
  }

  @Test
  void what_cannot_be_described_as_an_alert_is_refused_and_nothing_of_it_is_there()
      throws Exception {
    boolean[] describes = {false};
    CapInfo info = CapInfo.builder("Ngập lụt", CapInfo.Category.MET).build();
    CapSettings cap =
        CapSettings.builder(
                "canhbao@example.vn",
                "UBND",
                message -> {
                  if (!describes[0]) {
                    throw new IllegalStateException("no description of " + message.id());
                  }
                  return info;
                })
            .build();
    try (Publishing feeds = Publishing.in(Publishing.settings(store).alerts(cap).build())) {
      assertThat(feeds.publish(flood("Nước lên.").build(), "tin-tuc"))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              it -> assertThat(it.reason().text()).contains("no description of lu-1"));
      assertThat(feeds.rss().entries()).isEmpty();
      describes[0] = true;
      feeds.published(flood("Nước lên.").build(), "tin-tuc");
      describes[0] = false;
      feeds.withdrawn(flood("Nước lên.").build());
      assertThat(feeds.rss().entries()).isEmpty();
      feeds.published(Publishing.simple("tb-1"), "tin-tuc");
    }
  }

  @Test
  void a_choice_that_throws_spoils_no_other_feed() throws Exception {
    FeedSettings settings =
        Publishing.settings(store)
            .feed(
                "hong",
                "Hỏng",
                message -> {
                  throw new IllegalStateException("a fault of this test");
                })
            .build();
    for (int opened = 0; opened < 2; opened++) {
      try (Publishing feeds = Publishing.in(settings)) {
        feeds.published(Publishing.simple("tb-" + opened), "tin-tuc");
        assertThat(ids(feeds, "tin-tuc")).hasSize(opened + 1);
        assertThat(ids(feeds, "hong")).isEmpty();
      }
    }
  }

  @Test
  void what_was_taken_back_before_the_channel_is_closed_is_gone() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      feeds.published(Publishing.simple("tb-1"), "tin-tuc");
      feeds.channel.withdraw(Publishing.simple("tb-1"));
    }
    try (Publishing feeds = Publishing.in(store)) {
      assertThat(feeds.rss().entries()).isEmpty();
    }
  }

  @Test
  void what_the_folder_does_not_take_is_proved_when_it_does() throws Exception {
    Path www = store.resolve("www");
    FeedSettings settings = Publishing.settings(store).folder(www).build();
    try (Publishing feeds = Publishing.in(settings)) {
      Files.move(www, store.resolve("away"));
      Files.createFile(www);
      assertThat(feeds.send(Publishing.simple("tb-1"), new Address.Feed("tin-tuc")))
          .isInstanceOf(Outcome.Sent.class);
      feeds.withdrawn(Publishing.simple("nobody"));
      assertThat(feeds.receipts).isEmpty();
      Files.delete(www);
      Files.move(store.resolve("away"), www);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                feeds.time.advance(Duration.ofSeconds(1));
                return feeds.receipts.size() == 1;
              });
      assertSame(feeds, www, "tin-tuc/rss.xml");
    }
  }

  private FeedSettings.Builder withAlerts() {
    CapInfo info = CapInfo.builder("Ngập lụt", CapInfo.Category.MET).build();
    return Publishing.settings(store)
        .alerts(
            CapSettings.builder("canhbao@example.vn", "UBND Thành phố", info)
                .zone(ZoneId.of("Asia/Ho_Chi_Minh"))
                .build());
  }

  private static Message.Builder flood(String text) {
    return Publishing.message("lu-1")
        .text("vi", text)
        .area("q1")
        .urgency(Urgency.EMERGENCY)
        .plan("1270/KH-UBND");
  }

  private static Message rich() {
    return Publishing.message("tb-1")
        .text("vi", "Sáng thứ bảy, từ 7 giờ.")
        .text("en", "Saturday at 7.")
        .about("II.1.2")
        .issuer("Sở Y tế")
        .area("q1")
        .area("q3")
        .audio(
            new Audio(
                URI.create("https://tin.example.vn/a.mp3"), SHA, Duration.ofSeconds(42), 48_123))
        .attachment(
            new Attachment(URI.create("https://tin.example.vn/b.png"), "image/png", 9, "Áp phích"))
        .attachment(
            new Attachment(
                URI.create("https://tin.example.vn/c.pdf"), "application/pdf", 0, "Tờ rơi"))
        .version(Medium.RADIO, "vi", "Kính thưa quý thính giả.")
        .version(Medium.PRINT, "en", "For release.")
        .build();
  }

  private static FeedResponse ask(Publishing feeds, Map<String, List<String>> headers) {
    return feeds.channel.respond(FeedRequest.of("GET", "/tin-tuc/rss.xml", headers));
  }

  private static String tag(FeedResponse response) {
    return String.valueOf(response.headers().get("ETag"));
  }

  private static void assertSame(Publishing feeds, Path www, String... paths) throws Exception {
    for (String path : paths) {
      byte[] served = feeds.get("/" + path).body();
      assertThat(Files.readAllBytes(www.resolve(path))).as(path).isEqualTo(served);
      Path packed = www.resolve(path + ".gz");
      if (served.length < 512) {
        assertThat(packed).doesNotExist();
      } else {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
          assertThat(Arrays.equals(in.readAllBytes(), served)).as(path).isTrue();
        }
      }
    }
  }

  private static List<String> ids(Publishing feeds, String feed) {
    return Read.of(feeds.get("/" + feed + "/rss.xml").body()).all("guid");
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }

  private static String document(Publishing feeds, String path) {
    return new String(feeds.get("/" + path).body(), UTF_8);
  }
}
