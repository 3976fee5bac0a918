package vn.loa.dispatch.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;

/**
 * Receipts that came before their reference was recorded, the oldest first. They wait for a time,
 * and there is room for so many only: an operator that sends receipts of somebody else's messages
 * must not fill the memory.
 */
final class WaitingReceipts {

  private final Duration keep;
  private final int most;
  private final Map<Key, Waiting> oldestFirst = new LinkedHashMap<>();
  private final Map<String, Long> perChannel = new HashMap<>();

  /** What it waits for. */
  record Key(String channel, long number, @Nullable String text) {}

  /**
   * @param from whom it is about, or null
   */
  record Waiting(Receipt receipt, @Nullable Address from, Instant since) {}

  WaitingReceipts(Duration keep, int most) {
    this.keep = keep;
    this.most = most;
  }

  boolean isEmpty() {
    return oldestFirst.isEmpty();
  }

  boolean contains(Key key) {
    return oldestFirst.containsKey(key);
  }

  void add(Key key, Waiting waiting) {
    if (oldestFirst.put(key, waiting) == null) {
      perChannel.merge(key.channel(), 1L, Long::sum);
    }
  }

  /** Takes it out; null where none waits. */
  @Nullable Waiting remove(Key key) {
    Waiting waiting = oldestFirst.remove(key);
    if (waiting != null) {
      perChannel.merge(key.channel(), -1L, Long::sum);
    }
    return waiting;
  }

  /** The oldest, if its time is up or another needs its room; else null. */
  @Nullable Key due(Instant now) {
    Iterator<Map.Entry<Key, Waiting>> oldest = oldestFirst.entrySet().iterator();
    if (!oldest.hasNext()) {
      return null;
    }
    Map.Entry<Key, Waiting> first = oldest.next();
    boolean late = first.getValue().since().plus(keep).isBefore(now);
    return late || oldestFirst.size() > most ? first.getKey() : null;
  }

  /** By channel, in the order of their names; only those that have some. */
  Map<String, Long> perChannel() {
    Map<String, Long> some = new TreeMap<>(perChannel);
    some.values().removeIf(count -> count == 0);
    return some;
  }
}
