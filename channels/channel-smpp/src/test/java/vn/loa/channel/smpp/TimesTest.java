package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vn.loa.channel.Message;

class TimesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T22:59:58.250Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T22:59:59.250Z, 000000000001000R",
    "2026-11-23T22:59:58.251Z, 000000000001000R",
    "2026-11-23T23:00:58.250Z, 000000000100000R",
    "2026-11-24T23:59:58.250Z, 000001010000000R",
    "2026-12-23T22:59:57.250Z, 000029235959000R",
    "2026-12-23T22:59:58.250Z, 000030000000000R",
    "2036-12-23T22:59:58.250Z, 000030000000000R"
  })
  void relative_validity_is_what_is_left_and_at_most_30_days(Instant end, String expected) {
    assertThat(times(ValidityForm.RELATIVE, end, null).validity()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T23:00:00Z, 261123230000000+",
    "2026-11-23T23:59:59.001Z, 261124000000000+",
    "2026-12-09T05:04:03Z, 261209050403000+"
  })
  void absolute_validity_is_in_UTC(Instant end, String expected) {
    assertThat(times(ValidityForm.ABSOLUTE, end, null).validity()).isEqualTo(expected);
  }

  @Test
  void absolute_validity_is_at_most_30_days_ahead() {
    assertThat(times(ValidityForm.ABSOLUTE, Instant.MAX, null).validity())
        .isEqualTo("261223225959000+");
  }

  @Test
  void no_validity_is_empty() {
    assertThat(times(ValidityForm.NONE, Instant.MAX, null).validity()).isEmpty();
  }

  @Test
  void a_schedule_has_the_form_of_the_validity() {
    Instant end = NOW.plus(Duration.ofDays(2));
    Instant later = NOW.plusMillis(3_600_750);
    assertThat(times(ValidityForm.RELATIVE, end, later).schedule()).isEqualTo("000000010001000R");
    assertThat(times(ValidityForm.NONE, end, later).schedule()).isEqualTo("000000010001000R");
    assertThat(times(ValidityForm.ABSOLUTE, end, later).schedule()).isEqualTo("261123235959000+");
  }

  @ParameterizedTest
  @EnumSource
  void a_schedule_that_has_passed_is_none(ValidityForm form) {
    assertThat(times(form, NOW.plusSeconds(9), NOW).schedule()).isEmpty();
    assertThat(times(form, NOW.plusSeconds(9), NOW.minusSeconds(1)).schedule()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void what_is_scheduled_for_when_it_is_too_late_cannot_go(ValidityForm form) {
    Instant end = NOW.plusSeconds(60);
    assertThatThrownBy(() -> times(form, end, end))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(end.toString());
    Instant month = NOW.plus(Duration.ofDays(30));
    assertThatThrownBy(() -> times(form, Instant.MAX, month))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(month.toString());
  }

  @ParameterizedTest
  @EnumSource
  void what_is_too_late_now_cannot_go(ValidityForm form) {
    assertThatThrownBy(() -> times(form, NOW, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(NOW.toString());
  }

  @Test
  void relative_times_are_right_for_their_second() {
    Times times = times(ValidityForm.RELATIVE, NOW.plusSeconds(100), null);
    assertRightOnlyInItsSecond(times);
  }

  @Test
  void a_relative_schedule_is_right_for_its_second() {
    assertRightOnlyInItsSecond(times(ValidityForm.NONE, Instant.MAX, NOW.plusSeconds(100)));
  }

  @Test
  void a_validity_that_was_cut_to_30_days_is_right_for_its_second() {
    assertRightOnlyInItsSecond(times(ValidityForm.ABSOLUTE, Instant.MAX, null));
  }

  @Test
  void absolute_times_stay_right() {
    assertRightForEver(times(ValidityForm.ABSOLUTE, NOW.plusSeconds(100), null));
  }

  @Test
  void no_times_stay_right() {
    assertRightForEver(times(ValidityForm.NONE, Instant.MAX, null));
  }

  @Test
  void an_absolute_schedule_is_right_until_then() {
    Times times = times(ValidityForm.ABSOLUTE, NOW.plusSeconds(100), NOW.plusSeconds(10));
    assertThat(times.areRightAt(NOW.plusSeconds(10).minusNanos(1))).isTrue();
    assertThat(times.areRightAt(NOW.plusSeconds(10))).isFalse();
  }

  private static void assertRightOnlyInItsSecond(Times times) {
    assertThat(times.areRightAt(NOW)).isTrue();
    assertThat(times.areRightAt(Instant.parse("2026-11-23T22:59:58Z"))).isTrue();
    assertThat(times.areRightAt(Instant.parse("2026-11-23T22:59:58.999999999Z"))).isTrue();
    assertThat(times.areRightAt(Instant.parse("2026-11-23T22:59:57.999999999Z"))).isFalse();
    assertThat(times.areRightAt(Instant.parse("2026-11-23T22:59:59Z"))).isFalse();
  }

  private static void assertRightForEver(Times times) {
    assertThat(times.areRightAt(NOW)).isTrue();
    assertThat(times.areRightAt(NOW.minusSeconds(1_000_000))).isTrue();
    assertThat(times.areRightAt(NOW.plusSeconds(1_000_000))).isTrue();
  }

  private static Times times(ValidityForm form, Instant end, @Nullable Instant schedule) {
    Message message = Message.builder("m", "t").text("vi", "t").validUntil(end).build();
    return Times.of(form, message, schedule, NOW);
  }
}
