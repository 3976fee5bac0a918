package vn.loa.plan.ledger;

import java.util.List;

/**
 * Where a ledger keeps its entries: a chain in which each entry's SHA-256 covers the one before,
 * checked from the first to the last when the log is opened. Equal entries give equal chains,
 * wherever they are kept.
 *
 * <p>Several ledgers may share one store where the store allows it, each through a log of its own;
 * the one whose number is taken reads what came and tries again. A log is safe for use by several
 * threads.
 */
public interface LedgerLog extends AutoCloseable {

  /**
   * The entries kept with a higher number than this, in order; 0 for all. Sees what other writers
   * kept meanwhile. The log itself holds no entries: asking for what was handed out before reads it
   * again.
   *
   * @throws IllegalStateException when closed
   * @throws java.io.UncheckedIOException when they cannot be read
   */
  List<LedgerEntry> readAfter(long seq);

  /**
   * Keeps entries, numbered without a gap from the last that this log read or kept. When this
   * returns, they survive the loss of power; a crash meanwhile may keep a first part of them.
   *
   * @param entries at least one
   * @throws SequenceTakenException when another entry has the first number; none was kept
   * @throws IllegalArgumentException when they are none, leave a gap or could not be read back;
   *     none was kept
   * @throws java.io.UncheckedIOException when they were not kept, or may not have been: then
   *     nothing can be appended any more, and only opening anew tells
   * @throws IllegalStateException when closed, or after such a doubt
   */
  void append(List<LedgerEntry> entries);

  /**
   * Hash of the last entry that this log read or kept: whoever keeps it elsewhere notices later
   * whether anything up to it was changed. 64 zeros while there is none.
   */
  String head();

  /** Closing twice is harmless. */
  @Override
  void close();
}
