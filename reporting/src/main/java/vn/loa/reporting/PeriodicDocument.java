package vn.loa.reporting;

import java.util.ArrayList;
import java.util.List;
import vn.loa.plan.ledger.ReportStatus;
import vn.loa.reporting.document.Block;
import vn.loa.reporting.document.Document;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Letterhead;
import vn.loa.reporting.document.Values;

/** An agency's report in one language. */
final class PeriodicDocument {

  private final PeriodicReport report;
  private final Language language;
  private final Values values;
  private final Tables tables;
  private final List<Block> blocks = new ArrayList<>();

  PeriodicDocument(PeriodicReport report, Language language) {
    this.report = report;
    this.language = language;
    this.values = Values.in(language);
    this.tables = new Tables(report.plan(), language);
  }

  Document document(Letterhead letterhead) {
    opening();
    work();
    deadlines();
    blocks.add(new Block.Heading(language.of("III. KHÓ KHĂN, VƯỚNG MẮC", "III. DIFFICULTIES")));
    blocks.add(
        new Block.Field(
            language.of("Khó khăn, vướng mắc", "Difficulties met"), report.difficulties()));
    blocks.add(new Block.Heading(language.of("IV. ĐỀ XUẤT, KIẾN NGHỊ", "IV. PROPOSALS")));
    blocks.add(new Block.Field(language.of("Đề xuất, kiến nghị", "Proposals"), report.proposals()));
    return new Document(language, language.of("BÁO CÁO", "REPORT"), subject(), letterhead, blocks);
  }

  private String subject() {
    return language.of("Kết quả thực hiện Kế hoạch số ", "Implementation of plan ")
        + report.plan().document()
        + language.of(" kỳ ", ", ")
        + Words.period(report.date().period(), language);
  }

  private void opening() {
    blocks.add(
        new Block.Paragraph(
            language
                .of(
                    "Thực hiện Kế hoạch số %s ngày %s của %s, %s báo cáo kết quả từ ngày %s đến hết"
                        + " ngày %s (số liệu đến %s) như sau:",
                    "Under plan %s of %s of the %s, the %s reports on %s to %s, that day included"
                        + " (figures as of %s):")
                .formatted(
                    report.plan().document(),
                    values.of(report.plan().issuedOn()),
                    language.of(report.plan().issuer()),
                    language.of(report.agency().name()),
                    values.of(report.date().period().from()),
                    values.of(report.date().period().to().minusDays(1)),
                    values.of(tables.local(report.asOf())))));
  }

  private void work() {
    blocks.add(new Block.Heading(language.of("I. KẾT QUẢ THỰC HIỆN", "I. WORK DONE")));
    if (report.isEmpty()) {
      blocks.add(
          new Block.Paragraph(
              language.of(
                  "Trong kỳ không phát sinh hoạt động.", "Nothing was done in this period.")));
    }
    if (!report.work().isEmpty()) {
      blocks.add(tables.work(report.work(), report.before() != null));
    }
    if (!report.isEmpty()) {
      blocks.add(tables.ownActivities(report.activities()));
    }
  }

  private void deadlines() {
    blocks.add(new Block.Heading(language.of("II. THỰC HIỆN THỜI HẠN BÁO CÁO", "II. DEADLINES")));
    List<ReportStatus> deadlines = report.deadlines();
    long kept = deadlines.stream().filter(PeriodicDocument::isKept).count();
    long missed = deadlines.stream().filter(PeriodicDocument::isMissed).count();
    blocks.add(
        new Block.Paragraph(
            language
                .of(
                    "Trong kỳ có %s thời hạn: %s đúng hạn, %s trễ hoặc chưa nộp.",
                    "%s deadlines fell in this period: %s kept, %s missed.")
                .formatted(values.of(deadlines.size()), values.of(kept), values.of(missed))));
    if (!deadlines.isEmpty()) {
      blocks.add(tables.deadlines(deadlines));
    }
  }

  private static boolean isKept(ReportStatus status) {
    return status.state() == ReportStatus.State.ON_TIME;
  }

  private static boolean isMissed(ReportStatus status) {
    return status.state() == ReportStatus.State.LATE
        || status.state() == ReportStatus.State.OVERDUE;
  }
}
