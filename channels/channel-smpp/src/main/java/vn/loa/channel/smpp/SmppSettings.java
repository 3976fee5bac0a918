package vn.loa.channel.smpp;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;
import vn.loa.channel.Time;
import vn.loa.channel.Tls;

/**
 * Where an SMSC is, who we are there, and how patient we are. Immutable; shows neither system id
 * nor password.
 */
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
  private final Duration enquireAfter;
  private final Duration reconnectAfter;
  private final Duration reconnectAtMost;
  private final int binds;
  private final boolean transceiver;
  private final SmppVersion version;
  private final SmppProfile profile;
  private final @Nullable Tls tls;
  private final Function<Message, @Nullable Instant> schedule;
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
    this.enquireAfter = from.enquireAfter;
    this.reconnectAfter = from.reconnectAfter;
    this.reconnectAtMost = from.reconnectAtMost;
    this.binds = from.binds;
    this.transceiver = from.transceiver;
    this.version = from.version;
    this.profile = from.profile;
    this.tls = from.tls;
    this.schedule = from.schedule;
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

  String systemId() {
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

  Duration enquireAfter() {
    return enquireAfter;
  }

  Duration reconnectAfter() {
    return reconnectAfter;
  }

  Duration reconnectAtMost() {
    return reconnectAtMost;
  }

  int binds() {
    return binds;
  }

  boolean transceiver() {
    return transceiver;
  }

  SmppVersion version() {
    return version;
  }

  SmppProfile profile() {
    return profile;
  }

  @Nullable Tls tls() {
    return tls;
  }

  /** When the SMSC shall send it; null for at once. */
  @Nullable Instant schedule(Message message) {
    return schedule.apply(message);
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
    return "%s at %s, sender %s, %d %s with a window of %d"
        .formatted(
            name,
            place(),
            sender.address(),
            binds,
            transceiver ? "transceivers" : "transmitters and receivers",
            window);
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
    private Duration enquireAfter = Duration.ofSeconds(30);
    private Duration reconnectAfter = Duration.ofSeconds(1);
    private Duration reconnectAtMost = Duration.ofMinutes(1);
    private int binds = 1;
    private boolean transceiver = true;
    private SmppVersion version = SmppVersion.V3_4;
    private SmppProfile profile = SmppProfile.standard();
    private @Nullable Tls tls;
    private Function<Message, @Nullable Instant> schedule = message -> null;
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
     * Most messages submitted and not yet answered, on each bind. Default 16; 1 to 10,000. The
     * operator says how many it allows.
     */
    public Builder window(int window) {
      if (window < 1 || window > 10_000) {
        throw new IllegalArgumentException("a window is 1 to 10000 but was " + window);
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

    /**
     * After how long a silence of the SMSC it is asked whether it is there. Default 30 s; 100 ms to
     * 10 min. If it does not answer that within {@link #answerWithin}, the connection is given up:
     * so a dead link is found within the sum of both.
     */
    public Builder enquireAfter(Duration silence) {
      this.enquireAfter = within("enquireAfter", silence);
      return this;
    }

    /**
     * How long to wait before binding again: at first, doubled after each attempt that fails, and
     * at most; each wait is up to a half shorter, by chance, so that many clients do not come back
     * at once. Default 1 s and 1 min; 100 ms to 10 min.
     */
    public Builder reconnect(Duration first, Duration most) {
      this.reconnectAfter = within("the first wait before binding again", first);
      this.reconnectAtMost = within("the longest wait before binding again", most);
      return this;
    }

    /**
     * Default 1. How many binds share the work; the operator says how many it allows. 1 to 32. All
     * of them are one account: its rate is {@code Account} of the dispatcher, over all of them.
     */
    public Builder binds(int count) {
      if (count < 1 || count > 32) {
        throw new IllegalArgumentException("binds are 1 to 32 but were " + count);
      }
      this.binds = count;
      return this;
    }

    /**
     * Binds a transmitter and a receiver, each with a connection of its own, where the operator has
     * no transceivers (SMPP 3.4 §2.1).
     */
    public Builder transmitterAndReceiver() {
      this.transceiver = false;
      return this;
    }

    /** Default {@link SmppVersion#V3_4}. */
    public Builder version(SmppVersion version) {
      this.version = version;
      return this;
    }

    /** Default {@link SmppProfile#standard()}. */
    public Builder profile(SmppProfile profile) {
      this.profile = profile;
      return this;
    }

    /** Default: in the clear. */
    public Builder tls(Tls tls) {
      this.tls = tls;
      return this;
    }

    /**
     * When the SMSC shall send a message that it takes now (schedule_delivery_time, SMPP 3.4
     * §5.2.15); null for at once, which is the default.
     */
    public Builder schedule(Function<Message, @Nullable Instant> notBefore) {
      this.schedule = notBefore;
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
