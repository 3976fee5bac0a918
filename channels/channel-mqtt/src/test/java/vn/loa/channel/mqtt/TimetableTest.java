package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimetableTest {

  private final Timetable<String> timetable = new Timetable<>();

  @Test
  void what_is_due_comes_out_once_the_earliest_first() {
    timetable.put("b", 20);
    timetable.put("a", 10);
    assertThat(timetable.due(9)).isNull();
    assertThat(timetable.due(30)).isEqualTo("a");
    assertThat(timetable.due(30)).isEqualTo("b");
    assertThat(timetable.due(30)).isNull();
  }

  @Test
  void the_sooner_of_two_times_counts_and_the_other_is_forgotten() {
    timetable.put("a", 20);
    timetable.put("a", 10);
    timetable.put("a", 30);
    assertThat(timetable.next(100)).isEqualTo(10);
    assertThat(timetable.due(10)).isEqualTo("a");
    assertThat(timetable.next(100)).isEqualTo(100);
    assertThat(timetable.due(50)).isNull();
  }

  @Test
  void a_ticker_that_runs_over_its_end_changes_nothing() {
    timetable.put("late", Long.MIN_VALUE + 5);
    timetable.put("soon", Long.MAX_VALUE - 5);
    assertThat(timetable.next(Long.MIN_VALUE + 10)).isEqualTo(Long.MAX_VALUE - 5);
    assertThat(timetable.due(Long.MAX_VALUE)).isEqualTo("soon");
    assertThat(timetable.due(Long.MAX_VALUE)).isNull();
  }
}
