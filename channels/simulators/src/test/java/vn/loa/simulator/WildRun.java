package vn.loa.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.testkit.ManualTime;

/**
 * One device, a broker in memory that delays, repeats and keeps, and a hub that obeys the protocol:
 * it publishes nothing that has expired, and answers each birth, before anything else, with its
 * time. Its clock is the true one. It may go away and come back; then what the broker kept for it
 * stays too long.
 */
final class WildRun {

  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
  private static final Set<String> FINAL =
      Set.of("played", "failed", "rejected", "expired", "cancelled", "superseded");
  private static final String OWN = "d/spk-1";
  private static final String AREA = "a/q1";
  private static final int MOMENTS = 120;
  private static final int MARGIN_SECONDS = 600;

  private final SplittableRandom random;
  private final ManualTime time = ManualTime.startingAt(START);
  private final SpeakerDevice device;
  private boolean connected;
  private boolean dark;
  private int cuts;
  private int expiredReports;

  // The broker.
  private final Map<String, byte[]> kept = new LinkedHashMap<>();
  private final Deque<Parcel> down = new ArrayDeque<>();
  private final Deque<Parcel> up = new ArrayDeque<>();
  private @Nullable Parcel presence;

  // The hub.
  private final Map<String, Sent> open = new LinkedHashMap<>();
  private final Set<String> ended = new HashSet<>();
  private boolean hubThere = true;
  private long born;
  private long answered;
  private int ids;

  @SuppressWarnings("ArrayRecordComponent") // nobody compares parcels
  private record Parcel(Instant due, String target, byte[] payload, boolean retained) {}

  private record Sent(Told told, String target, Instant expires) {}

  WildRun(long seed) {
    this.random = new SplittableRandom(seed);
    this.device = new SpeakerDevice("spk-1", List.of("q1"), habits(), time);
  }

  private DeviceHabits habits() {
    return DeviceHabits.builder()
        .clockSkew(Duration.ofSeconds(skew()))
        .realTime(random.nextInt(4) != 0)
        .downloads(
            url ->
                new DeviceHabits.Download(
                    Duration.ofSeconds(random.nextInt(60)), DeviceHabits.Fetched.WHOLE))
        .noClock(random.nextInt(3) == 0)
        .build();
  }

  /** At its worst more often than not. */
  private int skew() {
    return switch (random.nextInt(3)) {
      case 0 -> -MARGIN_SECONDS;
      case 1 -> MARGIN_SECONDS;
      default -> random.nextInt(-MARGIN_SECONDS, MARGIN_SECONDS + 1);
    };
  }

  void go() {
    for (int i = 0; i < MOMENTS; i++) {
      happen(random.nextInt(20));
      pass(random.nextInt(1, 40) * 500L, 500);
    }
    settle();
  }

  /** Everybody comes back and stays, for as long as anything could be valid. */
  private void settle() {
    comeBack();
    if (!connected) {
      connect();
    }
    pass(3_000_000, 5_000);
  }

  List<SpeakerDevice.Sounded> late() {
    return device.log().stream().filter(it -> !it.began().isBefore(it.expires())).toList();
  }

  Set<String> twice() {
    return device.log().stream()
        .filter(SpeakerDevice.Sounded::last)
        .collect(Collectors.groupingBy(SpeakerDevice.Sounded::message, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(it -> it.getValue() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  boolean outstanding() {
    return device.step() != SpeakerDevice.NEVER;
  }

  private void happen(int what) {
    switch (what) {
      case 0 -> lose();
      case 1 -> cut();
      case 2, 3, 4 -> connect();
      case 5 -> goAway();
      case 6 -> comeBack();
      case 7, 8 -> repeatOne();
      case 9 -> control("cancel");
      case 10 -> control("stop");
      case 11 -> control("ping");
      default -> announce();
    }
  }

  private void pass(long millis, long each) {
    Instant end = time.instant().plusMillis(millis);
    while (time.instant().isBefore(end)) {
      time.advance(Duration.ofMillis(each));
      deliver();
      tidy();
      device.step();
    }
  }

  // The wire.

  private void connect() {
    if (connected) {
      return;
    }
    if (dark) {
      dark = false;
      device.powerUp();
    }
    connected = true;
    device.will();
    kept.forEach((target, payload) -> send(target, payload, true));
    device.online(this::said);
  }

  private void lose() {
    if (connected) {
      connected = false;
      down.clear();
      device.lost();
    }
  }

  private void cut() {
    if (!dark) {
      lose();
      dark = true;
      cuts++;
      device.powerCut();
    }
  }

  private void said(String topic, byte[] payload, boolean retain, int qos) {
    Parcel parcel = new Parcel(later(up), topic, payload, retain);
    presence = retain ? parcel : presence;
    if (hubThere) {
      up.add(parcel);
    }
  }

  private void send(String target, byte[] payload, boolean retained) {
    if (connected) {
      down.add(new Parcel(later(down), target, payload, retained));
    }
  }

  /** In order, as over TCP. */
  private Instant later(Deque<Parcel> queue) {
    Instant due = time.instant().plusMillis(random.nextInt(4) == 0 ? random.nextInt(20_000) : 0);
    return queue.isEmpty() || queue.getLast().due().isBefore(due) ? due : queue.getLast().due();
  }

  private void deliver() {
    while (isDue(down)) {
      Parcel next = down.remove();
      device.arrived("tt/v1/" + next.target() + "/cmd", next.payload(), next.retained());
    }
    while (hubThere && isDue(up)) {
      heard(up.remove());
    }
  }

  private boolean isDue(Deque<Parcel> queue) {
    return !queue.isEmpty() && !queue.getFirst().due().isAfter(time.instant());
  }

  /** QoS 1: at least once (MQTT 3.1.1 section 4.3.2). */
  private void repeatOne() {
    List<Parcel> some = new ArrayList<>(down);
    if (!some.isEmpty()) {
      Parcel one = some.get(random.nextInt(some.size()));
      send(one.target(), one.payload(), one.retained());
    }
  }

  // The hub.

  private void heard(Parcel parcel) {
    JsonNode said = read(parcel.payload());
    if (parcel.target().endsWith("/state")) {
      born = said.path("session").asLong();
      answer();
    } else if (FINAL.contains(said.path("state").asText())) {
      String message = said.path("msg").asText();
      expiredReports += said.path("state").asText().equals("expired") ? 1 : 0;
      ended.add(message);
      open.remove(message);
    }
  }

  private void answer() {
    if (born > answered) {
      answered = born;
      send(OWN, Told.control("ping", id(), time.instant()).session(born).bytes(), false);
      Set<Sent> again = new LinkedHashSet<>(open.values());
      again.forEach(this::publishAgain);
    }
  }

  /** With a clean session: what was on its way to it is lost. */
  private void goAway() {
    hubThere = false;
    up.clear();
  }

  /** It reads the presence that the broker kept before it publishes anything. */
  private void comeBack() {
    Parcel kept = presence;
    if (!hubThere) {
      hubThere = true;
      answered = 0;
    }
    if (kept != null && answered == 0) {
      heard(kept);
    }
  }

  private void announce() {
    if (!hubThere) {
      return;
    }
    Duration valid = Duration.ofSeconds(random.nextInt(1, random.nextBoolean() ? 60 : 1300));
    Instant now = time.instant();
    int seconds = random.nextInt(1, 40);
    Told told =
        random.nextInt(3) == 0
            ? Told.play(id(), seconds, now, valid)
            : Told.say(id(), seconds, now, valid);
    boolean emergency = random.nextInt(4) == 0;
    told.priority(emergency ? "emergency" : random.nextBoolean() ? "normal" : "priority");
    told.repeat(random.nextInt(1, 4), random.nextInt(10));
    if (random.nextInt(5) == 0) {
      told.notBefore(now.plusSeconds(random.nextInt(300)));
    }
    if (random.nextInt(8) == 0) {
      told.references(List.copyOf(open.keySet()));
    }
    String target = random.nextBoolean() ? AREA : OWN;
    Sent sent = new Sent(told, target, now.plus(valid));
    open.put(told.json.path("id").asText(), sent);
    publish(sent);
    if (emergency && target.equals(AREA)) {
      kept.put(AREA, told.bytes());
    }
  }

  private void publish(Sent sent) {
    if (time.instant().isBefore(sent.expires())) {
      sent.told().json.put("sent", time.instant().toString());
      send(sent.target(), sent.told().bytes(), false);
    }
  }

  private void publishAgain(Sent sent) {
    sent.told().session(born);
    publish(sent);
  }

  private void control(String kind) {
    if (hubThere) {
      List<String> some = open.keySet().stream().filter(id -> random.nextBoolean()).toList();
      send(OWN, Told.control(kind, id(), time.instant()).references(some).bytes(), false);
    }
  }

  /** What has expired is not kept any longer, if the hub is there to see to it. */
  private void tidy() {
    if (hubThere) {
      open.values().removeIf(sent -> !time.instant().isBefore(sent.expires()));
      kept.values().removeIf(payload -> isOver(read(payload)));
    }
  }

  private boolean isOver(JsonNode command) {
    return !time.instant().isBefore(Instant.parse(command.path("expires").asText()))
        || ended.contains(command.path("id").asText());
  }

  private String id() {
    return "m" + ids++;
  }

  private static JsonNode read(byte[] payload) {
    try {
      return Told.JSON.readTree(payload);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  /** What happened in many runs. */
  static final class Tally {

    private int runs;
    private int announced;
    private long played;
    private long expired;
    private int cuts;

    void add(WildRun run) {
      runs++;
      cuts += run.cuts;
      announced += run.ids;
      played += run.device.log().stream().filter(SpeakerDevice.Sounded::last).count();
      expired += run.expiredReports;
    }

    long played() {
      return played;
    }

    long expired() {
      return expired;
    }

    int cuts() {
      return cuts;
    }

    @Override
    public String toString() {
      return "%d runs: %d commands, %d played to their end, %d expired, %d power cuts"
          .formatted(runs, announced, played, expired, cuts);
    }
  }
}
