package vn.loa.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static vn.loa.reporting.SmallCity.measure;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.DueDate;
import vn.loa.plan.Plan;
import vn.loa.plan.ReportKey;
import vn.loa.plan.Unit;
import vn.loa.plan.UnknownNameException;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.Compliance;
import vn.loa.plan.ledger.Excuse;
import vn.loa.plan.ledger.Lateness;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.LedgerLog;
import vn.loa.plan.ledger.LedgerState;
import vn.loa.reporting.document.Format;
import vn.loa.reporting.document.Language;

class ConsolidatedReportTest {

  private static final String MORNING_AFTER = "2022-06-16T01:00:00Z";

  private final SmallCity city = new SmallCity();

  @AfterEach
  void close() {
    city.close();
  }

  @Test
  void a_month_has_the_dates_whose_last_good_day_lies_in_it() {
    assertThat(city.reports.dueIn(YearMonth.of(2022, 6)))
        .extracting(it -> it.obligation().id(), DueDate::due)
        .containsExactly(
            tuple("monthly", Instant.parse("2022-06-14T17:00:00Z")),
            tuple("quarterly", Instant.parse("2022-06-14T17:00:00Z")));
    assertThat(city.reports.dueIn(YearMonth.of(2021, 6))).isEmpty();
  }

  @Test
  void who_came_in_time_who_came_late_and_who_is_missing_add_up() {
    june();
    ConsolidatedReport report = city.consolidated("monthly", "2022-06", MORNING_AFTER);
    assertThat(report.compliance()).isEqualTo(new Compliance(2, 2, 2, 0));
    assertThat(report.statuses()).hasSize(6);
    assertThat(report.late())
        .extracting(it -> it.report().agency(), it -> it.lateness())
        .containsExactly(tuple("q1-b", Duration.ofHours(2)), tuple("q3", Duration.ZERO));
    assertThat(report.missing())
        .extracting(it -> it.report().agency())
        .containsExactlyInAnyOrder("q4", "q1-c");
    assertThat(report.lateness()).isEqualTo(new Lateness(2, Duration.ZERO, Duration.ofHours(2)));
  }

  @Test
  void rates_stand_by_group_by_district_with_its_wards_and_by_ward() {
    june();
    ConsolidatedReport report = city.consolidated("monthly", "2022-06", MORNING_AFTER);
    assertThat(report.groups())
        .extracting(Standing::id, it -> it.compliance().onTimeRate().toString())
        .containsExactly(tuple("IV.4", "1/3"), tuple("IV.5", "1/3"));
    assertThat(report.districts())
        .extracting(Standing::id, it -> it.compliance().onTimeRate().toString())
        .containsExactly(tuple("q1", "2/4"), tuple("q3", "0/1"), tuple("q4", "0/1"));
    assertThat(report.wards())
        .extracting(Standing::id, it -> it.compliance().reportingRate().toString())
        .containsExactly(tuple("q1-a", "1/1"), tuple("q1-b", "1/1"), tuple("q1-c", "0/1"));
  }

  @Test
  void the_period_before_is_the_one_of_the_same_obligation() {
    city.submit("q1", "monthly", "2022-05", "2022-05-10T00:00:00Z");
    june();
    ConsolidatedReport report = city.consolidated("monthly", "2022-06", MORNING_AFTER);
    assertThat(report.before()).isEqualTo(city.date("monthly", "2022-05"));
    assertThat(report.complianceBefore()).isEqualTo(new Compliance(1, 0, 5, 0));
    assertThat(report.districts().get(0).before()).isEqualTo(new Compliance(1, 0, 3, 0));
    ConsolidatedReport first = city.consolidated("monthly", "2022-05", MORNING_AFTER);
    assertThat(first.before()).isNull();
    assertThat(first.complianceBefore()).isNull();
    assertThat(first.districts()).allSatisfy(it -> assertThat(it.before()).isNull());
  }

  @Test
  void before_the_date_all_is_pending_and_at_it_overdue() {
    assertThat(city.consolidated("monthly", "2022-06", "2022-06-14T16:59:59.999Z").compliance())
        .isEqualTo(new Compliance(0, 0, 0, 6));
    assertThat(city.consolidated("monthly", "2022-06", "2022-06-14T17:00:00Z").compliance())
        .isEqualTo(new Compliance(0, 0, 6, 0));
  }

  @Test
  void whoever_is_excused_is_neither_late_nor_missing() {
    june();
    city.ledger.enter(
        new Excuse(
            new ReportKey("monthly", "q4", "2022-06"),
            Instant.parse("2022-06-15T00:00:00Z"),
            "Sở",
            "lụt",
            "Sở",
            List.of()),
        "so");
    ConsolidatedReport report = city.consolidated("monthly", "2022-06", MORNING_AFTER);
    assertThat(report.letOff()).extracting(it -> it.report().agency()).containsExactly("q4");
    assertThat(report.missing()).extracting(it -> it.report().agency()).containsExactly("q1-c");
  }

  @Test
  void work_is_that_of_all_agencies_in_exactly_the_period() {
    city.done("a", "q1", SmallCity.SMS, "2022-05-14T17:00:00Z", measure(4, Unit.RECIPIENTS));
    city.done("b", "q3", SmallCity.SMS, "2022-06-14T16:59:59Z", measure(5, Unit.RECIPIENTS));
    city.done("c", "q3", SmallCity.SMS, "2022-06-14T17:00:00Z", measure(6, Unit.RECIPIENTS));
    ConsolidatedReport report = city.consolidated("monthly", "2022-06", MORNING_AFTER);
    assertThat(report.activities()).hasSize(2);
    assertThat(report.work()).hasSize(1);
    assertThat(report.work().get(0).measure(Unit.RECIPIENTS)).isEqualTo(9);
  }

  @Test
  void what_an_amended_plan_no_longer_names_counts_nowhere_and_stops_nothing() {
    city.done("a", "q1", SmallCity.SMS, "2022-05-10T00:00:00Z", measure(4, Unit.RECIPIENTS));
    city.done("b", "q1", SmallCity.CONFERENCE, "2022-05-11T00:00:00Z");
    Plan amended =
        city.ledger
            .plan()
            .amend(
                DocumentRef.parse("8/QĐ-UBND"),
                LocalDate.of(2022, 6, 1),
                it -> it.forms(city.ledger.plan().forms().subList(1, 3)));
    try (Ledger after =
        Ledger.open(
            amended,
            city.ledger.roster(),
            new Copied(city.ledger.entries()),
            () -> SmallCity.LATER)) {
      ConsolidatedReport report =
          Reports.of(after).consolidated(after.expected().dates().get(0), SmallCity.LATER);
      assertThat(report.activities()).extracting(Activity::id).containsExactly("b");
      assertThat(report.document(Language.VI, SmallCity.letterhead()).bytes(Format.DOCX))
          .isNotEmpty();
    }
  }

  /** What another ledger held. */
  private record Copied(List<LedgerEntry> entries) implements LedgerLog {

    @Override
    public List<LedgerEntry> readAfter(long seq) {
      return entries.subList((int) seq, entries.size());
    }

    @Override
    public void append(List<LedgerEntry> more) {
      throw new UnsupportedOperationException("only read");
    }

    @Override
    public String head() {
      return "";
    }

    @Override
    public void close() {}
  }

  @Test
  void a_date_of_another_plan_is_refused_with_those_there_are() {
    DueDate strange = new SmallCity().date("monthly", "2022-05");
    DueDate moved =
        new DueDate(
            strange.obligation(),
            strange.period(),
            strange.nominalLastDay(),
            strange.lastDay().plusDays(1),
            strange.nominalDue(),
            strange.due().plusSeconds(86_400));
    assertThatThrownBy(() -> city.reports.consolidated(moved, SmallCity.LATER))
        .isInstanceOf(UnknownNameException.class)
        .hasMessageContaining("monthly 2022-05");
  }

  @Test
  void what_is_added_to_a_report_leaves_the_report_of_before_as_it_was() {
    ConsolidatedReport report = city.consolidated("monthly", "2022-06", MORNING_AFTER);
    ConsolidatedReport more = report.withDifficulties("mưa").withProposals("ô");
    assertThat(report.difficulties()).isNull();
    assertThat(more.difficulties()).isEqualTo("mưa");
    assertThat(more.proposals()).isEqualTo("ô");
    assertThat(more.withCampaigns(List.of(), List.of()).difficulties()).isEqualTo("mưa");
  }

  @Test
  void the_consolidators_report_is_filed_too_and_counts_nowhere() {
    ConsolidatedReport report =
        city.consolidated("monthly", "2022-06", MORNING_AFTER)
            .withDifficulties("Không có.")
            .withProposals("Không có.");
    city.at(MORNING_AFTER);
    city.reports.file(
        report.approve("so", Language.VI, SmallCity.letterhead()), Instant.parse(MORNING_AFTER));
    LedgerState state = city.ledger.asOf(SmallCity.LATER);
    assertThat(state.surplus()).hasSize(1);
    assertThat(state.surplus().get(0).evidence()).hasSize(2);
    assertThat(state.owing("monthly").inPeriod("2022-06").compliance().actual()).isZero();
  }

  private void june() {
    city.submit("q1", "monthly", "2022-06", "2022-06-14T16:59:59.999Z");
    city.submit("q1-a", "monthly", "2022-06", "2022-06-01T00:00:00Z");
    city.submit("q3", "monthly", "2022-06", "2022-06-14T17:00:00Z");
    city.submit("q1-b", "monthly", "2022-06", "2022-06-14T19:00:00Z");
  }
}
