package vn.loa.channel.rss;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import vn.loa.channel.Address;

/** Where a {@link FeedChannel} keeps its feeds and what they say about themselves. Immutable. */
public final class FeedSettings {

  static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

  private final String name;
  private final Path store;
  private final int newest;
  private final List<Feed> feeds;

  private FeedSettings(Builder from) {
    this.name = from.name;
    this.store = from.store;
    this.newest = from.newest;
    this.feeds =
        from.feeds.values().stream()
            .map(
                it ->
                    new Feed(
                        it.name,
                        it.title,
                        it.description,
                        from.language,
                        from.publisher,
                        from.base))
            .toList();
  }

  /**
   * Starts settings; at least one {@link Builder#feed feed} has to follow.
   *
   * @param store directory of the feeds' files; made when missing; one channel at a time
   * @param base where readers reach the feeds: {@code https://tin.example.vn/feeds/}. Its host
   *     becomes part of every new entry's id, so it has to be a name and not an IPv6 address
   * @param publisher who answers for the feeds; the author of entries whose message names no issuer
   */
  public static Builder builder(Path store, URI base, String publisher) {
    return new Builder(store, base, publisher);
  }

  String name() {
    return name;
  }

  Path store() {
    return store;
  }

  int newest() {
    return newest;
  }

  List<Feed> feeds() {
    return feeds;
  }

  private record Titled(String name, String title, String description) {}

  /** Not safe for use by several threads. */
  public static final class Builder {

    private static final Pattern CHANNEL_NAME = Pattern.compile("[a-z0-9-]{1,32}");

    private final Path store;
    private final URI base;
    private final String publisher;
    private final Map<String, Titled> feeds = new LinkedHashMap<>();
    private String name = "feed";
    private String language = "vi";
    private int newest = 50;

    private Builder(Path store, URI base, String publisher) {
      this.store = store;
      this.base = directory(base);
      this.publisher = publisher;
    }

    /** A feed whose description is its title. */
    public Builder feed(String name, String title) {
      return feed(name, title, title);
    }

    /**
     * Adds a feed that readers find at {@code <base>/<name>/rss.xml} and {@code atom.xml}.
     *
     * @param name as in {@link Address.Feed}, not beginning with a dot, and not another feed's name
     *     in other capitals: it is a directory
     */
    public Builder feed(String name, String title, String description) {
      String checked = new Address.Feed(name).name();
      if (checked.startsWith(".")) {
        throw new IllegalArgumentException(
            "a feed's name is a directory and may not begin with a dot: \"" + name + "\"");
      }
      Titled feed = new Titled(checked, title, description);
      Titled other = feeds.putIfAbsent(checked.toLowerCase(Locale.ROOT), feed);
      if (other != null) {
        throw new IllegalArgumentException(
            "feed \"%s\" is there already, as \"%s\"".formatted(name, other.name));
      }
      return this;
    }

    /** Name of the channel; default {@code feed}. */
    public Builder name(String name) {
      if (!CHANNEL_NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a channel's name must be 1 to 32 of a-z 0-9 - but was \"" + name + "\"");
      }
      this.name = name;
      return this;
    }

    /** Language of titles and descriptions of the feeds, BCP 47; default {@code vi}. */
    public Builder language(String language) {
      if (!LANGUAGE.matcher(language).matches()) {
        throw new IllegalArgumentException("no language tag: \"" + language + "\"; say vi or en");
      }
      this.language = language;
      return this;
    }

    /**
     * How many entries a document shows, those that came or changed last; default 50, at least 1.
     * Older entries stay in the store.
     */
    public Builder newest(int entries) {
      if (entries < 1) {
        throw new IllegalArgumentException("a feed shows at least 1 entry but was " + entries);
      }
      this.newest = entries;
      return this;
    }

    /**
     * @throws IllegalStateException if there is no feed
     */
    public FeedSettings build() {
      if (feeds.isEmpty()) {
        throw new IllegalStateException("channel " + name + " has no feed: give it one");
      }
      return new FeedSettings(this);
    }

    private static URI directory(URI base) {
      String host = base.getHost();
      boolean isHttp = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
      if (!isHttp || host == null || host.startsWith("[")) {
        throw new IllegalArgumentException(
            "base must be http(s) with a host name, https://tin.example.vn/feeds/, but was \""
                + base
                + "\"");
      }
      if (base.getRawQuery() != null || base.getRawFragment() != null) {
        throw new IllegalArgumentException("base may have no ? or #, but was \"" + base + "\"");
      }
      return base.getRawPath().endsWith("/") ? base : URI.create(base + "/");
    }
  }
}
