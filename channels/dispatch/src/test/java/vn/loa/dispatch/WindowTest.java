package vn.loa.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Limits;

class WindowTest {

  private static final long MILLI = Duration.ofMillis(1).toNanos();
  private static final long SECOND = 1_000 * MILLI;

  private final Limits limits = new Limits(500, 100);
  private final Account account = Account.of("sgw", 100);
  private final Window window = new Window(limits, account);
  private long token;

  @Test
  void without_an_account_it_is_what_the_channel_takes() {
    Window free = new Window(limits, null);
    assertThat(free.size()).isEqualTo(500);
    free.submitted(1, 0);
    free.answered(1, SECOND);
    assertThat(free.size()).isEqualTo(500);
  }

  @Test
  void until_an_answer_came_it_is_what_20_ms_need() {
    assertThat(window.size()).isEqualTo(4);
    account.rate(0.1);
    assertThat(window.size()).isEqualTo(1);
    account.rate(101);
    assertThat(window.size()).isEqualTo(5);
  }

  @Test
  void it_is_twice_what_is_under_way_at_the_rate() {
    roundTrip(300);
    assertThat(window.size()).isEqualTo(60);
    account.rate(50);
    assertThat(window.size()).isEqualTo(30);
  }

  @Test
  void it_is_never_more_than_the_channel_takes() {
    roundTrip(2_499);
    assertThat(window.size()).isEqualTo(500);
    roundTrip(60_000);
    roundTrip(60_000);
    assertThat(window.size()).isEqualTo(500);
    account.rate(1_000_000);
    assertThat(window.size()).isEqualTo(500);
  }

  @Test
  void quick_answers_count_as_20_ms() {
    roundTrip(1);
    assertThat(window.size()).isEqualTo(4);
  }

  @Test
  void the_median_counts_and_no_stray_answer() {
    roundTrip(100);
    roundTrip(2_000);
    roundTrip(100);
    assertThat(window.size()).isEqualTo(20);
  }

  @Test
  void the_latest_15_round_trips_count() {
    for (int i = 0; i < 15; i++) {
      roundTrip(100);
    }
    for (int i = 0; i < 7; i++) {
      roundTrip(1_000);
    }
    assertThat(window.size()).isEqualTo(20);
    roundTrip(1_000);
    assertThat(window.size()).isEqualTo(200);
  }

  @Test
  void one_delivery_at_a_time_is_sampled() {
    window.submitted(1, 0);
    window.submitted(2, 50 * MILLI);
    window.answered(2, 60 * MILLI);
    assertThat(window.size()).isEqualTo(4);
    window.answered(1, 100 * MILLI);
    assertThat(window.size()).isEqualTo(20);
    window.answered(1, 900 * MILLI);
    assertThat(window.size()).isEqualTo(20);
  }

  @Test
  void an_answer_to_nothing_is_no_sample() {
    window.answered(0, 900 * MILLI);
    assertThat(window.size()).isEqualTo(4);
  }

  @Test
  void a_sample_that_nobody_answers_is_given_up_after_10_s() {
    window.submitted(1, 0);
    window.submitted(2, 10 * SECOND - 1);
    window.answered(2, 10 * SECOND);
    assertThat(window.size()).isEqualTo(4);
    window.submitted(3, 10 * SECOND);
    window.answered(1, 11 * SECOND);
    window.answered(3, 10 * SECOND + 100 * MILLI);
    assertThat(window.size()).isEqualTo(20);
  }

  @Test
  void the_ticker_may_overflow() {
    window.submitted(1, Long.MAX_VALUE);
    window.answered(1, Long.MAX_VALUE + 100 * MILLI);
    assertThat(window.size()).isEqualTo(20);
  }

  private void roundTrip(long millis) {
    token++;
    window.submitted(token, 0);
    window.answered(token, millis * MILLI);
  }
}
