package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
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
          .containsEntry("atom:link@href", "https://tin.example.vn/feeds/tin-tuc/rss.xml");
      assertThat(rss.entry(id))
          .containsEntry("title", "Cúp nước < 5 giờ & hơn")
          .containsEntry("guid@isPermaLink", "false")
          .containsEntry("pubDate", "Mon, 23 Nov 2026 01:02:03 GMT")
          .containsEntry("dc:creator", "Sở Y tế")
          .containsEntry("category", "II.1.2")
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
          .containsEntry("category@term", "II.1.2")
          .containsEntry("link@href", "https://tin.example.vn/c%C3%BAp")
          .containsEntry("summary", "Từ 7 giờ.\nXin <chờ>.")
          .containsEntry("content@type", "html")
          .containsEntry("content", BOTH_LANGUAGES);
    }
  }

  @Test
  void an_id_is_a_tag_of_host_first_day_feed_and_message() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      assertThat(feeds.published(Publishing.simple("tb-1"), "tin-tuc"))
          .isEqualTo("tag:tin.example.vn,2026-11-23:tin-tuc/tb-1");
      assertThat(feeds.published(Publishing.simple("tb-1"), "canh-bao"))
          .isEqualTo("tag:tin.example.vn,2026-11-23:canh-bao/tb-1");
    }
  }

  @Test
  void the_receipt_is_the_digest_of_what_a_reader_fetches() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      String id = feeds.published(full(), "tin-tuc");
      byte[] fetched = feeds.get("/tin-tuc/rss.xml").body();
      assertThat(feeds.receipts)
          .containsExactly(new Receipt.Published(id, feeds.time.instant(), sha256(fetched)));
      assertThat(fetched).isEqualTo(Files.readAllBytes(store.resolve("tin-tuc/rss.xml")));
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
      feeds.published(Publishing.simple("tb-2"), "tin-tuc");
      assertThat(feeds.atom().all("updated"))
          .containsExactly("2026-11-23T01:02:04Z", "2026-11-23T01:02:03Z");
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
      assertThat(feeds.get("/tin-tuc/rss.xml").headers()).isEqualTo(rss.headers());
      assertThat(feeds.get("/tin-tuc/rss.xml").body()).isEqualTo(rss.body());
      assertThat(feeds.get("/tin-tuc/atom.xml").body()).isEqualTo(atom.body());
      assertThat(feeds.published(full(), "tin-tuc")).isEqualTo(id);
      assertThat(feeds.atom().entry(id))
          .containsEntry("published", String.valueOf(before.get("published")))
          .containsEntry("updated", "2026-11-26T01:02:03Z");
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
      assertThat(Files.readAllBytes(store.resolve("tin-tuc/rss.xml")))
          .isEqualTo(feeds.get("/tin-tuc/rss.xml").body());
    }
  }

  @Test
  void a_document_shows_the_newest_entries_and_the_store_keeps_the_rest() throws Exception {
    FeedSettings two = Publishing.settings(store).newest(2).build();
    try (Publishing feeds = Publishing.in(two)) {
      for (String id : new String[] {"a", "b", "c"}) {
        feeds.published(Publishing.simple(id), "tin-tuc");
      }
      assertThat(feeds.rss().all("guid"))
          .extracting(it -> it.split("/", 2)[1])
          .containsExactly("c", "b");
      feeds.published(Publishing.simple("a"), "tin-tuc");
      assertThat(feeds.rss().all("guid"))
          .extracting(it -> it.split("/", 2)[1])
          .containsExactly("a", "c");
    }
    try (Publishing feeds = Publishing.in(two)) {
      feeds.published(Publishing.simple("c"), "tin-tuc");
      feeds.published(Publishing.simple("b"), "tin-tuc");
      assertThat(feeds.rss().all("guid"))
          .extracting(it -> it.split("/", 2)[1])
          .containsExactly("b", "c");
    }
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
  void a_damaged_entry_is_named_with_its_reason_and_the_rest_goes_on() throws Exception {
    String whole;
    try (Publishing feeds = Publishing.in(store)) {
      whole = feeds.published(Publishing.simple("whole"), "tin-tuc");
      feeds.published(Publishing.simple("cut"), "tin-tuc");
      feeds.published(Publishing.simple("altered"), "tin-tuc");
    }
    Path entries = store.resolve("tin-tuc/entries");
    Files.write(entries.resolve("cut.entry"), new byte[7]);
    Path altered = entries.resolve("altered.entry");
    Files.writeString(altered, Files.readString(altered).replace("7 giờ", "8 giờ"));
    Files.copy(entries.resolve("whole.entry"), entries.resolve("other.entry"));
    try (Publishing feeds = Publishing.in(store)) {
      assertThat(feeds.channel.damaged())
          .hasSize(3)
          .anySatisfy(it -> assertThat(it).endsWith("cut.entry: cut short at 7 bytes"))
          .anySatisfy(it -> assertThat(it).contains("altered.entry: checksum does not match"))
          .anySatisfy(it -> assertThat(it).contains("other.entry: holds the entry of another"));
      assertThat(feeds.rss().all("guid")).containsExactly(whole);
    }
  }

  @Test
  void drafts_left_by_a_killed_run_are_swept_and_its_entry_is_shown() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      feeds.published(Publishing.simple("tb-1"), "tin-tuc");
    }
    byte[] old = Files.readAllBytes(store.resolve("tin-tuc/rss.xml"));
    String id;
    try (Publishing feeds = Publishing.in(store)) {
      id = feeds.published(Publishing.simple("tb-2"), "tin-tuc");
    }
    Files.write(store.resolve("tin-tuc/rss.xml"), old);
    Path draft = Files.writeString(store.resolve("tin-tuc/atom.xml.tmp"), "<feed");
    Path entry = Files.writeString(store.resolve("tin-tuc/entries/tb-3.entry.tmp"), "<entr");
    try (Publishing feeds = Publishing.in(store)) {
      assertThat(feeds.channel.damaged()).isEmpty();
      assertThat(feeds.rss().entries()).hasSize(2);
      assertThat(feeds.rss().entry(id)).isNotEmpty();
      assertThat(Read.of(Files.readAllBytes(store.resolve("tin-tuc/rss.xml"))).entries())
          .hasSize(2);
      assertThat(draft).doesNotExist();
      assertThat(entry).doesNotExist();
    }
  }

  @Test
  void a_document_that_cannot_take_its_place_leaves_the_delivery_in_doubt() throws Exception {
    try (Publishing feeds = Publishing.in(store)) {
      Files.createDirectories(store.resolve("tin-tuc/rss.xml/not-empty"));
      assertThat(feeds.publish(full(), "tin-tuc")).isInstanceOf(Outcome.InDoubt.class);
      assertThat(feeds.receipts).isEmpty();
    }
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
      feeds.published(full(), "tin-tuc");
      assertThat(lines).hasSize(2).last().asString().endsWith("works after 2 faults");
    }
  }

  @Test
  void what_cannot_be_read_back_is_not_proved_and_readers_keep_the_old() throws Exception {
    Feed feed = Publishing.settings(store).build().feeds().get(0);
    Shelf shelf = Shelf.open(store, feed, 50, Publishing.START, damaged -> {});
    Entry entry = shelf.entry(full(), Publishing.START);
    shelf.commit(shelf.prepare(entry));
    Document before = shelf.document(Format.RSS);
    assertThatThrownBy(() -> shelf.readBack("tag:somebody,else"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("read back without tag:somebody,else");
    assertThat(shelf.document(Format.RSS)).isSameAs(before);
    Files.write(store.resolve("tin-tuc/atom.xml"), new byte[] {'<'});
    assertThatThrownBy(() -> shelf.readBack(entry.uri())).hasMessageContaining("broken");
    assertThat(shelf.document(Format.RSS)).isSameAs(before);
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
          .extracting(it -> EntryFile.name(it).toLowerCase(Locale.ROOT))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void settings_refuse_what_no_feed_could_be() {
    FeedSettings.Builder settings = Publishing.settings(store);
    assertThatThrownBy(() -> settings.feed("..", "x")).hasMessageContaining("begin with a dot");
    assertThatThrownBy(() -> settings.feed("Tin-Tuc", "x")).hasMessageContaining("as \"tin-tuc\"");
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
