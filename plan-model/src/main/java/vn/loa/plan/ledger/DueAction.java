package vn.loa.plan.ledger;

import java.time.Instant;
import vn.loa.plan.ExpectedReport;

/**
 * Somebody must be reminded of a report, or told that it is missing.
 *
 * @param key names it for ever: {@code monthly/q1/2022-05/-3}
 * @param days before the date on which the report is too late (negative, calendar days) or after it
 *     (positive, working days)
 * @param at when it fell due
 * @param agency id of who owed the report then
 * @param settled the report came, or was excused, between {@code at} and the end of the span asked
 *     about: there is nothing left to say
 */
public record DueAction(
    String key, int days, Instant at, ExpectedReport report, String agency, boolean settled) {

  /** What is to be done. */
  public enum Kind {
    /** The report is not due yet: remind who owes it. */
    REMINDER,
    /** The report is overdue: tell who is above. */
    ESCALATION
  }

  public Kind kind() {
    return days < 0 ? Kind.REMINDER : Kind.ESCALATION;
  }

  static String keyOf(ExpectedReport report, int days) {
    return String.join(
        "/",
        report.obligation(),
        report.agency(),
        report.period().label(),
        days < 0 ? Integer.toString(days) : "+" + days);
  }
}
