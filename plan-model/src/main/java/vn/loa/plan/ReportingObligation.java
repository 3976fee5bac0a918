package vn.loa.plan;

import vn.loa.plan.calendar.Cadence;
import vn.loa.plan.calendar.DueRule;

/**
 * A report that comes back.
 *
 * @param id unique in the plan: {@code monthly}
 */
public record ReportingObligation(String id, Clause clause, DueRule due) {

  public ReportingObligation {
    Names.id("obligation", id);
  }

  public Cadence cadence() {
    return due.cadence();
  }
}
