package vn.loa.plan.ledger;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/**
 * The first entries of a ledger, as they stood when this was taken. Immutable to its reader.
 *
 * <p>Successive snapshots share one array. Only the single writer adds to it, always past the size
 * of every snapshot handed out, and a snapshot is published through a volatile field: no reader can
 * see an element being written, and appending costs no copy of what is there.
 */
final class Entries extends AbstractList<LedgerEntry> implements RandomAccess {

  static final Entries NONE = new Entries(new LedgerEntry[0], 0);

  private final LedgerEntry[] shared;
  private final int size;

  private Entries(LedgerEntry[] shared, int size) {
    this.shared = shared;
    this.size = size;
  }

  /** These and one more. Called once on each snapshot, by the writer. */
  Entries plus(LedgerEntry entry) {
    LedgerEntry[] array =
        size < shared.length ? shared : Arrays.copyOf(shared, Math.max(16, 2 * size));
    array[size] = entry;
    return new Entries(array, size + 1);
  }

  @Override
  public LedgerEntry get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index + " of " + size);
    }
    return shared[index];
  }

  @Override
  public int size() {
    return size;
  }
}
