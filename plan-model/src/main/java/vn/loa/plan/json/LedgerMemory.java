package vn.loa.plan.json;

import java.util.ArrayList;
import java.util.List;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.LedgerLog;
import vn.loa.plan.ledger.SequenceTakenException;

/**
 * A ledger that lasts as long as the process, for tests and trials. It has the same chain, and
 * refuses the same entries, as one in a file or a table.
 *
 * <p>Safe for use by several threads. Several logs may write to one memory, as several processes
 * may to one table: see {@link #another()}.
 */
public final class LedgerMemory implements LedgerLog {

  private static final String NAME = "the ledger in memory";

  /** Guards itself. */
  private final List<Kept> shared;

  private LedgerChain chain = LedgerChain.of(NAME);
  private boolean closed;

  private record Kept(LedgerEntry entry, String hash) {}

  private LedgerMemory(List<Kept> shared) {
    this.shared = shared;
  }

  /** An empty memory. */
  public static LedgerMemory open() {
    return new LedgerMemory(new ArrayList<>());
  }

  /** Another log onto the same memory, open even when this one is closed. */
  public LedgerMemory another() {
    LedgerMemory other = new LedgerMemory(shared);
    other.catchUp();
    return other;
  }

  @Override
  public List<LedgerEntry> readAfter(long seq) {
    synchronized (shared) {
      refuseClosed();
      catchUp();
      int from = (int) Math.min(seq, shared.size());
      return shared.subList(from, shared.size()).stream().map(Kept::entry).toList();
    }
  }

  private void catchUp() {
    synchronized (shared) {
      if (!shared.isEmpty()) {
        chain = new LedgerChain(NAME, shared.size(), shared.get(shared.size() - 1).hash());
      }
    }
  }

  @Override
  public void append(List<LedgerEntry> entries) {
    synchronized (shared) {
      refuseClosed();
      List<byte[]> lines = chain.lines(entries);
      if (shared.size() > chain.seq()) {
        throw new SequenceTakenException(NAME, entries.get(0).seq());
      }
      for (int i = 0; i < lines.size(); i++) {
        shared.add(new Kept(entries.get(i), LedgerLines.hash(lines.get(i))));
      }
      chain = chain.past(lines);
    }
  }

  private void refuseClosed() {
    if (closed) {
      throw new IllegalStateException(NAME + " was closed here; open another log onto it");
    }
  }

  @Override
  public String head() {
    synchronized (shared) {
      return chain.head();
    }
  }

  /** Ends this log and forgets nothing. Closing twice is harmless. */
  @Override
  public void close() {
    synchronized (shared) {
      closed = true;
    }
  }
}
