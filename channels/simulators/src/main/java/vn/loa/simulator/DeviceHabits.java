package vn.loa.simulator;

import java.security.PublicKey;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one device can do, and what is wrong with it. Immutable. */
public final class DeviceHabits {

  private static final DeviceHabits STANDARD = builder().build();

  final String prefix;
  final Map<String, PublicKey> keys;
  final Set<String> capabilities;
  final int volume;
  final @Nullable Duration skew;
  final boolean ownTime;
  final Duration patience;
  final Function<String, Download> downloads;
  final boolean muted;
  final boolean broken;
  final boolean silent;
  final boolean stopsEarly;
  final boolean stutters;
  final boolean realTime;

  private DeviceHabits(Builder from) {
    this.prefix = from.prefix;
    this.keys = Map.copyOf(from.keys);
    this.capabilities = new LinkedHashSet<>(from.capabilities);
    this.volume = from.volume;
    this.skew = from.noClock ? null : from.skew;
    this.ownTime = from.ownTime;
    this.patience = from.patience;
    this.downloads = from.downloads;
    this.muted = from.muted;
    this.broken = from.broken;
    this.silent = from.silent;
    this.stopsEarly = from.stopsEarly;
    this.stutters = from.stutters;
    this.realTime = from.realTime;
  }

  /** A loudspeaker without a fault, which knows what time it is and believes every command. */
  public static DeviceHabits standard() {
    return STANDARD;
  }

  /** Begins with the {@linkplain #standard standard}. */
  public static Builder builder() {
    return new Builder();
  }

  /** How the fetching of a recording ends. */
  public enum Fetched {
    /** It is the one that was meant. */
    WHOLE,
    /** Its SHA-256 is another. */
    WRONG_HASH,
    /** The server does not have it (HTTP 404). */
    MISSING
  }

  /**
   * The fetching of a recording.
   *
   * @param takes none, or longer; spent, even where playing takes no time
   */
  public record Download(Duration takes, Fetched end) {

    /** Here at once, and whole. */
    public static final Download AT_ONCE = new Download(Duration.ZERO, Fetched.WHOLE);
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private String prefix = "tt/v1";
    private Map<String, PublicKey> keys = Map.of();
    private Set<String> capabilities = Set.of("say", "play");
    private int volume = 70;
    private Duration skew = Duration.ZERO;
    private boolean noClock;
    private boolean ownTime;
    private Duration patience = Duration.ofMinutes(1);
    private Function<String, Download> downloads = url -> Download.AT_ONCE;
    private boolean muted;
    private boolean broken;
    private boolean silent;
    private boolean stopsEarly;
    private boolean stutters;
    private boolean realTime;

    private Builder() {}

    /** First levels of every topic. Default {@code tt/v1}. */
    public Builder prefix(String prefix) {
      this.prefix = prefix;
      return this;
    }

    /**
     * Obeys only what is signed with one of these.
     *
     * @param keys Ed25519 (RFC 8032), by key id. Default none: signatures are not looked at
     */
    public Builder keys(Map<String, PublicKey> keys) {
      this.keys = keys;
      return this;
    }

    /** Of {@code say}, {@code play} and {@code show}. Default the first two: a loudspeaker. */
    public Builder capabilities(Set<String> kinds) {
      this.capabilities = kinds;
      return this;
    }

    /** Per cent, where a command names none. Default 70. */
    public Builder volume(int percent) {
      this.volume = percent;
      return this;
    }

    /** By how much its own clock is ahead; negative for one that is behind. Default: right. */
    public Builder clockSkew(Duration ahead) {
      this.skew = ahead;
      return this;
    }

    /** Has no clock of its own that survives a power cut, whatever its skew. */
    public Builder noClock(boolean noClock) {
      this.noClock = noClock;
      return this;
    }

    /** Breaks the protocol: does not heed the hub's time, as if no time answer came. */
    public Builder ownTime(boolean ownTime) {
      this.ownTime = ownTime;
      return this;
    }

    /** How long it waits for the hub to tell the time. Default 60 s. */
    public Builder patience(Duration patience) {
      this.patience = patience;
      return this;
    }

    /** How it fetches every recording. Default {@link Download#AT_ONCE}. */
    public Builder downloads(Download each) {
      return downloads(url -> each);
    }

    /** How it fetches recordings, by URL. */
    public Builder downloads(Function<String, Download> ofUrl) {
      this.downloads = ofUrl;
      return this;
    }

    /** Plays at volume 0, and says so. */
    public Builder muted(boolean muted) {
      this.muted = muted;
      return this;
    }

    /** Takes what it is to say, and reports that its amplifier failed. */
    public Builder broken(boolean broken) {
      this.broken = broken;
      return this;
    }

    /** Takes every command, and neither obeys it nor says anything. */
    public Builder silent(boolean silent) {
      this.silent = silent;
      return this;
    }

    /** Stops after half of each repeat, and calls that played. */
    public Builder stopsEarly(boolean stopsEarly) {
      this.stopsEarly = stopsEarly;
      return this;
    }

    /** Sends every report twice. */
    public Builder stutters(boolean stutters) {
      this.stutters = stutters;
      return this;
    }

    /** Lets playing take its time on the clock given. Default: the time is reckoned, not spent. */
    public Builder realTime(boolean realTime) {
      this.realTime = realTime;
      return this;
    }

    public DeviceHabits build() {
      return new DeviceHabits(this);
    }
  }
}
