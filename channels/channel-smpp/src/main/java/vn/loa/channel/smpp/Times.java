package vn.loa.channel.smpp;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;

/**
 * validity_period and schedule_delivery_time of a message (SMPP 3.4 §5.2.16, §5.2.15), each empty
 * where there is none.
 *
 * @param from the first instant at which they are right
 * @param until the first at which they are no longer
 */
record Times(String validity, String schedule, Instant from, Instant until) {

  /**
   * @param schedule null, or past, for at once
   * @throws IllegalArgumentException if the message is too late now, or would be by then
   */
  static Times of(ValidityForm form, Message message, @Nullable Instant schedule, Instant now) {
    if (message.isExpired(now)) {
      throw new IllegalArgumentException("the message was valid until " + message.validUntil());
    }
    Instant furthest = now.plus(Validity.MOST);
    boolean cut = message.validUntil().isAfter(furthest);
    Instant end = cut ? furthest : message.validUntil();
    Instant later = later(schedule, end, now);
    boolean moves = form == ValidityForm.ABSOLUTE ? cut : isTold(form, later);
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    return new Times(
        validity(form, end, now),
        later == null ? "" : schedule(form, later, now),
        moves ? second : Instant.MIN,
        earlier(moves ? second.plusSeconds(1) : Instant.MAX, later));
  }

  private static @Nullable Instant later(@Nullable Instant schedule, Instant end, Instant now) {
    if (schedule == null || !schedule.isAfter(now)) {
      return null;
    }
    if (!schedule.isBefore(end)) {
      throw new IllegalArgumentException(
          "the message is to go at %s, but may go only before %s".formatted(schedule, end));
    }
    return schedule;
  }

  private static boolean isTold(ValidityForm form, @Nullable Instant later) {
    return form != ValidityForm.NONE || later != null;
  }

  private static String validity(ValidityForm form, Instant end, Instant now) {
    return switch (form) {
      case RELATIVE -> Validity.until(end, now);
      case ABSOLUTE -> Validity.at(end);
      case NONE -> "";
    };
  }

  private static String schedule(ValidityForm form, Instant later, Instant now) {
    return form == ValidityForm.ABSOLUTE ? Validity.at(later) : Validity.until(later, now);
  }

  /** A schedule that has passed is no schedule, and some SMSCs refuse it. */
  private static Instant earlier(Instant end, @Nullable Instant schedule) {
    return schedule == null || end.isBefore(schedule) ? end : schedule;
  }

  boolean areRightAt(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }
}
