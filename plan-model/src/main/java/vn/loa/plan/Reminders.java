package vn.loa.plan;

import java.util.List;
import java.util.TreeSet;

/**
 * On which days somebody is reminded of a report that is not here, and when it is taken higher up.
 *
 * @param daysBefore the date on which the report is too late, calendar days, each at least 1;
 *     largest first
 * @param workingDaysAfter that date, working days, each at least 1; smallest first
 * @param hour of the day in the plan's zone at which each falls due, 0 to 23
 */
public record Reminders(List<Integer> daysBefore, List<Integer> workingDaysAfter, int hour) {

  /** Nobody is reminded: a plan that says nothing of reminders has this. */
  public static final Reminders OFF = new Reminders(List.of(), List.of(), 8);

  /** 7, 3 and 1 days before; 1, 3 and 7 working days after; at eight in the morning. */
  public static final Reminders CUSTOMARY = new Reminders(List.of(7, 3, 1), List.of(1, 3, 7), 8);

  public Reminders {
    daysBefore = List.copyOf(new TreeSet<>(daysBefore).descendingSet());
    workingDaysAfter = List.copyOf(new TreeSet<>(workingDaysAfter));
    if (daysBefore.stream().anyMatch(days -> days < 1)
        || workingDaysAfter.stream().anyMatch(days -> days < 1)) {
      throw new IllegalArgumentException(
          "reminders count days from 1, before and after; not " + daysBefore + workingDaysAfter);
    }
    if (hour < 0 || hour > 23) {
      throw new IllegalArgumentException("a day has hours 0 to 23, not " + hour);
    }
  }

  public boolean isOff() {
    return daysBefore.isEmpty() && workingDaysAfter.isEmpty();
  }
}
