package vn.loa.plan.json;

/**
 * A line of a ledger is not what was written. The message names ledger, line, reason and mend; the
 * ledger was left as it is.
 */
public final class LedgerDamagedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long line;

  LedgerDamagedException(String ledger, long line, String reason) {
    super(
        "%s line %d: %s; nothing was changed. Compare with a copy of the ledger and put the line back"
            .formatted(ledger, line, reason));
    this.line = line;
  }

  /** The damaged line, from 1: the number of the entry in it, or of the one that is missing. */
  public long line() {
    return line;
  }
}
