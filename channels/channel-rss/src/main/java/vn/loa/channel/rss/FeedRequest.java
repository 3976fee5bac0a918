package vn.loa.channel.rss;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a reader asks for, without a server's own types. Immutable, as far as the headers are.
 *
 * <pre>FeedRequest.of(request.getMethod(), request.getPathInfo(), request::getHeader)</pre>
 */
public final class FeedRequest {

  private final String method;
  private final String path;
  private final Headers headers;

  /** What was said of the request. */
  @FunctionalInterface
  private interface Headers {
    @Nullable String get(String name);
  }

  private FeedRequest(String method, String path, Headers headers) {
    this.method = method;
    this.path = path;
    this.headers = headers;
  }

  /** A GET without headers. */
  public static FeedRequest get(String path) {
    return new FeedRequest("GET", path, name -> null);
  }

  /**
   * What a server has parsed.
   *
   * @param method in capitals: {@code GET}
   * @param path below the feeds' base, decoded, without query: {@code /tin-tuc/rss.xml}
   * @param headers gives the value of a header, its name in any capitals, or null
   */
  public static FeedRequest of(
      String method, String path, UnaryOperator<@Nullable String> headers) {
    return new FeedRequest(method, path, headers::apply);
  }

  /**
   * What a server has parsed.
   *
   * @param method in capitals: {@code GET}
   * @param path as in {@link #of(String, String, UnaryOperator)}
   * @param headers every line by its name, names in any capitals
   */
  public static FeedRequest of(String method, String path, Map<String, List<String>> headers) {
    return new FeedRequest(method, path, name -> joined(headers, name));
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Every line of a header as one list (RFC 9110, 5.3). */
  private static @Nullable String joined(Map<String, List<String>> headers, String name) {
    StringBuilder lines = new StringBuilder();
    headers.forEach(
        (each, values) -> {
          if (name.equalsIgnoreCase(each)) {
            values.forEach(value -> lines.append(lines.isEmpty() ? "" : ", ").append(value));
          }
        });
    return lines.isEmpty() ? null : lines.toString();
  }
}
