package vn.loa.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;

/**
 * One loudspeaker, board or screen without its wire: the rules that a device keeps in version 1 of
 * the protocol. It does nothing by itself. Whoever carries it tells it what came, and calls {@link
 * #step} when that says so.
 *
 * <p>Its power may be cut at any moment. It keeps its session and report counters, its volume, the
 * ids of the last 256 commands with what it reported last of each, and the announcements that it
 * has and is not done with.
 *
 * <p>Not safe for use by several threads.
 */
public final class SpeakerDevice {

  /** What {@link #step} returns if nothing is due, in nanos. */
  public static final long NEVER = Long.MAX_VALUE;

  private final String id;
  private final DeviceHabits habits;
  private final DeviceClock clock;
  private final DeviceMemory memory;
  private final DeviceWords words;
  private final Seal seal;
  private final Consumer<Sounded> ear;
  private final List<Sounded> log = new ArrayList<>();
  private final List<Job> held = new ArrayList<>();
  private final Set<String> unsaid = new LinkedHashSet<>();
  private final AtomicLong dropped = new AtomicLong();
  private PlayList playList;
  private List<String> areas;
  private @Nullable Wire wire;
  private boolean named;
  private boolean dark;
  private long jobs;

  /** What a device publishes through. */
  @FunctionalInterface
  public interface Wire {

    /**
     * @param qos 0 or 1
     */
    void publish(String topic, byte[] payload, boolean retain, int qos);
  }

  /**
   * One repeat that sounded, or stood on the board.
   *
   * @param message id of the announcement
   * @param text in its first language
   * @param began by the true time
   * @param expires of the announcement
   * @param played shorter than the repeat if it was cut short
   * @param volume per cent
   * @param last whether with it the announcement was played to its end
   */
  public record Sounded(
      String message,
      String text,
      Instant began,
      Instant expires,
      Duration played,
      int volume,
      boolean last) {}

  /**
   * A device with its power on, and no connection.
   *
   * @param id {@code [A-Za-z0-9._-]{1,64}}
   * @param areas codes of the areas whose commands it takes, the largest first
   * @param time the true one; the device itself sees only {@link Time#nanos()} and, if it has a
   *     clock, what that makes of {@link Time#instant()}
   */
  public SpeakerDevice(String id, List<String> areas, DeviceHabits habits, Time time) {
    this(id, areas, habits, time, null);
  }

  /**
   * @param ear hears every repeat; null to keep them for {@link #log}
   */
  SpeakerDevice(
      String id,
      List<String> areas,
      DeviceHabits habits,
      Time time,
      @Nullable Consumer<Sounded> ear) {
    this.id = id;
    this.areas = List.copyOf(areas);
    this.habits = habits;
    this.memory = new DeviceMemory(habits.volume);
    this.words = new DeviceWords(id);
    this.seal = new Seal(habits.keys);
    this.ear = ear == null ? log::add : ear;
    this.clock = new DeviceClock(time, habits.skew, habits.patience);
    this.playList = playList();
  }

  public String id() {
    return id;
  }

  /** Topics that it takes commands on: its own, and one for each area. */
  public List<String> subscriptions() {
    return Stream.concat(areas.stream().map(area -> "a/" + area), Stream.of("d/" + id))
        .map(this::command)
        .toList();
  }

  /** The city was reorganised: it listens to these areas from its next session on. */
  public void areas(List<String> areas) {
    this.areas = List.copyOf(areas);
  }

  public String willTopic() {
    return topic("state");
  }

  /** For a CONNECT (MQTT 3.1.1 section 3.1.2.5), retained. Each call begins another session. */
  public byte[] will() {
    named = true;
    return words.will(memory.nextSession());
  }

  /** The broker has confirmed its subscriptions. Says that it is there, and what it still owes. */
  public void online(Wire wire) {
    if (dark) {
      throw new IllegalStateException(id + " has no power: call powerUp() first");
    }
    if (!named) {
      memory.nextSession();
    }
    named = false;
    this.wire = wire;
    clock.born(memory.session());
    birth(wire);
    List<String> owed = List.copyOf(unsaid);
    unsaid.clear();
    owed.forEach(this::repeat);
    step();
  }

  /** Its connection is gone. It goes on with what it has. */
  public void lost() {
    step();
    wire = null;
  }

  /** Everything but its memory is gone, and its connection. */
  public void powerCut() {
    step();
    playList.cut();
    held.clear();
    unsaid.clear();
    wire = null;
    named = false;
    dark = true;
  }

  /** Whether it has no power. */
  public boolean isDark() {
    return dark;
  }

  /** Begins anew with what it had and was not done with, once it knows what time it is. */
  public void powerUp() {
    if (!dark) {
      return;
    }
    dark = false;
    clock.forget();
    playList = playList();
    for (Order order : memory.unfinished()) {
      held.add(job(order, false));
      note(order.id(), order, received());
    }
  }

  /**
   * Something came from the broker.
   *
   * @param retained whether the broker had kept it (MQTT 3.1.1 section 3.3.1.3)
   */
  public void arrived(String topic, byte[] payload, boolean retained) {
    if (dark || habits.silent || payload.length == 0) {
      return;
    }
    step();
    Optional<Order> order = believed(payload, target(topic));
    order.ifPresentOrElse(it -> told(it, retained), dropped::incrementAndGet);
    step();
  }

  /**
   * Does what is due.
   *
   * @return when to call it again, by {@link Time#nanos()}, or {@link #NEVER}
   */
  public long step() {
    if (dark) {
      return NEVER;
    }
    if (!held.isEmpty() && !clock.isWaiting()) {
      release();
    }
    playList.run();
    return Math.min(playList.due(), held.isEmpty() ? NEVER : clock.patienceEnds());
  }

  /** What sounded so far, in order. A copy. */
  public List<Sounded> log() {
    return List.copyOf(log);
  }

  /**
   * How many commands it dropped in silence: unsigned, wrongly signed, for another topic, or
   * nothing that version 1 knows. An answer, or an id kept, would help whoever forges them. Any
   * thread may ask.
   */
  public long dropped() {
    return dropped.get();
  }

  private Optional<Order> believed(byte[] payload, String to) {
    return seal.holds(payload, to) ? Order.read(seal.believed(payload)) : Optional.empty();
  }

  private void told(Order order, boolean retained) {
    if (order.isActual() && order.kind().equals("ping")) {
      answer(order);
    } else if (order.isActual() && order.kind().equals("cancel")) {
      drop(order.references(), "cancelled");
    } else {
      command(order, retained);
    }
  }

  private void answer(Order ping) {
    if (!habits.ownTime) {
      clock.answered(ping.session(), ping.sent());
    }
    Wire open = wire;
    if (ping.session() == 0 && open != null) {
      birth(open);
    }
    ping.references().forEach(this::tell);
  }

  private void tell(String message) {
    if (memory.knows(message)) {
      repeat(message);
    } else {
      say(message, Report.bare("unknown", clock.now(), ""));
    }
  }

  private void command(Order order, boolean retained) {
    if (memory.knows(order.id())) {
      repeat(order.id());
    } else {
      take(order, retained);
    }
  }

  private void take(Order order, boolean retained) {
    Job job = job(order, !retained && !clock.isWaiting() && !isOfEarlierSession(order));
    if (!can(order)) {
      note(order.id(), null, bare("rejected", "UNSUPPORTED"));
    } else if (!clock.isWaiting()) {
      receive(job);
      obey(job);
    } else {
      receive(job);
      held.add(job);
    }
  }

  /** Written for an earlier birth, so nobody knows how long it was on its way. */
  private boolean isOfEarlierSession(Order order) {
    return order.session() != 0 && order.session() != memory.session();
  }

  private void receive(Job job) {
    if (!job.order.announces()) {
      memory.ended(job.order.id(), null);
    } else if (clock.isWaiting() || !clock.isLate(job)) {
      note(job.order.id(), job.order, received());
    }
  }

  /** All at once, so that the most urgent of them can be the first. */
  private void release() {
    List<Job> due = List.copyOf(held);
    held.clear();
    due.forEach(this::obey);
  }

  private void obey(Job job) {
    if (clock.isLate(job)) {
      end(job, "expired", clock.whyLate(job));
      return;
    }
    switch (job.order.kind()) {
      case "stop" -> playList.stop("cancelled");
      case "volume" -> turn(job.order.volume());
      default -> admit(job);
    }
  }

  private void turn(@Nullable Integer volume) {
    Wire open = wire;
    if (volume != null) {
      memory.volume(Math.max(0, Math.min(100, volume)));
    }
    if (open != null) {
      birth(open);
    }
  }

  private void admit(Job job) {
    drop(job.order.references(), "superseded");
    if (clock.untilStart(job).compareTo(Duration.ZERO) > 0) {
      note(job.order.id(), job.order, bare("scheduled", ""));
    }
    fetch(job);
    playList.add(job);
  }

  private void fetch(Job job) {
    Duration takes = Duration.ZERO;
    for (String url : shows(job.order) ? List.<String>of() : job.order.recordings()) {
      DeviceHabits.Download download = habits.downloads.apply(url);
      takes = takes.plus(download.takes());
      job.fetch = worse(job.fetch, download.end());
    }
    job.fetched = clock.nanos() + takes.toNanos();
    if (!takes.isZero()) {
      job.fetch = job.fetch == Job.Fetch.DONE ? Job.Fetch.RUNS : job.fetch;
      note(job.order.id(), job.order, bare("downloading", ""));
    }
  }

  private static Job.Fetch worse(Job.Fetch before, DeviceHabits.Fetched now) {
    return switch (now) {
      case WHOLE -> before;
      case WRONG_HASH -> Job.Fetch.WRONG_HASH;
      case MISSING -> Job.Fetch.MISSING;
    };
  }

  /** Drops these, and keeps in mind to drop those of them that are still to come. */
  private void drop(List<String> messages, String state) {
    for (String message : messages) {
      if (!memory.knows(message)) {
        note(message, null, bare(state, ""));
      } else if (!playList.end(message, state) && !dropHeld(message, state)) {
        repeat(message);
      }
    }
  }

  private boolean dropHeld(String message, String state) {
    Optional<Job> job = held.stream().filter(it -> it.order.id().equals(message)).findFirst();
    job.ifPresent(held::remove);
    job.ifPresent(it -> end(it, state, ""));
    return job.isPresent();
  }

  private PlayList playList() {
    return new PlayList(
        clock,
        habits,
        new PlayList.Desk() {
          @Override
          public void began(Job job) {
            note(job.order.id(), job.order, measured(job, "playing", ""));
          }

          @Override
          public void sounded(Job job, Duration played, boolean last) {
            heard(job, played, last);
          }

          @Override
          public void ended(Job job, String state, String reason) {
            end(job, state, reason);
          }
        });
  }

  private void heard(Job job, Duration played, boolean last) {
    Order order = job.order;
    ear.accept(
        new Sounded(
            order.id(), order.text(), job.began, order.expires(), played, volume(order), last));
  }

  private void end(Job job, String state, String reason) {
    note(job.order.id(), null, measured(job, state, reason));
  }

  private Report received() {
    return bare("received", "");
  }

  private Report bare(String state, String reason) {
    return Report.bare(state, clock.now(), reason);
  }

  private Report measured(Job job, String state, String reason) {
    return new Report(
        state,
        clock.now(),
        played(job).toMillis(),
        job.once.multipliedBy(job.repeats).toMillis(),
        job.done,
        volume(job.order),
        reason);
  }

  private Duration played(Job job) {
    return (habits.stopsEarly ? job.once.dividedBy(2) : job.once).multipliedBy(job.done);
  }

  private int volume(Order order) {
    if (habits.muted) {
      return 0;
    }
    Integer asked = order.volume();
    return asked == null ? memory.volume() : asked;
  }

  private Job job(Order order, boolean live) {
    boolean shows = shows(order);
    Duration display = order.display();
    Duration once = shows && display != null ? display : order.once();
    return new Job(order, clock.nanos(), live, jobs++, once, shows ? 1 : order.repeats());
  }

  private boolean can(Order order) {
    return order.isActual() && (controls(order) || speaks(order) || shows(order));
  }

  private static boolean controls(Order order) {
    return order.kind().equals("stop") || order.kind().equals("volume");
  }

  private boolean speaks(Order order) {
    return order.announces()
        && !order.kind().equals("show")
        && habits.capabilities.contains(order.kind());
  }

  /** Whether it is only shown here. */
  private boolean shows(Order order) {
    return order.announces()
        && !speaks(order)
        && habits.capabilities.contains("show")
        && order.display() != null;
  }

  /** Keeps a report before it says it. */
  private void note(String message, @Nullable Order order, Report report) {
    if (order == null) {
      memory.ended(message, report);
    } else {
      memory.has(order, report);
    }
    say(message, report);
  }

  private void repeat(String message) {
    memory.last(message).ifPresent(report -> say(message, report));
  }

  private void say(String message, Report report) {
    Wire open = wire;
    if (open == null) {
      unsaid.add(message);
      return;
    }
    byte[] json = words.report(message, report, memory.nextSeq());
    open.publish(topic("ack"), json, false, 1);
    if (habits.stutters) {
      open.publish(topic("ack"), json, false, 1);
    }
  }

  private void birth(Wire open) {
    byte[] birth =
        words.birth(
            memory.session(),
            clock.now(),
            areas,
            clock.hasOwn(),
            memory.volume(),
            habits.capabilities);
    open.publish(topic("state"), birth, true, 1);
  }

  private String command(String target) {
    return habits.prefix + "/" + target + "/cmd";
  }

  private String topic(String leaf) {
    return habits.prefix + "/d/" + id + "/" + leaf;
  }

  /** The {@code a/<area>} or {@code d/<device>} of a topic for commands. */
  private String target(String topic) {
    String last = "/cmd";
    boolean known = topic.startsWith(habits.prefix + "/") && topic.endsWith(last);
    return known
        ? topic.substring(habits.prefix.length() + 1, topic.length() - last.length())
        : topic;
  }
}
