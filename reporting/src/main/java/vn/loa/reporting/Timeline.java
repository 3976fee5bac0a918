package vn.loa.reporting;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.loa.plan.DueDate;
import vn.loa.plan.ledger.Compliance;
import vn.loa.plan.ledger.ComplianceMatrix;
import vn.loa.reporting.document.Block;
import vn.loa.reporting.document.Cell;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Table;

/** When what is due: a line for each obligation over the year around the report. */
final class Timeline {

  private static final int LABELS = 120;
  private static final int AXIS = 700;
  private static final int ROW = 46;

  /** On both sides of the report's date. */
  private static final int DAYS = 190;

  /** From the first and the last mark to the ends of the axis. */
  private static final int MARGIN = 12;

  private final ConsolidatedReport report;
  private final Language language;
  private final Tables tables;
  private final List<DueDate> dates;
  private final LocalDate from;
  private final long days;

  Timeline(ConsolidatedReport report, Language language, Tables tables) {
    this.report = report;
    this.language = language;
    this.tables = tables;
    LocalDate own = report.date().lastDay();
    this.dates =
        report.dates().stream()
            .filter(it -> Math.abs(ChronoUnit.DAYS.between(own, it.lastDay())) <= DAYS)
            .sorted(Comparator.comparing(DueDate::due))
            .toList();
    this.from = dates.get(0).lastDay().minusDays(MARGIN);
    LocalDate last = dates.get(dates.size() - 1).lastDay();
    this.days = ChronoUnit.DAYS.between(from, last) + MARGIN;
  }

  Block.Picture picture() {
    String title = language.of("Các thời hạn quanh kỳ này", "Due dates around this period");
    Map<String, List<DueDate>> rows = new LinkedHashMap<>();
    dates.forEach(
        it ->
            rows.computeIfAbsent(
                    Words.cadence(it.obligation().cadence(), language), any -> new ArrayList<>())
                .add(it));
    int height = 50 + ROW * rows.size() + 30;
    String description =
        language.of(
            "Mỗi dấu là một thời hạn với tỷ lệ đúng hạn; số liệu có trong bảng.",
            "Each mark is a due date with the share on time; the table has the figures.");
    Svg svg = new Svg("timeline", language, title, description, LABELS + AXIS + 40, height);
    ComplianceMatrix matrix = report.state().matrix();
    long asOf = report.asOf().getEpochSecond();
    List<List<Cell>> cells = new ArrayList<>();
    int y = 50;
    for (Map.Entry<String, List<DueDate>> row : rows.entrySet()) {
      svg.text(10, y + 5, "start", Svg.INK, Svg.shortened(row.getKey(), 14));
      svg.line(LABELS, y, LABELS + AXIS, y, Svg.GREY);
      for (DueDate date : row.getValue()) {
        Compliance stand = matrix.column(report.dates().indexOf(date), asOf);
        mark(svg, date, stand, y);
        cells.add(
            List.of(
                Cell.of(row.getKey()),
                Cell.of(date.period().label()),
                Cell.of(tables.local(date.due())),
                Cell.of(stand.onTimeRate())));
      }
      y += ROW;
    }
    today(svg, y);
    Table table =
        Table.of(
            "timeline-table",
            title,
            List.of(
                tables.words("Báo cáo", "Report", 3),
                tables.words("Kỳ", "Period", 2),
                tables.moment("Hạn, trước", "Due before"),
                tables.share("Đúng hạn", "On time")),
            cells);
    return new Block.Picture("timeline", title, svg.finish(), table);
  }

  private void mark(Svg svg, DueDate date, Compliance stand, int y) {
    int x = x(date.lastDay());
    boolean past = !date.due().isAfter(report.asOf());
    boolean own = date.equals(report.date());
    svg.boxes(past ? Svg.Fill.SOLID : Svg.Fill.OUTLINE, Svg.box(x - 6, y - 6, 12, 12));
    String label = date.period().label();
    svg.text(
        x, y - 12, "middle", Svg.INK, (own ? "▼" : "") + label.substring(label.indexOf('-') + 1));
    if (past && stand.expected() > 0) {
      String percent = 100 * stand.onTime() / stand.expected() + " %";
      svg.text(x, y + 21, "middle", Svg.INK, percent);
    }
  }

  private void today(Svg svg, int y) {
    int x = x(tables.local(report.asOf()).toLocalDate());
    if (x >= LABELS && x <= LABELS + AXIS) {
      svg.line(x, 18, x, y - 10, "#b3261e");
      svg.text(x, 14, "middle", "#b3261e", language.of("số liệu đến đây", "as of here"));
    }
  }

  private int x(LocalDate day) {
    return LABELS + (int) (AXIS * ChronoUnit.DAYS.between(from, day) / days);
  }
}
