package vn.loa.plan.calendar;

import java.time.LocalDate;

/**
 * A date of the Vietnamese lunisolar calendar, of the lunar years 1900 to 2100.
 *
 * <p>A month begins on the day of its new moon, and the month of the winter solstice is the
 * eleventh; of thirteen months between two solstices the first in which the sun enters no sign is a
 * leap month. Days are those of UTC+7 in all years. North Vietnam has used it since 1968, by
 * decision of 8 August 1967, and UTC+8 before: what was printed there may differ by a day, as for
 * Tết of 1965. It is not the Chinese calendar, which counts days of UTC+8: in 1985 the two began
 * the year a month apart.
 *
 * @param leap whether this is the second month of that number in its year
 */
public record LunarDate(int year, int month, boolean leap, int day) {

  /**
   * @throws IllegalArgumentException when the calendar has no such day
   */
  public LunarDate {
    LunarMonths.VIETNAM.epochDay(year, month, leap, day);
  }

  /**
   * @throws IllegalArgumentException outside the lunar years 1900 to 2100
   */
  public static LunarDate of(LocalDate date) {
    return LunarMonths.VIETNAM.date(date);
  }

  /** Tết: the first day of this lunar year. */
  public static LocalDate newYear(int year) {
    return new LunarDate(year, 1, false, 1).toLocalDate();
  }

  public LocalDate toLocalDate() {
    return LocalDate.ofEpochDay(LunarMonths.VIETNAM.epochDay(year, month, leap, day));
  }

  /** Day, month and year, as Vietnam writes them: {@code 10/3/2022}, {@code 1/6+/2025} if leap. */
  @Override
  public String toString() {
    return day + "/" + month + (leap ? "+" : "") + "/" + year;
  }
}
