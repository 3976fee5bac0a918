package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Message;

/** Pages and archives (RFC 5005), edits and withdrawals (RFC 6721), from feed to feed. */
class FeedPagesTest {

  @TempDir private Path store;

  @Test
  void older_entries_are_on_archive_pages_that_lead_to_each_other() throws Exception {
    try (Publishing feeds = pages(2)) {
      publish(feeds, 1, 7);
      assertThat(ids(feeds, "")).containsExactly("tb-7", "tb-6");
      assertThat(ids(feeds, "3/")).containsExactly("tb-6", "tb-5");
      assertThat(ids(feeds, "2/")).containsExactly("tb-4", "tb-3");
      assertThat(ids(feeds, "1/")).containsExactly("tb-2", "tb-1");
      assertThat(feeds.get("/tin-tuc/4/atom.xml").status()).isEqualTo(404);
      assertThat(links(feeds, ""))
          .containsEntry("prev-archive", url("3/"))
          .containsEntry("next", url("3/"))
          .containsEntry("first", url(""))
          .containsEntry("last", url("1/"))
          .doesNotContainKeys("current", "next-archive", "previous");
      assertThat(links(feeds, "2/"))
          .containsEntry("self", url("2/"))
          .containsEntry("current", url(""))
          .containsEntry("prev-archive", url("1/"))
          .containsEntry("next-archive", url("3/"))
          .containsEntry("previous", url("3/"))
          .containsEntry("next", url("1/"));
      assertThat(links(feeds, "3/")).containsEntry("previous", url("")).doesNotContainKey("x");
      assertThat(links(feeds, "3/")).doesNotContainKey("next-archive");
      assertThat(links(feeds, "1/")).doesNotContainKeys("prev-archive", "next");
      assertThat(document(feeds, "2/atom.xml")).contains("<fh:archive/>");
      assertThat(document(feeds, "2/rss.xml"))
          .contains("<fh:archive/>", "<atom:link rel=\"prev-archive\"");
      assertThat(document(feeds, "feed.json")).contains("\"next_url\":\"" + json("3/"));
      assertThat(document(feeds, "1/feed.json")).doesNotContain("next_url");
    }
  }

  @Test
  void a_feed_that_fits_on_one_page_has_no_other() throws Exception {
    try (Publishing feeds = pages(3)) {
      publish(feeds, 1, 3);
      assertThat(links(feeds, "")).containsOnlyKeys("alternate", "self");
      assertThat(feeds.get("/tin-tuc/1/atom.xml").status()).isEqualTo(404);
    }
  }

  @Test
  void who_was_edited_leaves_the_archive_and_is_the_newest() throws Exception {
    try (Publishing feeds = pages(2)) {
      publish(feeds, 1, 5);
      feeds.published(edited("tb-1"), "tin-tuc");
      assertThat(ids(feeds, "")).containsExactly("tb-1", "tb-5");
      assertThat(ids(feeds, "1/")).containsExactly("tb-2");
    }
  }

  @Test
  void who_was_withdrawn_is_on_no_page_and_atom_says_so() throws Exception {
    try (Publishing feeds = pages(2)) {
      publish(feeds, 1, 5);
      feeds.withdrawn(Publishing.simple("tb-5"));
      feeds.withdrawn(Publishing.simple("tb-1"));
      assertThat(ids(feeds, "")).containsExactly("tb-4", "tb-3");
      assertThat(ids(feeds, "1/")).containsExactly("tb-2");
      assertThat(document(feeds, "atom.xml"))
          .contains(
              "<at:deleted-entry ref=\"tag:tin.example.vn,2026-11-23:feed/tb-5\""
                  + " when=\"2026-11-23T01:02:03.001Z\"/>",
              "feed/tb-1\"");
      assertThat(document(feeds, "rss.xml")).doesNotContain("tb-5", "deleted");
      assertThat(document(feeds, "feed.json")).doesNotContain("tb-5");
      feeds.withdrawn(Publishing.simple("nobody"));
    }
    try (Publishing feeds = pages(2)) {
      assertThat(ids(feeds, "")).containsExactly("tb-4", "tb-3");
      assertThat(document(feeds, "atom.xml")).contains("feed/tb-1\"", "feed/tb-5\"");
    }
  }

  @Test
  void who_was_withdrawn_and_comes_again_is_the_same_entry_and_no_tombstone() throws Exception {
    try (Publishing feeds = pages(2)) {
      String id = feeds.published(Publishing.simple("tb-1"), "tin-tuc");
      feeds.withdrawn(Publishing.simple("tb-1"));
      assertThat(document(feeds, "atom.xml")).contains("deleted-entry");
      assertThat(feeds.published(Publishing.simple("tb-1"), "tin-tuc")).isEqualTo(id);
      assertThat(document(feeds, "atom.xml")).doesNotContain("deleted-entry");
      assertThat(feeds.atom().entry(id))
          .containsEntry("published", "2026-11-23T01:02:03Z")
          .containsEntry("updated", "2026-11-23T01:02:03.002Z");
    }
  }

  /** Against a list: what a reader that follows every link has is what was published and stayed. */
  @Test
  void following_the_archive_gives_every_entry_once_whatever_was_done() throws Exception {
    for (int seed = 1; seed <= 15; seed++) {
      Random random = new Random(seed);
      Path folder = store.resolve("seed-" + seed);
      FeedSettings settings = Publishing.settings(folder).newest(1 + random.nextInt(4)).build();
      Map<String, String> expected = new LinkedHashMap<>();
      for (int round = 0; round < 3; round++) {
        try (Publishing feeds = Publishing.in(settings)) {
          change(feeds, random, expected, round);
          assertThat(followed(feeds)).as("seed %d", seed).isEqualTo(expected);
        }
        try (Publishing feeds = Publishing.in(settings)) {
          assertThat(followed(feeds)).as("seed %d, opened again", seed).isEqualTo(expected);
        }
      }
    }
  }

  private static void change(
      Publishing feeds, Random random, Map<String, String> expected, int round)
      throws InterruptedException {
    for (int i = 0; i < 12; i++) {
      String id = "m" + random.nextInt(9);
      if (random.nextInt(4) == 0) {
        feeds.withdrawn(Publishing.simple(id));
        expected.remove(id);
      } else {
        String text = "lần " + round + "." + i;
        feeds.published(Publishing.message(id).text("vi", text).build(), "tin-tuc");
        expected.put(id, text);
      }
    }
  }

  private static Map<String, String> followed(Publishing feeds) {
    Map<String, String> found = new LinkedHashMap<>();
    String page = "";
    while (page != null) {
      for (Map<String, String> entry :
          Read.of(feeds.get("/tin-tuc/" + page + "atom.xml").body()).entries()) {
        String id = String.valueOf(entry.get("id"));
        found.putIfAbsent(
            id.substring(id.lastIndexOf('/') + 1), String.valueOf(entry.get("summary")));
      }
      String older = links(feeds, page).get("prev-archive");
      page = older == null ? null : older.replaceAll(".*/tin-tuc/|atom.xml", "");
    }
    return found;
  }

  private Publishing pages(int size) {
    return Publishing.in(Publishing.settings(store).newest(size).build());
  }

  private static void publish(Publishing feeds, int from, int to) throws InterruptedException {
    for (int i = from; i <= to; i++) {
      feeds.published(Publishing.simple("tb-" + i), "tin-tuc");
    }
  }

  private static Message edited(String id) {
    return Publishing.message(id).text("vi", "Hoãn.").build();
  }

  private static List<String> ids(Publishing feeds, String page) {
    List<String> ids = new ArrayList<>();
    for (String format : List.of("atom.xml", "rss.xml")) {
      List<String> these =
          Read.of(feeds.get("/tin-tuc/" + page + format).body()).entries().stream()
              .map(it -> it.getOrDefault("id", it.getOrDefault("guid", "")))
              .map(id -> id.substring(id.lastIndexOf('/') + 1))
              .toList();
      assertThat(ids.isEmpty() ? these : ids).isEqualTo(these);
      ids = these;
    }
    return ids;
  }

  private static Map<String, String> links(Publishing feeds, String page) {
    String head = document(feeds, page + "atom.xml").split("<entry", 2)[0];
    Matcher link = Pattern.compile("<link rel=\"([^\"]+)\"[^>]* href=\"([^\"]+)\"/>").matcher(head);
    Map<String, String> links = new LinkedHashMap<>();
    while (link.find()) {
      assertThat(links.put(link.group(1), link.group(2))).isNull();
    }
    return links;
  }

  private static String url(String page) {
    return Publishing.BASE + "tin-tuc/" + page + "atom.xml";
  }

  private static String json(String page) {
    return Publishing.BASE + "tin-tuc/" + page + "feed.json";
  }

  private static String document(Publishing feeds, String path) {
    return new String(feeds.get("/tin-tuc/" + path).body(), UTF_8);
  }
}
