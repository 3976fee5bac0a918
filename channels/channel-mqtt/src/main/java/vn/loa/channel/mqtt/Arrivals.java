package vn.loa.channel.mqtt;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What came from the broker and was not read yet: so many messages and octets that a city's storm
 * fits, and no more. Safe for use by several threads.
 */
final class Arrivals {

  private static final int MOST = 200_000;
  private static final long MOST_OCTETS = 64L << 20;

  private final Queue<Arrival> queue = new ArrayDeque<>();
  private long octets;

  /** One message as it came. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Arrival(String topic, byte[] payload, boolean retained) {}

  /** Whether there was room for it. */
  synchronized boolean offer(Arrival arrival) {
    if (queue.size() == MOST || octets + arrival.payload().length > MOST_OCTETS) {
      return false;
    }
    octets += arrival.payload().length;
    return queue.add(arrival);
  }

  synchronized @Nullable Arrival poll() {
    Arrival next = queue.poll();
    if (next != null) {
      octets -= next.payload().length;
    }
    return next;
  }

  synchronized boolean isEmpty() {
    return queue.isEmpty();
  }
}
