package vn.loa.channel.mqtt;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the broker is, and how loudspeakers are spoken to. Immutable. */
public final class SpeakerSettings {

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Pattern PREFIX = Pattern.compile("[^/+#\\x00]+(/[^/+#\\x00]+)*");
  private static final Duration LEAST_PATIENCE = Duration.ofMillis(100);
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
  private final int volume;
  private final int repeat;

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
    this.volume = from.volume;
    this.repeat = from.repeat;
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

  public int volume() {
    return volume;
  }

  public int repeat() {
    return repeat;
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
    private int volume = 70;
    private int repeat = 1;

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
     * Most commands submitted and not yet answered. Default 64; 1 to 1,000, because common brokers
     * drop what exceeds the queue of a session, a thousand or so.
     */
    public Builder window(int window) {
      requireRange("window", window, 1, LARGEST_WINDOW);
      this.window = window;
      return this;
    }

    /**
     * Longest wait for the broker: for its PUBACK, and when connecting. Default 10 s; at least 100
     * ms. A command past it is in doubt: it may still be played.
     */
    public Builder answerWithin(Duration limit) {
      require(
          limit.compareTo(LEAST_PATIENCE) >= 0,
          "answerWithin must be at least %s but was %s".formatted(LEAST_PATIENCE, limit));
      this.answerWithin = limit;
      return this;
    }

    /** How loud, 1 to 100 per cent. Default 70. */
    public Builder volume(int percent) {
      requireRange("volume", percent, 1, 100);
      this.volume = percent;
      return this;
    }

    /** How often a message is said in a row, 1 to 10. Default 1. */
    public Builder repeat(int times) {
      requireRange("repeat", times, 1, 10);
      this.repeat = times;
      return this;
    }

    public SpeakerSettings build() {
      return new SpeakerSettings(this);
    }

    private static void requireRange(String what, int value, int least, int most) {
      require(
          value >= least && value <= most,
          "%s must be %d to %d but was %d".formatted(what, least, most, value));
    }

    private static void require(boolean kept, String sentence) {
      if (!kept) {
        throw new IllegalArgumentException(sentence);
      }
    }
  }
}
