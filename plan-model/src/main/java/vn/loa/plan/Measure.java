package vn.loa.plan;

/**
 * How much was done.
 *
 * @param quantity zero or more
 */
public record Measure(long quantity, Unit unit) {

  public Measure {
    if (quantity < 0) {
      throw new IllegalArgumentException(unit + " cannot be " + quantity);
    }
  }
}
