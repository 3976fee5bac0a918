package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a reader gets. Immutable. */
public final class FeedResponse {

  private final int status;
  private final Map<String, String> headers;
  private final Body body;

  private FeedResponse(int status, Map<String, String> headers, Body body) {
    this.status = status;
    this.headers = Collections.unmodifiableMap(headers);
    this.body = body;
  }

  static FeedResponse of(int status, Map<String, String> headers, Document document) {
    return new FeedResponse(status, headers, document::writeTo);
  }

  static FeedResponse empty(int status, Map<String, String> headers) {
    return new FeedResponse(status, headers, out -> {});
  }

  static FeedResponse sentence(int status, Map<String, String> headers, String sentence) {
    byte[] bytes = (sentence + "\n").getBytes(UTF_8);
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "text/plain; charset=utf-8");
    all.put("Content-Length", Integer.toString(bytes.length));
    return new FeedResponse(status, all, out -> out.write(bytes));
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

  /** Writes the body, if there is one, and leaves the stream open. */
  public void writeTo(OutputStream out) throws IOException {
    body.writeTo(out);
  }

  /** A copy of the body; empty when there is none. */
  public byte[] body() {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    try {
      body.writeTo(copy);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes every byte", impossible);
    }
    return copy.toByteArray();
  }

  @FunctionalInterface
  private interface Body {
    void writeTo(OutputStream out) throws IOException;
  }
}
