package vn.loa.example;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import vn.loa.channel.mqtt.Areas;
import vn.loa.plan.Agency;
import vn.loa.plan.Plan;
import vn.loa.plan.Text;
import vn.loa.reporting.Area;
import vn.loa.reporting.ConsolidatedReport;
import vn.loa.reporting.ReportPack;
import vn.loa.reporting.Reports;
import vn.loa.reporting.document.Format;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Letterhead;

/** How the demo's Department writes its reports. */
final class DemoReport {

  static ReportPack pack(Reports reports, ConsolidatedReport report, DemoInput input) {
    Letterhead letterhead =
        letterhead(report.plan(), input.department())
            .date(LocalDate.ofInstant(report.asOf(), report.plan().zone()))
            .build();
    return ReportPack.of(report, reports.calendar(), Language.VI, letterhead, true);
  }

  /** In English, for a terminal. */
  static String text(ConsolidatedReport report) {
    Letterhead letterhead = Letterhead.builder(english(report.plan().issuer())).build();
    byte[] text = report.document(Language.EN, letterhead).bytes(Format.TEXT);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static String english(Text text) {
    return Language.EN.of(text);
  }

  static Letterhead.Builder letterhead(Plan plan, Agency agency) {
    Locale vietnam = Locale.forLanguageTag("vi");
    return Letterhead.builder(agency.name().vi().toUpperCase(vietnam))
        .superior(plan.issuer().vi().toUpperCase(vietnam))
        .symbol("BC-STTTT")
        .place(plan.place().orElse(null))
        .recipients(List.of(plan.regime().recipient().vi(), "Lưu: VT"))
        .capacity("GIÁM ĐỐC");
  }

  static List<Area> areas(Areas areas) {
    return areas.all().stream().map(it -> new Area(it.code(), it.name(), it.parent())).toList();
  }

  private DemoReport() {}
}
