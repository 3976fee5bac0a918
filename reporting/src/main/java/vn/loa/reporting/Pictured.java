package vn.loa.reporting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Tally;
import vn.loa.plan.Unit;
import vn.loa.plan.ledger.ReportStatus;
import vn.loa.reporting.document.Block;
import vn.loa.reporting.document.Cell;
import vn.loa.reporting.document.Column;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Table;
import vn.loa.reporting.document.Values;

/** The pictures of a consolidated report, each with the table that it draws. */
final class Pictured {

  /** A bar is as long as this for the largest figure. */
  private static final int BAR = 420;

  private static final int LABELS = 280;
  private static final int LABEL = 40;
  private static final int ROW = 24;
  private static final int WIDTH = LABELS + BAR + 160;

  /** So many areas; of more, those that hold others. */
  private static final int AREAS = 400;

  private final ConsolidatedReport report;
  private final Language language;
  private final Tables tables;
  private final Values values;

  Pictured(ConsolidatedReport report, Language language, Tables tables) {
    this.report = report;
    this.language = language;
    this.tables = tables;
    this.values = Values.in(language);
  }

  List<Block> ofReporting() {
    return List.of(
        new HeatMap(report, language).picture(),
        lateness(),
        new Timeline(report, language, tables).picture());
  }

  List<Block> ofWork() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(reach());
    if (!report.areas().isEmpty()) {
      blocks.add(wards());
    }
    return blocks;
  }

  // Lateness

  /** By how much at most; the last one is open. */
  private enum Span {
    HOUR(Duration.ofHours(1), "đến 1 giờ", "up to 1 hour"),
    DAY(Duration.ofDays(1), "đến 1 ngày", "up to 1 day"),
    THREE_DAYS(Duration.ofDays(3), "đến 3 ngày", "up to 3 days"),
    WEEK(Duration.ofDays(7), "đến 7 ngày", "up to 7 days"),
    TWO_WEEKS(Duration.ofDays(14), "đến 14 ngày", "up to 14 days"),
    MONTH(Duration.ofDays(30), "đến 30 ngày", "up to 30 days"),
    LONGER(Duration.ofSeconds(Long.MAX_VALUE), "hơn 30 ngày", "more than 30 days");

    private final Duration most;
    private final String vi;
    private final String en;

    Span(Duration most, String vi, String en) {
      this.most = most;
      this.vi = vi;
      this.en = en;
    }
  }

  private Block.Picture lateness() {
    String title = language.of("Phân bố mức trễ hạn", "How late reports came");
    Map<Span, Long> counts = new LinkedHashMap<>();
    for (Span span : Span.values()) {
      counts.put(span, 0L);
    }
    for (ReportStatus status : report.late()) {
      for (Span span : Span.values()) {
        if (status.lateness().compareTo(span.most) <= 0) {
          counts.merge(span, 1L, Long::sum);
          break;
        }
      }
    }
    List<Bar> bars = new ArrayList<>();
    counts.forEach(
        (span, count) ->
            bars.add(
                new Bar(
                    language.of(span.vi, span.en), List.of(new Part(Svg.Fill.STRIPES, count)))));
    List<Column> columns =
        List.of(tables.words("Trễ", "Late by", 3), tables.count("Số báo cáo", "Reports"));
    return bars("lateness", title, bars, columns, Map.of(), bar -> bar.parts().get(0).count());
  }

  // Reach

  /** A part of a bar. */
  private record Part(Svg.Fill fill, long count) {}

  /** A line of a picture. */
  private record Bar(String label, List<Part> parts) {

    long whole() {
      return parts.stream().mapToLong(Part::count).sum();
    }
  }

  /** What went out, by theme and channel; without campaigns, what the ledger has of it. */
  private Block.Picture reach() {
    List<Bar> bars = report.campaigns().isEmpty() ? barsOfWork() : barsOfCampaigns();
    Map<Svg.Fill, String> legend = new LinkedHashMap<>();
    legend.put(Svg.Fill.SOLID, language.of("có bằng chứng", "with proof"));
    legend.put(Svg.Fill.LINES, language.of("đã gửi, chưa có bằng chứng", "sent, without proof"));
    legend.put(Svg.Fill.CROSSES, language.of("bị từ chối", "refused"));
    legend.put(Svg.Fill.STRIPES, language.of("chưa rõ", "in doubt"));
    legend.put(Svg.Fill.OUTLINE, language.of("chưa gửi", "not sent"));
    List<Column> columns = new ArrayList<>();
    columns.add(tables.words("Chủ đề và kênh", "Theme and channel", 5));
    legend.forEach((fill, words) -> columns.add(new Column(words, Cell.Kind.COUNT, 2)));
    return bars(
        "reach",
        language.of("Tiếp cận theo chủ đề và kênh", "Reach by theme and channel"),
        bars,
        columns,
        legend,
        Bar::whole);
  }

  private List<Bar> barsOfCampaigns() {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    for (CampaignFigures figures : report.campaigns()) {
      tallies.merge(figures.theme() + " · " + figures.channel(), figures.tally(), Tally::plus);
    }
    List<Bar> bars = new ArrayList<>();
    tallies.forEach(
        (label, tally) ->
            bars.add(
                bar(
                    label,
                    tally.delivered(),
                    tally.sent() - tally.delivered(),
                    tally.refused(),
                    tally.inDoubt(),
                    tally.unsent())));
    return bars;
  }

  private List<Bar> barsOfWork() {
    List<Bar> bars = new ArrayList<>();
    for (Work work : report.work()) {
      long proven = work.measure(Unit.RECIPIENTS);
      long sent = work.measure(Unit.MESSAGES);
      long doubt = work.measure(Unit.IN_DOUBT);
      if (proven + sent + doubt > 0) {
        String form = Words.shortly(report.plan().form(work.form()).text(), language);
        bars.add(bar(work.theme() + " · " + form, proven, Math.max(0, sent - proven), 0, doubt, 0));
      }
    }
    return bars;
  }

  private static Bar bar(
      String label, long proven, long sent, long refused, long doubt, long unsent) {
    return new Bar(
        label,
        List.of(
            new Part(Svg.Fill.SOLID, proven),
            new Part(Svg.Fill.LINES, sent),
            new Part(Svg.Fill.CROSSES, refused),
            new Part(Svg.Fill.STRIPES, doubt),
            new Part(Svg.Fill.OUTLINE, unsent)));
  }

  private Block.Picture bars(
      String key,
      String title,
      List<Bar> bars,
      List<Column> columns,
      Map<Svg.Fill, String> legend,
      ToLongFunction<Bar> figure) {
    int below = legend.isEmpty() ? 0 : 24 * legend.size();
    int height = 20 + ROW * Math.max(1, bars.size()) + below + 10;
    Svg svg = new Svg(key, language, title, words(bars, figure), WIDTH, height);
    long most = Math.max(1, bars.stream().mapToLong(Bar::whole).max().orElse(1));
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      int y = 16 + i * ROW;
      svg.text(LABELS - 8, y + 13, "end", Svg.INK, Svg.shortened(bar.label(), LABEL));
      int end = draw(svg, bar, y, most);
      svg.text(end + 8, y + 13, "start", Svg.INK, values.of(figure.applyAsLong(bar)));
      List<Cell> row = new ArrayList<>();
      row.add(Cell.of(bar.label()));
      bar.parts().forEach(part -> row.add(Cell.of(part.count())));
      rows.add(row);
    }
    if (bars.isEmpty()) {
      svg.text(WIDTH / 2, 30, "middle", Svg.INK, language.of("không có số liệu", "no figures"));
    }
    int y = height - below;
    for (Map.Entry<Svg.Fill, String> entry : legend.entrySet()) {
      svg.legend(entry.getKey(), LABELS, y, entry.getValue());
      y += 24;
    }
    Table table = Table.of(key + "-table", title, columns, rows);
    return new Block.Picture(key, title, svg.finish(), table);
  }

  private static int draw(Svg svg, Bar bar, int y, long most) {
    int x = LABELS;
    long drawn = 0;
    for (Part part : bar.parts()) {
      drawn += part.count();
      int end = LABELS + (int) (BAR * drawn / most);
      if (end > x) {
        svg.boxes(part.fill(), Svg.box(x, y, end - x, 16));
        x = end;
      }
    }
    return x;
  }

  /** The first lines, for who cannot see them; the table has them all. */
  private String words(List<Bar> bars, ToLongFunction<Bar> figure) {
    StringBuilder words = new StringBuilder();
    for (Bar bar : bars.subList(0, Math.min(8, bars.size()))) {
      words.append(words.length() == 0 ? "" : "; ").append(bar.label()).append(": ");
      words.append(values.of(figure.applyAsLong(bar)));
    }
    return words.length() == 0 ? language.of("Không có số liệu", "No figures") : words.toString();
  }

  // Wards

  /** An area at its depth, with all that is in it. */
  private record Row(Area area, int depth, long audience, long heard) {}

  private Block.Picture wards() {
    String title = language.of("Đã nghe theo địa bàn", "Who heard it, area by area");
    List<Row> all = rows();
    List<Row> shown =
        all.size() <= AREAS ? all : all.stream().filter(it -> isParent(it.area())).toList();
    List<Row> drawn = shown.subList(0, Math.min(AREAS, shown.size()));
    int height = 20 + 20 * Math.max(1, drawn.size()) + 10;
    String description =
        language
            .of("%s địa bàn; số liệu có trong bảng.", "%s areas; the table has the figures.")
            .formatted(values.of(drawn.size()));
    Svg svg = new Svg("heard", language, title, description, WIDTH, height);
    for (int i = 0; i < drawn.size(); i++) {
      draw(svg, drawn.get(i), 12 + i * 20);
    }
    Table table =
        Table.of(
            "heard-table",
            title,
            List.of(
                tables.words("Địa bàn", "Area", 5),
                tables.words("Thuộc", "In", 4),
                tables.count("Nơi nhận", "Recipients"),
                tables.count("Đã nghe", "Heard")),
            all.stream()
                .map(
                    it ->
                        List.of(
                            Cell.of(it.area().name()),
                            Cell.of(it.area().parent() == null ? "" : name(it.area().parent())),
                            Cell.of(it.audience()),
                            Cell.of(it.heard())))
                .toList());
    return new Block.Picture("heard", title, svg.finish(), table);
  }

  private void draw(Svg svg, Row row, int y) {
    int x = 10 + 18 * row.depth();
    svg.text(
        x, y + 12, "start", Svg.INK, Svg.shortened(row.area().name(), LABEL - 2 * row.depth()));
    int heard = row.audience() == 0 ? 0 : (int) (BAR * row.heard() / row.audience());
    if (heard > 0) {
      svg.boxes(Svg.Fill.SOLID, Svg.box(LABELS, y, heard, 13));
    }
    if (heard < BAR && row.audience() > 0) {
      svg.boxes(Svg.Fill.OUTLINE, Svg.box(LABELS + heard, y, BAR - heard, 13));
    }
    String glyph = row.audience() == 0 ? "–" : row.heard() == row.audience() ? "✓" : "△";
    svg.text(
        LABELS + BAR + 8,
        y + 12,
        "start",
        Svg.INK,
        glyph + " " + values.of(row.heard()) + "/" + values.of(row.audience()));
  }

  private String name(String code) {
    return report.areas().stream()
        .filter(it -> it.code().equals(code))
        .map(Area::name)
        .findFirst()
        .orElse(code);
  }

  private boolean isParent(Area area) {
    return report.areas().stream().anyMatch(it -> area.code().equals(it.parent()));
  }

  /** Each area with its own recipients and those of all areas in it. */
  private List<Row> rows() {
    Map<String, Area> byCode = new HashMap<>();
    report.areas().forEach(it -> byCode.put(it.code(), it));
    Map<String, long[]> sums = new HashMap<>();
    for (CampaignFigures figures : report.campaigns()) {
      figures
          .areas()
          .forEach(
              (code, tally) -> {
                int depth = 0;
                for (String at = code;
                    at != null && depth <= byCode.size();
                    at = parent(byCode, at)) {
                  long[] sum = sums.computeIfAbsent(at, any -> new long[2]);
                  sum[0] += tally.audience();
                  sum[1] += tally.delivered();
                  depth++;
                }
              });
    }
    return report.areas().stream()
        .map(
            it -> {
              long[] sum = sums.getOrDefault(it.code(), new long[2]);
              return new Row(it, depth(byCode, it), sum[0], sum[1]);
            })
        .toList();
  }

  private static @Nullable String parent(Map<String, Area> byCode, String code) {
    Area area = byCode.get(code);
    return area == null ? null : area.parent();
  }

  private static int depth(Map<String, Area> byCode, Area area) {
    int depth = 0;
    for (String at = area.parent(); at != null && depth < 8; at = parent(byCode, at)) {
      depth++;
    }
    return depth;
  }
}
