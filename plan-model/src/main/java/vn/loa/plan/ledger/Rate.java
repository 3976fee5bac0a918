package vn.loa.plan.ledger;

/**
 * A share, kept exactly.
 *
 * @param part zero or more
 * @param whole zero when there is nothing to take a share of
 */
public record Rate(long part, long whole) {

  public Rate {
    if (part < 0 || whole < part) {
      throw new IllegalArgumentException(part + " is no share of " + whole);
    }
  }

  /** False when the whole is empty: then the rate is neither 0 nor 100 per cent. */
  public boolean isApplicable() {
    return whole > 0;
  }

  /** {@code 9/12}, or {@code n/a} when the whole is empty. */
  @Override
  public String toString() {
    return isApplicable() ? part + "/" + whole : "n/a";
  }
}
