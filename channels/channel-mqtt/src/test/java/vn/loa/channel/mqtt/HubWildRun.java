package vn.loa.channel.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import vn.loa.channel.Address;
import vn.loa.channel.Message;
import vn.loa.channel.Receipt;
import vn.loa.channel.Urgency;
import vn.loa.channel.testkit.ManualTime;

/**
 * One random run: {@linkplain WildHub the hub}, {@linkplain WildMember a few devices}, {@linkplain
 * WildBroker a bad broker} between them, and {@linkplain WildStore a store} that does what the
 * dispatcher's does. The same seed gives the same run.
 *
 * @see WildChecks
 */
final class HubWildRun {

  private static final int DEVICES = 5;
  private static final int MOMENTS = 50;
  private static final List<Urgency> URGENCIES = List.of(Urgency.values());
  private static final Duration STEP = Duration.ofMillis(1);

  private final SplittableRandom random;
  private final ManualTime time = ManualTime.startingAt(Messages.NOON);
  private final Map<String, Playback> playbacks = new HashMap<>();
  private final SpeakerSettings settings =
      SpeakerSettings.builder("127.0.0.1", 1883)
          .clientId("hub")
          .playback(message -> playbacks.getOrDefault(message.id(), Playback.standard()))
          .build();
  private final List<WildMember> members = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final WildBroker broker;
  private final WildStore store;
  private final WildChecks checks;
  private final List<WildHub> hubs = new ArrayList<>();
  private int powerCuts;
  private int wipes;
  private int restarts;

  HubWildRun(long seed) {
    this.random = new SplittableRandom(seed);
    this.broker = new WildBroker(random, time, this::cleared);
    IntStream.range(0, DEVICES).forEach(n -> members.add(new WildMember(n, random, time, broker)));
    this.store =
        new WildStore(random, time, broker, faults, (message, rows) -> hub().submit(message, rows));
    this.checks = new WildChecks(time, broker, store, members, faults);
    hubs.add(anotherHub());
  }

  private WildHub anotherHub() {
    return new WildHub(settings, random, time, broker, store, faults);
  }

  /** The process that lives. */
  private WildHub hub() {
    return hubs.get(hubs.size() - 1);
  }

  private void cleared(String topic, byte[] before) {
    checks.cleared(topic, before);
  }

  // ---- the run ----

  void go() {
    members.forEach(WildMember::connect);
    pass(Duration.ofSeconds(5));
    for (int i = 0; i < MOMENTS; i++) {
      happen(random.nextInt(25));
      pass(Duration.ofMillis(random.nextInt(random.nextInt(5) == 0 ? 60_000 : 10_000)));
      checks.whatIsKept(hub());
    }
    settle();
  }

  private void happen(int what) {
    switch (what) {
      case 0, 1 -> anyMember().cut();
      case 2 -> powerCuts += anyMember().powerCut() ? 1 : 0;
      case 3 -> anyMember().move();
      case 4 -> hub().cut();
      case 5 -> newHub();
      case 6 -> restartBroker();
      case 7, 8, 9 -> withdraw();
      case 10 -> wipes += random.nextInt(3) == 0 && anyMember().wipe() ? 1 : 0;
      case 11, 12 -> {}
      default -> announce();
    }
  }

  private WildMember anyMember() {
    return members.get(random.nextInt(DEVICES));
  }

  private void restartBroker() {
    restarts++;
    broker.restart(Duration.ofMillis(random.nextInt(30_000)));
  }

  /**
   * Everybody comes back and stays: first until all are sure to be there again, who may have been
   * away for four minutes, then for as long as anything could be valid.
   */
  private void settle() {
    pass(Duration.ofMinutes(10));
    checks.everybodyIsBack();
    checks.nothingIsLost();
    checks.whatIsKept(hub());
    pass(Duration.ofHours(8));
    checks.whatIsKept(hub());
    checks.everythingEnded();
    checks.devices();
    hubs.forEach(WildHub::check);
  }

  private void pass(Duration span) {
    long end = time.nanos() + span.toNanos();
    while (time.nanos() < end) {
      long next = Math.min(end, turn());
      time.advance(Duration.ofNanos(Math.max(STEP.toNanos(), next - time.nanos())));
    }
  }

  /** All that is to be done now; gives when there is more. */
  private long turn() {
    broker.run();
    long next = Long.MAX_VALUE;
    for (WildMember member : members) {
      next = Math.min(next, member.step());
    }
    next = Math.min(next, hub().step());
    return Math.min(next, broker.next());
  }

  // ---- what is asked of the channel ----

  private void announce() {
    String id = "m" + store.messages().size();
    Instant now = time.instant();
    Duration valid = Duration.ofSeconds(random.nextInt(1, random.nextBoolean() ? 90 : 3_600));
    Message message =
        Message.builder(id, "Thử loa")
            .text("vi", "Loa ".repeat(random.nextInt(1, 80)))
            .urgency(URGENCIES.get(random.nextInt(URGENCIES.size())))
            .validUntil(now.plus(valid))
            .build();
    Playback.Builder playback = Playback.builder();
    if (random.nextInt(3) == 0) {
      playback.repeat(random.nextInt(1, 4), Duration.ofSeconds(random.nextInt(10)));
    }
    if (random.nextInt(5) == 0) {
      playback.startAt(now.plusSeconds(random.nextInt(300)));
    }
    playbacks.put(id, playback.build());
    store.send(message, recipients());
  }

  /** A whole area as often as not. */
  private List<WildMember> recipients() {
    String area = List.of("hcmc", "q1", "q3").get(random.nextInt(3));
    boolean whole = random.nextBoolean();
    List<WildMember> some =
        members.stream().filter(it -> whole ? it.isIn(area) : random.nextBoolean()).toList();
    return some.isEmpty() ? List.of(anyMember()) : some;
  }

  private void withdraw() {
    List<Message> all = store.messages();
    if (!all.isEmpty()) {
      Message one = all.get(Math.max(0, all.size() - 1 - random.nextInt(6)));
      store.withdraw(one);
      hub().withdraw(one);
    }
  }

  /** The process dies; another takes its place on the same broker, and is told what is open. */
  private void newHub() {
    hub().die();
    store.interrupted();
    hubs.add(anotherHub());
    for (Message message : store.messages()) {
      List<Address.Device> open =
          store.of(message).stream()
              .filter(WildStore.Row::mayBeThere)
              .map(it -> it.address)
              .toList();
      if (!open.isEmpty()) {
        hub().adopt(message, open);
      }
      if (store.of(message).stream().anyMatch(it -> it.withdrawn)) {
        hub().withdraw(message);
      }
    }
  }

  /** What should not have been, in words. */
  List<String> faults() {
    return faults;
  }

  // ---- many runs ----

  /** What happened in many runs. */
  static final class Count {

    private int runs;
    private long deliveries;
    private long doubts;
    private final Map<Receipt.Kind, Long> receipts = new LinkedHashMap<>();
    private int powerCuts;
    private int wipes;
    private int restarts;
    private int hubs;

    void add(HubWildRun run) {
      runs++;
      deliveries += run.store.rows().size();
      doubts += run.store.rows().stream().filter(it -> it.state == WildStore.State.DOUBT).count();
      powerCuts += run.powerCuts;
      wipes += run.wipes;
      restarts += run.restarts;
      hubs += run.hubs.size() - 1;
      run.store.rows().stream()
          .map(it -> it.receipts)
          .flatMap(Collection::stream)
          .forEach(it -> receipts.merge(it.kind(), 1L, Long::sum));
    }

    long receipts(Receipt.Kind kind) {
      return receipts.getOrDefault(kind, 0L);
    }

    @Override
    public String toString() {
      return "%d runs: %d deliveries, receipts %s, %d in doubt at the end; %d power cuts, %d wipes, %d restarts of brokers, %d of hubs"
          .formatted(runs, deliveries, receipts, doubts, powerCuts, wipes, restarts, hubs);
    }
  }
}
