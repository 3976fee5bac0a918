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

  /* Each of the four below leaves the counts to the caller, who knows the other nodes to tell. */

  void put(int row, int at) {
    received[row] = at;
    set(here, row, at != Epoch.NEVER);
    set(early, row, at < due);
    if (at != Epoch.NEVER) {
      latest = Math.max(latest, at);
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

  /** As {@link #put}, if earlier, but leaves the bits for {@link #derive}. */
  void lower(int row, int at) {
    if (at < received[row]) {
      received[row] = at;
    }
  }

  /** Draws the bits from the instants. */
  void derive() {
    for (int word = 0; word < here.length; word++) {
      here[word] = before(word, Epoch.NEVER);
      early[word] = here[word] == 0 ? 0 : before(word, due);
    }
    latest = Integer.MIN_VALUE;
    for (int at : received) {
      latest = Math.max(latest, at == Epoch.NEVER ? Integer.MIN_VALUE : at);
    }
  }

  /** As {@link #state}, by all that is known; what is missing is pending. */
  int live(int row) {
    return code(row, received[row] != Epoch.NEVER, State.PENDING);
  }

  /** The ordinal of a cell's state, or {@link ComplianceMatrix#NOT_EXPECTED}. */
  int state(int row, int asOf) {
    return code(row, received[row] <= asOf, missing(asOf));
  }

  private int code(int row, boolean came, State missing) {
    if (!get(member, row)) {
      return ComplianceMatrix.NOT_EXPECTED;
    }
    if (get(exempt, row)) {
      return State.EXEMPT.ordinal();
    }
    if (came && get(early, row)) {
      return State.ON_TIME.ordinal();
    }
    if (get(excuse, row)) {
      return State.EXCUSED.ordinal();
    }
    return (came ? State.LATE : missing).ordinal();
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
    Cells cells = new Cells();
    for (int word = from >> 6; word << 6 < to; word++) {
      read(word, asOf, within(word, from, to), cells);
      sum.add(cells, isDue(asOf));
    }
  }

  /** Counts the cells of the rows selected. */
  void count(Selection selection, int asOf, Counts sum) {
    Cells cells = new Cells();
    for (int word = 0; word < here.length; word++) {
      read(word, asOf, selection.rows(word), cells);
      sum.add(cells, isDue(asOf));
    }
  }

  /** Writes the code of each cell. */
  void states(int asOf, byte[] out, int offset) {
    Cells cells = new Cells();
    for (int word = 0; word < here.length; word++) {
      read(word, asOf, -1, cells);
      int row = word * WORD;
      cells.write(missing(asOf), out, offset + row, Math.min(WORD, rows - row));
    }
  }

  /** Hands over by how many seconds each late one of the rows selected came late. */
  void eachLate(Selection selection, int asOf, LongConsumer seconds) {
    Cells cells = new Cells();
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
    int sum = 0;
    for (int word = from >> 6; word << 6 < to; word++) {
      sum += Long.bitCount(live(figure, word) & within(word, from, to));
    }
    return sum;
  }

  private long live(Figure figure, int word) {
    long expected = member[word] & ~exempt[word];
    return switch (figure) {
      case EXPECTED -> expected;
      case ACTUAL -> expected & (early[word] | here[word] & ~excuse[word]);
      case ON_TIME -> expected & early[word];
    };
  }

  /** Sorts the cells of a word that are in the mask. */
  private void read(int word, int asOf, long mask, Cells cells) {
    long members = member[word] & mask;
    long expected = members & ~exempt[word];
    long came = isSettled(asOf) ? here[word] : before(word, asOf + 1);
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

  /** Without a branch: which of sixty-four came before an instant is as good as random. */
  private long before(int word, int instant) {
    int first = word * WORD;
    long bits = 0;
    for (int i = 0; i < WORD; i++) {
      bits |= ((long) received[first + i] - instant) >>> 63 << i;
    }
    return bits;
  }

  private static boolean get(long[] bits, int row) {
    return (bits[row >> 6] >>> row & 1) != 0;
  }

  private static void set(long[] bits, int row, boolean holds) {
    long bit = 1L << row;
    bits[row >> 6] = holds ? bits[row >> 6] | bit : bits[row >> 6] & ~bit;
  }
}
