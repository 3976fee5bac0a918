package vn.loa.simulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a device still knows after its power was cut. */
final class DeviceMemory {

  private static final int IDS = 256;

  private final Map<String, Entry> ring = new LinkedHashMap<>();
  private long session;
  private long seq;
  private int volume;

  /**
   * @param order null once it has ended, and for what is obeyed at once
   * @param last null if nothing is reported of it
   */
  private record Entry(@Nullable Order order, @Nullable Report last) {}

  DeviceMemory(int volume) {
    this.volume = volume;
  }

  boolean knows(String id) {
    return ring.containsKey(id);
  }

  Optional<Report> last(String id) {
    return Optional.ofNullable(ring.get(id)).map(Entry::last);
  }

  /** Keeps that it has this, and is not done with it. */
  void has(Order order, Report report) {
    put(order.id(), new Entry(order, report));
  }

  /** Keeps that there is nothing more to do about this. */
  void ended(String id, @Nullable Report report) {
    put(id, new Entry(null, report));
  }

  /** In the order they came. */
  List<Order> unfinished() {
    List<Order> orders = new ArrayList<>();
    for (Entry entry : ring.values()) {
      Optional.ofNullable(entry.order()).ifPresent(orders::add);
    }
    return orders;
  }

  private void put(String id, Entry entry) {
    ring.put(id, entry);
    if (ring.size() > IDS) {
      forgetOne();
    }
  }

  private void forgetOne() {
    Iterator<Entry> oldestFirst = ring.values().iterator();
    while (oldestFirst.hasNext()) {
      if (oldestFirst.next().order() == null) {
        oldestFirst.remove();
        return;
      }
    }
  }

  long nextSession() {
    return ++session;
  }

  long session() {
    return session;
  }

  long nextSeq() {
    return ++seq;
  }

  int volume() {
    return volume;
  }

  void volume(int percent) {
    volume = percent;
  }
}
