package vn.loa.simulator;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;

/**
 * What time a device believes it is. Best is what the hub answered to its birth; the device's own
 * clock is a makeshift, and may be wrong by {@link #MARGIN}.
 */
final class DeviceClock {

  private static final Duration MARGIN = Duration.ofMinutes(10);

  /** A quartz is off by less. */
  private static final long DRIFT_PART = 10_000;

  private final Time time;
  private final @Nullable Duration skew;
  private final Duration patience;
  private @Nullable Long born;
  private long session;
  private @Nullable Answer answer;

  /** The hub's time, asked for at {@code asked} and come at {@code came}. */
  private record Answer(long session, Instant sent, long asked, long came) {}

  /**
   * @param skew of its own clock; null if it has none
   * @param patience how long it waits for an answer
   */
  DeviceClock(Time time, @Nullable Duration skew, Duration patience) {
    this.time = time;
    this.skew = skew;
    this.patience = patience;
  }

  long nanos() {
    return time.nanos();
  }

  Instant trueTime() {
    return time.instant();
  }

  boolean hasOwn() {
    return skew != null;
  }

  /** A birth is about to be published. What was answered to an earlier one stays true. */
  void born(long session) {
    this.session = session;
    this.born = time.nanos();
  }

  /** The power was cut: the ticker began anew. */
  void forget() {
    born = null;
    answer = null;
  }

  /** Of several answers to a birth the first is the nearest to it. */
  void answered(long session, Instant sent) {
    Long asked = born;
    if (asked != null && session == this.session && !isAnswered()) {
      answer = new Answer(session, sent, asked, time.nanos());
    }
  }

  /** Whether what comes now has to wait until it is known what time it is. */
  boolean isWaiting() {
    Long since = born;
    return since == null || (!isAnswered() && time.nanos() - since < patience.toNanos());
  }

  /** When it gives up waiting, in nanos. */
  long patienceEnds() {
    Long since = born;
    return since == null ? SpeakerDevice.NEVER : since + patience.toNanos();
  }

  private boolean isAnswered() {
    Answer known = answer;
    return known != null && known.session() == session;
  }

  /** Whether a command is too late by the latest time that it may be now. */
  boolean isLate(Job job) {
    return left(job).compareTo(Duration.ZERO) <= 0;
  }

  /** Why it is late, in a word; empty if its time simply ran out. */
  String whyLate(Job job) {
    return answer == null && skew == null ? "CLOCK_UNSYNCED" : "";
  }

  /** How much of a command's time is surely left; zero or less for one that is too late. */
  Duration left(Job job) {
    Instant expires = job.order.expires();
    Answer known = answer;
    if (known != null) {
      return Duration.between(latest(known), expires);
    }
    if (skew != null) {
      return Duration.between(time.instant().plus(skew).plus(MARGIN), expires);
    }
    // It may have been on its way for long.
    return job.live ? Duration.between(sinceSent(job).plus(MARGIN), expires) : Duration.ZERO;
  }

  /** How long a command is to wait for its start; zero or less if it may start. */
  Duration untilStart(Job job) {
    Instant start = job.order.notBefore();
    return start == null ? Duration.ZERO : Duration.between(about(job), start);
  }

  /** What time it is about now; null if it has no idea. */
  @Nullable Instant now() {
    Answer known = answer;
    if (known != null) {
      return known.sent().plusNanos(time.nanos() - known.came());
    }
    return skew == null ? null : time.instant().plus(skew);
  }

  private Instant about(Job job) {
    Instant now = now();
    return now == null ? sinceSent(job) : now;
  }

  private Instant latest(Answer known) {
    long since = time.nanos() - known.asked();
    return known.sent().plusNanos(since + since / DRIFT_PART + 1);
  }

  private Instant sinceSent(Job job) {
    return job.order.sent().plusNanos(time.nanos() - job.arrived);
  }
}
