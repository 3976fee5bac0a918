package vn.loa.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a device plays now and next: one thing at a time, the most urgent first. */
final class PlayList {

  private static final Comparator<Job> BY_TURN =
      Comparator.<Job>comparingInt(Job::rank).thenComparingLong(job -> job.number);

  private static final Duration LONGEST = Duration.ofDays(365);

  private final DeviceClock clock;
  private final DeviceHabits habits;
  private final Desk desk;
  private final List<Job> waiting = new ArrayList<>();
  private @Nullable Job playing;
  private boolean inGap;

  /** When the repeat that sounds, or the gap after it, ends; in nanos. */
  private long until;

  /** Told of all that happens. */
  interface Desk {

    /** It begins to play, or goes on. */
    void began(Job job);

    /**
     * A repeat is over, or was cut short.
     *
     * @param last whether with it the announcement was played to its end
     */
    void sounded(Job job, Duration played, boolean last);

    /** It is done with. */
    void ended(Job job, String state, String reason);
  }

  PlayList(DeviceClock clock, DeviceHabits habits, Desk desk) {
    this.clock = clock;
    this.habits = habits;
    this.desk = desk;
  }

  void add(Job job) {
    waiting.add(job);
  }

  /** Ends what has this id, wherever it is. False if it is not here. */
  boolean end(String id, String state) {
    Job now = playing;
    if (now != null && now.order.id().equals(id)) {
      stop(state);
      return true;
    }
    Optional<Job> next = waiting.stream().filter(job -> job.order.id().equals(id)).findFirst();
    next.ifPresent(job -> endWaiting(job, state, ""));
    return next.isPresent();
  }

  /** Ends what plays, if anything does. */
  void stop(String state) {
    Job now = playing;
    if (now != null) {
      silence(now);
      desk.ended(now, state, "");
    }
  }

  /** The power is gone in the middle of a word. */
  void cut() {
    Job now = playing;
    if (now != null) {
      silence(now);
    }
    waiting.clear();
  }

  /** Does all that is due. */
  void run() {
    boolean more = true;
    while (more) {
      more = goOn() || dropOne() || turn();
    }
  }

  /** When there is something to do next, in nanos. */
  long due() {
    long due = playing == null ? SpeakerDevice.NEVER : until;
    for (Job job : waiting) {
      due = Math.min(due, due(job));
    }
    return due;
  }

  private long due(Job job) {
    long now = clock.nanos();
    long late = now + Math.max(1, nanos(clock.left(job)));
    long ready = job.fetch == Job.Fetch.DONE ? now : job.fetched;
    long start = now + Math.max(0, nanos(clock.untilStart(job)));
    return isReady(job) ? late : Math.min(late, Math.max(ready, start));
  }

  /** What plays has come to the end of a repeat, or of a gap. */
  private boolean goOn() {
    Job now = playing;
    if (now == null || clock.nanos() - until < 0) {
      return false;
    }
    if (inGap) {
      begin(now);
    } else {
      repeatOver(now);
    }
    return true;
  }

  private void repeatOver(Job job) {
    job.done++;
    boolean last = job.done == job.repeats;
    desk.sounded(job, sounding(job), last);
    if (last) {
      playing = null;
      desk.ended(job, "played", "");
    } else {
      inGap = true;
      until = clock.nanos() + spent(job.order.gap());
    }
  }

  private boolean begin(Job job) {
    if (clock.isLate(job)) {
      playing = null;
      desk.ended(job, "expired", clock.whyLate(job));
      return false;
    }
    playing = job;
    inGap = false;
    job.began = clock.trueTime();
    until = clock.nanos() + spent(sounding(job));
    return true;
  }

  /** One that waits in vain. */
  private boolean dropOne() {
    return dropIf(clock::isLate, "expired")
        || dropIf(job -> fetched(job) && job.fetch == Job.Fetch.WRONG_HASH, "HASH_MISMATCH")
        || dropIf(job -> fetched(job) && job.fetch == Job.Fetch.MISSING, "DOWNLOAD");
  }

  private boolean dropIf(Predicate<Job> hopeless, String why) {
    Optional<Job> one = waiting.stream().filter(hopeless).findFirst();
    one.ifPresent(
        job -> {
          if (why.equals("expired")) {
            endWaiting(job, why, clock.whyLate(job));
          } else {
            endWaiting(job, "failed", why);
          }
        });
    return one.isPresent();
  }

  private void endWaiting(Job job, String state, String reason) {
    waiting.remove(job);
    desk.ended(job, state, reason);
  }

  /** Gives the next one its turn, if it has come. */
  private boolean turn() {
    Optional<Job> next = waiting.stream().filter(this::isReady).min(BY_TURN);
    if (next.isEmpty() || !maySound(next.get())) {
      return false;
    }
    start(next.get());
    return true;
  }

  private boolean maySound(Job next) {
    Job now = playing;
    return now == null || (next.isEmergency() && !now.isEmergency());
  }

  private void start(Job job) {
    Job now = playing;
    if (now != null) {
      silence(now);
      now.interrupted = true;
      waiting.add(now);
    }
    waiting.remove(job);
    if (habits.broken && speaks(job)) {
      desk.ended(job, "failed", "AMPLIFIER_FAULT");
      return;
    }
    if (begin(job)) {
      desk.began(job);
    }
  }

  private void silence(Job job) {
    if (!inGap) {
      desk.sounded(job, heard(job), false);
    }
    playing = null;
  }

  private Duration heard(Job job) {
    long left = Math.max(0, until - clock.nanos());
    return sounding(job).minusNanos(Math.min(left, sounding(job).toNanos()));
  }

  private boolean isReady(Job job) {
    return fetched(job) && clock.untilStart(job).compareTo(Duration.ZERO) <= 0;
  }

  private boolean fetched(Job job) {
    return job.fetch == Job.Fetch.DONE || clock.nanos() - job.fetched >= 0;
  }

  private boolean speaks(Job job) {
    return !job.order.kind().equals("show")
        && habits.capabilities.stream().anyMatch(kind -> !kind.equals("show"));
  }

  private Duration sounding(Job job) {
    return habits.stopsEarly ? job.once.dividedBy(2) : job.once;
  }

  /** Of a time that may be longer than nanos can say. */
  private static long nanos(Duration time) {
    return (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
  }

  private long spent(Duration time) {
    return habits.realTime ? time.toNanos() : 0;
  }
}
