package vn.loa.plan.ledger;

import java.util.Arrays;
import java.util.Objects;

/**
 * The submissions that a {@link ComplianceMatrix} can be rebuilt from: for each its row and column,
 * when it was received and when that came to be known, in the order in which it came to be known.
 * Twenty-four bytes each.
 *
 * <p>Immutable to its reader, and as safe to publish: successive logs share their arrays, only the
 * single writer adds to them, and always past the size of every log handed out. Hand a log to other
 * threads through a volatile field.
 */
public final class SubmissionLog {

  public static final SubmissionLog EMPTY =
      new SubmissionLog(new int[0], new int[0], new long[0], new long[0], 0);

  private final int[] rows;
  private final int[] columns;
  private final long[] received;
  private final long[] known;
  private final int size;

  private SubmissionLog(int[] rows, int[] columns, long[] received, long[] known, int size) {
    this.rows = rows;
    this.columns = columns;
    this.received = received;
    this.known = known;
    this.size = size;
  }

  /**
   * These and one more. Called at most once on each log, by the writer.
   *
   * @param receivedSecond in seconds since 1970, rounded down; so is {@code knownSecond}
   * @throws IllegalArgumentException when the one before came to be known later
   */
  public SubmissionLog plus(int row, int column, long receivedSecond, long knownSecond) {
    if (size > 0 && knownSecond < known[size - 1]) {
      throw new IllegalArgumentException(
          "submission %d was known at second %d, before the last, known at %d: append in order"
              .formatted(size, knownSecond, known[size - 1]));
    }
    SubmissionLog wide = size < rows.length ? this : resized(Math.max(16, 2 * size));
    wide.rows[size] = row;
    wide.columns[size] = column;
    wide.received[size] = receivedSecond;
    wide.known[size] = knownSecond;
    return new SubmissionLog(wide.rows, wide.columns, wide.received, wide.known, size + 1);
  }

  private SubmissionLog resized(int length) {
    return new SubmissionLog(
        Arrays.copyOf(rows, length),
        Arrays.copyOf(columns, length),
        Arrays.copyOf(received, length),
        Arrays.copyOf(known, length),
        size);
  }

  public int size() {
    return size;
  }

  /** The first so many of these; nobody appends to them. */
  public SubmissionLog first(int count) {
    Objects.checkIndex(count, size + 1);
    return new SubmissionLog(rows, columns, received, known, count);
  }

  /** Those known by then, that second included; nobody appends to them. */
  public SubmissionLog knownBy(long second) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (known[middle] <= second) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return first(low);
  }

  /**
   * Writes the earliest second of each cell that is earlier than the one there.
   *
   * @param seconds of each column, at least {@code rowCount} each
   */
  void lower(int[][] seconds, int rowCount, Epoch epoch) {
    for (int i = 0; i < size; i++) {
      int[] cells = seconds[columns[i]];
      int row = Objects.checkIndex(rows[i], rowCount);
      int at = epoch.at(received[i]);
      if (at < cells[row]) {
        cells[row] = at;
      }
    }
  }
}
