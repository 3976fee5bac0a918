package vn.loa.sms.rules;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The hours of a zone's clock in which nothing is sent. What the clock on the wall shows decides,
 * also when it is put forward or back: an hour that comes twice is twice quiet.
 *
 * @param from inclusive
 * @param to exclusive; before {@code from} when midnight lies between
 */
record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

  private static final long DAY = 86_400;
  private static final long NANOS = 1_000_000_000;

  QuietHours {
    if (from.equals(to)) {
      throw new IllegalArgumentException(
          "quiet hours from "
              + from
              + " to "
              + to
              + " are no time or all day; to have none for notices, let them bind advertising only:"
              + " binds(Rule.QUIET_HOURS, Purpose.ADVERTISING)");
    }
  }

  boolean contains(Instant instant) {
    long clock = clock(instant, zone.getRules());
    boolean begun = clock >= from.toNanoOfDay();
    boolean over = clock >= to.toNanoOfDay();
    return from.isBefore(to) ? begun && !over : begun || !over;
  }

  /** The instant itself, or the first after it that is not quiet. */
  Instant firstOpen(Instant instant) {
    return firstThatIs(false, instant, to);
  }

  /** The instant itself, or the first after it that is quiet. */
  Instant firstQuiet(Instant instant) {
    return firstThatIs(true, instant, from);
  }

  /**
   * Quiet may begin and end when the clock shows {@code at}, and when it is put forward or back.
   */
  private Instant firstThatIs(boolean quiet, Instant instant, LocalTime at) {
    ZoneRules rules = zone.getRules();
    Instant next = instant;
    while (contains(next) != quiet) {
      Instant shown = whenClockShows(at, next, rules);
      ZoneOffsetTransition change = rules.nextTransition(next);
      next = change == null || shown.isBefore(change.getInstant()) ? shown : change.getInstant();
    }
    return next;
  }

  /** Later than the instant, as if the clock were not put forward or back. */
  private static Instant whenClockShows(LocalTime at, Instant instant, ZoneRules rules) {
    long wait = Math.floorMod(at.toNanoOfDay() - clock(instant, rules), DAY * NANOS);
    return instant.plusNanos(wait);
  }

  private static long clock(Instant instant, ZoneRules rules) {
    long second = instant.getEpochSecond() + rules.getOffset(instant).getTotalSeconds();
    return Math.floorMod(second, DAY) * NANOS + instant.getNano();
  }
}
