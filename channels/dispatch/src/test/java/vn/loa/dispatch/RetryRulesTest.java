package vn.loa.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vn.loa.channel.Outcome.Kind.REFUSED;
import static vn.loa.channel.Outcome.Kind.RETRY;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.loa.channel.Reason;
import vn.loa.dispatch.RetryRules.Treatment;

class RetryRulesTest {

  private final RetryRules standard = RetryRules.standard();
  private final RetryRules.Builder builder = RetryRules.builder();

  @ParameterizedTest
  @CsvSource({
    "ESME_RTHROTTLED, THROTTLE",
    "ESME_RMSGQFUL, THROTTLE",
    "FULL, THROTTLE",
    "IN_FLIGHT, THROTTLE",
    "NOT_BOUND, UNAVAILABLE",
    "NO_BROKER, UNAVAILABLE",
    "CONNECTION_LOST, UNAVAILABLE",
    "DISK, UNAVAILABLE",
    "CLOSED, UNAVAILABLE",
    "ESME_RBINDFAIL, FATAL",
    "ESME_RINVPASWD, FATAL",
    "ESME_RINVSYSID, FATAL",
    "ESME_RINVSYSTYP, FATAL",
    "TAKEN_OVER, FATAL"
  })
  void what_is_said_of_the_account_of_too_much_and_of_the_way_is_known(
      String code, Treatment expected) {
    assertThat(standard.treat(RETRY, new Reason(code, ""))).isEqualTo(expected);
    assertThat(standard.treat(REFUSED, new Reason(code, ""))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"TOO_MANY_DEVICES", "ESME_RSYSERR", "ESME_RINVDSTADR", "0x00000413"})
  void what_is_not_named_is_taken_as_the_channel_says_it(String code) {
    assertThat(standard.treat(RETRY, new Reason(code, ""))).isEqualTo(Treatment.RETRY);
    assertThat(standard.treat(REFUSED, new Reason(code, ""))).isEqualTo(Treatment.REFUSE);
  }

  @Test
  void an_operators_own_codes_go_before() {
    RetryRules rules =
        builder
            .permanent("ESME_RMSGQFUL", "a")
            .retry("b", "FULL")
            .throttle("c")
            .fatal("d", "d", "CLOSED")
            .unavailable("e")
            .build();
    assertThat(
            treatments(
                rules,
                "ESME_RMSGQFUL",
                "a",
                "b",
                "FULL",
                "c",
                "d",
                "ESME_RTHROTTLED",
                "CLOSED",
                "e"))
        .containsExactly(
            Treatment.REFUSE,
            Treatment.REFUSE,
            Treatment.RETRY,
            Treatment.RETRY,
            Treatment.THROTTLE,
            Treatment.FATAL,
            Treatment.THROTTLE,
            Treatment.FATAL,
            Treatment.UNAVAILABLE);
  }

  private static Treatment[] treatments(RetryRules rules, String... codes) {
    Treatment[] treatments = new Treatment[codes.length];
    for (int i = 0; i < codes.length; i++) {
      treatments[i] = rules.treat(i % 2 == 0 ? RETRY : REFUSED, new Reason(codes[i], ""));
    }
    return treatments;
  }

  @Test
  void a_code_in_two_lists_is_named() {
    builder.retry("0x00000413");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.permanent("x", "0x00000413"))
        .withMessage("\"0x00000413\" stands in two lists, retry and permanent; name it once");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.throttle("y").fatal("y"))
        .withMessageContaining("throttle and fatal");
  }

  @Test
  void pauses_double_until_the_longest() {
    assertThat(standard.pauseMillis(1, 0)).isEqualTo(1_000);
    assertThat(standard.pauseMillis(2, 0)).isEqualTo(2_000);
    assertThat(standard.pauseMillis(9, 0)).isEqualTo(256_000);
    assertThat(standard.pauseMillis(10, 0)).isEqualTo(300_000);
    assertThat(standard.pauseMillis(Integer.MAX_VALUE, 0)).isEqualTo(300_000);
  }

  @Test
  void jitter_shortens_a_pause() {
    assertThat(standard.pauseMillis(1, 0.5)).isEqualTo(900);
    RetryRules all = builder.jitter(1).build();
    assertThat(all.pauseMillis(1, 0.75)).isEqualTo(250);
    RetryRules none = builder.jitter(0).build();
    assertThat(none.pauseMillis(1, 0.75)).isEqualTo(1_000);
  }

  @Test
  void a_rest_doubles_up_to_half_a_minute() {
    assertThat(standard.restMillis(1, 0)).isEqualTo(1_000);
    assertThat(standard.restMillis(2, 0)).isEqualTo(2_000);
    assertThat(standard.restMillis(5, 0)).isEqualTo(16_000);
    assertThat(standard.restMillis(6, 0)).isEqualTo(30_000);
    assertThat(standard.restMillis(Integer.MAX_VALUE, 0)).isEqualTo(30_000);
    assertThat(standard.restMillis(1, 0.5)).isEqualTo(900);
  }

  @Property(tries = 200)
  void a_pause_lies_within_its_jitter(
      @ForAll @IntRange(min = 1, max = 31) int made,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double dice,
      @ForAll @DoubleRange(min = 0, max = 1) double jitter) {
    RetryRules rules =
        RetryRules.builder()
            .backOff(Duration.ofMillis(50), 3, Duration.ofHours(1))
            .jitter(jitter)
            .build();
    double whole = Math.min(50 * Math.pow(3, made - 1), 3_600_000);
    assertThat((double) rules.pauseMillis(made, dice))
        .isBetween(whole * (1 - jitter) - 1, whole + 0.5);
  }

  @Test
  void attempts_and_pauses_can_be_set() {
    Duration day = Duration.ofDays(1);
    RetryRules rules =
        builder.attempts(31).backOff(Duration.ofMillis(1), 100, day).jitter(0).build();
    assertThat(rules.attempts()).isEqualTo(31);
    assertThat(rules.pauseMillis(2, 0)).isEqualTo(100);
    assertThat(rules.pauseMillis(31, 0)).isEqualTo(day.toMillis());
    assertThat(builder.attempts(1).backOff(day, 1, day).build().pauseMillis(9, 0))
        .isEqualTo(day.toMillis());
    assertThat(standard.attempts()).isEqualTo(5);
  }

  @Test
  void it_says_what_it_does_not_take() {
    Duration second = Duration.ofSeconds(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.attempts(0))
        .withMessage("attempts must be 1 to 31 but was 0");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.attempts(32));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.jitter(1.5))
        .withMessage("the jitter must be 0 to 1 but was 1.5");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.jitter(-0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.jitter(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.backOff(second, 0.9, second))
        .withMessage("the back-off factor must be 1 to 100 but was 0.9");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.backOff(second, 101, second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.backOff(Duration.ofNanos(999_999), 2, second))
        .withMessage(
            "the pauses must grow from at least 1 ms to at most a day but were given as"
                + " PT0.000999999S to PT1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.backOff(second, 2, second.minusNanos(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.backOff(second, 2, Duration.ofDays(1).plusNanos(1)));
  }
}
