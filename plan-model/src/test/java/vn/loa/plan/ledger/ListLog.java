package vn.loa.plan.ledger;

import java.util.ArrayList;
import java.util.List;

/** A log in a list, which several logs may share. Keeps no hashes: the real stores do. */
final class ListLog implements LedgerLog {

  private final List<LedgerEntry> shared;

  ListLog() {
    this(new ArrayList<>());
  }

  private ListLog(List<LedgerEntry> shared) {
    this.shared = shared;
  }

  /** Another writer's. */
  ListLog other() {
    return new ListLog(shared);
  }

  @Override
  public List<LedgerEntry> readAfter(long seq) {
    synchronized (shared) {
      return List.copyOf(shared.subList((int) seq, shared.size()));
    }
  }

  @Override
  public void append(List<LedgerEntry> entries) {
    synchronized (shared) {
      if (entries.get(0).seq() <= shared.size()) {
        throw new SequenceTakenException("list", entries.get(0).seq());
      }
      shared.addAll(entries);
    }
  }

  @Override
  public String head() {
    return "0".repeat(64);
  }

  @Override
  public void close() {}
}
