package vn.loa.plan.ledger;

import static vn.loa.plan.ledger.CaseState.ACCEPTED;
import static vn.loa.plan.ledger.CaseState.ANSWERED;
import static vn.loa.plan.ledger.CaseState.APPROVED;
import static vn.loa.plan.ledger.CaseState.CANCELLED;
import static vn.loa.plan.ledger.CaseState.CARRIED_OUT;
import static vn.loa.plan.ledger.CaseState.CLOSED;
import static vn.loa.plan.ledger.CaseState.CORRECTED;
import static vn.loa.plan.ledger.CaseState.DECLINED;
import static vn.loa.plan.ledger.CaseState.DELIVERED;
import static vn.loa.plan.ledger.CaseState.FINDINGS_RAISED;
import static vn.loa.plan.ledger.CaseState.HANDED_OVER;
import static vn.loa.plan.ledger.CaseState.ORDERED;
import static vn.loa.plan.ledger.CaseState.PLANNED;
import static vn.loa.plan.ledger.CaseState.REJECTED;
import static vn.loa.plan.ledger.CaseState.REPORTED;
import static vn.loa.plan.ledger.CaseState.REQUESTED;
import static vn.loa.plan.ledger.CaseState.RETURNED;
import static vn.loa.plan.ledger.CaseState.SUBMITTED;
import static vn.loa.plan.ledger.CaseState.UNDER_CHECK;
import static vn.loa.plan.ledger.CaseState.UNFOUNDED;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What sort of thing is handled step by step, and which steps there are. */
public enum CaseKind {
  /** How a unit communicates is looked into: Plan 1270/KH-UBND, IV.2-2. */
  SUPERVISION(
      Map.of(
          PLANNED, EnumSet.of(CARRIED_OUT, CANCELLED),
          CARRIED_OUT, EnumSet.of(FINDINGS_RAISED, CLOSED),
          FINDINGS_RAISED, EnumSet.of(CLOSED))),

  /** A press product is ordered and paid for: IV.3-2. */
  PRESS_COMMISSION(
      Map.of(
          PLANNED, EnumSet.of(ORDERED, CANCELLED),
          ORDERED, EnumSet.of(DELIVERED, CANCELLED),
          DELIVERED, EnumSet.of(ACCEPTED, REJECTED),
          REJECTED, EnumSet.of(DELIVERED, CANCELLED))),

  /** False news, a distortion or a rumour is corrected and handled: IV.3-5. */
  FALSE_NEWS(
      Map.of(
          REPORTED, EnumSet.of(UNDER_CHECK, UNFOUNDED),
          UNDER_CHECK, EnumSet.of(CORRECTED, HANDED_OVER, UNFOUNDED),
          CORRECTED, EnumSet.of(HANDED_OVER, CLOSED),
          HANDED_OVER, EnumSet.of(CLOSED))),

  /** The press asks, an agency answers: IV.4-3, Decree 09/2017/NĐ-CP. */
  PRESS_STATEMENT(Map.of(REQUESTED, EnumSet.of(ANSWERED, DECLINED))),

  /** Somebody reads a text before it is published: IV.5-3. */
  CONTENT_REVIEW(
      Map.of(
          SUBMITTED, EnumSet.of(APPROVED, RETURNED, REJECTED),
          RETURNED, EnumSet.of(SUBMITTED, CANCELLED)));

  /** States that say no, or take something back: nobody may be left to guess why. */
  private static final Set<CaseState> NEED_A_REASON =
      EnumSet.of(FINDINGS_RAISED, REJECTED, UNFOUNDED, HANDED_OVER, DECLINED, RETURNED, CANCELLED);

  /** Copied, and never handed out or changed. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Map<CaseState, EnumSet<CaseState>> after;

  CaseKind(Map<CaseState, EnumSet<CaseState>> after) {
    this.after = new EnumMap<>(after);
  }

  /** Whether a case of this kind can ever stand there. */
  public boolean knows(CaseState state) {
    return after.containsKey(state) || after.values().stream().anyMatch(to -> to.contains(state));
  }

  /** Where a case of this kind begins. */
  public CaseState first() {
    return switch (this) {
      case SUPERVISION, PRESS_COMMISSION -> PLANNED;
      case FALSE_NEWS -> REPORTED;
      case PRESS_STATEMENT -> REQUESTED;
      case CONTENT_REVIEW -> SUBMITTED;
    };
  }

  /** Whether nothing can follow. */
  public boolean isDone(CaseState state) {
    return !after.containsKey(state);
  }

  /** Where a case can go from there; empty when it is done. */
  public Set<CaseState> after(CaseState state) {
    EnumSet<CaseState> next = after.get(state);
    return next == null ? Set.of() : EnumSet.copyOf(next);
  }

  /** How many steps it takes at least to come there. */
  int distance(CaseState state) {
    Set<CaseState> reached = EnumSet.of(first());
    int steps = 0;
    while (!reached.contains(state) && steps < CaseState.values().length) {
      for (CaseState one : EnumSet.copyOf(reached)) {
        reached.addAll(after(one));
      }
      steps++;
    }
    return steps;
  }

  /** Whether a step to this state must say why. */
  static boolean needsReason(CaseState state) {
    return NEED_A_REASON.contains(state);
  }
}
