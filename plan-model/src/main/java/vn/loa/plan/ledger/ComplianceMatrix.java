package vn.loa.plan.ledger;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.ledger.ReportStatus.State;

/**
 * Who has reported by when, for many agencies and many due dates, as columns of numbers.
 *
 * <pre>
 *                     due dates, in any order
 *                   0        1        2      …
 *      0 city     [ ·  ]   [    ]   [    ]        A cell holds the second in which the first
 *      1 ├ q1     [ 9/5]   [ 8/6]   [    ]        report came, or none, and five bits:
 *      2 │ ├ w1   [12/5]   [    ]   [    ]          member   reports at all
 *      3 │ └ w2   [    ]   [ 3/6]   [    ]          exempt   is let off this once
 *      4 └ q2     [16/5]   [    ]   [    ]          excuse   has leave to be late
 *      agencies, depth-first:                      here     a report came
 *      q1 and below are rows 1 to 3                early    it came before it was due
 * </pre>
 *
 * <p><b>What is kept.</b> A column is one due date: an array of seconds and five rows of bits, one
 * bit for each agency. Rows are numbered depth-first, so an agency with everything below it is one
 * range of every column, and its share of sixty-four cells takes one instruction.
 *
 * <p><b>What is updated when.</b> A write touches one cell. It moves from one state to another, and
 * the column, the agency and every agency above it count one less of the old and one more of the
 * new: the {@code live…} figures of any agency cost nothing to ask. The earliest report stays; in
 * which order reports, members, excuses and exemptions are told does not matter.
 *
 * <p><b>What is derived.</b> Overdue and pending are nowhere kept: a report that is missing is
 * overdue when its due instant is not after the instant asked about, so the answer changes by the
 * hour without a write. A question as of an instant takes everything the matrix holds as known; a
 * report received later counts as not here. Columns in which nothing came later are answered from
 * bits and counts, the others from the seconds, at a word of bits for sixty-four cells. Every
 * question about many cells is asked of such words, and takes no more memory for many cells than
 * for few.
 *
 * <p><b>Where a cell stands.</b> Exempt if so; else on time if here and early; else excused if so;
 * else late if here; else overdue if due; else pending. Only an exemption takes a report out of
 * what is expected. Cells of agencies that do not report count nowhere, and hold what they are
 * told.
 *
 * <p><b>Time</b> is in whole seconds since 1970, rounded down ({@link
 * java.time.Instant#getEpochSecond()}). Due dates are whole seconds, and then the fraction decides
 * nothing: {@code received < due} and {@code due ≤ asOf} hold of the whole instants exactly when
 * they hold of the instants rounded down. Only a report received in the very second that is asked
 * about counts as here throughout that second. Instants more than 68 years from the middle of the
 * due dates are taken for the end of that span.
 *
 * <p>Not safe for use by several threads: one writes, and hands out a {@link #copy()}, which any
 * number may read as long as nobody writes to it. A row or a column that does not exist is an
 * {@link IndexOutOfBoundsException}.
 */
public final class ComplianceMatrix {

  /** Where {@link #states} finds no report expected, nor one exempt. */
  public static final byte NOT_EXPECTED = -1;

  private final Forest agencies;
  private final Epoch epoch;
  private final Column[] columns;
  private final LiveCounts counts;

  /* Columns are shared between copies until one of them writes. */
  private final boolean[] owned;

  private ComplianceMatrix(
      Forest agencies, Epoch epoch, Column[] columns, LiveCounts counts, boolean[] owned) {
    this.agencies = agencies;
    this.epoch = epoch;
    this.columns = columns;
    this.counts = counts;
    this.owned = owned;
  }

  /**
   * A matrix in which nothing is expected yet.
   *
   * @param parents the row above each row, or -1; rows are numbered depth-first
   * @param dues the first second at which a report is late, of each column; in any order, and at
   *     most 136 years apart
   * @throws IllegalArgumentException when rows are numbered otherwise, or the due dates lie further
   *     apart
   */
  public static ComplianceMatrix of(int[] parents, long[] dues) {
    Math.multiplyExact(parents.length, dues.length);
    Forest agencies = new Forest(parents);
    Epoch epoch = Epoch.of(dues);
    Column[] columns =
        Arrays.stream(dues)
            .mapToObj(due -> new Column(epoch.at(due), parents.length))
            .toArray(Column[]::new);
    boolean[] owned = new boolean[columns.length];
    Arrays.fill(owned, true);
    return new ComplianceMatrix(agencies, epoch, columns, new LiveCounts(parents.length), owned);
  }

  /**
   * The same, apart: what is written to one does not show in the other. Costs as much as the
   * counters of the agencies; a column is copied when one of the two first writes to it.
   */
  public ComplianceMatrix copy() {
    Arrays.fill(owned, false);
    return new ComplianceMatrix(
        agencies, epoch, columns.clone(), counts.copy(), new boolean[columns.length]);
  }

  public int rows() {
    return agencies.size();
  }

  public int columns() {
    return columns.length;
  }

  /** An agency and everything below it, every column. */
  public Selection below(int row) {
    BitSet rows = new BitSet();
    rows.set(row, agencies.end(row));
    return Selection.rows(rows);
  }

  // Writing

  /** The agency is one of those that owe this report. */
  public void expect(int row, int column) {
    Column cells = cells(row, column);
    int before = cells.live(row);
    cells = toWrite(column);
    cells.member(row, true);
    moved(row, column, before, cells.live(row));
  }

  /** Every agency owes this report. */
  public void expectAll(int column) {
    IntStream.range(0, rows()).forEach(row -> expect(row, column));
  }

  /** A report came. The earliest counts: later ones change nothing. */
  public void received(int row, int column, long second) {
    int at = epoch.at(second);
    Column cells = cells(row, column);
    int earliest = cells.received(row);
    if (at < earliest) {
      int facts = cells.facts(row);
      toWrite(column).lower(row, at);
      moved(row, column, cells.live(facts, earliest), cells.live(facts, at));
    }
  }

  /** Takes this for the first report, whatever came before: the earlier ones were returned. */
  public void set(int row, int column, long second) {
    put(row, column, epoch.at(second));
  }

  /** Nothing came: whatever did was returned. */
  public void clear(int row, int column) {
    put(row, column, Epoch.NEVER);
  }

  private void put(int row, int column, int at) {
    Column cells = cells(row, column);
    int before = cells.live(row);
    cells = toWrite(column);
    cells.put(row, at);
    moved(row, column, before, cells.live(row));
  }

  /** Gives or takes back the leave to be late, or to stay away. */
  public void excuse(int row, int column, boolean holds) {
    Column cells = cells(row, column);
    int before = cells.live(row);
    cells = toWrite(column);
    cells.excuse(row, holds);
    moved(row, column, before, cells.live(row));
  }

  /** Takes the report out of what is expected, or back in. */
  public void exempt(int row, int column, boolean holds) {
    Column cells = cells(row, column);
    int before = cells.live(row);
    cells = toWrite(column);
    cells.exempt(row, holds);
    moved(row, column, before, cells.live(row));
  }

  private Column toWrite(int column) {
    if (!owned[column]) {
      columns[column] = columns[column].copy();
      owned[column] = true;
    }
    return columns[column];
  }

  private void moved(int row, int column, int before, int after) {
    if (before != after) {
      columns[column].counts().move(0, before, after);
      for (int node = row; node != Forest.NO_PARENT; node = agencies.parent(node)) {
        counts.move(node, before, after);
      }
    }
  }

  /** As {@link #received} of each of them, and quicker for many: bits and counts are drawn anew. */
  public void receiveAll(SubmissionLog log) {
    int[][] seconds = new int[columns.length][];
    for (int column = 0; column < columns.length; column++) {
      seconds[column] = toWrite(column).seconds();
    }
    log.lower(seconds, rows(), epoch);
    RowCounts rowCounts = new RowCounts(rows(), columns.length);
    Cells cells = new Cells();
    for (Column column : columns) {
      column.recount(rowCounts, cells);
    }
    counts.clear();
    rowCounts.addTo(counts, rows());
    for (int row = rows() - 1; row >= 0; row--) {
      if (agencies.parent(row) != Forest.NO_PARENT) {
        counts.addAll(row, agencies.parent(row));
      }
    }
  }

  // Reading as of an instant, in seconds

  /** Where a report stood; null when none is expected, nor exempt. */
  public @Nullable State state(int row, int column, long asOf) {
    int code = cells(row, column).state(row, epoch.at(asOf));
    return code == NOT_EXPECTED ? null : State.ofCode(code);
  }

  /**
   * Where every report stood.
   *
   * @param out takes, at {@code column * rows() + row}, the {@linkplain State#code() code} of the
   *     state, or {@link #NOT_EXPECTED}
   */
  public void states(long asOf, byte[] out) {
    Objects.checkFromIndexSize(0, rows() * columns(), out.length);
    Cells cells = new Cells();
    for (int column = 0; column < columns.length; column++) {
      columns[column].states(epoch.at(asOf), cells, out, column * rows());
    }
  }

  /** Everything. */
  public Compliance all(long asOf) {
    return range(0, rows(), asOf);
  }

  /** One due date, all agencies. */
  public Compliance column(int column, long asOf) {
    Counts counts = new Counts();
    columns[column].count(0, rows(), epoch.at(asOf), counts);
    return counts.compliance();
  }

  /** One agency without those below it, all due dates. */
  public Compliance row(int row, long asOf) {
    Objects.checkIndex(row, rows());
    return range(row, row + 1, asOf);
  }

  /** An agency and everything below it, all due dates. */
  public Compliance subtree(int row, long asOf) {
    return range(row, agencies.end(row), asOf);
  }

  private Compliance range(int from, int to, long asOf) {
    Counts counts = new Counts();
    for (Column cells : columns) {
      cells.count(from, to, epoch.at(asOf), counts);
    }
    return counts.compliance();
  }

  /** An agency and everything below it, one due date. */
  public Compliance subtree(int row, int column, long asOf) {
    Counts counts = new Counts();
    columns[column].count(row, agencies.end(row), epoch.at(asOf), counts);
    return counts.compliance();
  }

  /** What is selected. */
  public Compliance of(Selection selection, long asOf) {
    selection.checkWithin(rows(), columns());
    Counts counts = new Counts();
    for (int column = 0; column < columns.length; column++) {
      if (selection.hasColumn(column)) {
        columns[column].count(selection, epoch.at(asOf), counts);
      }
    }
    return counts.compliance();
  }

  /** By how much the reports selected came late, of those that count as late; empty for none. */
  public Optional<Lateness> lateness(Selection selection, long asOf) {
    selection.checkWithin(rows(), columns());
    NearestRank late = new NearestRank(seconds -> eachLate(selection, epoch.at(asOf), seconds));
    return late.count() == 0
        ? Optional.empty()
        : Optional.of(
            new Lateness(
                late.count(),
                Duration.ofSeconds(late.percentile(50)),
                Duration.ofSeconds(late.percentile(90))));
  }

  private void eachLate(Selection selection, int asOf, LongConsumer seconds) {
    Cells cells = new Cells();
    for (int column = 0; column < columns.length; column++) {
      if (selection.hasColumn(column)) {
        columns[column].eachLate(selection, asOf, cells, seconds);
      }
    }
  }

  private Column cells(int row, int column) {
    Objects.checkIndex(row, rows());
    return columns[column];
  }

  // Reading live: by everything held, whenever it was received; an agency and everything below it

  public int liveExpected(int row) {
    return liveActual(row) + counts.missing(row) + liveExcused(row);
  }

  /** On time or late, without those excused. */
  public int liveActual(int row) {
    return liveOnTime(row) + counts.get(row, State.LATE);
  }

  public int liveOnTime(int row) {
    return counts.get(row, State.ON_TIME);
  }

  public int liveExcused(int row) {
    return counts.get(row, State.EXCUSED);
  }

  public int liveExempt(int row) {
    return counts.get(row, State.EXEMPT);
  }

  /** Of one due date. */
  public int liveExpected(int row, int column) {
    return columns[column].live(Column.Figure.EXPECTED, row, agencies.end(row));
  }

  /** Of one due date. */
  public int liveActual(int row, int column) {
    return columns[column].live(Column.Figure.ACTUAL, row, agencies.end(row));
  }

  /** Of one due date. */
  public int liveOnTime(int row, int column) {
    return columns[column].live(Column.Figure.ON_TIME, row, agencies.end(row));
  }
}
