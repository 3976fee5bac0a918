package vn.loa.plan.ledger;

import java.time.Instant;
import vn.loa.plan.ReportKey;
import vn.loa.plan.internal.Names;

/**
 * A report that an agency left open when it ended passed to its successor. The report keeps its
 * name and its place in the figures; who owes it, may discharge it and is reminded is the
 * successor.
 *
 * @param successor id of who owes it from now on
 * @param by who decided
 * @param authority what empowers them: a document's number, or an office
 */
public record Inheritance(
    ReportKey report, String successor, Instant at, String by, String authority)
    implements LedgerEvent {

  public Inheritance {
    Names.words("who passed on the " + report, by);
    Names.words("the authority for passing on the " + report, authority);
    if (successor.equals(report.agency())) {
      throw new IllegalArgumentException(successor + " cannot inherit its own " + report);
    }
  }

  @Override
  public Kind kind() {
    return Kind.INHERITANCE;
  }

  @Override
  public Instant happenedAt() {
    return at;
  }
}
