package vn.loa.sms.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentSendsTest {

  private static final Duration DAY = Duration.ofHours(24);
  private static final long NOW = 1_652_600_000;

  private final RecentSends sends = new RecentSends(3, DAY);

  private static Instant second(long second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void the_latest_come_first_in_whatever_order_they_were_noted() {
    for (int after : new int[] {30, 10, 40, 20, 5}) {
      sends.record(7, second(NOW + after));
    }
    assertThat(sends.nthLatest(7, 1)).isEqualTo(second(NOW + 40));
    assertThat(sends.nthLatest(7, 2)).isEqualTo(second(NOW + 30));
    assertThat(sends.nthLatest(7, 3)).isEqualTo(second(NOW + 20));
    assertThat(sends.nthLatest(8, 1)).isNull();
    assertThat(sends.nthLatest(0, 1)).isNull();
  }

  @Test
  void fewer_than_asked_for_are_none() {
    sends.record(7, second(NOW));
    sends.record(7, second(NOW));
    assertThat(sends.nthLatest(7, 2)).isEqualTo(second(NOW));
    assertThat(sends.nthLatest(7, 3)).isNull();
  }

  @Test
  void the_latest_may_be_forgotten_and_leaves_the_others() {
    sends.forgetLatest(7);
    for (int after = 1; after <= 3; after++) {
      sends.record(7, second(NOW + after));
      sends.record(8, second(NOW + after));
    }
    sends.forgetLatest(7);
    assertThat(sends.nthLatest(7, 1)).isEqualTo(second(NOW + 2));
    assertThat(sends.nthLatest(7, 2)).isEqualTo(second(NOW + 1));
    assertThat(sends.nthLatest(7, 3)).isNull();
    assertThat(sends.nthLatest(8, 3)).isEqualTo(second(NOW + 1));
    sends.forgetLatest(7);
    sends.forgetLatest(7);
    sends.forgetLatest(7);
    assertThat(sends.nthLatest(7, 1)).isNull();
    sends.record(7, second(NOW));
    assertThat(sends.nthLatest(7, 1)).isEqualTo(second(NOW));
  }

  @Test
  void seconds_are_rounded_up() {
    sends.record(7, second(NOW).plusNanos(1));
    assertThat(sends.nthLatest(7, 1)).isEqualTo(second(NOW + 1));
  }

  @Test
  void the_range_of_instants_and_numbers_is_said() {
    sends.record(1, second(1));
    sends.record(1, second(0xFFFF_FFFFL));
    assertThat(sends.nthLatest(1, 1)).isEqualTo(second(0xFFFF_FFFFL));
    assertThat(sends.nthLatest(1, 2)).isEqualTo(second(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sends.record(1, second(0)))
        .withMessage(
            "a message is sent between 1970 and 2106, not at 1970-01-01T00:00:00Z; see to the clock");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sends.record(1, second(0xFFFF_FFFFL).plusNanos(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sends.record(0, second(NOW)))
        .withMessage("a message is sent to a number, and numbers are positive");
  }

  @Test
  void settings_that_keep_nothing_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecentSends(0, DAY))
        .withMessageEndingWith("not 0 for PT24H");
    assertThatIllegalArgumentException().isThrownBy(() -> new RecentSends(1_001, DAY));
    assertThatIllegalArgumentException().isThrownBy(() -> new RecentSends(Integer.MAX_VALUE, DAY));
    assertThatIllegalArgumentException().isThrownBy(() -> new RecentSends(1, DAY.negated()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecentSends(1, Duration.ofDays(366).plusNanos(1)));
    assertThat(new RecentSends(1_000, DAY).size()).isZero();
    assertThat(new RecentSends(1, Duration.ofDays(366)).size()).isZero();
    assertThat(new RecentSends(1, Duration.ZERO).size()).isZero();
  }

  @Test
  void who_asks_for_more_than_is_kept_is_told() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sends.nthLatest(7, 4))
        .withMessage(
            "the last 3 messages of a number are kept, and number 4 was asked for; take"
                + " SendingRules.recentSends(), which fits the cap");
    assertThatIllegalArgumentException().isThrownBy(() -> sends.nthLatest(7, 0));
  }

  @Test
  void it_grows_and_forgets_who_was_sent_nothing_for_a_day() {
    for (long number = 1; number <= 2_000; number++) {
      sends.record(number, second(NOW));
    }
    assertThat(sends.size()).isEqualTo(2_000);
    for (long number = 2_001; number <= 6_000; number++) {
      sends.record(number, second(NOW + 86_402));
    }
    assertThat(sends.size()).isEqualTo(4_000);
    assertThat(sends).hasToString("recent messages to 4000 numbers");
    for (long number = 2_001; number <= 6_000; number++) {
      assertThat(sends.nthLatest(number, 1)).isEqualTo(second(NOW + 86_402));
      assertThat(sends.nthLatest(number, 2)).isNull();
    }
  }

  @Test
  void what_is_a_day_old_to_the_second_is_not_forgotten() {
    RecentTable table = new RecentTable(1, 16);
    table.record(1, NOW);
    table.record(2, NOW - 1);
    RecentTable grown = table.grown(NOW);
    assertThat(grown.nthLatest(1, 1)).isEqualTo(NOW);
    assertThat(grown.nthLatest(2, 1)).isZero();
    assertThat(grown.size()).isEqualTo(1);
  }

  @Test
  void what_is_noted_of_one_number_leaves_its_neighbours_alone() {
    RecentTable table = new RecentTable(3, 16);
    for (int round = 1; round <= 5; round++) {
      for (int number = 1; number <= 12; number++) {
        table.record(number, NOW + 100L * round + number);
        for (int other = 1; other <= 12; other++) {
          int rounds = other <= number ? round : round - 1;
          for (int n = 1; n <= 3; n++) {
            long expected = n <= rounds ? NOW + 100L * (rounds - n + 1) + other : 0;
            assertThat(table.nthLatest(other, n)).isEqualTo(expected);
          }
        }
      }
    }
  }

  @Test
  void a_table_has_room_for_four_fifths_and_grows_by_half() {
    RecentTable table = new RecentTable(1, 16);
    for (int number = 1; number <= 11; number++) {
      table.record(number, NOW);
    }
    assertThat(table.isFull()).isFalse();
    table.record(12, NOW);
    assertThat(table.isFull()).isTrue();
    RecentTable grown = table.grown(NOW);
    for (int number = 13; number <= 23; number++) {
      grown.record(number, NOW);
    }
    assertThat(grown.isFull()).isFalse();
    grown.record(24, NOW);
    assertThat(grown.isFull()).isTrue();
  }
}
