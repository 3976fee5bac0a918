package vn.loa.example.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LivePageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String HOSTILE = "</script><script>alert(1)</script>\u2028\n\nevent: x";

  private final List<Map<String, String>> done = new CopyOnWriteArrayList<>();
  private final LivePage page =
      LivePage.builder()
          .viewers(3)
          .deed("note", done::add)
          .deed(
              "refuse",
              arguments -> {
                throw new IllegalStateException("not now: the plug is out");
              })
          .start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    page.close();
  }

  // Who may ask

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example:%s", "127.0.0.1:1", "", "[::1]"})
  void a_name_that_is_not_this_machines_is_turned_away(String host) throws Exception {
    assertThat(raw("GET / HTTP/1.1", "Host: " + host.replace("%s", port()))).contains(" 421 ");
  }

  @Test
  void this_machines_names_are_let_in() throws Exception {
    for (String host : List.of("127.0.0.1:", "localhost:", "[::1]:", "LOCALHOST:")) {
      assertThat(raw("GET / HTTP/1.1", "Host: " + host + port())).contains(" 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "https://127.0.0.1:%s", "http://localhost:%s"})
  void nobody_does_anything_from_elsewhere(String origin) throws Exception {
    String from = origin.replace("%s", port());
    assertThat(post("/do/note", from, "application/json", "{}").statusCode()).isEqualTo(403);
    assertThat(done).isEmpty();
  }

  @Test
  void nobody_does_anything_without_saying_from_where() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(page.uri().resolve("/do/note"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(403);
    assertThat(done).isEmpty();
  }

  // What is answered

  @Test
  void the_page_lets_nothing_in_from_outside_and_runs_nothing_inline() throws Exception {
    HttpResponse<String> html = get("/");
    assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'")
        .contains("script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(html.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(html.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(html.body()).doesNotContain("onclick", "style=", "http://", "https://");
    assertThat(get("/live.js").body()).doesNotContain("innerHTML", "eval(", "http://", "https://");
    assertThat(get("/live.css").body()).doesNotContain("url(", "@import");
  }

  @ParameterizedTest
  @CsvSource({
    "/nothing,404",
    "/reports/none,404",
    "/reports/../live.js,404",
    "/do/note,405",
    "/live.css,200"
  })
  void a_path_is_answered_as_it_should_be(String path, int status) throws Exception {
    assertThat(raw("GET " + path + " HTTP/1.1", "Host: 127.0.0.1:" + port()))
        .contains(" " + status + " ");
  }

  @Test
  void a_method_that_is_not_meant_is_told_which_is() throws Exception {
    assertThat(raw("DELETE / HTTP/1.1", "Host: 127.0.0.1:" + port()))
        .contains(" 405 ")
        .containsIgnoringCase("Allow: GET, HEAD");
  }

  @Test
  void a_button_does_its_deed_and_says_why_it_cannot() throws Exception {
    assertThat(act("note", "{\"a\":\"b\"}").statusCode()).isEqualTo(204);
    assertThat(done).containsExactly(Map.of("a", "b"));
    HttpResponse<String> refused = act("refuse", "{}");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("the plug is out");
    assertThat(act("unknown", "{}").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"a\":", "{\"a\":null}", "null", "\"x\""})
  void arguments_that_are_none_do_nothing(String body) throws Exception {
    assertThat(act("note", body).statusCode()).isEqualTo(400);
    assertThat(done).isEmpty();
  }

  @Test
  void a_body_has_its_bounds_and_its_type() throws Exception {
    assertThat(act("note", "{\"a\":\"" + "x".repeat(2_000) + "\"}").statusCode()).isEqualTo(413);
    assertThat(post("/do/note", own(), "text/plain", "{}").statusCode()).isEqualTo(415);
    assertThat(done).isEmpty();
  }

  @Test
  void a_paper_is_opened_in_a_sandbox() throws Exception {
    page.shelve(
        List.of(
            new Paper(
                "report.html",
                new Words("Báo cáo", null),
                "text/html; charset=utf-8",
                () -> "<p>x".getBytes(StandardCharsets.UTF_8))));
    HttpResponse<String> paper = get("/reports/report.html");
    assertThat(paper.body()).isEqualTo("<p>x");
    assertThat(paper.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("sandbox");
    assertThatThrownBy(
            () -> new Paper("../x", new Words("x", null), "text/html", () -> new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // What is seen

  @Test
  void who_comes_sees_all_and_then_what_changes() throws Exception {
    page.show("plan", Map.of("title", HOSTILE));
    try (Reader reader = new Reader()) {
      JsonNode whole = reader.next("whole");
      assertThat(whole.at("/plan/title").asText()).isEqualTo(HOSTILE);
      page.show("wards", 7);
      JsonNode change = reader.next("change");
      assertThat(change.has("plan")).isFalse();
      assertThat(change.get("wards").asInt()).isEqualTo(7);
    }
  }

  @Test
  void of_many_values_the_last_is_seen() throws Exception {
    try (Reader reader = new Reader()) {
      reader.next("whole");
      for (int i = 1; i <= 50_000; i++) {
        page.show("count", i);
      }
      int last = 0;
      int frames = 0;
      while (last < 50_000) {
        JsonNode frame = reader.nextFrame();
        last = frame.has("count") ? frame.get("count").asInt() : last;
        frames++;
      }
      assertThat(frames).isLessThan(5_000);
    }
  }

  @Test
  void who_does_not_read_holds_nobody_up() throws Exception {
    try (Socket deaf = socket();
        Reader reader = new Reader()) {
      ask(deaf, "GET /events HTTP/1.1", "Host: 127.0.0.1:" + port());
      Awaitility.await().atMost(PATIENCE).until(() -> page.viewers() == 2);
      reader.next("whole");
      String large = "x".repeat(500_000);
      int last = -1;
      for (int i = 0; i < 30; i++) {
        page.show("large", i + large);
        while (last < i) {
          String seen = reader.nextFrame().path("large").asText("");
          last = seen.isEmpty() ? last : Integer.parseInt(seen.substring(0, seen.indexOf('x')));
        }
      }
      assertThat(last).isEqualTo(29);
    }
  }

  @Test
  void one_too_many_is_told_to_come_later_and_may_when_another_has_gone() throws Exception {
    try (Reader one = new Reader();
        Reader two = new Reader()) {
      Reader three = new Reader();
      one.next("whole");
      two.next("whole");
      three.next("whole");
      assertThat(raw("GET /events HTTP/1.1", "Host: 127.0.0.1:" + port()))
          .contains(" 503 ")
          .containsIgnoringCase("Retry-After: 5");
      three.close();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                page.show("tick", System.identityHashCode(new Object()));
                return page.viewers() == 2;
              });
    }
  }

  @Test
  void after_close_no_thread_of_it_is_left() throws Exception {
    try (Reader reader = new Reader()) {
      reader.next("whole");
      page.close();
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(it -> it.getName().startsWith("loa-live")));
  }

  @Test
  void a_port_that_is_taken_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> LivePage.builder().port(taken.getLocalPort()).start())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
  }

  // How it is asked

  private String port() {
    return Integer.toString(page.uri().getPort());
  }

  private String own() {
    return "http://127.0.0.1:" + port();
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(page.uri().resolve(path)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> act(String deed, String body) throws Exception {
    return post("/do/" + deed, own(), "application/json", body);
  }

  private HttpResponse<String> post(String path, String origin, String type, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(page.uri().resolve(path).toString()))
            .header("Origin", origin)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.uri().getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private static void ask(Socket socket, String... lines) throws IOException {
    String request = String.join("\r\n", lines) + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
  }

  /** The head of the answer, byte for byte as asked. */
  private String raw(String... lines) throws IOException {
    try (Socket socket = socket()) {
      ask(socket, lines);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      List<String> head = new ArrayList<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.add(line);
      }
      return String.join("\n", head);
    }
  }

  /** A viewer, event by event. */
  private final class Reader implements AutoCloseable {

    private final Socket socket = socket();
    private final BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

    Reader() throws IOException {
      ask(socket, "GET /events HTTP/1.0", "Host: 127.0.0.1:" + port());
    }

    /** The next event of this name. */
    JsonNode next(String name) throws IOException {
      String event = "";
      while (true) {
        String line = in.readLine();
        if (line == null) {
          throw new IOException("the page hung up");
        }
        if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ") && (event.equals(name) || name.isEmpty())) {
          return new ObjectMapper().readTree(line.substring(6));
        }
      }
    }

    JsonNode nextFrame() throws IOException {
      return next("");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
