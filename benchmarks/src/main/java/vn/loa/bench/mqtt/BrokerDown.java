package vn.loa.bench.mqtt;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import vn.loa.bench.measure.Folder;
import vn.loa.bench.measure.Heap;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.channel.Tally;
import vn.loa.channel.mqtt.SpeakerChannel;
import vn.loa.channel.mqtt.SpeakerSettings;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.Dispatcher;
import vn.loa.dispatch.journal.Journal;

/**
 * A broker that goes away, and then a city's campaigns, each for ten thousand devices: how much
 * heap they take that wait, and how long the longest call kept its caller.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am
 *     -Dof=mqtt -Drun="BrokerDown 1000000 20"</pre>
 *
 * <p>The arguments are deliveries, and seconds for which the broker stays away after the last is
 * queued. Nothing may be lost or given up meanwhile.
 */
public final class BrokerDown {

  private static final int DEVICES = 10_000;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final int deliveries;
  private final int seconds;
  private final Longest start = new Longest();
  private final Longest close = new Longest();

  BrokerDown(int deliveries, int seconds) {
    this.deliveries = deliveries;
    this.seconds = seconds;
  }

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.SEVERE); // that the broker is away is known
    int deliveries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    new BrokerDown(deliveries, seconds).run();
  }

  void run() throws Exception {
    try (Folder folder = Folder.make();
        Broker broker = Broker.start()) {
      SpeakerSettings settings = SpeakerSettings.builder("127.0.0.1", broker.port()).build();
      TimedChannel channel = new TimedChannel(SpeakerChannel.connect(settings));
      try (Dispatcher dispatcher =
          Dispatcher.builder().store(Journal.open(folder.path())).channel(channel).build()) {
        broker.stop();
        queue(dispatcher);
        tell("longest submit", channel.submit());
        close.time(() -> dispatcher.close(CLOSE_WITHIN));
        tell("close, given " + CLOSE_WITHIN.toMillis() + " ms", close);
      }
    }
  }

  private void queue(Dispatcher dispatcher) throws InterruptedException {
    List<Address.Device> city =
        FleetPlace.city(Math.min(DEVICES, deliveries)).stream().map(FleetPlace::address).toList();
    Audience audience = new Audience("city", city);
    long before = Heap.used();
    tell("heap before", before);
    for (int i = 0; i < deliveries / city.size(); i++) {
      String id = "m-" + i;
      start.time(() -> dispatcher.start(Work.message(id), audience));
    }
    tell("heap, all queued", Heap.used());
    TimeUnit.SECONDS.sleep(seconds);
    long after = Heap.used();
    tell("heap, " + seconds + " s later", after);
    System.out.printf(
        Locale.ROOT, "a delivery that waits: %.1f B%n", (after - before) / (double) deliveries);
    requireAll(dispatcher);
    tell("longest start", start);
  }

  private void requireAll(Dispatcher dispatcher) {
    Tally all =
        dispatcher.campaigns().stream().map(Campaign::tally).reduce(Tally::plus).orElseThrow();
    if (all.open() != deliveries) {
      throw new IllegalStateException("not all of " + deliveries + " wait: " + all);
    }
  }

  private static void tell(String what, long octets) {
    System.out.printf(Locale.ROOT, "%-24s %8.1f MB%n", what, octets / 1e6);
  }

  private static void tell(String what, Longest longest) {
    System.out.printf(
        Locale.ROOT, "%-24s %8.1f ms, %d calls%n", what, longest.millis(), longest.calls());
  }
}
