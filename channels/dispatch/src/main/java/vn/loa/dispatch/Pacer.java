package vn.loa.dispatch;

import java.util.concurrent.TimeUnit;

/**
 * When the permits of one account come. Three things decide, and the strictest wins:
 *
 * <ul>
 *   <li><b>Spacing.</b> Permits come evenly, as the generic cell rate algorithm hands them out
 *       (ITU-T I.371, Annex A; here as its other face, a leaky bucket of credit). Its tolerance is
 *       the burst: so many permits may be taken later than they came, and whoever wakes late loses
 *       none of them.
 *   <li><b>Share.</b> Of the rate by contract, what the operator lets through just now: cut by
 *       {@link #CUT} when it says that it was too much, at most once per {@link #HEED_AFTER}, and
 *       growing by {@link #GROWTH} of the contract per second (additive increase, multiplicative
 *       decrease). So it is never less than 0.117, where growth makes up for the cuts, and within
 *       10 s of the last cut it is whole again.
 *   <li><b>The last second.</b> A ring remembers what went out in each millisecond, and no second,
 *       wherever it begins, gets more than the whole permits of the rate. The millisecond that is
 *       only half in that second counts in full, which costs a thousandth of the rate.
 * </ul>
 *
 * <p>Between a permit and its bytes on the wire a thread may be held up for as long as it likes. So
 * a permit is on its way from {@link #take} until {@link #went}, and counts all that time as if it
 * went out just now. Then no second on the wire gets too much: of what is in it, look at the one
 * taken last; when it was taken, each of the others was on its way, or had been told to have gone
 * less than a second before; so all of them were counted.
 *
 * <p>A rate below one per second has no whole permit in a second: there the spacing alone keeps it,
 * without any tolerance, from one that has gone to the next. Knows no clock: it is told the
 * nanoseconds of one, which may start anywhere and overflow; what lies before an instant told
 * earlier is taken for that instant.
 *
 * <p>Safe for use by several threads.
 */
final class Pacer {

  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long BUCKET = TimeUnit.MILLISECONDS.toNanos(1);

  /** A second, wherever in a millisecond it begins, touches so many of them. */
  private static final int BUCKETS = 1_001;

  private static final int RING = 1_024;

  private static final long HEED_AFTER = TimeUnit.MILLISECONDS.toNanos(500);
  private static final double CUT = 0.7;

  /** Of the contract, per second. */
  private static final double GROWTH = 0.1;

  /** What sums of doubles may lack of a whole permit. */
  private static final double ALMOST = 1e-6;

  private final int[] gone = new int[RING];
  private int inLastSecond;
  private int onTheirWay;
  private boolean started;
  private long origin;

  /** Since the origin, in nanoseconds; never back. */
  private long now;

  private double rate;
  private int burst;
  private double credit;
  private double share = 1;
  private long heededAt;

  Pacer(double rate, int burst) {
    this.rate = rate;
    this.burst = burst;
    this.credit = mostCredit();
  }

  synchronized double rate() {
    return rate;
  }

  synchronized void change(double rate, int burst) {
    this.rate = rate;
    this.burst = burst;
    this.credit = Math.min(credit, mostCredit());
  }

  /** Takes 0 to {@code wanted} permits, which are on their way from here on. */
  synchronized int take(int wanted, long nanos) {
    advance(nanos);
    int free = Math.min((int) (credit + ALMOST), mostInSecond() - inLastSecond - onTheirWay);
    int permits = Math.max(0, Math.min(wanted, free));
    credit -= permits;
    onTheirWay += permits;
    return permits;
  }

  /** So many of those on their way have gone out, at this instant at the latest. */
  synchronized void went(int permits, long nanos) {
    advance(nanos);
    int out = arrived(permits);
    count(bucket(now), out);
    if (rate < 1 && out > 0) {
      credit = Math.min(credit, 0);
    }
  }

  /** So many of those on their way do not go out. */
  synchronized void giveBack(int permits) {
    credit = Math.min(credit + arrived(permits), mostCredit());
  }

  private int arrived(int permits) {
    int some = Math.min(permits, onTheirWay);
    onTheirWay -= some;
    return some;
  }

  /** When a permit comes; {@code nanos} itself if one is there. */
  synchronized long nextAt(long nanos) {
    advance(nanos);
    return nanos + Math.max(untilCredit(), untilRoom());
  }

  synchronized void throttled(long nanos) {
    advance(nanos);
    if (share == 1 || now - heededAt >= HEED_AFTER) {
      share *= CUT;
      heededAt = now;
    }
    credit = Math.min(credit, 0);
  }

  private int mostInSecond() {
    return Math.max(1, (int) rate);
  }

  private double mostCredit() {
    return rate < 1 ? 1 : 1.0 + burst;
  }

  private void advance(long nanos) {
    if (!started) {
      started = true;
      origin = nanos;
    }
    long later = nanos - origin;
    if (later > now) {
      forget(bucket(later));
      earn((later - now) / SECOND);
      now = later;
    }
  }

  /** Empties what is no longer within a second of this bucket. */
  private void forget(long bucket) {
    long last = bucket(now);
    for (long b = Math.max(last + 1, bucket - RING + 1); b <= bucket; b++) {
      count(b - BUCKETS, -gone[slot(b - BUCKETS)]);
    }
  }

  private void earn(double seconds) {
    credit = Math.min(credit + rate * sharesIn(seconds), mostCredit());
    share = Math.min(share + GROWTH * seconds, 1);
  }

  /** The share summed up over the next so many seconds, growing meanwhile. */
  private double sharesIn(double seconds) {
    double growing = Math.min(seconds, (1 - share) / GROWTH);
    return growing * (share + GROWTH * growing / 2) + (seconds - growing);
  }

  /** Nanoseconds until a permit's credit is there: {@link #sharesIn} the other way round. */
  private long untilCredit() {
    double lacking = (1 - credit) / rate;
    if (lacking <= ALMOST / rate) {
      return 0;
    }
    double growing = (1 - share) / GROWTH;
    double meanwhile = sharesIn(growing);
    double seconds =
        lacking < meanwhile
            ? (Math.sqrt(share * share + 2 * GROWTH * lacking) - share) / GROWTH
            : growing + lacking - meanwhile;
    return (long) Math.ceil(seconds * SECOND);
  }

  /** Nanoseconds until the last second has room for a permit; what is on its way goes now. */
  private long untilRoom() {
    int tooMany = inLastSecond + onTheirWay - mostInSecond() + 1;
    long bucket = bucket(now) - BUCKETS;
    while (tooMany > 0 && bucket < bucket(now)) {
      bucket++;
      tooMany -= gone[slot(bucket)];
    }
    return Math.max(0, (bucket + BUCKETS) * BUCKET - now);
  }

  private void count(long bucket, int permits) {
    gone[slot(bucket)] += permits;
    inLastSecond += permits;
  }

  private static long bucket(long sinceOrigin) {
    return Math.floorDiv(sinceOrigin, BUCKET);
  }

  private static int slot(long bucket) {
    return (int) bucket & (RING - 1);
  }
}
