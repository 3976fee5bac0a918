package vn.loa.channel.mqtt;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Devices that came back and are to get what they missed, each once however often it came. One
 * alone gets it at once; after a storm they get it spread over as long as it takes to serve them
 * all, those who missed an emergency first. The hub's lock guards it.
 */
final class Returns {

  private static final long EACH = 500_000;
  private static final long EACH_URGENT = 50_000;

  private final Timetable<Device> waiting = new Timetable<>();
  private final RandomGenerator dice;

  Returns(RandomGenerator dice) {
    this.dice = dice;
  }

  void add(Device device, boolean urgent, long nanos) {
    long spread = waiting.size() * (urgent ? EACH_URGENT : EACH);
    waiting.put(device, nanos + (spread == 0 ? 0 : dice.nextLong(spread)));
  }

  /** The next whose time has come and who is still there; null when there is none. */
  @Nullable Device due(long nanos) {
    Device next = waiting.due(nanos);
    while (next != null && next.isOffline()) {
      next = waiting.due(nanos);
    }
    return next;
  }

  /** When the next is due, or {@code latest} if that is sooner. */
  long next(long latest) {
    return waiting.next(latest);
  }
}
