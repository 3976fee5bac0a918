package vn.loa.channel.mqtt;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One publish, from the moment it is decided until the broker has it. The hub's lock guards it. */
final class Publication {

  private final Lane lane;
  private final String topic;
  private final @Nullable Announcement announcement;
  private final Body body;
  private final boolean retained;
  private final int[] devices;
  private @Nullable Consumer<Boolean> end;
  private long published;

  /** Which goes first. */
  enum Lane {
    /** Emergencies, and what stops something. */
    URGENT,
    /** What devices need to know the time. */
    TIME,
    PRIORITY,
    ROUTINE
  }

  /** Writes the payload when its turn has come; null when it must not go any more. */
  @FunctionalInterface
  interface Body {
    byte @Nullable [] write(Instant now);
  }

  /**
   * @param announcement whose open deliveries to these devices it carries; null if it carries none
   */
  Publication(
      Lane lane,
      String topic,
      @Nullable Announcement announcement,
      int[] devices,
      boolean retained,
      Body body) {
    this.lane = lane;
    this.topic = topic;
    this.announcement = announcement;
    this.devices = devices;
    this.retained = retained;
    this.body = body;
  }

  Lane lane() {
    return lane;
  }

  String topic() {
    return topic;
  }

  @Nullable Announcement announcement() {
    return announcement;
  }

  /** Indexes of those it is for; to be read only. */
  int[] devices() {
    return devices;
  }

  boolean retained() {
    return retained;
  }

  byte @Nullable [] write(Instant now) {
    return body.write(now);
  }

  /** Hears whether the broker got it. */
  Publication whenEnded(Consumer<Boolean> end) {
    this.end = end;
    return this;
  }

  void ended(boolean taken) {
    if (end != null) {
      end.accept(taken);
    }
  }

  /** Nanoseconds on the ticker at which it went to the wire. */
  long published() {
    return published;
  }

  void publishedAt(long nanos) {
    published = nanos;
  }
}
