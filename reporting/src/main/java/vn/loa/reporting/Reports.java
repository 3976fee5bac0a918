package vn.loa.reporting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import vn.loa.plan.Activity;
import vn.loa.plan.ExpectedReport;
import vn.loa.plan.ReportingObligation;
import vn.loa.plan.calendar.ReportPeriod;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.ReportStatus;

/**
 * Draws up reports from a ledger. Reads only; equal state gives equal reports.
 *
 * <p>Safe for use by several threads.
 */
public final class Reports {

  private final Ledger ledger;

  private Reports(Ledger ledger) {
    this.ledger = ledger;
  }

  public static Reports of(Ledger ledger) {
    return new Reports(ledger);
  }

  /**
   * The report of a month, as things stood at an instant: every report due in that month and where
   * it stood, the activities of the span that the month's report covers, and what the campaigns
   * given came to.
   *
   * @param month in which the reports are due, in the plan's zone
   * @param asOf what came to be known later is left out
   * @param campaigns figures of the campaigns of that span; those about other plans are not told
   *     apart
   */
  public MonthlyReport month(YearMonth month, Instant asOf, List<CampaignFigures> campaigns) {
    Predicate<ExpectedReport> dueThen = report -> isDueIn(month, report.due());
    List<ReportStatus> statuses =
        ledger.statuses(asOf).stream()
            .filter(status -> dueThen.test(status.report()))
            .sorted(Comparator.comparing(status -> status.report().due()))
            .toList();
    List<MonthlyReport.Duty> duties =
        ledger.plan().regime().obligations().stream()
            .flatMap(obligation -> duties(obligation, month, asOf))
            .toList();
    return new MonthlyReport(
        ledger.plan(),
        ledger.roster(),
        month,
        asOf,
        duties,
        statuses,
        activities(duties, asOf),
        List.copyOf(campaigns));
  }

  private java.util.stream.Stream<MonthlyReport.Duty> duties(
      ReportingObligation obligation, YearMonth month, Instant asOf) {
    return ledger.plan().periods(obligation).stream()
        .filter(period -> isDueIn(month, due(obligation, period)))
        .map(
            period ->
                new MonthlyReport.Duty(
                    obligation,
                    period,
                    due(obligation, period),
                    ledger.compliance(
                        asOf,
                        report ->
                            report.obligation().equals(obligation.id())
                                && report.period().equals(period))));
  }

  private List<Activity> activities(List<MonthlyReport.Duty> duties, Instant asOf) {
    return ledger.activities(asOf).stream()
        .filter(activity -> duties.stream().anyMatch(duty -> duty.period().covers(day(activity))))
        .toList();
  }

  private LocalDate day(Activity activity) {
    return activity.at().atZone(zone()).toLocalDate();
  }

  private Instant due(ReportingObligation obligation, ReportPeriod period) {
    return obligation.due().due(period, zone());
  }

  private boolean isDueIn(YearMonth month, Instant due) {
    return YearMonth.from(due.atZone(zone())).equals(month);
  }

  private ZoneId zone() {
    return ledger.plan().zone();
  }
}
