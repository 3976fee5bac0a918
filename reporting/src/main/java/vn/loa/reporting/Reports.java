package vn.loa.reporting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import vn.loa.plan.DueDate;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.LedgerState;
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
   * @param month of the last good day of the reports, in the plan's zone
   * @param asOf what came to be known later is left out
   * @param campaigns figures of the campaigns of that span; those about other plans are not told
   *     apart
   */
  public MonthlyReport month(YearMonth month, Instant asOf, List<CampaignFigures> campaigns) {
    LedgerState state = ledger.asOf(asOf);
    List<MonthlyReport.Duty> duties =
        ledger.expected().dates().stream()
            .filter(date -> isDueIn(month, date))
            .map(date -> duty(date, state))
            .toList();
    List<ReportStatus> statuses =
        state.statuses().stream()
            .filter(status -> isDueIn(month, status.report().dueDate()))
            .sorted(Comparator.comparing(status -> status.report().due()))
            .toList();
    return new MonthlyReport(
        ledger.plan(),
        ledger.roster(),
        month,
        asOf,
        duties,
        statuses,
        activities(duties, state),
        List.copyOf(campaigns));
  }

  private static MonthlyReport.Duty duty(DueDate date, LedgerState state) {
    LedgerState owed = state.owing(date.obligation().id()).inPeriod(date.period().label());
    return new MonthlyReport.Duty(date.obligation(), date.period(), date.due(), owed.compliance());
  }

  private List<Activity> activities(List<MonthlyReport.Duty> duties, LedgerState state) {
    return state.activities().stream()
        .filter(activity -> duties.stream().anyMatch(duty -> duty.period().covers(day(activity))))
        .toList();
  }

  private LocalDate day(Activity activity) {
    return LocalDate.ofInstant(activity.at(), ledger.plan().zone());
  }

  private static boolean isDueIn(YearMonth month, DueDate date) {
    return YearMonth.from(date.lastDay()).equals(month);
  }
}
