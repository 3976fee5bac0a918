package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.ChannelException;
import vn.loa.channel.Idempotency;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;

class FeedChannelTest {

  private static final String BOTH_LANGUAGES =
      """
      <div lang="vi">Từ 7 giờ.<br/>
      Xin &lt;chờ&gt;.</div>
      <div lang="en">From 7.</div>
      """;

  @TempDir private Path store;

  @Test
  void an_rss_item_carries_what_the_message_says() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      String id = feeds.published(full(), "tin-tuc");
      Read rss = feeds.rss();
      assertThat(rss.head())
          .containsEntry("rss@version", "2.0")
          .containsEntry("title", "Tin tức")
          .containsEntry("description", "Tin của thành phố")
          .containsEntry("link", "https://tin.example.vn/")
          .containsEntry("language", "vi")
          .containsEntry("lastBuildDate", "Mon, 23 Nov 2026 01:02:03 GMT")
          .containsEntry("atom:link@rel", "self")
          .containsEntry("atom:link@type", "application/rss+xml")
          .containsEntry("atom:link@href", "https://tin.example.vn/feeds/tin-tuc/rss.xml");
      assertThat(rss.entry(id))
          .containsEntry("title", "Cúp nước < 5 giờ & hơn")
          .containsEntry("guid@isPermaLink", "false")
          .containsEntry("pubDate", "Mon, 23 Nov 2026 01:02:03 GMT")
          .containsEntry("dc:creator", "Sở Y tế")
          .containsEntry("category", "Sở Y tế")
          .containsEntry("link", "https://tin.example.vn/c%C3%BAp")
          .containsEntry("description", "Từ 7 giờ.<br/>\nXin &lt;chờ&gt;.")
          .containsEntry("content:encoded", BOTH_LANGUAGES);
    }
  }

  @Test
  void what_is_published_again_is_the_same_item() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      String id = feeds.published(full(), "tin-tuc");
      assertThat(feeds.published(full(), "tin-tuc")).isEqualTo(id);
      assertThat(feeds.rss().all("guid")).containsExactly(id);
      assertThat(feeds.channel.idempotency()).isEqualTo(Idempotency.NATIVE);
    }
  }

  @Test
  void an_atom_entry_carries_what_the_message_says() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      String id = feeds.published(full(), "tin-tuc");
      Read atom = feeds.atom();
      assertThat(atom.head())
          .containsEntry("id", "https://tin.example.vn/feeds/tin-tuc/atom.xml")
          .containsEntry("title", "Tin tức")
          .containsEntry("updated", "2026-11-23T01:02:03Z")
          .containsEntry("name", "UBND Thành phố")
          .containsEntry("feed@xml:lang", "vi");
      assertThat(new String(feeds.get("/tin-tuc/atom.xml").body(), UTF_8))
          .contains(
              "<link rel=\"self\" type=\"application/atom+xml\""
                  + " href=\"https://tin.example.vn/feeds/tin-tuc/atom.xml\"/>");
      assertThat(atom.entry(id))
          .containsEntry("entry@xml:lang", "vi")
          .containsEntry("title", "Cúp nước < 5 giờ & hơn")
          .containsEntry("published", "2026-11-23T01:02:03Z")
          .containsEntry("updated", "2026-11-23T01:02:03Z")
          .containsEntry("name", "Sở Y tế")
          .containsEntry("category@term", "Sở Y tế")
          .containsEntry("link@href", "https://tin.example.vn/c%C3%BAp")
          .containsEntry("summary", "Từ 7 giờ.\nXin <chờ>.")
          .containsEntry("content@type", "html")
          .containsEntry("content", BOTH_LANGUAGES);
    }
  }

  @Test
  void an_id_is_a_tag_of_host_first_day_channel_plan_theme_and_message() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      Message message =
          Publishing.message("tb-1").text("vi", "x").plan("1270/KH-UBND").about("II.1.2").build();
      String id = "tag:tin.example.vn,2026-11-23:feed/1270%2FKH-UBND/II.1.2/tb-1";
      assertThat(feeds.published(message, "tin-tuc")).isEqualTo(id);
      assertThat(feeds.published(message, "canh-bao")).isEqualTo(id);
      assertThat(feeds.published(Publishing.simple("tb-2"), "tin-tuc"))
          .isEqualTo("tag:tin.example.vn,2026-11-23:feed/tb-2");
    }
  }

  @Test
  void an_entry_that_comes_to_another_feed_is_the_same_entry_and_no_revision() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      String id = feeds.published(full(), "tin-tuc");
      byte[] before = feeds.get("/tin-tuc/atom.xml").body();
      feeds.time.advance(Duration.ofDays(1));
      feeds.published(full(), "canh-bao");
      assertThat(feeds.get("/tin-tuc/atom.xml").body()).isEqualTo(before);
      assertThat(Read.of(feeds.get("/canh-bao/atom.xml").body()).entry(id))
          .containsEntry("updated", "2026-11-23T01:02:03Z");
    }
  }

  @Test
  void the_receipt_is_the_digest_of_what_a_reader_fetches() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      String id = feeds.published(full(), "tin-tuc");
      byte[] fetched = feeds.get("/tin-tuc/rss.xml").body();
      assertThat(feeds.receipts)
          .containsExactly(
              new Receipt.Published(id + "#tin-tuc", feeds.time.instant(), sha256(fetched)));
    }
  }

  @Test
  void the_answer_comes_before_its_receipt() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (Publishing feeds = Publishing.in(store)) {
      feeds.channel.listen(receipt -> heard.add("receipt"));
      List<Address> feed = List.of(new Address.Feed("tin-tuc"));
      feeds.channel.submit(
          new Batch(full(), 1, feed), (token, outcome) -> heard.add(outcome.kind().toString()));
      feeds.channel.close();
      assertThat(heard).containsExactly("SENT", "receipt");
    }
  }

  @Test
  void a_message_that_comes_again_is_an_edit_and_never_a_second_entry() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      String first = feeds.published(Publishing.simple("tb-1"), "tin-tuc");
      feeds.time.advance(Duration.ofDays(2));
      String second =
          feeds.published(Publishing.message("tb-1").text("vi", "Hoãn.").build(), "tin-tuc");
      assertThat(second).isEqualTo(first);
      assertThat(feeds.rss().entries()).hasSize(1);
      assertThat(feeds.rss().entry(first))
          .containsEntry("description", "Hoãn.")
          .containsEntry("pubDate", "Mon, 23 Nov 2026 01:02:03 GMT");
      assertThat(feeds.atom().entry(first))
          .containsEntry("published", "2026-11-23T01:02:03Z")
          .containsEntry("updated", "2026-11-25T01:02:03Z");
      assertThat(feeds.atom().head()).containsEntry("updated", "2026-11-25T01:02:03Z");
    }
  }

  @Test
  void a_clock_that_stands_still_gives_no_two_changes_one_time() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      feeds.published(Publishing.simple("tb-1"), "tin-tuc");
      feeds.published(Publishing.message("tb-1").text("vi", "Hoãn.").build(), "tin-tuc");
      feeds.published(Publishing.simple("tb-1"), "tin-tuc");
      assertThat(feeds.atom().all("updated")).containsExactly("2026-11-23T01:02:03.002Z");
      feeds.published(Publishing.simple("tb-2"), "tin-tuc");
      assertThat(feeds.channel.entry("tb-2").orElseThrow().updated())
          .isAfter(feeds.channel.entry("tb-1").orElseThrow().updated());
    }
  }

  @Test
  void a_restart_keeps_entries_ids_documents_and_dates() throws Exception {
    Map<String, String> before;
    FeedResponse rss;
    FeedResponse atom;
    String id;
    try (Publishing feeds = Publishing.in(store)) {
      id = feeds.published(full(), "tin-tuc");
      feeds.time.advance(Duration.ofDays(1));
      before = feeds.atom().entry(id);
      rss = feeds.get("/tin-tuc/rss.xml");
      atom = feeds.get("/tin-tuc/atom.xml");
    }
    try (Publishing feeds = Publishing.in(store)) {
      feeds.time.advance(Duration.ofDays(3));
      assertThat(feeds.get("/tin-tuc/rss.xml").headers())
          .containsEntry("ETag", String.valueOf(rss.headers().get("ETag")));
      assertThat(feeds.get("/tin-tuc/rss.xml").body()).isEqualTo(rss.body());
      assertThat(feeds.get("/tin-tuc/atom.xml").body()).isEqualTo(atom.body());
      assertThat(feeds.published(full(), "tin-tuc")).isEqualTo(id);
      assertThat(feeds.atom().entry(id)).isEqualTo(before);
    }
  }

  @Test
  void an_entry_keeps_its_id_when_the_site_moves_to_another_host() throws Exception {
    String id;
    try (Publishing feeds = Publishing.in(store)) {
      id = feeds.published(full(), "tin-tuc");
    }
    FeedSettings moved =
        FeedSettings.builder(store, URI.create("https://moi.example.vn"), "UBND")
            .feed("tin-tuc", "Tin tức")
            .build();
    try (Publishing feeds = Publishing.in(moved)) {
      assertThat(feeds.rss().entry(id)).isNotEmpty();
      assertThat(feeds.rss().head())
          .containsEntry("atom:link@href", "https://moi.example.vn/tin-tuc/rss.xml");
    }
  }

  @Test
  void a_document_shows_the_newest_entries() throws Exception {
    FeedSettings two = Publishing.settings(store).newest(2).build();
    try (Publishing feeds = Publishing.in(two)) {
      for (String id : new String[] {"a", "b", "c"}) {
        feeds.published(Publishing.simple(id), "tin-tuc");
      }
      assertThat(messages(feeds)).containsExactly("c", "b");
      feeds.published(edited("a"), "tin-tuc");
      assertThat(messages(feeds)).containsExactly("a", "c");
    }
    try (Publishing feeds = Publishing.in(two)) {
      feeds.published(edited("c"), "tin-tuc");
      feeds.published(edited("b"), "tin-tuc");
      assertThat(messages(feeds)).containsExactly("b", "c");
    }
  }

  private static List<String> messages(Publishing feeds) {
    return feeds.rss().all("guid").stream().map(it -> it.split("/", 2)[1]).toList();
  }

  private static Message edited(String id) {
    return Publishing.message(id).text("vi", "Hoãn.").build();
  }

  @Test
  void an_unknown_feed_is_refused_with_the_names_of_those_there_are() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      assertThat(feeds.publish(full(), "tin-tucc"))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              it ->
                  assertThat(it.reason().toString())
                      .isEqualTo(
                          "NO_FEED: tin-tucc is no feed here; there are [tin-tuc, canh-bao]"));
    }
  }

  @Test
  void a_phone_number_is_refused_and_only_its_last_digits_are_said() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      assertThat(feeds.send(full(), new Address.Phone(84903123456L)))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              it -> assertThat(it.reason().text()).contains("456").doesNotContain("3456"));
    }
  }

  @Test
  void a_message_that_comes_too_late_is_expired() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      Message late = Publishing.message("tb").text("vi", "x").validUntil(Publishing.START).build();
      assertThat(feeds.publish(late, "tin-tuc")).isEqualTo(new Outcome.Expired());
      assertThat(feeds.rss().entries()).isEmpty();
    }
  }

  @Test
  void a_language_that_would_spoil_the_document_is_refused() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      assertThat(feeds.publish(Publishing.message("tb").text("tiếng Việt", "x").build(), "tin-tuc"))
          .isInstanceOfSatisfying(
              Outcome.Refused.class, it -> assertThat(it.reason().code()).isEqualTo("LANGUAGE"));
    }
  }

  @Test
  void a_damaged_entry_is_named_with_its_place_and_the_rest_goes_on() throws Exception {
    String first;
    String last;
    try (Publishing feeds = Publishing.in(store)) {
      first = feeds.published(Publishing.simple("first"), "tin-tuc");
      feeds.published(Publishing.message("hit").text("vi", "Đây").build(), "tin-tuc");
      last = feeds.published(Publishing.simple("last"), "tin-tuc");
    }
    flip(log(), "Đây");
    try (Publishing feeds = Publishing.in(store)) {
      assertThat(feeds.channel.damaged())
          .singleElement()
          .asString()
          .startsWith(log() + " from ")
          .endsWith("the checksum does not match");
      assertThat(feeds.rss().all("guid")).containsExactly(last, first);
    }
  }

  @Test
  void a_piece_of_a_record_at_the_end_is_cut_off_and_kept_beside() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      feeds.published(Publishing.simple("whole"), "tin-tuc");
      feeds.published(Publishing.simple("cut"), "tin-tuc");
    }
    byte[] all = Files.readAllBytes(log());
    Files.write(log(), Arrays.copyOf(all, all.length - 7));
    try (Publishing feeds = Publishing.in(store)) {
      assertThat(feeds.channel.damaged()).isEmpty();
      assertThat(messages(feeds)).containsExactly("whole");
      assertThat(log().getParent()).isDirectoryContaining("glob:**/00000001.log.*.cut");
      feeds.published(Publishing.simple("cut"), "tin-tuc");
    }
    try (Publishing feeds = Publishing.in(store)) {
      assertThat(messages(feeds)).containsExactly("cut", "whole");
    }
  }

  @Test
  void a_damaged_entry_at_the_end_is_no_piece_of_one() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      feeds.published(Publishing.simple("whole"), "tin-tuc");
      feeds.published(Publishing.message("hit").text("vi", "Đây").build(), "tin-tuc");
    }
    flip(log(), "Đây");
    try (Publishing feeds = Publishing.in(store)) {
      assertThat(feeds.channel.damaged()).singleElement().asString().contains("checksum");
      assertThat(messages(feeds)).containsExactly("whole");
    }
  }

  @Test
  void an_octet_that_is_not_ours_in_the_log_is_noticed_before_anything_is_written()
      throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      feeds.published(Publishing.simple("one"), "tin-tuc");
      Files.write(log(), new byte[] {0}, StandardOpenOption.APPEND);
      assertThat(feeds.publish(Publishing.simple("two"), "tin-tuc"))
          .isInstanceOf(Outcome.Retry.class);
    }
  }

  private Path log() {
    return store.resolve("entries/00000001.log");
  }

  private static void flip(Path file, String where) throws IOException {
    byte[] octets = Files.readAllBytes(file);
    String text = new String(octets, ISO_8859_1);
    octets[text.indexOf(new String(where.getBytes(UTF_8), ISO_8859_1))] ^= 1;
    Files.write(file, octets);
  }

  @Test
  void a_lost_directory_is_a_retry_until_it_is_back() throws Exception {
    Path away = store.resolveSibling(store.getFileName() + "-away");
    try (Publishing feeds = Publishing.in(store)) {
      Files.move(store, away);
      assertThat(feeds.publish(full(), "tin-tuc"))
          .isInstanceOfSatisfying(
              Outcome.Retry.class,
              it ->
                  assertThat(it.reason().text())
                      .contains(store.toString(), "NoSuchFile", "nothing was published"));
      Files.move(away, store);
      String id = feeds.published(full(), "tin-tuc");
      assertThat(feeds.rss().entry(id)).isNotEmpty();
    }
  }

  @Test
  void a_lost_directory_is_logged_once_and_its_return_once() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Path away = store.resolveSibling(store.getFileName() + "-away");
    try (LogLines log = LogLines.to(lines);
        Publishing feeds = Publishing.in(store)) {
      assertThat(log).isNotNull();
      Files.move(store, away);
      feeds.publish(full(), "tin-tuc");
      feeds.publish(full(), "canh-bao");
      assertThat(lines).hasSize(1).first().asString().startsWith("feed: feed store " + store);
      Files.move(away, store);
      feeds.published(full(), "tin-tuc");
      feeds.published(edited("tb-9"), "tin-tuc");
      assertThat(lines).hasSize(2).last().asString().endsWith("works after 2 faults");
    }
  }

  @Test
  void a_store_has_one_writer() {
    Publishing first = Publishing.in(store);
    try (first) {
      assertThatThrownBy(() -> Publishing.in(store))
          .isInstanceOf(ChannelException.class)
          .hasMessageContaining("feed: feed store " + store)
          .hasMessageContaining("another channel has it open");
    }
    Publishing.in(store).close();
  }

  @Test
  void a_refused_second_opening_leaves_other_processes_locked_out() throws Exception {
    Publishing first = Publishing.in(store);
    try (first) {
      assertThatThrownBy(() -> Publishing.in(store)).isInstanceOf(ChannelException.class);
      assertThatThrownBy(() -> Publishing.in(store)).isInstanceOf(ChannelException.class);
      assertThat(OtherProcess.mayLock(store.resolve(".lock"))).isFalse();
    }
    assertThat(OtherProcess.mayLock(store.resolve(".lock"))).isTrue();
  }

  @Test
  void another_process_keeps_us_out_until_it_lets_go() throws Exception {
    try (OtherProcess other = OtherProcess.locking(store.resolve(".lock"))) {
      assertThat(other).isNotNull();
      assertThatThrownBy(() -> Publishing.in(store)).isInstanceOf(ChannelException.class);
    }
    Publishing.in(store).close();
  }

  @Test
  void closing_twice_takes_nothing_from_the_next_writer() throws Exception {
    Publishing first = Publishing.in(store);
    first.close();
    try (Publishing second = Publishing.in(store)) {
      first.close();
      assertThatThrownBy(() -> Publishing.in(store)).isInstanceOf(ChannelException.class);
      assertThat(second.rss().entries()).isEmpty();
    }
  }

  @Test
  void a_store_that_is_a_file_is_named_on_opening() throws Exception {
    Path file = Files.createFile(store.resolve("file"));
    assertThatThrownBy(() -> Publishing.in(file))
        .isInstanceOf(ChannelException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void message_ids_that_differ_in_capitals_or_look_like_paths_are_entries_of_their_own()
      throws Exception {
    String[] ids = {"a", "A", "..", ".", "-", "a.entry", "a.tmp"};
    try (Publishing feeds = Publishing.in(store)) {
      for (String id : ids) {
        feeds.published(Publishing.simple(id), "tin-tuc");
      }
    }
    try (Publishing feeds = Publishing.in(store)) {
      assertThat(feeds.rss().entries()).hasSize(ids.length);
      assertThat(ids)
          .extracting(it -> Items.fileName(it).toLowerCase(Locale.ROOT))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void settings_refuse_what_no_feed_could_be() {
    FeedSettings.Builder settings = Publishing.settings(store);
    assertThatThrownBy(() -> settings.feed("..", "x")).hasMessageContaining("begin with a dot");
    assertThatThrownBy(() -> settings.feed("Tin-Tuc", "x")).hasMessageContaining("as \"tin-tuc\"");
    assertThatThrownBy(() -> settings.feed("Press", "x")).hasMessageContaining("press kits");
    assertThatThrownBy(() -> settings.logo(URI.create("logo.png")))
        .hasMessageContaining("logo.png");
    assertThatThrownBy(() -> settings.hub(URI.create("ftp://hub.example.vn/")))
        .hasMessageContaining("ftp://");
    assertThatThrownBy(() -> settings.newest(0)).hasMessageContaining("was 0");
    assertThatThrownBy(() -> settings.name("Feed 1")).hasMessageContaining("Feed 1");
    assertThatThrownBy(() -> FeedSettings.builder(store, URI.create("/feeds"), "x"))
        .hasMessageContaining("/feeds");
    assertThatThrownBy(() -> FeedSettings.builder(store, URI.create("http://[::1]/"), "x"))
        .hasMessageContaining("[::1]");
    assertThatThrownBy(() -> FeedSettings.builder(store, Publishing.BASE, "x").build())
        .hasMessageContaining("no feed");
  }

  private static Message full() {
    return Message.builder("tb-9", "Cúp nước < 5 giờ & hơn")
        .text("vi", "Từ 7 giờ.\r\nXin <chờ>.")
        .text("en", "From 7.")
        .link(URI.create("https://tin.example.vn/cúp"))
        .about("II.1.2")
        .issuer("Sở Y tế")
        .validUntil(Instant.parse("2027-01-01T00:00:00Z"))
        .build();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
