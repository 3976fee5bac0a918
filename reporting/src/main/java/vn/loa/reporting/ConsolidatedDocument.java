package vn.loa.reporting;

import java.util.ArrayList;
import java.util.List;
import vn.loa.channel.Tally;
import vn.loa.plan.Plan;
import vn.loa.plan.calendar.ReportPeriod;
import vn.loa.plan.ledger.Compliance;
import vn.loa.plan.ledger.Lateness;
import vn.loa.plan.ledger.ReportStatus;
import vn.loa.reporting.document.Block;
import vn.loa.reporting.document.Cell;
import vn.loa.reporting.document.Column;
import vn.loa.reporting.document.Document;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Letterhead;
import vn.loa.reporting.document.Table;
import vn.loa.reporting.document.Values;

/** The consolidator's report in one language. */
final class ConsolidatedDocument {

  private final ConsolidatedReport report;
  private final Plan plan;
  private final Language language;
  private final Values values;
  private final Tables tables;
  private final List<Block> blocks = new ArrayList<>();

  ConsolidatedDocument(ConsolidatedReport report, Language language) {
    this.report = report;
    this.plan = report.plan();
    this.language = language;
    this.values = Values.in(language);
    this.tables = new Tables(plan, language);
  }

  Document document(Letterhead letterhead) {
    opening();
    reporting();
    work();
    heading("III. KHÓ KHĂN, VƯỚNG MẮC", "III. DIFFICULTIES");
    blocks.add(
        new Block.Field(
            language.of("Khó khăn, vướng mắc", "Difficulties met"), report.difficulties()));
    heading("IV. ĐỀ XUẤT, KIẾN NGHỊ", "IV. PROPOSALS");
    blocks.add(new Block.Field(language.of("Đề xuất, kiến nghị", "Proposals"), report.proposals()));
    return new Document(language, language.of("BÁO CÁO", "REPORT"), subject(), letterhead, blocks);
  }

  private void heading(String vi, String en) {
    blocks.add(new Block.Heading(language.of(vi, en)));
  }

  private void paragraph(String words) {
    blocks.add(new Block.Paragraph(words));
  }

  private String subject() {
    return language.of(
            "Tổng hợp tình hình, kết quả thực hiện Kế hoạch số ", "Consolidated report on plan ")
        + plan.document()
        + language.of(" kỳ ", ", ")
        + Words.period(report.date().period(), language);
  }

  private void opening() {
    ReportPeriod period = report.date().period();
    paragraph(
        language
            .of(
                "Báo cáo kỳ từ ngày %s đến hết ngày %s, hạn nộp trước %s (%s); số liệu đến %s.",
                "Reports on %s to %s, that day included, due before %s (%s); as of %s.")
            .formatted(
                values.of(period.from()),
                values.of(period.to().minusDays(1)),
                values.of(tables.local(report.date().due())),
                report.date().obligation().clause(),
                values.of(tables.local(report.asOf()))));
  }

  private void reporting() {
    heading("I. TÌNH HÌNH BÁO CÁO", "I. WHO REPORTED");
    Compliance stand = report.compliance();
    paragraph(
        language
            .of(
                "Đã nhận %s báo cáo, đúng hạn %s; trễ hạn %s, chưa nộp %s.",
                "Received %s of the reports expected, on time %s; late %s, overdue %s.")
            .formatted(
                values.of(stand.reportingRate()),
                values.of(stand.onTimeRate()),
                values.of(stand.late()),
                values.of(stand.overdue())));
    Lateness lateness = report.lateness();
    if (lateness != null) {
      paragraph(
          language
              .of(
                  "Các báo cáo trễ hạn: trung vị %s, chín phần mười không quá %s.",
                  "Of the late ones the median is %s, nine in ten by no more than %s.")
              .formatted(values.of(lateness.median()), values.of(lateness.ninetiethPercentile())));
    }
    standings(
        "groups",
        language.of("Theo nhóm cơ quan", "By group"),
        language.of("Nhóm", "Group"),
        report.groups());
    standings(
        "districts",
        language.of("Theo quận, huyện (gồm cấp dưới)", "By district, with all below"),
        language.of("Quận, huyện", "District"),
        report.districts());
    standings(
        "wards",
        language.of("Theo phường, xã", "By ward and commune"),
        language.of("Phường, xã", "Ward"),
        report.wards());
    statuses("late", language.of("Báo cáo trễ hạn", "Late reports"), report.late());
    statuses("missing", language.of("Báo cáo chưa nộp", "Missing reports"), report.missing());
    statuses(
        "let-off", language.of("Có lý do hoặc được miễn", "Excused or exempt"), report.letOff());
    if (report.statuses().stream().anyMatch(this::isIllustrative)) {
      paragraph(
          language.of(
              "* Cơ quan được thêm vào làm ví dụ; Kế hoạch không nêu tên.",
              "* An agency added as an example; the plan does not name it."));
    }
    Pictured pictured = new Pictured(report, language, tables);
    blocks.addAll(pictured.ofReporting());
    String all = language.of("Tất cả báo cáo của kỳ", "All reports");
    blocks.add(
        tables.statuses("reports", all, report.roster(), report.statuses()::forEach).unseen());
  }

  private boolean isIllustrative(ReportStatus status) {
    return report.roster().agency(status.report().agency()).illustrative();
  }

  private void standings(String key, String title, String name, List<Standing> standings) {
    if (!standings.isEmpty()) {
      blocks.add(tables.standings(key, title, name, standings));
    }
  }

  private void statuses(String key, String title, List<ReportStatus> statuses) {
    if (!statuses.isEmpty()) {
      blocks.add(tables.statuses(key, title, report.roster(), statuses::forEach));
    }
  }

  private void work() {
    heading("II. KẾT QUẢ TRUYỀN THÔNG", "II. WORK DONE");
    if (report.work().isEmpty()) {
      paragraph(
          language.of("Trong kỳ không phát sinh hoạt động.", "Nothing was done in this period."));
    } else {
      blocks.add(tables.work(report.work(), report.before() != null));
    }
    if (!report.campaigns().isEmpty()) {
      blocks.add(campaigns());
    }
    blocks.addAll(new Pictured(report, language, tables).ofWork());
    if (!report.activities().isEmpty()) {
      blocks.add(tables.activities(report.roster(), report.activities()));
    }
  }

  private Table campaigns() {
    List<Column> columns =
        List.of(
            tables.words("Đợt truyền thông", "Campaign", 4),
            tables.words("Kênh", "Channel", 3),
            tables.words("Chủ đề", "Theme", 2),
            tables.words("Hình thức", "Form", 2),
            tables.count("Đối tượng", "Audience"),
            tables.count("Đã gửi", "Sent"),
            tables.count("Có bằng chứng", "Proven"),
            tables.count("Bị từ chối", "Refused"),
            tables.count("Chưa rõ", "In doubt"),
            tables.count("Chưa gửi", "Not sent"),
            tables.span("Đã phát", "Played"));
    List<List<Cell>> rows = new ArrayList<>();
    for (CampaignFigures figures : report.campaigns()) {
      List<Cell> row =
          new ArrayList<>(
              List.of(
                  Cell.of(figures.campaign()),
                  Cell.of(figures.channel()),
                  Cell.of(figures.theme().toString()),
                  Cell.of(figures.form().toString())));
      row.addAll(tally(figures.tally()));
      row.add(figures.played().isZero() ? Cell.BLANK : Cell.of(figures.played()));
      rows.add(row);
    }
    List<Cell> total =
        new ArrayList<>(
            List.of(Cell.of(language.of("Cộng", "Total")), Cell.BLANK, Cell.BLANK, Cell.BLANK));
    total.addAll(tally(report.total()));
    total.add(Cell.BLANK);
    return Table.of(
            "campaigns",
            language.of("Đã đưa tin, theo kênh", "What went out, by channel"),
            columns,
            rows)
        .withTotal(total);
  }

  private static List<Cell> tally(Tally tally) {
    return List.of(
        Cell.of(tally.audience()),
        Cell.of(tally.sent()),
        Cell.of(tally.delivered()),
        Cell.of(tally.refused()),
        Cell.of(tally.inDoubt()),
        Cell.of(tally.unsent()));
  }
}
