package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

  /** The longest pauses; by chance they are up to half shorter. */
  private final Backoff backoff = new Backoff(0, () -> 0);

  @Test
  void a_pause_is_up_to_half_shorter_by_chance() {
    SplittableRandom dice = new SplittableRandom(7);
    for (int i = 0; i < 1_000; i++) {
      Backoff by = new Backoff(0, dice);
      by.tried(0);
      assertThat(by.next()).isBetween(250_000_001L, 500_000_000L);
    }
  }

  @Test
  void the_first_attempt_is_free_and_each_next_one_waits_twice_as_long_up_to_a_minute() {
    long now = 0;
    for (String wait : List.of("0.5", "1", "2", "4", "8", "16", "32", "60", "60")) {
      assertThat(backoff.allows(now)).isTrue();
      backoff.tried(now);
      now += Duration.parse("PT" + wait + "S").toNanos();
      assertThat(backoff.allows(now - 1)).as("before %s s", wait).isFalse();
    }
  }

  @Test
  void a_connection_that_carried_makes_the_next_wait_short_again() {
    backoff.tried(0);
    backoff.tried(0);
    backoff.proven();
    backoff.tried(0);
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500).toNanos());
  }
}
