package vn.loa.plan.json;

/**
 * A line of a ledger file is not what was written. The message names file, line, reason and mend;
 * the file was left as it is.
 */
public final class LedgerDamagedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;

  LedgerDamagedException(String file, int line, String reason) {
    super(
        "%s line %d: %s; nothing was changed. Compare with a copy of the file and put the line back"
            .formatted(file, line, reason));
    this.line = line;
  }

  /** The damaged line, from 1. */
  public int line() {
    return line;
  }
}
