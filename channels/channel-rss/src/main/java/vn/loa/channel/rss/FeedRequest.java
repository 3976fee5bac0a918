package vn.loa.channel.rss;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a reader asks for, without a server's own types.
 *
 * @param method in capitals: {@code GET}
 * @param path below the feeds' base, decoded, without query: {@code /tin-tuc/rss.xml}
 * @param headers names in any capitals; copied
 */
public record FeedRequest(String method, String path, Map<String, List<String>> headers) {

  public FeedRequest {
    Map<String, List<String>> folded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, values) -> folded.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(values));
    folded.replaceAll((name, values) -> List.copyOf(values));
    headers = Collections.unmodifiableMap(folded);
  }

  /** A request without headers. */
  public static FeedRequest get(String path) {
    return new FeedRequest("GET", path, Map.of());
  }

  /** Every line of a header as one list (RFC 9110, 5.3). */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(lines -> String.join(", ", lines));
  }
}
