package vn.loa.channel.mqtt;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is to be looked at when, so that a step costs what is due and not what is there. The hub's
 * lock guards it.
 */
final class Timetable<T> {

  private final Map<T, Long> times = new HashMap<>();
  private final PriorityQueue<Entry<T>> entries =
      new PriorityQueue<>((one, other) -> Long.signum(one.nanos() - other.nanos()));

  private record Entry<T>(T what, long nanos) {}

  /** Looks at it then, on the ticker, or sooner if that was to be. */
  void put(T what, long nanos) {
    Long known = times.get(what);
    if (known == null || nanos - known < 0) {
      times.put(what, nanos);
      entries.add(new Entry<>(what, nanos));
    }
  }

  /** The next whose time has come, taken out; null when there is none. */
  @Nullable T due(long nanos) {
    Entry<T> next = next();
    if (next == null || next.nanos() - nanos > 0) {
      return null;
    }
    entries.remove();
    times.remove(next.what());
    return next.what();
  }

  /** When the next is due, or {@code latest} if that is sooner. */
  long next(long latest) {
    Entry<T> next = next();
    return next == null || latest - next.nanos() < 0 ? latest : next.nanos();
  }

  int size() {
    return times.size();
  }

  /** Leaves out what was moved forward since. */
  private @Nullable Entry<T> next() {
    Entry<T> next = entries.peek();
    while (next != null && !Long.valueOf(next.nanos()).equals(times.get(next.what()))) {
      entries.remove();
      next = entries.peek();
    }
    return next;
  }
}
