package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.simulator.FeedHost;

/** The publisher's side of WebSub, against a hub on loopback. */
class HubPingTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(204);

  @TempDir private Path store;

  @Test
  void a_hub_is_told_of_every_document_that_changed_and_of_no_other() throws Exception {
    try (FeedHost host = FeedHost.start().mount("/hub", this::hear);
        Publishing feeds = Publishing.in(settings(host.uri().resolve("hub")))) {
      feeds.published(Publishing.simple("tb-1"), "tin-tuc");
      await().atMost(SOON).until(() -> told.size() >= 3);
      assertThat(told)
          .containsExactlyInAnyOrder(
              topic("tin-tuc/rss.xml"), topic("tin-tuc/atom.xml"), topic("tin-tuc/feed.json"));
      feeds.published(Publishing.simple("tb-1"), "tin-tuc"); // nothing has changed
      feeds.published(Publishing.simple("tb-2"), "canh-bao");
      await().atMost(SOON).until(() -> told.size() >= 6);
      assertThat(told.subList(3, 6)).contains(topic("canh-bao/atom.xml"));
    }
  }

  @Test
  void a_hub_that_fails_is_logged_once_and_publishing_goes_on() throws Exception {
    status.set(500);
    List<String> lines = new CopyOnWriteArrayList<>();
    try (LogLines log = LogLines.to(lines);
        FeedHost host = FeedHost.start().mount("/hub", this::hear);
        Publishing feeds = Publishing.in(settings(host.uri().resolve("hub")))) {
      assertThat(log).isNotNull();
      feeds.published(Publishing.simple("tb-1"), "tin-tuc");
      await().atMost(SOON).until(() -> told.size() >= 3);
      status.set(202);
      feeds.published(Publishing.simple("tb-2"), "tin-tuc");
      await().atMost(SOON).until(() -> lines.size() >= 2);
      assertThat(new ArrayList<>(lines))
          .hasSize(2)
          .satisfies(it -> assertThat(it.get(0)).contains("was not told", "answered 500"))
          .satisfies(it -> assertThat(it.get(1)).contains("takes news again after 3 faults"));
    }
  }

  @Test
  @Timeout(9) // it would be silent for 10 s
  void a_hub_that_says_nothing_keeps_nobody_waiting() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      URI hub = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      Publishing feeds = Publishing.in(settings(hub));
      feeds.published(Publishing.simple("tb-1"), "tin-tuc");
      feeds.published(Publishing.simple("tb-2"), "tin-tuc");
      feeds.channel.close(Duration.ofMillis(100));
      assertThat(feeds.rss().entries()).hasSize(2);
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.startsWith("loa-feed"));
    }
  }

  private FeedSettings settings(URI hub) {
    return Publishing.settings(store).hub(hub).build();
  }

  private static String topic(String path) {
    return "hub.mode=publish&hub.url=" + Publishing.BASE + path;
  }

  private void hear(HttpExchange exchange) throws IOException {
    try (exchange) {
      assertThat(exchange.getRequestHeaders().getFirst("Content-Type"))
          .isEqualTo("application/x-www-form-urlencoded");
      String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      told.add(URLDecoder.decode(form, UTF_8));
      exchange.sendResponseHeaders(status.get(), -1);
    }
  }
}
