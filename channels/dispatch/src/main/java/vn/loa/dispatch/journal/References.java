package vn.loa.dispatch.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.dispatch.store.ReceiptBatch;

/**
 * Finds deliveries by the channel and the reference that its network gave them; also those that are
 * proven, so that a receipt that comes twice is known as such.
 *
 * <p>One delivery of a reference stands in the index. Others of the same message with the same
 * reference, which are rare, stand in a list beside it: so a network that gives everybody the same
 * reference costs an entry of a list each, and no search.
 *
 * <p>Where two messages have the same reference, it belongs to the one that was sent last, and to
 * the later campaign in the same second; what has its receipt gives way to what is sent now. When
 * the index is built anew, when that receipt was given stands for when it was sent: so a receipt
 * that comes again proves no earlier message.
 */
final class References {

  /** Nobody has the reference. */
  static final int NO_SLOT = 0;

  private final Slots slots;
  private final ReferenceIndex index = new ReferenceIndex();
  private final Map<Integer, List<Integer>> others = new HashMap<>();

  /** Kept, so that no compiler leaves out the reading. */
  private long[] approached = {};

  References(Slots slots) {
    this.slots = slots;
  }

  void clear(int expected) {
    index.clear();
    index.reserve(expected);
    others.clear();
  }

  /**
   * Adds deliveries of a chunk: of these indexes, the first so many.
   *
   * @param sentNow whether they were sent after all that are here
   */
  void add(ChunkState chunk, int[] indexes, int count, boolean sentNow) {
    int[] fingerprints = new int[count];
    for (int k = 0; k < count; k++) {
      fingerprints[k] = fingerprint(chunk, indexes[k]);
    }
    approached = index.approach(fingerprints);
    for (int k = 0; k < count; k++) {
      add(chunk, indexes[k], fingerprints[k], sentNow);
    }
  }

  private void add(ChunkState chunk, int i, int fingerprint, boolean sentNow) {
    String text = chunk.referenceText(i);
    int at = find(fingerprint, chunk.channel(i), chunk.referenceNumber(i), text);
    if (at < 0) {
      index.add(fingerprint, chunk.slot(i));
    } else {
      meet(at, chunk, i, sentNow);
    }
  }

  /**
   * For each receipt of a round the slot of one delivery with its reference, or {@link #NO_SLOT}.
   *
   * @param from the first of at most {@link Proofs#ROUND}
   */
  int[] find(String channel, ReceiptBatch receipts, int from) {
    int[] found = new int[Math.min(Proofs.ROUND, receipts.size() - from)];
    for (int i = 0; i < found.length; i++) {
      found[i] = fingerprint(channel, receipts.number(from + i), receipts.text(from + i));
    }
    approached = index.approach(found);
    approach(found);
    for (int i = 0; i < found.length; i++) {
      int at = find(found[i], channel, receipts.number(from + i), receipts.text(from + i));
      found[i] = at < 0 ? NO_SLOT : index.slot(at);
    }
    return found;
  }

  /** As {@link ReferenceIndex#approach}, for the deliveries themselves. */
  private void approach(int[] fingerprints) {
    int[] candidates = new int[fingerprints.length];
    int count = 0;
    for (int fingerprint : fingerprints) {
      int at = index.first(fingerprint);
      if (at >= 0) {
        candidates[count++] = index.slot(at);
      }
    }
    for (int i = 0; i < count; i++) {
      int slot = candidates[i];
      approached[i] = slots.chunk(slot).approach(Slots.index(slot));
    }
  }

  /** The slot of one delivery with this reference, or {@link #NO_SLOT}. */
  int find(String channel, long number, @Nullable String text) {
    int at = find(fingerprint(channel, number, text), channel, number, text);
    return at < 0 ? NO_SLOT : index.slot(at);
  }

  /** The others that share the reference of a slot; they are not found any more. */
  List<Integer> takeOthers(int slot) {
    List<Integer> rest = others.isEmpty() ? null : others.remove(slot);
    return rest == null ? List.of() : rest;
  }

  /** None of these deliveries is found any more. */
  void removeAll(List<ChunkState> chunks) {
    Set<ChunkState> gone = Set.copyOf(chunks);
    promote(gone);
    for (ChunkState chunk : chunks) {
      for (int i = 0; i < chunk.size(); i++) {
        if (chunk.hasReference(i)) {
          index.remove(fingerprint(chunk, i), chunk.slot(i));
        }
      }
    }
  }

  /** Of deliveries that share a reference one of those that stay is in the index afterwards. */
  private void promote(Set<ChunkState> gone) {
    for (Map.Entry<Integer, List<Integer>> sharing : new ArrayList<>(others.entrySet())) {
      int first = sharing.getKey();
      List<Integer> rest = sharing.getValue();
      others.remove(first);
      rest.removeIf(slot -> gone.contains(slots.chunk(slot)));
      ChunkState chunk = slots.chunk(first);
      if (gone.contains(chunk) && !rest.isEmpty()) {
        int fingerprint = fingerprint(chunk, Slots.index(first));
        index.remove(fingerprint, first);
        first = rest.remove(rest.size() - 1);
        index.add(fingerprint, first);
      }
      if (!rest.isEmpty()) {
        others.put(first, rest);
      }
    }
  }

  private void meet(int at, ChunkState chunk, int i, boolean sentNow) {
    int slot = index.slot(at);
    ChunkState known = slots.chunk(slot);
    if (known.campaign().isOfMessage(chunk.campaign())) {
      others.computeIfAbsent(slot, it -> new ArrayList<>(1)).add(chunk.slot(i));
    } else if ((sentNow && known.isProven(Slots.index(slot)))
        || goesBefore(chunk, i, known, Slots.index(slot))) {
      others.remove(slot);
      index.replace(at, chunk.slot(i));
    }
  }

  private static boolean goesBefore(ChunkState chunk, int i, ChunkState other, int j) {
    int later = Integer.compareUnsigned(chunk.changed(i), other.changed(j));
    return later > 0 || (later == 0 && chunk.campaign().number() > other.campaign().number());
  }

  private int find(int fingerprint, String channel, long number, @Nullable String text) {
    int at = index.first(fingerprint);
    while (at >= 0 && !isNamed(index.slot(at), channel, number, text)) {
      at = index.next(at, fingerprint);
    }
    return at;
  }

  private boolean isNamed(int slot, String channel, long number, @Nullable String text) {
    ChunkState chunk = slots.chunk(slot);
    int i = Slots.index(slot);
    return chunk.referenceNumber(i) == number
        && (text == null || text.equals(chunk.referenceText(i)))
        && channel.equals(chunk.channel(i));
  }

  private static int fingerprint(ChunkState chunk, int i) {
    return fingerprint(chunk.channel(i), chunk.referenceNumber(i), chunk.referenceText(i));
  }

  private static int fingerprint(String channel, long number, @Nullable String text) {
    long key = text == null ? number : ~(long) text.hashCode();
    return ReferenceIndex.fingerprint(key ^ ((long) channel.hashCode() << 32));
  }
}
