package vn.loa.bench.dispatch;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import vn.loa.channel.Audience;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.Account;
import vn.loa.dispatch.ChannelSettings;
import vn.loa.dispatch.Dispatcher;

/**
 * How near a dispatcher keeps to the rate of an account: the most submits in any second, wherever
 * it begins, and how much of the contract is used. Then again with an operator that takes a quarter
 * of the rate for five seconds: how long until 95 % of it is used again.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am -Drun="Pacing 2000 60"</pre>
 *
 * <p>The arguments are deliveries per second, and seconds.
 */
public final class Pacing {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long SLOW_FOR = 5 * SECOND;
  private static final int SLOWER = 4;
  private static final int WINDOW = 1_000;
  private static final Outcome THROTTLED =
      new Outcome.Retry(new Reason("ESME_RTHROTTLED", "more was sent than the operator allows"));

  private final int rate;
  private final int seconds;

  /** Of each submit, also of those that were throttled. */
  private final long[] times;

  private int submits;

  /** When the operator becomes slow; {@code Long.MAX_VALUE} if never. */
  private final long slowFrom;

  /** The second of a slow operator, and what it took in it. */
  private long second;

  private int taken;
  private int throttled;

  private Pacing(int rate, int seconds, boolean slow) {
    this.rate = rate;
    this.seconds = seconds;
    this.times = new long[rate * (seconds + 5)];
    this.slowFrom = slow ? seconds * SECOND / 3 : Long.MAX_VALUE;
  }

  public static void main(String[] arguments) throws InterruptedException {
    int rate = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
    Pacing steady = new Pacing(rate, seconds, false);
    steady.run();
    steady.printUse();
    Pacing slow = new Pacing(rate, seconds, true);
    slow.run();
    slow.printRecovery();
  }

  private void run() throws InterruptedException {
    Account account = Account.of("operator", rate);
    try (Dispatcher dispatcher =
        Dispatcher.builder()
            .channel(
                new FakeOperator(WINDOW, message -> take()),
                ChannelSettings.builder().account(account).build())
            .build()) {
      LongStream phones = LongStream.range(0, times.length).map(i -> Work.phone((int) i));
      dispatcher.start(Notices.of(Urgency.ROUTINE), Audience.phones("city", phones));
      awaitEnd();
      dispatcher.close(Duration.ZERO);
    }
  }

  private synchronized void awaitEnd() throws InterruptedException {
    while (submits == 0 || times[submits - 1] - times[0] < seconds * SECOND) {
      wait(100);
    }
  }

  private synchronized Outcome take() {
    if (submits == times.length) {
      return THROTTLED;
    }
    long now = System.nanoTime();
    times[submits++] = now;
    return isTooMuch(now - times[0]) ? THROTTLED : FakeOperator.SENT;
  }

  private boolean isTooMuch(long since) {
    if (since < slowFrom || since >= slowFrom + SLOW_FOR) {
      return false;
    }
    if (since / SECOND != second) {
      second = since / SECOND;
      taken = 0;
    }
    boolean tooMuch = taken >= rate / SLOWER;
    taken += tooMuch ? 0 : 1;
    throttled += tooMuch ? 1 : 0;
    return tooMuch;
  }

  private synchronized void printUse() {
    double lasted = (times[submits - 1] - times[0]) / (double) SECOND;
    System.out.printf(
        Locale.ROOT,
        "contract %d/s for %.0f s: %d submits, most in any second %d, used %.2f %%%n",
        rate,
        lasted,
        submits,
        worst(),
        100.0 * (submits - 1) / lasted / rate);
  }

  private synchronized void printRecovery() {
    System.out.printf(
        Locale.ROOT,
        "an operator that takes %d/s for 5 s: %d throttled, most in any second %d,"
            + " 95 %% again after %.2f s%n",
        rate / SLOWER,
        throttled,
        worst(),
        recovered() / (double) SECOND);
  }

  /** Most submits in any half-open second. */
  private int worst() {
    int worst = 0;
    int from = 0;
    for (int to = 0; to < submits; to++) {
      while (times[to] - times[from] >= SECOND) {
        from++;
      }
      worst = Math.max(worst, to - from + 1);
    }
    return worst;
  }

  /** From the end of the slowness to the start of the first second that has 95 % of the rate. */
  private long recovered() {
    long end = times[0] + slowFrom + SLOW_FOR;
    int wanted = (int) Math.ceil(rate * 0.95);
    for (int from = 0; from + wanted <= submits; from++) {
      if (times[from] >= end && times[from + wanted - 1] - times[from] < SECOND) {
        return times[from] - end;
      }
    }
    throw new IllegalStateException("never, in " + seconds + " s: measure for longer");
  }
}
