package vn.loa.dispatch;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Urgency;

/**
 * Deliveries whose attempt is durable, before they are submitted: the most urgent first, and in
 * each lane in the order of their attempts. The worker's monitor guards it.
 */
final class ReadyLine {

  /** By urgency, the least urgent first. */
  private final List<Deque<Ready>> lanes =
      Stream.of(Urgency.values()).<Deque<Ready>>map(lane -> new ArrayDeque<>()).toList();

  private final int[] counts = new int[lanes.size()];

  /** Deliveries of one lease, from a position on. */
  static final class Ready {
    private final OpenLease lease;
    private final short[] picks;
    private final int lane;
    private int from;

    private Ready(OpenLease lease, short[] picks, int lane) {
      this.lease = lease;
      this.picks = picks;
      this.lane = lane;
    }

    OpenLease lease() {
      return lease;
    }

    int left() {
      return picks.length - from;
    }
  }

  /** The array is taken over. */
  void add(OpenLease lease, short[] picks) {
    if (picks.length > 0) {
      int lane = lane(lease.turn().course().urgency());
      lanes.get(lane).add(new Ready(lease, picks, lane));
      counts[lane] += picks.length;
    }
  }

  /** How many there are in this lane and those before it. */
  int ahead(Urgency urgency) {
    int ahead = 0;
    for (int lane = lane(urgency); lane < counts.length; lane++) {
      ahead += counts[lane];
    }
    return ahead;
  }

  /** How many there are in the lanes after this one. */
  int behind(Urgency urgency) {
    int behind = 0;
    for (int lane = lane(urgency) - 1; lane >= 0; lane--) {
      behind += counts[lane];
    }
    return behind;
  }

  /** Those that go first; null when nobody waits. */
  @Nullable Ready first() {
    for (int lane = counts.length - 1; lane >= 0; lane--) {
      if (counts[lane] > 0) {
        return lanes.get(lane).getFirst();
      }
    }
    return null;
  }

  /** Takes the first of these. */
  short[] poll(Ready ready, int count) {
    boolean all = count == ready.picks.length;
    short[] some =
        all ? ready.picks : Arrays.copyOfRange(ready.picks, ready.from, ready.from + count);
    ready.from += count;
    counts[ready.lane] -= count;
    if (ready.left() == 0) {
      lanes.get(ready.lane).remove(ready);
    }
    return some;
  }

  /** Those of leases that fulfil something. */
  List<Ready> of(Predicate<OpenLease> leases) {
    if (first() == null) {
      return List.of();
    }
    return lanes.stream().flatMap(Deque::stream).filter(it -> leases.test(it.lease)).toList();
  }

  private static int lane(Urgency urgency) {
    return urgency.compareTo(Urgency.ROUTINE);
  }
}
