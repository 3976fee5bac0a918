package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a reader gets. Immutable. */
public final class FeedResponse {

  private static final byte[] NOTHING = {};

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private FeedResponse(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  static FeedResponse of(Document document, boolean compressed, Map<String, String> headers) {
    return new FeedResponse(200, headers, compressed ? document.gzip() : document.bytes());
  }

  static FeedResponse empty(int status, Map<String, String> headers) {
    return new FeedResponse(status, headers, NOTHING);
  }

  static FeedResponse sentence(int status, Map<String, String> headers, String sentence) {
    byte[] bytes = (sentence + "\n").getBytes(UTF_8);
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "text/plain; charset=utf-8");
    all.put("Content-Length", Integer.toString(bytes.length));
    return new FeedResponse(status, Collections.unmodifiableMap(all), bytes);
  }

  FeedResponse withoutBody() {
    return empty(status, headers);
  }

  public int status() {
    return status;
  }

  /** By name. {@code Content-Length} is that of a GET also in the answer to a HEAD. */
  public Map<String, String> headers() {
    return headers;
  }

  /** How many octets the body has. */
  public int length() {
    return body.length;
  }

  /** Writes the body, if there is one, and leaves the stream open. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(body);
  }

  /** A copy of the body; empty when there is none. */
  public byte[] body() {
    return body.clone();
  }
}
