package vn.loa.sms.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Where clocks are put forward and back: Berlin in 2022, at 01:00 UTC in March and October. */
class QuietHoursTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant FORWARD = Instant.parse("2022-03-27T01:00:00Z");
  private static final Instant BACK = Instant.parse("2022-10-30T01:00:00Z");

  private static QuietHours quiet(String from, String to) {
    return new QuietHours(LocalTime.parse(from), LocalTime.parse(to), BERLIN);
  }

  @Test
  void quiet_that_ends_at_a_time_left_out_ends_when_the_clock_is_put_forward() {
    QuietHours quiet = quiet("22:00", "02:30");
    assertThat(quiet.firstOpen(FORWARD.minusSeconds(3600))).isEqualTo(FORWARD);
    assertThat(quiet.firstOpen(FORWARD.minusNanos(1))).isEqualTo(FORWARD);
    assertThat(quiet.contains(FORWARD)).isFalse();
  }

  @Test
  void quiet_that_lies_in_the_hour_left_out_does_not_come() {
    QuietHours quiet = quiet("02:00", "03:00");
    assertThat(quiet.firstQuiet(FORWARD.minusSeconds(60)))
        .isEqualTo(Instant.parse("2022-03-28T00:00:00Z"));
  }

  @Test
  void quiet_that_begins_at_a_time_left_out_begins_when_the_clock_is_put_forward() {
    QuietHours quiet = quiet("02:30", "04:00");
    assertThat(quiet.firstQuiet(FORWARD.minusSeconds(60))).isEqualTo(FORWARD);
    assertThat(quiet.firstOpen(FORWARD)).isEqualTo(FORWARD.plusSeconds(3600));
  }

  @Test
  void an_hour_that_comes_twice_is_twice_quiet() {
    QuietHours quiet = quiet("02:15", "02:45");
    Instant once = BACK.minusSeconds(45 * 60);
    Instant twice = BACK.plusSeconds(15 * 60);
    assertThat(quiet.firstOpen(once)).isEqualTo(once.plusSeconds(30 * 60));
    assertThat(quiet.firstQuiet(once.plusSeconds(30 * 60))).isEqualTo(twice);
    assertThat(quiet.firstOpen(twice)).isEqualTo(twice.plusSeconds(30 * 60));
  }

  @Test
  void an_evening_before_the_change_lasts_as_long_as_the_clock_says() {
    QuietHours quiet = quiet("22:00", "07:00");
    assertThat(quiet.firstOpen(Instant.parse("2022-03-26T22:00:00Z")))
        .isEqualTo(Instant.parse("2022-03-27T05:00:00Z"));
    assertThat(quiet.firstOpen(Instant.parse("2022-10-29T22:00:00Z")))
        .isEqualTo(Instant.parse("2022-10-30T06:00:00Z"));
  }
}
