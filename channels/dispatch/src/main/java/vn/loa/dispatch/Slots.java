package vn.loa.dispatch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lease, and the delivery in it, that a token names: from the top, 33 bits that count
 * leases, 20 bits of a slot, 10 bits of the index in the chunk. A token is never given twice. The
 * worker's monitor guards it.
 */
final class Slots {

  private static final int INDEX_BITS = 10;
  private static final int SLOT_BITS = 20;

  private final List<@Nullable OpenLease> slots = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();
  private long leases;

  /** The first token of the next lease, whose slot is kept for it. */
  long reserve() {
    int slot;
    if (free.isEmpty()) {
      slot = slots.size();
      slots.add(null);
    } else {
      slot = free.remove(free.size() - 1);
    }
    return (++leases << SLOT_BITS | slot) << INDEX_BITS;
  }

  void put(OpenLease lease) {
    slots.set(slot(lease.firstToken()), lease);
  }

  void free(OpenLease lease) {
    slots.set(slot(lease.firstToken()), null);
    free.add(slot(lease.firstToken()));
  }

  /** Null when the lease is not open any more, or never was. */
  @Nullable OpenLease find(long token) {
    int slot = slot(token);
    OpenLease lease = slot < slots.size() ? slots.get(slot) : null;
    return lease != null && lease.firstToken() >> INDEX_BITS == token >> INDEX_BITS ? lease : null;
  }

  /** Index, in its chunk, of the delivery that a token names. */
  static int index(long token) {
    return (int) token & (1 << INDEX_BITS) - 1;
  }

  private static int slot(long token) {
    return (int) (token >> INDEX_BITS) & (1 << SLOT_BITS) - 1;
  }
}
