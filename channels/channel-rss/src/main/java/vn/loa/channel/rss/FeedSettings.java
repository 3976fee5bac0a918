package vn.loa.channel.rss;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Message;

/** Where a {@link FeedChannel} keeps its feeds and what they say about themselves. Immutable. */
public final class FeedSettings {

  static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

  private final String name;
  private final Path store;
  private final URI base;
  private final String publisher;
  private final String language;
  private final @Nullable URI logo;
  private final List<URI> hubs;
  private final int newest;
  private final @Nullable CapSettings cap;
  private final @Nullable Path folder;
  private final List<Feed> feeds;

  private FeedSettings(Builder from) {
    this.name = from.name;
    this.store = from.store;
    this.base = from.base;
    this.publisher = from.publisher;
    this.language = from.language;
    this.logo = from.logo;
    this.hubs = List.copyOf(from.hubs);
    this.newest = from.newest;
    this.cap = from.cap;
    this.folder = from.folder;
    this.feeds = from.feeds.values().stream().map(this::feed).toList();
  }

  /**
   * Starts settings; at least one {@link Builder#feed feed} has to follow.
   *
   * @param store directory of what was published; made when missing; one channel at a time
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

  URI base() {
    return base;
  }

  String publisher() {
    return publisher;
  }

  int newest() {
    return newest;
  }

  List<URI> hubs() {
    return hubs;
  }

  @Nullable CapSettings cap() {
    return cap;
  }

  @Nullable Path folder() {
    return folder;
  }

  List<Feed> feeds() {
    return feeds;
  }

  Feed feedOfAlerts(CapSettings alerts) {
    return feed(new Titled(alerts.feed(), alerts.title(), alerts.title(), message -> false));
  }

  private Feed feed(Titled it) {
    return new Feed(
        it.name, it.title, it.description, language, publisher, base, logo, hubs, it.chooses);
  }

  private record Titled(
      String name, String title, String description, Predicate<Message> chooses) {}

  /** Not safe for use by several threads. */
  public static final class Builder {

    private static final Pattern CHANNEL_NAME = Pattern.compile("[a-z0-9-]{1,32}");

    private final Path store;
    private final URI base;
    private final String publisher;
    private final Map<String, Titled> feeds = new LinkedHashMap<>();
    private String name = "feed";
    private String language = "vi";
    private final List<URI> hubs = new ArrayList<>();
    private @Nullable URI logo;
    private @Nullable CapSettings cap;
    private @Nullable Path folder;
    private int newest = 50;

    private Builder(Path store, URI base, String publisher) {
      this.store = store;
      this.base = directory(base);
      this.publisher = publisher;
    }

    /** A feed of what is sent to it, whose description is its title. */
    public Builder feed(String name, String title) {
      return feed(name, title, title);
    }

    /** A feed of what is sent to it. */
    public Builder feed(String name, String title, String description) {
      return feed(name, title, description, message -> false);
    }

    /** A feed that also chooses what it shows, and whose description is its title. */
    public Builder feed(String name, String title, Predicate<Message> chooses) {
      return feed(name, title, title, chooses);
    }

    /**
     * Adds a feed that readers find at {@code <base>/<name>/rss.xml}, {@code atom.xml} and {@code
     * feed.json}.
     *
     * @param name as in {@link Address.Feed}, not beginning with a dot, not {@code press}, and not
     *     another feed's name in other capitals: it is a directory
     * @param chooses which messages it shows although they were sent to other feeds; see {@link
     *     About}. Asked when a message comes and when the store is opened; the same for the same
     *     message
     */
    public Builder feed(String name, String title, String description, Predicate<Message> chooses) {
      String checked = new Address.Feed(name).name();
      if (checked.startsWith(".")) {
        throw new IllegalArgumentException(
            "a feed's name is a directory and may not begin with a dot: \"" + name + "\"");
      }
      if (Items.PRESS.equals(checked.toLowerCase(Locale.ROOT) + "/")) {
        throw new IllegalArgumentException(
            "the directory \"" + name + "\" is for press kits; name the feed otherwise");
      }
      Titled feed = new Titled(checked, title, description, chooses);
      Titled other = feeds.putIfAbsent(checked.toLowerCase(Locale.ROOT), feed);
      if (other != null) {
        throw new IllegalArgumentException(
            "feed \"%s\" is there already, as \"%s\"".formatted(name, other.name));
      }
      return this;
    }

    /**
     * Emergencies become alerts too: documents of CAP 1.2, and a feed of them at {@code
     * <base>/<name of that feed>/}. Without it, none is issued.
     */
    public Builder alerts(CapSettings cap) {
      this.cap = cap;
      return this;
    }

    /** A picture that stands for the publisher: absolute. */
    public Builder logo(URI logo) {
      this.logo = absolute("logo", logo);
      return this;
    }

    /**
     * A WebSub hub: documents name it, and it is told when one of them has changed.
     *
     * @param hub absolute, {@code http} or {@code https}
     */
    public Builder hub(URI hub) {
      if (!"http".equals(hub.getScheme()) && !"https".equals(hub.getScheme())) {
        throw new IllegalArgumentException("a hub is reached by http or https: \"" + hub + "\"");
      }
      hubs.add(absolute("hub", hub));
      return this;
    }

    /**
     * A directory that holds every document as a file, plain and as {@code .gz}, for a web server
     * that serves it as {@code base}. Without it, {@link FeedChannel#respond} serves alone.
     *
     * @param folder made when missing; all in it is the channel's
     */
    public Builder folder(Path folder) {
      this.folder = folder;
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
     * Older entries are on archive pages of the same size (RFC 5005).
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
      if (cap != null && feeds.containsKey(cap.feed().toLowerCase(Locale.ROOT))) {
        throw new IllegalStateException(
            "the feed of alerts is named as another one, \"%s\"".formatted(cap.feed()));
      }
      return new FeedSettings(this);
    }

    private static URI absolute(String what, URI uri) {
      if (!uri.isAbsolute()) {
        throw new IllegalArgumentException(
            "the address of a " + what + " must be absolute but was \"" + uri + "\"");
      }
      return uri;
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
      URI directory = base.getRawPath().endsWith("/") ? base : URI.create(base + "/");
      return directory.normalize();
    }
  }
}
