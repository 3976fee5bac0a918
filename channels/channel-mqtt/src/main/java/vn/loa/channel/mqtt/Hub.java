package vn.loa.channel.mqtt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Limits;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipts;
import vn.loa.channel.Time;
import vn.loa.channel.mqtt.Transport.Connection;

/**
 * The order of events: what is asked of the channel, what comes from the broker and what the clock
 * says, one after the other. Its thread is {@link HubThread}, or a test that calls {@link #step}.
 *
 * <p>Callers and the connection's threads only leave something in a queue and ring; nobody waits
 * for anybody. One lock guards the {@link Announcer}; answers and receipts are told outside of it,
 * by the thread that steps, in the order in which they came to be. A socket is touched by that
 * thread alone.
 */
final class Hub implements Transport.Listener {

  static final Limits LIMITS = new Limits(16_384, 16_384);

  private static final Logger LOG = System.getLogger("vn.loa.channel.mqtt");
  private static final int LARGEST_COMMAND = 64 * 1024;
  private static final int ARRIVALS_AT_ONCE = 2_000;

  private static final Outcome CLOSED =
      new Outcome.Retry(new Reason("CLOSED", "the channel is closed"));
  private static final Outcome FULL =
      new Outcome.Retry(
          new Reason(
              "FULL", "window full: %d deliveries wait for an answer".formatted(LIMITS.window())));

  private final SpeakerSettings settings;
  private final SpeakerLayout layout;
  private final Time time;
  private final Strays strays;
  private final Arrivals arrivals = new Arrivals();
  private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
  private final Queue<Publication> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final PublishQueue queue = new PublishQueue();
  private final Telling telling;
  private final Faults faults;
  private final Object lock = new Object();
  private final Announcer announcer;
  private final Uplink uplink;
  private final Incoming.Hub self;
  private final Object bell = new Object();
  private volatile boolean rung;
  private volatile boolean closed;
  private volatile boolean ended;
  private volatile @Nullable Reason stopped;

  Hub(SpeakerSettings settings, Transport transport, Time time, RandomGenerator dice) {
    this.settings = settings;
    this.layout = settings.layout();
    this.time = time;
    this.strays = new Strays(settings.name());
    this.faults = new Faults(settings.name());
    this.telling = new Telling(unanswered::decrementAndGet, this::ring, time.nanos());
    this.announcer = new Announcer(settings, time, dice, queue, telling, faults);
    String instance = "%s%016x".formatted(ofClient(), dice.nextLong());
    this.self = new Incoming.Hub(instance, true, time.instant());
    this.uplink = new Uplink(settings, transport, greeting(), this, time, dice);
  }

  private Transport.Greeting greeting() {
    return new Transport.Greeting(
        layout.subscriptions(), layout.hubTopic().orElse(null), layout.write(gone()));
  }

  private Incoming.Hub gone() {
    return new Incoming.Hub(self.instance(), false, self.since());
  }

  // ---- from any thread ----

  void listen(Receipts receipts) {
    telling.listen(receipts);
    ring();
  }

  /** Takes deliveries of one batch, or answers them at once. */
  void submit(List<Ask> asks) {
    List<Ask> taken = new ArrayList<>(asks.size());
    for (Ask ask : asks) {
      Outcome no = refusal();
      if (no == null) {
        taken.add(ask);
      } else {
        ask.tell(no);
      }
    }
    if (!taken.isEmpty()) {
      request(() -> taken.forEach(announcer::submit));
    }
  }

  private @Nullable Outcome refusal() {
    if (closed) {
      return CLOSED;
    }
    if (unanswered.incrementAndGet() > LIMITS.window()) {
      unanswered.decrementAndGet();
      return FULL;
    }
    return null;
  }

  /** Has something done under the lock, by the thread that steps. */
  void request(Runnable request) {
    requests.add(request);
    ring();
    if (ended) {
      answerWaiting();
    }
  }

  /** Has something told outside of the lock, after what was to be told before. */
  void tell(Runnable something) {
    telling.later(something);
  }

  /** Looks at how things stand. */
  <T> T ask(Supplier<T> question) {
    synchronized (lock) {
      return question.get();
    }
  }

  Announcer announcer() {
    return announcer;
  }

  SpeakerHealth health() {
    synchronized (lock) {
      boolean connected = uplink.isConnected();
      return new SpeakerHealth(
          connected,
          connected ? null : reasonAway(),
          stopped != null,
          uplink.lastAnswer(),
          settings.window(),
          uplink.inFlight(),
          queue.size(),
          unanswered.get(),
          announcer.messages().size(),
          announcer.count(Presence.ONLINE),
          announcer.count(Presence.OFFLINE),
          strays.counts());
    }
  }

  private Reason reasonAway() {
    Reason end = stopped;
    return end == null ? uplink.away() : end;
  }

  @Override
  public void lost(Connection connection) {
    uplink.lost(connection);
    ring();
  }

  @Override
  public void arrived(String topic, byte[] payload, boolean retained) {
    if (!arrivals.offer(new Arrivals.Arrival(topic, payload, retained))) {
      strays.note(StrayException.Kind.OVERFLOW, "more than can be read in time");
    }
    ring();
  }

  private void acknowledged(Publication publication) {
    acknowledged.add(publication);
    ring();
  }

  private void ring() {
    if (rung) {
      return;
    }
    synchronized (bell) {
      if (!rung) {
        rung = true;
        bell.notifyAll();
      }
    }
  }

  /** Waits until something rings, at most until a deadline on the ticker. */
  void rest(long deadline) throws InterruptedException {
    synchronized (bell) {
      while (!rung && deadline - time.nanos() > 0) {
        time.await(bell, deadline);
      }
      rung = false;
    }
  }

  // ---- steps ----

  /** Does what is to be done now; gives when there is more, on the ticker. */
  long step() {
    mend();
    synchronized (lock) {
      takeWhatCame();
      announcer.step(time.nanos(), time.instant());
    }
    publish();
    giveUpWaiting();
    telling.run(time.nanos());
    uplink.beat();
    return next();
  }

  private void mend() {
    if (uplink.isLost()) {
      drop(Uplink.lostReason());
    }
    if (mayConnect() && uplink.isDue()) {
      connect();
    }
  }

  private boolean mayConnect() {
    return stopped == null && !closed;
  }

  private void connect() {
    if (uplink.connect()) {
      synchronized (lock) {
        greet();
        announcer.connected();
      }
    }
  }

  /** Says that we are here, before anything else. */
  private void greet() {
    layout
        .hubTopic()
        .ifPresent(
            topic -> {
              byte[] payload = layout.write(self);
              queue.add(
                  new Publication(
                      Publication.Lane.URGENT, topic, null, new int[0], true, now -> payload));
            });
  }

  private void takeWhatCame() {
    takeRequests();
    takeAcknowledged();
    for (int left = ARRIVALS_AT_ONCE; left > 0; left--) {
      Arrivals.Arrival next = arrivals.poll();
      if (next == null) {
        return;
      }
      take(next);
    }
  }

  private void takeRequests() {
    for (Runnable next = requests.poll(); next != null; next = requests.poll()) {
      try {
        next.run();
      } catch (RuntimeException fault) {
        faults.note(fault);
      }
    }
  }

  private void takeAcknowledged() {
    for (Publication next = acknowledged.poll(); next != null; next = acknowledged.poll()) {
      if (uplink.acknowledged(next)) {
        announcer.taken(next);
      }
    }
  }

  private void take(Arrivals.Arrival arrival) {
    try {
      layout.read(arrival.topic(), arrival.payload(), arrival.retained()).ifPresent(this::take);
    } catch (StrayException stray) {
      strays.note(stray.kind(), String.valueOf(stray.getMessage()));
    } catch (RuntimeException fault) {
      strays.note(StrayException.Kind.FAULT, fault.toString());
    }
  }

  private void take(Incoming said) {
    if (said instanceof Incoming.Hub other) {
      if (tookOver(other)) {
        stopped = takenOver(other);
      }
    } else {
      announcer.arrived(said);
    }
  }

  /** What the names of all processes with our client id begin with. */
  private String ofClient() {
    return "%08x-".formatted(settings.clientId().hashCode());
  }

  /**
   * A broker keeps one connection for each client id: who came later has it now. Before a
   * connection was lost, it can only be the last word of a process that ended with its broker.
   */
  private boolean tookOver(Incoming.Hub other) {
    return uplink.wasLost()
        && other.online()
        && !other.instance().equals(self.instance())
        && other.instance().startsWith(ofClient())
        && other.since().isAfter(self.since());
  }

  private Reason takenOver(Incoming.Hub other) {
    Reason reason =
        new Reason(
            "TAKEN_OVER",
            "%s: another process connected as client \"%s\" at %s; give each its own client id, then open the channel anew"
                .formatted(settings.name(), settings.clientId(), other.since()));
    LOG.log(Level.ERROR, "{0}", reason.text());
    return reason;
  }

  private void publish() {
    Reason end = stopped;
    if (end != null && uplink.isConnected()) {
      drop(end);
    }
    if (!uplink.isConnected()) {
      failWaiting();
      return;
    }
    Publication next = nextWithRoom();
    while (next != null && publish(next)) {
      next = nextWithRoom();
    }
    uplink.flush();
  }

  private void failWaiting() {
    synchronized (lock) {
      announcer.failAll(new Outcome.Retry(reasonAway()));
    }
  }

  private @Nullable Publication nextWithRoom() {
    synchronized (lock) {
      return uplink.hasRoom() ? queue.poll() : null;
    }
  }

  /** Whether there is still a connection to publish more on. */
  private boolean publish(Publication next) {
    try {
      return handOver(next);
    } catch (RuntimeException fault) {
      synchronized (lock) {
        faults.note(fault);
        uplink.takeBack(next);
        announcer.failed(next, Faults.refused(fault));
      }
      return true;
    }
  }

  /** Here, just before the wire, it is asked for the last time whether it is too late. */
  private boolean handOver(Publication next) {
    byte[] payload;
    synchronized (lock) {
      Instant now = time.instant();
      payload = next.write(now);
      if (payload == null) {
        announcer.overdue(next, now);
        return true;
      }
      if (payload.length > LARGEST_COMMAND) {
        announcer.tooLong(next, tooLong(payload.length));
        return true;
      }
    }
    if (uplink.publish(next, payload, () -> acknowledged(next))) {
      synchronized (lock) {
        announcer.left(next);
      }
      return true;
    }
    synchronized (lock) {
      announcer.failed(next, new Outcome.Retry(Uplink.lostReason()));
    }
    ring();
    return false;
  }

  private static Reason tooLong(int octets) {
    return new Reason(
        "TOO_LONG",
        "a command of %d octets; at most %d, give long texts as a recording"
            .formatted(octets, LARGEST_COMMAND));
  }

  private void giveUpWaiting() {
    List<Publication> overdue = uplink.takeOverdue();
    if (overdue.isEmpty()) {
      return;
    }
    synchronized (lock) {
      overdue.forEach(it -> announcer.failed(it, new Outcome.InDoubt(uplink.noPubAck())));
    }
    if (overdue.stream().anyMatch(uplink::isSilentSince)) {
      drop(uplink.silentReason());
      ring();
    }
  }

  private void drop(Reason reason) {
    synchronized (lock) {
      takeAcknowledged(); // what the broker said before it was gone counts
    }
    List<Publication> unsure = uplink.drop(reason);
    synchronized (lock) {
      unsure.forEach(it -> announcer.failed(it, new Outcome.InDoubt(reason)));
      announcer.disconnected();
    }
  }

  private long next() {
    synchronized (lock) {
      long nanos = time.nanos();
      boolean more = !arrivals.isEmpty() || (!queue.isEmpty() && uplink.hasRoom());
      return more ? nanos : next(telling.next(announcer.next()));
    }
  }

  private long next(long latest) {
    return uplink.isConnected() || mayConnect() ? uplink.next(latest) : latest;
  }

  // ---- the end ----

  /** Takes nothing more. */
  void refuse() {
    closed = true;
    ring();
  }

  /** Whether it takes nothing more, has answered everything and has nothing left to publish. */
  boolean isThrough() {
    synchronized (lock) {
      return closed && unanswered.get() == 0 && requests.isEmpty() && queue.isEmpty();
    }
  }

  /** Whatever is under way ends at once. From any thread. */
  void breakOff() {
    closed = true;
    uplink.breakOff();
    ring();
  }

  /** What has no answer gets one: in doubt where octets have left, else to be tried again. */
  void answerRest() {
    Reason cut = new Reason("CLOSED", "the channel was closed while an answer was awaited");
    drop(cut);
    ended = true;
    answerWaiting();
  }

  /** Nobody steps any more: whoever still asks is answered by its own thread. */
  private void answerWaiting() {
    synchronized (lock) {
      takeRequests();
      announcer.failAll(CLOSED);
    }
    telling.run(time.nanos());
  }

  /** The first thing that keeps it from its broker; empty if nothing does. */
  Optional<Trouble> trouble() {
    return Optional.ofNullable(uplink.trouble());
  }

  boolean isConnected() {
    return uplink.isConnected();
  }

  /** Says that we go, and leaves when the broker has heard it, or does not answer soon. */
  void leave(Duration patience) throws InterruptedException {
    Queue<Boolean> heard = new ArrayDeque<>();
    long until = time.nanos() + patience.toNanos();
    layout.hubTopic().ifPresent(topic -> sayGoodbye(topic, heard));
    while (uplink.isUsable() && heard.isEmpty() && hasTime(until)) {
      step();
      if (heard.isEmpty()) {
        rest(until);
      }
    }
    uplink.close();
  }

  private boolean hasTime(long until) {
    return layout.hubTopic().isPresent() && until - time.nanos() > 0;
  }

  private void sayGoodbye(String topic, Queue<Boolean> heard) {
    byte[] payload = layout.write(gone());
    Publication last =
        new Publication(Publication.Lane.URGENT, topic, null, new int[0], true, now -> payload);
    synchronized (lock) {
      queue.add(last.whenEnded(heard::add));
    }
  }
}
