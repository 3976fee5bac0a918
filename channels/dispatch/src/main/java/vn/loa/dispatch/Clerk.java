package vn.loa.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Tally;
import vn.loa.channel.Time;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.CampaignStand.Phase;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.Query;

/**
 * Follows campaigns to their end, and tells whoever listens: all code of others that waits for
 * something runs here, so that it holds up no channel. A campaign that changes is looked at once in
 * 20 ms; at once when nothing of it is under way any more. Once a minute receipts are given up that
 * did not come in their time, and paused campaigns whose time ran out are let go. Where the store
 * is shared, all that others may have begun, changed or left in doubt is looked at once a second.
 *
 * <p>Safe for use by several threads; {@link #step()} is for one.
 */
final class Clerk implements WorkerThread.Stepper, Executor {

  private static final System.Logger LOG = System.getLogger(Clerk.class.getName());
  private static final long LOOK_AFTER = 20_000_000;
  private static final long SWEEP_EVERY = Duration.ofMinutes(1).toNanos();
  private static final long LOOK_AROUND_EVERY = Duration.ofSeconds(1).toNanos();
  private static final int EVENTS_KEPT = 1_024;

  private final Settings settings;
  private final DispatchStore store;
  private final Watcher watcher;
  private final Time time;
  private final SubmissionPublisher<Event> events;

  private final Object monitor = new Object();
  private final Map<String, Course> courses = new LinkedHashMap<>();

  /** Campaigns to look at, and when. */
  private final Map<Course, Long> changed = new LinkedHashMap<>();

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private long sweepAt;
  private long lookAroundAt;
  private boolean signalled;
  private boolean ended;

  /** Whom the clerk asks and tells. */
  interface Watcher {

    /** Whether deliveries in doubt will be sent again. */
    boolean sendsAgain(Course course);

    /** Nothing of it is left to send. */
    void answered(Course course);

    /** Nothing of it is awaited either. */
    void completed(Course course);

    /** It is paused, and nothing of it may be sent any more. */
    void tooLate(Course course);

    /** There is something again. */
    void wake(Course course);

    /** Another dispatcher began it. */
    void found(CampaignStand stand);

    /** More of it is in doubt than before. */
    void doubted(Course course);

    void storeAnswered();

    void storeFailed(Throwable failure);
  }

  Clerk(Settings settings, DispatchStore store, Watcher watcher) {
    this.settings = settings;
    this.store = store;
    this.watcher = watcher;
    this.time = settings.time();
    this.events = new SubmissionPublisher<>(this, EVENTS_KEPT);
    this.sweepAt = time.nanos() + SWEEP_EVERY;
    this.lookAroundAt = time.nanos() + LOOK_AROUND_EVERY;
  }

  Flow.Publisher<Event> events() {
    return events;
  }

  /** Follows a campaign; gives the one that is followed already. */
  Course follow(Course course) {
    synchronized (monitor) {
      Course known = courses.putIfAbsent(course.key(), course);
      return known == null ? course : known;
    }
  }

  @Nullable Course course(String key) {
    synchronized (monitor) {
      return courses.get(key);
    }
  }

  List<Course> courses() {
    synchronized (monitor) {
      return List.copyOf(courses.values());
    }
  }

  /** It is looked at soon; at once if that may be its end. */
  void changed(Course course, boolean atOnce) {
    synchronized (monitor) {
      long nanos = time.nanos();
      changed.merge(course, atOnce ? nanos : nanos + LOOK_AFTER, (a, b) -> a - b < 0 ? a : b);
      signal();
    }
  }

  @Override
  public void execute(Runnable task) {
    synchronized (monitor) {
      if (!ended) {
        tasks.add(task);
        signal();
        return;
      }
    }
    task.run();
  }

  /** Whoever is behind by more than is kept misses it. */
  void tell(Event event) {
    if (events.hasSubscribers()) {
      events.offer(event, null);
    }
  }

  void tell(Event.Kind kind, Course course) {
    execute(
        () -> {
          see(course);
          tell(new Event.OfCampaign(kind, time.instant(), course.key(), course.last()));
        });
  }

  @Override
  public long step() {
    List<Runnable> now;
    List<Course> due;
    long nanos = time.nanos();
    synchronized (monitor) {
      signalled = false;
      now = List.copyOf(tasks);
      tasks.clear();
      due = due(nanos);
    }
    now.forEach(this::run);
    due.forEach(this::look);
    boolean swept = sweep(nanos);
    boolean looked = lookAround(nanos);
    return swept || looked || !now.isEmpty() || !due.isEmpty() ? nanos : nextLook(nanos);
  }

  private List<Course> due(long nanos) {
    List<Course> due = new ArrayList<>();
    changed.forEach(
        (course, at) -> {
          if (at - nanos <= 0) {
            due.add(course);
          }
        });
    due.forEach(changed::remove);
    return due;
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error fault) {
      LOG.log(System.Logger.Level.ERROR, "a listener threw", fault);
    }
  }

  private long nextLook(long nanos) {
    synchronized (monitor) {
      long wait = sweepAt - nanos;
      wait = store.isShared() ? Math.min(wait, lookAroundAt - nanos) : wait;
      for (long at : changed.values()) {
        wait = Math.min(wait, at - nanos);
      }
      return nanos + wait;
    }
  }

  @Override
  public boolean sleep(long next) throws InterruptedException {
    synchronized (monitor) {
      while (!signalled && !ended && next - time.nanos() > 0) {
        time.await(monitor, next);
      }
      return !ended;
    }
  }

  private void signal() {
    signalled = true;
    monitor.notifyAll();
  }

  /** Asks the store how it stands; false when it does not say. */
  boolean see(Course course) {
    try {
      store.scan(Query.campaign(course.key()), course::see);
      watcher.storeAnswered();
      return true;
    } catch (RuntimeException failure) {
      watcher.storeFailed(failure);
      return false;
    }
  }

  private void look(Course course) {
    // Asked first: what is decided in between is open in the tally.
    boolean sendsAgain = watcher.sendsAgain(course);
    if (!see(course)) {
      return;
    }
    Tally tally = course.last();
    progress(course);
    if (course.phase() == Phase.OPENING || tally.open() > 0 || sendsAgain) {
      if (course.stirs()) {
        watcher.wake(course);
      }
      return;
    }
    watcher.answered(course);
    if (course.becomesAnswered()) {
      tellNow(Event.Kind.ANSWERED, course);
    }
    if (tally.count(DeliveryState.SENT) == 0) {
      complete(course, tally);
    }
  }

  private void complete(Course course, Tally tally) {
    if (!course.isComplete()) {
      tellNow(Event.Kind.COMPLETED, course);
      run(() -> course.completion().complete(tally));
      watcher.completed(course);
    }
  }

  private void progress(Course course) {
    if (!course.hasMoved()) {
      return;
    }
    Instant now = time.instant();
    Instant at = course.tellableAt();
    if (now.isBefore(at)) {
      synchronized (monitor) {
        changed.putIfAbsent(course, time.nanos() + Duration.between(now, at).toNanos());
      }
      return;
    }
    course.told(now);
    tellNow(Event.Kind.PROGRESS, course);
  }

  private void tellNow(Event.Kind kind, Course course) {
    tell(new Event.OfCampaign(kind, time.instant(), course.key(), course.last()));
  }

  private boolean lookAround(long nanos) {
    if (!store.isShared() || lookAroundAt - nanos > 0) {
      return false;
    }
    lookAroundAt = nanos + LOOK_AROUND_EVERY;
    try {
      store.scan(Query.openCampaigns(), this::met);
      courses().stream().filter(it -> !it.isComplete()).forEach(it -> changed(it, true));
      courses().stream().filter(Course::isDoubtedMore).forEach(watcher::doubted);
    } catch (RuntimeException failure) {
      watcher.storeFailed(failure);
    }
    return true;
  }

  private void met(CampaignStand stand) {
    Course course = course(stand.campaign().key());
    if (course == null) {
      watcher.found(stand);
    } else {
      course.see(stand);
    }
  }

  private boolean sweep(long nanos) {
    if (sweepAt - nanos > 0) {
      return false;
    }
    sweepAt = nanos + SWEEP_EVERY;
    Instant sentBefore = time.instant().minus(settings.receiptsWithin());
    for (Course course : courses()) {
      boolean waits = !course.isComplete() && course.last().count(DeliveryState.SENT) > 0;
      if (waits && !course.record().acceptedAt().isAfter(sentBefore)) {
        giveUpReceipts(course, sentBefore);
      }
      if (isTooLate(course)) {
        watcher.tooLate(course);
      }
    }
    return true;
  }

  /** Whether its time ran out while it was paused: nobody need resume it for that. */
  private boolean isTooLate(Course course) {
    return course.phase() == Phase.PAUSED && course.record().message().isExpired(time.instant());
  }

  private void giveUpReceipts(Course course, Instant sentBefore) {
    try {
      store
          .control(course.key(), new Control.GiveUpReceipts(sentBefore))
          .whenComplete((recorded, failure) -> changed(course, true));
    } catch (RuntimeException failure) {
      watcher.storeFailed(failure);
    }
  }

  /** Nothing goes on: every campaign that has not ended is told why. */
  void abandon(RuntimeException reason) {
    for (Course course : courses()) {
      execute(() -> course.completion().completeExceptionally(reason));
    }
  }

  /** Does what waits here, tells nothing more, and lets the thread go. */
  void end() {
    events.close();
    List<Runnable> rest;
    synchronized (monitor) {
      ended = true;
      rest = List.copyOf(tasks);
      tasks.clear();
      signal();
    }
    rest.forEach(this::run);
  }
}
