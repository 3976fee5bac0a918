package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Tls;

/**
 * Asks for a document over HTTP/1.1 (RFC 9110, RFC 9112), a connection each time. Written down
 * here, since {@code HttpURLConnection} lets a server drip its head for ever, and spends a read
 * that timed out; {@code java.net.http} leaves threads behind.
 *
 * <p>Immutable.
 */
final class HttpFetch {

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Duration connectTimeout;
  private final int redirects;
  private final String userAgent;
  private final Tls tls;

  HttpFetch(Duration connectTimeout, int redirects, String userAgent, Tls tls) {
    this.connectTimeout = connectTimeout;
    this.redirects = redirects;
    this.userAgent = userAgent;
    this.tls = tls;
  }

  /** Hears where the document is asked for, and what the answer was. */
  interface Listener {
    void asked(URI uri);

    void answered(HttpAnswer answer);
  }

  /**
   * Follows redirects.
   *
   * @return to be closed by the caller
   * @throws IOException if no success comes; an {@link Unproven} says all of it
   */
  HttpAnswer get(URI uri, Budget budget, Listener listener) throws IOException {
    URI at = uri;
    for (int followed = 0; ; followed++) {
      listener.asked(at);
      HttpAnswer answer = ask(at, budget);
      listener.answered(answer);
      if (answer.status() == 200) {
        return answer;
      }
      answer.close();
      if (!REDIRECTS.contains(answer.status())) {
        throw Unproven.unreachable(
            "answered " + answer.status() + ", not 200; see what the server says there");
      }
      if (followed == redirects) {
        throw Unproven.unreachable(
            "redirects after " + redirects + " redirects already; give the address it ends at");
      }
      at = redirected(at, answer.header("location"));
    }
  }

  /**
   * Where a redirect or a link leads.
   *
   * @throws Unproven if that is nowhere to go: no address, not HTTP, or from https to http, where
   *     anybody on the way could answer
   */
  static URI redirected(URI from, String location) throws Unproven {
    try {
      URI to = from.resolve(new URI(location));
      if (!location.isBlank() && isHttp(to) && (isTls(to) || !isTls(from))) {
        return to;
      }
    } catch (URISyntaxException noAddress) {
      // As one that leads elsewhere.
    }
    throw Unproven.unreachable(
        "leads on to what is no http(s) address, or away from https; mend it at the server");
  }

  /** Whether it can be asked for: http or https with a host, and nobody's password in it. */
  static boolean isHttp(URI uri) {
    boolean known = "http".equalsIgnoreCase(uri.getScheme()) || isTls(uri);
    return known && uri.getHost() != null && uri.getRawUserInfo() == null;
  }

  private static boolean isTls(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private HttpAnswer ask(URI uri, Budget budget) throws IOException {
    GuardedSocket wire = new GuardedSocket(budget);
    try {
      connect(wire, uri, budget);
      Socket line = isTls(uri) ? secured(wire, uri) : wire;
      line.getOutputStream().write(request(uri).getBytes(ISO_8859_1));
      InputStream in = new BufferedInputStream(line.getInputStream(), 8192);
      return HttpAnswer.read(uri, in, wire);
    } catch (IOException failure) {
      wire.close();
      throw failure;
    }
  }

  private void connect(Socket wire, URI uri, Budget budget) throws IOException {
    int millis = (int) Math.min(connectTimeout.toMillis(), budget.left());
    try {
      InetSocketAddress address = new InetSocketAddress(uri.getHost(), port(uri));
      if (address.isUnresolved()) {
        throw new UnknownHostException();
      }
      wire.connect(address, millis);
    } catch (UnknownHostException unknown) {
      throw Unproven.unreachable("has a host whose name is not known; look at name and DNS");
    } catch (SocketTimeoutException slow) {
      throw Unproven.unreachable("took no connection within " + millis + " ms; is it up?");
    }
  }

  private Socket secured(Socket wire, URI uri) throws IOException {
    String host = uri.getHost().replace("[", "").replace("]", "");
    try {
      return tls.over(wire, host, port(uri));
    } catch (SSLException failure) {
      Unproven budget = Unproven.in(failure);
      throw budget != null
          ? budget
          : Unproven.unreachable(
              String.valueOf(tls.explained(host, port(uri), failure).getMessage()));
    }
  }

  private static int port(URI uri) {
    int standard = isTls(uri) ? 443 : 80;
    return uri.getPort() < 0 ? standard : uri.getPort();
  }

  private String request(URI uri) {
    URI ascii = URI.create(uri.toASCIIString());
    String path = ascii.getRawPath();
    String query = ascii.getRawQuery();
    return "GET "
        + (path == null || path.isEmpty() ? "/" : path)
        + (query == null ? "" : "?" + query)
        + " HTTP/1.1\r\nHost: "
        + ascii.getRawAuthority().toLowerCase(Locale.ROOT)
        + "\r\nUser-Agent: "
        + userAgent
        + "\r\nAccept: application/rss+xml, application/atom+xml, application/feed+json,"
        + " application/xml;q=0.9, application/json;q=0.9, */*;q=0.1"
        + "\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n";
  }

  /** Where this is, without what may be secret in it. */
  static String place(URI uri) {
    String path = uri.getRawPath();
    return uri.getScheme() + "://" + authority(uri) + (path == null ? "" : path);
  }

  private static @Nullable String authority(URI uri) {
    return uri.getRawUserInfo() == null ? uri.getRawAuthority() : uri.getHost();
  }
}
