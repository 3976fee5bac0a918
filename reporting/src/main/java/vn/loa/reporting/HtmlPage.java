package vn.loa.reporting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Tally;
import vn.loa.plan.Agency;
import vn.loa.plan.Measure;
import vn.loa.plan.Text;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.Compliance;
import vn.loa.plan.ledger.Rate;
import vn.loa.plan.ledger.ReportStatus;

/**
 * Prints a monthly report as one HTML document. Every figure in a bar stands in words beside it, so
 * that the page reads without colours, on paper and aloud.
 */
final class HtmlPage {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("HH:mm 'ngày' dd/MM/uuuu", Locale.ROOT);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM", Locale.ROOT);

  private final MonthlyReport report;
  private final StringBuilder out = new StringBuilder(32_768);

  HtmlPage(MonthlyReport report) {
    this.report = report;
  }

  String print() {
    out.append("<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
    element("title", title() + " – " + report.plan().document());
    out.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n");
    header();
    out.append("<main>\n");
    campaigns();
    duties();
    statuses();
    areas();
    activities();
    out.append("</main>\n");
    footer();
    return out.append("</body>\n</html>\n").toString();
  }

  private static String style() {
    try (InputStream css = HtmlPage.class.getResourceAsStream("page.css")) {
      return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException("page.css of loa-reporting cannot be read", broken);
    }
  }

  private String title() {
    return fill(
        "Báo cáo tháng %d năm %d", report.month().getMonthValue(), report.month().getYear());
  }

  private void header() {
    out.append("<header>\n");
    element("small", report.plan().issuer() + " · Kế hoạch số " + report.plan().document());
    element("h1", title());
    out.append("<p>").append(escape(report.plan().title().vi()));
    english(
        fill(
            "Report of %s, as of %s",
            report.month(), moment(report.asOf()).replace("ngày ", "on ")));
    out.append("</p>\n</header>\n");
  }

  private void campaigns() {
    section("Đã đưa tin", "What went out, by theme and channel");
    out.append("<div class=\"cards\">\n");
    report.campaigns().forEach(this::card);
    out.append("</div>\n");
    table(
        "Chủ đề|Theme",
        "Kênh|Channel",
        "#Đối tượng|Audience",
        "#Đã gửi|Sent",
        "#Có bằng chứng|Proven",
        "#Bị từ chối|Refused",
        "#Chưa rõ|In doubt",
        "#Chưa gửi|Not sent",
        "Bằng chứng|Proof");
    out.append("<tbody>\n");
    for (CampaignFigures figures : report.campaigns()) {
      row(figures.theme().toString(), channel(figures), figures.tally(), proof(figures));
    }
    out.append("</tbody>\n<tfoot>\n");
    row("Cộng", "", report.total(), "");
    out.append("</tfoot>\n</table></div>\n");
  }

  private void card(CampaignFigures figures) {
    Tally tally = figures.tally();
    out.append("<section class=\"card\">\n");
    element("small", channel(figures));
    element("b", number(tally.delivered()));
    out.append("<p>")
        .append(escape("trên " + number(tally.audience()) + " nơi nhận, có bằng chứng"));
    english(fill("of %d recipients, with proof", tally.audience()));
    out.append("</p>\n");
    bar(parts(tally));
    key(parts(tally));
    tally
        .first(DeliveryState.REFUSED)
        .ifPresent(reason -> element("small", "Từ chối, ví dụ: " + reason));
    out.append("</section>\n");
  }

  /** One coloured part of a bar, with what it says in words. */
  private record Part(String style, String word, long count) {}

  private static List<Part> parts(Tally tally) {
    return List.of(
        new Part("delivered", "có bằng chứng", tally.delivered()),
        new Part("sent", "đã gửi, chờ", tally.count(DeliveryState.SENT)),
        new Part("refused", "từ chối", tally.refused()),
        new Part("doubt", "chưa rõ", tally.inDoubt()),
        new Part("unsent", "chưa gửi", tally.unsent()));
  }

  private static List<Part> parts(Compliance stand) {
    return List.of(
        new Part("on", "đúng hạn", stand.onTime()),
        new Part("late", "trễ hạn", stand.late()),
        new Part("overdue", "chưa nộp, quá hạn", stand.overdue()),
        new Part("pending", "chưa đến hạn", stand.pending()),
        new Part("excused", "có lý do", stand.excused()),
        new Part("exempt", "được miễn", stand.exempt()));
  }

  private void bar(List<Part> parts) {
    long whole = Math.max(1, parts.stream().mapToLong(Part::count).sum());
    out.append("<div class=\"bar\" aria-hidden=\"true\">");
    for (Part part : parts) {
      if (part.count() > 0) {
        out.append(
            fill(
                "<i class=\"%s\" style=\"width:%.3f%%\"></i>",
                part.style(), 100.0 * part.count() / whole));
      }
    }
    out.append("</div>\n");
  }

  private void key(List<Part> parts) {
    out.append("<ul class=\"key\">");
    for (Part part : parts) {
      if (part.count() > 0) {
        out.append("<li><i class=\"").append(part.style()).append("\"></i>");
        out.append(escape(number(part.count()) + " " + part.word())).append("</li>");
      }
    }
    out.append("</ul>\n");
  }

  private void row(String theme, String channel, Tally tally, String proof) {
    out.append("<tr>");
    cell(theme);
    cell(channel);
    figure(tally.audience());
    figure(tally.sent());
    figure(tally.delivered());
    figure(tally.refused());
    figure(tally.inDoubt());
    figure(tally.unsent());
    cell(proof);
    out.append("</tr>\n");
  }

  private String channel(CampaignFigures figures) {
    Text form = report.plan().form(figures.form()).text();
    return figures.channel() + " – " + shorten(form.vi());
  }

  private static String proof(CampaignFigures figures) {
    if (!figures.played().isZero()) {
      return "phát " + spell(figures.played());
    }
    if (figures.published() > 0) {
      return "đã đăng, đọc lại được";
    }
    return number(figures.tally().delivered()) + " biên nhận";
  }

  private void duties() {
    section("Ai phải báo cáo, khi nào", "Who owes what, by when");
    for (MonthlyReport.Duty duty : report.duties()) {
      Compliance stand = duty.compliance();
      out.append("<p><strong>")
          .append(
              escape(
                  fill(
                      "%s, kỳ %s (%s – %s): trước %s",
                      duty.obligation().clause(),
                      duty.period().label(),
                      day(duty.period().from()),
                      day(duty.period().to().minusDays(1)),
                      moment(duty.due()))))
          .append("</strong>");
      english(
          fill(
              "%s report: reporting rate %s, on-time rate %s",
              duty.obligation().id(), percent(stand.reportingRate()), percent(stand.onTimeRate())));
      out.append("</p>\n");
      bar(parts(stand));
      key(parts(stand));
    }
  }

  private void statuses() {
    section("Từng cơ quan", "Agency by agency");
    table(
        "Cơ quan|Agency",
        "Kỳ|Period",
        "Hạn, trước|Due before",
        "Tình trạng|Stands",
        "Nhận lúc|Received");
    out.append("<tbody>\n");
    report.statuses().forEach(this::status);
    out.append("</tbody>\n</table></div>\n");
  }

  private void status(ReportStatus status) {
    Agency agency = report.roster().agency(status.report().agency());
    out.append("<tr>");
    cell(agency.name() + (agency.illustrative() ? " *" : ""));
    cell(status.report().period().label());
    cell(moment(status.report().due()));
    out.append("<td><span class=\"tag ").append(style(status.state())).append("\">");
    out.append(escape(word(status))).append("</span></td>");
    cell(status.firstReceived() == null ? "–" : moment(status.firstReceived()));
    out.append("</tr>\n");
  }

  private static String style(ReportStatus.State state) {
    return switch (state) {
      case ON_TIME -> "on";
      case LATE -> "late";
      case OVERDUE -> "overdue";
      case PENDING -> "pending";
      case EXCUSED -> "excused";
      case EXEMPT -> "exempt";
    };
  }

  private static String word(ReportStatus status) {
    return switch (status.state()) {
      case ON_TIME -> "✓ đúng hạn";
      case LATE -> "△ trễ " + spell(status.lateness());
      case OVERDUE -> "✗ quá hạn " + spell(status.lateness());
      case PENDING -> "… chưa đến hạn";
      case EXCUSED -> "– có lý do";
      case EXEMPT -> "– được miễn";
    };
  }

  private void areas() {
    Map<String, Tally> areas =
        report.campaigns().stream()
            .flatMap(figures -> figures.areas().entrySet().stream())
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, Tally::plus, TreeMap::new));
    if (areas.isEmpty()) {
      return;
    }
    section("Loa theo địa bàn", "Loudspeakers, area by area");
    table(
        "Địa bàn|Area", "#Lượt phát|Deliveries", "#Đã phát|Played", "#Không phát|Not played", "|");
    out.append("<tbody>\n");
    areas.forEach(
        (area, tally) -> {
          out.append("<tr>");
          cell(report.roster().has(area) ? report.roster().agency(area).name().vi() : area);
          figure(tally.audience());
          figure(tally.delivered());
          figure(tally.audience() - tally.delivered());
          out.append("<td>");
          bar(parts(tally));
          out.append("</td></tr>\n");
        });
    out.append("</tbody>\n</table></div>\n");
  }

  private void activities() {
    section("Hoạt động trong sổ", "Activities in the ledger");
    table(
        "Hoạt động|Activity",
        "Chủ đề|Theme",
        "Cơ quan|Agency",
        "Kết quả|Measures",
        "Minh chứng|Evidence");
    out.append("<tbody>\n");
    report.activities().forEach(this::activity);
    out.append("</tbody>\n</table></div>\n");
  }

  private void activity(Activity activity) {
    out.append("<tr>");
    cell(activity.id());
    cell(activity.theme().toString());
    cell(report.roster().agency(activity.agency()).name().vi());
    cell(activity.measures().stream().map(HtmlPage::measure).collect(Collectors.joining(", ")));
    out.append("<td>");
    activity
        .evidence()
        .forEach(
            evidence -> {
              out.append(escape(evidence.name())).append("<br>");
              element("code", "sha256 " + evidence.sha256());
            });
    out.append("</td></tr>\n");
  }

  private static String measure(Measure measure) {
    String unit =
        switch (measure.unit()) {
          case RECIPIENTS -> "nơi nhận";
          case MESSAGES -> "lượt gửi";
          case MINUTES -> "phút";
          case ITEMS -> "tin";
          case SESSIONS -> "buổi";
          case POSTS -> "bài đăng";
        };
    return number(measure.quantity()) + " " + unit;
  }

  private void footer() {
    out.append("<footer>\n<p>");
    out.append(
        escape(
            "Số liệu tính đến " + moment(report.asOf()) + ", giờ " + report.plan().zone() + "."));
    if (report.statuses().stream()
        .anyMatch(status -> report.roster().agency(status.report().agency()).illustrative())) {
      out.append(escape(" * Kế hoạch không nêu tên; đưa vào để minh họa."));
      english("* an example: the plan does not name it");
    }
    out.append("</p>\n</footer>\n");
  }

  private void section(String vietnamese, String english) {
    out.append("<h2>").append(escape(vietnamese));
    english(english);
    out.append("</h2>\n");
  }

  /** Opens a table; a heading is {@code vi|en}, with a leading # for a column of figures. */
  private void table(String... headings) {
    out.append("<div class=\"scroll\"><table>\n<thead><tr>");
    for (String heading : headings) {
      boolean figures = heading.startsWith("#");
      String[] words = heading.substring(figures ? 1 : 0).split("\\|", -1);
      out.append(figures ? "<th class=\"n\" scope=\"col\">" : "<th scope=\"col\">");
      out.append(escape(words[0]));
      english(words[1]);
      out.append("</th>");
    }
    out.append("</tr></thead>\n");
  }

  private void english(String words) {
    if (!words.isEmpty()) {
      out.append("<span class=\"en\" lang=\"en\">").append(escape(words)).append("</span>");
    }
  }

  private void element(String name, String text) {
    out.append('<').append(name).append('>').append(escape(text));
    out.append("</").append(name).append(">\n");
  }

  private void cell(String text) {
    out.append("<td>").append(escape(text)).append("</td>");
  }

  private void figure(long count) {
    out.append("<td class=\"n\">").append(number(count)).append("</td>");
  }

  private String moment(Instant instant) {
    return MOMENT.format(instant.atZone(report.plan().zone()));
  }

  private static String day(LocalDate date) {
    return DAY.format(date);
  }

  /** Groups of three with a point, as Vietnamese writes numbers: {@code 9.731}. */
  private static String number(long count) {
    return fill("%,d", count).replace(',', '.');
  }

  private static String percent(Rate rate) {
    return rate.isApplicable()
        ? fill("%s (%.1f %%)", rate, 100.0 * rate.part() / rate.whole())
        : rate.toString();
  }

  /** Digits in every default locale as in English: a page is the same wherever it is printed. */
  private static String fill(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** {@code 1 ngày 7 giờ}, {@code 3 giờ 25 phút}, {@code 12 phút 5 giây}. */
  private static String spell(Duration span) {
    if (span.toDays() > 0) {
      return fill("%d ngày %d giờ", span.toDays(), span.toHoursPart());
    }
    if (span.toHours() > 0) {
      return fill("%d giờ %d phút", span.toHours(), span.toMinutesPart());
    }
    return fill("%d phút %d giây", span.toMinutes(), span.toSecondsPart());
  }

  /** The first words of a form: without its letter ({@code a)}), up to the first stop. */
  private static String shorten(String text) {
    String first = text.replaceFirst("^\\p{Ll}\\)\\s*", "").split("[;:.(]", 2)[0].strip();
    return first.length() <= 60 ? first : first.substring(0, first.offsetByCodePoints(0, 57)) + "…";
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
