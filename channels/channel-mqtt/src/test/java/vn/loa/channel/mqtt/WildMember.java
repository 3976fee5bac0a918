package vn.loa.channel.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.simulator.DeviceHabits;
import vn.loa.simulator.SpeakerDevice;

/** One device of a {@link HubWildRun} and its line, and what was told on it. */
final class WildMember {

  private static final Pattern REPORT =
      Pattern.compile("\"msg\":\"([^\"]*)\".*\"state\":\"([^\"]*)\"");

  /** Whatever was on its way to a device is gone when another stands in its place. */
  private static final int LONGEST_WAY = 60_000;

  final String id;
  private final SplittableRandom random;
  private final ManualTime time;
  private final WildBroker broker;
  private final DeviceHabits habits;
  private final List<SpeakerDevice.Sounded> beforeWipes = new ArrayList<>();
  private final Map<String, String> said = new HashMap<>();
  private final Map<String, Instant> got = new HashMap<>();
  private final Map<String, Instant> cancelled = new HashMap<>();
  private SpeakerDevice device;
  private List<String> areas;
  private @Nullable Instant wiped;
  private WildBroker.@Nullable Line line;

  WildMember(int n, SplittableRandom random, ManualTime time, WildBroker broker) {
    this.id = "loa-" + n;
    this.random = random;
    this.time = time;
    this.broker = broker;
    this.areas = List.of("hcmc", n < 3 ? "q1" : "q3");
    this.habits =
        DeviceHabits.builder()
            .realTime(true)
            .clockSkew(Duration.ofSeconds(random.nextInt(-600, 601)))
            .noClock(random.nextInt(3) == 0)
            .build();
    this.device = new SpeakerDevice(id, areas, habits, time);
  }

  Address.Device address() {
    return new Address.Device(id, areas.get(areas.size() - 1));
  }

  boolean isIn(String area) {
    return areas.contains(area);
  }

  boolean isConnected() {
    return line != null;
  }

  long step() {
    return device.step();
  }

  // ---- what happens to it ----

  void connect() {
    if (device.isDark() || line != null) {
      return;
    }
    if (!broker.isThere()) {
      comeBack();
      return;
    }
    byte[] will = device.will();
    Client client = new Client();
    WildBroker.Line open =
        broker.connect(id, device.subscriptions(), device.willTopic(), will, client);
    client.line = open;
    line = open;
    broker.in(
        Duration.ofMillis(random.nextInt(500)),
        () -> {
          if (line == open) {
            device.online((topic, payload, retain, qos) -> say(open, topic, payload, retain));
          }
        });
  }

  void cut() {
    if (line != null) {
      line.cut();
    }
  }

  private void lost(WildBroker.@Nullable Line which) {
    if (which == line) {
      line = null;
      device.lost();
      comeBack();
    }
  }

  private void comeBack() {
    int most = random.nextInt(4) == 0 ? 240_000 : 5_000;
    broker.in(Duration.ofMillis(200 + random.nextInt(most)), this::connect);
  }

  /** Whether it had power before. */
  boolean powerCut() {
    boolean lit = goDark();
    if (lit) {
      broker.in(
          Duration.ofMillis(random.nextInt(120_000)),
          () -> {
            device.powerUp();
            connect();
          });
    }
    return lit;
  }

  private boolean goDark() {
    if (device.isDark()) {
      return false;
    }
    if (line != null) {
      line.abandon();
      line = null;
    }
    device.powerCut();
    return true;
  }

  /** Another one takes its place and its name: it remembers nothing, and counts from one. */
  boolean wipe() {
    boolean lit = goDark();
    if (lit) {
      beforeWipes.addAll(device.log());
      said.clear();
      got.clear();
      cancelled.clear();
      broker.in(
          Duration.ofMillis(LONGEST_WAY + random.nextInt(60_000)),
          () -> {
            device = new SpeakerDevice(id, areas, habits, time);
            wiped = time.instant();
            connect();
          });
    }
    return lit;
  }

  void move() {
    areas = List.of("hcmc", areas.contains("q1") ? "q3" : "q1");
    device.areas(areas);
    cut();
  }

  // ---- what is said and heard ----

  private void say(WildBroker.Line open, String topic, byte[] payload, boolean retain) {
    Matcher report = REPORT.matcher(new String(payload, StandardCharsets.UTF_8));
    if (report.find()) {
      note(report.group(1), report.group(2));
    }
    open.publish(topic, payload, retain, null);
  }

  private void note(String message, String state) {
    if (state.equals("unknown")) {
      said.remove(message);
    } else {
      said.put(message, state);
    }
  }

  private void hears(WildCommand command) {
    if (command.announces()) {
      got.putIfAbsent(command.id(), time.instant());
    } else if (command.cancels()) {
      command.references().forEach(it -> cancelled.putIfAbsent(it, time.instant()));
    }
  }

  /** The device's end of one line. */
  private final class Client implements WildBroker.Client {

    private WildBroker.@Nullable Line line;

    @Override
    public void arrived(String topic, byte[] payload, boolean retained) {
      WildCommand.read(payload).ifPresent(WildMember.this::hears);
      device.arrived(topic, payload, retained);
    }

    @Override
    public void lost() {
      WildMember.this.lost(line);
    }
  }

  // ---- what is known of it, since it was wiped last ----

  /** When it began to know nothing; null if it never did. */
  @Nullable Instant wiped() {
    return wiped;
  }

  /** What it reported last of this message; null for nothing. */
  @Nullable String said(String message) {
    return said.get(message);
  }

  /** Whether this announcement came. */
  boolean got(String message) {
    return got.containsKey(message);
  }

  /** When it was told first that this message is taken back; null if it never was. */
  @Nullable Instant cancelled(String message) {
    return cancelled.get(message);
  }

  List<SpeakerDevice.Sounded> log() {
    return device.log();
  }

  boolean finished(String message) {
    return count(log(), message) > 0;
  }

  /** Since then or before. */
  boolean everFinished(String message) {
    return finished(message) || count(beforeWipes, message) > 0;
  }

  boolean playedTwice(String message) {
    return count(log(), message) > 1;
  }

  private static long count(List<SpeakerDevice.Sounded> log, String message) {
    return log.stream().filter(it -> it.last() && it.message().equals(message)).count();
  }
}
