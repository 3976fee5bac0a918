package vn.loa.plan.calendar;

import java.time.LocalDate;

/** A calendar, overruled by announced days. */
record AmendedCalendar(WorkCalendar base, AnnouncedDays announced) implements WorkCalendar {

  @Override
  public Day day(LocalDate date) {
    Day named = announced.day(date);
    if (named != null) {
      return named;
    }
    Day day = base.day(date);
    return day.basis() == Basis.UNANNOUNCED && announced.isComplete(date.getYear())
        ? new Day(date, day.working(), day.vi(), day.en(), day.source(), Basis.COMPUTED)
        : day;
  }

  @Override
  public boolean isAnnounced(int year) {
    return announced.isComplete(year) || base.isAnnounced(year);
  }
}
