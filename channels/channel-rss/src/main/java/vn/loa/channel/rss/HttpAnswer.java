package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The answer to a GET: its head, and a body that is read off the line.
 *
 * <p>Not safe for use by several threads.
 */
final class HttpAnswer implements Closeable {

  private static final int LONGEST_LINE = 8192;
  private static final int MOST_LINES = 200;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private final URI uri;
  private final int status;
  private final Map<String, String> headers;
  private final InputStream in;
  private final Closeable line;

  private HttpAnswer(
      URI uri, int status, Map<String, String> headers, InputStream in, Closeable line) {
    this.uri = uri;
    this.status = status;
    this.headers = headers;
    this.in = in;
    this.line = line;
  }

  /** Reads a head, after those of interim answers (RFC 9110, 15.2). */
  static HttpAnswer read(URI uri, InputStream in, Closeable line) throws IOException {
    int status;
    Map<String, String> headers;
    do {
      status = status(line(in));
      headers = headers(in);
    } while (status < 200);
    return new HttpAnswer(uri, status, headers, in, line);
  }

  private static int status(String first) throws Unproven {
    Matcher matcher = STATUS.matcher(first);
    if (!matcher.matches()) {
      throw Unproven.unreachable("does not answer in HTTP/1.1; is it a web server's port?");
    }
    return Integer.parseInt(matcher.group(1));
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i < MOST_LINES; i++) {
      String line = line(in);
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        // One that is told twice, RFC 9110, 5.3.
        headers.merge(name, line.substring(colon + 1).strip(), (one, two) -> one + ", " + two);
      }
    }
    throw Unproven.unreachable("answers with more than " + MOST_LINES + " lines of head");
  }

  /** Up to the line end, without it. */
  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw cut();
      }
      if (line.size() == LONGEST_LINE) {
        throw Unproven.unreachable("answers with a line of more than " + LONGEST_LINE + " octets");
      }
      line.write(c);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  static Unproven cut() {
    return Unproven.unreachable("was cut before its end; read again");
  }

  URI uri() {
    return uri;
  }

  int status() {
    return status;
  }

  /**
   * @param name in lower case
   * @return empty when there is none
   */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /**
   * The body without chunks (RFC 9112, 7.1) and gzip.
   *
   * @throws IOException if its form is none we asked for
   */
  InputStream body() throws IOException {
    InputStream framed = framed();
    return switch (header("content-encoding").toLowerCase(Locale.ROOT)) {
      case "", "identity" -> framed;
      case "gzip", "x-gzip" -> new GZIPInputStream(framed, 8192);
      default ->
          throw Unproven.unreadable("is encoded in another way than gzip, which we asked for");
    };
  }

  private InputStream framed() throws Unproven {
    String transfer = header("transfer-encoding");
    String length = header("content-length");
    if (!transfer.isEmpty()) {
      if (!transfer.equalsIgnoreCase("chunked")) {
        throw Unproven.unreadable("is transferred in another way than chunked (RFC 9112, 6.1)");
      }
      return new Chunks(in);
    }
    if (length.isEmpty()) {
      return in;
    }
    if (!LENGTH.matcher(length).matches()) {
      throw Unproven.unreadable("comes with a Content-Length that is none");
    }
    return Chunks.single(in, Long.parseLong(length));
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
