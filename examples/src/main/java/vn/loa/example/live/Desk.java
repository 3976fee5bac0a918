package vn.loa.example.live;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers each request, on the thread that the server gives it. */
final class Desk implements HttpHandler {

  private static final System.Logger LOG = System.getLogger(Desk.class.getName());
  private static final int LONGEST_BODY = 1_024;
  private static final String REPORTS = "/reports/";
  private static final String DO = "/do/";
  private static final String NOT_ARGUMENTS = "Arguments are a JSON object of strings.";

  private final ObjectMapper json = new ObjectMapper();
  private final Doorkeeper door;
  private final Viewers viewers;
  private final Papers papers;
  private final Map<String, Deed> deeds;
  private final Map<String, Reply> resources =
      Map.of(
          "/", resource("live.html", "text/html; charset=utf-8"),
          "/live.css", resource("live.css", "text/css; charset=utf-8"),
          "/live.js", resource("live.js", "text/javascript; charset=utf-8"));

  Desk(Doorkeeper door, Viewers viewers, Papers papers, Map<String, Deed> deeds) {
    this.door = door;
    this.viewers = viewers;
    this.papers = papers;
    this.deeds = deeds;
  }

  private static Reply resource(String name, String mediaType) {
    try (InputStream in = Desk.class.getResourceAsStream(name)) {
      return Reply.of(200, mediaType, Objects.requireNonNull(in, name).readAllBytes());
    } catch (IOException cause) {
      throw new UncheckedIOException(name + " cannot be read from the class path", cause);
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      if (reply != null) {
        reply.send(exchange);
      }
    }
  }

  /** Null for a viewer, who has been answered when this returns. */
  private @Nullable Reply reply(HttpExchange exchange) throws IOException {
    Reply refusal = door.refusal(exchange);
    if (refusal != null) {
      return refusal;
    }
    String path = exchange.getRequestURI().getRawPath();
    if (path.startsWith(DO)) {
      return isMethod(exchange, "POST") ? act(path, exchange) : onlyBy("POST");
    }
    if (!isMethod(exchange, "GET") && !isMethod(exchange, "HEAD")) {
      return onlyBy("GET, HEAD");
    }
    if (path.equals("/events") && isMethod(exchange, "GET")) {
      return view(exchange);
    }
    return path.startsWith(REPORTS) ? open(path) : resource(path);
  }

  private static boolean isMethod(HttpExchange exchange, String method) {
    return exchange.getRequestMethod().equals(method);
  }

  private static Reply onlyBy(String methods) {
    return Reply.text(405, "Ask by " + methods + ".").with("Allow", methods);
  }

  private Reply resource(String path) {
    Reply found = resources.get(path);
    return found == null ? Reply.text(404, "There is nothing here; the page is at /.") : found;
  }

  private Reply open(String path) {
    try {
      return papers.open(path.substring(REPORTS.length()));
    } catch (RuntimeException broken) {
      LOG.log(System.Logger.Level.WARNING, "live page: " + path + " cannot be written", broken);
      return Reply.text(500, "This report cannot be written now; the log says why.");
    }
  }

  private @Nullable Reply view(HttpExchange exchange) throws IOException {
    if (!viewers.admit()) {
      return Reply.text(503, "Too many look at this page; come again soon.")
          .with("Retry-After", "5");
    }
    try {
      Reply.of(200, "text/event-stream; charset=utf-8", new byte[0]).sendHead(exchange);
      viewers.show(exchange.getResponseBody());
      return null;
    } finally {
      viewers.leave();
    }
  }

  private Reply act(String path, HttpExchange exchange) throws IOException {
    Deed deed = deeds.get(path.substring(DO.length()));
    if (deed == null) {
      return Reply.text(404, "There is no such button.");
    }
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
    if (body.length > LONGEST_BODY) {
      return Reply.text(413, "A request has at most " + LONGEST_BODY + " octets.");
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (!"application/json".equals(type)) {
      return Reply.text(415, "Arguments come as application/json.");
    }
    return act(deed, body);
  }

  private Reply act(Deed deed, byte[] body) throws IOException {
    try {
      deed.run(arguments(body));
      return Reply.of(204, "text/plain", new byte[0]);
    } catch (JacksonException unreadable) {
      return Reply.text(400, NOT_ARGUMENTS);
    } catch (IllegalArgumentException senseless) {
      return Reply.text(400, String.valueOf(senseless.getMessage()));
    } catch (IllegalStateException notNow) {
      return Reply.text(409, String.valueOf(notNow.getMessage()));
    }
  }

  private Map<String, String> arguments(byte[] body) throws IOException {
    Map<String, String> read = json.readValue(body, new TypeReference<>() {});
    if (read == null || read.containsValue(null)) {
      throw new IllegalArgumentException(NOT_ARGUMENTS);
    }
    return Map.copyOf(read);
  }
}
