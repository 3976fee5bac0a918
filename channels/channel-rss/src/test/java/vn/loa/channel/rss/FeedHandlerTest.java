package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.simulator.FeedHost;

@Timeout(60)
class FeedHandlerTest {

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  @TempDir private Path store;
  private Publishing feeds;
  private FeedHost host;

  @BeforeEach
  void start() {
    feeds = Publishing.in(store);
    host = FeedHost.start();
  }

  @AfterEach
  void stop() {
    host.close();
    feeds.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/feeds", "/feeds/"})
  void a_reader_fetches_a_feed_below_any_context(String context) throws Exception {
    host.mount(context, new FeedHandler(feeds.channel));
    String id = feeds.published(Publishing.simple("tb-1"), "tin-tuc");
    feeds.time.advance(Duration.ofSeconds(5));
    URI feed = host.uri().resolve(context.replaceAll("/$", "") + "/tin-tuc/rss.xml?x=1");

    HttpResponse<byte[]> got = send(HttpRequest.newBuilder(feed));
    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.headers().firstValue("content-type"))
        .contains("application/rss+xml; charset=utf-8");
    assertThat(Read.of(got.body()).entry(id)).isNotEmpty();

    String etag = got.headers().firstValue("etag").orElseThrow();
    HttpResponse<byte[]> again = send(HttpRequest.newBuilder(feed).header("If-None-Match", etag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();

    String changed = got.headers().firstValue("last-modified").orElseThrow();
    assertThat(send(HttpRequest.newBuilder(feed).header("If-Modified-Since", changed)).statusCode())
        .isEqualTo(304);
  }

  @Test
  void head_post_and_a_wrong_path_are_answered_on_one_connection() throws Exception {
    host.mount("/", new FeedHandler(feeds.channel));
    URI feed = host.uri().resolve("/canh-bao/atom.xml");
    byte[] body = send(HttpRequest.newBuilder(feed)).body();

    HttpResponse<byte[]> head =
        send(HttpRequest.newBuilder(feed).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("content-length")).hasValue(body.length);
    assertThat(head.body()).isEmpty();

    HttpResponse<byte[]> post =
        send(HttpRequest.newBuilder(feed).POST(BodyPublishers.ofString("x")));
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("allow")).contains("GET, HEAD");

    HttpResponse<byte[]> wrong = send(HttpRequest.newBuilder(host.uri().resolve("/nothing")));
    assertThat(wrong.statusCode()).isEqualTo(404);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofByteArray());
  }
}
