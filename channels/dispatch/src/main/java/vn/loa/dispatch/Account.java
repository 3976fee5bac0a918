package vn.loa.dispatch;

import java.time.Duration;

/**
 * An account with an operator, and what all channels that use it together may send.
 *
 * <p>In no second, wherever it begins, more goes out than the whole deliveries of the rate: of 2.5
 * per second, 2. A rate below 1 spaces deliveries evenly: of 0.5 per second, one each 2 s at most.
 * When the operator answers that it was too much, the account slows down by itself, to a ninth of
 * the rate at least, and is back within 10 s.
 *
 * <p>What goes out is what {@link vn.loa.channel.Channel#submit} has handed over when it returns,
 * however long that takes. A channel that hands over to threads of its own, as the one for SMPP
 * does, may be later still by what they take to wake up; the account cannot see that.
 *
 * <p>Dispatchers that share a store share their accounts, too, which they know by their names: all
 * of them together keep the rate. One that has nothing to send leaves the others all but a fiftieth
 * of it, and gets its part within two seconds when it has.
 *
 * <p>Safe for use by several threads.
 */
public final class Account {

  private static final double MOST = 1_000_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** So that shares do not go to and fro with every pause. */
  private static final long WANTED_FOR = 5_000_000_000L;

  /** When to look again where others have all of it. */
  private static final long UNTIL_LENT = 50_000_000;

  /** Seconds that whoever sends may wake too late, and still send everything. */
  private static final double CATCH_UP = 0.05;

  private final String name;

  /** As it was given; 0 when it follows from the rate. */
  private final int burst;

  private final Pacer pacer;
  private double contract;

  /** Whether others use the same account, and this has a share of it, for a time. */
  private boolean shared;

  private int share;
  private long shareEnds;
  private boolean wanted;
  private boolean everWanted;
  private long wantedAt;

  private Account(String name, double perSecond, int burst) {
    this.name = name;
    this.burst = burst;
    this.contract = perSecond;
    this.pacer = new Pacer(checked(name, perSecond), burst(perSecond));
  }

  /**
   * An account whose burst is what comes in 50 ms, and at least 1.
   *
   * @param name for messages and reports; not blank
   * @param perSecond deliveries per second by contract, more than 0, at most 1,000,000; fractions
   *     count
   * @throws IllegalArgumentException if either is not so
   */
  public static Account of(String name, double perSecond) {
    return new Account(named(name), perSecond, 0);
  }

  /**
   * As {@link #of(String, double)}.
   *
   * @param burst how many deliveries may run ahead of an even spacing, after a pause or because
   *     their thread woke late; at least 1. With less than 40 ms worth of the rate, a busy machine
   *     does not use all of it. Does not matter to a rate below 1
   */
  public static Account of(String name, double perSecond, int burst) {
    if (burst < 1) {
      throw new IllegalArgumentException(
          "account \"" + name + "\": the burst must be at least 1 but was " + burst);
    }
    return new Account(named(name), perSecond, burst);
  }

  public String name() {
    return name;
  }

  /** Deliveries per second by contract, as it stands now. */
  public synchronized double rate() {
    return contract;
  }

  /**
   * Changes the rate by contract. A lower one holds at once: what went out in the last second
   * counts against it.
   *
   * @throws IllegalArgumentException as {@link #of(String, double)}
   */
  public synchronized void rate(double perSecond) {
    contract = checked(name, perSecond);
    pace();
  }

  private void pace() {
    double usable = shared && share > 0 && share < units() ? share : contract;
    pacer.change(usable, burst(usable));
  }

  /** What may be shared of it: deliveries a second, or 1 where the rate is less. */
  synchronized int units() {
    return Math.max(1, (int) contract);
  }

  /** How long units rest between two that use them. */
  synchronized Duration apart() {
    return contract < 1 ? Duration.ofMillis((long) Math.ceil(1_000 / contract)) : SECOND;
  }

  /** From here on others use it too: so much of it may be used here, until an instant. */
  synchronized void share(int units, long until) {
    shared = true;
    share = units;
    shareEnds = until;
    pace();
  }

  /** Units that may be used here. */
  synchronized int share() {
    return shared ? share : units();
  }

  /** Whether somebody asked for a permit not long ago. */
  synchronized boolean isWanted(long nanos) {
    if (wanted) {
      everWanted = true;
      wantedAt = nanos;
      wanted = false;
    }
    return everWanted && nanos - wantedAt < WANTED_FOR;
  }

  private synchronized boolean isLent(int permits, long nanos) {
    wanted |= permits > 0;
    return !shared || (share > 0 && shareEnds - nanos > 0);
  }

  /** The name and the rate. */
  @Override
  public String toString() {
    return name + " (" + rate() + "/s)";
  }

  /**
   * How many may go out now, 0 to {@code permits}; they are taken, and on their way until the same
   * number is told to {@link #went} or {@link #giveBack}.
   *
   * @param nanos not later than any of them is on the wire
   */
  int take(int permits, long nanos) {
    return isLent(permits, nanos) ? pacer.take(permits, nanos) : 0;
  }

  /**
   * What was taken has gone out.
   *
   * @param nanos not before any of them was on the wire
   */
  void went(int permits, long nanos) {
    pacer.went(permits, nanos);
  }

  /** What was taken does not go out. */
  void giveBack(int permits) {
    pacer.giveBack(permits);
  }

  /** When {@link #take} may give something; {@code nanos} itself if at once. */
  long nextAt(long nanos) {
    return isLent(0, nanos) ? pacer.nextAt(nanos) : nanos + UNTIL_LENT;
  }

  /** The operator said that it was too much. */
  void throttled(long nanos) {
    pacer.throttled(nanos);
  }

  private int burst(double perSecond) {
    return burst > 0 ? burst : (int) Math.max(1, Math.ceil(perSecond * CATCH_UP));
  }

  private static String named(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("an account needs a name: the operator's, for instance");
    }
    return name;
  }

  private static double checked(String name, double perSecond) {
    if (!(perSecond > 0 && perSecond <= MOST)) {
      throw new IllegalArgumentException(
          "account \""
              + name
              + "\": the rate must be more than 0 and at most 1000000 per second but was "
              + perSecond);
    }
    return perSecond;
  }
}
