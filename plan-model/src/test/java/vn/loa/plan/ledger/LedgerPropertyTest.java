package vn.loa.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.plan.SmallPlan.clause;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Plan;
import vn.loa.plan.RegimeRules;
import vn.loa.plan.ReportKey;
import vn.loa.plan.SmallPlan;

/**
 * What must hold of every ledger, whatever happened, under whichever rules, in whichever order it
 * was entered: events of every kind that touches a report, at instants around every due date.
 */
class LedgerPropertyTest {

  private static final Instant BEGIN = Instant.parse("2022-05-01T00:00:00Z");
  private static final List<String> AGENCIES = List.of("so-y-te", "q1", "q3");
  private static final List<String> PERIODS = List.of("2022-05", "2022-06", "2022-Q2", "2022-07");

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs()
        .between(0, Duration.ofDays(90).toMillis())
        .map(BEGIN::plusMillis)
        .edgeCases(
            edge ->
                edge.add(
                    Instant.parse("2022-05-14T16:59:59.999Z"),
                    Instant.parse("2022-05-14T17:00:00Z"),
                    Instant.parse("2022-06-14T17:00:00.001Z")));
  }

  private Arbitrary<ReportKey> keys() {
    return Combinators.combine(Arbitraries.of(AGENCIES), Arbitraries.of(PERIODS)).as(City::key);
  }

  @Provide
  Arbitrary<List<LedgerEvent>> events() {
    Arbitrary<Integer> versions = Arbitraries.integers().between(1, 3);
    return Arbitraries.frequencyOf(
            Tuple.of(6, Combinators.combine(keys(), versions, instants()).as(this::submission)),
            Tuple.of(
                2,
                Combinators.combine(keys(), versions, instants(), Arbitraries.of(true, false))
                    .as(this::review)),
            Tuple.of(1, Combinators.combine(keys(), versions, instants()).as(this::forwarding)),
            Tuple.of(1, Combinators.combine(keys(), instants()).as(this::excuse)),
            Tuple.of(
                1, Combinators.combine(Arbitraries.of(AGENCIES), instants()).as(this::exemption)))
        .list()
        .ofMaxSize(25)
        .map(LedgerPropertyTest::eachOnce);
  }

  private LedgerEvent submission(ReportKey key, int version, Instant at) {
    return Submission.builder(key.agency(), at, new DocumentRef(1, "BC-UBND"))
        .discharges(key)
        .version(version)
        .sentAt(at.minusSeconds(7_200))
        .nothingToReport(version == 2)
        .build();
  }

  private LedgerEvent review(ReportKey key, int version, Instant at, boolean accepted) {
    return accepted
        ? Review.accepted(key, version, at, "VX")
        : Review.returned(key, version, at, "VX", "thiếu");
  }

  private LedgerEvent forwarding(ReportKey key, int version, Instant at) {
    return new Forwarding(key, version, at, "so-tttt");
  }

  private LedgerEvent excuse(ReportKey key, Instant at) {
    return new Excuse(key, at, "VP", "lụt", "5/CV", List.of());
  }

  private LedgerEvent exemption(String agency, Instant at) {
    LocalDate from = LocalDate.ofInstant(at, SmallPlan.ZONE);
    return new Exemption(
        agency, null, from, from.plusDays(40), at, "VP", "sáp nhập", "8/QĐ", List.of());
  }

  /** A ledger refuses a second report of one version, whichever comes first. */
  private static List<LedgerEvent> eachOnce(List<LedgerEvent> events) {
    Map<Object, LedgerEvent> once = new LinkedHashMap<>();
    for (LedgerEvent event : events) {
      once.put(
          event instanceof Submission one ? List.of(one.discharges(), one.version()) : event,
          event);
    }
    return List.copyOf(once.values());
  }

  @Provide
  Arbitrary<Plan> plans() {
    return Combinators.combine(
            Arbitraries.of(RegimeRules.Clock.values()),
            Arbitraries.of(RegimeRules.ReceivedBy.values()),
            Arbitraries.of(RegimeRules.Timeliness.values()),
            Arbitraries.integers().between(0, 3))
        .as(
            (clock, receivedBy, timeliness, window) ->
                SmallPlan.plan(
                    RegimeRules.builder()
                        .clock(clock)
                        .receivedBy(receivedBy)
                        .timeliness(timeliness)
                        .correctionWindow(window)
                        .build()));
  }

  /** Enters each as soon as it happened, or later where the one before was entered later. */
  private static Ledger enter(Plan plan, List<LedgerEvent> events, ListLog log) {
    Instant[] now = {BEGIN};
    Ledger ledger = Ledger.open(plan, SmallPlan.roster(), log, () -> now[0]);
    for (LedgerEvent event : events) {
      now[0] = event.happenedAt().isAfter(now[0]) ? event.happenedAt() : now[0];
      ledger.enter(event, "van-thu");
    }
    return ledger;
  }

  private static Compliance sum(LedgerState state) {
    return state.statuses().stream()
        .map(status -> Compliance.of(status.state()))
        .reduce(Compliance.NONE, Compliance::plus);
  }

  @Property(tries = 400)
  void the_figures_are_the_sum_of_the_states_at_any_instant(
      @ForAll("plans") Plan plan,
      @ForAll("events") List<LedgerEvent> events,
      @ForAll("instants") Instant asOf) {
    LedgerState state = enter(plan, events, new ListLog()).asOf(asOf);

    assertThat(state.compliance()).isEqualTo(sum(state));
    assertThat(state.compliance().expected() + state.compliance().exempt()).isEqualTo(36);
    for (String agency : AGENCIES) {
      assertThat(state.of(agency).compliance()).isEqualTo(sum(state.of(agency)));
    }
    assertThat(state.inPeriod("2022-06").compliance()).isEqualTo(sum(state.inPeriod("2022-06")));
    for (ReportStatus.State one : ReportStatus.State.values()) {
      assertThat(state.statuses(one))
          .isEqualTo(state.statuses().stream().filter(it -> it.state() == one).toList());
    }
  }

  @Property(tries = 300)
  void once_all_is_known_the_order_in_which_it_was_entered_makes_no_difference(
      @ForAll("plans") Plan plan,
      @ForAll("events") List<LedgerEvent> events,
      @ForAll long seed,
      @ForAll @IntRange(max = 30) int days) {
    List<LedgerEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(seed));
    Instant asOf = BEGIN.plus(Duration.ofDays(91L + days));

    LedgerState one = enter(plan, events, new ListLog()).asOf(asOf);
    LedgerState other = enter(plan, shuffled, new ListLog()).asOf(asOf);

    assertThat(other.statuses()).isEqualTo(one.statuses());
    assertThat(other.compliance()).isEqualTo(one.compliance());
  }

  @Property(tries = 300)
  void a_past_day_is_what_a_replay_of_what_was_known_then_gives(
      @ForAll("plans") Plan plan,
      @ForAll("events") List<LedgerEvent> events,
      @ForAll("instants") Instant asOf) {
    ListLog log = new ListLog();
    Ledger all = enter(plan, events, log);
    ListLog prefix = new ListLog();
    List<LedgerEntry> known =
        log.readAfter(0).stream().filter(entry -> !entry.at().isAfter(asOf)).toList();
    if (!known.isEmpty()) {
      prefix.append(known);
    }
    Ledger replayed = Ledger.open(plan, SmallPlan.roster(), prefix, () -> asOf);

    assertThat(all.asOf(asOf).statuses()).isEqualTo(replayed.asOf(asOf).statuses());
    assertThat(all.asOf(asOf).compliance()).isEqualTo(replayed.asOf(asOf).compliance());
    assertThat(all.asOf(asOf).lateness()).isEqualTo(replayed.asOf(asOf).lateness());
  }

  @Property(tries = 200)
  void a_ledger_read_again_is_the_ledger_that_was_written(
      @ForAll("plans") Plan plan,
      @ForAll("events") List<LedgerEvent> events,
      @ForAll("instants") Instant asOf) {
    ListLog log = new ListLog();
    Ledger live = enter(plan, events, log);

    Ledger again = Ledger.open(plan, SmallPlan.roster(), log, () -> asOf);

    assertThat(again.asOf(asOf).statuses()).isEqualTo(live.asOf(asOf).statuses());
    assertThat(again.asOf(asOf).compliance()).isEqualTo(live.asOf(asOf).compliance());
    assertThat(again.entries()).isEqualTo(live.entries());
  }

  @Property(tries = 200)
  void what_is_entered_later_never_changes_a_past_day(
      @ForAll("events") List<LedgerEvent> events,
      @ForAll("events") List<LedgerEvent> more,
      @ForAll("instants") Instant asOf) {
    ListLog log = new ListLog();
    Ledger ledger = enter(SmallPlan.plan(), events, log);
    List<ReportStatus> before = ledger.asOf(asOf).statuses();
    Instant later = BEGIN.plus(Duration.ofDays(200));
    Ledger after = Ledger.open(SmallPlan.plan(), SmallPlan.roster(), log, () -> later);
    for (LedgerEvent event : more) {
      try {
        after.enter(event, "van-thu");
      } catch (DuplicateEntryException here) {
        // The first stays.
      }
    }

    assertThat(after.asOf(asOf).statuses()).isEqualTo(before);
    assertThat(after.asOf(asOf).compliance()).isEqualTo(ledger.asOf(asOf).compliance());
  }

  @Property(tries = 100)
  void an_activity_is_seen_from_the_moment_it_was_done_and_known(
      @ForAll("instants") Instant done, @ForAll("instants") Instant asOf) {
    Activity activity =
        new Activity("a-1", clause("II.1.2"), clause("II.2.a"), "q1", done, List.of(), List.of());
    Ledger ledger = enter(SmallPlan.plan(), List.of(activity), new ListLog());

    assertThat(ledger.asOf(asOf).activities()).hasSize(asOf.isBefore(done) ? 0 : 1);
  }
}
