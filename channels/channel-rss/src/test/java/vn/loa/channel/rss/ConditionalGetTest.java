package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionalGetTest {

  private static final String PATH = "/tin-tuc/rss.xml";

  @TempDir private Path store;
  private Publishing feeds;

  @BeforeEach
  void publishOne() throws Exception {
    feeds = Publishing.in(store);
    feeds.published(Publishing.simple("tb-1"), "tin-tuc");
    feeds.time.advance(Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    feeds.close();
  }

  /**
   * The entry came at 01:02:03; its second is over at 01:02:04. ETAG stands for the current one.
   */
  @ParameterizedTest(name = "If-None-Match: {0}, If-Modified-Since: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "-                  | -                             | 200",
        "ETAG               | -                             | 304",
        "W/ETAG             | -                             | 304",
        "\"a\", W/\"b\",ETAG| -                             | 304",
        "*                  | -                             | 304",
        "\"a\"              | -                             | 200",
        "\"*\"              | -                             | 200",
        "-                  | Mon, 23 Nov 2026 01:02:04 GMT | 304",
        "-                  | Mon, 23 Nov 2026 01:02:59 GMT | 304",
        "-                  | Monday, 23-Nov-26 01:02:04 GMT| 304",
        "-                  | Mon, 23 Nov 2026 01:02:03 GMT | 200",
        "-                  | Sun, 22 Nov 2026 01:02:04 GMT | 200",
        "-                  | soon                          | 200",
        "\"a\"              | Mon, 23 Nov 2026 01:02:59 GMT | 200",
        "ETAG               | Sun, 22 Nov 2026 01:02:04 GMT | 304",
      })
  void conditions_are_weighed_as_http_says(String tags, String since, int status) {
    String etag = etag();
    FeedResponse response = get("GET", given(tags).replace("ETAG", etag), given(since));
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.headers())
        .containsEntry("ETag", etag)
        .containsEntry("Last-Modified", "Mon, 23 Nov 2026 01:02:04 GMT")
        .containsEntry("Cache-Control", "public, max-age=60");
    assertThat(response.body().length > 0).isEqualTo(status == 200);
  }

  @Test
  void each_document_has_its_media_type() {
    assertThat(feeds.get(PATH).headers())
        .containsEntry("Content-Type", "application/rss+xml; charset=utf-8");
    assertThat(feeds.get("/tin-tuc/atom.xml").headers())
        .containsEntry("Content-Type", "application/atom+xml; charset=utf-8");
  }

  @Test
  void head_is_get_without_the_body() {
    FeedResponse get = feeds.get(PATH);
    FeedResponse head = get("HEAD", "", "");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.headers())
        .isEqualTo(get.headers())
        .containsEntry("Content-Length", Integer.toString(get.body().length));
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "get"})
  void other_methods_are_told_what_is_allowed(String method) {
    FeedResponse response = get(method, "", "");
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("Allow", "GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "",
        "/tin-tuc",
        "/tin-tuc/",
        "/entries/00000001.log",
        "/tin-tuc/1/rss.xml",
        "/tin-tuc/0/rss.xml",
        "/tin-tuc/999999999/rss.xml",
        "/press/tb-1/print.vi.txt",
        "/press/",
        "/press/../tb-1/print.vi.txt",
        "/../x",
        "/.lock"
      })
  void nothing_but_the_documents_is_there(String path) {
    assertThat(feeds.get(path).status()).isEqualTo(404);
  }

  @Test
  void a_feed_without_entries_is_a_feed() {
    FeedResponse empty = feeds.get("/canh-bao/atom.xml");
    assertThat(empty.status()).isEqualTo(200);
    assertThat(Read.of(empty.body()).head())
        .containsEntry("title", "Cảnh báo")
        .containsEntry("updated", "2026-11-23T01:02:03Z");
  }

  @Test
  void a_date_stands_for_no_content_that_may_change_within_its_second() throws Exception {
    feeds.published(Publishing.simple("tb-2"), "tin-tuc");
    FeedResponse early = feeds.get(PATH);
    assertThat(early.headers()).doesNotContainKey("Last-Modified").containsKey("ETag");
    assertThat(get("GET", "", "Mon, 23 Nov 2026 01:03:04 GMT").status()).isEqualTo(200);
    feeds.time.advance(Duration.ofSeconds(1));
    assertThat(get("GET", "", "Mon, 23 Nov 2026 01:03:04 GMT").status()).isEqualTo(304);
  }

  @Test
  void an_old_tag_is_answered_with_the_new_document() throws Exception {
    String old = etag();
    feeds.published(Publishing.simple("tb-2"), "tin-tuc");
    assertThat(get("GET", old, "").status()).isEqualTo(200);
  }

  private static String given(String cell) {
    return cell.equals("-") ? "" : cell;
  }

  /** Empty is absent. */
  private FeedResponse get(String method, String tags, String since) {
    Map<String, List<String>> headers = new HashMap<>();
    if (!tags.isEmpty()) {
      headers.put("if-NONE-match", List.of(tags));
    }
    if (!since.isEmpty()) {
      headers.put("IF-modified-since", List.of(since));
    }
    return feeds.channel.respond(FeedRequest.of(method, PATH, headers));
  }

  private String etag() {
    return String.valueOf(feeds.get(PATH).headers().get("ETag"));
  }
}
