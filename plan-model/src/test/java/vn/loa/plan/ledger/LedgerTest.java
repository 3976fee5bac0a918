package vn.loa.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.plan.SmallPlan.clause;
import static vn.loa.plan.ledger.City.at;
import static vn.loa.plan.ledger.City.key;
import static vn.loa.plan.ledger.City.submission;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Measure;
import vn.loa.plan.Plan;
import vn.loa.plan.RegimeRules;
import vn.loa.plan.ReportKey;
import vn.loa.plan.Roster;
import vn.loa.plan.SmallPlan;
import vn.loa.plan.Unit;
import vn.loa.plan.UnknownNameException;

class LedgerTest {

  private static final Instant DUE = Instant.parse("2022-05-14T17:00:00Z");
  private static final Instant AFTER_ALL = Instant.parse("2023-01-31T00:00:00Z");
  private static final ReportKey MAY = key("q1", "2022-05");

  private final City city = new City();
  private final Ledger ledger = city.ledger;

  private static Submission receivedAt(Instant received) {
    return Submission.of("q1", "monthly", "2022-05", received, new DocumentRef(12, "BC-UBND"));
  }

  private static Activity activity(String id, Instant at) {
    return new Activity(
        id,
        clause("II.1.2"),
        clause("II.2.a"),
        "q1",
        at,
        List.of(new Measure(9_500, Unit.RECIPIENTS)),
        List.of());
  }

  @Test
  void a_report_received_the_last_nanosecond_before_it_is_due_is_on_time() {
    city.enter(receivedAt(DUE.minusNanos(1)));

    ReportStatus status = ledger.asOf(AFTER_ALL).status(MAY);

    assertThat(status.state()).isEqualTo(ReportStatus.State.ON_TIME);
    assertThat(status.firstReceived()).isEqualTo(DUE.minusNanos(1));
    assertThat(status.counted()).isEqualTo(DUE.minusNanos(1));
    assertThat(status.lateness()).isZero();
  }

  @Test
  void a_report_received_at_the_due_instant_is_late() {
    city.enter(receivedAt(DUE));

    assertThat(ledger.asOf(DUE).status(MAY).state()).isEqualTo(ReportStatus.State.LATE);
    assertThat(ledger.asOf(DUE).status(MAY).lateness()).isZero();
  }

  @Test
  void lateness_runs_from_the_due_instant() {
    city.enter(receivedAt(DUE.plusSeconds(3_600)));

    assertThat(ledger.asOf(AFTER_ALL).status(MAY).lateness()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void what_has_not_come_is_pending_until_due_and_overdue_from_then_on() {
    assertThat(ledger.asOf(DUE.minusNanos(1)).status(MAY).state())
        .isEqualTo(ReportStatus.State.PENDING);
    assertThat(ledger.asOf(DUE).status(MAY).state()).isEqualTo(ReportStatus.State.OVERDUE);
    assertThat(ledger.asOf(DUE.plusSeconds(60)).status(MAY).lateness())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void a_correction_that_nobody_asked_for_does_not_make_a_report_late() {
    city.receive("q1", "2022-05", "2022-05-14T23:59")
        .receive("q1", "2022-05", "2022-05-15T09:00", 2);

    assertThat(ledger.asOf(AFTER_ALL).status(MAY).state()).isEqualTo(ReportStatus.State.ON_TIME);
  }

  @Test
  void a_past_day_shows_what_was_known_then() {
    city.setTo("2022-05-20T00:00").enter(receivedAt(DUE.minusSeconds(60)));
    Instant entered = at("2022-05-20T00:00");

    assertThat(ledger.asOf(DUE.plusSeconds(1)).status(MAY).state())
        .isEqualTo(ReportStatus.State.OVERDUE);
    assertThat(ledger.asOf(entered.minusNanos(1)).status(MAY).state())
        .isEqualTo(ReportStatus.State.OVERDUE);
    assertThat(ledger.asOf(entered.minusNanos(1)).compliance().overdue()).isEqualTo(3);
    assertThat(ledger.asOf(entered).status(MAY).state()).isEqualTo(ReportStatus.State.ON_TIME);
    assertThat(ledger.asOf(entered).compliance().overdue()).isEqualTo(2);
    assertThat(ledger.asOf(entered.minusNanos(1)).submissions()).isEmpty();
  }

  @Test
  void what_is_entered_ahead_of_its_time_does_not_count_yet() {
    ledger.submit(receivedAt(DUE.plusMillis(1)));
    ledger.record(activity("a-1", DUE));

    assertThat(ledger.asOf(DUE).status(MAY).state()).isEqualTo(ReportStatus.State.OVERDUE);
    assertThat(ledger.asOf(DUE).compliance().actual()).isZero();
    assertThat(ledger.asOf(DUE.plusMillis(1)).status(MAY).state())
        .isEqualTo(ReportStatus.State.LATE);
    assertThat(ledger.asOf(DUE.plusMillis(1)).compliance().actual()).isEqualTo(1);
    assertThat(ledger.asOf(DUE.minusNanos(1)).activities()).isEmpty();
    assertThat(ledger.asOf(DUE).activities()).hasSize(1);
  }

  @Test
  void an_activity_counts_once() {
    ledger.record(activity("a-1", DUE));

    assertThatThrownBy(() -> ledger.record(activity("a-1", DUE)))
        .isInstanceOf(DuplicateEntryException.class)
        .hasMessageContaining("activity \"a-1\" is here already and counts once");
    assertThat(ledger.asOf(AFTER_ALL).activities()).containsExactly(activity("a-1", DUE));
  }

  @Test
  void a_later_version_of_an_activity_stands_in_its_place_from_when_it_is_known() {
    Activity mended = version(2, 950);
    city.enter(activity("a-1", DUE)).enter(activity("a-2", DUE));
    city.setTo("2022-06-01T00:00").enter(mended);

    assertThat(ledger.asOf(AFTER_ALL).activities()).containsExactly(mended, activity("a-2", DUE));
    assertThat(ledger.asOf(City.at("2022-05-31T00:00")).activities())
        .containsExactly(activity("a-1", DUE), activity("a-2", DUE));
  }

  @Test
  void the_highest_version_of_an_activity_counts_in_whatever_order_they_come() {
    ledger.record(version(3, 3));
    ledger.record(version(2, 2));
    ledger.record(version(1, 1));

    assertThat(ledger.asOf(AFTER_ALL).activities()).containsExactly(version(3, 3));
    assertThatThrownBy(() -> ledger.record(version(2, 5)))
        .isInstanceOf(DuplicateEntryException.class)
        .hasMessageContaining("a version after 2");
  }

  private static Activity version(int version, long recipients) {
    return Activity.builder("a-1", clause("II.1.2"), clause("II.2.a"), "q1", DUE)
        .version(version)
        .measure(recipients, Unit.RECIPIENTS)
        .build();
  }

  @Test
  void a_report_in_the_same_version_is_not_entered_twice() {
    city.receive("q1", "2022-05", "2022-05-01T08:00");

    assertThatThrownBy(() -> city.receive("q1", "2022-05", "2022-05-02T08:00"))
        .isInstanceOf(DuplicateEntryException.class)
        .hasMessage(
            "monthly report 2022-05 of q1 is here already in version 1; a correction is version 2");
    assertThat(ledger.entries()).hasSize(1);
  }

  @Test
  void a_later_version_may_arrive_before_an_earlier_one() {
    city.receive("q1", "2022-05", "2022-05-16T08:00", 2);
    assertThat(city.state("q1", "2022-05", "2022-05-16T08:00")).isEqualTo(ReportStatus.State.LATE);

    city.receive("q1", "2022-05", "2022-05-13T08:00", 1);

    assertThat(city.state("q1", "2022-05", "2022-05-16T08:00"))
        .isEqualTo(ReportStatus.State.ON_TIME);
  }

  @Test
  void one_submission_may_discharge_several_reports() {
    city.enter(
        Submission.builder("q1", at("2022-06-10T08:00"), new DocumentRef(20, "BC-UBND"))
            .discharges("monthly", "2022-06")
            .discharges("quarterly", "2022-Q2")
            .nothingToReport(true)
            .build());

    LedgerState state = ledger.asOf(AFTER_ALL).of("q1");

    assertThat(state.compliance().onTime()).isEqualTo(2);
    assertThat(state.status(key("q1", "2022-Q2")).nothingToReport()).isTrue();
    assertThat(state.submissions()).hasSize(1);
  }

  @Test
  void what_the_plan_or_the_roster_does_not_know_is_named_with_what_exists() {
    assertThatThrownBy(() -> city.receive("q2", "2022-05", "2022-05-01T08:00"))
        .isInstanceOf(UnknownNameException.class)
        .hasMessageContaining("agency \"q2\"")
        .hasMessageContaining("\"q1\"");
    assertThatThrownBy(() -> city.receive("q1", "2022-04", "2022-05-01T08:00"))
        .isInstanceOf(UnknownNameException.class)
        .hasMessageContaining(
            "plan 7/KH-UBND, obligation monthly, has no period \"2022-04\"; expected one of 8");
    Activity stranger =
        new Activity("a", clause("II.1.9"), clause("II.2.a"), "q1", DUE, List.of(), List.of());
    assertThatThrownBy(() -> ledger.record(stranger)).hasMessageContaining("theme \"II.1.9\"");
    assertThat(ledger.entries()).isEmpty();
  }

  @Test
  void a_report_that_nobody_expects_is_kept_and_counts_nowhere() {
    Compliance before = ledger.asOf(AFTER_ALL).compliance();

    city.receive("bao-1", "2022-05", "2022-05-01T08:00");

    assertThat(ledger.asOf(AFTER_ALL).surplus()).hasSize(1);
    assertThat(ledger.asOf(AFTER_ALL).compliance()).isEqualTo(before);
  }

  @Test
  void compliance_counts_what_it_is_narrowed_to() {
    city.receive("q1", "2022-05", "2022-05-14T08:00").receive("q3", "2022-05", "2022-05-15T00:00");

    LedgerState state = ledger.asOf(at("2022-05-15T00:01"));

    assertThat(state.compliance()).isEqualTo(new Compliance(1, 1, 1, 33));
    assertThat(state.inPeriod("2022-05").compliance()).isEqualTo(new Compliance(1, 1, 1, 0));
    assertThat(state.inPeriod("2022-05").compliance().reportingRate()).hasToString("2/3");
    assertThat(state.inPeriod("2022-05").compliance().onTimeRate()).hasToString("1/3");
    assertThat(state.owing("quarterly").compliance().expected()).isEqualTo(9);
    assertThat(state.of("q1").compliance()).isEqualTo(new Compliance(1, 0, 0, 11));
    assertThat(state.of("q1").owing("monthly").compliance().expected()).isEqualTo(8);
    assertThat(state.under("q1").compliance()).isEqualTo(state.of("q1").compliance());
    assertThat(state.of("q1-p1").compliance().reportingRate()).hasToString("n/a");
    assertThat(state.inGroup(clause("IV.4")).compliance()).isEqualTo(state.compliance());
    assertThat(state.inGroup(clause("IV.5")).compliance()).isEqualTo(Compliance.NONE);
    assertThat(state.overdue())
        .extracting(status -> status.report().agency())
        .containsExactly("so-y-te");
  }

  @Test
  void a_theme_counts_the_agencies_that_a_task_binds_to_it() {
    LedgerState state = ledger.asOf(AFTER_ALL);

    assertThat(state.onTheme(clause("II.1.1")).statuses())
        .extracting(status -> status.report().agency())
        .containsOnly("q1", "q3");
  }

  @Test
  void narrowing_to_what_does_not_exist_is_refused_with_what_exists() {
    LedgerState state = ledger.asOf(AFTER_ALL);

    assertThatThrownBy(() -> state.under("q-1")).hasMessageContaining("\"q1\"");
    assertThatThrownBy(() -> state.inPeriod("2022-13")).hasMessageContaining("2022-12");
    assertThatThrownBy(() -> state.owing("weekly")).isInstanceOf(UnknownNameException.class);
    assertThatThrownBy(() -> state.status(key("bao-1", "2022-05")))
        .isInstanceOf(UnknownNameException.class)
        .hasMessageContaining("monthly report 2022-05 of bao-1");
  }

  @Test
  void how_late_reports_came_is_told_by_median_and_ninetieth_percentile() {
    city.receive("q1", "2022-05", "2022-05-15T01:00").receive("q3", "2022-05", "2022-05-16T00:00");

    Lateness lateness = ledger.asOf(AFTER_ALL).lateness().orElseThrow();

    assertThat(lateness).isEqualTo(new Lateness(2, Duration.ofHours(1), Duration.ofHours(24)));
    assertThat(ledger.asOf(AFTER_ALL).of("so-y-te").lateness()).isEmpty();
  }

  @Test
  void a_list_that_was_read_does_not_grow() {
    List<LedgerEntry> before = ledger.entries();
    LedgerState state = ledger.asOf(AFTER_ALL);
    for (int i = 1; i <= 40; i++) {
      ledger.record(activity("a-" + i, DUE));
    }
    city.receive("q1", "2022-05", "2022-05-01T08:00");

    assertThat(before).isEmpty();
    assertThat(state.activities()).isEmpty();
    assertThat(state.compliance().actual()).isZero();
    assertThat(ledger.entries()).hasSize(41);
    assertThat(ledger.entries().get(40).seq()).isEqualTo(41);
    assertThatThrownBy(() -> ledger.entries().remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void entries_never_go_back_when_the_clock_does() {
    city.enter(activity("a-1", DUE)).setTo("2022-05-01T00:00");

    assertThat(ledger.record(activity("a-2", DUE)).at()).isEqualTo(DUE);
  }

  @Test
  void a_ledger_opened_again_knows_what_it_knew() {
    city.receive("q1", "2022-05", "2022-05-01T08:00").enter(activity("a-1", DUE));
    ledger.close();

    Ledger again = Ledger.open(SmallPlan.plan(), SmallPlan.roster(), city.log, () -> DUE);

    assertThat(again.entries()).isEqualTo(ledger.entries());
    assertThatThrownBy(() -> again.record(activity("a-1", DUE)))
        .isInstanceOf(DuplicateEntryException.class);
    assertThat(again.asOf(DUE).statuses()).isEqualTo(ledger.asOf(DUE).statuses());
    assertThat(again.asOf(DUE).compliance()).isEqualTo(ledger.asOf(DUE).compliance());
  }

  @Test
  void an_entry_that_could_not_be_kept_is_not_seen() {
    LedgerLog full = new FullLog();
    Ledger unlucky = Ledger.open(SmallPlan.plan(), SmallPlan.roster(), full, () -> DUE);

    assertThatThrownBy(() -> unlucky.record(activity("a-1", DUE))).hasMessage("disk full");
    assertThat(unlucky.asOf(DUE).activities()).isEmpty();
  }

  private static final class FullLog implements LedgerLog {
    @Override
    public List<LedgerEntry> readAfter(long seq) {
      return List.of();
    }

    @Override
    public void append(List<LedgerEntry> entries) {
      throw new IllegalStateException("disk full");
    }

    @Override
    public String head() {
      return "";
    }

    @Override
    public void close() {}
  }

  @Test
  void a_batch_is_entered_whole_or_not_at_all() {
    assertThatThrownBy(
            () ->
                ledger.enter(
                    List.of(
                        activity("a-1", DUE), submission("q1", "2022-04", "2022-05-01T08:00", 1)),
                    "van-thu"))
        .isInstanceOf(UnknownNameException.class);
    assertThatThrownBy(
            () -> ledger.enter(List.of(activity("a-1", DUE), activity("a-1", DUE)), "van-thu"))
        .isInstanceOf(DuplicateEntryException.class);
    assertThatThrownBy(() -> ledger.enter(List.of(), "van-thu"))
        .hasMessageContaining("at least one event");
    assertThat(ledger.entries()).isEmpty();

    ledger.enter(List.of(activity("a-1", DUE), activity("a-2", DUE)), "van-thu");
    assertThat(ledger.entries()).extracting(LedgerEntry::seq).containsExactly(1L, 2L);
  }

  @Test
  void two_ledgers_on_one_log_see_what_the_other_entered() {
    Ledger other = Ledger.open(SmallPlan.plan(), SmallPlan.roster(), city.log.other(), () -> DUE);
    other.record(activity("a-1", DUE));

    assertThat(ledger.record(activity("a-2", DUE)).seq()).isEqualTo(2);
    assertThatThrownBy(() -> ledger.record(activity("a-1", DUE)))
        .isInstanceOf(DuplicateEntryException.class);
    assertThat(other.refresh()).isEqualTo(1);
    assertThat(other.entries()).isEqualTo(ledger.entries());
  }

  @Test
  void what_another_writer_entered_first_is_a_duplicate_also_when_it_was_not_read_yet() {
    Ledger other = Ledger.open(SmallPlan.plan(), SmallPlan.roster(), city.log.other(), () -> DUE);
    other.record(activity("a-1", DUE));

    assertThatThrownBy(() -> ledger.record(activity("a-1", DUE)))
        .isInstanceOf(DuplicateEntryException.class);
    assertThat(city.log.readAfter(0)).hasSize(1);
  }

  @Test
  void an_entry_that_fits_neither_plan_nor_roster_keeps_a_ledger_closed() {
    city.enter(activity("a-1", DUE));
    Plan other = SmallPlan.builder().themes(List.of()).tasks(List.of()).build();

    assertThatThrownBy(() -> Ledger.open(other, SmallPlan.roster(), city.log, () -> DUE))
        .hasMessageContaining("ledger entry 1 does not fit plan 7/KH-UBND and its roster")
        .hasMessageContaining("II.1.2");
  }

  @Test
  void entries_about_what_an_amendment_removed_stay_and_count_nowhere() {
    city.receive("q1", "2022-05", "2022-05-01T08:00").receive("q1", "2022-Q2", "2022-06-01T08:00");
    Plan amended =
        SmallPlan.plan()
            .amend(
                DocumentRef.parse("9/KH-UBND"),
                LocalDate.of(2022, 7, 1),
                builder ->
                    builder.regime(
                        SmallPlan.plan(RegimeRules.DEFAULTS, SmallPlan.plan().obligation("monthly"))
                            .regime()));

    Ledger after = Ledger.open(amended, SmallPlan.roster(), city.log, () -> DUE);

    assertThat(after.entries()).hasSize(2);
    assertThat(after.asOf(AFTER_ALL).compliance().onTime()).isEqualTo(1);
  }

  @Test
  void a_ledger_of_nobody_and_one_without_due_dates_have_nothing_to_count() {
    Ledger nobody = Ledger.open(SmallPlan.plan(), Roster.of(List.of()), new ListLog(), () -> DUE);
    Plan issuedTooLate = SmallPlan.builder().issuedOn(LocalDate.of(2022, 12, 31)).build();
    Ledger nothing = Ledger.open(issuedTooLate, SmallPlan.roster(), new ListLog(), () -> DUE);

    for (LedgerState state : List.of(nobody.now(), nothing.now())) {
      assertThat(state.compliance()).isEqualTo(Compliance.NONE);
      assertThat(state.statuses()).isEmpty();
      assertThat(state.lateness()).isEmpty();
    }
    assertThat(nothing.now().under("q1").compliance()).isEqualTo(Compliance.NONE);
  }

  @Test
  void the_beginning_and_the_end_of_time_can_be_asked() {
    city.receive("q1", "2022-05", "2022-05-01T08:00");

    assertThat(ledger.asOf(Instant.MIN).compliance()).isEqualTo(new Compliance(0, 0, 0, 36));
    assertThat(ledger.asOf(Instant.MAX).compliance()).isEqualTo(new Compliance(1, 0, 35, 0));
    assertThat(ledger.asOf(Instant.MAX).overdue()).hasSize(35);
    assertThat(ledger.asOf(Instant.MAX).explain(key("q3", "2022-05")).verdict().en())
        .startsWith("overdue by ");
  }

  @Test
  void a_year_with_a_digit_too_few_is_no_time_at_which_something_happened() {
    assertThatThrownBy(() -> ledger.submit(receivedAt(Instant.parse("0222-05-14T08:00:00Z"))))
        .hasMessage(
            "0222-05-14T08:00:00Z is no time at which something happened to plan 7/KH-UBND; look at"
                + " the year, it lies from 1972-01-01 to 2073-01-01");
    assertThat(ledger.entries()).isEmpty();
  }

  @Test
  void what_was_just_entered_is_seen_also_when_the_clock_was_set_back() {
    city.enter(activity("a-1", DUE)).setTo("2022-05-01T00:00");

    assertThat(ledger.now().activities()).hasSize(1);
  }
}
