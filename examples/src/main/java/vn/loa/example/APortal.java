package vn.loa.example;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.channel.Message;
import vn.loa.channel.Message.Medium;
import vn.loa.channel.Time;
import vn.loa.channel.Urgency;
import vn.loa.channel.rss.About;
import vn.loa.channel.rss.CapInfo;
import vn.loa.channel.rss.CapSettings;
import vn.loa.channel.rss.FeedChannel;
import vn.loa.channel.rss.FeedHandler;
import vn.loa.channel.rss.FeedProof;
import vn.loa.channel.rss.FeedReader;
import vn.loa.channel.rss.FeedRequest;
import vn.loa.channel.rss.FeedResponse;
import vn.loa.channel.rss.FeedSettings;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.Dispatcher;
import vn.loa.simulator.FeedHost;

/**
 * What a portal's developer writes to publish feeds by theme, agency and area, and alerts, and to
 * prove that they are public. A host on loopback stands for the portal; it is 14 May 2022, and an
 * exercise goes before the message of Plan 1270.
 */
public final class APortal {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PLAN = "1270/KH-UBND";
  private static final String THEME = "II.1.2";
  private static final String AGENCY = "Sở Y tế";
  private static final Map<String, String> AREAS = Map.of("q1", "Quận 1", "q3", "Quận 3");
  private static final Pattern ALERT =
      Pattern.compile("type=\"application/cap\\+xml\" href=\"https://[^/]+/feeds(/[^\"]+)\"");

  /** What a portal's framework calls when a reader asks: a route, a servlet, a controller. */
  @FunctionalInterface
  interface Endpoint {
    FeedResponse answer(String method, String path, UnaryOperator<@Nullable String> headers);
  }

  /**
   * What readers of the portal get.
   *
   * @param alerts documents of CAP, the newest first
   */
  record Shown(FeedProof proof, String atom, List<String> alerts) {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("loa-a-portal");
    try {
      Shown shown = publish(folder, new DemoTime(DemoRun.MORNING));
      System.out.println(shown.proof().verdict() + " " + shown.proof().sha256());
      System.out.print(shown.atom());
      System.out.print(shown.alerts().get(1));
    } finally {
      delete(folder);
    }
  }

  static Shown publish(Path folder, Time time) throws InterruptedException {
    Message message = vaccination();
    Path store = folder.resolve("store");
    try (FeedHost host = FeedHost.start()) {
      // snippet: begin
      CapSettings alerts =
          CapSettings.builder("canhbao@tin.example.vn", "UBND TP.HCM", outbreak())
              .status(CapSettings.Status.EXERCISE)
              .note("Diễn tập ứng phó dịch bệnh năm 2022")
              .zone(ZoneId.of("Asia/Ho_Chi_Minh"))
              .areas("agencies-hcmc", code -> AREAS.getOrDefault(code, code))
              .build();
      FeedSettings settings =
          FeedSettings.builder(store, URI.create("https://tin.example.vn/feeds/"), "UBND TP.HCM")
              .feed("tin", "Tin của Thành phố")
              .feed("covid-19", "Thích ứng an toàn với COVID-19", About.theme(THEME))
              .feed("so-y-te", "Tin của Sở Y tế", About.agency(AGENCY))
              .feed("quan-1", "Tin cho Quận 1", About.area("q1"))
              .alerts(alerts)
              .build();
      FeedChannel feeds = FeedChannel.open(settings, time);
      Endpoint portal = // for any framework
          (method, path, headers) -> feeds.respond(FeedRequest.of(method, path, headers));
      host.mount("/feeds/", new FeedHandler(feeds)); // the same for the JDK's HttpServer
      try (Dispatcher dispatcher = Dispatcher.builder().time(time).channel(feeds).build()) {
        exercise(dispatcher);
        Audience readers = Audience.of(new Address.Feed("tin")); // the others choose for themselves
        dispatcher.start(message, readers).await(PATIENCE);
      }
      FeedReader reader = FeedReader.builder(time).evidence(folder.resolve("evidence")).build();
      URI atom = host.uri().resolve("feeds/covid-19/atom.xml");
      FeedProof proof = reader.read(atom, feeds.entry(message.id()).orElseThrow());
      // snippet: end
      return new Shown(proof, read(portal, "/covid-19/atom.xml"), alerts(portal));
    }
  }

  private static Message vaccination() {
    return Message.builder("mui-4", "Thông báo mẫu: tiêm vắc-xin COVID-19 mũi 4")
        .text(
            "vi",
            "Từ 16/5, mời người từ 18 tuổi đã tiêm mũi 3 đủ 4 tháng đến trạm y tế phường, xã để"
                + " tiêm vắc-xin mũi 4. Hỏi: 1022.")
        .text("en", "From 16 May: fourth vaccine dose at your ward's clinic. Questions: 1022.")
        .version(
            Medium.PRINT,
            "vi",
            "TP.HCM, 14/5/2022. Sở Y tế mời người từ 18 tuổi đã tiêm mũi 3 đủ 4 tháng đến trạm y"
                + " tế phường, xã nơi cư trú để tiêm vắc-xin COVID-19 mũi 4 từ ngày 16/5.\n")
        .version(
            Medium.RADIO,
            "vi",
            "Thưa quý vị, từ ngày mười sáu tháng năm, trạm y tế phường, xã tiêm vắc-xin mũi bốn."
                + " Mọi thắc mắc xin gọi một không hai hai.\n")
        .attachment(
            new Message.Attachment(
                URI.create("https://tin.example.vn/mui-4.png"),
                "image/png",
                48_213,
                "Áp phích mời tiêm mũi 4"))
        .plan(PLAN)
        .about(THEME)
        .issuer(AGENCY)
        .area("q1")
        .area("q3")
        .urgency(Urgency.PRIORITY)
        .link(URI.create("https://tin.example.vn/mui-4"))
        .validUntil(Instant.parse("2022-05-31T17:00:00Z"))
        .build();
  }

  /** What the alerts of the exercise say beside their message. */
  private static CapInfo outbreak() {
    return CapInfo.builder("Ổ dịch COVID-19", CapInfo.Category.HEALTH)
        .event("en", "COVID-19 outbreak")
        .responseType(CapInfo.ResponseType.MONITOR)
        .urgency(CapInfo.Urgency.EXPECTED)
        .severity(CapInfo.Severity.MODERATE)
        .certainty(CapInfo.Certainty.LIKELY)
        .headline("en", "EXERCISE: COVID-19 outbreak in District 1")
        .instruction("vi", "Theo dõi hướng dẫn của trạm y tế.")
        .instruction("en", "Follow the instructions of your clinic.")
        .build();
  }

  /** An alert, an update of it, and its end. */
  private static void exercise(Dispatcher dispatcher) throws InterruptedException {
    Audience readers = Audience.of(new Address.Feed("tin"));
    dispatcher.start(drill("hai phường", "two wards"), readers).await(PATIENCE);
    Campaign update = dispatcher.start(drill("ba phường", "three wards"), readers);
    update.await(PATIENCE);
    update.cancel().toCompletableFuture().join();
  }

  private static Message drill(String where, String whereInEnglish) {
    return Message.builder("dien-tap-1", "DIỄN TẬP: ổ dịch COVID-19 tại Quận 1")
        .text("vi", "DIỄN TẬP: phát hiện ổ dịch COVID-19 tại " + where + " của Quận 1.")
        .text("en", "EXERCISE: a COVID-19 outbreak in " + whereInEnglish + " of District 1.")
        .plan(PLAN)
        .about(THEME)
        .issuer(AGENCY)
        .area("q1")
        .urgency(Urgency.EMERGENCY)
        .validUntil(Instant.parse("2022-05-14T05:00:00Z"))
        .build();
  }

  private static List<String> alerts(Endpoint portal) {
    return ALERT
        .matcher(read(portal, "/alerts/atom.xml"))
        .results()
        .map(alert -> read(portal, alert.group(1)))
        .toList();
  }

  private static String read(Endpoint portal, String path) {
    FeedResponse response = portal.answer("GET", path, header -> null);
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private APortal() {}
}
