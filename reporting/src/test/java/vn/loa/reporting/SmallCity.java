package vn.loa.reporting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Agency;
import vn.loa.plan.AgencyGroup;
import vn.loa.plan.AgencyKind;
import vn.loa.plan.ChannelKind;
import vn.loa.plan.Clause;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.DueDate;
import vn.loa.plan.EffectivePeriod;
import vn.loa.plan.Evidence;
import vn.loa.plan.Form;
import vn.loa.plan.Measure;
import vn.loa.plan.Plan;
import vn.loa.plan.ReportKey;
import vn.loa.plan.ReporterRole;
import vn.loa.plan.ReportingObligation;
import vn.loa.plan.ReportingRegime;
import vn.loa.plan.Roster;
import vn.loa.plan.Text;
import vn.loa.plan.Theme;
import vn.loa.plan.Unit;
import vn.loa.plan.calendar.DueRule;
import vn.loa.plan.json.LedgerMemory;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.Submission;
import vn.loa.reporting.document.Letterhead;

/** A plan with two themes and three forms, three districts, and three wards in the first. */
final class SmallCity implements AutoCloseable {

  static final Clause THEME = Clause.parse("II.1.1");
  static final Clause OTHER_THEME = Clause.parse("II.1.2");
  static final Clause SMS = Clause.parse("II.2.a");
  static final Clause SPEAKERS = Clause.parse("II.2.b");
  static final Clause CONFERENCE = Clause.parse("II.2.c");

  /** Nothing is entered later. */
  static final Instant LATER = Instant.parse("2023-03-01T00:00:00Z");

  private Instant now = Instant.parse("2022-04-28T00:00:00Z");

  final Ledger ledger;
  final Reports reports;

  SmallCity() {
    this(new Text("Kế hoạch <b>nhỏ</b> & gọn", "A small plan"), "Quận ");
  }

  SmallCity(Text title, String districts) {
    ledger = Ledger.open(plan(title), roster(districts), LedgerMemory.open(), () -> now);
    reports = Reports.of(ledger);
  }

  /** Entries are made at this instant from now on. */
  void at(String instant) {
    now = Instant.parse(instant);
  }

  void submit(String agency, String obligation, String period, String receivedAt) {
    Instant received = Instant.parse(receivedAt);
    now = received;
    ledger.submit(
        Submission.of(agency, obligation, period, received, new DocumentRef(12, "BC-UBND")));
  }

  void done(String id, String agency, Clause form, String at, Measure... measures) {
    now = Instant.parse(at);
    ledger.record(
        new Activity(id, THEME, form, agency, now, List.of(measures), List.of(proof(id))));
  }

  static Measure measure(long quantity, Unit unit) {
    return new Measure(quantity, unit);
  }

  static Evidence proof(String id) {
    return new Evidence(id + ".csv", "text/csv", 10, "ab".repeat(32));
  }

  DueDate date(String obligation, String period) {
    return ledger.expected().dates().stream()
        .filter(it -> it.obligation().id().equals(obligation))
        .filter(it -> it.period().label().equals(period))
        .findFirst()
        .orElseThrow();
  }

  PeriodicReport periodic(String agency, String obligation, String period) {
    return reports.periodic(new ReportKey(obligation, agency, period), LATER);
  }

  ConsolidatedReport consolidated(String obligation, String period, String asOf) {
    return reports.consolidated(date(obligation, period), Instant.parse(asOf));
  }

  static Letterhead letterhead() {
    return Letterhead.builder("SỞ THÔNG TIN VÀ TRUYỀN THÔNG")
        .superior("ỦY BAN NHÂN DÂN THÀNH PHỐ")
        .number(new DocumentRef(15, "BC-STTTT"))
        .place("Thành phố")
        .date(LocalDate.of(2022, 6, 16))
        .recipients(List.of("Ủy ban nhân dân Thành phố", "Lưu: VT"))
        .capacity("GIÁM ĐỐC")
        .build();
  }

  static Plan plan(Text title) {
    Clause regime = Clause.parse("IV.6");
    Clause districts = Clause.parse("IV.4");
    Clause wards = Clause.parse("IV.5");
    return Plan.builder(DocumentRef.parse("7/KH-UBND"), title)
        .issuer(new Text("Ủy ban nhân dân", "People's Committee"))
        .issuedOn(LocalDate.of(2022, 4, 27))
        .effective(
            new EffectivePeriod(
                Clause.parse("III"),
                20,
                Text.vi("Năm 2022"),
                LocalDate.of(2022, 1, 1),
                LocalDate.of(2023, 1, 1)))
        .themes(
            List.of(
                new Theme(THEME, 11, new Text("1.1. Về dịch bệnh", "The epidemic"), List.of()),
                new Theme(OTHER_THEME, 12, Text.vi("1.2. Về cải cách: hành chính"), List.of())))
        .forms(
            List.of(
                form("a", SMS, "a) Tin nhắn", ChannelKind.SMS),
                form("b", SPEAKERS, "b) Truyền thanh", ChannelKind.LOUDSPEAKER_COMMUNE),
                form("c", CONFERENCE, "c) Hội nghị", new ChannelKind("CONFERENCE"))))
        .groups(List.of(group(districts, "Các quận"), group(wards, "Các phường")))
        .regime(
            new ReportingRegime(
                regime,
                45,
                Text.vi("báo cáo trước ngày 15"),
                List.of(
                    new ReportingObligation("monthly", regime, DueRule.monthly(15)),
                    new ReportingObligation("quarterly", regime, DueRule.quarterly(15))),
                Map.of(districts, ReporterRole.EXPECTED, wards, ReporterRole.EXPECTED),
                new Text("Ủy ban nhân dân", "the People's Committee"),
                new Text("Sở", "the Department")))
        .build();
  }

  private static Form form(String id, Clause clause, String words, ChannelKind kind) {
    return new Form(id, clause, 15, Text.vi(words), kind, List.of());
  }

  private static AgencyGroup group(Clause clause, String words) {
    return new AgencyGroup(clause, 35, Text.vi(words), AgencyGroup.Strength.ASSIGNED, words);
  }

  private static Roster roster(String districts) {
    List<Agency> agencies = new ArrayList<>();
    for (String id : List.of("q1", "q3", "q4")) {
      agencies.add(agency(id, districts + id, AgencyKind.DISTRICT, null, "IV.4"));
    }
    for (String id : List.of("q1-a", "q1-b", "q1-c")) {
      agencies.add(agency(id, "Phường " + id, AgencyKind.COMMUNE, "q1", "IV.5"));
    }
    agencies.add(new Agency("so", Text.vi("Sở"), AgencyKind.DEPARTMENT, null, null, false));
    return Roster.of(agencies);
  }

  private static Agency agency(
      String id, String name, AgencyKind kind, @Nullable String parent, String group) {
    return new Agency(id, Text.vi(name), kind, parent, Clause.parse(group), false);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
