package vn.loa.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Channel;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Recipients;
import vn.loa.channel.Tally;
import vn.loa.channel.Time;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.CampaignStand.Phase;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.DispatchStore.Appended;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.StoreException;
import vn.loa.dispatch.store.Visitor;

/**
 * Brings a store, its channels' workers and the clerk together, and carries word between them. Has
 * no lock of its own, and is called under nobody's. Safe for use by several threads.
 */
final class Engine implements ChannelWorker.Listener, Clerk.Watcher {

  private static final System.Logger LOG = System.getLogger(Engine.class.getName());

  /** Chunks on their way to the store at a time. */
  private static final int APPENDS = 8;

  /** Caps count no longer than a calendar month; what is older need not be told again. */
  private static final Duration CAPS_LOOK_BACK = Duration.ofDays(40);

  private static final Duration TELL_WITHIN = Duration.ofSeconds(10);

  /** How long a thread may take to end that does nothing more. */
  private static final Duration END_WITHIN = Duration.ofSeconds(5);

  private static final Set<DeliveryState> MAY_HAVE_GONE_OUT =
      EnumSet.of(
          DeliveryState.ATTEMPTED,
          DeliveryState.SENT,
          DeliveryState.DELIVERED,
          DeliveryState.UNCONFIRMED,
          DeliveryState.REFUSED,
          DeliveryState.IN_DOUBT);

  private final Settings settings;
  private final DispatchStore store;
  private final Time time;
  private final Clerk clerk;
  private final Map<String, ChannelWorker> workers = new LinkedHashMap<>();
  private final List<WorkerThread> threads = new ArrayList<>();
  private @Nullable Shares shares;
  private final AtomicReference<Health> health = new AtomicReference<>(Health.GOOD);

  /** Of the dispatcher as a whole; never back from the last two. */
  private enum Health {
    GOOD,
    /** The store takes no more. */
    FULL,
    /** The store does not answer. */
    AWAY,
    BROKEN,
    CLOSED
  }

  Engine(Map<Channel, ChannelSettings> channels, DispatchStore store, Settings settings) {
    this.settings = settings;
    this.store = store;
    this.time = settings.time();
    this.clerk = new Clerk(settings, store, this);
    channels.forEach(
        (channel, its) ->
            workers.put(channel.name(), new ChannelWorker(channel, its, settings, store, this)));
    recover();
  }

  /** From here on threads do the steps. */
  void run() {
    threads.add(new WorkerThread("loa-dispatch", clerk));
    workers.values().forEach(it -> threads.add(new WorkerThread("loa-dispatch-" + it.name(), it)));
    if (store.isShared()) {
      shares = new Shares(accounts(), store, time, this);
      threads.add(new WorkerThread("loa-dispatch-rates", shares));
    }
    listen();
    threads.forEach(WorkerThread::start);
  }

  private List<Account> accounts() {
    return workers.values().stream()
        .map(ChannelWorker::account)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** From here on receipts are heard, and channels that hold have what earlier processes left. */
  void listen() {
    workers.values().forEach(ChannelWorker::listen);
    workers.values().forEach(ChannelWorker::handOver);
    clerk.courses().stream().filter(this::isToWithdrawAgain).forEach(this::withdraw);
  }

  Clerk clerk() {
    return clerk;
  }

  ChannelWorker worker(String channel) {
    ChannelWorker worker = workers.get(channel);
    if (worker == null) {
      throw new IllegalArgumentException(
          "no channel \"" + channel + "\" here: one of " + workers.keySet());
    }
    return worker;
  }

  String onlyChannel() {
    if (workers.size() != 1) {
      throw new IllegalStateException("say on which channel: one of " + workers.keySet());
    }
    return workers.keySet().iterator().next();
  }

  // ---- beginning ----

  /** Takes up what the store has. */
  private void recover() {
    Set<DeliveryState> states = statesToRecover();
    Instant counts = time.instant().minus(CAPS_LOOK_BACK);
    Map<String, Course> found = new HashMap<>();
    store.scan(
        Query.all(states),
        new Visitor() {
          @Override
          public void campaign(CampaignStand stand) {
            found.put(stand.campaign().key(), adopt(stand));
          }

          @Override
          public void delivery(DeliveryRow row) {
            recover(Objects.requireNonNull(found.get(row.campaign())), row, counts);
          }
        });
    found.values().forEach(this::carry);
  }

  private Set<DeliveryState> statesToRecover() {
    if (settings.clearance() != null) {
      return MAY_HAVE_GONE_OUT;
    }
    return workers.values().stream().anyMatch(it -> it.holding() != null)
        ? EnumSet.of(DeliveryState.IN_DOUBT, DeliveryState.SENT)
        : EnumSet.of(DeliveryState.IN_DOUBT);
  }

  private Course adopt(CampaignStand stand) {
    Course course = new Course(stand, Gate.of(stand.campaign(), settings.clearance()));
    if (isOver(stand)) {
      course.becomesAnswered();
      course.completion().complete(stand.tally());
    }
    return clerk.follow(course);
  }

  private static boolean isOver(CampaignStand stand) {
    Tally tally = stand.tally();
    boolean doubts = tally.count(DeliveryState.IN_DOUBT) > 0 && !stand.summary();
    return stand.phase() != Phase.OPENING
        && tally.open() + tally.count(DeliveryState.SENT) == 0
        && !doubts;
  }

  private void recover(Course course, DeliveryRow row, Instant counts) {
    Instant at = row.changedAt();
    boolean wentOut = row.state() != DeliveryState.REFUSED || row.receipt() != null;
    if (at != null && wentOut && !course.record().acceptedAt().isBefore(counts)) {
      course.gate().sent(row.recipient(), at);
    }
    ChannelWorker worker = workers.get(course.record().channels().get(row.route()));
    if (worker == null) {
      return;
    }
    Holding holding = worker.holding();
    boolean isDoubt = row.state() == DeliveryState.IN_DOUBT;
    if (isDoubt) {
      worker.answers().adopt(course, row);
    }
    if (holding != null && (isDoubt || row.state() == DeliveryState.SENT)) {
      holding.mayBeThere(course, row.recipient());
    }
  }

  private void carry(Course course) {
    for (String channel : course.record().channels()) {
      if (!workers.containsKey(channel) && !course.isComplete()) {
        LOG.log(
            System.Logger.Level.WARNING,
            "campaign " + course.key() + " waits for channel " + channel + ", which is not here");
      }
    }
    if (!course.isComplete()) {
      wake(course);
      clerk.changed(course, true);
    }
  }

  /** Returns when everybody is durable. */
  Course start(CampaignRecord record, Recipients recipients) {
    record.channels().forEach(this::worker);
    requireOpen(record.message().id());
    boolean isNew = append(record, recipients);
    Course course = course(record.key());
    wake(course);
    clerk.changed(course, true);
    if (isNew) {
      clerk.tell(Event.Kind.STARTED, course);
    }
    return course;
  }

  private void requireOpen(String what) {
    if (health.get() == Health.CLOSED || health.get() == Health.BROKEN) {
      throw new IllegalStateException(
          "the dispatcher of "
              + workers.keySet()
              + " is closed, or its store is broken; "
              + what
              + " was not accepted");
    }
  }

  private boolean append(CampaignRecord record, Recipients recipients) {
    Deque<CompletableFuture<Appended>> under = new ArrayDeque<>();
    boolean isNew = false;
    int chunk = 0;
    int from = 0;
    do {
      int to = Math.min(from + DispatchStore.CHUNK, recipients.size());
      Recipients some = to - from == recipients.size() ? recipients : recipients.slice(from, to);
      under.add(append(record, chunk++, some, to == recipients.size()));
      from = to;
      if (under.size() == APPENDS) {
        isNew |= appended(under.remove()) == Appended.NEW;
      }
    } while (from < recipients.size());
    while (!under.isEmpty()) {
      isNew |= appended(under.remove()) == Appended.NEW;
    }
    health.compareAndSet(Health.FULL, Health.GOOD);
    return isNew;
  }

  private CompletableFuture<Appended> append(
      CampaignRecord record, int chunk, Recipients recipients, boolean last) {
    try {
      return store.append(record, chunk, recipients, last).toCompletableFuture();
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private Appended appended(CompletableFuture<Appended> stage) {
    try {
      return stage.join();
    } catch (CompletionException wrapped) {
      Throwable failure = Objects.requireNonNull(StoreFailures.cause(wrapped));
      StoreException.Kind kind = StoreFailures.kind(failure);
      if (kind == StoreException.Kind.CONFLICT) {
        throw new IllegalArgumentException(failure.getMessage(), failure);
      }
      storeFailed(failure);
      throw new StoreException(kind, String.valueOf(failure.getMessage()), failure);
    }
  }

  private Course course(String key) {
    store.scan(
        Query.campaign(key), stand -> clerk.follow(new Course(stand, gate(stand))).see(stand));
    return Objects.requireNonNull(clerk.course(key), "the store does not know what it took");
  }

  private Gate gate(CampaignStand stand) {
    Course known = clerk.course(stand.campaign().key());
    return known == null ? Gate.of(stand.campaign(), settings.clearance()) : known.gate();
  }

  // ---- campaigns ----

  /** As it stands; as it was last seen, where the store is closed or broken. */
  Tally tally(Course course) {
    clerk.see(course);
    return course.last();
  }

  void scan(Query query, Visitor visitor) {
    store.scan(query, visitor);
  }

  CompletionStage<Void> control(Course course, Control change) {
    return controlled(course, change)
        .thenRun(
            () -> {
              apply(course, change);
              wake(course);
              clerk.changed(course, true);
            });
  }

  private CompletionStage<?> controlled(Course course, Control change) {
    try {
      return store.control(course.key(), change);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedStage(failure);
    }
  }

  private void apply(Course course, Control change) {
    switch (change.kind()) {
      case PAUSE -> enter(course, Phase.PAUSED, Event.Kind.PAUSED);
      case RESUME -> enter(course, Phase.RUNNING, Event.Kind.RESUMED);
      case CANCEL -> {
        enter(course, Phase.CANCELLED, Event.Kind.CANCELLED);
        withdraw(course);
      }
      case URGENCY -> course.urgency(((Control.ChangeUrgency) change).urgency());
      case NOT_BEFORE, SETTLE, GIVE_UP_RECEIPTS -> {}
    }
  }

  private void enter(Course course, Phase phase, Event.Kind kind) {
    clerk.see(course);
    if (course.phase() == phase) {
      clerk.tell(kind, course);
    }
  }

  // ---- what channels hold ----

  /** Takes its message back from every channel on which no other campaign still needs it. */
  private void withdraw(Course course) {
    for (String channel : course.record().channels()) {
      ChannelWorker worker = workers.get(channel);
      Holding holding = worker == null ? null : worker.holding();
      if (holding != null && !isNeededBesides(course, channel)) {
        holding.withdraw(course.record().message());
      }
    }
  }

  private boolean isNeededBesides(Course course, String channel) {
    String message = course.record().message().id();
    return clerk.courses().stream()
        .filter(it -> it != course && it.phase() != Phase.CANCELLED && !it.isComplete())
        .map(Course::record)
        .anyMatch(it -> it.message().id().equals(message) && it.channels().contains(channel));
  }

  /** Whether somebody may still hear it: the earlier process may have died before it said so. */
  private boolean isToWithdrawAgain(Course course) {
    Tally last = course.last();
    boolean mayBeHeard =
        last.count(DeliveryState.SENT) + last.count(DeliveryState.IN_DOUBT) > 0
            || !course.record().message().isExpired(time.instant());
    return course.phase() == Phase.CANCELLED && mayBeHeard;
  }

  /** Gives whether it was still in doubt. */
  CompletionStage<Boolean> decide(InDoubt delivery, Decision decision) {
    Course course = clerk.course(delivery.campaign());
    if (course == null) {
      return CompletableFuture.completedStage(false);
    }
    Changes changes = new Changes().at(time.instant());
    switch (decision) {
      case SENT -> changes.plainly(delivery.index(), Changes.Kind.SENT_UNCONFIRMED);
      case SEND_AGAIN -> changes.plainly(delivery.index(), Changes.Kind.SEND_AGAIN);
      case NOT_SENT ->
          changes.because(
              delivery.index(),
              Changes.Kind.DEAD,
              new Reason("DECIDED", "a person says that it was not sent"));
    }
    try {
      return store
          .control(course.key(), new Control.Settle(delivery.chunk(), changes))
          .thenApply(
              recorded -> {
                wake(course);
                clerk.changed(course, true);
                return recorded.took(0);
              });
    } catch (RuntimeException failure) {
      return CompletableFuture.failedStage(failure);
    }
  }

  List<ChannelStand> channels() {
    Map<String, Long> waiting = new HashMap<>();
    store.scan(
        Query.campaigns(),
        new Visitor() {
          @Override
          public void campaign(CampaignStand stand) {}

          @Override
          public void waitingReceipts(String channel, long receipts) {
            waiting.put(channel, receipts);
          }
        });
    return workers.values().stream()
        .map(worker -> worker.stand(waiting.getOrDefault(worker.name(), 0L)))
        .toList();
  }

  // ---- word from the workers ----

  @Override
  public void changed(Course course) {
    clerk.changed(course, !course.isLeased());
  }

  @Override
  public void proven(Set<String> campaigns, int matched) {
    for (String key : campaigns) {
      Course course = clerk.course(key);
      if (course != null) {
        clerk.changed(course, course.proven(matched));
      }
    }
  }

  @Override
  public void wake(Course course) {
    List<String> channels = course.record().channels();
    for (int route = 0; route < channels.size(); route++) {
      ChannelWorker worker = workers.get(channels.get(route));
      if (worker != null) {
        worker.wake(course, route);
      }
    }
  }

  @Override
  public void paused(String channel, @Nullable Reason reason) {
    Event.Kind kind = reason == null ? Event.Kind.CHANNEL_RESUMED : Event.Kind.CHANNEL_PAUSED;
    Instant now = time.instant();
    clerk.execute(() -> clerk.tell(new Event.OfChannel(kind, now, channel, reason)));
  }

  @Override
  public boolean isUnavailable(String channel) {
    ChannelWorker worker = workers.get(channel);
    return worker == null || worker.answers().isUnavailable();
  }

  @Override
  public void cancelledMeanwhile(Course course) {
    withdraw(course);
  }

  // ---- word from the clerk ----

  @Override
  public boolean sendsAgain(Course course) {
    List<String> channels = course.record().channels();
    for (int route = 0; route < channels.size(); route++) {
      ChannelWorker worker = workers.get(channels.get(route));
      if (worker != null && worker.answers().sendsAgain(course, route)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void answered(Course course) {
    workers.values().forEach(worker -> worker.drop(course));
  }

  /** It kept its message for those whose own campaign was cancelled; no longer. */
  @Override
  public void completed(Course course) {
    String message = course.record().message().id();
    clerk.courses().stream()
        .filter(it -> it != course && it.record().message().id().equals(message))
        .filter(this::isToWithdrawAgain)
        .forEach(this::withdraw);
  }

  /** Workers let what is too late expire, and have to be allowed to. */
  @Override
  public void tooLate(Course course) {
    control(course, new Control.Resume())
        .whenComplete(
            (resumed, failure) -> {
              if (failure != null) {
                storeFailed(failure);
              }
            });
  }

  /** Another dispatcher began it. */
  @Override
  public void found(CampaignStand stand) {
    carry(adopt(stand));
  }

  /** Others left some of it in doubt: whoever sees that first decides, as the store has it. */
  @Override
  public void doubted(Course course) {
    store.scan(
        Query.deliveries(course.key(), EnumSet.of(DeliveryState.IN_DOUBT)),
        new Visitor() {
          @Override
          public void campaign(CampaignStand stand) {}

          @Override
          public void delivery(DeliveryRow row) {
            ChannelWorker worker = workers.get(course.record().channels().get(row.route()));
            if (worker != null) {
              worker.answers().adopt(course, row);
            }
          }
        });
    wake(course);
  }

  @Override
  public void storeAnswered() {
    health.compareAndSet(Health.AWAY, Health.GOOD);
  }

  @Override
  public void storeFailed(Throwable failure) {
    String said = String.valueOf(StoreFailures.cause(failure));
    switch (StoreFailures.kind(failure)) {
      case FULL -> {
        if (health.compareAndSet(Health.GOOD, Health.FULL)) {
          sayStore(Event.Kind.STORE_FULL, said);
        }
      }
      case BROKEN -> breakDown(said, failure);
      case UNAVAILABLE -> {
        if (health.compareAndSet(Health.GOOD, Health.AWAY)) {
          sayStore(Event.Kind.STORE_UNAVAILABLE, said);
        }
      }
      case CONFLICT, UNKNOWN, STALE, CLOSED, UNUSABLE -> {}
    }
  }

  private void breakDown(String said, Throwable failure) {
    Health before = health.getAndUpdate(it -> it == Health.CLOSED ? it : Health.BROKEN);
    if (before != Health.BROKEN && before != Health.CLOSED) {
      sayStore(Event.Kind.STORE_BROKEN, said);
      workers.values().forEach(ChannelWorker::drain);
      clerk.abandon(new StoreException(StoreException.Kind.BROKEN, said, failure));
    }
  }

  private void sayStore(Event.Kind kind, String said) {
    LOG.log(System.Logger.Level.ERROR, "the store says: " + said);
    Instant now = time.instant();
    clerk.execute(() -> clerk.tell(new Event.OfStore(kind, now, said)));
  }

  // ---- the end ----

  /** False when somebody has closed it already. */
  boolean close(Duration patience) {
    Health before = health.getAndSet(Health.CLOSED);
    if (before == Health.CLOSED) {
      return false;
    }
    boolean interrupted = closeWorkers(patience, before);
    workers.values().forEach(ChannelWorker::end);
    if (shares != null) {
      shares.end();
    }
    clerk.courses().stream().filter(it -> !it.isComplete()).forEach(clerk::see);
    clerk.abandon(
        new CancellationException(
            "the dispatcher was closed; the campaign goes on when its store is opened again"));
    try {
      store.close();
    } finally {
      clerk.end();
      interrupted |= joinAll();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return true;
  }

  /** Whoever is interrupted waits for no answer any more, but leaves no channel open. */
  private boolean closeWorkers(Duration patience, Health before) {
    long deadline = time.nanos() + Durations.nanos(patience);
    workers.values().forEach(ChannelWorker::drain);
    boolean interrupted = isCutShort(worker -> worker.awaitAnswers(deadline));
    for (ChannelWorker worker : workers.values()) {
      long left = interrupted ? 0 : Math.max(0, deadline - time.nanos());
      worker.closeChannel(Duration.ofNanos(left));
    }
    if (before != Health.BROKEN) {
      long told = time.nanos() + TELL_WITHIN.toNanos();
      interrupted |= isCutShort(worker -> worker.awaitTold(told));
    }
    return interrupted;
  }

  private interface Wait {
    void until(ChannelWorker worker) throws InterruptedException;
  }

  private boolean isCutShort(Wait wait) {
    try {
      for (ChannelWorker worker : workers.values()) {
        wait.until(worker);
      }
      return false;
    } catch (InterruptedException told) {
      return true;
    }
  }

  private boolean joinAll() {
    boolean interrupted = false;
    for (WorkerThread thread : threads) {
      try {
        if (!thread.join(END_WITHIN)) {
          LOG.log(
              System.Logger.Level.ERROR,
              thread.name()
                  + ": does not come back from its channel, and is left behind; mend the channel");
        }
      } catch (InterruptedException told) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}
