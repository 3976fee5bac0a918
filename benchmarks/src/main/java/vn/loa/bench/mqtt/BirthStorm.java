package vn.loa.bench.mqtt;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import vn.loa.channel.mqtt.DeviceStand;
import vn.loa.channel.mqtt.Presence;
import vn.loa.channel.mqtt.SpeakerChannel;
import vn.loa.channel.mqtt.SpeakerSettings;

/**
 * A whole city comes back at once: every device of a {@link Fleet} says anew that it is there, each
 * with its next session. Prints how long a device waited for the ping that answers its birth, and
 * how long until the last had it; fails if a ping or a presence is missing.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am
 *     -Dof=mqtt -Drun="BirthStorm 10000"</pre>
 */
public final class BirthStorm {

  private static final long PATIENCE = 60;
  private static final long QUIET_MILLIS = 2_000;

  private final int devices;

  BirthStorm(int devices) {
    this.devices = devices;
  }

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    new BirthStorm(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000).run();
  }

  void run() throws Exception {
    try (Broker broker = Broker.start();
        Fleet fleet = Fleet.online(broker.port(), FleetPlace.city(devices), PATIENCE);
        SpeakerChannel channel =
            SpeakerChannel.connect(SpeakerSettings.builder("127.0.0.1", broker.port()).build())) {
      fleet.awaitQuiet(QUIET_MILLIS); // it has greeted those that were there before it
      Pings pings = new Pings(devices);
      long began = System.nanoTime();
      fleet.storm(pings);
      boolean all = pings.await(PATIENCE);
      tell("until the last ping", System.nanoTime() - began);
      tell("longest wait for a ping", pings.longest());
      require(all, devices - pings.count() + " devices got no ping");
      long known = channel.devices().stream().filter(BirthStorm::isBack).count();
      require(known == devices, known + " of " + devices + " are known in their second session");
    }
  }

  private static boolean isBack(DeviceStand device) {
    return device.presence() == Presence.ONLINE && device.session() == 2;
  }

  private static void require(boolean kept, String otherwise) {
    if (!kept) {
      throw new IllegalStateException(otherwise);
    }
  }

  private static void tell(String what, long nanos) {
    System.out.printf(Locale.ROOT, "%-24s %8d ms%n", what, TimeUnit.NANOSECONDS.toMillis(nanos));
  }
}
