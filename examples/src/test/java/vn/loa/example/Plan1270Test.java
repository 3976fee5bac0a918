package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.loa.plan.Agency;
import vn.loa.plan.AgencyGroup;
import vn.loa.plan.AgencyKind;
import vn.loa.plan.ChannelKind;
import vn.loa.plan.Citation;
import vn.loa.plan.Clause;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.DueDate;
import vn.loa.plan.DueTable;
import vn.loa.plan.ExpectedReports;
import vn.loa.plan.Form;
import vn.loa.plan.LegalReference;
import vn.loa.plan.Plan;
import vn.loa.plan.PlanWarning;
import vn.loa.plan.Provision;
import vn.loa.plan.RegimeRules;
import vn.loa.plan.ReportKey;
import vn.loa.plan.ReporterRole;
import vn.loa.plan.ReportingRegime;
import vn.loa.plan.Roster;
import vn.loa.plan.Task;
import vn.loa.plan.Theme;
import vn.loa.plan.calendar.Coverage;
import vn.loa.plan.calendar.Roll;
import vn.loa.plan.calendar.WorkCalendar;
import vn.loa.plan.json.LedgerMemory;
import vn.loa.plan.json.Plans;
import vn.loa.plan.json.Rosters;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.ReportStatus;
import vn.loa.plan.ledger.Submission;

/** Holds the first plan's data against its document. */
class Plan1270Test {

  private static final Path PLAN = Path.of("plan-1270.json");
  private static final int LAST_LINE = 138;
  private static final WorkCalendar CALENDAR = WorkCalendar.vietnam();

  private static Plan plan;
  private static Roster roster;

  @BeforeAll
  static void load() {
    plan = Plans.load(PLAN);
    roster = Rosters.load(Path.of("agencies-hcmc.json"));
  }

  @Test
  void the_header_says_which_plan_it_is() {
    assertThat(plan.document()).isEqualTo(DocumentRef.parse("1270 / KH-UBND"));
    assertThat(plan.issuedOn()).isEqualTo("2022-04-27");
    assertThat(plan.effective().from()).isEqualTo("2022-01-01");
    assertThat(plan.effective().to()).isEqualTo("2023-01-01");
    assertThat(plan.zone()).hasToString("Asia/Ho_Chi_Minh");
    assertThat(plan.signature().orElseThrow().signer()).isEqualTo("Dương Anh Đức");
  }

  @Test
  void every_part_of_the_document_is_here() {
    assertThat(plan.headings()).hasSize(8);
    assertThat(plan.legalBases()).hasSize(2);
    assertThat(plan.enactment()).isPresent();
    assertThat(plan.references()).hasSize(12);
    assertThat(plan.purposes()).hasSize(2);
    assertThat(plan.requirements()).hasSize(4);
    assertThat(plan.groups()).hasSize(5);
    assertThat(plan.tasks()).hasSize(15);
    assertThat(plan.regime().obligations()).hasSize(3);
    assertThat(plan.recipients()).hasSize(9);
  }

  @Test
  void themes_are_three_with_six_dashes_and_twenty_nine_limbs() {
    List<Theme> dashes = plan.themes().stream().flatMap(t -> t.children().stream()).toList();

    assertThat(plan.themes()).hasSize(3);
    assertThat(dashes).hasSize(6);
    assertThat(dashes.stream().flatMap(dash -> dash.children().stream())).hasSize(29);
  }

  @Test
  void a_limb_is_in_the_words_of_its_dash() {
    plan.themes().stream()
        .flatMap(theme -> theme.children().stream())
        .forEach(
            dash ->
                assertThat(dash.children())
                    .allMatch(limb -> dash.text().vi().contains(limb.text().vi())));
  }

  @Test
  void forms_are_four_families_and_eight_that_only_tasks_name() {
    assertThat(plan.forms().stream().map(Form::id))
        .containsExactly(
            "II.2.a", "II.2.b", "II.2.c", "II.2.d", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8");
    assertThat(plan.form("II.2.c").subForms()).hasSize(10);
    assertThat(plan.form("a1").channelKind()).isEqualTo(ChannelKind.SMS);
    assertThat(plan.form("f1").channelKind()).isEqualTo(plan.form("c2").channelKind());
  }

  @Test
  void the_fifteen_tasks_stand_in_five_groups() {
    assertThat(plan.tasks().stream().collect(Collectors.groupingBy(Task::group)).values())
        .extracting(List::size)
        .containsExactlyInAnyOrder(1, 2, 6, 3, 3);
    assertThat(plan.task("IV.3-4").trigger()).isEqualTo(Task.Trigger.STAGE);
    assertThat(plan.task("IV.4-3").trigger()).isEqualTo(Task.Trigger.ON_REQUEST);
    assertThat(plan.task("IV.4-2").assignees()).containsExactly(AgencyKind.DISTRICT);
  }

  @Test
  void only_bodies_that_are_not_subordinate_are_requested() {
    for (AgencyGroup group : plan.groups()) {
      boolean requested = group.strength() == AgencyGroup.Strength.REQUESTED;
      assertThat(group.text().vi().contains("Đề nghị")).isEqualTo(requested);
    }
    assertThat(
            plan.groups().stream()
                .filter(group -> group.text().vi().matches("\\d\\. Đề nghị .*"))
                .map(AgencyGroup::clause))
        .containsExactly(Clause.parse("IV.1"), Clause.parse("IV.2"));
  }

  @Test
  void the_year_theme_is_quoted_three_times_in_the_same_words() {
    String yearTheme = plan.yearTheme().orElseThrow().vi();

    assertThat(
            plan.provisions().values().stream()
                .filter(provision -> provision.text().vi().contains(yearTheme))
                .map(Provision::line))
        .containsExactly(11, 77, 101);
    String all =
        plan.provisions().values().stream()
            .map(provision -> provision.text().vi())
            .collect(Collectors.joining("\n"));
    assertThat(all.split(yearTheme, -1)).hasSize(3 + 1);
  }

  @Test
  void every_clause_has_words_and_a_line_of_the_document() {
    assertThat(plan.provisions()).hasSize(8 + 2 + 1 + 2 + 4 + 38 + 33 + 1 + 5 + 15 + 1 + 9 + 1);
    assertThat(plan.provisions().values())
        .allSatisfy(provision -> assertThat(provision.line()).isBetween(11, LAST_LINE));
  }

  @Test
  void top_level_clauses_stand_in_the_order_of_their_lines() {
    // The limbs of a dash share its line, and forms that only a task names stand within it.
    List<Integer> lines = plan.provisions().values().stream().map(Provision::line).toList();

    assertThat(lines).isSorted();
  }

  @Test
  void references_keep_the_dates_that_the_plan_gives_and_no_others() {
    assertThat(plan.references().stream().filter(one -> one.date() != null))
        .extracting(LegalReference::citation)
        .containsExactly("07-CT/TU", "133/QĐ-UBND");
    for (LegalReference reference : plan.references()) {
      assertThat(reference.citedIn())
          .allMatch(
              clause -> plan.provision(clause).text().vi().contains(reference.citation()),
              reference.citation());
    }
  }

  @Test
  void every_document_cited_by_number_is_taken_apart() {
    assertThat(plan.references())
        .extracting(reference -> reference.parsed().map(Citation::toString).orElse("by name"))
        .containsExactly(
            "07-CT/TU",
            "131/2020/QH14",
            "by name",
            "133/QĐ-UBND",
            "by name",
            "by name",
            "19-CT/TU",
            "23-CT/TU",
            "11-CT/TU",
            "26-NQ/TU",
            "1111/NQ-UBTVQH14",
            "09/2017/NĐ-CP");
  }

  @Test
  void the_slip_of_the_document_is_kept_and_noted() {
    Theme reform = plan.theme("II.1.3-2");

    assertThat(reform.text().vi()).contains("mô hình truyền truyền rõ ràng");
    assertThat(reform.text().note()).contains("slip");
  }

  @Test
  void the_text_is_clean_and_in_normal_form_c() throws Exception {
    String json = Files.readString(PLAN);

    assertThat(Normalizer.isNormalized(json, Normalizer.Form.NFC)).isTrue();
    assertThat(json).doesNotContain("*");
  }

  @Test
  void the_plan_goes_and_comes_back_the_same() throws Exception {
    String json = Plans.toJson(plan);

    assertThat(json).isEqualTo(Files.readString(PLAN));
    assertThat(Plans.parse("again", json)).isEqualTo(plan);
  }

  @Test
  void plan_and_roster_say_the_same_in_yaml() {
    assertThat(Plans.parse("plan-1270.yaml", Plans.toYaml(plan))).isEqualTo(plan);
    assertThat(Rosters.parse("agencies.yaml", Rosters.toYaml(roster))).isEqualTo(roster);
    assertThat(Rosters.parse("agencies.json", Rosters.toJson(roster))).isEqualTo(roster);
  }

  @Test
  void what_the_plan_leaves_open_is_read_as_little_as_can_be() {
    assertThat(plan.regime().rules()).isEqualTo(RegimeRules.DEFAULTS);
    assertThat(plan.regime().obligations())
        .allSatisfy(
            obligation -> {
              assertThat(obligation.coverage()).isEqualTo(Coverage.cutOff(15));
              assertThat(obligation.roll()).isEqualTo(Roll.NONE);
              assertThat(obligation.template()).isNull();
            });
    assertThat(plan.revision()).isEqualTo(1);
    assertThat(plan.regime().roles().values())
        .containsExactly(
            ReporterRole.INVITED,
            ReporterRole.INVITED,
            ReporterRole.CONSOLIDATOR,
            ReporterRole.EXPECTED,
            ReporterRole.EXPECTED);
  }

  @Test
  void a_report_that_closes_with_its_due_date_leaves_no_working_day_and_is_warned_of() {
    assertThat(plan.warnings(CALENDAR))
        .filteredOn(warning -> warning.code().equals("W-GAP-0"))
        .extracting(PlanWarning::line)
        .containsExactly(119, 119, 119);
  }

  @Test
  void the_due_table_is_that_of_the_plan() throws Exception {
    String table = Files.readString(Path.of("src/test/resources/plan-1270-due.md"));

    assertThat(DueTable.of(plan, CALENDAR)).hasToString(table);
  }

  @Test
  void an_agency_owes_twelve_reports_or_nine_or_eight_as_the_plan_is_read() {
    RegimeRules.Builder merged = RegimeRules.builder().quarterEnd(RegimeRules.QuarterEnd.MERGED);
    assertThat(plan.dueDates(CALENDAR)).hasSize(12);
    assertThat(readWith(merged.build()).dueDates(CALENDAR)).hasSize(9);
    RegimeRules absorbed = merged.annualMonth(RegimeRules.AnnualMonth.ABSORBS_MONTHLY).build();
    assertThat(readWith(absorbed).dueDates(CALENDAR)).hasSize(8);
  }

  private static Plan readWith(RegimeRules rules) {
    ReportingRegime regime = plan.regime();
    return amended(
        changed ->
            changed.regime(
                new ReportingRegime(
                    regime.clause(),
                    regime.line(),
                    regime.text(),
                    regime.obligations(),
                    regime.roles(),
                    regime.recipient(),
                    regime.via(),
                    rules)));
  }

  private static Plan amended(Consumer<Plan.Builder> changes) {
    return plan.amend(DocumentRef.parse("1/KH-UBND"), plan.issuedOn(), changes);
  }

  @Test
  void a_whole_year_would_have_seventeen_reports_on_twelve_dates() {
    Plan wholeYear = amended(changed -> changed.issuedOn(LocalDate.of(2021, 12, 31)));

    assertThat(wholeYear.dueDates(CALENDAR)).hasSize(17);
    assertThat(wholeYear.dueDates(CALENDAR).stream().map(DueDate::due).distinct()).hasSize(12);
  }

  @Test
  void reports_are_due_at_the_instants_of_the_plan() {
    ExpectedReports expected = ExpectedReports.of(plan, roster, CALENDAR);

    assertThat(dues(expected, "monthly"))
        .containsExactly(
            "2022-05 2022-05-14T17:00:00Z",
            "2022-06 2022-06-14T17:00:00Z",
            "2022-07 2022-07-14T17:00:00Z",
            "2022-08 2022-08-14T17:00:00Z",
            "2022-09 2022-09-14T17:00:00Z",
            "2022-10 2022-10-14T17:00:00Z",
            "2022-11 2022-11-14T17:00:00Z",
            "2022-12 2022-12-14T17:00:00Z");
    assertThat(dues(expected, "quarterly"))
        .containsExactly(
            "2022-Q2 2022-06-14T17:00:00Z",
            "2022-Q3 2022-09-14T17:00:00Z",
            "2022-Q4 2022-12-14T17:00:00Z");
    assertThat(dues(expected, "annual")).containsExactly("2022 2022-11-14T17:00:00Z");
  }

  private static Stream<String> dues(ExpectedReports expected, String obligation) {
    return expected.of("q1").stream()
        .filter(report -> report.obligation().equals(obligation))
        .map(report -> report.period().label() + " " + report.due());
  }

  @Test
  void each_reporter_owes_twelve_reports() {
    ExpectedReports expected = ExpectedReports.of(plan, roster, CALENDAR);

    assertThat(roster.reporters(plan))
        .isNotEmpty()
        .allSatisfy(agency -> assertThat(expected.of(agency.id())).hasSize(12));
    assertThat(expected.all()).hasSize(12 * roster.reporters(plan).size());
    assertThat(expected.all().get(0).period().from()).isEqualTo(LocalDate.of(2022, 4, 27));
  }

  @Test
  void the_last_millisecond_before_is_on_time_and_the_due_instant_is_late() {
    Instant due = Instant.parse("2022-05-14T17:00:00Z");
    Ledger ledger = Ledger.open(plan, roster, LedgerMemory.open(), () -> due);
    submit(ledger, "q1", Instant.parse("2022-05-14T16:59:59.999Z"));
    submit(ledger, "h-can-gio", due);

    assertThat(state(ledger, "q1", due)).isEqualTo(ReportStatus.State.ON_TIME);
    assertThat(state(ledger, "h-can-gio", due)).isEqualTo(ReportStatus.State.LATE);
  }

  private static void submit(Ledger ledger, String agency, Instant received) {
    DocumentRef document = DocumentRef.parse("12/BC-UBND");
    ledger.submit(Submission.of(agency, "monthly", "2022-05", received, document));
  }

  private static ReportStatus.State state(Ledger ledger, String agency, Instant asOf) {
    return ledger.asOf(asOf).status(new ReportKey("monthly", agency, "2022-05")).state();
  }

  @Test
  void the_roster_has_the_twenty_two_districts_of_2022() {
    assertThat(roster.ofKind(AgencyKind.DISTRICT)).hasSize(22);
    assertThat(roster.ofKind(AgencyKind.DISTRICT)).allMatch(plan.task("IV.4-2")::binds);
    assertThat(roster.withRole(plan, ReporterRole.CONSOLIDATOR))
        .extracting(Agency::id)
        .containsExactly("so-tttt");
  }

  @Test
  void only_agencies_that_the_plan_names_are_not_marked_illustrative() {
    assertThat(roster.agencies().stream().filter(agency -> !agency.illustrative()))
        .extracting(Agency::id)
        .containsExactly("btg-thanh-uy", "mttq", "so-tttt", "tp-thu-duc");
  }
}
