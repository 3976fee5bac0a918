package vn.loa.example.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a browser is answered. Immutable. */
final class Reply {

  private static final Map<String, String> ALWAYS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-store",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                  + " img-src 'self' data:; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'");

  private final int status;

  /** Beside those that every answer has. */
  private final Map<String, String> headers;

  private final byte[] body;

  private Reply(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** A sentence for whoever asked: what is wrong, and what would be right. */
  static Reply text(int status, String sentence) {
    byte[] body = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
    return of(status, "text/plain; charset=utf-8", body);
  }

  static Reply of(int status, String mediaType, byte[] body) {
    return new Reply(status, Map.of("Content-Type", mediaType), body);
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body);
  }

  void send(HttpExchange exchange) throws IOException {
    setHeaders(exchange);
    if (exchange.getRequestMethod().equals("HEAD") || status == 204) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Only the head of an answer whose body never ends. */
  void sendHead(HttpExchange exchange) throws IOException {
    setHeaders(exchange);
    exchange.sendResponseHeaders(status, 0);
  }

  private void setHeaders(HttpExchange exchange) {
    Headers all = exchange.getResponseHeaders();
    ALWAYS.forEach(all::set);
    headers.forEach(all::set);
  }
}
