package vn.loa.plan.ledger;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Some rows and some columns of a matrix: a group of agencies, the due dates of one theme, of one
 * obligation, of one year. Immutable.
 */
public final class Selection {

  private static final Selection EVERYTHING = new Selection(null, null);

  /* Null is all of them. */
  private final long @Nullable [] rows;
  private final long @Nullable [] columns;

  private Selection(long @Nullable [] rows, long @Nullable [] columns) {
    this.rows = rows;
    this.columns = columns;
  }

  public static Selection everything() {
    return EVERYTHING;
  }

  /** These rows, every column. */
  public static Selection rows(BitSet rows) {
    return new Selection(rows.toLongArray(), null);
  }

  /** These columns, every row. */
  public static Selection columns(BitSet columns) {
    return new Selection(null, columns.toLongArray());
  }

  /** What is in both. */
  public Selection and(Selection other) {
    return new Selection(both(rows, other.rows), both(columns, other.columns));
  }

  private static long @Nullable [] both(long @Nullable [] some, long @Nullable [] others) {
    if (some == null || others == null) {
      return some == null ? others : some;
    }
    BitSet both = BitSet.valueOf(some);
    both.and(BitSet.valueOf(others));
    return both.toLongArray();
  }

  boolean has(int row, int column) {
    return hasColumn(column) && ((rows(row >> 6) >>> row) & 1) != 0;
  }

  /** Sixty-four rows as a mask. */
  long rows(int word) {
    return rows == null ? -1 : word < rows.length ? rows[word] : 0;
  }

  boolean hasColumn(int column) {
    return columns == null
        || (column >> 6 < columns.length && ((columns[column >> 6] >>> column) & 1) != 0);
  }

  /** Refuses what does not lie in a matrix of this size. */
  void checkWithin(int rowCount, int columnCount) {
    check("row", rows, rowCount);
    check("column", columns, columnCount);
  }

  private static void check(String what, long @Nullable [] bits, int count) {
    if (bits != null && length(bits) > count) {
      throw new IndexOutOfBoundsException(
          "%s %d is selected, of a matrix that has %d".formatted(what, length(bits) - 1, count));
    }
  }

  /** One more than the last bit; the last word has one. */
  private static int length(long[] bits) {
    return bits.length == 0
        ? 0
        : Long.SIZE * bits.length - Long.numberOfLeadingZeros(bits[bits.length - 1]);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Selection that
        && Arrays.equals(rows, that.rows)
        && Arrays.equals(columns, that.columns);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(rows) + Arrays.hashCode(columns);
  }

  @Override
  public String toString() {
    return "rows " + names(rows) + ", columns " + names(columns);
  }

  private static String names(long @Nullable [] bits) {
    return bits == null ? "all" : BitSet.valueOf(bits).toString();
  }
}
