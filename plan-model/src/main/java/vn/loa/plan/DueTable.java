package vn.loa.plan;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vn.loa.plan.calendar.ReportPeriod;
import vn.loa.plan.calendar.WorkCalendar;

/**
 * When which report of a plan is due, as a Markdown table: a row for each due instant, a column for
 * each obligation. Immutable.
 *
 * <p>A column is headed by the initial of its obligation's id, or by the whole id where two begin
 * alike.
 */
public final class DueTable {

  private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private final ZoneId zone;
  private final WorkCalendar calendar;
  private final Map<String, String> headings = new LinkedHashMap<>();
  private final SortedMap<Instant, List<DueDate>> rows = new TreeMap<>();

  private DueTable(Plan plan, WorkCalendar calendar) {
    this.zone = plan.zone();
    this.calendar = calendar;
    List<String> ids = plan.regime().obligations().stream().map(ReportingObligation::id).toList();
    ids.forEach(id -> headings.put(id, heading(id, ids)));
    for (DueDate date : plan.dueDates(calendar)) {
      rows.computeIfAbsent(date.due(), any -> new ArrayList<>()).add(date);
    }
  }

  /**
   * @param calendar decides where a date rolls, and marks the days off
   */
  public static DueTable of(Plan plan, WorkCalendar calendar) {
    return new DueTable(plan, calendar);
  }

  private static String heading(String id, List<String> ids) {
    long alike = ids.stream().filter(other -> initial(other).equals(initial(id))).count();
    return alike == 1 ? initial(id) : id;
  }

  private static String initial(String id) {
    return id.substring(0, 1).toUpperCase(Locale.ROOT);
  }

  /** The table, in English; each row ends with a line feed. */
  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    table.append("| due instant (").append(zoneName()).append(") | last good day");
    table.append(" | weekday of last day | ").append(String.join(" | ", headings.values()));
    table.append(" |\n|").append("---|".repeat(3 + headings.size())).append('\n');
    rows.forEach((due, dates) -> table.append(row(due, dates)).append('\n'));
    return table.toString();
  }

  /** A Vietnamese reader knows Indochina Time; the JDK's names change with its locale data. */
  private String zoneName() {
    return zone.equals(Plan.VIETNAM) ? "ICT" : zone.getId();
  }

  private String row(Instant due, List<DueDate> dates) {
    List<String> cells = new ArrayList<>();
    cells.add(due.atZone(zone).toOffsetDateTime().toString());
    cells.add(lastDay(dates));
    cells.add(weekday(dates.get(0).lastDay()));
    headings.forEach((id, heading) -> cells.add(reports(id, heading, dates)));
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String lastDay(List<DueDate> dates) {
    String moved =
        dates.stream()
            .filter(DueDate::isRolled)
            .map(date -> date.nominalLastDay().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    return dates.get(0).lastDay() + (moved.isEmpty() ? "" : " (rolled from " + moved + ")");
  }

  private String weekday(LocalDate day) {
    String name = day.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    if (calendar.isWorkingDay(day)) {
      return name;
    }
    return name + (WEEKEND.contains(day.getDayOfWeek()) ? " **weekend**" : " **day off**");
  }

  private static String reports(String id, String heading, List<DueDate> dates) {
    return dates.stream()
        .filter(date -> date.obligation().id().equals(id))
        .map(date -> report(heading, date.period()))
        .collect(Collectors.joining(", "));
  }

  private static String report(String heading, ReportPeriod period) {
    int year = period.year();
    return switch (period.cadence()) {
      case MONTHLY -> String.format(Locale.ROOT, "%s %02d/%d", heading, period.number(), year);
      case QUARTERLY -> String.format(Locale.ROOT, "Q%d/%d", period.number(), year);
      case HALF_YEARLY -> String.format(Locale.ROOT, "H%d/%d", period.number(), year);
      case SIX_MONTHLY -> "6M/" + year;
      case NINE_MONTHLY -> "9M/" + year;
      case ANNUAL, ONCE -> heading + " " + period.label();
    };
  }
}
