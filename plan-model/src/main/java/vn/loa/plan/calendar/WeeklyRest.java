package vn.loa.plan.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/** The week alone. Nothing is announced for it. */
final class WeeklyRest implements WorkCalendar {

  private static final String SOURCE = "the week";

  private final Set<DayOfWeek> off;

  WeeklyRest(Set<DayOfWeek> off) {
    this.off = Set.copyOf(off);
    if (this.off.size() == DayOfWeek.values().length) {
      throw new IllegalArgumentException("a week needs a working day: leave one out of " + off);
    }
  }

  @Override
  public Day day(LocalDate date) {
    boolean rest = off.contains(date.getDayOfWeek());
    return rest ? rest(date, SOURCE, Basis.COMPUTED) : workday(date, SOURCE, Basis.COMPUTED);
  }

  static Day rest(LocalDate date, String source, Basis basis) {
    return new Day(date, false, "ngày nghỉ hằng tuần", "weekly day of rest", source, basis);
  }

  static Day workday(LocalDate date, String source, Basis basis) {
    return new Day(date, true, "ngày làm việc", "working day", source, basis);
  }

  @Override
  public boolean isAnnounced(int year) {
    return true;
  }
}
