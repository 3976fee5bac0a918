package vn.loa.plan.ledger;

import java.util.List;

/**
 * Where a ledger keeps its entries. The ledger calls from one thread at a time, reads once before
 * it appends, and appends entries numbered without a gap.
 */
public interface LedgerLog extends AutoCloseable {

  /** Every entry that was kept before this log was opened, in order. */
  List<LedgerEntry> readAll();

  /**
   * Keeps an entry. When this returns, the entry survives the loss of power.
   *
   * @throws java.io.UncheckedIOException when it may not have been kept; nothing can be appended
   *     any more, and only opening anew tells whether it was
   */
  void append(LedgerEntry entry);

  @Override
  void close();

  /** Keeps entries for as long as the process lives: for trials and tests. */
  static LedgerLog inMemory() {
    return new MemoryLog();
  }
}
