package vn.loa.plan.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * "Before day D", or "by day D": when the reports of a cadence are due.
 *
 * <p>Before D, day D itself is too late: the due instant is D at 00:00, and a report is in time if
 * it came strictly before it. By D, the due instant is the end of D. Of two periods the later one
 * is due later.
 *
 * @param year of a report owed {@linkplain Cadence#ONCE once}, 1 to 9999; 0 of what comes back
 * @param month counted from the period's first, which is 1, to 24; a number above {@link
 *     Cadence#months()} lies after the period: 4 is the month after a quarter
 * @param day 1 to 31; a month without that day has its last day instead
 */
public record DueRule(Cadence cadence, int year, int month, int day, Bound bound) {

  /** The last day of every month. */
  public static final int LAST_DAY = 31;

  private static final int LATEST_MONTH = 24;
  private static final int LATEST_YEAR = 9999;

  /** A report of December, due in month 24, is due in the second year after its own. */
  private static final int YEARS_BEHIND = 2;

  public DueRule {
    boolean once = cadence == Cadence.ONCE;
    if (day < 1 || day > LAST_DAY) {
      throw new IllegalArgumentException("a report is due on a day from 1 to 31, not " + day);
    }
    int latest = once ? cadence.months() : LATEST_MONTH;
    if (month < 1 || month > latest) {
      throw new IllegalArgumentException(
          "a report is due in month 1 to %d, counted from its period's first, not %d"
              .formatted(latest, month));
    }
    if (once ? year < 1 || year > LATEST_YEAR : year != 0) {
      throw new IllegalArgumentException(
          once
              ? "a report owed once needs its year, 1 to 9999, not " + year
              : "only a report owed once has a year: leave it 0, not " + year);
    }
  }

  public static DueRule monthly(int day) {
    return before(Cadence.MONTHLY, day);
  }

  /** Due in the last month of each quarter. */
  public static DueRule quarterly(int day) {
    return before(Cadence.QUARTERLY, day);
  }

  /** Due in June. */
  public static DueRule sixMonthly(int day) {
    return before(Cadence.SIX_MONTHLY, day);
  }

  /** Due in June and in December. */
  public static DueRule halfYearly(int day) {
    return before(Cadence.HALF_YEARLY, day);
  }

  /** Due in September. */
  public static DueRule nineMonthly(int day) {
    return before(Cadence.NINE_MONTHLY, day);
  }

  public static DueRule annual(Month month, int day) {
    return before(Cadence.ANNUAL, day).inMonth(month.getValue());
  }

  /** Due once, before this day. */
  public static DueRule once(LocalDate day) {
    return new DueRule(
        Cadence.ONCE, day.getYear(), day.getMonthValue(), day.getDayOfMonth(), Bound.BEFORE);
  }

  private static DueRule before(Cadence cadence, int day) {
    return new DueRule(cadence, 0, cadence.months(), day, Bound.BEFORE);
  }

  /** The same day, which is no longer too late. */
  public DueRule inclusive() {
    return new DueRule(cadence, year, month, day, Bound.ON_OR_BEFORE);
  }

  /** The same day of another month: 4 is the month after a quarter. */
  public DueRule inMonth(int other) {
    return new DueRule(cadence, year, other, day, bound);
  }

  /**
   * The periods whose nominal due date, the one this rule names, lies in {@code [from, to)} and
   * after the day of issue; in order.
   *
   * @param issuedOn a date that had come by then is not owed
   */
  public List<ReportPeriod> periods(
      Coverage coverage, FirstPeriod first, LocalDate issuedOn, LocalDate from, LocalDate to) {
    LocalDate earliest = issuedOn.isBefore(from) ? from : issuedOn.plusDays(1);
    if (cadence == Cadence.ONCE) {
      return once(issuedOn, earliest, to);
    }
    List<ReportPeriod> periods = new ArrayList<>();
    for (int of = earliest.getYear() - YEARS_BEHIND; of <= to.getYear(); of++) {
      for (int number = 1; number <= cadence.perYear(); number++) {
        if (isWithin(named(of, number), earliest, to)) {
          first.owed(coverage.period(this, of, number), issuedOn).ifPresent(periods::add);
        }
      }
    }
    return List.copyOf(periods);
  }

  private List<ReportPeriod> once(LocalDate issuedOn, LocalDate earliest, LocalDate to) {
    LocalDate named = named(year, 1);
    return isWithin(named, earliest, to)
        ? List.of(new ReportPeriod(cadence, year, named.getDayOfYear(), issuedOn, firstLate(named)))
        : List.of();
  }

  /** The last day on which the report is in time. */
  public LocalDate lastDay(ReportPeriod period) {
    return dueDate(period).minusDays(1);
  }

  /** The first day on which the report is late. */
  public LocalDate dueDate(ReportPeriod period) {
    check(period);
    return dueDate(period.year(), period.number());
  }

  /** The start of the first late day in the zone: the first instant at which the report is late. */
  public Instant due(ReportPeriod period, ZoneId zone) {
    return dueDate(period).atStartOfDay(zone).toInstant();
  }

  /** The due instants in this zone, as numbers, for loops over many. */
  public DueInstants in(ZoneId zone) {
    return new DueInstants(this, zone);
  }

  /** Whether the report is due before its period has ended, and so tells of days to come. */
  public boolean isEstimate(ReportPeriod period) {
    return period.to().isAfter(dueDate(period));
  }

  private void check(ReportPeriod period) {
    if (period.cadence() != cadence) {
      throw new IllegalArgumentException(
          "period " + period.label() + " is " + period.cadence() + ", the rule is " + cadence);
    }
  }

  /** Of a report owed once, the number is the day of the year that its rule names. */
  LocalDate dueDate(int of, int number) {
    LocalDate named = named(of, number);
    if (cadence == Cadence.ONCE && (of != year || number != named.getDayOfYear())) {
      throw new IllegalArgumentException(
          "the report is owed once, on %s; there is no period %d of %d"
              .formatted(named, number, of));
    }
    return firstLate(named);
  }

  private LocalDate named(int of, int number) {
    YearMonth first =
        cadence == Cadence.ONCE ? YearMonth.of(year, 1) : cadence.firstMonth(of, number);
    return clamped(first.plusMonths(month - 1L), day);
  }

  private LocalDate firstLate(LocalDate named) {
    return bound == Bound.BEFORE ? named : named.plusDays(1);
  }

  /** As {@link #day}: 32 is the day after the last. */
  int firstLateDay() {
    return bound == Bound.BEFORE ? day : day + 1;
  }

  static LocalDate clamped(YearMonth month, int day) {
    return month.atDay(Math.min(day, month.lengthOfMonth()));
  }

  private static boolean isWithin(LocalDate day, LocalDate from, LocalDate to) {
    return !day.isBefore(from) && day.isBefore(to);
  }
}
