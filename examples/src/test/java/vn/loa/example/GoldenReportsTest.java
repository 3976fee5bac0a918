package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.loa.plan.Agency;
import vn.loa.plan.Clause;
import vn.loa.plan.DueDate;
import vn.loa.plan.Evidence;
import vn.loa.plan.Form;
import vn.loa.plan.ReportKey;
import vn.loa.plan.Theme;
import vn.loa.plan.Unit;
import vn.loa.plan.json.LedgerMemory;
import vn.loa.plan.json.Plans;
import vn.loa.plan.json.Rosters;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.Review;
import vn.loa.reporting.ConsolidatedReport;
import vn.loa.reporting.PeriodicReport;
import vn.loa.reporting.Reports;
import vn.loa.reporting.document.Document;
import vn.loa.reporting.document.Format;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Letterhead;

/**
 * The reports of May and June 2022 on Plan 1270, held against files that a person has read. {@code
 * -Dloa.golden.write=true} writes the files anew: read what changed before it is kept.
 */
class GoldenReportsTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
  private static final boolean WRITE = Boolean.getBoolean("loa.golden.write");

  private Instant now = Instant.parse("2022-04-27T01:00:00Z");
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger =
        Ledger.open(
            Plans.load(Path.of("plan-1270.json")),
            Rosters.load(Path.of("agencies-hcmc.json")),
            LedgerMemory.open(),
            () -> now);
    activities("2022-05-05T02:00:00Z", 1);
    DemoCity.submitReports(ledger, Instant.parse("2022-05-14T17:00:00Z"));
    returned();
    activities("2022-05-25T02:00:00Z", 2);
    activities("2022-06-14T16:59:59Z", 3);
    activities("2022-06-14T17:00:00Z", 4);
    DemoCity.submitReports(ledger, Instant.parse("2022-06-14T17:00:00Z"));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @ParameterizedTest
  @CsvSource({
    "monthly,2022-05,2022-05-16T01:00:00Z",
    "monthly,2022-06,2022-06-16T01:00:00Z",
    "quarterly,2022-Q2,2022-06-16T01:00:00Z"
  })
  void the_consolidated_report_is_the_golden_one(String obligation, String period, Instant asOf)
      throws IOException {
    ConsolidatedReport report = Reports.of(ledger).consolidated(date(obligation, period), asOf);
    for (Language language : Language.values()) {
      Document document = report.document(language, letterhead(asOf));
      String name = "%s.%s.%s".formatted(obligation, period, language.tag());
      compare(name + ".txt", document.bytes(Format.TEXT));
    }
    compare("%s.%s.json".formatted(obligation, period), report.json());
    Document page = report.document(Language.VI, letterhead(asOf));
    compare("%s.%s.vi.html".formatted(obligation, period), body(page.bytes(Format.HTML)));
  }

  @ParameterizedTest
  @CsvSource({"2022-05,2022-05-16T01:00:00Z", "2022-06,2022-06-16T01:00:00Z"})
  void the_report_of_an_agency_is_the_golden_one(String period, Instant asOf) throws IOException {
    PeriodicReport report =
        Reports.of(ledger)
            .periodic(new ReportKey("monthly", "q1", period), asOf)
            .withDifficulties("Loa phường Bến Nghé hỏng 3 ngày.");
    Document document = report.document(Language.VI, letterhead(asOf));
    compare("q1.monthly." + period + ".vi.txt", document.bytes(Format.TEXT));
    compare("q1.monthly." + period + ".json", report.json());
  }

  @Test
  void the_calendar_of_the_year_is_the_golden_one() throws IOException {
    compare(
        "due.2022.vi.ics",
        Reports.of(ledger).calendar().ics(Language.VI, Instant.parse("2022-04-27T01:00:00Z")));
  }

  /** Without the head, whose style is the same in all of them. */
  private static byte[] body(byte[] page) {
    String html = new String(page, StandardCharsets.UTF_8);
    return html.substring(html.indexOf("<body>")).getBytes(StandardCharsets.UTF_8);
  }

  private static void compare(String name, byte[] written) throws IOException {
    Path golden = GOLDEN.resolve(name);
    if (WRITE) {
      Files.createDirectories(GOLDEN);
      Files.write(golden, written);
    }
    assertThat(new String(written, StandardCharsets.UTF_8))
        .as("%s; if it may change: -Dloa.golden.write=true, and read the difference", golden)
        .isEqualTo(Files.readString(golden));
  }

  private DueDate date(String obligation, String period) {
    return ledger.expected().dates().stream()
        .filter(it -> it.obligation().id().equals(obligation))
        .filter(it -> it.period().label().equals(period))
        .findFirst()
        .orElseThrow();
  }

  private Letterhead letterhead(Instant asOf) {
    return DemoReport.letterhead(ledger.plan(), ledger.roster().agency("so-tttt"))
        .date(LocalDate.ofInstant(asOf, ledger.plan().zone()))
        .build();
  }

  /** One agency in three by one form each, more in every round. */
  private void activities(String at, int round) {
    now = Instant.parse(at);
    List<Form> forms =
        ledger.plan().forms().stream()
            .flatMap(Form::stream)
            .filter(it -> it.subForms().isEmpty())
            .toList();
    List<Theme> themes = ledger.plan().themes();
    List<Agency> agencies = ledger.roster().reporters(ledger.plan());
    List<Activity> done = new ArrayList<>();
    for (int i = 0; i < agencies.size(); i += 3) {
      String id = agencies.get(i).id();
      Clause form = forms.get(i % forms.size()).clause();
      done.add(
          Activity.builder(
                  id + "." + round, themes.get(i / 3 % themes.size()).clause(), form, id, now)
              .measure(10L * round + i, unit(form.toString()))
              .evidence(List.of(new Evidence("anh.jpg", "image/jpeg", 1_000, "0f".repeat(32))))
              .build());
    }
    done.add(
        Activity.builder(
                "hoi-nghi." + round, Clause.parse("II.1.2"), Clause.parse("II.2.d-1"), "q1", now)
            .measure(round, Unit.SESSIONS)
            .measure(60L * round, Unit.RECIPIENTS)
            .build());
    ledger.enter(done, "so-tttt");
  }

  private static Unit unit(String form) {
    if (form.startsWith("II.2.a")) {
      return Unit.MESSAGES;
    } else if (form.startsWith("II.2.b") || form.startsWith("IV.5")) {
      return Unit.ITEMS;
    } else if (form.startsWith("II.2.d")) {
      return Unit.SESSIONS;
    }
    return form.equals("II.2.c-8") ? Unit.POSTS : Unit.MINUTES;
  }

  /** One that was on time is returned, and not corrected yet. */
  private void returned() {
    now = Instant.parse("2022-05-15T18:00:00Z");
    String agency =
        ledger.now().owing("monthly").inPeriod("2022-05").statuses().stream()
            .filter(it -> it.firstReceived() != null)
            .map(it -> it.report().agency())
            .findFirst()
            .orElseThrow();
    ledger.enter(
        Review.returned(new ReportKey("monthly", agency, "2022-05"), 1, now, "Sở", "thiếu phụ lục"),
        "so-tttt");
  }
}
