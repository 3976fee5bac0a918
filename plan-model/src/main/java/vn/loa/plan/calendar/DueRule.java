package vn.loa.plan.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * "Before day D": when the reports of a cadence are due, and what each covers.
 *
 * <p>Day D itself is too late. The due instant is D at 00:00, and a report is in time if it came
 * strictly before it; the last good day is D − 1.
 *
 * <p>A report covers what happened from one cut-off to the next: from day D of the month before its
 * period, to the day before it is due. With D = 15 these are the closing dates of Decree
 * 09/2019/NĐ-CP: a month from the 15th of the month before to the 14th, a quarter from the 15th of
 * the month before it to the 14th of its last month. The year begins on 15 December in the same
 * way; an annual report due in November covers as much of it as has passed.
 *
 * @param month in the period in which it is due, from 1: always 1 of a month, always 3 of a quarter
 * @param day 1 to 28, so that every month has it
 */
public record DueRule(Cadence cadence, int month, int day) {

  private static final int LAST_DAY_OF_EVERY_MONTH = 28;

  public DueRule {
    if (day < 1 || day > LAST_DAY_OF_EVERY_MONTH) {
      throw new IllegalArgumentException(
          "a report is due before day 1 to 28, which every month has, not " + day);
    }
    if (month < 1 || month > cadence.months()) {
      throw new IllegalArgumentException(
          "month " + month + " is not in a period of " + cadence.months());
    }
    if (cadence == Cadence.QUARTERLY && month != cadence.months()) {
      throw new IllegalArgumentException(
          "a quarterly report is due in the quarter's last month (3), not in month " + month);
    }
  }

  public static DueRule monthly(int day) {
    return new DueRule(Cadence.MONTHLY, 1, day);
  }

  /** Due in the last month of each quarter. */
  public static DueRule quarterly(int day) {
    return new DueRule(Cadence.QUARTERLY, Cadence.QUARTERLY.months(), day);
  }

  public static DueRule annual(Month month, int day) {
    return new DueRule(Cadence.ANNUAL, month.getValue(), day);
  }

  /**
   * The periods whose due date lies in {@code [from, to)} and after the day of issue, in order.
   *
   * @param issuedOn nobody reports on the time before a plan was issued: the first period begins
   *     here, and a date that had come by then is not owed
   */
  public List<ReportPeriod> periods(LocalDate issuedOn, LocalDate from, LocalDate to) {
    List<ReportPeriod> periods = new ArrayList<>();
    for (int year = from.getYear(); year <= to.getYear(); year++) {
      for (int number = 1; number <= cadence.perYear(); number++) {
        LocalDate due = dueDate(year, number);
        if (!due.isBefore(from) && due.isBefore(to) && due.isAfter(issuedOn)) {
          periods.add(
              new ReportPeriod(
                  cadence, year, number, later(cutOffBefore(year, number), issuedOn), due));
        }
      }
    }
    return List.copyOf(periods);
  }

  /** Day D: the first day on which the report is late. */
  public LocalDate dueDate(ReportPeriod period) {
    if (period.cadence() != cadence) {
      throw new IllegalArgumentException(
          "period " + period.label() + " is " + period.cadence() + ", the rule is " + cadence);
    }
    return dueDate(period.year(), period.number());
  }

  /** The start of day D in the zone: the first instant at which the report is late. */
  public Instant due(ReportPeriod period, ZoneId zone) {
    return dueDate(period).atStartOfDay(zone).toInstant();
  }

  private LocalDate dueDate(int year, int number) {
    return LocalDate.of(year, (number - 1) * cadence.months() + month, day);
  }

  private LocalDate cutOffBefore(int year, int number) {
    return LocalDate.of(year, (number - 1) * cadence.months() + 1, day).minusMonths(1);
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }
}
