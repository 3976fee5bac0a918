package vn.loa.channel.rss;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the feeds of a channel on the JDK's HTTP server, below the path of the handler's context.
 *
 * <p>Safe for use by several threads.
 */
public final class FeedHandler implements HttpHandler {

  private final FeedChannel channel;

  /**
   * @param channel answers the requests; closing it is left to its owner
   */
  public FeedHandler(FeedChannel channel) {
    this.channel = channel;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      FeedRequest request =
          FeedRequest.of(
              exchange.getRequestMethod(),
              pathBelowContext(exchange),
              name -> joined(exchange.getRequestHeaders().get(name)));
      answer(exchange, channel.respond(request));
    }
  }

  private static void answer(HttpExchange exchange, FeedResponse response) throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    int length = response.length();
    exchange.sendResponseHeaders(response.status(), length == 0 ? -1 : length);
    if (length > 0) {
      response.writeTo(exchange.getResponseBody());
    }
  }

  private static String pathBelowContext(HttpExchange exchange) {
    String context = exchange.getHttpContext().getPath();
    String below = exchange.getRequestURI().getPath().substring(context.length());
    return below.startsWith("/") ? below : "/" + below;
  }

  /** Every line of a header as one list (RFC 9110, 5.3). */
  private static @Nullable String joined(@Nullable List<String> lines) {
    return lines == null ? null : String.join(", ", lines);
  }
}
