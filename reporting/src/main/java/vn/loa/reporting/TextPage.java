package vn.loa.reporting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import vn.loa.channel.Tally;
import vn.loa.plan.Measure;
import vn.loa.plan.ledger.Compliance;
import vn.loa.plan.ledger.ReportStatus;

/** Prints a monthly report for a terminal. */
final class TextPage {

  /** What somebody may have to act on. */
  private static final Set<ReportStatus.State> SHOWN_ONE_BY_ONE =
      EnumSet.of(
          ReportStatus.State.LATE,
          ReportStatus.State.OVERDUE,
          ReportStatus.State.EXCUSED,
          ReportStatus.State.EXEMPT);

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private static final int WIDTH = 100;

  private final MonthlyReport report;
  private final StringBuilder out = new StringBuilder();

  TextPage(MonthlyReport report) {
    this.report = report;
  }

  String print() {
    line(
        "Plan %s · report of %s · as of %s (%s)",
        report.plan().document(),
        report.month().format(DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH)),
        moment(report.asOf()),
        report.plan().zone());
    duties();
    agencies();
    campaigns();
    activities();
    return out.toString();
  }

  private void duties() {
    line("");
    line(
        "%-10s %-9s %-16s %-20s %8s %8s %5s %8s %8s",
        "Owed",
        "period",
        "covers",
        "due before",
        "expected",
        "on time",
        "late",
        "overdue",
        "pending");
    for (MonthlyReport.Duty duty : report.duties()) {
      Compliance stand = duty.compliance();
      line(
          "%-10s %-9s %-16s %-20s %8d %8d %5d %8d %8d",
          duty.obligation().id(),
          duty.period().label(),
          day(duty.period().from()) + " – " + day(duty.period().to().minusDays(1)),
          moment(duty.due()),
          stand.expected(),
          stand.onTime(),
          stand.late(),
          stand.overdue(),
          stand.pending());
      line(
          "  reporting rate %s, on-time rate %s (%s, by %s)",
          stand.reportingRate(),
          stand.onTimeRate(),
          duty.obligation().clause(),
          report.plan().zone());
      if (stand.excused() + stand.exempt() > 0) {
        line("  excused %d, exempt and not expected %d", stand.excused(), stand.exempt());
      }
    }
  }

  private void agencies() {
    String inTime =
        report.statuses().stream()
            .filter(status -> status.state() == ReportStatus.State.ON_TIME)
            .map(status -> status.report().agency())
            .distinct()
            .collect(Collectors.joining(", "));
    if (!inTime.isEmpty()) {
      wrap("  ON_TIME  " + inTime);
    }
    report.statuses().stream()
        .filter(status -> SHOWN_ONE_BY_ONE.contains(status.state()))
        .forEach(
            status ->
                line(
                    "  %-8s %-14s %-44s %s",
                    status.state(),
                    status.report().agency(),
                    report.roster().agency(status.report().agency()).name(),
                    lateness(status)));
  }

  private void wrap(String words) {
    String rest = words;
    while (rest.length() > WIDTH) {
      int cut = rest.lastIndexOf(' ', WIDTH);
      line("%s", rest.substring(0, cut));
      rest = "           " + rest.substring(cut + 1);
    }
    line("%s", rest);
  }

  private static String lateness(ReportStatus status) {
    return switch (status.state()) {
      case LATE -> spell(status.lateness()) + " late";
      case OVERDUE -> "missing for " + spell(status.lateness());
      case EXCUSED -> "excused";
      case EXEMPT -> "exempt";
      case PENDING, ON_TIME -> "";
    };
  }

  private void campaigns() {
    line("");
    line(
        "%-8s %-13s %8s %8s %8s %8s %8s %8s  %s",
        "Theme", "channel", "audience", "sent", "proven", "refused", "in doubt", "unsent", "proof");
    for (CampaignFigures figures : report.campaigns()) {
      line(
          "%-8s %-13s %s  %s",
          figures.theme(), figures.channel(), tally(figures.tally()), proof(figures));
    }
    line("%-8s %-13s %s", "all", "", tally(report.total()));
  }

  private static String tally(Tally tally) {
    return String.format(
        Locale.ROOT,
        "%8d %8d %8d %8d %8d %8d",
        tally.audience(),
        tally.sent(),
        tally.delivered(),
        tally.refused(),
        tally.inDoubt(),
        tally.unsent());
  }

  private static String proof(CampaignFigures figures) {
    if (!figures.played().isZero()) {
      return "played " + spell(figures.played());
    }
    if (figures.published() > 0) {
      return figures.published() + " read back";
    }
    return figures.tally().delivered() + " receipts";
  }

  private void activities() {
    line("");
    line("%d activities in the ledger for this span", report.activities().size());
    report
        .activities()
        .forEach(
            activity ->
                line(
                    "  %-28s %-8s %-10s %s",
                    activity.id(),
                    activity.theme(),
                    activity.agency(),
                    activity.measures().stream()
                        .map(TextPage::measure)
                        .collect(Collectors.joining(", "))));
  }

  private static String measure(Measure measure) {
    return measure.quantity() + " " + measure.unit().name().toLowerCase(Locale.ROOT);
  }

  private String moment(Instant instant) {
    return MOMENT.format(instant.atZone(report.plan().zone()));
  }

  private static String day(LocalDate date) {
    return DAY.format(date);
  }

  /** {@code 1 d 7 h}, {@code 3 h 25 min}, {@code 12 min 5 s}. */
  static String spell(Duration span) {
    if (span.toDays() > 0) {
      return span.toDays() + " d " + span.toHoursPart() + " h";
    }
    if (span.toHours() > 0) {
      return span.toHours() + " h " + span.toMinutesPart() + " min";
    }
    return span.toMinutes() + " min " + span.toSecondsPart() + " s";
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
