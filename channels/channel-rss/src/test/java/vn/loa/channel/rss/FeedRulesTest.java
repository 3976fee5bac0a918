package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.loa.channel.Message;
import vn.loa.channel.Message.Audio;

/** Every page of random feeds keeps every rule: of 100 feeds, or {@code -Dloa.feeds=10000}. */
@Timeout(3600)
class FeedRulesTest {

  private static final int FEEDS = Integer.getInteger("loa.feeds", 100);
  private static final int OF_ONE_CHANNEL = 10;

  @TempDir private Path folder;

  @Test
  void every_page_of_every_feed_keeps_the_rules_of_its_format() throws Exception {
    for (int seed = 0; seed * OF_ONE_CHANNEL < FEEDS; seed++) {
      Path store = Files.createDirectory(folder.resolve("store-" + seed));
      try (RandomFeeds feeds = RandomFeeds.in(store, seed, OF_ONE_CHANNEL)) {
        for (String feed : feeds.names()) {
          pages(feeds, feed);
        }
      }
    }
  }

  private static void pages(RandomFeeds feeds, String feed) throws Exception {
    for (Format format : Format.values()) {
      List<String> paths = new ArrayList<>();
      paths.add("/" + feed + "/" + format.fileName());
      for (int page = feeds.archives(feed); page > 0; page--) {
        paths.add(RandomFeeds.archive(feed, page, format));
      }
      for (String path : paths) {
        byte[] document = feeds.document(path);
        assertThat(broken(format, document))
            .as("%s: %s", path, new String(document, UTF_8))
            .isEmpty();
      }
    }
  }

  /** A rule that nothing can break is no rule. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ATOM | <id>tag          | <id>no tag        | 4.2.6: id of entry",
        "ATOM | <id>tag          | <id>x:y</id><id>t | 4.1: one id in entry",
        "ATOM | <updated>2026-   | <updated>26-      | 4.2.15: updated of",
        "ATOM | href=\"https://  | href=\"           | 4.2.7.1: href in",
        "ATOM | rel=\"self\"     | rel=\"myself\"    | 4.1.1: one self link",
        "ATOM | rel=\"self\"     | rel=\"alternate\" | 4.1.1: one self link",
        "ATOM | type=\"html\"    | type=\"xhtml\"    | 4.1.3.1: type of content",
        "ATOM | term=            | label=            | 4.2.2: term of category",
        "ATOM | xml:lang=\"vi\"  | xml:lang=\"v i\"  | 2: xml:lang of feed",
        "RSS  | <guid            | <guid>x</guid><guid | item: one guid",
        "RSS  | <pubDate>Mon     | <pubDate>Th 2     | item: pubDate",
        "RSS  | <lastBuildDate>Mon, 23 Nov 2026 | <lastBuildDate>Mon, 23 Nov 26 | lastBuildDate",
        "RSS  | <description>    | <description><b/> | text holds no elements",
        "RSS  | rel=\"self\"     | rel=\"next\"      | atom:link: self",
        "RSS  | <link>https://   | <link>            | channel: link",
        "RSS  | <enclosure url=\"https: | <enclosure url=\" | enclosure: url",
        "RSS  | length=\"        | length=\"-        | enclosure: length",
        "RSS  | <dc:creator>     | <author>x</author><dc:creator> | author:",
        "JSON | \"id\":\"        | \"id\":1,\"x\":\" | json: id is a string",
        "JSON | T01:02:03Z       | ' 01:02:03'       | json: date_published",
        "JSON | \"url\":\"https: | \"url\":\"        | json: url",
        "JSON | \"content_html\" | \"content\"       | json: content",
        "JSON | version/1.1      | version/1         | json: version",
        "JSON | \"mime_type\":\"audio/ | \"mime_type\":\" | json: mime_type",
      })
  void a_document_that_breaks_a_rule_is_found(
      Format format, String there, String instead, String rule) throws Exception {
    try (Publishing feeds = Publishing.in(folder)) {
      feeds.published(full(), "tin-tuc");
      String document = new String(feeds.get("/tin-tuc/" + format.fileName()).body(), UTF_8);
      assertThat(broken(format, document.getBytes(UTF_8))).isEmpty();
      assertThat(document).contains(there);
      List<String> broken = broken(format, document.replace(there, instead).getBytes(UTF_8));
      if (rule != null) {
        assertThat(broken).anyMatch(it -> it.contains(rule));
      }
    }
  }

  private static Message full() {
    return Publishing.message("tb-1")
        .text("vi", "Ở nhà.")
        .link(URI.create("https://tin.example.vn/bão"))
        .about("II.1.2")
        .audio(
            new Audio(
                URI.create("https://tin.example.vn/bão.mp3"),
                "0".repeat(64),
                Duration.ofSeconds(9),
                99))
        .build();
  }

  private static List<String> broken(Format format, byte[] document) throws Exception {
    return switch (format) {
      case RSS -> FeedRules.ofRss(document);
      case ATOM -> FeedRules.ofAtom(document);
      case JSON -> FeedRules.ofJson(document);
    };
  }
}
