package vn.loa.plan;

import org.jspecify.annotations.Nullable;
import vn.loa.plan.calendar.Cadence;
import vn.loa.plan.calendar.Coverage;
import vn.loa.plan.calendar.DueRule;
import vn.loa.plan.calendar.Roll;
import vn.loa.plan.internal.Names;

/**
 * A report that comes back, or is owed once.
 *
 * @param id unique in the plan: {@code monthly}
 * @param coverage the span that a report is about
 * @param roll what happens to the date when its last good day is a day off
 * @param template name of the form to be filled in, or null where there is none
 */
public record ReportingObligation(
    String id,
    Clause clause,
    DueRule due,
    Coverage coverage,
    Roll roll,
    @Nullable String template) {

  public ReportingObligation {
    Names.id("obligation", id);
    if (template != null) {
      Names.words("template", template);
    }
  }

  /** Covers what has happened until it is due; the date does not move; no template. */
  public ReportingObligation(String id, Clause clause, DueRule due) {
    this(id, clause, due, Coverage.untilDue(due), Roll.NONE, null);
  }

  public Cadence cadence() {
    return due.cadence();
  }
}
