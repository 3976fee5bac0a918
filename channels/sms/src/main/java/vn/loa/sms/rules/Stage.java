package vn.loa.sms.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * One stage of a plan in which its messages go out. Stages may overlap.
 *
 * @param name for reasons: {@code "trước ngày bầu cử"}
 * @param from inclusive
 * @param to exclusive, later than {@code from}
 */
public record Stage(String name, Instant from, Instant to) {

  public Stage {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "stage \""
              + name
              + "\" ends at "
              + to
              + ", not after it begins at "
              + from
              + "; end it later");
    }
  }

  /** Whole days in a zone, the first and the last included. */
  public static Stage ofDays(String name, LocalDate first, LocalDate last, ZoneId zone) {
    return new Stage(
        name,
        first.atStartOfDay(zone).toInstant(),
        last.plusDays(1).atStartOfDay(zone).toInstant());
  }

  boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }
}
