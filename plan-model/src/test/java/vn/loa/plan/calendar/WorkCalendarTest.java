package vn.loa.plan.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import vn.loa.plan.calendar.WorkCalendar.Basis;
import vn.loa.plan.calendar.WorkCalendar.Day;

class WorkCalendarTest {

  private static final LocalDate FRIDAY = LocalDate.of(2022, 7, 15);
  private static final LocalDate SATURDAY = FRIDAY.plusDays(1);
  private static final LocalDate MONDAY = FRIDAY.plusDays(3);
  private static final LocalDate FIRST = LocalDate.of(2019, 1, 1);

  private final WorkCalendar week = WorkCalendar.weekends();
  private final WorkCalendar vietnam = WorkCalendar.vietnam();

  private static AnnouncedDays announced(String rows) {
    return AnnouncedDays.parse("own.csv", "date,state,vi,en,source\n" + rows);
  }

  @Test
  void a_week_has_its_days_of_rest_and_says_why() {
    assertThat(week.day(SATURDAY))
        .isEqualTo(
            new Day(
                SATURDAY,
                false,
                "ngày nghỉ hằng tuần",
                "weekly day of rest",
                "the week",
                Basis.COMPUTED));
    assertThat(week.day(MONDAY))
        .isEqualTo(
            new Day(MONDAY, true, "ngày làm việc", "working day", "the week", Basis.COMPUTED));
    assertThat(week.isWorkingDay(SATURDAY.plusDays(1))).isFalse();
    assertThat(week.isWorkingDay(FRIDAY)).isTrue();
    assertThat(week.isAnnounced(2022)).isTrue();
  }

  @Test
  void other_weeks_rest_on_other_days() {
    WorkCalendar gulf = WorkCalendar.weekends(Set.of(DayOfWeek.FRIDAY));

    assertThat(gulf.isWorkingDay(FRIDAY)).isFalse();
    assertThat(gulf.isWorkingDay(SATURDAY)).isTrue();
    assertThat(WorkCalendar.weekends(Set.of()).isWorkingDay(SATURDAY)).isTrue();
    assertThatThrownBy(() -> WorkCalendar.weekends(EnumSet.allOf(DayOfWeek.class)))
        .hasMessageStartingWith("a week needs a working day: leave one out of [MONDAY, ");
  }

  @Test
  void next_and_previous_are_the_day_itself_when_it_is_worked() {
    assertThat(week.nextWorkingDay(FRIDAY)).isEqualTo(FRIDAY);
    assertThat(week.nextWorkingDay(SATURDAY)).isEqualTo(MONDAY);
    assertThat(week.previousWorkingDay(SATURDAY.plusDays(1))).isEqualTo(FRIDAY);
    assertThat(week.previousWorkingDay(MONDAY)).isEqualTo(MONDAY);
  }

  @Test
  void working_days_are_counted_after_the_first_day() {
    assertThat(week.plusWorkingDays(FRIDAY, 1)).isEqualTo(MONDAY);
    assertThat(week.plusWorkingDays(SATURDAY, 1)).isEqualTo(MONDAY);
    assertThat(week.plusWorkingDays(SATURDAY, 0)).isEqualTo(SATURDAY);
    assertThat(week.plusWorkingDays(SATURDAY, -1)).isEqualTo(FRIDAY);
    assertThat(week.plusWorkingDays(MONDAY, -6)).isEqualTo(FRIDAY.minusDays(7));
    assertThat(week.workingDaysBetween(FRIDAY, MONDAY)).isEqualTo(1);
    assertThat(week.workingDaysBetween(MONDAY, FRIDAY)).isEqualTo(-1);
    assertThat(week.workingDaysBetween(FRIDAY, SATURDAY)).isZero();
    assertThat(week.workingDaysBetween(SATURDAY, FRIDAY)).isEqualTo(-1);
    assertThat(week.workingDaysBetween(SATURDAY, SATURDAY)).isZero();
  }

  @Property(tries = 300)
  void what_is_added_is_what_lies_between(
      @ForAll @IntRange(min = 0, max = 3_000) int after,
      @ForAll @IntRange(min = -300, max = 300) int n) {
    LocalDate start = FIRST.plusDays(after);
    LocalDate end = vietnam.plusWorkingDays(start, n);

    assertThat(vietnam.workingDaysBetween(start, end)).isEqualTo(n);
    assertThat(n == 0 || vietnam.isWorkingDay(end)).isTrue();
    LocalDate worked = vietnam.nextWorkingDay(start);
    assertThat(vietnam.plusWorkingDays(vietnam.plusWorkingDays(worked, n), -n)).isEqualTo(worked);
  }

  @Property(tries = 300)
  void working_days_add_up(
      @ForAll @IntRange(min = 0, max = 2_500) int first,
      @ForAll @IntRange(min = 0, max = 200) int second,
      @ForAll @IntRange(min = 0, max = 200) int third,
      @ForAll @IntRange(min = 0, max = 60) int n,
      @ForAll @IntRange(min = 0, max = 60) int m) {
    LocalDate a = FIRST.plusDays(first);
    LocalDate b = a.plusDays(second);
    LocalDate c = b.plusDays(third);

    assertThat(vietnam.workingDaysBetween(a, b) + vietnam.workingDaysBetween(b, c))
        .isEqualTo(vietnam.workingDaysBetween(a, c))
        .isEqualTo((int) a.plusDays(1).datesUntil(c.plusDays(1)).filter(this::isWorked).count());
    assertThat(vietnam.plusWorkingDays(vietnam.plusWorkingDays(a, n), m))
        .isEqualTo(vietnam.plusWorkingDays(a, n + m));
  }

  private boolean isWorked(LocalDate day) {
    return vietnam.isWorkingDay(day);
  }

  @Property(tries = 500)
  void a_roll_never_lands_on_a_day_off(
      @ForAll @IntRange(min = 0, max = 3_000) int after, @ForAll Roll roll) {
    LocalDate day = FIRST.plusDays(after);
    LocalDate rolled = roll.apply(day, vietnam);

    if (roll == Roll.NONE || vietnam.isWorkingDay(day)) {
      assertThat(rolled).isEqualTo(day);
    } else {
      assertThat(vietnam.isWorkingDay(rolled)).isTrue();
      LocalDate from = rolled.isBefore(day) ? rolled.plusDays(1) : day;
      LocalDate to = rolled.isBefore(day) ? day : rolled;
      assertThat(from.datesUntil(to)).noneMatch(vietnam::isWorkingDay);
    }
    if (roll == Roll.MODIFIED_FOLLOWING) {
      assertThat(YearMonth.from(rolled)).isEqualTo(YearMonth.from(day));
    }
  }

  @Test
  void a_roll_goes_the_way_it_says() {
    LocalDate monthEnd = LocalDate.of(2022, 7, 31);

    assertThat(Roll.NONE.apply(SATURDAY, week)).isEqualTo(SATURDAY);
    assertThat(Roll.NEXT_WORKING_DAY.apply(SATURDAY, week)).isEqualTo(MONDAY);
    assertThat(Roll.PREVIOUS_WORKING_DAY.apply(SATURDAY, week)).isEqualTo(FRIDAY);
    assertThat(Roll.MODIFIED_FOLLOWING.apply(SATURDAY, week)).isEqualTo(MONDAY);
    assertThat(Roll.NEXT_WORKING_DAY.apply(monthEnd, week)).isEqualTo("2022-08-01");
    assertThat(Roll.MODIFIED_FOLLOWING.apply(monthEnd, week)).isEqualTo("2022-07-29");
  }

  @Test
  void announced_days_overrule_in_the_order_in_which_they_are_laid_on() {
    AnnouncedDays first = announced("2022-07-16,WORKING,Làm bù,Make up,Bộ A\n");
    AnnouncedDays second = announced("2022-07-16,OFF,Nghỉ,Off,Bộ B\n");

    assertThat(week.with(first).isWorkingDay(SATURDAY)).isTrue();
    assertThat(week.with(first).with(second).day(SATURDAY).source()).isEqualTo("Bộ B");
    assertThat(week.with(second).with(first).day(SATURDAY).source()).isEqualTo("Bộ A");
    assertThat(week.with(first).day(FRIDAY)).isEqualTo(week.day(FRIDAY));
  }

  @Test
  void an_announced_year_makes_its_other_days_sure() {
    WorkCalendar sure = vietnam.with(announced("2031,ANNOUNCED,Năm,Year,Own\n"));
    LocalDate day = LocalDate.of(2031, 3, 3);

    assertThat(vietnam.day(day).basis()).isEqualTo(Basis.UNANNOUNCED);
    assertThat(sure.day(day).basis()).isEqualTo(Basis.COMPUTED);
    assertThat(sure.day(day.plusYears(1)).basis()).isEqualTo(Basis.UNANNOUNCED);
    assertThat(sure.isAnnounced(2031)).isTrue();
    assertThat(sure.isAnnounced(2032)).isFalse();
    assertThat(sure.isAnnounced(2024)).isTrue();
    assertThat(sure.day(day).source()).isEqualTo(vietnam.day(day).source());
  }

  /** A calendar on which nobody works after the first Monday, as an embedder may bring one. */
  private record Idle(LocalDate last) implements WorkCalendar {

    @Override
    public Day day(LocalDate date) {
      return new Day(date, !date.isAfter(last), "x", "x", "x", Basis.COMPUTED);
    }

    @Override
    public boolean isAnnounced(int year) {
      return true;
    }
  }

  @Test
  void the_search_for_a_working_day_ends_after_a_year() {
    WorkCalendar idle = new Idle(MONDAY);

    assertThatThrownBy(() -> idle.nextWorkingDay(MONDAY.plusDays(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no working day within 366 days after 2022-07-19:"
                + " the calendar leaves none, give it some");
    assertThatThrownBy(() -> idle.plusWorkingDays(MONDAY, 1)).hasMessageContaining("no working");
    assertThat(idle.previousWorkingDay(MONDAY.plusDays(365))).isEqualTo(MONDAY);
    assertThatThrownBy(() -> idle.previousWorkingDay(MONDAY.plusDays(366)))
        .hasMessageContaining("366 days before 2023-07-19");
  }
}
