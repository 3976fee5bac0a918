package vn.loa.dispatch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Channel;
import vn.loa.channel.Idempotency;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.ReferenceCodec;
import vn.loa.channel.Time;
import vn.loa.dispatch.Breaches.Kind;
import vn.loa.dispatch.Doubts.Doubt;
import vn.loa.dispatch.OpenLease.Place;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.DeliveryRow;

/**
 * What is on a channel's wire, and what comes back from there: each answer is noted in the lease of
 * its delivery, as the operator's {@link RetryRules} read it. A channel that only puts off, or says
 * nothing, is unavailable in the end; one whose account is refused is paused. A delivery in doubt
 * waits for a late answer or a receipt, and then for the policy of its campaign's lane.
 *
 * <p>Answers come from any thread and cost no object. The worker's monitor, which is given, guards
 * what is here; a method that does not take it is called under it.
 */
final class Answers {

  private static final System.Logger LOG = System.getLogger(Answers.class.getName());
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;

  /** Far enough, and safe to add to. */
  private static final long FAR = Long.MAX_VALUE / 4;

  private final Object monitor;
  private final Settings settings;
  private final Time time;
  private final String name;
  private final @Nullable Account account;
  private final RetryRules rules;
  private final ReferenceCodec codec;
  private final boolean sendsAgainFreely;
  private final long answerWithin;
  private final long longestPause;
  private final Window window;
  private final Slots slots;
  private final Breaches breaches;
  private final Settlements settlements;
  private final Hooks hooks;
  private final Doubts doubts = new Doubts();
  private final long started;
  private int wire;
  private volatile @Nullable Reason paused;
  private long restUntil;
  private long overdueAt;

  /** How often in a row the way was found closed, since it was last open. */
  private int looks;

  /** Since when nothing but "later" or nothing at all is answered; read by other workers. */
  private volatile long badSince;

  private volatile long badSeen;

  private volatile boolean bad;

  /** What the worker hears. */
  interface Hooks {

    /** Under the monitor: there is an answer. */
    void answered();

    /** The account was refused. */
    void paused(Reason reason);

    /** A doubt of this campaign is held. */
    void decided(Course course);
  }

  Answers(
      Object monitor,
      Channel channel,
      ChannelSettings channelSettings,
      Settings settings,
      Window window,
      Slots slots,
      Breaches breaches,
      Settlements settlements,
      Hooks hooks) {
    this.monitor = monitor;
    this.settings = settings;
    this.time = settings.time();
    this.name = channel.name();
    this.account = channelSettings.account();
    this.rules = channelSettings.retry();
    this.codec = channelSettings.references();
    this.sendsAgainFreely = channel.idempotency() != Idempotency.NONE;
    this.answerWithin = Durations.nanos(channelSettings.answerWithin());
    this.window = window;
    this.slots = slots;
    this.breaches = breaches;
    this.settlements = settlements;
    this.hooks = hooks;
    this.longestPause = rules.pauseMillis(rules.attempts(), 0) * MILLI;
    this.started = time.nanos();
    this.restUntil = started;
    this.overdueAt = started + FAR;
  }

  /** How many are on the wire. */
  int wire() {
    return wire;
  }

  /** Why nothing may be submitted; null when it may. */
  @Nullable Reason paused() {
    return paused;
  }

  /** Whether the way was closed just now, or an operator without an account too busy. */
  boolean isResting(long nanos) {
    return restUntil - nanos > 0;
  }

  /** Whether the way was closed when it was last tried: one batch tries it again. */
  boolean isAway() {
    return looks > 0;
  }

  /** Goes on after a pause; whether there was one. */
  boolean resume() {
    if (paused == null) {
      return false;
    }
    paused = null;
    reached();
    return true;
  }

  /** Whether it has taken nothing for longer than others wait. Takes no monitor, and needs none. */
  boolean isUnavailable() {
    long nanos = time.nanos();
    return bad
        && nanos - badSince > Durations.nanos(settings.fallbackAfter())
        && (paused != null || !isForgotten(nanos));
  }

  /** Whether nobody has tried it for so long that what was bad then says nothing of now. */
  private boolean isForgotten(long nanos) {
    return nanos - badSeen > Durations.nanos(settings.fallbackAfter()) + longestPause;
  }

  /** When to look again unasked, from now. */
  long untilLook(long nanos) {
    long wait = doubts.nextDue(nanos + FAR) - nanos;
    wait = Math.min(wait, wire == 0 ? FAR : overdueAt - nanos);
    return Math.min(wait, isResting(nanos) ? restUntil - nanos : FAR);
  }

  /** These go out now. */
  void submitted(OpenLease lease, short[] picks, long nanos) {
    int at = tenths(nanos);
    for (short index : picks) {
      lease.submit(index, at);
    }
    wire += picks.length;
    window.submitted(lease.firstToken() + picks[0], nanos);
    overdueAt = Math.min(overdueAt, nanos + answerWithin);
  }

  /** Of a lease that is lost: whatever is on the wire is in doubt, as the store says by itself. */
  void lose(OpenLease lease) {
    for (int index = 0; index < lease.size(); index++) {
      if (lease.place(index) == Place.WIRE) {
        wire--;
        doubt(lease, index, null);
      }
    }
  }

  /** From any thread, also before {@code submit} returns. */
  void answer(long token, @Nullable Outcome said) {
    if (said == null) {
      breaches.note(Kind.NOTHING);
    }
    Outcome outcome =
        said == null ? new Outcome.InDoubt(new Reason("NOTHING", "the answer was empty")) : said;
    if (!mayHaveGoneOut(outcome)) {
      tellRulesUnsent(token);
    }
    Reason fatal = null;
    synchronized (monitor) {
      OpenLease lease = slots.find(token);
      int index = Slots.index(token);
      Reason before = paused;
      if (lease == null) {
        answerLate(token, outcome);
      } else if (lease.place(index) == Place.WIRE) {
        if (account != null) {
          window.answered(token, time.nanos());
        }
        answer(lease, index, outcome);
      } else if (lease.place(index) == Place.DOUBT && outcome.kind() != Outcome.Kind.IN_DOUBT) {
        doubts.remove(token);
        lease.move(index, Place.GONE);
        noteLate(lease.pending(), index, outcome, lease.attempts(index));
        lease.noted(time);
      } else {
        breaches.note(Kind.TWICE);
      }
      hooks.answered();
      fatal = before == null ? paused : null;
    }
    if (fatal != null) {
      sayPaused(fatal);
    }
  }

  private static boolean mayHaveGoneOut(Outcome outcome) {
    return outcome.kind() == Outcome.Kind.SENT || outcome.kind() == Outcome.Kind.IN_DOUBT;
  }

  /** Before its turn can come again, and outside of the monitor, as all that rules are told. */
  private void tellRulesUnsent(long token) {
    OpenLease lease;
    int index = Slots.index(token);
    synchronized (monitor) {
      lease = slots.find(token);
      if (lease == null || lease.place(index) != Place.WIRE) {
        return;
      }
    }
    Gate gate = lease.turn().course().gate();
    if (!gate.isOpen()) {
      gate.unsent(lease.lease().recipients().get(index));
    }
  }

  private void sayPaused(Reason reason) {
    LOG.log(
        System.Logger.Level.ERROR,
        name
            + ": paused, because the account was refused ("
            + reason
            + "); mend it, then resume the channel");
    hooks.paused(reason);
  }

  /** Under the monitor; the delivery is on the wire. */
  private void answer(OpenLease lease, int index, Outcome outcome) {
    wire--;
    switch (outcome.kind()) {
      case SENT -> {
        reached();
        lease.move(index, Place.GONE);
        noteSent(lease.pending(), index, ((Outcome.Sent) outcome).reference());
      }
      case REFUSED -> treat(lease, index, outcome.kind(), ((Outcome.Refused) outcome).reason());
      case RETRY -> treat(lease, index, outcome.kind(), ((Outcome.Retry) outcome).reason());
      case EXPIRED -> {
        lease.move(index, Place.GONE);
        lease.pending().plainly(index, Changes.Kind.EXPIRED);
      }
      case IN_DOUBT -> {
        Reason reason = ((Outcome.InDoubt) outcome).reason();
        lease.pending().because(index, Changes.Kind.IN_DOUBT, reason);
        doubt(lease, index, reason);
      }
    }
    lease.noted(time);
  }

  private void noteSent(Changes changes, int index, String reference) {
    long number = codec.answer(reference);
    if (number == Changes.NO_NUMBER) {
      changes.sent(index, codec.answerText(reference));
    } else {
      changes.sent(index, number);
    }
  }

  private void treat(OpenLease lease, int index, Outcome.Kind answer, Reason reason) {
    long nanos = time.nanos();
    switch (rules.treat(answer, reason)) {
      case REFUSE -> {
        reached();
        giveUp(lease, index, Changes.Kind.REFUSED, reason);
      }
      case RETRY -> {
        looks = 0;
        turnBad(nanos);
        retry(lease, index, reason, nanos);
      }
      case THROTTLE -> {
        looks = 0;
        lease.putBack(index);
        slowDown(nanos);
      }
      case UNAVAILABLE -> {
        lease.putBack(index);
        turnBad(nanos);
        rest(nanos);
      }
      case FATAL -> {
        lease.putBack(index);
        turnBad(nanos);
        paused = paused == null ? reason : paused;
      }
    }
  }

  /** The next channel's, if the campaign has one. */
  private void giveUp(OpenLease lease, int index, Changes.Kind kind, Reason reason) {
    boolean last = lease.turn().route() + 1 == lease.turn().course().record().channels().size();
    lease.move(index, Place.GONE);
    lease.pending().because(index, last ? kind : Changes.Kind.NEXT_ROUTE, reason);
  }

  private void retry(OpenLease lease, int index, Reason reason, long nanos) {
    int made = lease.attempts(index);
    if (made >= rules.attempts()) {
      giveUp(lease, index, Changes.Kind.DEAD, reason);
      return;
    }
    long pause = rules.pauseMillis(made, settings.dice());
    lease.pending().until(index, Changes.Kind.RETRY, time.instant().toEpochMilli() + pause, reason);
    lease.putOff(index, nanos + pause * MILLI);
  }

  /** An account slows down by itself; a channel without one rests. */
  private void slowDown(long nanos) {
    if (account == null) {
      restUntil = nanos + rules.pauseMillis(1, settings.dice()) * MILLI;
    } else {
      account.throttled(nanos);
    }
  }

  /** Once for all that was on the wire: what comes back while it rests says nothing new. */
  private void rest(long nanos) {
    if (!isResting(nanos)) {
      looks++;
      restUntil = nanos + rules.restMillis(looks, settings.dice()) * MILLI;
    }
  }

  private void reached() {
    looks = 0;
    bad = false;
  }

  private void turnBad(long nanos) {
    if (!bad || isForgotten(nanos)) {
      badSince = nanos;
    }
    badSeen = nanos;
    bad = true;
  }

  private void doubt(OpenLease lease, int index, @Nullable Reason reason) {
    lease.move(index, Place.DOUBT);
    Turn turn = lease.turn();
    int attempts = lease.attempts(index);
    boolean undecided = maySendAgain(attempts, lease.isAgain(index), reason);
    doubts.add(
        lease.firstToken() + index,
        new Doubt(turn.course(), turn.route(), lease.lease().chunk(), index, attempts, undecided),
        time.nanos() + Durations.nanos(settings.doubtPatience()));
  }

  /** Its lease is not open any more. */
  private void answerLate(long token, Outcome outcome) {
    Doubt doubt = outcome.kind() == Outcome.Kind.IN_DOUBT ? null : doubts.remove(token);
    if (doubt == null) {
      breaches.note(Kind.UNKNOWN);
      return;
    }
    Changes changes = new Changes();
    noteLate(changes, doubt.index(), outcome, doubt.attempts());
    settlements.add(doubt.course(), doubt.chunk(), changes);
  }

  /** What is certain by now of a delivery that was in doubt; it is never passed on. */
  private void noteLate(Changes changes, int index, Outcome outcome, int attempts) {
    switch (outcome.kind()) {
      case SENT -> noteSent(changes, index, ((Outcome.Sent) outcome).reference());
      case REFUSED ->
          noteUnsent(
              changes, index, outcome.kind(), ((Outcome.Refused) outcome).reason(), attempts);
      case EXPIRED -> changes.plainly(index, Changes.Kind.EXPIRED);
      case RETRY ->
          noteUnsent(changes, index, outcome.kind(), ((Outcome.Retry) outcome).reason(), attempts);
      case IN_DOUBT -> throw new IllegalArgumentException("that is known already");
    }
  }

  private void noteUnsent(
      Changes changes, int index, Outcome.Kind answer, Reason reason, int attempts) {
    switch (rules.treat(answer, reason)) {
      case REFUSE -> changes.because(index, Changes.Kind.REFUSED, reason);
      case RETRY -> noteRetry(changes, index, reason, attempts);
      case THROTTLE, UNAVAILABLE, FATAL -> changes.plainly(index, Changes.Kind.RETURNED);
    }
  }

  private void noteRetry(Changes changes, int index, Reason reason, int attempts) {
    if (attempts >= rules.attempts()) {
      changes.because(index, Changes.Kind.DEAD, reason);
      return;
    }
    long pause = rules.pauseMillis(Math.max(1, attempts), settings.dice());
    changes.until(index, Changes.Kind.RETRY, time.instant().toEpochMilli() + pause, reason);
  }

  /** What has had no answer for too long is in doubt; whether there was a reason to look. */
  boolean giveUp(List<OpenLease> open, long nanos) {
    synchronized (monitor) {
      if (wire == 0 || overdueAt - nanos > 0) {
        return false;
      }
      overdueAt = nanos + FAR;
      for (OpenLease lease : open) {
        giveUp(lease, nanos);
      }
      return true;
    }
  }

  private void giveUp(OpenLease lease, long nanos) {
    for (int index = 0; index < lease.size() && lease.count(Place.WIRE) > 0; index++) {
      if (lease.place(index) != Place.WIRE) {
        continue;
      }
      long due = started + lease.submittedAt(index) * (SECOND / 10) + answerWithin;
      if (due - nanos > 0) {
        overdueAt = Math.min(overdueAt, due);
      } else {
        breaches.note(Kind.NEVER);
        turnBad(nanos);
        answer(lease, index, new Outcome.InDoubt(noAnswer()));
      }
    }
  }

  private Reason noAnswer() {
    return new Reason("NO_ANSWER", name + " did not answer in " + answerWithin / SECOND + " s");
  }

  /** Those of a batch that are not answered are in doubt. */
  void doubtAll(OpenLease lease, short[] picks, Reason reason) {
    synchronized (monitor) {
      for (short index : picks) {
        if (lease.place(index) == Place.WIRE) {
          answer(lease, index, new Outcome.InDoubt(reason));
        }
      }
    }
  }

  /** Whatever has no answer now gets none. */
  void doubtAll(List<OpenLease> open) {
    Reason closed = new Reason("CLOSED", "the dispatcher was closed before the answer came");
    synchronized (monitor) {
      for (OpenLease lease : open) {
        for (int index = 0; index < lease.size(); index++) {
          if (lease.place(index) == Place.WIRE) {
            answer(lease, index, new Outcome.InDoubt(closed));
          }
        }
      }
      hooks.answered();
    }
  }

  /** Deliveries in doubt whose patience has ended are sent again, or held. */
  boolean decide(long nanos) {
    List<Doubt> due;
    synchronized (monitor) {
      due = doubts.due(nanos);
    }
    due.forEach(doubt -> decide(doubt));
    return !due.isEmpty();
  }

  private void decide(Doubt doubt) {
    if (sendsAgain(doubt.course(), doubt.route())) {
      Changes again = new Changes();
      again.plainly(doubt.index(), Changes.Kind.SEND_AGAIN);
      settlements.add(doubt.course(), doubt.chunk(), again, () -> decided(doubt));
    } else {
      decided(doubt);
      hooks.decided(doubt.course());
    }
  }

  private static void decided(Doubt doubt) {
    doubt.course().undecided(doubt.route(), -1);
  }

  /** Whether deliveries of a campaign will be sent again: not what would only expire then. */
  boolean sendsAgain(Course course, int route) {
    return course.undecided(route) > 0
        && !course.gate().isLate(time.instant())
        && (sendsAgainFreely || settings.sendsAgain(course.urgency()));
  }

  /**
   * A line that broke says nothing of a delivery: where a second time is harmless, it is no end.
   */
  private boolean maySendAgain(int attempts, boolean again, @Nullable Reason reason) {
    return sendsAgainFreely ? attempts < rules.attempts() || isBreak(reason) : !again;
  }

  private boolean isBreak(@Nullable Reason reason) {
    return reason != null
        && rules.treat(Outcome.Kind.IN_DOUBT, reason) == RetryRules.Treatment.UNAVAILABLE;
  }

  /** Tenths of a second since this worker was made: fits an {@code int} for years. */
  private int tenths(long nanos) {
    return (int) ((nanos - started) / (SECOND / 10));
  }

  /** A delivery that another process left in doubt; one that is known here stays as it is. */
  void adopt(Course course, DeliveryRow row) {
    boolean undecided = maySendAgain(row.attempts(), row.again(), row.reason());
    Doubt doubt =
        new Doubt(course, row.route(), row.chunk(), row.index(), row.attempts(), undecided);
    synchronized (monitor) {
      doubts.add(doubt, time.nanos() + Durations.nanos(settings.doubtPatience()));
    }
  }
}
