package vn.loa.plan.ledger;

import java.time.Instant;

/** What can happen to a plan. Immutable; two events that say the same are equal. */
public sealed interface LedgerEvent
    permits Activity,
        CaseStep,
        Completion,
        Excuse,
        Exemption,
        Forwarding,
        Inheritance,
        Notice,
        Review,
        Submission {

  /** For a {@code switch}, until patterns may be switched on. */
  enum Kind {
    /** A report came. */
    SUBMISSION,
    /** A report was accepted or returned. */
    REVIEW,
    /** A report was passed on to the body it is addressed to. */
    FORWARDING,
    /** One report was excused. */
    EXCUSE,
    /** An agency was exempted for a time. */
    EXEMPTION,
    /** A report that an agency left open passed to its successor. */
    INHERITANCE,
    /** Something was done. */
    ACTIVITY,
    /** A case went a step further. */
    CASE_STEP,
    /** An agency has done with a task. */
    COMPLETION,
    /** A reminder or an escalation was carried out. */
    NOTICE
  }

  Kind kind();

  /** When it happened, which may be before it was entered. */
  Instant happenedAt();
}
