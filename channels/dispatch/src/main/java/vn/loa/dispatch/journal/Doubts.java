package vn.loa.dispatch.journal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import vn.loa.channel.Address;

/** Deliveries in doubt, by whom they are for and on which channel. There are never many. */
final class Doubts {

  /** None, or more than one. */
  static final int NO_SLOT = 0;

  private final Map<Whom, Set<Integer>> slots = new HashMap<>();

  private record Whom(String channel, Address address) {}

  void clear() {
    slots.clear();
  }

  void add(ChunkState chunk, int index) {
    slots.computeIfAbsent(whom(chunk, index), it -> new HashSet<>()).add(chunk.slot(index));
  }

  void remove(ChunkState chunk, int index) {
    slots.computeIfPresent(
        whom(chunk, index),
        (it, some) -> {
          some.remove(chunk.slot(index));
          return some.isEmpty() ? null : some;
        });
  }

  /** The slot of the only one there is, or {@link #NO_SLOT}. */
  int only(String channel, Address address) {
    Set<Integer> some = slots.getOrDefault(new Whom(channel, address), Set.of());
    return some.size() == 1 ? some.iterator().next() : NO_SLOT;
  }

  private static Whom whom(ChunkState chunk, int index) {
    return new Whom(chunk.channel(index), chunk.recipients().get(index));
  }
}
