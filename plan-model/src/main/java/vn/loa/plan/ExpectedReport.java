package vn.loa.plan;

import java.time.Instant;
import vn.loa.plan.calendar.ReportPeriod;

/**
 * One report that one agency owes.
 *
 * @param agency id
 * @param dueDate the date it shares with the others who owe it
 * @param exempt the plan itself lets the agency off; it is shown, and outside what is expected
 */
public record ExpectedReport(String agency, DueDate dueDate, boolean exempt) {

  public ReportKey key() {
    return new ReportKey(obligation(), agency, period().label());
  }

  /** Id of the obligation. */
  public String obligation() {
    return dueDate.obligation().id();
  }

  public ReportPeriod period() {
    return dueDate.period();
  }

  /** As the plan's rule gives it. */
  public Instant nominalDue() {
    return dueDate.nominalDue();
  }

  /** As it binds: the first instant at which the report is late. */
  public Instant due() {
    return dueDate.due();
  }
}
