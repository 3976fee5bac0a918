package vn.loa.channel.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How devices play one announcement. Immutable. */
public final class Playback {

  private static final Playback STANDARD = builder().build();
  private static final Duration LONGEST_GAP = Duration.ofHours(1);
  private static final Duration LONGEST_DISPLAY = Duration.ofDays(1);

  private final int repeats;
  private final Duration gap;
  private final OptionalInt volume;
  private final Duration display;
  private final boolean silent;
  private final @Nullable Instant startAt;
  private final List<String> replaces;

  private Playback(Builder from) {
    this.repeats = from.repeats;
    this.gap = from.gap;
    this.volume = from.volume;
    this.display = from.display;
    this.silent = from.silent;
    this.startAt = from.startAt;
    this.replaces = List.copyOf(from.replaces);
  }

  /**
   * Once, as loud as each device is set, as soon as its urgency allows; boards show it for half a
   * minute.
   */
  public static Playback standard() {
    return STANDARD;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The same again, to change some of it. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.repeats = repeats;
    copy.gap = gap;
    copy.volume = volume;
    copy.display = display;
    copy.silent = silent;
    copy.startAt = startAt;
    copy.replaces = replaces;
    return copy;
  }

  /** How often it is said in a row, in each of its languages. */
  public int repeats() {
    return repeats;
  }

  /** Silence between two repeats. */
  public Duration gap() {
    return gap;
  }

  /** 1 to 100 per cent; empty for as loud as each device is set. */
  public OptionalInt volume() {
    return volume;
  }

  /** How long boards and screens show it. */
  public Duration display() {
    return display;
  }

  /** Whether it is only shown, and loudspeakers leave it alone. */
  public boolean isSilent() {
    return silent;
  }

  /** When devices start it; empty for as soon as its urgency allows. */
  public Optional<Instant> startAt() {
    return Optional.ofNullable(startAt);
  }

  /** Ids of the announcements whose place it takes. */
  public List<String> replaces() {
    return replaces;
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private int repeats = 1;
    private Duration gap = Duration.ZERO;
    private OptionalInt volume = OptionalInt.empty();
    private Duration display = Duration.ofSeconds(30);
    private boolean silent;
    private @Nullable Instant startAt;
    private List<String> replaces = List.of();

    private Builder() {}

    /**
     * How often it is said in a row.
     *
     * @param times 1 to 100
     * @param gap silence between two, none to an hour
     */
    public Builder repeat(int times, Duration gap) {
      if (times < 1 || times > 100) {
        throw new IllegalArgumentException("repeats must be 1 to 100 but was " + times);
      }
      this.repeats = times;
      this.gap = within("the gap", Duration.ZERO, gap, LONGEST_GAP);
      return this;
    }

    /**
     * How loud, 1 to 100 per cent, whatever the device is set to. Default: as it is set, by hand or
     * by {@link SpeakerChannel#volume}.
     */
    public Builder volume(int percent) {
      if (percent < 1 || percent > 100) {
        throw new IllegalArgumentException("volume must be 1 to 100 but was " + percent);
      }
      this.volume = OptionalInt.of(percent);
      return this;
    }

    /** How long boards show it, once, whatever the repeats. Default 30 s; 1 s to a day. */
    public Builder display(Duration time) {
      this.display = within("the display time", Duration.ofSeconds(1), time, LONGEST_DISPLAY);
      return this;
    }

    /** It is shown on boards and screens only. Default: it is said as well. */
    public Builder silent() {
      this.silent = true;
      return this;
    }

    /** Devices keep it and start it then. Default: as soon as its urgency allows. */
    public Builder startAt(Instant instant) {
      this.startAt = instant;
      return this;
    }

    /** Takes the place of earlier announcements: devices stop and drop them. */
    public Builder replaces(String... messages) {
      this.replaces = List.of(messages);
      return this;
    }

    public Playback build() {
      return new Playback(this);
    }

    private static Duration within(String what, Duration least, Duration value, Duration most) {
      if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
        throw new IllegalArgumentException(
            "%s must be %s to %s but was %s".formatted(what, least, most, value));
      }
      return value;
    }
  }
}
