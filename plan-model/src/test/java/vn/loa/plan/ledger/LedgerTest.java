package vn.loa.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.plan.SmallPlan.clause;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import vn.loa.plan.Activity;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.ExpectedReport;
import vn.loa.plan.Measure;
import vn.loa.plan.SmallPlan;
import vn.loa.plan.Submission;
import vn.loa.plan.Unit;
import vn.loa.plan.UnknownNameException;

class LedgerTest {

  private static final Instant DUE = Instant.parse("2022-05-14T17:00:00Z");
  private static final Instant BEFORE_ALL = Instant.parse("2022-04-28T00:00:00Z");
  private static final Instant AFTER_ALL = Instant.parse("2023-01-31T00:00:00Z");

  private Instant now = BEFORE_ALL;
  private final LedgerLog log = LedgerLog.inMemory();
  private final Ledger ledger = open(log);
  private final ExpectedReport may =
      ledger.expected().find("monthly", "q1", "2022-05").orElseThrow();

  private Ledger open(LedgerLog log) {
    InstantSource time = () -> now;
    return Ledger.open(SmallPlan.plan(), SmallPlan.roster(), log, time);
  }

  private static Submission submission(
      String agency, String period, Instant received, int version) {
    String obligation =
        period.contains("Q") ? "quarterly" : period.contains("-") ? "monthly" : "annual";
    return new Submission(
        agency, obligation, period, received, new DocumentRef(12, "BC-UBND"), version);
  }

  private void submitNow(String agency, String period, int version) {
    ledger.submit(submission(agency, period, now, version));
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
  void a_report_received_the_last_millisecond_before_it_is_due_is_on_time() {
    now = DUE.minusMillis(1);
    submitNow("q1", "2022-05", 1);

    ReportStatus status = ledger.status(may, AFTER_ALL);

    assertThat(status.state()).isEqualTo(ReportStatus.State.ON_TIME);
    assertThat(status.firstReceived()).isEqualTo(now);
    assertThat(status.lateness()).isZero();
  }

  @Test
  void a_report_received_at_the_due_instant_is_late() {
    now = DUE;
    submitNow("q1", "2022-05", 1);

    assertThat(ledger.status(may, DUE).state()).isEqualTo(ReportStatus.State.LATE);
  }

  @Test
  void lateness_runs_from_the_due_instant() {
    now = DUE.plusSeconds(3_600);
    submitNow("q1", "2022-05", 1);

    assertThat(ledger.status(may, AFTER_ALL).lateness()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void what_has_not_come_is_pending_until_due_and_overdue_from_then_on() {
    assertThat(ledger.status(may, DUE.minusNanos(1)).state()).isEqualTo(ReportStatus.State.PENDING);
    assertThat(ledger.status(may, DUE).state()).isEqualTo(ReportStatus.State.OVERDUE);
    assertThat(ledger.status(may, DUE.plusSeconds(60)))
        .isEqualTo(new ReportStatus(may, ReportStatus.State.OVERDUE, null, Duration.ofMinutes(1)));
  }

  @Test
  void a_correction_does_not_make_a_report_late() {
    now = DUE.minusSeconds(60);
    submitNow("q1", "2022-05", 1);
    now = DUE.plusSeconds(60);
    submitNow("q1", "2022-05", 2);

    assertThat(ledger.status(may, AFTER_ALL).state()).isEqualTo(ReportStatus.State.ON_TIME);
  }

  @Test
  void a_past_day_shows_what_was_known_then() {
    Instant received = DUE.minusSeconds(60);
    now = DUE.plus(Duration.ofDays(5));
    ledger.submit(submission("q1", "2022-05", received, 1), "so-tttt");

    assertThat(ledger.status(may, DUE.plusSeconds(1)).state())
        .isEqualTo(ReportStatus.State.OVERDUE);
    assertThat(ledger.status(may, now.minusNanos(1)).state()).isEqualTo(ReportStatus.State.OVERDUE);
    assertThat(ledger.status(may, now).state()).isEqualTo(ReportStatus.State.ON_TIME);
    assertThat(ledger.submissions(now.minusNanos(1))).isEmpty();
  }

  @Test
  void what_is_entered_ahead_of_its_time_does_not_count_yet() {
    ledger.submit(submission("q1", "2022-05", DUE.plusSeconds(1), 1));
    ledger.record(activity("a-1", DUE));

    assertThat(ledger.status(may, DUE).state()).isEqualTo(ReportStatus.State.OVERDUE);
    assertThat(ledger.status(may, DUE.plusSeconds(1)).state()).isEqualTo(ReportStatus.State.LATE);
    assertThat(ledger.activities(DUE.minusNanos(1))).isEmpty();
    assertThat(ledger.activities(DUE)).hasSize(1);
  }

  @Test
  void an_activity_counts_once() {
    ledger.record(activity("a-1", now));

    assertThatThrownBy(() -> ledger.record(activity("a-1", now)))
        .isInstanceOf(DuplicateEntryException.class)
        .hasMessageContaining("activity \"a-1\" is here already and counts once");
    assertThat(ledger.activities()).containsExactly(activity("a-1", now));
  }

  @Test
  void a_report_in_the_same_version_is_not_entered_twice_and_none_is_skipped() {
    submitNow("q1", "2022-05", 1);

    assertThatThrownBy(() -> submitNow("q1", "2022-05", 1))
        .isInstanceOf(DuplicateEntryException.class)
        .hasMessageContaining("monthly report 2022-05 of q1 is here already in version 1");
    assertThatThrownBy(() -> submitNow("q1", "2022-05", 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 3 before version 2");
    assertThat(ledger.entries()).hasSize(1);
  }

  @Test
  void what_the_plan_or_the_roster_does_not_know_is_named_with_what_exists() {
    assertThatThrownBy(() -> submitNow("q2", "2022-05", 1))
        .isInstanceOf(UnknownNameException.class)
        .hasMessageContaining("agency \"q2\"")
        .hasMessageContaining("\"q1\"");
    assertThatThrownBy(() -> submitNow("q1", "2022-04", 1))
        .isInstanceOf(UnknownNameException.class)
        .hasMessageContaining(
            "plan 7/KH-UBND, obligation monthly, has no period \"2022-04\"; expected one of 8");
    Activity stranger =
        new Activity("a", clause("II.1.9"), clause("II.2.a"), "q1", now, List.of(), List.of());
    assertThatThrownBy(() -> ledger.record(stranger)).hasMessageContaining("theme \"II.1.9\"");
    assertThat(ledger.entries()).isEmpty();
  }

  @Test
  void a_report_that_nobody_expects_is_kept_and_counts_nowhere() {
    Compliance before = ledger.compliance(AFTER_ALL);

    submitNow("bao-1", "2022-05", 1);

    assertThat(ledger.submissions()).hasSize(1);
    assertThat(ledger.compliance(AFTER_ALL)).isEqualTo(before);
  }

  @Test
  void compliance_counts_the_reports_asked_for() {
    submitNow("q1", "2022-05", 1);
    now = DUE.plusSeconds(1);
    submitNow("q3", "2022-05", 1);

    Compliance may = ledger.compliance(now, report -> report.period().label().equals("2022-05"));

    assertThat(may).isEqualTo(new Compliance(1, 1, 1, 0));
    assertThat(may.reportingRate()).hasToString("2/3");
    assertThat(may.onTimeRate()).hasToString("1/3");
    assertThat(ledger.compliance(now)).isEqualTo(new Compliance(1, 1, 1, 33));
  }

  @Test
  void a_rate_of_nothing_is_not_applicable() {
    Compliance nothing = ledger.compliance(DUE, report -> false);

    assertThat(nothing).isEqualTo(Compliance.NONE);
    assertThat(nothing.reportingRate()).hasToString("n/a");
    assertThat(nothing.onTimeRate().isApplicable()).isFalse();
  }

  @Property(tries = 200)
  void compliance_adds_up_at_any_instant_whatever_came_in_whatever_order(
      @ForAll @Size(max = 36) List<@IntRange(max = 300) Integer> days,
      @ForAll @IntRange(max = 300) int asked,
      @ForAll long seed) {
    List<Submission> reports = new ArrayList<>();
    List<ExpectedReport> expected = ledger.expected().all();
    for (int i = 0; i < days.size(); i++) {
      ExpectedReport report = expected.get(i);
      Instant received = BEFORE_ALL.plus(Duration.ofDays(days.get(i)));
      reports.add(submission(report.agency(), report.period().label(), received, 1));
    }
    Ledger inOrder = open(LedgerLog.inMemory());
    reports.forEach(inOrder::submit);
    Collections.shuffle(reports, new Random(seed));
    Ledger shuffled = open(LedgerLog.inMemory());
    reports.forEach(shuffled::submit);
    Instant asOf = BEFORE_ALL.plus(Duration.ofDays(asked));

    Compliance compliance = inOrder.compliance(asOf);

    assertThat(compliance.expected()).isEqualTo(expected.size());
    assertThat(compliance.actual()).isEqualTo(days.stream().filter(day -> day <= asked).count());
    assertThat(shuffled.compliance(asOf)).isEqualTo(compliance);
    Compliance parts =
        List.of("so-y-te", "q1", "q3").stream()
            .map(agency -> inOrder.compliance(asOf, one -> one.agency().equals(agency)))
            .reduce(Compliance.NONE, Compliance::plus);
    assertThat(parts).isEqualTo(compliance);
  }

  @Test
  void a_list_that_was_read_does_not_grow() {
    List<LedgerEntry> before = ledger.entries();
    for (int i = 1; i <= 40; i++) {
      ledger.record(activity("a-" + i, now));
    }

    assertThat(before).isEmpty();
    assertThat(ledger.entries()).hasSize(40);
    assertThat(ledger.entries().get(39).seq()).isEqualTo(40);
    assertThatThrownBy(() -> ledger.entries().remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void entries_never_go_back_when_the_clock_does() {
    now = DUE;
    ledger.record(activity("a-1", DUE));
    now = DUE.minusSeconds(60);

    assertThat(ledger.record(activity("a-2", now)).at()).isEqualTo(DUE);
  }

  @Test
  void a_ledger_opened_again_knows_what_it_knew() {
    submitNow("q1", "2022-05", 1);
    ledger.record(activity("a-1", now));
    ledger.close();

    Ledger again = open(log);

    assertThat(again.entries()).isEqualTo(ledger.entries());
    assertThatThrownBy(() -> again.record(activity("a-1", now)))
        .isInstanceOf(DuplicateEntryException.class);
    assertThat(again.status(may, now)).isEqualTo(ledger.status(may, now));
  }

  @Test
  void an_entry_that_could_not_be_kept_is_not_seen() {
    LedgerLog full =
        new LedgerLog() {
          @Override
          public List<LedgerEntry> readAll() {
            return List.of();
          }

          @Override
          public void append(LedgerEntry entry) {
            throw new IllegalStateException("disk full");
          }

          @Override
          public void close() {}
        };
    Ledger unlucky = open(full);

    assertThatThrownBy(() -> unlucky.record(activity("a-1", now))).hasMessage("disk full");
    assertThat(unlucky.activities()).isEmpty();
  }
}
