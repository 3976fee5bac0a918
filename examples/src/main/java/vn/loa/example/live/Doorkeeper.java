package vn.loa.example.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in only who asked for this machine by name, so that no site of others can reach the page
 * through a name that it lets point here, and who comes from the page itself where something is
 * done.
 */
final class Doorkeeper {

  private final Set<String> hosts;

  Doorkeeper(int port) {
    this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
  }

  /** Why a request may not pass; null where it may. */
  @Nullable Reply refusal(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    List<String> named = headers.getOrDefault("Host", List.of());
    String host = named.size() == 1 ? named.get(0).toLowerCase(Locale.ROOT) : "";
    if (!hosts.contains(host)) {
      return Reply.text(421, "This page answers as " + String.join(" or ", hosts) + " only.");
    }
    List<String> origins = headers.getOrDefault("Origin", List.of());
    boolean mustTell = exchange.getRequestMethod().equals("POST");
    if (mustTell ? !origins.equals(own(host)) : !origins.isEmpty() && !origins.equals(own(host))) {
      return Reply.text(403, "Only the page itself may ask this: its Origin is " + own(host) + ".");
    }
    return null;
  }

  private static List<String> own(String host) {
    return List.of("http://" + host);
  }
}
