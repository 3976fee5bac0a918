package vn.loa.example;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.channel.Message;
import vn.loa.channel.Urgency;
import vn.loa.channel.mqtt.Areas;
import vn.loa.channel.mqtt.SpeakerChannel;
import vn.loa.channel.mqtt.SpeakerSettings;
import vn.loa.channel.rss.FeedChannel;
import vn.loa.channel.rss.FeedHandler;
import vn.loa.channel.rss.FeedSettings;
import vn.loa.channel.smpp.SmppChannel;
import vn.loa.channel.smpp.SmppSettings;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.Dispatcher;
import vn.loa.plan.Clause;
import vn.loa.plan.DueDate;
import vn.loa.plan.json.LedgerFile;
import vn.loa.plan.ledger.Ledger;
import vn.loa.reporting.Activities;
import vn.loa.reporting.CampaignFigures;
import vn.loa.reporting.CampaignReading;
import vn.loa.reporting.ConsolidatedReport;
import vn.loa.reporting.ReportPack;
import vn.loa.reporting.Reports;
import vn.loa.simulator.Lab;
import vn.loa.simulator.SpeakerSimulator;
import vn.loa.sms.SmsPreview;
import vn.loa.sms.audience.RejectedRow;

/** One turn of the loop: plan, message, three channels, receipts, activities, report. */
final class DemoRun {

  /** It is the last good day of May's report: 14 May 2022, 8:00 in the city. */
  static final Instant MORNING = Instant.parse("2022-05-14T01:00:00Z");

  static final String LEDGER = "ledger.jsonl";

  /** After the deadline, when the report is drawn up. */
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  /** Less than the screen waits for. */
  private static final Duration ASKS_AGAIN_AFTER = Duration.ofSeconds(1);

  private static final String FEED = "tin";
  private static final String MESSAGE = "mui-4";

  private final DemoInput input;
  private final Areas areas;
  private final DemoTime time;
  private final DemoScreen screen;
  private final Path out;

  DemoRun(DemoInput input, DemoTime time, DemoScreen screen, Path out) {
    this.input = input;
    this.areas = new DemoCity(input.districts()).areas();
    this.time = time;
    this.screen = screen;
    this.out = out;
  }

  /**
   * @param port of feed and page; 0 for any
   * @param serve whether to keep them up until interrupted
   */
  void run(int port, boolean serve) throws InterruptedException {
    try (Lab lab = lab(port);
        Ledger ledger = Ledger.open(input.plan(), input.roster(), ledgerFile(), time);
        SpeakerChannel speakers = speakers(lab);
        SpeakerSimulator city = city(lab);
        Dispatcher dispatcher = dispatcher(lab, speakers)) {
      screen.citizens(input.citizens(), write("rejected.csv", rejected()));
      city.cutPower(DemoCity::isOffline);
      Message message = message(MESSAGE, input.theme().clause());
      SmsPreview preview = preview(message);
      Map<String, Campaign> campaigns = announce(dispatcher, message, preview);
      speakers
          .board(MESSAGE)
          .ifPresent(board -> screen.board(board, write("board.txt", board.print())));
      List<CampaignFigures> figures =
          figures(campaigns, ledger, preview.accented().sms().segments());
      DueDate due = nextDue(ledger);
      time.putForwardTo(MORNING.plus(TWO_DAYS));
      DemoCity.submitReports(ledger, due.due());
      Reports reports = Reports.of(ledger);
      ConsolidatedReport report =
          reports.consolidated(due, time.instant()).withCampaigns(figures, DemoReport.areas(areas));
      ReportPack pack = DemoReport.pack(reports, report, input);
      screen.report(report, input.citizens(), write(pack));
      if (serve) {
        serve(lab, pack);
      }
    }
  }

  private static DueDate nextDue(Ledger ledger) {
    return ledger.expected().dates().stream()
        .filter(date -> MORNING.isBefore(date.due()))
        .min(Comparator.comparing(DueDate::due))
        .orElseThrow(() -> new BadInput(List.of("the plan and the roster expect no report")));
  }

  /** Texts have their numbers masked already, and quotes are doubled as CSV has them. */
  private String rejected() {
    StringBuilder lines = new StringBuilder("line,code,text\n");
    for (RejectedRow row : input.citizens().rejected()) {
      String text = row.text().replace("\"", "\"\"");
      lines.append(row.line()).append(',').append(row.code());
      lines.append(",\"").append(text).append("\"\n");
    }
    return lines.toString();
  }

  private Lab lab(int port) {
    return Lab.builder()
        .time(time)
        .feedPort(port)
        .smsc(it -> it.refuse(DemoCity::isUnknownNumber).cannotDeliver(DemoCity::isSwitchedOff))
        .start();
  }

  /**
   * Not before the channel listens: the lab's broker retains no will, and does not hand all of 300
   * births to one who comes late.
   */
  private SpeakerSimulator city(Lab lab) {
    return SpeakerSimulator.builder()
        .ancestors(this::around)
        .habits(DemoCity::habits)
        .connect(lab.broker().port(), DemoCity.speakers(areas), time);
  }

  private List<String> around(String ward) {
    List<String> path = areas.ancestors(ward);
    return path.subList(0, path.size() - 1);
  }

  private SpeakerChannel speakers(Lab lab) {
    return SpeakerChannel.connect(
        SpeakerSettings.builder("127.0.0.1", lab.broker().port())
            .areas(areas)
            .reportWithin(ASKS_AGAIN_AFTER)
            .build(),
        time);
  }

  private Dispatcher dispatcher(Lab lab, SpeakerChannel speakers) {
    FeedChannel feed = FeedChannel.open(feedSettings(lab.feedHost().uri()), time);
    lab.feedHost().mount("/", new FeedHandler(feed));
    return Dispatcher.builder()
        .time(time)
        .channel(feed)
        .channel(speakers)
        .channel(
            SmppChannel.connect(
                SmppSettings.builder("127.0.0.1", lab.smsc().port())
                    .login("loa", "secret")
                    .sender("UBND TP.HCM")
                    .time(time)
                    .build()))
        .build();
  }

  private FeedSettings feedSettings(URI base) {
    return FeedSettings.builder(out.resolve("feed-store"), base, "Sở Thông tin và Truyền thông")
        .folder(out.resolve("feed"))
        .feed(FEED, "Tin truyền thông Kế hoạch " + input.plan().document())
        .build();
  }

  private Map<String, Campaign> announce(Dispatcher dispatcher, Message message, SmsPreview preview)
      throws InterruptedException {
    Map<String, Audience> audiences = new LinkedHashMap<>();
    audiences.put("feed", Audience.of(new Address.Feed(FEED)));
    audiences.put("loudspeakers", new Audience("loudspeakers", DemoCity.speakers(areas)));
    audiences.put("sms", input.citizens().audience());
    Map<String, Campaign> campaigns = new LinkedHashMap<>();
    audiences.forEach(
        (channel, audience) ->
            campaigns.put(channel, dispatcher.start(message, audience, channel)));
    screen.say("%s about %s: \"%s\"", message.id(), input.theme().clause(), message.text());
    screen.preview(preview);
    for (Campaign campaign : campaigns.values()) {
      screen.follow(campaign);
    }
    return campaigns;
  }

  private SmsPreview preview(Message message) {
    return SmsPreview.builder(message.text(), message.purpose())
        .recipients(input.citizens().report().byOperator())
        .build();
  }

  /**
   * What the demo announces.
   *
   * @param theme clause of the theme it is about
   */
  static Message message(String id, Clause theme) {
    return Message.builder(id, "Thông báo mẫu: tiêm vắc-xin COVID-19 mũi 4")
        .text(
            "vi",
            "Từ 16/5, mời người từ 18 tuổi đã tiêm mũi 3 đủ 4 tháng đến trạm y tế phường, xã để"
                + " tiêm vắc-xin mũi 4. Hỏi: 1022.")
        .text("en", "From 16 May: fourth vaccine dose at your ward's clinic. Questions: 1022.")
        .about(theme.toString())
        .issuer("Sở Thông tin và Truyền thông")
        .urgency(Urgency.PRIORITY)
        .link(URI.create("https://example.org/mui-4"))
        .audio(
            new Message.Audio(
                URI.create("https://example.org/mui-4.mp3"),
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                Duration.ofSeconds(12)))
        .validUntil(Instant.parse("2022-05-31T17:00:00Z"))
        .build();
  }

  /** What each campaign came to; also entered, with its proof, as an activity of the plan. */
  private List<CampaignFigures> figures(
      Map<String, Campaign> campaigns, Ledger ledger, int partsOfSms) {
    Activities activities = Activities.of(ledger);
    List<CampaignFigures> all = new ArrayList<>();
    campaigns.forEach(
        (channel, campaign) -> {
          CampaignReading reading = read(channel, campaign);
          CampaignFigures figures =
              reading.figures().withPartsEach(channel.equals("sms") ? partsOfSms : 0);
          activities.record(figures, input.department().id(), time.instant(), reading.evidence());
          all.add(figures);
        });
    return all;
  }

  private CampaignReading read(String channel, Campaign campaign) {
    Clause form = Objects.requireNonNull(input.forms().get(channel));
    try {
      CampaignReading reading =
          CampaignReading.open(out, MESSAGE, channel, input.theme().clause(), form);
      try (reading) {
        campaign.deliveries(reading);
      }
      return reading;
    } catch (IOException cause) {
      throw new UncheckedIOException(
          out + ": the evidence cannot be written; name another folder with --out", cause);
    }
  }

  private LedgerFile ledgerFile() {
    Path file = out.resolve(LEDGER);
    try {
      Files.createDirectories(out);
    } catch (IOException cause) {
      throw new UncheckedIOException(
          out + ": cannot be made; name another folder with --out", cause);
    }
    if (Files.exists(file)) {
      throw new BadInput(
          List.of(file + ": a ledger is never written over; name an empty folder with --out"));
    }
    return LedgerFile.open(file);
  }

  private Path write(String name, String text) {
    Path file = out.resolve(name);
    try {
      return Files.writeString(file, text);
    } catch (IOException cause) {
      throw new UncheckedIOException(file + ": cannot be written; name another --out", cause);
    }
  }

  private List<Path> write(ReportPack pack) {
    Path folder = out.resolve("reports");
    try {
      return pack.writeTo(folder);
    } catch (IOException cause) {
      throw new UncheckedIOException(folder + ": cannot be written; name another --out", cause);
    }
  }

  private void serve(Lab lab, ReportPack pack) throws InterruptedException {
    screen.say("Up until interrupted:");
    for (ReportPack.Piece piece : pack.pieces()) {
      lab.feedHost().mount("/reports/" + piece.name(), exchange -> answer(exchange, piece));
      screen.say("  %s", lab.feedHost().uri().resolve("reports/" + piece.name()));
    }
    for (String path : List.of(FEED + "/rss.xml", FEED + "/atom.xml", FEED + "/feed.json")) {
      screen.say("  %s", lab.feedHost().uri().resolve(path));
    }
    new CountDownLatch(1).await();
  }

  private static void answer(HttpExchange exchange, ReportPack.Piece piece) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", piece.mediaType());
      exchange.sendResponseHeaders(200, 0);
      piece.write(exchange.getResponseBody());
    }
  }
}
