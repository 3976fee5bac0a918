package vn.loa.plan.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.ExpectedReport;

/**
 * How one expected report stood at an instant.
 *
 * @param firstReceived when its first version came, as far as was known then; null when none had
 * @param lateness from the due instant to the first version's arrival, or to the instant asked
 *     about while none had come; zero when pending or on time
 */
public record ReportStatus(
    ExpectedReport report, State state, @Nullable Instant firstReceived, Duration lateness) {

  /** Exactly one holds for every expected report at every instant. */
  public enum State {
    /** Not here, not yet due. */
    PENDING,
    /** Came before it was due. */
    ON_TIME,
    /** Came at the due instant or after it. */
    LATE,
    /** Not here, and due. */
    OVERDUE,
    /** Not on time, with leave: still expected. */
    EXCUSED,
    /** Not expected of this agency, though the others owe it. */
    EXEMPT
  }

  static ReportStatus of(ExpectedReport report, Optional<Instant> received, Instant asOf) {
    Instant reached = received.orElse(asOf);
    boolean inTime = reached.isBefore(report.due());
    State state =
        received.isPresent()
            ? (inTime ? State.ON_TIME : State.LATE)
            : (inTime ? State.PENDING : State.OVERDUE);
    Duration lateness = inTime ? Duration.ZERO : Duration.between(report.due(), reached);
    return new ReportStatus(report, state, received.orElse(null), lateness);
  }
}
