package vn.loa.plan.ledger;

import vn.loa.plan.ledger.ReportStatus.State;

/**
 * Counts many columns row by row, sixty-four rows at a time: the n-th binary digits of the counts
 * of sixty-four rows are one word, and a column is added to all of them as one adds on paper,
 * carrying from digit to digit. Scratch paper of one recount.
 */
final class RowCounts {

  private final int digits;
  private final long[] onTime;
  private final long[] late;
  private final long[] excused;
  private final long[] exempt;
  private final long[] missing;

  /**
   * @param columns that will be added at most
   */
  RowCounts(int rows, int columns) {
    int words = (rows + Long.SIZE - 1) / Long.SIZE;
    this.digits = Integer.SIZE - Integer.numberOfLeadingZeros(columns);
    this.onTime = new long[words * digits];
    this.late = new long[words * digits];
    this.excused = new long[words * digits];
    this.exempt = new long[words * digits];
    this.missing = new long[words * digits];
  }

  /** Adds sixty-four cells of one column. */
  void add(int word, Cells cells) {
    int first = word * digits;
    add(onTime, first, cells.onTime);
    add(late, first, cells.late);
    add(excused, first, cells.excused);
    add(exempt, first, cells.exempt);
    add(missing, first, cells.missing);
  }

  private static void add(long[] counts, int first, long cells) {
    long carry = cells;
    for (int digit = first; carry != 0; digit++) {
      long sum = counts[digit];
      counts[digit] = sum ^ carry;
      carry &= sum;
    }
  }

  /** Adds what each row came to. */
  void addTo(LiveCounts counts, int rows) {
    for (int row = 0; row < rows; row++) {
      counts.add(row, State.ON_TIME, count(onTime, row));
      counts.add(row, State.LATE, count(late, row));
      counts.add(row, State.EXCUSED, count(excused, row));
      counts.add(row, State.EXEMPT, count(exempt, row));
      counts.add(row, State.PENDING, count(missing, row));
    }
  }

  private int count(long[] counts, int row) {
    int first = (row >> 6) * digits;
    int count = 0;
    for (int digit = 0; digit < digits; digit++) {
      count |= (int) (counts[first + digit] >>> row & 1) << digit;
    }
    return count;
  }
}
