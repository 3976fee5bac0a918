package vn.loa.plan;

import java.time.Instant;
import java.time.LocalDate;
import vn.loa.plan.calendar.ReportPeriod;

/**
 * A date on which everybody who must report owes the same report.
 *
 * @param nominalLastDay the last good day by the plan's rule
 * @param lastDay the last good day as it binds, after the roll
 * @param nominalDue the first instant that is too late by the plan's rule
 * @param due the first instant that is too late as it binds
 */
public record DueDate(
    ReportingObligation obligation,
    ReportPeriod period,
    LocalDate nominalLastDay,
    LocalDate lastDay,
    Instant nominalDue,
    Instant due) {

  /** Whether the roll moved it. */
  public boolean isRolled() {
    return !lastDay.equals(nominalLastDay);
  }
}
