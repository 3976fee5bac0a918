package vn.loa.channel.smpp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Batch;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Time;
import vn.loa.sms.PartReferences;

/**
 * One bind, through all its connections: a thread that binds, looks after time-outs and silence,
 * and binds again. A refusal that says who we are is wrong ends it; any other, and a lost
 * connection, is tried again after a pause that grows.
 */
final class Bind {

  private static final System.Logger LOG = System.getLogger("vn.loa.channel.smpp");
  private static final long SECOND = 1_000_000_000;
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final SmppSettings settings;
  private final BindRole role;
  private final Desk desk;
  private final Time time;
  private final BindCounts counts;
  private final Runnable changed;
  private final Thread thread;
  private final SplittableRandom dice;
  private final Object monitor = new Object();

  private BindState state = BindState.BINDING;
  private Instant since;
  private @Nullable BindTrouble why;
  private @Nullable Wires wires;
  private @Nullable SmppSession session;
  private volatile @Nullable Traffic traffic;
  private boolean news;
  private volatile boolean closing;
  private long closeAt;
  private boolean tried;

  /**
   * @param number in the channel, from 1
   * @param changed run without locks when its state has changed
   */
  Bind(int number, SmppSettings settings, BindRole role, Desk desk, Runnable changed) {
    this.settings = settings;
    this.role = role;
    this.desk = desk;
    this.time = settings.time();
    this.counts = new BindCounts(number, time);
    this.changed = changed;
    this.since = time.instant();
    this.dice = new SplittableRandom(time.nanos() ^ number);
    this.thread = new Thread(this::run, "loa-" + settings.name() + "-bind-" + number);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  boolean submits() {
    return role.submits();
  }

  /** How many more may be submitted; -1 when it is not bound. */
  int room() {
    Traffic now = traffic;
    return now == null ? -1 : now.room();
  }

  /** As {@link Traffic#submit}. */
  int submit(
      MessagePdus pdus,
      Batch batch,
      int from,
      int most,
      PartReferences references,
      Outcomes outcomes) {
    Traffic now = traffic;
    return now == null ? 0 : now.submit(pdus, batch, from, most, references, outcomes);
  }

  /** Why it is not bound; null while it is, and before that was tried. */
  @Nullable BindTrouble why() {
    synchronized (monitor) {
      return why;
    }
  }

  /** Whether a first attempt has ended, well or not. */
  boolean wasTried() {
    synchronized (monitor) {
      return tried;
    }
  }

  BindState state() {
    synchronized (monitor) {
      return state;
    }
  }

  BindHealth health() {
    Traffic now = traffic;
    int inUse = now == null ? 0 : now.waiting(); // before the monitor: its lock is taken first
    synchronized (monitor) {
      return counts.health(
          role, state, since, why == null ? null : why.message(), settings.window(), inUse);
    }
  }

  /** Binds no more, and ends when what was submitted is answered, at most at a time. */
  void closeAt(long nanos) {
    Wires connecting;
    SmppSession binding;
    synchronized (monitor) {
      closing = true;
      closeAt = nanos;
      connecting = traffic == null ? wires : null;
      binding = traffic == null ? session : null;
    }
    if (connecting != null) {
      connecting.abandon();
    }
    if (binding != null) {
      binding.close(); // it may wait for the answer to its bind, and nothing was submitted yet
    }
    news();
  }

  /** Waits until its threads have ended; cuts the connection if that takes longer than it may. */
  void awaitEnd(Duration patience) {
    if (isOwnThread()) {
      return; // whoever listens closes: these threads end when it returns
    }
    boolean interrupted = Thread.interrupted();
    interrupted |= !join(patience.plus(GRACE));
    Traffic last = traffic;
    if (last != null) {
      last.end();
    }
    news();
    interrupted |= !join(GRACE);
    SmppSession read = session();
    if (read != null) {
      read.awaitEnd();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOwnThread() {
    SmppSession read = session();
    return Thread.currentThread() == thread || (read != null && read.isReading());
  }

  /** False when interrupted. */
  private boolean join(Duration patience) {
    try {
      thread.join(patience.toMillis());
      return true;
    } catch (InterruptedException interrupted) {
      return false;
    }
  }

  private @Nullable SmppSession session() {
    synchronized (monitor) {
      return session;
    }
  }

  // ---- its thread ----

  private void run() {
    int failures = 0;
    while (!closing && state() != BindState.REFUSED) {
      if (attempt()) {
        failures = 0;
      }
      rest(failures++);
    }
    turn(closing ? BindState.CLOSED : BindState.REFUSED, why());
  }

  /** Binds, and stays until that has ended; whether it was bound at all. */
  private boolean attempt() {
    Wires way =
        new Wires(settings.host(), settings.port(), settings.connectWithin(), settings.tls(), time);
    Traffic fresh = new Traffic(settings, desk, counts, this::news);
    String reader = "loa-" + settings.name() + "-reader-" + counts.bind();
    SmppSession attempt =
        new SmppSession(settings, role, way, fresh, new PduLoop(reader, fresh, desk));
    synchronized (monitor) {
      wires = way;
      session = attempt;
      if (closing) {
        return false;
      }
    }
    try {
      attempt.bind();
    } catch (IOException failed) {
      attempt.close();
      attempt.awaitEnd();
      failed(BindTrouble.of(settings, failed));
      return false;
    }
    traffic = fresh;
    counts.bound();
    turn(BindState.BOUND, null);
    watch(attempt, fresh);
    traffic = null;
    return true;
  }

  private void watch(SmppSession bound, Traffic on) {
    boolean drained = false;
    while (!on.isEnded()) {
      long next = Math.min(on.look(), time.nanos() + SECOND);
      desk.tick();
      if (closing) {
        on.drain();
        drained = on.waiting() == 0 || closeAt() - time.nanos() <= 0;
        next = Math.min(next, closeAt());
      }
      if (drained) {
        bound.end();
      } else {
        sleep(next);
      }
    }
    bound.close();
    bound.awaitEnd();
    if (!closing) {
      String fault = on.fault();
      turn(
          BindState.WAITING,
          BindTrouble.lost(settings, fault == null ? "the connection was lost" : fault));
    }
  }

  private long closeAt() {
    synchronized (monitor) {
      return closeAt;
    }
  }

  private void failed(BindTrouble reason) {
    if (!closing) {
      turn(reason.isFinal() ? BindState.REFUSED : BindState.WAITING, reason);
    }
  }

  /** Says so where it is news, once. */
  private void turn(BindState next, @Nullable BindTrouble reason) {
    boolean said;
    synchronized (monitor) {
      said = state == next && reason != null && why != null && reason.says(why);
      if (state != next) {
        since = time.instant();
      }
      state = next;
      why = reason;
      tried |= next != BindState.BINDING;
    }
    if (!said) {
      say(next, reason);
    }
    changed.run();
  }

  private void say(BindState now, @Nullable BindTrouble reason) {
    String who = settings.name() + ", bind " + counts.bind();
    if (now == BindState.BOUND) {
      LOG.log(Level.INFO, who + ": bound to " + settings.place());
    } else if (reason != null && now == BindState.WAITING) {
      LOG.log(Level.WARNING, who + ": " + reason.message() + "; it is tried again");
    } else if (reason != null && now == BindState.REFUSED) {
      LOG.log(Level.ERROR, who + ": " + reason.message() + "; it is not tried again");
    }
  }

  // ---- waiting ----

  private void rest(int failures) {
    if (closing || state() == BindState.REFUSED) {
      return;
    }
    double most = settings.reconnectAtMost().toNanos();
    double pause = Math.min(most, settings.reconnectAfter().toNanos() * Math.pow(2, failures));
    long until = time.nanos() + (long) (pause * (1 - dice.nextDouble() / 2));
    synchronized (monitor) {
      while (!closing && until - time.nanos() > 0) {
        await(until);
      }
    }
  }

  /** Until then, or until there is news. */
  private void sleep(long until) {
    synchronized (monitor) {
      while (!news && until - time.nanos() > 0) {
        await(until);
      }
      news = false;
    }
  }

  private void await(long until) {
    try {
      time.await(monitor, until);
    } catch (InterruptedException strange) {
      closing = true; // nobody interrupts this thread but who wants it to end
    }
  }

  private void news() {
    synchronized (monitor) {
      news = true;
      monitor.notifyAll();
    }
  }
}
