package vn.loa.bench.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Agency;
import vn.loa.plan.AgencyGroup;
import vn.loa.plan.AgencyKind;
import vn.loa.plan.ChannelKind;
import vn.loa.plan.Clause;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.EffectivePeriod;
import vn.loa.plan.Evidence;
import vn.loa.plan.ExpectedReport;
import vn.loa.plan.Form;
import vn.loa.plan.Measure;
import vn.loa.plan.Plan;
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
import vn.loa.plan.ledger.LedgerEvent;
import vn.loa.plan.ledger.Submission;

/** Made-up agencies that owe seventeen reports a year, nine in ten of which came. */
final class Country {

  private static final int FIRST_YEAR = 2022;
  private static final int BATCH = 10_000;
  private static final Clause GROUP = Clause.parse("IV.4");
  private static final Clause REGIME = Clause.parse("IV.6");
  private static final int THEMES = 3;
  private static final int FORMS = 4;

  private final SplittableRandom random = new SplittableRandom(1270);
  private final Ledger ledger;
  private Instant now = Instant.parse("2022-01-01T00:00:00Z");

  /**
   * @param agencies reporters: one in twenty a district, the others wards in them
   */
  Country(int agencies, int years) {
    ledger = Ledger.open(plan(years), roster(agencies), LedgerMemory.open(), () -> now);
  }

  /** Enters what came, and some activities of each agency in the first month. */
  Ledger fill() {
    List<LedgerEvent> events = new ArrayList<>();
    for (ExpectedReport report : ledger.expected().all()) {
      if (random.nextInt(10) < 9) {
        events.add(submission(report));
      }
    }
    for (Agency agency : ledger.roster().agencies()) {
      events.add(activity(agency.id()));
    }
    now = Instant.parse("2040-01-01T00:00:00Z");
    for (int from = 0; from < events.size(); from += BATCH) {
      ledger.enter(events.subList(from, Math.min(events.size(), from + BATCH)), "country");
    }
    return ledger;
  }

  /** Nobody reported. */
  Ledger empty() {
    return ledger;
  }

  private Submission submission(ExpectedReport report) {
    boolean late = random.nextInt(8) == 0;
    Instant received = report.due().plusSeconds((late ? 1 : -1) * (1L + random.nextInt(900_000)));
    return Submission.of(
        report.agency(),
        report.obligation(),
        report.period().label(),
        received,
        new DocumentRef(1 + random.nextInt(900), "BC-UBND"));
  }

  private Activity activity(String agency) {
    return new Activity(
        agency + ".1",
        Clause.parse("II.1." + (1 + random.nextInt(THEMES))),
        form(random.nextInt(FORMS)),
        agency,
        Instant.parse("2022-05-10T00:00:00Z"),
        List.of(
            new Measure(random.nextInt(5_000), Unit.RECIPIENTS),
            new Measure(random.nextInt(6_000), Unit.MESSAGES)),
        List.of(new Evidence("proof.csv", "text/csv", 10, "ab".repeat(32))));
  }

  private static Clause form(int number) {
    return Clause.parse("II.2." + (char) ('a' + number));
  }

  private static Plan plan(int years) {
    List<Theme> themes = new ArrayList<>();
    for (int i = 1; i <= THEMES; i++) {
      themes.add(new Theme(Clause.parse("II.1." + i), i, Text.vi("Chủ đề " + i), List.of()));
    }
    List<Form> forms = new ArrayList<>();
    for (int i = 0; i < FORMS; i++) {
      Text words = Text.vi("Hình thức " + i);
      forms.add(new Form("f" + i, form(i), 10 + i, words, ChannelKind.SMS, List.of()));
    }
    return Plan.builder(DocumentRef.parse("1270/KH-UBND"), Text.vi("Kế hoạch cả nước"))
        .issuer(Text.vi("Ủy ban nhân dân"))
        .issuedOn(LocalDate.of(FIRST_YEAR, 1, 1))
        .effective(
            new EffectivePeriod(
                Clause.parse("III"),
                20,
                Text.vi("Nhiều năm"),
                LocalDate.of(FIRST_YEAR, 1, 1),
                LocalDate.of(FIRST_YEAR + years, 1, 1)))
        .themes(themes)
        .forms(forms)
        .groups(
            List.of(
                new AgencyGroup(
                    GROUP, 35, Text.vi("Các địa phương"), AgencyGroup.Strength.ASSIGNED, "all")))
        .regime(
            new ReportingRegime(
                REGIME,
                45,
                Text.vi("báo cáo trước ngày 15"),
                List.of(
                    new ReportingObligation("monthly", REGIME, DueRule.monthly(15)),
                    new ReportingObligation("quarterly", REGIME, DueRule.quarterly(15)),
                    new ReportingObligation("annual", REGIME, DueRule.annual(Month.NOVEMBER, 15))),
                Map.of(GROUP, ReporterRole.EXPECTED),
                Text.vi("Chính phủ"),
                Text.vi("Bộ")))
        .build();
  }

  private static Roster roster(int agencies) {
    int districts = Math.max(1, agencies / 20);
    List<Agency> all = new ArrayList<>();
    for (int i = 0; i < districts; i++) {
      all.add(agency("h" + i, "Ủy ban nhân dân huyện số " + i, AgencyKind.DISTRICT, null));
    }
    for (int i = 0; i < agencies - districts; i++) {
      String parent = "h" + i % districts;
      all.add(agency("x" + i, "Ủy ban nhân dân xã số " + i, AgencyKind.COMMUNE, parent));
    }
    return Roster.of(all);
  }

  private static Agency agency(String id, String name, AgencyKind kind, @Nullable String parent) {
    return new Agency(id, Text.vi(name), kind, parent, GROUP, false);
  }
}
