package vn.loa.sms.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import vn.loa.channel.Message;
import vn.loa.sms.rules.Decision.Defer;
import vn.loa.sms.rules.Decision.Refuse;

/** Decisions held against the clock on the wall, read minute by minute. */
class MessageRulesOracleTest {

  private static final int DAYS = 5;
  private static final int MINUTES = DAYS * 24 * 60;

  /** A case in minutes after an instant near which clocks are put forward or back. */
  record Case(
      String zone,
      Instant origin,
      int quietFrom,
      int quietTo,
      List<int[]> stages,
      List<Integer> sends,
      int now) {

    Instant minute(int minutes) {
      return origin.plusSeconds(60L * minutes);
    }

    SendingRules rules() {
      return SendingRules.builder()
          .zone(ZoneId.of(zone))
          .quietHours(time(quietFrom), time(quietTo))
          .stages(stages.stream().map(s -> new Stage("s", minute(s[0]), minute(s[1]))).toList())
          .build();
    }

    static LocalTime time(int minutes) {
      return LocalTime.ofSecondOfDay(60L * minutes);
    }

    SendingHistory history() {
      return Sample.sent(sends.stream().map(this::minute).toArray(Instant[]::new));
    }

    boolean mayGo(int minutes) {
      LocalTime clock = minute(minutes).atZone(ZoneId.of(zone)).toLocalTime();
      int shown = clock.getHour() * 60 + clock.getMinute();
      boolean quiet =
          quietFrom < quietTo
              ? shown >= quietFrom && shown < quietTo
              : shown >= quietFrom || shown < quietTo;
      boolean staged =
          stages.isEmpty() || stages.stream().anyMatch(s -> s[0] <= minutes && minutes < s[1]);
      long recent = sends.stream().filter(sent -> sent > minutes - 1440).count();
      return !quiet && staged && recent < 3;
    }

    @Override
    public String toString() {
      return zone
          + " "
          + rules().stages()
          + " quiet "
          + time(quietFrom)
          + "-"
          + time(quietTo)
          + " sends "
          + sends
          + " at "
          + minute(now);
    }
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<String[]> places =
        Arbitraries.of(
            new String[] {"Asia/Ho_Chi_Minh", "2022-05-14T00:00:00Z"},
            new String[] {"Europe/Berlin", "2022-03-25T12:00:00Z"},
            new String[] {"Europe/Berlin", "2022-10-28T12:00:00Z"},
            new String[] {"America/New_York", "2022-11-04T20:00:00Z"},
            new String[] {"Australia/Lord_Howe", "2022-04-01T00:00:00Z"},
            new String[] {"Africa/Casablanca", "2022-03-25T00:00:00Z"},
            new String[] {"Pacific/Apia", "2011-12-28T00:00:00Z"},
            new String[] {"America/Sao_Paulo", "2018-11-02T12:00:00Z"});
    Arbitrary<Integer> times =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 1439),
            Arbitraries.of(0, 60, 120, 150, 180, 420, 1320, 1439));
    Arbitrary<List<int[]>> stages =
        Combinators.combine(
                Arbitraries.integers().between(0, MINUTES), Arbitraries.integers().between(1, 2000))
            .as((from, length) -> new int[] {from, from + length})
            .list()
            .ofMaxSize(3);
    Arbitrary<List<Integer>> sends =
        Arbitraries.integers().between(-1500, 1500).list().ofMaxSize(5);
    return Combinators.combine(
            places, times, times, stages, sends, Arbitraries.integers().between(0, 1500))
        .filter((place, from, to, s, h, now) -> !from.equals(to))
        .as(
            (place, from, to, s, h, now) ->
                new Case(place[0], Instant.parse(place[1]), from, to, s, h, now));
  }

  @Property(tries = 250)
  void a_deferral_ends_at_the_first_minute_that_nothing_forbids(@ForAll("cases") Case given) {
    Message message = Sample.notice();
    MessageRules rules = given.rules().forMessage(message, null, null);
    int first = given.now();
    while (first < 3 * MINUTES && !given.mayGo(first)) {
      first++;
    }
    Decision decision = rules.decide(1, given.history(), given.minute(given.now()));
    if (first == given.now()) {
      assertThat(decision.kind()).isEqualTo(Decision.Kind.SEND);
    } else if (first < 3 * MINUTES) {
      assertThat(((Defer) decision).until()).isEqualTo(given.minute(first));
    } else {
      assertThat(((Refuse) decision).rule()).isEqualTo(Rule.STAGES);
    }
  }

  @Property(tries = 25)
  void one_object_asked_for_every_minute_in_any_order_says_what_a_new_one_says(
      @ForAll("cases") Case given, @ForAll int stride) {
    SendingRules rules = given.rules();
    MessageRules kept = rules.forMessage(Sample.notice(), null, null);
    for (int i = 0; i < 400; i++) {
      int minute = Math.floorMod(i * (stride | 1) * 7, MINUTES);
      Instant now = given.minute(minute).plus(Duration.ofNanos(i % 2));
      assertThat(kept.decide(1, given.history(), now))
          .isEqualTo(rules.forMessage(Sample.notice(), null, null).decide(1, given.history(), now));
    }
  }
}
