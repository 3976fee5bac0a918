package vn.loa.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Tally;
import vn.loa.channel.Time;
import vn.loa.channel.mqtt.WardBoard;
import vn.loa.dispatch.Campaign;
import vn.loa.plan.ledger.Compliance;
import vn.loa.reporting.CampaignFigures;
import vn.loa.reporting.ConsolidatedReport;
import vn.loa.sms.SmsPreview;
import vn.loa.sms.SmsText;
import vn.loa.sms.audience.AudienceReading;

/** What the demo shows: words and bars for a person, or one JSON object for a program. */
final class DemoScreen {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final PrintWriter out;
  private final boolean json;
  private final Time time;

  DemoScreen(PrintWriter out, boolean json, Time time) {
    this.out = out;
    this.json = json;
    this.time = time;
  }

  void say(String format, Object... values) {
    if (!json) {
      out.println(String.format(Locale.ROOT, format, values));
    }
  }

  void citizens(AudienceReading citizens, Path rejected) {
    say(
        "%,d rows of citizens: %,d numbers to write to, %,d rows put aside: %s",
        citizens.rows(),
        citizens.audience().size(),
        citizens.rejectedCount(),
        citizens.rejectedByReason());
    citizens.rejected().stream()
        .limit(3)
        .forEach(row -> say("  line %d %s: %s", row.line(), row.code(), row.text()));
    say("  rows put aside, of each reason the first 1,000, with their lines: %s", rejected);
  }

  /** What the text takes as SMS, and what it would without accents; nobody decides here. */
  void preview(SmsPreview preview) {
    SmsText accented = preview.accented().sms();
    SmsText unaccented = preview.unaccented().sms();
    say(
        "  as SMS %s in %d parts; unaccented %s in %d: %,d fewer messages (%s %%)",
        accented.encoding(),
        accented.segments(),
        unaccented.encoding(),
        unaccented.segments(),
        preview.saving().messages(),
        preview.saving().percent());
  }

  /** Waits, with a bar, for every answer, and for receipts until none has come for a while. */
  Tally follow(Campaign campaign) throws InterruptedException {
    if (json) {
      return awaitQuiet(campaign, tally -> {});
    }
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(String.format(Locale.ROOT, "%-12s", campaign.channels().get(0)))
            .setInitialMax(campaign.tally().audience())
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(100)
            .build()) {
      return awaitQuiet(campaign, tally -> bar.stepTo(finished(tally)));
    }
  }

  private interface Watcher {
    void see(Tally tally);
  }

  private Tally awaitQuiet(Campaign campaign, Watcher watcher) throws InterruptedException {
    Tally last = campaign.tally();
    long moved = time.nanos();
    while (finished(last) < last.audience()
        && (last.open() > 0 || time.nanos() - moved < SILENCE.toNanos())) {
      Tally now = campaign.await(LOOK_EVERY);
      if (!now.equals(last)) {
        last = now;
        moved = time.nanos();
      }
      watcher.see(now);
    }
    watcher.see(last);
    return last;
  }

  private static long finished(Tally tally) {
    return tally.audience() - tally.open() - tally.count(DeliveryState.SENT);
  }

  /** The city, the districts where not all have heard it, and the wards that heard nothing. */
  void board(WardBoard board, Path whole) {
    say(
        "%-24s %7s %7s %7s %7s %7s %7s %7s",
        "Loudspeakers", "devices", "heard", "playing", "waiting", "offline", "failed", "expired");
    board.rows().stream()
        .filter(
            it ->
                it.depth() == 0 || (it.depth() == 1 && it.counts().heard() < it.counts().devices()))
        .forEach(this::row);
    say("  wards that heard it: %.1f %%", 100 * board.shareOfWardsHeard());
    board.silentWards().forEach(it -> say("  silent: %s (%s)", it.name(), it.reason()));
    say("  every ward: %s", whole);
  }

  private void row(WardBoard.Row row) {
    WardBoard.Counts counts = row.counts();
    say(
        "%-24s %,7d %,7d %,7d %,7d %,7d %,7d %,7d",
        "  ".repeat(row.depth() + 1) + row.name(),
        counts.devices(),
        counts.heard(),
        counts.playing(),
        counts.waiting(),
        counts.offline(),
        counts.failed(),
        counts.expired());
  }

  /**
   * @param files of the report; the page is among them
   */
  void report(ConsolidatedReport report, AudienceReading citizens, List<Path> files) {
    Path page =
        files.stream()
            .filter(it -> it.toString().endsWith(".html"))
            .findFirst()
            .orElseThrow()
            .toAbsolutePath()
            .normalize();
    if (json) {
      out.println(asJson(report, citizens, page));
    } else {
      out.println();
      out.print(DemoReport.text(report));
      out.println();
      out.println("The report in " + files.size() + " files: " + page.getParent());
      out.println("The page: " + page);
    }
    out.flush();
  }

  private static String asJson(ConsolidatedReport report, AudienceReading citizens, Path page) {
    Map<String, Object> totals = new LinkedHashMap<>();
    totals.put("plan", report.plan().document().toString());
    totals.put("period", report.date().period().label());
    totals.put("asOf", report.asOf().toString());
    totals.put("audience", audience(citizens));
    Map<String, Object> channels = new LinkedHashMap<>();
    report.campaigns().forEach(figures -> channels.put(figures.channel(), channel(figures)));
    totals.put("channels", channels);
    totals.put("reports", compliance(report.compliance()));
    totals.put("activities", report.activities().size());
    totals.put("page", page.toString());
    try {
      return new ObjectMapper().writeValueAsString(totals);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("maps of words and numbers are JSON", impossible);
    }
  }

  private static Map<String, Object> audience(AudienceReading citizens) {
    Map<String, Object> audience = new LinkedHashMap<>();
    audience.put("rows", citizens.rows());
    audience.put("recipients", citizens.audience().size());
    audience.put("rejected", citizens.rejectedByReason());
    return audience;
  }

  private static Map<String, Object> channel(CampaignFigures figures) {
    Tally tally = figures.tally();
    Map<String, Object> totals = new LinkedHashMap<>();
    totals.put("theme", figures.theme().toString());
    totals.put("audience", tally.audience());
    totals.put("sent", tally.sent());
    totals.put("proven", tally.delivered());
    totals.put("refused", tally.refused());
    totals.put("inDoubt", tally.inDoubt());
    totals.put("unsent", tally.unsent());
    totals.put("playedSeconds", figures.played().toSeconds());
    totals.put("published", figures.published());
    return totals;
  }

  private static Map<String, Object> compliance(Compliance stand) {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("expected", stand.expected());
    counts.put("onTime", stand.onTime());
    counts.put("late", stand.late());
    counts.put("overdue", stand.overdue());
    counts.put("pending", stand.pending());
    return counts;
  }
}
