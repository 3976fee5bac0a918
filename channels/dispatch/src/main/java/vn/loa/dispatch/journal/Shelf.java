package vn.loa.dispatch.journal;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import vn.loa.dispatch.store.CampaignRecord;

/**
 * The chunks of a campaign that nobody has leased, by what they wait for: those with something to
 * do now, and the others by when their earliest deferred delivery is due. So that neither finding
 * the next chunk nor the next instant looks at all of them.
 */
final class Shelf {

  /** Later than any instant there is. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int ROUTES = CampaignRecord.MOST_CHANNELS;

  private final List<BitSet> ready =
      List.of(new BitSet(), new BitSet(), new BitSet(), new BitSet());
  private final List<NavigableSet<Wake>> asleep =
      List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

  /** Puts a chunk where it belongs as it is now, wherever it was. */
  void put(ChunkState chunk) {
    take(chunk);
    long[] earliest = new long[ROUTES];
    Arrays.fill(earliest, NEVER);
    for (int i = 0; i < chunk.size(); i++) {
      int route = chunk.route(i);
      switch (chunk.state(i)) {
        case States.QUEUED -> ready.get(route).set(chunk.number());
        case States.DEFERRED -> earliest[route] = Math.min(earliest[route], chunk.due(i));
        default -> {}
      }
    }
    for (int route = 0; route < ROUTES; route++) {
      sleep(chunk, route, earliest[route]);
    }
  }

  void take(ChunkState chunk) {
    for (int route = 0; route < ROUTES; route++) {
      ready.get(route).clear(chunk.number());
      if (chunk.wake(route) != NEVER) {
        asleep.get(route).remove(new Wake(chunk.wake(route), chunk.number()));
        chunk.wake(route, NEVER);
      }
    }
  }

  void clear() {
    ready.forEach(BitSet::clear);
    asleep.forEach(NavigableSet::clear);
  }

  /** The first chunk in which something is due, or -1. */
  int next(int from, int to, long now) {
    int first = Integer.MAX_VALUE;
    for (int route = from; route <= to; route++) {
      wake(route, now);
      int found = ready.get(route).nextSetBit(0);
      first = found < 0 ? first : Math.min(first, found);
    }
    return first == Integer.MAX_VALUE ? -1 : first;
  }

  /** When something is due, in milliseconds of Unix time: 0 for now, or {@link #NEVER}. */
  long nextDue(int from, int to) {
    long earliest = NEVER;
    for (int route = from; route <= to; route++) {
      if (!ready.get(route).isEmpty()) {
        return 0;
      }
      NavigableSet<Wake> sleepers = asleep.get(route);
      earliest = sleepers.isEmpty() ? earliest : Math.min(earliest, sleepers.first().due());
    }
    return earliest;
  }

  private void sleep(ChunkState chunk, int route, long due) {
    chunk.wake(route, due);
    if (due != NEVER) {
      asleep.get(route).add(new Wake(due, chunk.number()));
    }
  }

  /** Its chunk keeps the instant until it is taken, and is told apart by it. */
  private void wake(int route, long now) {
    NavigableSet<Wake> sleepers = asleep.get(route);
    while (!sleepers.isEmpty() && sleepers.first().due() <= now) {
      ready.get(route).set(sleepers.pollFirst().chunk());
    }
  }

  private record Wake(long due, int chunk) implements Comparable<Wake> {
    private static final Comparator<Wake> ORDER =
        Comparator.comparingLong(Wake::due).thenComparingInt(Wake::chunk);

    @Override
    public int compareTo(Wake other) {
      return ORDER.compare(this, other);
    }
  }
}
