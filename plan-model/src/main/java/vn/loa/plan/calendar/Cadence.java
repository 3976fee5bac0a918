package vn.loa.plan.calendar;

/** How often a report comes back. */
public enum Cadence {
  MONTHLY(1),
  QUARTERLY(3),
  ANNUAL(12);

  private final int months;

  Cadence(int months) {
    this.months = months;
  }

  /** Calendar months from one period to the next. */
  public int months() {
    return months;
  }

  /** Periods in a calendar year. */
  public int perYear() {
    return 12 / months;
  }
}
