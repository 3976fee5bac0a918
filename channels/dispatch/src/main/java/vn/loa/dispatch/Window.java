package vn.loa.dispatch;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Limits;

/**
 * How many deliveries of a channel may be unanswered: no more than it takes, and than its rate and
 * round trip need. Whatever is unanswered when something breaks is in doubt, so twice of what is
 * under way at the contract's rate has to do.
 *
 * <p>Round trips are sampled, one delivery at a time; the median of the latest counts. The worker's
 * monitor guards it.
 */
final class Window {

  private static final int SAMPLES = 15;
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Quicker answers than this would make the window follow the moods of the scheduler. */
  private static final long SHORTEST = Duration.ofMillis(20).toNanos();

  private static final long GIVEN_UP_AFTER = Duration.ofSeconds(10).toNanos();

  private final Limits limits;
  private final @Nullable Account account;
  private final long[] roundTrips = new long[SAMPLES];
  private final long[] sorted = new long[SAMPLES];
  private int samples;
  private long median;
  private boolean sampling;
  private long sampled;
  private long since;

  /**
   * @param account null when nothing limits the rate: then the window is the channel's own
   */
  Window(Limits limits, @Nullable Account account) {
    this.limits = limits;
    this.account = account;
  }

  int size() {
    if (account == null) {
      return limits.window();
    }
    double needed = Math.ceil(2 * account.rate() * Math.max(median, SHORTEST) / SECOND);
    return (int) Math.min(needed, limits.window());
  }

  /** A batch goes out. To be told before it does: an answer may be quicker than the call. */
  void submitted(long firstToken, long nanos) {
    if (!sampling || nanos - since >= GIVEN_UP_AFTER) {
      sampling = true;
      sampled = firstToken;
      since = nanos;
    }
  }

  /** An answer came. */
  void answered(long token, long nanos) {
    if (sampling && token == sampled) {
      sampling = false;
      roundTrips[samples % SAMPLES] = nanos - since;
      samples++;
      median = median();
    }
  }

  private long median() {
    int size = Math.min(samples, SAMPLES);
    System.arraycopy(roundTrips, 0, sorted, 0, size);
    Arrays.sort(sorted, 0, size);
    return sorted[size / 2];
  }
}
