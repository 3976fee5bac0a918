package vn.loa.sms.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.sms.rules.Sample.CITY;
import static vn.loa.sms.rules.Sample.NOON;
import static vn.loa.sms.rules.Sample.NUMBER;
import static vn.loa.sms.rules.Sample.ORDER;
import static vn.loa.sms.rules.Sample.at;
import static vn.loa.sms.rules.Sample.notice;
import static vn.loa.sms.rules.Sample.ordered;
import static vn.loa.sms.rules.Sample.prepared;
import static vn.loa.sms.rules.Sample.sent;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Purpose;
import vn.loa.sms.rules.Decision.Defer;
import vn.loa.sms.rules.Decision.Refuse;
import vn.loa.sms.rules.Decision.Send;

class MessageRulesTest {

  private static final SendingHistory NONE = SendingHistory.none();

  private final MessageRules strict = prepared(SendingRules.builder(), notice());

  private static Defer defer(MessageRules rules, SendingHistory history, Instant now) {
    Decision decision = rules.decide(NUMBER, history, now);
    assertThat(decision).isInstanceOf(Defer.class);
    return (Defer) decision;
  }

  private static Rule refused(MessageRules rules, SendingHistory history, Instant now) {
    Decision decision = rules.decide(NUMBER, history, now);
    assertThat(decision).isInstanceOf(Refuse.class);
    return ((Refuse) decision).rule();
  }

  private static void goes(MessageRules rules, SendingHistory history, Instant now) {
    assertThat(rules.decide(NUMBER, history, now)).isEqualTo(new Send(null, Set.of()));
  }

  @Test
  void a_notice_at_noon_goes() {
    goes(strict, NONE, NOON);
    assertThat(strict.refusals()).isEmpty();
  }

  @Test
  void who_was_never_sent_anything_has_no_history() {
    assertThat(SendingHistory.none().nthLatest(NUMBER, 1)).isNull();
  }

  @Test
  void quiet_hours_begin_at_22_sharp_and_end_at_7_sharp() {
    goes(strict, NONE, at("2022-05-15T21:59:59.999999999"));
    Instant seven = at("2022-05-16T07:00");
    assertThat(defer(strict, NONE, at("2022-05-15T22:00")).until()).isEqualTo(seven);
    assertThat(defer(strict, NONE, at("2022-05-16T06:59:59.999999999")).until()).isEqualTo(seven);
    goes(strict, NONE, seven);
  }

  @Test
  void each_instant_is_judged_anew_in_whatever_order_they_are_asked() {
    for (String time : List.of("12:00", "23:00", "11:00", "03:00", "07:00", "02:00", "21:59")) {
      Decision decision = strict.decide(NUMBER, NONE, at("2022-05-15T" + time));
      boolean quiet = time.compareTo("07:00") < 0 || time.compareTo("22:00") >= 0;
      assertThat(decision.kind()).isEqualTo(quiet ? Decision.Kind.DEFER : Decision.Kind.SEND);
    }
  }

  @Test
  void the_reason_says_when_it_goes_on() {
    Defer defer = defer(strict, NONE, at("2022-05-15T23:30"));
    assertThat(defer.rule()).isEqualTo(Rule.QUIET_HOURS);
    assertThat(defer.reason())
        .isEqualTo("quiet hours from 22:00 to 07:00; goes on at 2022-05-16T07:00+07:00");
  }

  @Test
  void the_reason_says_when_the_message_is_expired_by_then() {
    Instant morning = at("2022-05-16T07:00");
    MessageRules late =
        prepared(SendingRules.builder(), Sample.message().validUntil(morning).build());
    assertThat(defer(late, NONE, at("2022-05-15T23:30")).reason())
        .endsWith(", but expires at 2022-05-16T07:00+07:00; make it valid longer");
    MessageRules justInTime =
        prepared(SendingRules.builder(), Sample.message().validUntil(morning.plusNanos(1)).build());
    assertThat(defer(justInTime, NONE, at("2022-05-15T23:30")).reason()).doesNotContain("expires");
  }

  @Test
  void the_fourth_message_goes_exactly_24_hours_after_the_first() {
    Instant first = at("2022-05-15T08:00");
    SendingHistory three = sent(first, first.plusSeconds(1), first.plusSeconds(2));
    Instant free = at("2022-05-16T08:00");
    Defer defer = defer(strict, three, free.minusNanos(1));
    assertThat(defer)
        .isEqualTo(
            new Defer(
                free,
                Rule.CAP,
                "the number has had 3 messages within 24 h; goes on at 2022-05-16T08:00+07:00"));
    goes(strict, three, free);
    goes(strict, sent(first, first), first);
  }

  @Test
  void a_cap_that_ends_in_quiet_hours_waits_for_the_morning() {
    Instant evening = at("2022-05-14T22:30").minus(Duration.ofHours(1));
    SendingHistory three = sent(evening, evening, evening);
    Instant now = at("2022-05-15T21:00");
    assertThat(defer(strict, three, now).until()).isEqualTo(at("2022-05-15T21:30"));
    SendingHistory later = sent(evening.plusSeconds(3600), NOON, NOON);
    Defer defer = defer(strict, later, now);
    assertThat(defer.until()).isEqualTo(at("2022-05-16T07:00"));
    assertThat(defer.rule()).isEqualTo(Rule.CAP);
  }

  @Test
  void quiet_hours_are_named_when_they_and_the_cap_forbid() {
    Instant morning = at("2022-05-15T08:00");
    Defer defer = defer(strict, sent(morning, morning, morning), at("2022-05-15T23:00"));
    assertThat(defer.rule()).isEqualTo(Rule.QUIET_HOURS);
    assertThat(defer.until()).isEqualTo(at("2022-05-16T08:00"));
  }

  @Test
  void another_cap_is_another_number_and_span() {
    MessageRules rules =
        prepared(SendingRules.builder().atMost(1, Duration.ofMinutes(90)), notice());
    assertThat(defer(rules, sent(NOON), NOON).reason())
        .isEqualTo(
            "the number has had 1 message within PT1H30M; goes on at 2022-05-15T13:30+07:00");
    goes(rules, sent(NOON), NOON.plusSeconds(5400));
  }

  @Test
  void a_stage_that_begins_at_midnight_begins_in_the_morning() {
    Stage stage = new Stage("mũi 4", at("2022-05-16T00:00"), at("2022-05-17T00:00"));
    MessageRules rules = prepared(SendingRules.builder().stages(List.of(stage)), notice());
    Instant seven = at("2022-05-16T07:00");
    Defer before = defer(rules, NONE, NOON);
    assertThat(before.rule()).isEqualTo(Rule.STAGES);
    assertThat(before.reason())
        .isEqualTo("no stage is under way; goes on at 2022-05-16T07:00+07:00");
    assertThat(before.until()).isEqualTo(seven);
    assertThat(defer(rules, NONE, at("2022-05-15T23:59:59.999999999")).rule())
        .isEqualTo(Rule.STAGES);
    assertThat(defer(rules, NONE, at("2022-05-16T00:00")).rule()).isEqualTo(Rule.QUIET_HOURS);
    goes(rules, NONE, seven);
  }

  @Test
  void a_stage_that_ends_at_night_leaves_the_night_to_the_next_one() {
    MessageRules rules =
        prepared(
            SendingRules.builder()
                .stages(
                    List.of(
                        new Stage("b", at("2022-05-18T10:00"), at("2022-05-18T11:00")),
                        new Stage("a", at("2022-05-15T10:00"), at("2022-05-15T23:00")))),
            notice());
    Instant next = at("2022-05-18T10:00");
    assertThat(defer(rules, NONE, at("2022-05-15T22:30")))
        .extracting(Defer::rule, Defer::until)
        .containsExactly(Rule.QUIET_HOURS, next);
    assertThat(defer(rules, NONE, at("2022-05-15T23:00")).rule()).isEqualTo(Rule.STAGES);
    goes(rules, NONE, at("2022-05-18T10:59:59.999999999"));
    assertThat(refused(rules, NONE, at("2022-05-18T11:00"))).isEqualTo(Rule.STAGES);
  }

  @Test
  void after_the_last_stage_it_is_refused_and_the_mend_is_said() {
    Stage stage = new Stage("mũi 4", at("2022-05-15T10:00"), at("2022-05-15T11:00"));
    MessageRules rules = prepared(SendingRules.builder().stages(List.of(stage)), notice());
    assertThat(rules.decide(NUMBER, NONE, NOON))
        .isEqualTo(
            new Refuse(
                Rule.STAGES,
                "no time is left until the last stage, \"mũi 4\", is over at"
                    + " 2022-05-15T11:00+07:00; give the rules a further stage"));
    goes(rules, NONE, at("2022-05-15T10:30"));
  }

  @Test
  void a_stage_that_cap_or_quiet_hours_use_up_is_over() {
    Stage night = new Stage("đêm", at("2022-05-15T22:30"), at("2022-05-16T06:00"));
    assertThat(
            refused(prepared(SendingRules.builder().stages(List.of(night)), notice()), NONE, NOON))
        .isEqualTo(Rule.STAGES);
    Stage day = new Stage("ngày", NOON, at("2022-05-15T13:00"));
    MessageRules rules = prepared(SendingRules.builder().stages(List.of(day)), notice());
    assertThat(refused(rules, sent(NOON, NOON, NOON), NOON)).isEqualTo(Rule.STAGES);
    goes(rules, NONE, NOON);
  }

  @Test
  void who_refused_gets_nothing_at_whatever_hour() {
    MessageRules rules = prepared(SendingRules.builder().optedOut(n -> n == NUMBER), notice());
    assertThat(refused(rules, NONE, NOON)).isEqualTo(Rule.OPT_OUT);
    assertThat(refused(rules, NONE, at("2022-05-15T23:00"))).isEqualTo(Rule.OPT_OUT);
    assertThat(rules.decide(NUMBER + 1, NONE, NOON)).isInstanceOf(Send.class);
  }

  @Test
  void rules_left_to_advertising_do_not_bind_notices() {
    Instant night = at("2022-05-15T23:00");
    SendingRules.Builder rules =
        SendingRules.builder()
            .optedOut(n -> true)
            .binds(Rule.QUIET_HOURS, Purpose.ADVERTISING)
            .binds(Rule.CAP, Purpose.ADVERTISING, Purpose.CUSTOMER_CARE)
            .binds(Rule.OPT_OUT, Purpose.ADVERTISING);
    goes(prepared(rules, notice()), sent(night, night, night), night);
    MessageRules care = prepared(rules, Sample.message().purpose(Purpose.CUSTOMER_CARE).build());
    assertThat(defer(care, sent(night, night, night), night).rule()).isEqualTo(Rule.CAP);
    MessageRules advertising =
        prepared(rules.registeredSenders(CITY).consented(n -> true), Sample.advertising());
    assertThat(refused(advertising, NONE, night)).isEqualTo(Rule.OPT_OUT);
    assertThat(
            defer(prepared(rules.optedOut(n -> false), Sample.advertising()), NONE, night).rule())
        .isEqualTo(Rule.QUIET_HOURS);
  }

  @Test
  void without_quiet_hours_stages_alone_open_and_close() {
    Stage day = new Stage("ngày", NOON, NOON.plusSeconds(60));
    MessageRules rules =
        prepared(
            SendingRules.builder()
                .stages(List.of(day))
                .binds(Rule.QUIET_HOURS, Purpose.ADVERTISING),
            notice());
    assertThat(defer(rules, NONE, at("2022-05-15T03:00")).until()).isEqualTo(NOON);
    goes(rules, NONE, NOON.plusSeconds(59));
    assertThat(refused(rules, NONE, NOON.plusSeconds(60))).isEqualTo(Rule.STAGES);
  }

  @Test
  void an_emergency_passes_quiet_hours_by_order_and_the_order_is_told() {
    Instant night = at("2022-05-15T23:00");
    MessageRules rules = ordered(SendingRules.builder());
    assertThat(rules.decide(NUMBER, NONE, night))
        .isEqualTo(new Send(ORDER, Set.of(Rule.QUIET_HOURS)));
    goes(rules, NONE, NOON);
  }

  @Test
  void an_emergency_passes_nothing_else_unless_it_is_said() {
    Instant night = at("2022-05-15T23:00");
    SendingHistory three = sent(night, night, night);
    Defer capped = defer(ordered(SendingRules.builder()), three, night);
    assertThat(capped.rule()).isEqualTo(Rule.CAP);
    assertThat(capped.until()).isEqualTo(night.plus(Duration.ofHours(24)));
    assertThat(refused(ordered(SendingRules.builder().optedOut(n -> true)), NONE, night))
        .isEqualTo(Rule.OPT_OUT);
    Stage over = new Stage("x", night.minusSeconds(9), night.minusSeconds(1));
    assertThat(refused(ordered(SendingRules.builder().stages(List.of(over))), NONE, night))
        .isEqualTo(Rule.STAGES);
  }

  @Test
  void an_emergency_passes_what_is_said_and_tells_each() {
    Instant night = at("2022-05-15T23:00");
    Stage over = new Stage("x", night.minusSeconds(9), night.minusSeconds(1));
    MessageRules rules =
        ordered(
            SendingRules.builder()
                .optedOut(n -> n == NUMBER)
                .stages(List.of(over))
                .emergencyPasses(Rule.CAP, Rule.OPT_OUT)
                .emergencyPasses(Rule.STAGES));
    assertThat(rules.decide(NUMBER, sent(night, night, night), night))
        .isEqualTo(new Send(ORDER, Set.of(Rule.QUIET_HOURS, Rule.CAP, Rule.OPT_OUT, Rule.STAGES)));
    assertThat(rules.decide(NUMBER + 1, NONE, NOON))
        .isEqualTo(new Send(ORDER, Set.of(Rule.STAGES)));
    assertThat(rules.decide(NUMBER, NONE, night.minusSeconds(5)))
        .isEqualTo(new Send(ORDER, Set.of(Rule.QUIET_HOURS, Rule.OPT_OUT)));
    assertThat(rules.decide(NUMBER + 1, sent(NOON, NOON, NOON), NOON))
        .isEqualTo(new Send(ORDER, Set.of(Rule.STAGES, Rule.CAP)));
  }

  @Test
  void who_refuses_while_it_is_decided_is_not_told_as_passed_by_order() {
    AtomicInteger asked = new AtomicInteger();
    MessageRules rules = ordered(SendingRules.builder().optedOut(n -> asked.incrementAndGet() > 2));
    assertThat(rules.decide(NUMBER, NONE, at("2022-05-15T23:00")))
        .isEqualTo(new Send(ORDER, Set.of(Rule.QUIET_HOURS)));
  }

  @Test
  void an_emergency_without_an_order_waits_and_says_what_is_missing() {
    MessageRules rules = prepared(SendingRules.builder(), Sample.emergency());
    assertThat(defer(rules, NONE, at("2022-05-15T23:00")).reason())
        .endsWith("; an emergency goes at once only with an emergency order, which is missing");
    assertThat(defer(rules, sent(NOON, NOON, NOON), NOON).reason()).doesNotContain("order");
    assertThat(defer(strict, NONE, at("2022-05-15T23:00")).reason()).doesNotContain("order");
    assertThat(defer(ordered(SendingRules.builder()), sent(NOON, NOON, NOON), NOON).reason())
        .doesNotContain("order");
  }

  @Test
  void a_refusal_says_too_that_an_order_is_missing_which_would_pass_it() {
    String missing = "; an emergency goes at once only with an emergency order, which is missing";
    Stage over = new Stage("x", NOON.minusSeconds(9), NOON);
    SendingRules.Builder outs = SendingRules.builder().optedOut(n -> true);
    SendingRules.Builder late = SendingRules.builder().stages(List.of(over));
    for (SendingRules.Builder rules : List.of(outs, late)) {
      assertThat(refusal(prepared(rules, Sample.emergency()))).doesNotContain(missing);
      rules.emergencyPasses(Rule.OPT_OUT, Rule.STAGES);
      assertThat(refusal(prepared(rules, Sample.emergency()))).endsWith(missing);
      assertThat(refusal(prepared(rules, notice()))).doesNotContain(missing);
    }
  }

  private static String refusal(MessageRules rules) {
    return ((Refuse) rules.decide(NUMBER, NONE, NOON)).reason();
  }

  @Test
  void an_order_for_what_is_no_emergency_is_refused() {
    MessageRules rules = SendingRules.builder().build().forMessage(notice(), CITY, ORDER);
    assertThat(rules.refusals())
        .containsExactly(
            new Refuse(
                Rule.EMERGENCY,
                "there is an emergency order for a message that is ROUTINE; make it EMERGENCY, or"
                    + " leave the order away"));
    assertThat(refused(rules, NONE, NOON)).isEqualTo(Rule.EMERGENCY);
  }

  @Test
  void what_simply_goes_or_waits_for_the_morning_is_one_object_for_all() {
    assertThat(strict.decide(NUMBER, NONE, NOON)).isSameAs(strict.decide(1, NONE, NOON));
    Instant night = at("2022-05-15T23:00");
    assertThat(strict.decide(NUMBER, NONE, night))
        .isSameAs(strict.decide(1, NONE, night.plusSeconds(9)));
  }

  @Test
  void kinds_are_those_of_the_decisions() {
    assertThat(new Send(null, Set.of()).kind()).isEqualTo(Decision.Kind.SEND);
    assertThat(new Defer(NOON, Rule.CAP, "").kind()).isEqualTo(Decision.Kind.DEFER);
    assertThat(new Refuse(Rule.CAP, "").kind()).isEqualTo(Decision.Kind.REFUSE);
  }

  @Test
  void a_message_may_come_from_a_number_when_it_is_no_advertising() {
    goes(SendingRules.builder().build().forMessage(notice(), null, null), NONE, NOON);
  }

  @Test
  void quiet_hours_within_a_day_in_another_zone() {
    MessageRules rules =
        prepared(
            SendingRules.builder()
                .zone(ZoneOffset.UTC)
                .quietHours(LocalTime.of(12, 0), LocalTime.of(14, 0)),
            notice());
    Instant noon = Instant.parse("2022-05-15T12:00:00Z");
    goes(rules, NONE, noon.minusNanos(1));
    assertThat(defer(rules, NONE, noon).until()).isEqualTo(noon.plusSeconds(7200));
    goes(rules, NONE, noon.plusSeconds(7200));
    goes(rules, NONE, noon.plusSeconds(36_000));
  }
}
