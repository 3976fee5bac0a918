package vn.loa.channel.smpp;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;

/** Where an SMSC is, who we are there, and how patient we are. Immutable; shows no password. */
public final class SmppSettings {

  private static final Pattern CHANNEL_NAME = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofMinutes(10);

  private final String host;
  private final int port;
  private final String name;
  private final String systemId;
  private final String password;
  private final String systemType;
  private final Sender sender;
  private final int window;
  private final Duration answerWithin;
  private final Duration connectWithin;
  private final Time time;

  private SmppSettings(Builder from, String systemId, String password, Sender sender) {
    this.host = from.host;
    this.port = from.port;
    this.name = from.name;
    this.systemId = systemId;
    this.password = password;
    this.systemType = from.systemType;
    this.sender = sender;
    this.window = from.window;
    this.answerWithin = from.answerWithin;
    this.connectWithin = from.connectWithin;
    this.time = from.time;
  }

  /**
   * @param port 1 to 65535; 2775 by custom
   */
  public static Builder builder(String host, int port) {
    return new Builder(host, port);
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  public String name() {
    return name;
  }

  public String systemId() {
    return systemId;
  }

  String password() {
    return password;
  }

  String systemType() {
    return systemType;
  }

  Sender sender() {
    return sender;
  }

  public int window() {
    return window;
  }

  public Duration answerWithin() {
    return answerWithin;
  }

  public Duration connectWithin() {
    return connectWithin;
  }

  Time time() {
    return time;
  }

  /** {@code host:port}. */
  String place() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return "%s at %s as %s, sender %s, window %d"
        .formatted(name, place(), systemId, sender.address(), window);
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final String host;
    private final int port;
    private String name = "sms";
    private @Nullable String systemId;
    private @Nullable String password;
    private String systemType = "";
    private @Nullable Sender sender;
    private int window = 16;
    private Duration answerWithin = Duration.ofSeconds(10);
    private Duration connectWithin = Duration.ofSeconds(5);
    private Time time = Time.system();

    private Builder(String host, int port) {
      if (host.isBlank() || port < 1 || port > 65_535) {
        throw new IllegalArgumentException(
            "an SMSC is at a host and a port of 1 to 65535, not at \"" + host + ":" + port + "\"");
      }
      this.host = host;
      this.port = port;
    }

    /** Default {@code sms}. */
    public Builder name(String name) {
      if (!CHANNEL_NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a channel's name is 1 to 32 of a-z 0-9 - but was \"" + name + "\"");
      }
      this.name = name;
      return this;
    }

    /**
     * Mandatory. What the operator gave us (SMPP 3.4 §5.2.1, §5.2.2).
     *
     * @param systemId 1 to 15 characters
     * @param password at most 8 characters
     */
    public Builder login(String systemId, String password) {
      if (systemId.isEmpty()) {
        throw new IllegalArgumentException("the system id is empty; ask the operator for it");
      }
      this.systemId = fitting("system id", systemId, 15);
      this.password = fitting("password", password, 8);
      return this;
    }

    /** Default empty; at most 12 characters (SMPP 3.4 §5.2.3). */
    public Builder systemType(String systemType) {
      this.systemType = fitting("system type", systemType, 12);
      return this;
    }

    /**
     * Mandatory. What citizens see: the registered name ({@code UBND TP.HCM}), a short code of 3 to
     * 8 digits, or a number of 9 to 15 digits with country code.
     */
    public Builder sender(String sender) {
      this.sender = Sender.of(sender);
      return this;
    }

    /**
     * Most deliveries submitted and not yet answered; as many threads wait for answers. Default 16;
     * 1 to 1000. The operator says how many it allows.
     */
    public Builder window(int window) {
      if (window < 1 || window > 1000) {
        throw new IllegalArgumentException("a window is 1 to 1000 but was " + window);
      }
      this.window = window;
      return this;
    }

    /**
     * Longest wait for the operator's answer to one short message. Default 10 s; 100 ms to 10 min.
     * A delivery past it is {@link vn.loa.channel.Outcome.InDoubt}: it may still arrive.
     */
    public Builder answerWithin(Duration limit) {
      this.answerWithin = within("answerWithin", limit);
      return this;
    }

    /** Longest wait for the connection. Default 5 s; 100 ms to 10 min. */
    public Builder connectWithin(Duration limit) {
      this.connectWithin = within("connectWithin", limit);
      return this;
    }

    /** Default {@link Time#system()}. */
    public Builder time(Time time) {
      this.time = time;
      return this;
    }

    /**
     * @throws IllegalStateException if there is no login, or no sender
     */
    public SmppSettings build() {
      if (systemId == null || password == null) {
        throw new IllegalStateException(name + ": say who we are at the SMSC: login(id, password)");
      }
      if (sender == null) {
        throw new IllegalStateException(name + ": say who messages come from: sender(name)");
      }
      return new SmppSettings(this, systemId, password, sender);
    }

    /** Says how long a value is, never the value: one of them is a password. */
    private static String fitting(String what, String value, int most) {
      if (value.length() > most || !value.chars().allMatch(c -> c > 0 && c < 128)) {
        throw new IllegalArgumentException(
            "the %s must be at most %d ASCII characters but has %d"
                .formatted(what, most, value.length()));
      }
      return value;
    }

    private static Duration within(String what, Duration limit) {
      if (limit.compareTo(LEAST) < 0 || limit.compareTo(MOST) > 0) {
        throw new IllegalArgumentException(
            "%s must be %s to %s but was %s".formatted(what, LEAST, MOST, limit));
      }
      return limit;
    }
  }
}
