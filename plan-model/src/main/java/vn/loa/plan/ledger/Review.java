package vn.loa.plan.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Evidence;
import vn.loa.plan.ReportKey;
import vn.loa.plan.internal.Names;

/**
 * What the reader of a report answered.
 *
 * @param version of the submission that was read
 * @param by who decided
 * @param reason never null when returned: who must correct a report must know why
 * @param evidence may be empty
 */
public record Review(
    ReportKey report,
    int version,
    Decision decision,
    Instant at,
    String by,
    @Nullable String reason,
    List<Evidence> evidence)
    implements LedgerEvent {

  /** How it was answered. */
  public enum Decision {
    ACCEPTED,
    RETURNED
  }

  public Review {
    evidence = List.copyOf(evidence);
    if (version < 1) {
      throw new IllegalArgumentException("versions of a report count from 1, not " + version);
    }
    Names.words("who reviewed the " + report, by);
    if (reason != null || decision == Decision.RETURNED) {
      Names.words("the reason for returning the " + report, reason == null ? "" : reason);
    }
  }

  public static Review accepted(ReportKey report, int version, Instant at, String by) {
    return new Review(report, version, Decision.ACCEPTED, at, by, null, List.of());
  }

  public static Review returned(
      ReportKey report, int version, Instant at, String by, String reason) {
    return new Review(report, version, Decision.RETURNED, at, by, reason, List.of());
  }

  @Override
  public Kind kind() {
    return Kind.REVIEW;
  }

  @Override
  public Instant happenedAt() {
    return at;
  }
}
