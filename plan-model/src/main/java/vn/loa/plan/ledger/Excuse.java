package vn.loa.plan.ledger;

import java.time.Instant;
import java.util.List;
import vn.loa.plan.Evidence;
import vn.loa.plan.ReportKey;
import vn.loa.plan.internal.Names;

/**
 * One report need not come in time. It stays among the expected ones, and is no longer counted
 * against its agency.
 *
 * @param by who decided
 * @param authority what empowers them: a document's number, or an office
 * @param evidence may be empty
 */
public record Excuse(
    ReportKey report,
    Instant at,
    String by,
    String reason,
    String authority,
    List<Evidence> evidence)
    implements LedgerEvent {

  public Excuse {
    evidence = List.copyOf(evidence);
    Names.words("who excused the " + report, by);
    Names.words("the reason for excusing the " + report, reason);
    Names.words("the authority for excusing the " + report, authority);
  }

  @Override
  public Kind kind() {
    return Kind.EXCUSE;
  }

  @Override
  public Instant happenedAt() {
    return at;
  }
}
