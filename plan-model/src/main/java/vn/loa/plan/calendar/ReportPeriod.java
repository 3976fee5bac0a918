package vn.loa.plan.calendar;

import java.time.LocalDate;
import java.time.Year;
import java.util.Optional;

/**
 * The span one report is about.
 *
 * @param year of the calendar months that the period is named after; of a report owed once, the
 *     year of the date its rule names
 * @param number counts the periods of a year from 1: the month, the quarter, the half, or 1; of a
 *     report owed once, the day of the year that its rule names
 * @param from first day covered
 * @param to first day no longer covered
 */
public record ReportPeriod(Cadence cadence, int year, int number, LocalDate from, LocalDate to) {

  public ReportPeriod {
    cadence.check(number, cadence == Cadence.ONCE ? Year.of(year).length() : cadence.perYear());
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "a period needs a day: from " + from + " is not before " + to);
    }
  }

  /**
   * Unique among the periods of one obligation: {@code 2022-05} for a month, {@code 2022-Q2} for a
   * quarter, {@code 2022-H1} for a half, {@code 2022-6M} and {@code 2022-9M} for the first six and
   * nine months, {@code 2022} for a year, {@code 2022-11-15} for a report owed once.
   */
  public String label() {
    return label(cadence, year, number);
  }

  static String label(Cadence cadence, int year, int number) {
    String start = digits(year, 4);
    return switch (cadence) {
      case MONTHLY -> start + "-" + digits(number, 2);
      case QUARTERLY -> start + "-Q" + number;
      case SIX_MONTHLY -> start + "-6M";
      case HALF_YEARLY -> start + "-H" + number;
      case NINE_MONTHLY -> start + "-9M";
      case ANNUAL -> start;
      case ONCE -> LocalDate.ofYearDay(year, number).toString();
    };
  }

  /** A formatter costs more than all else that asks for a label, and labels are asked for a lot. */
  private static String digits(int number, int count) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, count - digits.length())) + digits;
  }

  public boolean covers(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(to);
  }

  Optional<ReportPeriod> since(LocalDate day) {
    return day.isBefore(to)
        ? Optional.of(new ReportPeriod(cadence, year, number, day, to))
        : Optional.empty();
  }
}
