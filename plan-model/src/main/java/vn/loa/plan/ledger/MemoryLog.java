package vn.loa.plan.ledger;

import java.util.ArrayList;
import java.util.List;

final class MemoryLog implements LedgerLog {

  private final List<LedgerEntry> entries = new ArrayList<>();

  @Override
  public List<LedgerEntry> readAll() {
    return List.copyOf(entries);
  }

  @Override
  public void append(LedgerEntry entry) {
    entries.add(entry);
  }

  @Override
  public void close() {}
}
