package vn.loa.plan.ledger;

import vn.loa.plan.ledger.ReportStatus.State;

/** Adds up cells. Scratch paper of one query. */
final class Counts {

  /** Filled before each {@link #addCells}. */
  final Cells cells = new Cells();

  private long onTime;
  private long late;
  private long overdue;
  private long pending;
  private long excused;
  private long exempt;

  /**
   * @param due whether what is missing was due
   */
  void addCells(boolean due) {
    onTime += Long.bitCount(cells.onTime);
    late += Long.bitCount(cells.late);
    excused += Long.bitCount(cells.excused);
    exempt += Long.bitCount(cells.exempt);
    addMissing(Long.bitCount(cells.missing), due);
  }

  /** Of a whole column counted before. */
  void add(LiveCounts counts, boolean due) {
    onTime += counts.get(0, State.ON_TIME);
    late += counts.get(0, State.LATE);
    excused += counts.get(0, State.EXCUSED);
    exempt += counts.get(0, State.EXEMPT);
    addMissing(counts.missing(0), due);
  }

  private void addMissing(long missing, boolean due) {
    if (due) {
      overdue += missing;
    } else {
      pending += missing;
    }
  }

  Compliance compliance() {
    return new Compliance(onTime, late, overdue, pending, excused, exempt);
  }
}
