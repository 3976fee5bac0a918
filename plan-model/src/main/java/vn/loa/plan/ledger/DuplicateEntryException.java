package vn.loa.plan.ledger;

/** The ledger has this already; it was not entered again, and counts once. */
public final class DuplicateEntryException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  DuplicateEntryException(String message) {
    super(message);
  }
}
