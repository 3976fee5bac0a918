package vn.loa.example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.channel.EmergencyOrder;
import vn.loa.channel.Message;
import vn.loa.channel.Recipients;
import vn.loa.channel.Urgency;
import vn.loa.channel.mqtt.Areas;
import vn.loa.channel.mqtt.SpeakerChannel;
import vn.loa.channel.mqtt.SpeakerSettings;
import vn.loa.channel.rss.FeedChannel;
import vn.loa.channel.rss.FeedSettings;
import vn.loa.channel.smpp.SmppChannel;
import vn.loa.channel.smpp.SmppSettings;
import vn.loa.dispatch.Account;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.ChannelSettings;
import vn.loa.dispatch.Decision;
import vn.loa.dispatch.Dispatcher;
import vn.loa.dispatch.InDoubt;
import vn.loa.dispatch.journal.Journal;
import vn.loa.example.live.CampaignMeter;
import vn.loa.example.live.LivePage;
import vn.loa.example.live.Parts;
import vn.loa.example.live.PlanParts;
import vn.loa.plan.DueDate;
import vn.loa.plan.json.LedgerMemory;
import vn.loa.plan.ledger.Ledger;
import vn.loa.simulator.DeviceHabits;
import vn.loa.simulator.FaultProxy;
import vn.loa.simulator.Lab;
import vn.loa.simulator.SpeakerSimulator;

/**
 * The demo's city on a page that lives: everything is real but the other ends, which run in this
 * process, and the buttons do to them what happens to the real ones.
 *
 * <pre>
 *   page ──► deeds ──► dispatcher (journal) ──► SMPP ──► plug (proxy) ──► SMSC
 *     ▲                    │        └─────────► MQTT ──► broker ──► 300 loudspeakers
 *     └── watch ◄──────────┘
 * </pre>
 */
final class LiveCity implements AutoCloseable {

  /** Ten thousand numbers take a good minute, so that one can follow. */
  private static final double SMS_A_SECOND = 150;

  private static final int URGENT = 300;
  private static final int SLOWEST_DOWNLOAD = 25;
  private static final String FEED = "tin";
  private static final Duration FIRST_WITHIN = Duration.ofSeconds(5);

  private final DemoInput input;
  private final Areas areas;
  private final DemoTime time;
  private final Path folder;
  private final Lab lab;
  private final FaultProxy plug;
  private final Ledger ledger;
  private final SpeakerChannel speakers;
  private final SpeakerSimulator fleet;
  private final Dispatcher dispatcher;
  private final LivePage page;
  private final LiveWatch watch;
  private final List<Campaign> campaigns = new CopyOnWriteArrayList<>();
  private final AtomicInteger announcements = new AtomicInteger();
  private final AtomicInteger emergencies = new AtomicInteger();
  private final AtomicBoolean linked = new AtomicBoolean(true);
  private final AtomicBoolean dark = new AtomicBoolean();

  private LiveCity(DemoInput input, DemoTime time, Path out, int port) throws IOException {
    this.input = input;
    this.areas = new DemoCity(input.districts()).areas();
    this.time = time;
    this.folder = Files.createTempDirectory(Files.createDirectories(out), "live-");
    this.lab =
        Lab.builder()
            .time(time)
            .smsc(it -> it.refuse(DemoCity::isUnknownNumber).answerAfter(Duration.ofMillis(40)))
            .start();
    this.plug = FaultProxy.to(lab.smsc().port(), time);
    this.ledger = Ledger.open(input.plan(), input.roster(), LedgerMemory.open(), time);
    this.speakers =
        SpeakerChannel.connect(
            SpeakerSettings.builder("127.0.0.1", lab.broker().port()).areas(areas).build(), time);
    this.fleet =
        SpeakerSimulator.builder()
            .ancestors(this::around)
            .habits(LiveCity::habits)
            .connect(lab.broker().port(), DemoCity.speakers(areas), time);
    this.dispatcher = dispatcher();
    this.page = page(port);
    this.watch = new LiveWatch(page, dispatcher, speakers, time);
  }

  /**
   * @param port of the page; 0 for any
   * @throws UncheckedIOException when the folder or the port cannot be had
   */
  static LiveCity open(DemoInput input, DemoTime time, Path out, int port) {
    try {
      LiveCity city = new LiveCity(input, time, out, port);
      city.begin();
      return city;
    } catch (IOException cause) {
      throw new UncheckedIOException(
          out + ": cannot be written; name another folder with --out", cause);
    }
  }

  URI uri() {
    return page.uri();
  }

  /** Where the campaigns and their proof are, until it is closed. */
  Path folder() {
    return folder;
  }

  private void begin() {
    DueDate due = nextDue();
    DemoCity.submitReports(ledger, due.due());
    page.show(Parts.PLAN, PlanParts.plan(input.plan(), input.theme().clause()));
    page.show(Parts.CALENDAR, PlanParts.calendar(ledger, time.instant(), 14));
    page.shelve(new LiveReports(input, areas, time, ledger, due, folder, campaigns).papers());
    showButtons();
    watch.start();
  }

  private DueDate nextDue() {
    return ledger.expected().dates().stream()
        .filter(date -> time.instant().isBefore(date.due()))
        .min(Comparator.comparing(DueDate::due))
        .orElseThrow(() -> new BadInput(List.of("the plan and the roster expect no report")));
  }

  private List<String> around(String ward) {
    List<String> path = areas.ancestors(ward);
    return path.subList(0, path.size() - 1);
  }

  /** Each fetches the recording in its own time. */
  private static DeviceHabits habits(String device) {
    Duration fetching = Duration.ofSeconds(Math.floorMod(device.hashCode(), SLOWEST_DOWNLOAD));
    return DeviceHabits.builder()
        .downloads(new DeviceHabits.Download(fetching, DeviceHabits.Fetched.WHOLE))
        .build();
  }

  private Dispatcher dispatcher() {
    FeedChannel feed =
        FeedChannel.open(
            FeedSettings.builder(
                    folder.resolve("feed"), lab.feedHost().uri(), "Sở Thông tin và Truyền thông")
                .feed(FEED, "Tin truyền thông Kế hoạch " + input.plan().document())
                .build(),
            time);
    SmppSettings sms =
        SmppSettings.builder("127.0.0.1", plug.port())
            .login("loa", "secret")
            .sender("UBND TP.HCM")
            .reconnect(Duration.ofMillis(500), Duration.ofSeconds(2))
            .time(time)
            .build();
    ChannelSettings paced =
        ChannelSettings.builder().account(Account.of("operator", SMS_A_SECOND)).build();
    return Dispatcher.builder()
        .time(time)
        .store(Journal.open(folder.resolve("journal")))
        .channel(feed)
        .channel(speakers)
        .channel(SmppChannel.connect(sms), paced)
        .build();
  }

  private LivePage page(int port) {
    return LivePage.builder()
        .port(port)
        .time(time)
        .deed("announce", arguments -> announce())
        .deed("plug", arguments -> plug(Boolean.parseBoolean(argument(arguments, "linked"))))
        .deed("emergency", arguments -> emergency())
        .deed("power-off", arguments -> powerOff(argument(arguments, "district")))
        .deed("power-on", arguments -> powerOn())
        .deed(
            "decide",
            arguments -> decide(argument(arguments, "id"), argument(arguments, "decision")))
        .start();
  }

  private static String argument(Map<String, String> arguments, String name) {
    String value = arguments.get(name);
    if (value == null) {
      throw new IllegalArgumentException("this needs \"" + name + "\"");
    }
    return value;
  }

  // What the buttons do

  private void announce() {
    int number = announcements.incrementAndGet();
    Message message =
        DemoRun.message(number == 1 ? "mui-4" : "mui-4-" + number, input.theme().clause());
    Map<String, Audience> audiences = new LinkedHashMap<>();
    audiences.put("feed", Audience.of(new Address.Feed(FEED)));
    audiences.put("loudspeakers", new Audience("loudspeakers", DemoCity.speakers(areas)));
    audiences.put("sms", input.citizens().audience());
    audiences.forEach(
        (channel, audience) -> {
          Campaign campaign = dispatcher.campaign(message, audience).on(channel).start();
          campaigns.add(campaign);
          watch.add(campaign);
        });
    watch.speaks(message);
  }

  private void plug(boolean in) {
    if (in) {
      plug.resume();
    } else {
      plug.refuse();
    }
    linked.set(in);
    showButtons();
    watch.say(in ? "plugged" : "pulled", Map.of());
  }

  /** Over SMS to some, and over every loudspeaker; how long the first SMS took is shown. */
  private void emergency() {
    Message message = emergencyMessage("khan-cap-" + emergencies.incrementAndGet());
    EmergencyOrder order = new EmergencyOrder("triều cường trên mức báo động 3", "trực ban");
    Recipients all = input.citizens().audience().recipients();
    List<Address> some =
        IntStream.range(0, Math.min(URGENT, all.size())).mapToObj(all::get).toList();
    watch.say("emergencySaid", Map.of());
    long start = time.nanos();
    Campaign sms =
        dispatcher.campaign(message, new Audience("urgent", some)).on("sms").order(order).start();
    Campaign loud =
        dispatcher
            .campaign(message, new Audience("loudspeakers", DemoCity.speakers(areas)))
            .on("loudspeakers")
            .order(order)
            .start();
    campaigns.add(sms);
    campaigns.add(loud);
    CampaignMeter meter = watch.add(sms);
    watch.add(loud);
    watch.speaks(message);
    if (awaitFirst(sms, start)) {
      meter.firstAfter(Duration.ofNanos(time.nanos() - start));
    }
  }

  private boolean awaitFirst(Campaign campaign, long start) {
    Object monitor = new Object();
    try {
      while (campaign.tally().sent() == 0) {
        if (time.nanos() - start > FIRST_WITHIN.toNanos()) {
          return false;
        }
        synchronized (monitor) {
          time.await(monitor, time.nanos() + TimeUnit.MILLISECONDS.toNanos(1));
        }
      }
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Message emergencyMessage(String id) {
    return Message.builder(id, "Khẩn: triều cường dâng cao")
        .text(
            "vi",
            "KHẨN: triều cường dâng trên báo động 3 tối nay. Không ra đường, ngắt điện tầng trệt.")
        .text(
            "en",
            "URGENT: tide above alarm level 3 tonight. Stay indoors, switch off power downstairs.")
        .about(input.theme().clause().toString())
        .issuer("Ủy ban nhân dân Thành phố")
        .urgency(Urgency.EMERGENCY)
        .validUntil(time.instant().plus(Duration.ofHours(6)))
        .build();
  }

  private void powerOff(String district) {
    String name =
        areas
            .find(district)
            .map(Areas.Area::name)
            .orElseThrow(() -> new IllegalArgumentException("no district \"" + district + "\""));
    fleet.cutPower(device -> device.startsWith(district + "-loa-"));
    dark.set(true);
    showButtons();
    watch.say("darkened", Map.of("where", name));
  }

  private void powerOn() {
    fleet.restorePower();
    dark.set(false);
    showButtons();
    watch.say("restored", Map.of());
  }

  private void decide(String id, String decision) {
    Decision chosen =
        switch (decision) {
          case "SENT" -> Decision.SENT;
          case "SEND_AGAIN" -> Decision.SEND_AGAIN;
          default -> throw new IllegalArgumentException("decide SENT or SEND_AGAIN");
        };
    InDoubt doubt =
        watch.doubt(id).orElseThrow(() -> new IllegalStateException("it is no longer in doubt"));
    dispatcher.decide(doubt, chosen).toCompletableFuture().join();
    watch.say("decided", Map.of());
  }

  private void showButtons() {
    List<Parts.Choice> districts =
        input.districts().stream()
            .map(
                it ->
                    new Parts.Choice(
                        it.id(), areas.find(it.id()).map(Areas.Area::name).orElse(it.id())))
            .toList();
    page.show(Parts.BUTTONS, new Parts.Buttons(linked.get(), dark.get(), districts));
  }

  /** Nothing of it is left: neither threads nor files. */
  @Override
  public void close() {
    watch.close();
    page.close();
    plug.resume();
    dispatcher.close(Duration.ofSeconds(5));
    fleet.close();
    plug.close();
    lab.close();
    ledger.close();
    deleteFolder();
  }

  private void deleteFolder() {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException cause) {
      throw new UncheckedIOException(folder + ": cannot be deleted", cause);
    }
  }
}
