package vn.loa.bench.feeds;

import java.io.IOException;

/** What readers ask for. */
enum Kind {
  NOT_MODIFIED("304", 304, 0.5),
  WHOLE("cached 200", 200, 0.9),
  COMPRESSED("cached 200, gzip", 200, 0);

  private static final String GZIP = "Accept-Encoding: gzip\r\n";

  private final String label;
  private final int status;
  private final double target;

  /**
   * @param target what share of nginx's rate was asked for; 0 for none
   */
  Kind(String label, int status, double target) {
    this.label = label;
    this.status = status;
    this.target = target;
  }

  String label() {
    return label;
  }

  int status() {
    return status;
  }

  double target() {
    return target;
  }

  /**
   * The same from both servers, but for the tag, which each makes its own way.
   *
   * @param port whom it is asked of
   */
  String request(int port) throws IOException {
    return switch (this) {
      case NOT_MODIFIED -> get("If-None-Match: " + etag(port) + "\r\n");
      case COMPRESSED -> get(GZIP);
      default -> get("");
    };
  }

  /** How many octets the body has. */
  long length(int port) throws IOException {
    return Answer.to(port, request(port)).header("content-length").map(Long::parseLong).orElse(0L);
  }

  private static String etag(int port) throws IOException {
    return Answer.to(port, get(""))
        .header("etag")
        .orElseThrow(() -> new IOException("the document has no tag"));
  }

  private static String get(String headers) {
    return "GET " + Site.DOCUMENT + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
  }
}
