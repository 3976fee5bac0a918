package vn.loa.sms.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.loa.channel.EmergencyOrder;
import vn.loa.channel.Purpose;

class SendingRulesTest {

  private final SendingRules.Builder builder = SendingRules.builder();

  @ParameterizedTest
  @EnumSource(Rule.class)
  void every_rule_names_its_source_and_says_itself_in_two_languages(Rule rule) {
    assertThat(rule.source())
        .matches("(Nghị định|Thông tư) \\d+/20\\d\\d/(NĐ-CP|TT-BTTTT)(, Điều .*)?|Kế hoạch .*");
    assertThat(rule.vi()).matches("\\p{Lu}[^.]+\\.");
    assertThat(rule.en()).matches("\\p{Lu}[^.]+\\.");
    assertThat(rule.vi()).isNotEqualTo(rule.en());
  }

  @Test
  void quiet_hours_of_no_time_or_all_day_are_refused() {
    LocalTime noon = LocalTime.NOON;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.quietHours(noon, noon))
        .withMessageContaining("from 12:00 to 12:00 are no time or all day")
        .withMessageEndingWith("binds(Rule.QUIET_HOURS, Purpose.ADVERTISING)");
  }

  @Test
  void a_cap_is_at_least_one_message_within_some_time() {
    Duration day = Duration.ofDays(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.atMost(0, day))
        .withMessageContaining("0 within PT24H");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.atMost(1, Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.atMost(1, day.negated()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.atMost(1, Duration.ofDays(366).plusNanos(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.atMost(1_001, day))
        .withMessageStartingWith("a cap is 1 to 1000 messages within at most 366 days, not 1001");
    builder.atMost(1, Duration.ofNanos(1)).atMost(1_000, Duration.ofDays(366)).build();
  }

  @Test
  void nothing_lets_advertising_off() {
    for (Rule rule : new Rule[] {Rule.QUIET_HOURS, Rule.CAP, Rule.OPT_OUT}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.binds(rule, Purpose.PUBLIC_NOTICE))
          .withMessage(
              rule + " always binds advertising (" + rule.source() + "); name ADVERTISING too");
    }
    builder.binds(Rule.CAP, Purpose.ADVERTISING, Purpose.ADVERTISING);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.binds(Rule.LABEL, Purpose.ADVERTISING))
        .withMessageContaining("LABEL binds what it is about");
  }

  @ParameterizedTest
  @EnumSource(
      value = Rule.class,
      names = {"QUIET_HOURS", "CAP", "OPT_OUT", "STAGES"},
      mode = EnumSource.Mode.EXCLUDE)
  void no_emergency_passes_what_is_about_the_message(Rule rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.emergencyPasses(rule))
        .withMessageStartingWith("no emergency passes " + rule);
  }

  @Test
  void its_memory_of_sends_fits_its_cap() {
    RecentSends sends = builder.atMost(2, Duration.ofHours(1)).build().recentSends();
    sends.record(1, Instant.ofEpochSecond(10));
    sends.record(1, Instant.ofEpochSecond(20));
    sends.record(1, Instant.ofEpochSecond(30));
    assertThat(sends.nthLatest(1, 2)).isEqualTo(Instant.ofEpochSecond(20));
    assertThatIllegalArgumentException().isThrownBy(() -> sends.nthLatest(1, 3));
  }

  @Test
  void a_stage_of_days_has_its_first_and_its_last_day() {
    ZoneId zone = ZoneId.of("Asia/Ho_Chi_Minh");
    Stage stage = Stage.ofDays("mũi 4", LocalDate.of(2022, 5, 16), LocalDate.of(2022, 5, 17), zone);
    assertThat(stage)
        .isEqualTo(
            new Stage("mũi 4", Sample.at("2022-05-16T00:00"), Sample.at("2022-05-18T00:00")));
  }

  @Test
  void a_stage_lasts() {
    Instant now = Sample.NOON;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Stage("x", now, now))
        .withMessage(
            "stage \"x\" ends at " + now + ", not after it begins at " + now + "; end it later");
  }

  @Test
  void an_order_says_why_and_by_whom() {
    assertThat(new EmergencyOrder(" vỡ đê ", " Trực ban\n"))
        .isEqualTo(new EmergencyOrder("vỡ đê", "Trực ban"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EmergencyOrder(" ", "x"))
        .withMessage("an emergency order needs a reason: say what happened");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EmergencyOrder("x", ""))
        .withMessage("an emergency order needs a person: say who ordered it");
  }
}
