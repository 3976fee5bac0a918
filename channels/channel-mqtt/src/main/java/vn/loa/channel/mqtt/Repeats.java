package vn.loa.channel.mqtt;

import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be told a single device again. Each waits in the queue once at most, whatever the
 * device asks for, and what left a moment ago is remembered. The hub's lock guards it.
 */
final class Repeats {

  private static final long REST = Duration.ofSeconds(1).toNanos();

  private final Set<Repeat> waiting = new HashSet<>();
  private final Map<Repeat, Long> left = new LinkedHashMap<>();

  /**
   * @param announcement null for what time it is
   */
  record Repeat(@Nullable Announcement announcement, Device device) {}

  /** It is in the queue from here on. */
  void waits(Repeat repeat) {
    waiting.add(repeat);
  }

  boolean isWaiting(Repeat repeat) {
    return waiting.contains(repeat);
  }

  /** Its turn has come. */
  void leaves(Repeat repeat, long nanos) {
    waiting.remove(repeat);
    left.remove(repeat);
    left.put(repeat, nanos);
  }

  /** Whether it left less than a second ago. */
  boolean isFresh(Repeat repeat, long nanos) {
    Iterator<Long> oldestFirst = left.values().iterator();
    while (oldestFirst.hasNext() && nanos - oldestFirst.next() >= REST) {
      oldestFirst.remove();
    }
    return left.containsKey(repeat);
  }

  /** The queue was emptied. */
  void clear() {
    waiting.clear();
  }
}
