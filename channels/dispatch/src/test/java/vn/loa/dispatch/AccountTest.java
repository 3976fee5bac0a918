package vn.loa.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {

  private static final long MILLI = Duration.ofMillis(1).toNanos();
  private static final long SECOND = 1_000 * MILLI;

  private final Account hundred = Account.of("sgw", 100);

  @Test
  void the_burst_and_one_may_go_at_once_then_they_are_spaced() {
    assertThat(send(hundred, 100, 0)).isEqualTo(6);
    assertThat(send(hundred, 100, 0)).isZero();
    assertThat(hundred.nextAt(0)).isEqualTo(10 * MILLI);
    assertThat(send(hundred, 100, 10 * MILLI - 2_000)).isZero();
    assertThat(send(hundred, 100, 10 * MILLI)).isEqualTo(1);
    assertThat(send(hundred, 100, 40 * MILLI)).isEqualTo(3);
  }

  @Test
  void no_more_is_given_than_wanted() {
    assertThat(send(hundred, 2, 0)).isEqualTo(2);
    assertThat(send(hundred, 0, 0)).isZero();
    assertThat(send(hundred, 10, 0)).isEqualTo(4);
  }

  @Test
  void what_is_there_is_there_at_once() {
    assertThat(hundred.nextAt(77)).isEqualTo(77);
    send(hundred, 5, 77);
    assertThat(hundred.nextAt(77)).isEqualTo(77);
  }

  @Test
  void a_silence_saves_up_no_more_than_the_burst() {
    send(hundred, 6, 0);
    assertThat(send(hundred, 100, 60 * SECOND)).isEqualTo(6);
  }

  @Test
  void a_second_that_is_full_opens_when_its_oldest_millisecond_has_gone() {
    Account account = Account.of("a", 10, 50);
    assertThat(send(account, 50, 500)).isEqualTo(10);
    assertThat(account.nextAt(500)).isEqualTo(500 + 1_001 * MILLI);
    assertThat(send(account, 50, 500 + 1_001 * MILLI - 1)).isZero();
    assertThat(send(account, 50, 500 + 1_001 * MILLI)).isEqualTo(10);
  }

  @Test
  void a_full_second_opens_bit_by_bit() {
    Account account = Account.of("a", 10, 50);
    send(account, 4, 0);
    send(account, 6, 200 * MILLI);
    assertThat(account.nextAt(300 * MILLI)).isEqualTo(1_001 * MILLI);
    assertThat(send(account, 50, 1_100 * MILLI)).isEqualTo(4);
    assertThat(account.nextAt(1_100 * MILLI)).isEqualTo(1_201 * MILLI);
  }

  @Test
  void a_fraction_counts_in_the_spacing_and_not_in_a_second() {
    Account account = Account.of("a", 2.5, 50);
    assertThat(send(account, 50, 0)).isEqualTo(2);
    Account slow = Account.of("a", 0.25, 50);
    assertThat(send(slow, 50, 0)).isEqualTo(1);
    assertThat(slow.nextAt(0)).isEqualTo(4 * SECOND);
    assertThat(send(slow, 50, 4 * SECOND - 10_000)).isZero();
    assertThat(send(slow, 50, 4 * SECOND)).isEqualTo(1);
    assertThat(send(slow, 50, 400 * SECOND)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MIN_VALUE, -1, Long.MAX_VALUE - 5})
  void the_ticker_may_start_anywhere_and_overflow(long start) {
    Account account = Account.of("a", 10, 50);
    assertThat(send(account, 50, start)).isEqualTo(10);
    assertThat(account.nextAt(start)).isEqualTo(start + 1_001 * MILLI);
    assertThat(send(account, 50, start + SECOND)).isZero();
    assertThat(send(account, 50, start + 1_001 * MILLI)).isEqualTo(10);
  }

  @Test
  void an_earlier_instant_is_taken_for_the_latest() {
    Account account = Account.of("a", 10, 50);
    send(account, 3, SECOND);
    send(account, 3, 2 * SECOND);
    assertThat(send(account, 50, SECOND)).isEqualTo(4);
    assertThat(send(account, 50, 3 * SECOND)).isEqualTo(3);
    assertThat(send(account, 50, 3 * SECOND + MILLI)).isEqualTo(7);
  }

  @Test
  void after_a_long_silence_nothing_is_remembered() {
    Account account = Account.of("a", 10, 50);
    for (long pause : new long[] {1_023, 1_024, 1_025, 2_048, 100_000}) {
      assertThat(send(account, 50, 0)).as("%d", pause).isEqualTo(10);
      assertThat(send(account, 50, pause * MILLI)).as("%d", pause).isEqualTo(10);
      account = Account.of("a", 10, 50);
    }
  }

  @Test
  void what_is_given_back_may_be_taken_again() {
    Account account = Account.of("a", 10, 50);
    account.take(10, 0);
    account.giveBack(4);
    assertThat(account.take(50, 0)).isEqualTo(4);
    account.giveBack(50);
    assertThat(account.take(50, 0)).isEqualTo(10);
  }

  @Test
  void what_is_not_on_its_way_cannot_be_given_back() {
    hundred.giveBack(5);
    assertThat(send(hundred, 100, 0)).isEqualTo(6);
    hundred.giveBack(5);
    assertThat(hundred.take(100, 0)).isZero();
  }

  @Test
  void given_back_credit_does_not_grow_beyond_the_burst() {
    hundred.take(6, 0);
    hundred.take(0, 100 * MILLI);
    hundred.giveBack(6);
    assertThat(hundred.take(100, 100 * MILLI)).isEqualTo(6);
  }

  @Test
  void what_is_on_its_way_counts_until_a_second_after_it_went() {
    Account account = Account.of("a", 10, 50);
    account.take(10, 0);
    assertThat(account.take(50, 5 * SECOND)).isZero();
    account.went(4, 5 * SECOND);
    assertThat(account.take(50, 6 * SECOND)).isZero();
    assertThat(account.take(50, 6 * SECOND + MILLI)).isEqualTo(4);
  }

  @Test
  void while_all_is_on_its_way_it_is_looked_at_again_in_a_second() {
    Account account = Account.of("a", 10, 50);
    account.take(10, 0);
    assertThat(account.nextAt(700 * MILLI)).isEqualTo(1_701 * MILLI);
    account.went(1, 750 * MILLI);
    assertThat(account.nextAt(800 * MILLI)).isEqualTo(1_751 * MILLI);
  }

  @Test
  void what_never_was_on_its_way_does_not_count() {
    Account account = Account.of("a", 10, 50);
    account.went(7, 0);
    assertThat(account.take(50, 0)).isEqualTo(10);
  }

  @Test
  void a_slow_account_is_spaced_from_the_wire() {
    Account slow = Account.of("a", 0.5);
    slow.take(1, 0);
    slow.went(1, 3 * SECOND);
    assertThat(slow.nextAt(3 * SECOND)).isEqualTo(5 * SECOND);
    assertThat(slow.take(1, 5 * SECOND)).isEqualTo(1);
    slow.went(0, 60 * SECOND);
    slow.giveBack(1);
    assertThat(slow.take(1, 60 * SECOND)).isEqualTo(1);
    Account fast = Account.of("a", 1);
    fast.take(1, 0);
    fast.went(1, 3 * SECOND);
    assertThat(fast.nextAt(3 * SECOND)).isEqualTo(4_001 * MILLI);
  }

  @Test
  void a_lower_rate_counts_what_went_out_before() {
    Account account = Account.of("a", 100, 100);
    assertThat(send(account, 200, 0)).isEqualTo(100);
    account.rate(10);
    assertThat(account.rate()).isEqualTo(10);
    assertThat(send(account, 50, 1_000 * MILLI)).isZero();
    assertThat(send(account, 50, 1_001 * MILLI)).isEqualTo(10);
  }

  @Test
  void a_higher_rate_holds_at_once_and_its_burst_follows() {
    send(hundred, 6, 0);
    hundred.rate(1_000);
    assertThat(hundred.nextAt(0)).isEqualTo(MILLI);
    assertThat(send(hundred, 1_000, 100 * MILLI)).isEqualTo(51);
  }

  @Test
  void a_lower_rate_has_a_smaller_burst() {
    Account account = Account.of("a", 1_000);
    account.rate(100);
    assertThat(send(account, 1_000, 0)).isEqualTo(6);
    Account slow = Account.of("a", 1_000);
    slow.rate(0.5);
    assertThat(send(slow, 1_000, 0)).isEqualTo(1);
  }

  @Test
  void throttled_it_goes_at_seven_tenths_and_grows_by_a_tenth_a_second() {
    hundred.throttled(0);
    assertThat(send(hundred, 100, 0)).isZero();
    // 0.7 t + 0.05 t² = 0.01
    assertThat(hundred.nextAt(0)).isCloseTo(14_271_000, within(1_000L));
    assertThat(send(hundred, 1, hundred.nextAt(0))).isEqualTo(1);
    assertThat(taken(hundred, 15 * MILLI, SECOND)).isBetween(73, 75);
    assertThat(taken(hundred, SECOND, 2 * SECOND)).isBetween(84, 86);
    assertThat(taken(hundred, 2 * SECOND, 3 * SECOND)).isBetween(94, 96);
    assertThat(taken(hundred, 3 * SECOND, 4 * SECOND)).isBetween(99, 100);
  }

  @Test
  void throttled_again_within_half_a_second_is_heard_once() {
    hundred.throttled(0);
    hundred.throttled(1);
    hundred.throttled(500 * MILLI - 1);
    // 0.7 + 0.05 has grown meanwhile
    assertThat(hundred.nextAt(500 * MILLI) - 500 * MILLI).isCloseTo(13_322_000, within(10_000L));
    hundred.throttled(500 * MILLI);
    // 0.75 × 0.7 = 0.525
    assertThat(hundred.nextAt(500 * MILLI) - 500 * MILLI).isCloseTo(19_013_000, within(10_000L));
  }

  @Test
  void however_often_throttled_a_ninth_is_left() {
    long now = throttledForLong(hundred);
    // 0.7 (s + 0.05) = s = 0.11667, and s t + 0.05 t² = 0.01
    assertThat(hundred.nextAt(now) - now).isCloseTo(82_778_000, within(10_000L));
  }

  @Test
  void a_slow_account_waits_over_its_recovery() {
    Account slow = Account.of("a", 0.1);
    long now = throttledForLong(slow);
    // 8.8333 s until the share is whole, worth 4.9319 s of the rate; 5.0681 s at the whole of it
    assertThat(slow.nextAt(now) - now).isCloseTo(13_901_400_000L, within(100_000L));
    assertThat(send(slow, 1, slow.nextAt(now))).isEqualTo(1);
    assertThat(send(slow, 1, slow.nextAt(now) - 1_000_000)).isZero();
  }

  @Test
  void a_recovery_without_anybody_looking_is_the_same() {
    Account slow = Account.of("a", 0.1);
    slow.throttled(0);
    assertThat(send(slow, 1, 10_440 * MILLI)).isZero();
    assertThat(send(slow, 1, 10_460 * MILLI)).isEqualTo(1);
  }

  @Test
  void a_new_rate_keeps_the_share() {
    hundred.throttled(0);
    hundred.rate(200);
    assertThat(hundred.nextAt(0)).isCloseTo(7_139_000, within(1_000L));
  }

  @Test
  void it_says_what_it_does_not_take() {
    for (double rate : new double[] {0, -1, 1_000_000.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Account.of("sgw", rate))
          .withMessage(
              "account \"sgw\": the rate must be more than 0 and at most 1000000 per second but"
                  + " was "
                  + rate);
      assertThatIllegalArgumentException().isThrownBy(() -> hundred.rate(rate));
    }
    assertThat(hundred.rate()).isEqualTo(100);
    assertThat(Account.of("a", 1_000_000).rate()).isEqualTo(1_000_000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Account.of("sgw", 1, 0))
        .withMessage("account \"sgw\": the burst must be at least 1 but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Account.of(" ", 1))
        .withMessage("an account needs a name: the operator's, for instance");
    assertThatIllegalArgumentException().isThrownBy(() -> Account.of("", 1, 1));
  }

  @Test
  void it_shows_its_name_and_rate() {
    assertThat(hundred.name()).isEqualTo("sgw");
    assertThat(hundred).hasToString("sgw (100.0/s)");
    assertThat(send(Account.of("a", 1, 1), 9, 0)).isEqualTo(1);
  }

  private static long throttledForLong(Account account) {
    long now = 0;
    for (int i = 0; i < 40; i++) {
      now += SECOND / 2;
      account.throttled(now);
    }
    return now;
  }

  /** Takes, and is on the wire at once. */
  private static int send(Account account, int wanted, long nanos) {
    int permits = account.take(wanted, nanos);
    account.went(permits, nanos);
    return permits;
  }

  private static int taken(Account account, long from, long to) {
    int taken = 0;
    for (long now = from; now < to; now = account.nextAt(now)) {
      taken += send(account, 100, now);
    }
    return taken;
  }
}
