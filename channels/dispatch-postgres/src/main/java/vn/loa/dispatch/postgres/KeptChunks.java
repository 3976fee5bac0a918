package vn.loa.dispatch.postgres;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.loa.dispatch.postgres.Work.ChunkId;

/**
 * The chunks whose lease this store gave: in memory as the database has them, for nobody else
 * changes most of them. The thread of the store has it.
 */
final class KeptChunks {

  private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

  private final Map<ChunkId, KeptChunk> held = new HashMap<>();
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> hints = new HashMap<>();
  private final Map<Integer, Long> looked = new HashMap<>();

  /** Milliseconds for which leases are asked for: the same each time. */
  private long ttl = TimeUnit.MINUTES.toMillis(1);

  @Nullable KeptChunk get(int campaign, int number) {
    return held.get(new ChunkId(campaign, number));
  }

  /** Keeps it while it is leased here. */
  void put(KeptChunk chunk) {
    ChunkId id = new ChunkId(chunk.campaign, chunk.number);
    if (chunk.leased && chunk.here) {
      held.put(id, chunk);
    } else {
      held.remove(id);
    }
  }

  void remove(KeptChunk chunk) {
    held.remove(new ChunkId(chunk.campaign, chunk.number));
  }

  Collection<KeptChunk> all() {
    return List.copyOf(held.values());
  }

  @Nullable Integer number(String key) {
    return numbers.get(key);
  }

  void number(String key, int number) {
    numbers.put(key, number);
  }

  void forget(String key) {
    numbers.remove(key);
  }

  /** The first chunk of a campaign in which something may be due. */
  int hint(int campaign) {
    return hints.getOrDefault(campaign, 0);
  }

  void hint(int campaign, int number) {
    hints.put(campaign, number);
  }

  /** Something may be due in this chunk again. */
  void lower(int campaign, int number) {
    hints.computeIfPresent(campaign, (it, hint) -> Math.min(hint, number));
  }

  /** Whether nobody has looked at all chunks of a campaign for a second. */
  boolean isTimeToLook(int campaign, long nanos) {
    Long last = looked.get(campaign);
    boolean isTime = last == null || nanos - last >= LOOK_EVERY;
    if (isTime) {
      looked.put(campaign, nanos);
    }
    return isTime;
  }

  long ttl() {
    return ttl;
  }

  void ttl(long millis) {
    ttl = millis;
  }
}
