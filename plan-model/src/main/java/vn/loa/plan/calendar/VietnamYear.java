package vn.loa.plan.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.loa.plan.calendar.WorkCalendar.Basis;
import vn.loa.plan.calendar.WorkCalendar.Day;

/** The holidays of one year by the rules that {@link WorkCalendar#vietnam()} states. */
final class VietnamYear {

  private static final int HUNG_KINGS_SINCE = 2007;
  private static final int TET_OF_FIVE_DAYS_SINCE = 2014;
  private static final int CODE_OF_2019_SINCE = 2021;

  private final int year;
  private final LocalDate tet;
  private final Map<LocalDate, Day> days = new TreeMap<>();

  private VietnamYear(int year) {
    this.year = year;
    this.tet = LunarDate.newYear(year);
  }

  /** Its holidays and the days in lieu of those that fall on a day of rest, by date. */
  static Map<LocalDate, Day> of(int year) {
    VietnamYear of = new VietnamYear(year);
    of.addHolidays();
    List.copyOf(of.days.values()).forEach(of::makeUp);
    return of.days;
  }

  private void addHolidays() {
    add(LocalDate.of(year, 1, 1), "Tết Dương lịch", "New Year's Day");
    addTet();
    if (year >= HUNG_KINGS_SINCE) {
      LocalDate day = new LunarDate(year, 3, false, 10).toLocalDate();
      add(day, "Giỗ Tổ Hùng Vương", "Hùng Kings' Commemoration Day");
    }
    add(LocalDate.of(year, 4, 30), "Ngày Chiến thắng", "Reunification Day");
    add(LocalDate.of(year, 5, 1), "Ngày Quốc tế Lao động", "International Labour Day");
    LocalDate national = LocalDate.of(year, 9, 2);
    add(national, "Quốc khánh", "National Day");
    if (year >= CODE_OF_2019_SINCE) {
      add(besideNationalDay(national), "Quốc khánh", "National Day");
    }
  }

  private void addTet() {
    for (int before = year >= TET_OF_FIVE_DAYS_SINCE ? 2 : 1; before >= 1; before--) {
      add(tet.minusDays(before), "Tết Nguyên đán: cuối năm cũ", "Tết: end of the old year");
    }
    for (int day = 1; day <= 3; day++) {
      add(tet.plusDays(day - 1L), "Tết Nguyên đán: mùng " + day, "Tết: day " + day);
    }
  }

  /** The side on which the two days meet a weekend; in the middle of a week, the day before. */
  private static LocalDate besideNationalDay(LocalDate day) {
    return switch (day.getDayOfWeek()) {
      case MONDAY, THURSDAY, SUNDAY -> day.plusDays(1);
      default -> day.minusDays(1);
    };
  }

  private void add(LocalDate date, String vi, String en) {
    String law =
        year >= CODE_OF_2019_SINCE
            ? "Bộ luật Lao động 2019, Điều 111, 112"
            : "Bộ luật Lao động 2012, Điều 115";
    days.putIfAbsent(date, new Day(date, false, vi, en, law, Basis.UNANNOUNCED));
  }

  private void makeUp(Day holiday) {
    LocalDate date = holiday.date();
    if (isRest(date)) {
      while (isRest(date) || days.containsKey(date)) {
        date = date.plusDays(1);
      }
      add(date, "Nghỉ bù " + holiday.vi(), "In lieu of " + holiday.en());
    }
  }

  static boolean isRest(LocalDate date) {
    DayOfWeek day = date.getDayOfWeek();
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
  }
}
