package vn.loa.plan.calendar;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Where the last good day goes when it is a day off. It is that day which moves, not the first late
 * one: by the Civil Code of 2015, article 148, a time limit that ends on a day off ends with the
 * next working day.
 */
public enum Roll {
  NONE,
  NEXT_WORKING_DAY,
  PREVIOUS_WORKING_DAY,
  /** The next working day, unless it lies in another month: then the one before. */
  MODIFIED_FOLLOWING;

  /**
   * @throws IllegalArgumentException when the calendar has no working day near
   */
  public LocalDate apply(LocalDate lastGoodDay, WorkCalendar calendar) {
    return switch (this) {
      case NONE -> lastGoodDay;
      case NEXT_WORKING_DAY -> calendar.nextWorkingDay(lastGoodDay);
      case PREVIOUS_WORKING_DAY -> calendar.previousWorkingDay(lastGoodDay);
      case MODIFIED_FOLLOWING -> following(lastGoodDay, calendar);
    };
  }

  private static LocalDate following(LocalDate lastGoodDay, WorkCalendar calendar) {
    LocalDate next = calendar.nextWorkingDay(lastGoodDay);
    boolean sameMonth = YearMonth.from(next).equals(YearMonth.from(lastGoodDay));
    return sameMonth ? next : calendar.previousWorkingDay(lastGoodDay);
  }
}
