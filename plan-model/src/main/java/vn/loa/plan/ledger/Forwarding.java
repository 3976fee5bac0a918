package vn.loa.plan.ledger;

import java.time.Instant;
import vn.loa.plan.ReportKey;
import vn.loa.plan.internal.Names;

/**
 * A report reached the body it is addressed to, from the one through which reports go.
 *
 * @param version of the submission that was passed on
 * @param at when it arrived there
 * @param by who passed it on
 */
public record Forwarding(ReportKey report, int version, Instant at, String by)
    implements LedgerEvent {

  public Forwarding {
    if (version < 1) {
      throw new IllegalArgumentException("versions of a report count from 1, not " + version);
    }
    Names.words("who forwarded the " + report, by);
  }

  @Override
  public Kind kind() {
    return Kind.FORWARDING;
  }

  @Override
  public Instant happenedAt() {
    return at;
  }
}
