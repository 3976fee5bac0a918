package vn.loa.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import vn.loa.plan.Clause;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.ReportKey;
import vn.loa.plan.Unit;
import vn.loa.plan.json.LedgerMemory;
import vn.loa.plan.json.Plans;
import vn.loa.plan.json.Rosters;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.Ledger;
import vn.loa.reporting.ApprovedReport;
import vn.loa.reporting.PeriodicReport;
import vn.loa.reporting.Reports;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Letterhead;

/** From a ledger to a filed report. */
public final class AReport {

  public static void main(String[] args) throws IOException {
    Path near = Path.of("plan-1270.json");
    Path folder = Files.exists(near) ? Path.of("") : Path.of("examples");
    Path out = Files.createDirectories(Path.of("target", "reports"));
    Instant now = Instant.parse("2022-05-14T08:00:00Z");
    try (Ledger ledger =
        Ledger.open(
            Plans.load(folder.resolve("plan-1270.json")),
            Rosters.load(folder.resolve("agencies-hcmc.json")),
            LedgerMemory.open(),
            () -> now)) {
      ledger.record(
          Activity.builder(
                  "hoi-nghi-1",
                  Clause.parse("II.1.2"),
                  Clause.parse("II.2.d-1"),
                  "q1",
                  Instant.parse("2022-05-06T02:00:00Z"))
              .measure(1, Unit.SESSIONS)
              .measure(120, Unit.RECIPIENTS)
              .build());
      Letterhead letterhead =
          Letterhead.builder("ỦY BAN NHÂN DÂN QUẬN 1")
              .superior("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH")
              .number(new DocumentRef(15, "BC-UBND"))
              .place("Quận 1")
              .date(LocalDate.of(2022, 5, 14))
              .capacity("CHỦ TỊCH")
              .build();
      // snippet: begin
      Reports reports = Reports.of(ledger);
      ReportKey key = new ReportKey("monthly", "q1", "2022-05");
      PeriodicReport draft = reports.periodic(key, now); // work, figures, deadlines: the ledger's
      ApprovedReport report =
          draft
              .withDifficulties("Không có.")
              .withProposals("Không có.")
              .approve(Language.VI, letterhead); // frozen, as DOCX and JSON
      report.writeTo(out);
      reports.file(report, now); // in the ledger, with the digests of both
      // snippet: end
      System.out.println(ledger.now().explain(key));
    }
  }

  private AReport() {}
}
