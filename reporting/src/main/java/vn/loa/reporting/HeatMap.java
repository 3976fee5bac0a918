package vn.loa.reporting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vn.loa.plan.Agency;
import vn.loa.plan.DueDate;
import vn.loa.plan.ledger.Compliance;
import vn.loa.plan.ledger.ComplianceMatrix;
import vn.loa.plan.ledger.ReportStatus;
import vn.loa.reporting.document.Block;
import vn.loa.reporting.document.Cell;
import vn.loa.reporting.document.Column;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Table;
import vn.loa.reporting.document.Values;

/**
 * Agencies by due dates: where each report stood. Of more agencies than a page has room for, those
 * at the top with all below them, and how many of the reports due were on time.
 */
final class HeatMap {

  /** So many agencies one by one. */
  private static final int ONE_BY_ONE = 500;

  /** So many dates; the last ones up to the report's. */
  private static final int DATES = 24;

  private static final int LABELS = 250;
  private static final int LABEL = 34;
  private static final int TOP = 110;
  private static final int WIDE = 26;
  private static final int HIGH = 16;
  private static final int SHARE_WIDE = 40;

  /** Room for the words of all states. */
  private static final int LEGEND = 900;

  private final ConsolidatedReport report;
  private final Language language;
  private final Values values;
  private final ComplianceMatrix matrix;
  private final List<Agency> agencies;
  private final List<DueDate> dates;
  private final long asOf;

  HeatMap(ConsolidatedReport report, Language language) {
    this.report = report;
    this.language = language;
    this.values = Values.in(language);
    this.matrix = report.state().matrix();
    this.agencies = report.roster().depthFirst();
    this.dates = dates(report);
    this.asOf = report.asOf().getEpochSecond();
  }

  private static List<DueDate> dates(ConsolidatedReport report) {
    List<DueDate> all =
        report.dates().stream()
            .sorted(Comparator.comparing(DueDate::due).thenComparing(it -> it.obligation().id()))
            .toList();
    if (all.size() <= DATES) {
      return all;
    }
    List<DueDate> past = all.stream().filter(it -> !it.due().isAfter(report.date().due())).toList();
    return past.subList(Math.max(0, past.size() - DATES), past.size());
  }

  Block.Picture picture() {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < agencies.size(); row++) {
      if (isExpected(row)) {
        rows.add(row);
      }
    }
    return rows.size() <= ONE_BY_ONE ? states(rows) : shares();
  }

  private boolean isExpected(int row) {
    Compliance all = matrix.row(row, asOf);
    return all.expected() + all.exempt() > 0;
  }

  private int column(DueDate date) {
    return report.dates().indexOf(date);
  }

  private String title() {
    return language.of("Bản đồ tuân thủ: cơ quan và kỳ", "Compliance: agencies by period");
  }

  // One by one

  private Block.Picture states(List<Integer> rows) {
    int width = Math.max(LEGEND, LABELS + WIDE * dates.size() + 60);
    int height = TOP + HIGH * Math.max(1, rows.size()) + 40;
    Svg svg = new Svg("heat-map", language, title(), description(rows.size()), width, height);
    heads(svg, WIDE);
    Map<ReportStatus.State, StringBuilder> boxes = new EnumMap<>(ReportStatus.State.class);
    List<List<Cell>> table = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      int row = rows.get(i);
      int y = TOP + i * HIGH;
      svg.text(LABELS - 8, y + 12, "end", Svg.INK, label(row));
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(language.of(agencies.get(row).name())));
      for (int at = 0; at < dates.size(); at++) {
        ReportStatus.State state = matrix.state(row, column(dates.get(at)), asOf);
        cells.add(state == null ? Cell.BLANK : Cell.of(Words.state(state, language)));
        if (state != null) {
          boxes
              .computeIfAbsent(state, any -> new StringBuilder())
              .append(Svg.box(LABELS + at * WIDE, y, WIDE - 2, HIGH - 2));
        }
      }
      table.add(cells);
    }
    boxes.forEach((state, path) -> svg.boxes(fill(state), path));
    legend(svg, height - 24);
    return picture(svg, table, Cell.Kind.WORDS);
  }

  private String description(int rows) {
    return language
        .of(
            "%s cơ quan, %s thời hạn; số liệu có trong bảng.",
            "%s agencies, %s due dates; the table has the figures.")
        .formatted(values.of(rows), values.of(dates.size()));
  }

  private void legend(Svg svg, int y) {
    int x = 10;
    for (ReportStatus.State state : ReportStatus.State.values()) {
      x = svg.legend(fill(state), x, y, Words.state(state, language));
    }
  }

  static Svg.Fill fill(ReportStatus.State state) {
    return switch (state) {
      case ON_TIME -> Svg.Fill.SOLID;
      case LATE -> Svg.Fill.STRIPES;
      case OVERDUE -> Svg.Fill.CROSSES;
      case PENDING -> Svg.Fill.OUTLINE;
      case EXCUSED -> Svg.Fill.LINES;
      case EXEMPT -> Svg.Fill.DOTS;
    };
  }

  // Together

  private Block.Picture shares() {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < agencies.size(); row++) {
      if (agencies.get(row).parent() == null && matrix.subtree(row, asOf).expected() > 0) {
        rows.add(row);
      }
    }
    int shown = Math.min(rows.size(), ONE_BY_ONE);
    int width = LABELS + SHARE_WIDE * dates.size() + 60;
    int height = TOP + HIGH * shown + 40;
    Svg svg = new Svg("heat-map", language, title(), description(shown), width, height);
    heads(svg, SHARE_WIDE);
    List<List<Cell>> table = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      int row = rows.get(i);
      int y = TOP + i * HIGH;
      svg.text(LABELS - 8, y + 12, "end", Svg.INK, label(row));
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(language.of(agencies.get(row).name())));
      for (int at = 0; at < dates.size(); at++) {
        Compliance stand = matrix.subtree(row, column(dates.get(at)), asOf);
        cells.add(Cell.of(stand.onTimeRate()));
        share(svg, LABELS + at * SHARE_WIDE, y, stand);
      }
      table.add(cells);
    }
    svg.text(
        10,
        height - 14,
        "start",
        Svg.INK,
        language.of(
            "Tỷ lệ đúng hạn của cơ quan và các cấp dưới, %",
            "On time of the agency with all below it, per cent"));
    return picture(svg, table, Cell.Kind.SHARE);
  }

  /** The figure says it; the shade only helps to find it. */
  private static void share(Svg svg, int x, int y, Compliance stand) {
    if (stand.expected() == 0) {
      return;
    }
    long percent = 100 * stand.onTime() / stand.expected();
    svg.rect(shade(percent), x, y, SHARE_WIDE - 2, HIGH - 2);
    svg.text(x + SHARE_WIDE / 2 - 1, y + 11, "middle", Svg.INK, Long.toString(percent));
  }

  /** In five steps, each light enough for ink. */
  static String shade(long percent) {
    if (percent >= 90) {
      return "#8fd0b5";
    } else if (percent >= 75) {
      return "#b5dfcd";
    } else if (percent >= 50) {
      return "#dcefe6";
    }
    return percent >= 25 ? "#f3d9b8" : "#f0b8b3";
  }

  // Both

  private String label(int row) {
    return Svg.shortened(language.of(agencies.get(row).name()), LABEL);
  }

  private void heads(Svg svg, int wide) {
    for (int at = 0; at < dates.size(); at++) {
      svg.slanted(LABELS + at * wide + wide / 2, TOP - 6, head(dates.get(at)));
    }
  }

  private String head(DueDate date) {
    return date.period().label();
  }

  private Block.Picture picture(Svg svg, List<List<Cell>> rows, Cell.Kind kind) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(language.of("Cơ quan", "Agency"), Cell.Kind.WORDS, 6));
    for (int i = 0; i < dates.size(); i++) {
      columns.add(new Column(head(dates.get(i)), kind, 2));
    }
    Table table = Table.of("heat-map-table", title(), columns, rows);
    return new Block.Picture("heat-map", title(), svg.finish(), table);
  }
}
