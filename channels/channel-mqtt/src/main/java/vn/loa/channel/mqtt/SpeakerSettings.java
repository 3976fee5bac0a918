package vn.loa.channel.mqtt;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;
import vn.loa.channel.Tls;

/** Where the broker is, and how loudspeakers are spoken to. Immutable. */
public final class SpeakerSettings {

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Pattern PREFIX = Pattern.compile("[^/+#\\x00]+(/[^/+#\\x00]+)*");
  private static final Duration LEAST_PATIENCE = Duration.ofMillis(100);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration TEN_YEARS = Duration.ofDays(3_650);
  private static final int LARGEST_WINDOW = 1000;

  private final String name;
  private final String host;
  private final int port;
  private final String clientId;
  private final @Nullable String user;
  private final @Nullable String password;
  private final String prefix;
  private final int window;
  private final Duration answerWithin;
  private final @Nullable Tls tls;
  private final SpeakerLayout layout;
  private final Function<Message, Playback> playback;
  private final Areas areas;
  private final Duration reportWithin;
  private final Duration gather;
  private final Duration keepFor;

  private SpeakerSettings(Builder from) {
    this.name = from.name;
    this.host = from.host;
    this.port = from.port;
    this.clientId = from.clientId == null ? "loa-" + from.name : from.clientId;
    this.user = from.user;
    this.password = from.password;
    this.prefix = from.prefix;
    this.window = from.window;
    this.answerWithin = from.answerWithin;
    this.tls = from.tls;
    this.layout = from.layout();
    this.playback = from.playback;
    this.areas = from.areas;
    this.reportWithin = from.reportWithin;
    this.gather = from.gather;
    this.keepFor = from.keepFor;
  }

  /**
   * @param host name or address of the broker
   * @param port 1 to 65535; brokers listen on 1883
   */
  public static Builder builder(String host, int port) {
    return new Builder(host, port);
  }

  public String name() {
    return name;
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  public String clientId() {
    return clientId;
  }

  public Optional<String> user() {
    return Optional.ofNullable(user);
  }

  /** For the connection only; never printed. */
  Optional<String> password() {
    return Optional.ofNullable(password);
  }

  public String prefix() {
    return prefix;
  }

  public int window() {
    return window;
  }

  public Duration answerWithin() {
    return answerWithin;
  }

  @Nullable Tls tls() {
    return tls;
  }

  SpeakerLayout layout() {
    return layout;
  }

  Playback playback(Message message) {
    return playback.apply(message);
  }

  Areas areas() {
    return areas;
  }

  Duration reportWithin() {
    return reportWithin;
  }

  Duration gather() {
    return gather;
  }

  Duration keepFor() {
    return keepFor;
  }

  /** Carries no password. */
  @Override
  public String toString() {
    return "%s at %s:%d (client %s, topics %s)".formatted(name, host, port, clientId, prefix);
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final String host;
    private final int port;
    private String name = "loudspeakers";
    private @Nullable String clientId;
    private @Nullable String user;
    private @Nullable String password;
    private String prefix = "tt/v1";
    private int window = 64;
    private Duration answerWithin = Duration.ofSeconds(10);
    private @Nullable Tls tls;
    private @Nullable CommandKey key;
    private @Nullable SpeakerLayout layout;
    private Function<Message, Playback> playback = message -> Playback.standard();
    private Areas areas = Areas.none();
    private Duration reportWithin = Duration.ofSeconds(30);
    private Duration gather = Duration.ofMillis(20);
    private Duration keepFor = Duration.ofDays(1);

    private Builder(String host, int port) {
      require(!host.isBlank(), "the broker's host is blank");
      requireRange("port", port, 1, 65_535);
      this.host = host;
      this.port = port;
    }

    /** Name of the channel. Default {@code loudspeakers}; {@code [a-z0-9-]{1,32}}. */
    public Builder name(String name) {
      require(NAME.matcher(name).matches(), "name must be 1 to 32 of a-z 0-9 - but was " + name);
      this.name = name;
      return this;
    }

    /**
     * Who we are to the broker, the same after every restart. Default {@code loa-<name>}. A broker
     * keeps one connection for each id, so two processes that share one push each other out.
     */
    public Builder clientId(String clientId) {
      require(!clientId.isBlank(), "the client id is blank");
      this.clientId = clientId;
      return this;
    }

    /** Default: none, the broker lets anybody in. */
    public Builder credentials(String user, String password) {
      require(!user.isBlank(), "the user is blank");
      this.user = user;
      this.password = password;
      return this;
    }

    /** First levels of every topic, without wildcards. Default {@code tt/v1}. */
    public Builder prefix(String prefix) {
      require(
          PREFIX.matcher(prefix).matches(),
          "the topic prefix must be levels like tt/v1, without + and #, but was " + prefix);
      this.prefix = prefix;
      return this;
    }

    /**
     * Most publishes that wait for the broker's answer. Default 64; 1 to 1,000, because common
     * brokers drop what exceeds the queue of a session, a thousand or so.
     */
    public Builder window(int window) {
      requireRange("window", window, 1, LARGEST_WINDOW);
      this.window = window;
      return this;
    }

    /**
     * Longest wait for the broker: for its PUBACK, and when connecting. Default 10 s; 100 ms to an
     * hour. Deliveries past it are in doubt: they may still be played.
     */
    public Builder answerWithin(Duration limit) {
      requireRange("answerWithin", limit, LEAST_PATIENCE, HOUR);
      this.answerWithin = limit;
      return this;
    }

    /** Default: none, octets go as they are. Brokers listen for TLS on 8883. */
    public Builder tls(Tls tls) {
      this.tls = tls;
      return this;
    }

    /** Signs every command of Loa's own layout. Default: none is signed. */
    public Builder signedWith(CommandKey key) {
      this.key = key;
      return this;
    }

    /**
     * Topics and payloads of devices that do not speak Loa's own. Replaces {@link #prefix} and
     * {@link #signedWith}.
     */
    public Builder layout(SpeakerLayout layout) {
      this.layout = layout;
      return this;
    }

    /** How every announcement is played. Default {@link Playback#standard()}. */
    public Builder playback(Playback playback) {
      return playback(message -> playback);
    }

    /**
     * How an announcement is played; asked again after a restart, so the answer must follow from
     * the message alone. Called by several threads; must not throw.
     */
    public Builder playback(Function<Message, Playback> playback) {
      this.playback = playback;
      return this;
    }

    /** Names and order of the areas, for {@link SpeakerChannel}'s boards. Default: not known. */
    public Builder areas(Areas areas) {
      this.areas = areas;
      return this;
    }

    /**
     * How long a device that is there may say nothing about an announcement before it is asked
     * again; then twice as long each time, up to an hour. Default 30 s; 1 s to a day.
     */
    public Builder reportWithin(Duration limit) {
      requireRange("reportWithin", limit, Duration.ofSeconds(1), DAY);
      this.reportWithin = limit;
      return this;
    }

    /**
     * How long a command waits for more recipients of its announcement: when a whole area is there,
     * one publish reaches it. Default 20 ms; none to 10 s.
     */
    public Builder gather(Duration pause) {
      requireRange("gather", pause, Duration.ZERO, Duration.ofSeconds(10));
      this.gather = pause;
      return this;
    }

    /**
     * How long an announcement is kept after its validity, for late reports and for boards. Default
     * a day; a minute to 3,650 days.
     */
    public Builder keepFor(Duration time) {
      requireRange("keepFor", time, Duration.ofMinutes(1), TEN_YEARS);
      this.keepFor = time;
      return this;
    }

    private SpeakerLayout layout() {
      if (layout != null) {
        return layout;
      }
      return key == null ? SpeakerLayout.standard(prefix) : SpeakerLayout.signed(prefix, key);
    }

    public SpeakerSettings build() {
      return new SpeakerSettings(this);
    }

    private static void requireRange(String what, int value, int least, int most) {
      require(
          value >= least && value <= most,
          "%s must be %d to %d but was %d".formatted(what, least, most, value));
    }

    private static void requireRange(String what, Duration value, Duration least, Duration most) {
      require(
          value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
          "%s must be %s to %s but was %s".formatted(what, least, most, value));
    }

    private static void require(boolean kept, String sentence) {
      if (!kept) {
        throw new IllegalArgumentException(sentence);
      }
    }
  }
}
