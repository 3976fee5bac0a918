package vn.loa.plan.ledger;

import java.util.Arrays;
import java.util.function.LongConsumer;
import vn.loa.plan.ledger.ReportStatus.State;

/**
 * One due date and every agency's cell of it: when the first report came, and five facts, a bit
 * each, sixty-four cells to a word. Instants are seconds of the matrix's {@link Epoch}.
 */
final class Column {

  /** What a roll-up shows. */
  enum Figure {
    EXPECTED,
    ACTUAL,
    ON_TIME
  }

  private static final int WORD = 64;
  private static final int HALF = 32;
  private static final int QUARTER = 16;

  /** The code of a cell by its five facts: member 1, exempt 2, excuse 4, here 8, early 16. */
  private static final byte[] CODES = codes();

  private final int due;
  private final int rows;

  /* Whole words of cells, so that a word is read without asking where the rows end. */
  private final int[] received;
  private final long[] member;
  private final long[] exempt;
  private final long[] excuse;
  private final long[] here;
  private final long[] early;
  private final LiveCounts counts;

  /** No report came later; it may be that none came as late. */
  private int latest;

  Column(int due, int rows) {
    int words = (rows + WORD - 1) / WORD;
    this.due = due;
    this.rows = rows;
    this.received = new int[words * WORD];
    Arrays.fill(received, Epoch.NEVER);
    this.member = new long[words];
    this.exempt = new long[words];
    this.excuse = new long[words];
    this.here = new long[words];
    this.early = new long[words];
    this.counts = new LiveCounts(1);
    this.latest = Integer.MIN_VALUE;
  }

  private Column(Column other) {
    this.due = other.due;
    this.rows = other.rows;
    this.received = other.received.clone();
    this.member = other.member.clone();
    this.exempt = other.exempt.clone();
    this.excuse = other.excuse.clone();
    this.here = other.here.clone();
    this.early = other.early.clone();
    this.counts = other.counts.copy();
    this.latest = other.latest;
  }

  Column copy() {
    return new Column(this);
  }

  int received(int row) {
    return received[row];
  }

  private boolean isDue(int asOf) {
    return due <= asOf;
  }

  LiveCounts counts() {
    return counts;
  }

  /** Whether all that came had come by then: the bits and the counts tell how it stood. */
  private boolean isSettled(int asOf) {
    return latest <= asOf;
  }

  private static byte[] codes() {
    byte[] codes = new byte[32];
    for (int facts = 0; facts < codes.length; facts++) {
      codes[facts] = code(facts);
    }
    return codes;
  }

  private static byte code(int facts) {
    if ((facts & 1) == 0) {
      return ComplianceMatrix.NOT_EXPECTED;
    }
    if ((facts & 2) != 0) {
      return (byte) State.EXEMPT.code();
    }
    boolean here = (facts & 8) != 0;
    if (here && (facts & 16) != 0) {
      return (byte) State.ON_TIME.code();
    }
    if ((facts & 4) != 0) {
      return (byte) State.EXCUSED.code();
    }
    return (byte) (here ? State.LATE : State.PENDING).code();
  }

  /* Each of the four below leaves the counts to the caller, who knows the other nodes to tell. */

  void put(int row, int at) {
    received[row] = at;
    set(here, row, at != Epoch.NEVER);
    set(early, row, at < due);
    if (at != Epoch.NEVER && at > latest) {
      latest = at;
    }
  }

  void member(int row, boolean holds) {
    set(member, row, holds);
  }

  void exempt(int row, boolean holds) {
    set(exempt, row, holds);
  }

  void excuse(int row, boolean holds) {
    set(excuse, row, holds);
  }

  /** As {@link #put} of a report that came, and came before what is here. */
  void lower(int row, int at) {
    int word = row >> 6;
    received[row] = at;
    here[word] |= 1L << row;
    early[word] |= (((long) at - due) >>> 63) << row;
    if (at > latest) {
      latest = at;
    }
  }

  /** To be lowered by who calls {@link #recount} afterwards. */
  int[] seconds() {
    return received;
  }

  /** Draws bits and counts from the seconds, and adds each cell to the counts of its row. */
  void recount(RowCounts rowCounts, Cells cells) {
    latest = latest();
    counts.clear();
    for (int word = 0; word < here.length; word++) {
      derive(word);
      sort(word, here[word], -1, cells);
      counts.add(0, cells);
      rowCounts.add(word, cells);
    }
  }

  /** As {@link #before}, twice at once. */
  private void derive(int word) {
    int first = word * WORD;
    long hereLow = 0;
    long hereHigh = 0;
    long earlyLow = 0;
    long earlyHigh = 0;
    for (int i = HALF - 1; i >= 0; i--) {
      long low = received[first + i];
      long high = received[first + HALF + i];
      hereLow = 2 * hereLow + ((low - Epoch.NEVER) >>> 63);
      hereHigh = 2 * hereHigh + ((high - Epoch.NEVER) >>> 63);
      earlyLow = 2 * earlyLow + ((low - due) >>> 63);
      earlyHigh = 2 * earlyHigh + ((high - due) >>> 63);
    }
    here[word] = (hereHigh << HALF) | hereLow;
    early[word] = (earlyHigh << HALF) | earlyLow;
  }

  /** The second after never is the first of all: so what has not come is no maximum. */
  private int latest() {
    int afterLatest = Integer.MIN_VALUE;
    for (int at : received) {
      afterLatest = Math.max(afterLatest, at + 1);
    }
    return afterLatest == Integer.MIN_VALUE ? Integer.MIN_VALUE : afterLatest - 1;
  }

  /** As {@link #state}, by all that is known; what is missing is pending. */
  int live(int row) {
    return live(facts(row), received[row]);
  }

  /** As {@link #live(int)}, if this were what came; {@code facts} are those of the row. */
  int live(int facts, int at) {
    return CODES[facts | came(at != Epoch.NEVER) | (at < due ? 16 : 0)];
  }

  /** The code of a cell's state, or {@link ComplianceMatrix#NOT_EXPECTED}. */
  int state(int row, int asOf) {
    int at = received[row];
    int code = CODES[facts(row) | came(at <= asOf) | (at < due ? 16 : 0)];
    return code == State.PENDING.code() ? missing(asOf).code() : code;
  }

  private static int came(boolean holds) {
    return holds ? 8 : 0;
  }

  /** What is known of a cell beside when a report came. */
  int facts(int row) {
    int word = row >> 6;
    return (int) (member[word] >>> row & 1)
        | (int) (exempt[word] >>> row & 1) << 1
        | (int) (excuse[word] >>> row & 1) << 2;
  }

  private State missing(int asOf) {
    return isDue(asOf) ? State.OVERDUE : State.PENDING;
  }

  /** Counts the cells of a range of rows. */
  void count(int from, int to, int asOf, Counts sum) {
    if (to - from == rows && isSettled(asOf)) {
      sum.add(counts, isDue(asOf));
      return;
    }
    for (int word = from >> 6; word << 6 < to; word++) {
      read(word, asOf, within(word, from, to), sum.cells);
      sum.addCells(isDue(asOf));
    }
  }

  /** Counts the cells of the rows selected. */
  void count(Selection selection, int asOf, Counts sum) {
    for (int word = 0; word < here.length; word++) {
      read(word, asOf, selection.rows(word), sum.cells);
      sum.addCells(isDue(asOf));
    }
  }

  /** Writes the code of each cell. */
  void states(int asOf, Cells cells, byte[] out, int offset) {
    State missing = missing(asOf);
    for (int word = 0; word < here.length; word++) {
      read(word, asOf, -1, cells);
      int row = word * WORD;
      cells.write(missing, out, offset + row, Math.min(WORD, rows - row));
    }
  }

  /** Hands over by how many seconds each late one of the rows selected came late. */
  void eachLate(Selection selection, int asOf, Cells cells, LongConsumer seconds) {
    for (int word = 0; word < here.length; word++) {
      read(word, asOf, selection.rows(word), cells);
      for (long rest = cells.late; rest != 0; rest &= rest - 1) {
        int row = word * WORD + Long.numberOfTrailingZeros(rest);
        seconds.accept((long) received[row] - due);
      }
    }
  }

  /** How many cells of a range of rows have it, by all that is known. */
  int live(Figure figure, int from, int to) {
    int first = from >> 6;
    int last = (to - 1) >> 6;
    if (first == last) {
      return Long.bitCount(live(figure, first) & (-1L << from) & (-1L >>> -to));
    }
    int sum = Long.bitCount(live(figure, first) & (-1L << from));
    for (int word = first + 1; word < last; word++) {
      sum += Long.bitCount(live(figure, word));
    }
    return sum + Long.bitCount(live(figure, last) & (-1L >>> -to));
  }

  private long live(Figure figure, int word) {
    long expected = member[word] & ~exempt[word];
    return switch (figure) {
      case EXPECTED -> expected;
      case ACTUAL -> expected & (early[word] | (here[word] & ~excuse[word]));
      case ON_TIME -> expected & early[word];
    };
  }

  /** Sorts the cells of a word that are in the mask. */
  private void read(int word, int asOf, long mask, Cells cells) {
    sort(word, isSettled(asOf) ? here[word] : before(word, asOf + 1), mask, cells);
  }

  private void sort(int word, long came, long mask, Cells cells) {
    long members = member[word] & mask;
    long expected = members & ~exempt[word];
    long onTime = expected & came & early[word];
    long excused = expected & excuse[word] & ~onTime;
    long rest = expected & ~onTime & ~excused;
    cells.onTime = onTime;
    cells.excused = excused;
    cells.late = rest & came;
    cells.missing = rest & ~came;
    cells.exempt = members & exempt[word];
    cells.strange = ~members;
  }

  /** The bits of a word that lie in a range of rows. */
  private static long within(int word, int from, int to) {
    long mask = word == from >> 6 ? -1L << from : -1L;
    return word == to >> 6 ? mask & ~(-1L << to) : mask;
  }

  /**
   * Without a branch, which of sixty-four came before an instant is as good as random; and in four
   * strands, so that none waits for the one before.
   */
  private long before(int word, int instant) {
    int first = word * WORD;
    long a = 0;
    long b = 0;
    long c = 0;
    long d = 0;
    for (int i = QUARTER - 1; i >= 0; i--) {
      a = 2 * a + (((long) received[first + i] - instant) >>> 63);
      b = 2 * b + (((long) received[first + QUARTER + i] - instant) >>> 63);
      c = 2 * c + (((long) received[first + 2 * QUARTER + i] - instant) >>> 63);
      d = 2 * d + (((long) received[first + 3 * QUARTER + i] - instant) >>> 63);
    }
    return (d << (3 * QUARTER)) | (c << (2 * QUARTER)) | (b << QUARTER) | a;
  }

  private static void set(long[] bits, int row, boolean holds) {
    long bit = 1L << row;
    bits[row >> 6] = holds ? bits[row >> 6] | bit : bits[row >> 6] & ~bit;
  }
}
