package vn.loa.channel.rss;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

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
          new FeedRequest(
              exchange.getRequestMethod(),
              pathBelowContext(exchange),
              exchange.getRequestHeaders());
      answer(exchange, channel.respond(request));
    }
  }

  private static void answer(HttpExchange exchange, FeedResponse response) throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = response.body();
    exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static String pathBelowContext(HttpExchange exchange) {
    String context = exchange.getHttpContext().getPath();
    String below = exchange.getRequestURI().getPath().substring(context.length());
    return below.startsWith("/") ? below : "/" + below;
  }
}
