package vn.loa.plan.calendar;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Which days a report is about, against the calendar months it is named after.
 *
 * <p>A report owed {@linkplain Cadence#ONCE once} covers the time from the issue of its plan to its
 * due date, whatever is said here.
 *
 * @param day of a cut-off 1 to 31, where a shorter month has its last day instead; 0 of the others
 */
public record Coverage(Kind kind, int day) {

  /** How the span of a report is found. */
  public enum Kind {
    /**
     * From one cut-off day to the next: the report of May runs from the cut-off day of April to the
     * eve of that of May. The periods of a cadence that fills the year tile it.
     *
     * <p>A cut-off that lies after the due day falls into the month before, at both ends: with 25
     * as the cut-off and 15 May as the due date, from 25 March to 24 April. A report that is due
     * before the last month of its period covers as much of it as has passed.
     *
     * <p>With 15 these are the closing dates of Decree 09/2019/NĐ-CP, article 12: a month from the
     * 15th of the month before to the 14th, a quarter from the 15th of the month before it to the
     * 14th of its last month, six months, nine months and a year from 15 December.
     */
    CUT_OFF,
    /** The calendar days of the period; they may end after the due date. */
    CALENDAR,
    /** The calendar days of the period before. */
    PREVIOUS
  }

  public Coverage {
    if (kind == Kind.CUT_OFF && (day < 1 || day > DueRule.LAST_DAY)) {
      throw new IllegalArgumentException("a cut-off is a day of the month, 1 to 31, not " + day);
    }
    if (kind != Kind.CUT_OFF && day != 0) {
      throw new IllegalArgumentException(
          kind + " coverage has no cut-off day: leave it 0, not " + day);
    }
  }

  public static Coverage cutOff(int day) {
    return new Coverage(Kind.CUT_OFF, day);
  }

  public static Coverage calendar() {
    return new Coverage(Kind.CALENDAR, 0);
  }

  public static Coverage previous() {
    return new Coverage(Kind.PREVIOUS, 0);
  }

  /**
   * A cut-off that closes with the last good day: "before the 15th" covers from the 15th to the
   * 14th. Where the calendar period has ended by the last good day (due on the last day of a month,
   * or in a month after the period) it is covered as it is. "By the 29th" and "by the 30th" leave
   * the last day of a February that ends before to the report of March.
   */
  public static Coverage untilDue(DueRule rule) {
    boolean ended =
        rule.month() > rule.cadence().months() || rule.firstLateDay() > DueRule.LAST_DAY;
    return ended ? calendar() : cutOff(rule.firstLateDay());
  }

  ReportPeriod period(DueRule rule, int year, int number) {
    Cadence cadence = rule.cadence();
    YearMonth first = cadence.firstMonth(year, number);
    YearMonth end = first.plusMonths(cadence.months());
    return switch (kind) {
      case CUT_OFF -> cutOffs(rule, year, number, first);
      case CALENDAR -> new ReportPeriod(cadence, year, number, first.atDay(1), end.atDay(1));
      case PREVIOUS -> {
        int back = 12 / cadence.perYear();
        yield new ReportPeriod(
            cadence,
            year,
            number,
            first.minusMonths(back).atDay(1),
            end.minusMonths(back).atDay(1));
      }
    };
  }

  /**
   * The rule's day, not the clamped one, decides on the shift: else February would break tiling.
   */
  private ReportPeriod cutOffs(DueRule rule, int year, int number, YearMonth first) {
    int months = Math.min(rule.month(), rule.cadence().months());
    boolean dueInside = rule.month() == months;
    YearMonth before = first.minusMonths(dueInside && day > rule.firstLateDay() ? 2 : 1);
    return new ReportPeriod(
        rule.cadence(), year, number, cut(before), cut(before.plusMonths(months)));
  }

  private LocalDate cut(YearMonth month) {
    return DueRule.clamped(month, day);
  }
}
