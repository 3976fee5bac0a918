package vn.loa.dispatch.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names every delivery of every campaign by one positive int: so that an index takes four octets
 * for it. A chunk has 1,024 of them in a row, and gives them back in the end.
 */
final class Slots {

  private static final int BITS = 10;
  private static final int MASK = (1 << BITS) - 1;

  /** At most two million chunks, two thousand million deliveries. */
  private static final int MOST = Integer.MAX_VALUE >>> BITS;

  private final List<@Nullable ChunkState> chunks = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();

  /** Slot 0 is nobody's. */
  Slots() {
    chunks.add(null);
  }

  /** Whether there is room for another chunk. */
  boolean hasRoom() {
    return !free.isEmpty() || chunks.size() <= MOST;
  }

  /** The first slot of the next chunk, which is to be {@link #set}. */
  int next() {
    if (free.isEmpty()) {
      chunks.add(null);
      return (chunks.size() - 1) << BITS;
    }
    return free.remove(free.size() - 1) << BITS;
  }

  void set(ChunkState chunk) {
    chunks.set(chunk.slot(0) >>> BITS, chunk);
  }

  void free(ChunkState chunk) {
    int at = chunk.slot(0) >>> BITS;
    chunks.set(at, null);
    free.add(at);
  }

  ChunkState chunk(int slot) {
    return Objects.requireNonNull(chunks.get(slot >>> BITS), "a slot that is given");
  }

  static int index(int slot) {
    return slot & MASK;
  }
}
