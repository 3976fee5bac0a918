package vn.loa.plan.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.ExpectedReport;

/**
 * How one expected report stood at an instant, as far as was known then.
 *
 * @param firstReceived when its first version came; null when none had
 * @param counted the instant by which it is measured, under the regime's rules; null when by them
 *     it has not come
 * @param accepted when the version that was accepted came; null when none was
 * @param lateness from the due instant to {@code counted}, or to the instant asked about while it
 *     has not come; zero unless late or overdue
 * @param nothingToReport the last version says only that nothing happened
 * @param lastReview the last answer to the last version that came, or null while it has none
 * @param excuse that holds, or null
 * @param exemption that holds, or null; also null when the plan itself exempts the agency
 * @param owedBy id of the agency that owes it now: a successor, where it was inherited
 * @param forwardedAt when it reached the addressee; null when it has not
 * @param forwardDue the first instant at which passing it on is late; null when it has not come, or
 *     the regime sets no time
 */
public record ReportStatus(
    ExpectedReport report,
    State state,
    @Nullable Instant firstReceived,
    @Nullable Instant counted,
    @Nullable Instant accepted,
    Duration lateness,
    boolean nothingToReport,
    @Nullable Review lastReview,
    @Nullable Excuse excuse,
    @Nullable Exemption exemption,
    String owedBy,
    @Nullable Instant forwardedAt,
    @Nullable Instant forwardDue) {

  /** Exactly one holds for every expected report at every instant. */
  public enum State {
    /** Not here, not yet due. */
    PENDING(0),
    /** Came before it was due. */
    ON_TIME(1),
    /** Came at the due instant or after it. */
    LATE(2),
    /** Not here, and due. */
    OVERDUE(3),
    /** Not on time, with leave: still expected. */
    EXCUSED(4),
    /** Not expected of this agency, though the others owe it. */
    EXEMPT(5);

    private static final List<State> BY_CODE = List.of(values());

    private final int code;

    State(int code) {
      this.code = code;
    }

    /** Stands for it where there are too many for objects: {@link ComplianceMatrix#states}. */
    public int code() {
      return code;
    }

    /**
     * @throws IndexOutOfBoundsException when it is no state's code
     */
    public static State ofCode(int code) {
      return BY_CODE.get(code);
    }
  }

  /** Whether somebody still has to send it. */
  public boolean isOpen() {
    return state == State.PENDING || state == State.OVERDUE;
  }

  /** Whether its last version was returned and waits for a correction. */
  public boolean isReturned() {
    return lastReview != null && lastReview.decision() == Review.Decision.RETURNED;
  }
}
