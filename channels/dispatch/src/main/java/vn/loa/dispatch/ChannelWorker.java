package vn.loa.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Channel;
import vn.loa.channel.HoldingChannel;
import vn.loa.channel.Limits;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.Recipients;
import vn.loa.channel.Time;
import vn.loa.dispatch.Breaches.Kind;
import vn.loa.dispatch.OpenLease.Place;
import vn.loa.dispatch.ReadyLine.Ready;
import vn.loa.dispatch.store.CampaignStand.Phase;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Leased;
import vn.loa.dispatch.store.Recorded;
import vn.loa.dispatch.store.StoreException;

/**
 * Takes deliveries from the store to one channel, and what it answers back. This class is the order
 * of events; the thread that turns it is {@link WorkerThread}, or a test.
 *
 * <p>A delivery's way: its chunk is leased; its turn comes ({@link Lanes}) and rules allow it
 * ({@link Gate}); its attempt is recorded; when that is durable it is ready; when the account and
 * the window have room, and rules still allow it, it is submitted; its answer is noted in its lease
 * and recorded with the next attempts, or alone. Permits are taken last, and the account is told
 * when they have gone: however long that takes, no second on the wire gets too much.
 *
 * <p>One attempt is being recorded at a time: the store makes it durable together with whatever
 * else it has, and meanwhile answers gather for the next. One recording of a lease is under way at
 * a time: so what could not be recorded can be told again, as it is.
 *
 * <p>One monitor guards what is here. Steps are taken by one thread; answers and what the store
 * says come from any. The store, the channel and sending rules are called outside of the monitor.
 * An answer costs no object; it wakes the thread only where that can do something.
 *
 * <p>What may happen twice: an answer (the second counts only after doubt), a wake-up, a look for
 * work. What never can: an attempt that is not durable on the wire, or one delivery on the wire
 * twice without the store saying between that it is queued.
 */
final class ChannelWorker implements Answers.Hooks, Inbox.Listener, WorkerThread.Stepper {

  private static final System.Logger LOG = System.getLogger(ChannelWorker.class.getName());

  private static final long FLUSH_AFTER = 5_000_000;
  private static final int FLUSH_AT = 256;
  private static final long SECOND = 1_000_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long MILLI = 1_000_000;

  /** Far enough, and safe to add to. */
  private static final long FAR = Long.MAX_VALUE / 4;

  /** Of a paced account's second, what is attempted ahead of its permits. */
  private static final double AHEAD = 0.05;

  private static final short[] NOBODY = {};

  private final Channel channel;
  private final DispatchStore store;
  private final Listener listener;
  private final Time time;
  private final String name;
  private final Limits limits;

  /** Leases hold this long without being renewed; each is renewed after a third. */
  private final Duration leasesHold;

  private final long renewAfter;
  private final @Nullable Account account;
  private final Breaches breaches;
  private final Inbox inbox;
  private final @Nullable Holding holding;

  private final Object monitor = new Object();
  private final Window window;
  private final Map<Course, Turn> turns = new LinkedHashMap<>();
  private final Lanes<Turn> lanes = new Lanes<>();
  private final Slots slots = new Slots();
  private final List<OpenLease> open = new ArrayList<>();
  private final List<OpenLease> toTellAgain = new ArrayList<>();
  private final Deque<Changes> spares = new ArrayDeque<>();
  private final Settlements settlements;
  private final Answers answers;
  private final ReadyLine ready = new ReadyLine();
  private boolean attempting;

  /** Whether the next campaign waits until answers are told, or come. */
  private boolean crowded;

  private Stage stage = Stage.OPEN;
  private long tellAgainAt;
  private boolean asleep;
  private boolean signalled;

  private enum Stage {
    OPEN,
    /** Leases and attempts nothing more. */
    DRAINING,
    /** Does nothing more. */
    ENDED
  }

  /** What the rest of the dispatcher hears, outside of the monitor. */
  interface Listener {

    /** Something of a campaign changed in the store. */
    void changed(Course course);

    void proven(Set<String> campaigns, int matched);

    /** There may be something to lease, for another channel too. */
    void wake(Course course);

    void paused(String channel, @Nullable Reason reason);

    void storeFailed(Throwable failure);

    /** Whether a channel has taken nothing for longer than others wait for it. */
    boolean isUnavailable(String channel);

    /** Something of it went out to a channel that holds it while it was cancelled. */
    void cancelledMeanwhile(Course course);
  }

  ChannelWorker(
      Channel channel,
      ChannelSettings channelSettings,
      Settings settings,
      DispatchStore store,
      Listener listener) {
    this.channel = channel;
    this.store = store;
    this.listener = listener;
    this.time = settings.time();
    this.name = channel.name();
    this.limits = channel.limits();
    this.leasesHold = settings.leasesHold();
    this.renewAfter = leasesHold.toNanos() / 3;
    this.account = channelSettings.account();
    this.breaches = new Breaches(name);
    this.inbox = new Inbox(name, channelSettings.references(), store, this);
    this.holding = channel instanceof HoldingChannel holds ? new Holding(holds, breaches) : null;
    this.window = new Window(limits, account);
    this.settlements = new Settlements(monitor, store, listener);
    this.answers =
        new Answers(
            monitor,
            channel,
            channelSettings,
            settings,
            window,
            slots,
            breaches,
            settlements,
            this);
  }

  String name() {
    return name;
  }

  /** From here on receipts are heard. */
  void listen() {
    channel.listen(
        new Receipts() {
          @Override
          public void receive(Receipt receipt) {
            take(receipt, null);
          }

          @Override
          public CompletionStage<Void> take(Receipt receipt, @Nullable Address from) {
            return heard(receipt, from);
          }
        });
  }

  /**
   * A channel that holds deliveries takes up what earlier processes sent; after it is listened to.
   */
  void handOver() {
    if (holding != null) {
      holding.handOver();
    }
  }

  private CompletionStage<Void> heard(Receipt receipt, @Nullable Address from) {
    try {
      return inbox.add(receipt, from);
    } catch (RuntimeException unreadable) {
      breaches.note(Kind.RECEIPT, unreadable);
      return CompletableFuture.completedStage(null);
    }
  }

  /** Carries a campaign; if it does already: there may be news, or its lane has changed. */
  void wake(Course course, int route) {
    synchronized (monitor) {
      long nanos = time.nanos();
      Turn turn = turns.computeIfAbsent(course, it -> new Turn(it, route, nanos));
      turn.wake(nanos);
      lanes.put(turn, course.urgency(), course.record().weight());
      signal();
    }
  }

  /** Nothing of it is left to send. */
  void drop(Course course) {
    synchronized (monitor) {
      Turn turn = turns.get(course);
      if (turn != null && turn.leases().isEmpty()) {
        lanes.remove(turn);
        turns.remove(course);
      }
    }
  }

  Answers answers() {
    return answers;
  }

  @Nullable Account account() {
    return account;
  }

  /** Null where the channel holds nothing. */
  @Nullable Holding holding() {
    return holding;
  }

  void resume() {
    synchronized (monitor) {
      if (!answers.resume()) {
        return;
      }
      signal();
    }
    LOG.log(System.Logger.Level.INFO, name + ": goes on");
    listener.paused(name, null);
  }

  ChannelStand stand(long waitingReceipts) {
    synchronized (monitor) {
      return new ChannelStand(
          name, answers.paused(), answers.wire(), window.size(), waitingReceipts, breaches.sum());
    }
  }

  // ---- steps ----

  @Override
  public long step() {
    long nanos = time.nanos();
    Instant now = time.instant();
    synchronized (monitor) {
      signalled = false;
      if (stage == Stage.ENDED) {
        return nanos + FAR;
      }
    }
    boolean worked = inbox.flush(now);
    worked |= wakeDue(nanos);
    worked |= tellAgain(nanos, now);
    worked |= submit(nanos, now);
    worked |= attempt(nanos, now);
    worked |= answers.giveUp(open, nanos);
    worked |= flush(nanos, now);
    worked |= settlements.tell(now);
    worked |= answers.decide(nanos);
    return worked ? nanos : nextLook(nanos, now);
  }

  @Override
  public boolean sleep(long next) throws InterruptedException {
    synchronized (monitor) {
      asleep = true;
      while (!signalled && stage != Stage.ENDED && next - time.nanos() > 0) {
        time.await(monitor, next);
      }
      asleep = false;
      return stage != Stage.ENDED;
    }
  }

  private void signal() {
    signalled = true;
    monitor.notifyAll();
  }

  private boolean wakeDue(long nanos) {
    synchronized (monitor) {
      for (OpenLease lease : open) {
        lease.wakeDue(nanos);
      }
      return false;
    }
  }

  // ---- the next attempts ----

  private boolean attempt(long nanos, Instant now) {
    Turn turn;
    OpenLease lease;
    short[] picks = NOBODY;
    synchronized (monitor) {
      turn = stage == Stage.OPEN && !attempting ? choose(nanos, now) : null;
      if (turn == null) {
        return false;
      }
      lease = turn.current();
      if (lease != null && makesRoom(turn, now)) {
        return true;
      }
      if (lease != null) {
        picks = lease.take(most(turn, nanos, now));
        lanes.spend(turn, picks.length);
      } else {
        turn.asking();
      }
    }
    if (lease == null) {
      ask(turn, nanos, now);
    } else {
      intend(lease, picks, nanos, now);
    }
    return true;
  }

  /** What is too late needs no room, and no turn. */
  private @Nullable Turn choose(long nanos, Instant now) {
    for (Turn turn : turns.values()) {
      if (turn.course().gate().isLate(now) && turn.hasWork(nanos) && isFree(turn)) {
        return turn;
      }
    }
    Turn next = lanes.next(turn -> turn.hasWork(nanos) && isFree(turn));
    crowded = next != null && free(next) <= 0;
    return next != null && room(next, nanos) > 0 ? next : null;
  }

  private static boolean isFree(Turn turn) {
    OpenLease lease = turn.current();
    return lease == null || lease.recording() == null;
  }

  private int most(Turn turn, long nanos, Instant now) {
    return turn.course().gate().isLate(now)
        ? DispatchStore.CHUNK
        : Math.min(Math.min(free(turn), ahead(turn, nanos)), Math.max(1, lanes.credit(turn)));
  }

  /** How many of a campaign may be attempted now: what is ready in lower lanes makes room. */
  private int room(Turn turn, long nanos) {
    return Math.min(free(turn) + ready.behind(turn.course().urgency()), ahead(turn, nanos));
  }

  /** How many may be attempted ahead of their permits. */
  private int ahead(Turn turn, long nanos) {
    if (answers.paused() != null || answers.isResting(nanos)) {
      return 0;
    }
    if (account == null) {
      return limits.batch();
    }
    int ahead = ready.ahead(turn.course().urgency());
    int soon = (int) Math.max(1, Math.ceil(account.rate() * AHEAD));
    return ahead * 2 > soon ? 0 : Math.min(soon - ahead, limits.batch());
  }

  /**
   * How many more of a campaign may be attempted before the store takes more for attempted than the
   * window is wide: so many are in doubt when the process dies. What other leases have not told
   * counts; what this one has not told goes with its next attempts.
   */
  private int free(Turn turn) {
    OpenLease current = turn.current();
    int free = window() + (current == null ? 0 : current.unheard());
    for (OpenLease lease : open) {
      free -= lease.count(Place.READY) + lease.count(Place.WIRE) + lease.unheard();
    }
    return free;
  }

  /** Whether what is ready in lower lanes had to be queued again. */
  private boolean makesRoom(Turn turn, Instant now) {
    Course course = turn.course();
    return free(turn) <= 0
        && !course.gate().isLate(now)
        && giveBack(it -> it.turn().course().urgency().compareTo(course.urgency()) < 0);
  }

  /** One batch where it is not known whether anybody is there. */
  private int window() {
    return answers.isAway() ? Math.min(limits.batch(), window.size()) : window.size();
  }

  private void ask(Turn turn, long nanos, Instant now) {
    Course course = turn.course();
    Leased leased;
    try {
      leased =
          store.lease(
              new LeaseRequest(
                  course.key(), turn.route(), lowestRoute(course, turn), now, leasesHold));
    } catch (RuntimeException failure) {
      listener.storeFailed(failure);
      synchronized (monitor) {
        turn.askAgain(nanos + SECOND);
      }
      return;
    }
    synchronized (monitor) {
      Lease lease = leased.lease();
      if (lease == null) {
        turn.askAgain(nanos + untilDue(turn, leased.nextDue(), now));
      } else {
        begin(turn, lease, nanos);
      }
    }
  }

  /** Another channel's deliveries too, where that has been unavailable for long. */
  private int lowestRoute(Course course, Turn turn) {
    int from = turn.route();
    while (from > 0 && listener.isUnavailable(course.record().channels().get(from - 1))) {
      from--;
    }
    return from;
  }

  /**
   * At most a minute, as clocks are set. At most a second where there may be no sign: of a store
   * that was full, or of an earlier channel that became unavailable.
   */
  private static long untilDue(Turn turn, @Nullable Instant due, Instant now) {
    long most = due == null || turn.route() > 0 ? SECOND : MINUTE;
    return due == null
        ? most
        : Math.max(0, Math.min(most, Durations.nanos(Duration.between(now, due))));
  }

  private void begin(Turn turn, Lease lease, long nanos) {
    OpenLease opened = new OpenLease(turn, lease, slots.reserve(), spare(), nanos);
    slots.put(opened);
    open.add(opened);
    turn.leases().add(opened);
    turn.course().leases(1);
  }

  private Changes spare() {
    Changes spare = spares.poll();
    return spare == null ? new Changes() : spare;
  }

  /** Asks the rules, and records the attempts of those that may go. */
  private void intend(OpenLease lease, short[] picks, long nanos, Instant now) {
    short[] going = allowed(lease, picks, nanos, now);
    if (going.length > 0) {
      record(lease, going, false, nanos, now);
    }
  }

  private short[] allowed(OpenLease lease, short[] picks, long nanos, Instant now) {
    Gate gate = lease.turn().course().gate();
    boolean late = gate.isLate(now);
    if (gate.isOpen() && !late) {
      return picks;
    }
    Recipients recipients = lease.lease().recipients();
    int going = 0;
    for (short index : picks) {
      Gate.Refusal no = late ? Gate.Refusal.LATE : gate.ask(recipients, index, now);
      if (no == null) {
        picks[going++] = index;
      } else {
        refuse(lease, index, no, nanos, now);
      }
    }
    return going == picks.length ? picks : Arrays.copyOf(picks, going);
  }

  private void refuse(OpenLease lease, int index, Gate.Refusal no, long nanos, Instant now) {
    synchronized (monitor) {
      no.note(lease.pending(), index);
      lease.noted(time);
      if (no.kind() != Changes.Kind.DEFERRED) {
        lease.move(index, Place.GONE);
        return;
      }
      if (lease.place(index) == Place.READY) {
        lease.uncounted(index);
      }
      long wait = Math.min(no.until() - now.toEpochMilli(), FAR / MILLI);
      lease.putOff(index, nanos + wait * MILLI);
    }
  }

  // ---- what the store is told ----

  private void record(
      OpenLease lease, short @Nullable [] attempts, boolean release, long nanos, Instant now) {
    Changes changes;
    synchronized (monitor) {
      changes = lease.startRecording(attempts, spare(), nanos).at(now);
      attempting |= attempts != null;
      if (release) {
        changes.release();
      }
    }
    tell(lease, changes);
  }

  private void tell(OpenLease lease, Changes changes) {
    CompletionStage<Recorded> told;
    try {
      told = store.record(lease.lease(), changes);
    } catch (RuntimeException failure) {
      told = CompletableFuture.failedStage(failure);
    }
    told.whenComplete((recorded, failure) -> told(lease, recorded, failure));
  }

  private void told(OpenLease lease, @Nullable Recorded recorded, @Nullable Throwable failure) {
    Course course = lease.turn().course();
    boolean ended;
    synchronized (monitor) {
      ended = recorded == null ? untold(lease, failure) : taken(lease, recorded);
      signal();
    }
    if (recorded == null && failure != null) {
      listener.storeFailed(failure);
    }
    if (ended && course.record().channels().size() > 1) {
      listener.wake(course);
    }
    listener.changed(course);
  }

  /** Whether the lease has ended: other channels may lease what is left. */
  private boolean taken(OpenLease lease, Recorded recorded) {
    short[] asked = lease.asked();
    if (asked != null) {
      attempting = false;
      ready.add(lease, durable(lease, asked, recorded));
    }
    boolean released = Objects.requireNonNull(lease.recording()).releases();
    lease.renewed();
    spares.add(lease.endRecording());
    if (released) {
      end(lease);
    }
    return released;
  }

  /** Those whose attempt was taken; the others were cancelled meanwhile. */
  private static short[] durable(OpenLease lease, short[] asked, Recorded recorded) {
    int durable = 0;
    for (int i = 0; i < asked.length; i++) {
      if (recorded.took(lease.askedFrom() + i)) {
        lease.attempted(asked[i]);
        asked[durable++] = asked[i];
      } else {
        lease.move(asked[i], Place.GONE);
      }
    }
    return durable == asked.length ? asked : Arrays.copyOf(asked, durable);
  }

  private void end(OpenLease lease) {
    Turn turn = lease.turn();
    open.remove(lease);
    turn.leases().remove(lease);
    turn.wake(time.nanos());
    turn.course().leases(-1);
    slots.free(lease);
    if (lease.pending().isEmpty()) {
      spares.add(lease.pending());
    } else {
      settlements.add(turn.course(), lease.lease().chunk(), lease.pending());
    }
  }

  /** As {@link #taken}. */
  private boolean untold(OpenLease lease, @Nullable Throwable failure) {
    if (StoreFailures.kind(failure) == StoreException.Kind.FULL) {
      toTellAgain.add(lease);
      tellAgainAt = time.nanos() + SECOND;
    } else if (StoreFailures.kind(failure) == StoreException.Kind.STALE) {
      lose(lease);
      return true;
    }
    return false;
  }

  /** The chunk has another lease: what is known goes without one, what is not is in doubt. */
  private void lose(OpenLease lease) {
    Course course = lease.turn().course();
    if (lease.asked() != null) {
      attempting = false;
    }
    Changes known = Outgoing.withoutAttempts(Objects.requireNonNull(lease.recording()));
    lease.endRecording();
    answers.lose(lease);
    settlements.add(course, lease.lease().chunk(), known);
    for (Ready never : ready.of(it -> it == lease)) {
      for (short index : ready.poll(never, never.left())) {
        known.plainly(index, Changes.Kind.RETURNED);
      }
    }
    end(lease);
  }

  private boolean tellAgain(long nanos, Instant now) {
    List<OpenLease> again;
    synchronized (monitor) {
      if (toTellAgain.isEmpty() || tellAgainAt - nanos > 0) {
        return false;
      }
      again = List.copyOf(toTellAgain);
      toTellAgain.clear();
    }
    again.forEach(lease -> tell(lease, Objects.requireNonNull(lease.recording()).at(now)));
    return true;
  }

  /** Tells the store what has waited long enough, or has nothing to wait for. */
  private boolean flush(long nanos, Instant now) {
    List<OpenLease> due = new ArrayList<>();
    synchronized (monitor) {
      for (OpenLease lease : open) {
        if (lease.recording() == null && isDue(lease, nanos, now)) {
          due.add(lease);
        }
      }
    }
    due.forEach(lease -> record(lease, null, isToRelease(lease, nanos, now), nanos, now));
    return !due.isEmpty();
  }

  private boolean isDue(OpenLease lease, long nanos, Instant now) {
    int pending = lease.pending().size();
    return pending >= FLUSH_AT
        || (crowded && lease.unheard() > 0)
        || (pending > 0 && (answers.wire() == 0 || nanos - lease.pendingSince() >= FLUSH_AFTER))
        || nanos - lease.toldAt() >= renewAfter
        || isToRelease(lease, nanos, now);
  }

  /** Done, or stopped: what still waits in it is for the next lease, unless it is too late. */
  private boolean isToRelease(OpenLease lease, long nanos, Instant now) {
    synchronized (monitor) {
      Course course = lease.turn().course();
      return lease.isDone()
          || (lease.isIdle()
              && (isStopped(course) || (isShut(nanos) && !course.gate().isLate(now))));
    }
  }

  private boolean isStopped(Course course) {
    return stage != Stage.OPEN || course.phase() != Phase.RUNNING;
  }

  /** Whether nothing may go to the wire: another channel may be waiting for what is here. */
  private boolean isShut(long nanos) {
    return answers.paused() != null || (answers.isAway() && answers.isResting(nanos));
  }

  // ---- to the wire ----

  private boolean submit(long nanos, Instant now) {
    OpenLease lease;
    short[] picks;
    synchronized (monitor) {
      boolean returned = returnStopped(nanos);
      Ready some = ready.first();
      if (some != null && isOverdue(some.lease())) {
        return returned;
      }
      int permits = some == null ? 0 : permits(some, nanos);
      if (some == null || permits == 0) {
        return returned;
      }
      lease = some.lease();
      picks = ready.poll(some, permits);
    }
    short[] going = allowed(lease, picks, nanos, now);
    if (account != null && going.length < picks.length) {
      account.giveBack(picks.length - going.length);
    }
    if (going.length > 0) {
      submit(lease, going, nanos, now);
    }
    return true;
  }

  /** Whether others may have taken it over by now: first the store has to say that it is not so. */
  private boolean isOverdue(OpenLease lease) {
    return store.isShared() && time.nanos() - lease.renewedAt() >= leasesHold.toNanos();
  }

  /** What is ready and shall not go any more is queued again. */
  private boolean returnStopped(long nanos) {
    boolean all = isShut(nanos);
    return giveBack(lease -> all || isStopped(lease.turn().course()));
  }

  private boolean giveBack(Predicate<OpenLease> leases) {
    List<Ready> some = ready.of(leases);
    for (Ready these : some) {
      for (short index : ready.poll(these, these.left())) {
        these.lease().putBack(index);
        these.lease().noted(time);
      }
    }
    return !some.isEmpty();
  }

  private int permits(Ready some, long nanos) {
    int room = answers.isResting(nanos) ? 0 : window() - answers.wire();
    int wanted = Math.min(Math.min(room, some.left()), limits.batch());
    if (wanted <= 0) {
      return 0;
    }
    return account == null ? wanted : account.take(wanted, time.nanos());
  }

  private void submit(OpenLease lease, short[] picks, long nanos, Instant now) {
    Course course = lease.turn().course();
    Recipients recipients = lease.lease().recipients();
    if (!course.gate().isOpen()) {
      for (short index : picks) {
        course.gate().sent(recipients.get(index), now);
      }
    }
    synchronized (monitor) {
      answers.submitted(lease, picks, nanos);
    }
    try {
      channel.submit(
          Batch.picking(course.record().message(), lease.firstToken(), recipients, picks),
          answers::answer);
    } catch (RuntimeException | Error fault) {
      breaches.note(Kind.THREW, fault);
      answers.doubtAll(lease, picks, new Reason("FAULT", fault.toString()));
    }
    if (account != null) {
      account.went(picks.length, time.nanos());
    }
    if (holding != null && course.phase() == Phase.CANCELLED) {
      listener.cancelledMeanwhile(course);
    }
  }

  // ---- when to look again ----

  private long nextLook(long nanos, Instant now) {
    long wait;
    synchronized (monitor) {
      wait = answers.untilLook(nanos);
      wait = Math.min(wait, toTellAgain.isEmpty() ? FAR : tellAgainAt - nanos);
      wait = Math.min(wait, untilPermit(nanos));
      for (OpenLease lease : open) {
        wait = Math.min(wait, untilTold(lease, nanos));
      }
      for (Turn turn : stage == Stage.OPEN ? turns.values() : List.<Turn>of()) {
        wait = Math.min(wait, untilWork(turn, nanos, now));
      }
    }
    return nanos + wait;
  }

  private long untilPermit(long nanos) {
    Ready some = ready.first();
    boolean blocked =
        some == null
            || answers.isResting(nanos)
            || answers.wire() >= window()
            || isOverdue(some.lease());
    return account == null || blocked ? FAR : account.nextAt(nanos) - nanos;
  }

  private long untilTold(OpenLease lease, long nanos) {
    if (lease.recording() != null) {
      return FAR;
    }
    long wait = Math.min(lease.toldAt() + renewAfter, lease.nextDue(nanos + FAR)) - nanos;
    return lease.pending().isEmpty()
        ? wait
        : Math.min(wait, lease.pendingSince() + FLUSH_AFTER - nanos);
  }

  private long untilWork(Turn turn, long nanos, Instant now) {
    if (turn.course().phase() != Phase.RUNNING) {
      return FAR;
    }
    boolean late = turn.course().gate().isLate(now);
    Instant end = turn.course().record().message().validUntil();
    long wait = late ? FAR : Math.min(FAR, Durations.nanos(Duration.between(now, end)));
    boolean asks = turn.current() == null && !attempting && (late || room(turn, nanos) > 0);
    return asks ? Math.min(wait, turn.askAt() - nanos) : wait;
  }

  // ---- the end ----

  /** Leases and attempts nothing more. */
  void drain() {
    synchronized (monitor) {
      stage = stage == Stage.OPEN ? Stage.DRAINING : stage;
      signal();
    }
  }

  /** Waits until nothing is on the wire, at most until a deadline. */
  void awaitAnswers(long deadline) throws InterruptedException {
    synchronized (monitor) {
      while (answers.wire() > 0 && deadline - time.nanos() > 0) {
        time.await(monitor, deadline);
      }
    }
  }

  /** Whatever has no answer when the channel has closed gets none. */
  void closeChannel(Duration patience) {
    try {
      channel.close(patience);
    } catch (RuntimeException | Error fault) {
      breaches.note(Kind.THREW, fault);
    }
    answers.doubtAll(open);
  }

  /** Waits until the store knows everything that is known here, at most until a deadline. */
  void awaitTold(long deadline) throws InterruptedException {
    synchronized (monitor) {
      while (!(open.isEmpty() && settlements.isEmpty()) && deadline - time.nanos() > 0) {
        time.await(monitor, deadline);
      }
    }
  }

  void end() {
    synchronized (monitor) {
      stage = Stage.ENDED;
      signal();
    }
    inbox.close(new IllegalStateException(name + ": the dispatcher is closed"));
  }

  // ---- word from answers and receipts ----

  /**
   * One that comes during a step asks for another step: what that one has looked at already may be
   * different now. Nobody needs to be notified of the second.
   */
  @Override
  public void answered() {
    if (stage != Stage.OPEN || (asleep && !signalled)) {
      signal();
    }
    signalled = true;
  }

  @Override
  public void paused(Reason reason) {
    listener.paused(name, reason);
  }

  @Override
  public void decided(Course course) {
    listener.changed(course);
  }

  @Override
  public void receiptsWait() {
    synchronized (monitor) {
      signal();
    }
  }

  @Override
  public void receiptsTaken(Set<String> campaigns, int matched) {
    listener.proven(campaigns, matched);
  }

  @Override
  public void receiptsFailed(Throwable failure) {
    listener.storeFailed(failure);
  }
}
