package vn.loa.reporting;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import vn.loa.channel.Tally;
import vn.loa.plan.Plan;
import vn.loa.plan.ReportingObligation;
import vn.loa.plan.Roster;
import vn.loa.plan.calendar.ReportPeriod;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.Compliance;
import vn.loa.plan.ledger.ReportStatus;

/**
 * The report of a month as a value; {@link #text()} and {@link #html()} print it. Immutable.
 *
 * @param month in which the reports are due
 * @param asOf what came to be known later is not in it
 * @param duties which reports are due, with the compliance of each; in the plan's order
 * @param statuses every expected report of the month and where it stood, by due instant
 * @param activities of the ledger, in the span that the month's reports cover
 * @param campaigns what was carried
 */
public record MonthlyReport(
    Plan plan,
    Roster roster,
    YearMonth month,
    Instant asOf,
    List<Duty> duties,
    List<ReportStatus> statuses,
    List<Activity> activities,
    List<CampaignFigures> campaigns) {

  /**
   * One report that everybody who must report owes this month.
   *
   * @param due the first instant at which it is late
   */
  public record Duty(
      ReportingObligation obligation, ReportPeriod period, Instant due, Compliance compliance) {}

  public MonthlyReport {
    duties = List.copyOf(duties);
    statuses = List.copyOf(statuses);
    activities = List.copyOf(activities);
    campaigns = List.copyOf(campaigns);
  }

  /** All campaigns together. */
  public Tally total() {
    return campaigns.stream()
        .map(CampaignFigures::tally)
        .reduce(Tallies.count(List.of()), Tally::plus);
  }

  /** For a terminal: English, at most 100 columns, a line feed after each line. */
  public String text() {
    return new TextPage(this).print();
  }

  /** One self-contained HTML document in Vietnamese with English beside it; UTF-8, no scripts. */
  public String html() {
    return new HtmlPage(this).print();
  }
}
