package vn.loa.example;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Plan;
import vn.loa.plan.Roster;
import vn.loa.plan.json.LedgerFile;
import vn.loa.plan.json.Plans;
import vn.loa.plan.json.Rosters;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.LedgerState;
import vn.loa.plan.ledger.Submission;

/**
 * From a plan file to the agencies that have not reported: one report came in time, and the day
 * after the deadline is asked about. Run it in this folder, where the plan and its agencies lie.
 */
public final class LateAgencies {

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("late-agencies");
    Instant received = Instant.parse("2022-05-13T03:00:00Z");
    Instant asked = Instant.parse("2022-05-16T01:00:00Z");
    InstantSource clock = InstantSource.fixed(received);
    // snippet: begin
    Plan plan = Plans.load(Path.of("plan-1270.json"));
    Roster roster = Rosters.load(Path.of("agencies-hcmc.json"));
    LedgerFile file = LedgerFile.open(folder.resolve("plan-1270.ledger"));
    try (Ledger ledger = Ledger.open(plan, roster, file, clock)) {
      DocumentRef document = DocumentRef.parse("12/BC-UBND");
      ledger.submit(Submission.of("q1", "monthly", "2022-05", received, document));
      LedgerState may = ledger.asOf(asked).inPeriod("2022-05");
      System.out.println("on time " + may.compliance().onTimeRate());
      may.overdue().forEach(late -> System.out.println(may.explain(late)));
    }
    // snippet: end
  }

  private LateAgencies() {}
}
