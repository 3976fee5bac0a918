package vn.loa.bench.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import vn.loa.bench.measure.Spread;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.mqtt.SpeakerChannel;
import vn.loa.channel.mqtt.SpeakerSettings;

/**
 * One announcement for all devices of a city, from its publishing until every device's report that
 * it was played is counted: by bare clients, and by our channel. The devices are the same {@link
 * Fleet} on the same mosquitto, and do the same for both.
 *
 * <ul>
 *   <li>{@code bare}: publishes once to the city's topic; a bare subscriber counts the reports
 *   <li>{@code loa}: submits a batch with every device; receipts are counted
 * </ul>
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am
 *     -Dof=mqtt -Drun="MqttFanOut 10000 7"</pre>
 *
 * <p>The arguments are devices and rounds; one more round comes first, to warm up, and is not
 * counted. A client listens only while it is measured; another one counts how often the
 * announcement was published.
 */
public final class MqttFanOut {

  private static final double TARGET = 1.1;
  private static final long PATIENCE = 60;
  private static final long QUIET_MILLIS = 1_000;
  private static final int WINDOW = 1_000;

  private final int rounds;
  private final List<FleetPlace> places;

  /** One way, once. */
  record Took(double millis, int publishes) {}

  MqttFanOut(int devices, int rounds) {
    this.rounds = rounds;
    this.places = FleetPlace.city(devices);
  }

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    int devices = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    new MqttFanOut(devices, rounds).run();
  }

  void run() throws Exception {
    List<Took> bare = new ArrayList<>();
    List<Took> loa = new ArrayList<>();
    try (Broker broker = Broker.start();
        Fleet fleet = Fleet.online(broker.port(), places, PATIENCE)) {
      for (int round = 0; round <= rounds; round++) {
        if (round % 2 == 1) { // neither is always the first
          loa.add(loa(broker.port(), fleet, "loa-" + round));
          bare.add(bare(broker.port(), fleet, "bare-" + round));
        } else {
          bare.add(bare(broker.port(), fleet, "bare-" + round));
          loa.add(loa(broker.port(), fleet, "loa-" + round));
        }
      }
    }
    print(bare.subList(1, bare.size()), loa.subList(1, loa.size()));
  }

  private Took bare(int port, Fleet fleet, String id) throws IOException, InterruptedException {
    FrameBuffer frame = new FrameBuffer(2 * Work.COMMAND);
    frame.publish(0, 1, FleetPlace.area(FleetPlace.CITY), announcement(id));
    try (Subscriber announcements = Subscriber.toAnnouncements(port);
        Subscriber reports = Subscriber.toReports(port);
        BareLine publisher = BareLine.connect(port, "publisher")) {
      fleet.awaitQuiet(QUIET_MILLIS);
      long began = System.nanoTime();
      publisher.write(frame);
      require(reports.await(places.size(), PATIENCE), "reports: " + reports.count());
      return new Took((System.nanoTime() - began) / 1e6, announcements.count());
    }
  }

  private static byte[] announcement(String id) {
    return """
        {"v":1,"id":"%s","kind":"say","to":"a/%s","priority":"normal","status":"actual",\
        "content":[{"lang":"vi","text":"%s"}]}"""
        .formatted(id, FleetPlace.CITY, Work.text(Work.TEXT))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private Took loa(int port, Fleet fleet, String id) throws IOException, InterruptedException {
    List<Address.Device> devices = places.stream().map(FleetPlace::address).toList();
    Batch batch = new Batch(Work.message(id), 0, devices);
    SpeakerSettings settings = SpeakerSettings.builder("127.0.0.1", port).window(WINDOW).build();
    Folded folded = new Folded();
    try (Subscriber announcements = Subscriber.toAnnouncements(port);
        SpeakerChannel channel = SpeakerChannel.connect(settings)) {
      int most = channel.limits().batch();
      require(batch.size() <= most, "a batch takes %d devices at most".formatted(most));
      channel.listen(folded);
      fleet.awaitQuiet(QUIET_MILLIS); // it has greeted every device
      long began = System.nanoTime();
      channel.submit(batch, folded);
      require(folded.awaitPlayed(places.size(), PATIENCE), folded.toString());
      return new Took((System.nanoTime() - began) / 1e6, announcements.count());
    }
  }

  private static void require(boolean kept, String otherwise) {
    if (!kept) {
      throw new IllegalStateException(otherwise);
    }
  }

  private void print(List<Took> bare, List<Took> loa) {
    double[] ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] = loa.get(i).millis() / bare.get(i).millis();
    }
    System.out.printf("%d devices; medians [least-most] of %d rounds%n%n", places.size(), rounds);
    System.out.println("| way | ms | publishes |");
    System.out.println("|---|---|---|");
    print("bare", bare);
    print("loa", loa);
    Spread ratio = Spread.of(ratios);
    System.out.printf(
        Locale.ROOT,
        "%nloa ÷ bare ≤ %.1f: %s, %s%n",
        TARGET,
        ratio.toString("%.3f"),
        ratio.median() <= TARGET ? "met" : "missed");
  }

  private static void print(String way, List<Took> all) {
    System.out.printf(
        "| %s | %s | %s |%n",
        way,
        Spread.of(all, Took::millis).toString("%.0f"),
        Spread.of(all, Took::publishes).toString("%.0f"));
  }
}
