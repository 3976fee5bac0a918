package vn.loa.plan.calendar;

import java.time.LocalDate;
import java.util.Locale;

/**
 * The span one report is about.
 *
 * @param year of the calendar month in which the report is due
 * @param number counts the periods of a year from 1: the month, the quarter, or 1
 * @param from first day covered
 * @param to first day no longer covered
 */
public record ReportPeriod(Cadence cadence, int year, int number, LocalDate from, LocalDate to) {

  public ReportPeriod {
    if (number < 1 || number > cadence.perYear()) {
      throw new IllegalArgumentException(
          "%s periods are numbered 1 to %d, not %d"
              .formatted(cadence.name().toLowerCase(Locale.ROOT), cadence.perYear(), number));
    }
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "a period needs a day: from " + from + " is not before " + to);
    }
  }

  /** {@code 2022-05} for a month, {@code 2022-Q2} for a quarter, {@code 2022} for a year. */
  public String label() {
    return label(cadence, year, number);
  }

  static String label(Cadence cadence, int year, int number) {
    return switch (cadence) {
      case MONTHLY -> String.format(Locale.ROOT, "%04d-%02d", year, number);
      case QUARTERLY -> String.format(Locale.ROOT, "%04d-Q%d", year, number);
      case ANNUAL -> String.format(Locale.ROOT, "%04d", year);
    };
  }

  public boolean covers(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(to);
  }
}
