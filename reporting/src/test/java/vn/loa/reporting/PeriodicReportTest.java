package vn.loa.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static vn.loa.reporting.SmallCity.measure;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Evidence;
import vn.loa.plan.ReportKey;
import vn.loa.plan.Unit;
import vn.loa.plan.UnknownNameException;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.ReportStatus;
import vn.loa.plan.ledger.Submission;
import vn.loa.reporting.document.Language;

class PeriodicReportTest {

  private final SmallCity city = new SmallCity();

  @AfterEach
  void close() {
    city.close();
  }

  @Test
  void what_is_done_before_midnight_of_the_fourteenth_is_in_the_period_and_after_it_in_the_next() {
    city.done("first", "q1", SmallCity.SMS, "2022-05-14T17:00:00Z");
    city.done("last", "q1", SmallCity.SMS, "2022-06-14T16:59:59.999Z");
    city.done("next", "q1", SmallCity.SMS, "2022-06-14T17:00:00Z");
    assertThat(activities("2022-05")).isEmpty();
    assertThat(activities("2022-06")).containsExactly("first", "last");
    assertThat(activities("2022-07")).containsExactly("next");
    assertThat(city.periodic("q1", "quarterly", "2022-Q2").activities()).hasSize(2);
    assertThat(city.periodic("q1", "quarterly", "2022-Q3").activities()).hasSize(1);
  }

  @Test
  void the_first_period_begins_on_the_day_of_issue() {
    city.done("before", "q1", SmallCity.SMS, "2022-04-26T16:59:59Z");
    city.done("issued", "q1", SmallCity.SMS, "2022-04-26T17:00:00Z");
    assertThat(activities("2022-05")).containsExactly("issued");
    assertThat(city.periodic("q1", "monthly", "2022-05").before()).isNull();
  }

  @Test
  void figures_stand_by_theme_and_form_beside_the_period_before() {
    city.done("may", "q1", SmallCity.SMS, "2022-05-10T00:00:00Z", measure(70, Unit.RECIPIENTS));
    city.done("a", "q1", SmallCity.SMS, "2022-05-20T00:00:00Z", measure(40, Unit.RECIPIENTS));
    city.done("b", "q1", SmallCity.SMS, "2022-05-21T00:00:00Z", measure(5, Unit.RECIPIENTS));
    city.done("c", "q1", SmallCity.CONFERENCE, "2022-05-21T01:00:00Z", measure(1, Unit.SESSIONS));
    city.done("other", "q3", SmallCity.SMS, "2022-05-21T02:00:00Z", measure(9, Unit.RECIPIENTS));
    List<Work> work = city.periodic("q1", "monthly", "2022-06").work();
    assertThat(work).extracting(Work::form).containsExactly(SmallCity.SMS, SmallCity.CONFERENCE);
    assertThat(work.get(0).activities()).isEqualTo(2);
    assertThat(work.get(0).measure(Unit.RECIPIENTS)).isEqualTo(45);
    assertThat(work.get(0).before(Unit.RECIPIENTS)).isEqualTo(70);
    assertThat(work.get(1).before()).isEmpty();
  }

  @Test
  void what_only_the_period_before_had_is_shown_as_gone() {
    city.done("may", "q1", SmallCity.SMS, "2022-05-10T00:00:00Z", measure(70, Unit.RECIPIENTS));
    Work work = city.periodic("q1", "monthly", "2022-06").work().get(0);
    assertThat(work.activities()).isZero();
    assertThat(work.measure(Unit.RECIPIENTS)).isZero();
    assertThat(work.before(Unit.RECIPIENTS)).isEqualTo(70);
  }

  @Test
  void deadlines_of_the_period_are_kept_or_missed() {
    city.submit("q1", "monthly", "2022-05", "2022-05-14T16:59:59.999Z");
    city.submit("q1", "monthly", "2022-06", "2022-06-14T17:00:00Z");
    assertThat(city.periodic("q1", "monthly", "2022-05").deadlines())
        .extracting(ReportStatus::state)
        .containsExactly(ReportStatus.State.ON_TIME);
    assertThat(city.periodic("q1", "quarterly", "2022-Q2").deadlines())
        .extracting(it -> it.report().key().period(), ReportStatus::state)
        .containsExactly(
            tuple("2022-05", ReportStatus.State.ON_TIME),
            tuple("2022-06", ReportStatus.State.LATE),
            tuple("2022-Q2", ReportStatus.State.OVERDUE));
  }

  @Test
  void what_came_to_be_known_later_is_not_in_it() {
    city.at("2022-05-20T00:00:00Z");
    city.ledger.record(activity("late-entry", "2022-05-10T00:00:00Z"));
    ReportKey key = new ReportKey("monthly", "q1", "2022-05");
    assertThat(city.reports.periodic(key, Instant.parse("2022-05-16T00:00:00Z")).isEmpty())
        .isTrue();
    assertThat(city.reports.periodic(key, SmallCity.LATER).isEmpty()).isFalse();
  }

  @Test
  void a_report_that_nobody_expects_is_refused_with_those_that_are() {
    assertThatThrownBy(() -> city.periodic("q1", "monthly", "2022-13"))
        .isInstanceOf(UnknownNameException.class)
        .hasMessageContaining("monthly report 2022-13 of q1");
    assertThatThrownBy(() -> city.periodic("q9", "monthly", "2022-05"))
        .isInstanceOf(UnknownNameException.class);
  }

  @Test
  void a_report_is_not_approved_before_the_clerk_has_filled_it_in() {
    PeriodicReport draft = city.periodic("q1", "monthly", "2022-05");
    assertThatThrownBy(
            () ->
                draft.approve(
                    Language.VI,
                    SmallCity.letterhead().toBuilder().symbol("BC-UBND").date(null).build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("monthly report 2022-05 of q1")
        .hasMessageContaining("difficulties")
        .hasMessageContaining("proposals")
        .hasMessageContaining("number")
        .hasMessageContaining("date");
  }

  @Test
  void an_approved_report_is_filed_with_its_digests_and_counts_as_received(@TempDir Path folder)
      throws Exception {
    ApprovedReport approved = approved(15);
    city.reports.file(approved, Instant.parse("2022-05-14T10:00:00Z"));
    List<Path> files = approved.writeTo(folder);
    Submission submission = city.ledger.asOf(SmallCity.LATER).submissions().get(0);
    assertThat(submission.document()).isEqualTo(new DocumentRef(15, "BC-STTTT"));
    assertThat(submission.version()).isEqualTo(1);
    assertThat(submission.nothingToReport()).isTrue();
    assertThat(submission.evidence()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      Evidence evidence = submission.evidence().get(i);
      assertThat(files.get(i)).hasFileName(evidence.name());
      assertThat(evidence.matches(files.get(i))).isTrue();
    }
    assertThat(
            city.ledger
                .asOf(SmallCity.LATER)
                .status(new ReportKey("monthly", "q1", "2022-05"))
                .state())
        .isEqualTo(ReportStatus.State.ON_TIME);
  }

  @Test
  void a_correction_is_the_next_version_and_has_a_number_of_its_own() {
    city.reports.file(approved(15), Instant.parse("2022-05-14T10:00:00Z"));
    city.reports.file(approved(16), Instant.parse("2022-05-14T11:00:00Z"));
    assertThat(city.ledger.asOf(SmallCity.LATER).submissions())
        .extracting(Submission::version)
        .containsExactly(1, 2);
    assertThatThrownBy(() -> city.reports.file(approved(16), Instant.parse("2022-05-14T12:00:00Z")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("16/BC-STTTT");
  }

  @Test
  void what_is_entered_after_approval_changes_nothing_in_it() {
    ApprovedReport approved = approved(15);
    byte[] json = approved.json();
    city.done("late", "q1", SmallCity.SMS, "2022-05-02T00:00:00Z", measure(1, Unit.ITEMS));
    assertThat(approved.json()).isEqualTo(json);
    assertThat(approved.isEmpty()).isTrue();
    approved.json()[0] = 'x';
    assertThat(approved.json()).isEqualTo(json);
  }

  private ApprovedReport approved(int number) {
    return city.periodic("q1", "monthly", "2022-05")
        .withDifficulties("Không có.")
        .withProposals("Không có.")
        .approve(
            Language.VI,
            SmallCity.letterhead().toBuilder().number(new DocumentRef(number, "BC-STTTT")).build());
  }

  private List<String> activities(String period) {
    return city.periodic("q1", "monthly", period).activities().stream().map(Activity::id).toList();
  }

  private static Activity activity(String id, String at) {
    return new Activity(
        id, SmallCity.THEME, SmallCity.SMS, "q1", Instant.parse(at), List.of(), List.of());
  }
}
