package vn.loa.plan.calendar;

import java.time.LocalDate;

/** Steps from working day to working day. */
final class WorkingDays {

  private static final int FAR = 366;

  private WorkingDays() {}

  static LocalDate from(WorkCalendar calendar, LocalDate start, int step) {
    LocalDate day = start;
    for (int tried = 0; tried < FAR; tried++) {
      if (calendar.isWorkingDay(day)) {
        return day;
      }
      day = day.plusDays(step);
    }
    throw new IllegalArgumentException(
        "no working day within %d days %s %s: the calendar leaves none, give it some"
            .formatted(FAR, step > 0 ? "after" : "before", start));
  }

  static LocalDate plus(WorkCalendar calendar, LocalDate start, int n) {
    int step = Integer.signum(n);
    LocalDate day = start;
    for (int left = n; left != 0; left -= step) {
      day = from(calendar, day.plusDays(step), step);
    }
    return day;
  }

  static int between(WorkCalendar calendar, LocalDate from, LocalDate to) {
    int step = to.compareTo(from) < 0 ? -1 : 1;
    int count = 0;
    for (LocalDate day = from; !day.equals(to); ) {
      day = day.plusDays(step);
      count += calendar.isWorkingDay(day) ? step : 0;
    }
    return count;
  }
}
