package vn.loa.dispatch;

import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Clearance;
import vn.loa.channel.Time;
import vn.loa.channel.Urgency;

/** What all parts of a dispatcher share. */
record Settings(
    Time time,
    @Nullable Clearance clearance,
    Map<Urgency, DoubtPolicy> doubt,
    Duration doubtPatience,
    Duration receiptsWithin,
    Duration fallbackAfter,
    Duration leasesHold,
    RandomGenerator random) {

  Settings {
    doubt = Map.copyOf(doubt);
  }

  boolean sendsAgain(Urgency urgency) {
    return doubt.getOrDefault(urgency, DoubtPolicy.HOLD) == DoubtPolicy.SEND_AGAIN;
  }

  /** 0 to 1, without 1; the generator may be one for a single thread. */
  double dice() {
    synchronized (random) {
      return random.nextDouble();
    }
  }

  /** A key that nobody else has. */
  String key() {
    synchronized (random) {
      return Long.toHexString(random.nextLong()) + "-" + Long.toHexString(random.nextLong());
    }
  }
}
