package vn.loa.plan.calendar;

import java.time.YearMonth;
import java.util.Locale;

/** How often a report comes back. */
public enum Cadence {
  MONTHLY(1, 12),
  QUARTERLY(3, 4),
  /**
   * The first six months of a year, once a year: Decree 09/2019/NĐ-CP, article 12, closes them on
   * 14 June and leaves the rest to the annual report.
   */
  SIX_MONTHLY(6, 1),
  /** Both halves of a year. */
  HALF_YEARLY(6, 2),
  /** The first nine months of a year, once a year. */
  NINE_MONTHLY(9, 1),
  ANNUAL(12, 1),
  /** One report ever. */
  ONCE(12, 1);

  private final int months;
  private final int perYear;

  Cadence(int months, int perYear) {
    this.months = months;
    this.perYear = perYear;
  }

  /** Calendar months of one period; of {@link #ONCE}, those of the year it is due in. */
  public int months() {
    return months;
  }

  /** Periods in a calendar year. */
  public int perYear() {
    return perYear;
  }

  YearMonth firstMonth(int year, int number) {
    check(number, perYear);
    return YearMonth.of(year, (number - 1) * months + 1);
  }

  void check(int number, int last) {
    if (number < 1 || number > last) {
      throw new IllegalArgumentException(
          "%s periods are numbered 1 to %d, not %d"
              .formatted(name().toLowerCase(Locale.ROOT), last, number));
    }
  }
}
