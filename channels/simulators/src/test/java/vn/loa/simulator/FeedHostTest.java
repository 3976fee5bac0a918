package vn.loa.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.simulator.Soon.await;

import com.sun.net.httpserver.HttpHandler;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FeedHostTest {

  private static final HttpHandler HELLO =
      exchange -> {
        try (exchange) {
          exchange.sendResponseHeaders(200, 3);
          exchange.getResponseBody().write("loa".getBytes(UTF_8));
        }
      };

  @Test
  void a_mounted_handler_answers_on_loopback() throws Exception {
    try (FeedHost host = FeedHost.start().mount("/hello", HELLO)) {
      assertThat(fetch(host)).isEqualTo("loa");
      assertThat(host.uri().getHost()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void ports_are_spelled_in_ascii_digits_in_every_language_of_the_machine() throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("ar", "EG"));
    try (FeedHost host = FeedHost.start().mount("/hello", HELLO)) {
      int port = host.uri().getPort();
      assertThat(host.uri()).hasToString("http://127.0.0.1:" + port + "/");
      assertThat(fetch(host)).isEqualTo("loa");
      assertThatThrownBy(() -> FeedHost.start(port)).hasMessageContaining("port " + port + " of");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void a_port_that_is_taken_is_named_with_the_mend() {
    try (FeedHost first = FeedHost.start()) {
      int port = first.uri().getPort();
      assertThatThrownBy(() -> FeedHost.start(port))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("feed host: cannot listen on port " + port)
          .hasMessageContaining("in use")
          .hasMessageContaining("ask for port 0");
    }
  }

  @Test
  void its_threads_are_daemons_and_gone_after_close() throws Exception {
    Set<Thread> before = threads();
    FeedHost host = FeedHost.start().mount("/hello", HELLO);
    fetch(host);
    Set<Thread> own = threads();
    own.removeAll(before);
    own.removeIf(thread -> thread.getName().startsWith("HttpClient"));
    assertThat(own).isNotEmpty().allMatch(Thread::isDaemon);
    host.close();
    host.close();
    await().atMost(Duration.ofSeconds(20)).until(() -> own.stream().noneMatch(Thread::isAlive));
  }

  private static Set<Thread> threads() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }

  private static String fetch(FeedHost host) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(host.uri().resolve("hello")).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
