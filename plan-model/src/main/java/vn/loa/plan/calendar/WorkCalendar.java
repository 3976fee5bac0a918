package vn.loa.plan.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/**
 * Which days are worked, and why the others are not. Implementations are immutable and pure: the
 * same date gives the same day.
 */
public interface WorkCalendar {

  /**
   * One day and its reason.
   *
   * @param vi what the day is, in Vietnamese
   * @param en the same in English
   * @param source the law or the announcement that says so
   */
  record Day(LocalDate date, boolean working, String vi, String en, String source, Basis basis) {}

  /** How sure a day is. */
  enum Basis {
    /** An announcement names this very day. */
    ANNOUNCED,
    /** By rule, and no announcement is awaited that could change it. */
    COMPUTED,
    /** By rule, in a year whose announcement is not known: the day may still change. */
    UNANNOUNCED
  }

  /**
   * @throws IllegalArgumentException when the calendar does not reach this date
   */
  Day day(LocalDate date);

  /** Whether everything that is announced for this year is in this calendar. */
  boolean isAnnounced(int year);

  default boolean isWorkingDay(LocalDate date) {
    return day(date).working();
  }

  /** The date itself when it is worked, else the first after it that is. */
  default LocalDate nextWorkingDay(LocalDate date) {
    return WorkingDays.from(this, date, 1);
  }

  /** The date itself when it is worked, else the last before it that is. */
  default LocalDate previousWorkingDay(LocalDate date) {
    return WorkingDays.from(this, date, -1);
  }

  /**
   * The n-th working day after the date; before it when n is negative; the date itself, worked or
   * not, when n is 0.
   */
  default LocalDate plusWorkingDays(LocalDate date, int n) {
    return WorkingDays.plus(this, date, n);
  }

  /**
   * How many working days after {@code from} it takes to reach {@code to}, that day included: what
   * {@link #plusWorkingDays} would need. Negative when {@code to} comes first.
   */
  default int workingDaysBetween(LocalDate from, LocalDate to) {
    return WorkingDays.between(this, from, to);
  }

  /** This calendar, where it is not overruled by days that somebody announced. */
  default WorkCalendar with(AnnouncedDays days) {
    return new AmendedCalendar(this, days);
  }

  /** Saturday and Sunday off, and nothing else. */
  static WorkCalendar weekends() {
    return weekends(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
  }

  /**
   * These days of every week off, and nothing else.
   *
   * @throws IllegalArgumentException when no day is left
   */
  static WorkCalendar weekends(Set<DayOfWeek> off) {
    return new WeeklyRest(off);
  }

  /**
   * The days on which Vietnam's public bodies work, 1900 to 2100: Saturdays, Sundays and the
   * holidays of the Labour Code off, and what was announced for the years from 2020 on, as far as
   * this version knows it.
   *
   * <p>By rule: 1 January; Tết, the last two days of the lunar year and the first three of the new
   * one (before 2014 the last one only); Hùng Kings, the 10th of the third lunar month, since 2007;
   * 30 April and 1 May; 2 September, since 2021 with the day beside it that makes the longer rest.
   * A holiday on a day of rest is made up for on the next working day (Labour Code of 2019,
   * articles 111 and 112). These rules are applied to the years before those codes, too.
   *
   * <p>Which five days make Tết, which day goes with 2 September and which days are swapped is
   * announced each year; the rules give what was announced for 2020 to 2026, but for the swaps.
   *
   * @see #isAnnounced
   */
  static WorkCalendar vietnam() {
    return VietnamDays.CALENDAR;
  }
}
