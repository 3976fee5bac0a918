package vn.loa.plan.ledger;

/** Where a case can stand; {@link CaseKind} says which of these it can reach, and from where. */
public enum CaseState {
  PLANNED,
  CARRIED_OUT,
  FINDINGS_RAISED,
  CLOSED,
  ORDERED,
  DELIVERED,
  ACCEPTED,
  REJECTED,
  REPORTED,
  UNDER_CHECK,
  CORRECTED,
  HANDED_OVER,
  UNFOUNDED,
  REQUESTED,
  ANSWERED,
  DECLINED,
  SUBMITTED,
  RETURNED,
  APPROVED,
  CANCELLED
}
