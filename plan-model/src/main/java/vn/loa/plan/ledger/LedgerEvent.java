package vn.loa.plan.ledger;

import vn.loa.plan.Activity;
import vn.loa.plan.Submission;

/** What can happen to a plan. */
public sealed interface LedgerEvent {

  /** For a {@code switch}, until patterns may be switched on. */
  enum Kind {
    SUBMISSION,
    ACTIVITY
  }

  Kind kind();

  /** A report came. */
  record Submitted(Submission submission) implements LedgerEvent {
    @Override
    public Kind kind() {
      return Kind.SUBMISSION;
    }
  }

  /** Something was done. */
  record Recorded(Activity activity) implements LedgerEvent {
    @Override
    public Kind kind() {
      return Kind.ACTIVITY;
    }
  }
}
