package vn.loa.plan.calendar;

import java.time.LocalDate;
import java.util.Optional;

/** What becomes of a period that was already running when the plan was issued. */
public enum FirstPeriod {
  /** Begins on the day of issue; when nothing is left of it, it is not owed. */
  TRUNCATE_AT_ISSUE,
  /** Is covered in full, the days before the issue too. */
  FULL,
  /**
   * Is not owed. The year is, from the day of issue: a plan of one year would else have no annual
   * report.
   */
  SKIP;

  Optional<ReportPeriod> owed(ReportPeriod full, LocalDate issuedOn) {
    if (this == FULL || !full.from().isBefore(issuedOn)) {
      return Optional.of(full);
    }
    boolean skipped = this == SKIP && full.cadence() != Cadence.ANNUAL;
    return skipped ? Optional.empty() : full.since(issuedOn);
  }
}
