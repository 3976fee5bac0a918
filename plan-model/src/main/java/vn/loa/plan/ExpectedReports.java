package vn.loa.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.loa.plan.calendar.ReportPeriod;

/**
 * Every report that a plan expects of a roster: derived from both, never typed. Immutable.
 *
 * <p>Only agencies with the role {@link ReporterRole#EXPECTED} owe reports. The date does not move
 * when its eve is a day off: the plan says nothing of it.
 */
public final class ExpectedReports {

  private record Key(String obligation, String agency, String period) {}

  private final Map<Key, ExpectedReport> byKey = new LinkedHashMap<>();
  private final List<ExpectedReport> all;

  private ExpectedReports(List<ExpectedReport> all) {
    this.all = List.copyOf(all);
    for (ExpectedReport report : all) {
      byKey.put(new Key(report.obligation(), report.agency(), report.period().label()), report);
    }
  }

  /**
   * @throws UnknownNameException when the roster counts an agency to a group that the plan lacks
   */
  public static ExpectedReports of(Plan plan, Roster roster) {
    List<ExpectedReport> all = new ArrayList<>();
    for (Agency agency : roster.reporters(plan)) {
      for (ReportingObligation obligation : plan.regime().obligations()) {
        for (ReportPeriod period : plan.periods(obligation)) {
          Instant due = obligation.due().due(period, plan.zone());
          all.add(new ExpectedReport(obligation.id(), agency.id(), period, due, due));
        }
      }
    }
    return new ExpectedReports(all);
  }

  /** By agency, then obligation, then time. */
  public List<ExpectedReport> all() {
    return all;
  }

  /** What this agency owes; empty when nothing is expected of it. */
  public List<ExpectedReport> of(String agency) {
    return all.stream().filter(report -> report.agency().equals(agency)).toList();
  }

  /**
   * @param period label: {@code 2022-Q2}
   */
  public Optional<ExpectedReport> find(String obligation, String agency, String period) {
    return Optional.ofNullable(byKey.get(new Key(obligation, agency, period)));
  }
}
