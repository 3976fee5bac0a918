package vn.loa.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.ledger.NaiveMatrix.Cell;
import vn.loa.plan.ledger.ReportStatus.State;

/** Every figure of a matrix is what one finds by asking each of its cells. */
class ComplianceMatrixPropertyTest {

  /** Close enough together that instants meet. */
  private static final int SECONDS = 40;

  /** A forest, due dates and members, twice: as columns and cell by cell. */
  private static final class Twins {

    private final Random random;
    private final int[] parents;
    private final long[] dues;
    private final long start;
    private final ComplianceMatrix matrix;
    private final NaiveMatrix naive;

    Twins(long seed, int rows, int columns) {
      this.random = new Random(seed);
      this.parents = forest(rows);
      this.start = random.nextInt(2_000_000_000) - 1_000_000_000L;
      this.dues = random.longs(columns, start, start + SECONDS).toArray();
      this.matrix = ComplianceMatrix.of(parents, dues);
      this.naive = new NaiveMatrix(parents, dues);
    }

    /** Each node's parent is the node before it, or one above that. */
    private int[] forest(int rows) {
      int[] forest = new int[rows];
      for (int row = 0; row < rows; row++) {
        int parent = row - 1;
        while (parent >= 0 && random.nextInt(3) > 0) {
          parent = forest[parent];
        }
        forest[row] = parent;
      }
      return forest;
    }

    Cell cell() {
      return new Cell(random.nextInt(parents.length), random.nextInt(dues.length));
    }

    long second() {
      return start - 2 + random.nextInt(SECONDS + 4);
    }

    void expect(double share) {
      for (Cell cell : naive.cells(any -> random.nextDouble() < share)) {
        matrix.expect(cell.row(), cell.column());
        naive.expect(cell);
      }
    }

    void excuseAndExempt() {
      for (Cell cell : naive.cells(any -> random.nextInt(5) == 0)) {
        boolean holds = random.nextInt(4) > 0;
        if (random.nextBoolean()) {
          matrix.excuse(cell.row(), cell.column(), holds);
          naive.excuse(cell, holds);
        } else {
          matrix.exempt(cell.row(), cell.column(), holds);
          naive.exempt(cell, holds);
        }
      }
    }

    void receive(Cell cell, long second) {
      matrix.received(cell.row(), cell.column(), second);
      naive.received(cell, second);
    }

    void happen(int events) {
      for (int i = 0; i < events; i++) {
        happen(cell(), second());
      }
    }

    private void happen(Cell cell, long second) {
      switch (random.nextInt(8)) {
        case 0 -> {
          matrix.set(cell.row(), cell.column(), second);
          naive.set(cell, second);
        }
        case 1 -> {
          matrix.clear(cell.row(), cell.column());
          naive.clear(cell);
        }
        case 2 -> {
          boolean holds = random.nextBoolean();
          matrix.excuse(cell.row(), cell.column(), holds);
          naive.excuse(cell, holds);
        }
        case 3 -> {
          boolean holds = random.nextBoolean();
          matrix.exempt(cell.row(), cell.column(), holds);
          naive.exempt(cell, holds);
        }
        default -> receive(cell, second);
      }
    }

    void agree() {
      agree(matrix, Long.MAX_VALUE);
      for (int i = 0; i < 4; i++) {
        agree(matrix, second());
      }
    }

    private void agree(ComplianceMatrix columns, long asOf) {
      assertThat(columns.all(asOf)).isEqualTo(naive.count(any -> true, asOf));
      assertThat(statesOf(columns, asOf)).isEqualTo(states(asOf));
      for (int column = 0; column < dues.length; column++) {
        int wanted = column;
        assertThat(columns.column(column, asOf))
            .isEqualTo(naive.count(cell -> cell.column() == wanted, asOf));
      }
      for (int row = 0; row < parents.length; row++) {
        agree(columns, row, asOf);
      }
      agree(columns, selection(), asOf);
    }

    private void agree(ComplianceMatrix columns, int row, long asOf) {
      Predicate<Cell> below = cell -> naive.isBelow(cell.row(), row);
      assertThat(columns.row(row, asOf)).isEqualTo(naive.count(cell -> cell.row() == row, asOf));
      Compliance subtree = naive.count(below, asOf);
      assertThat(columns.subtree(row, asOf)).isEqualTo(subtree);
      assertThat(columns.of(columns.below(row), asOf)).isEqualTo(subtree);
      assertThat(columns.lateness(columns.below(row), asOf)).isEqualTo(naive.lateness(below, asOf));
      int column = random.nextInt(dues.length);
      assertThat(columns.subtree(row, column, asOf))
          .isEqualTo(naive.count(below.and(cell -> cell.column() == column), asOf));
    }

    private void agree(ComplianceMatrix columns, BitSet[] axes, long asOf) {
      Selection selection = Selection.rows(axes[0]).and(Selection.columns(axes[1]));
      Predicate<Cell> within = cell -> axes[0].get(cell.row()) && axes[1].get(cell.column());
      assertThat(columns.of(selection, asOf)).isEqualTo(naive.count(within, asOf));
      assertThat(columns.lateness(selection, asOf)).isEqualTo(naive.lateness(within, asOf));
    }

    private BitSet[] selection() {
      return new BitSet[] {some(parents.length), some(dues.length)};
    }

    private BitSet some(int of) {
      BitSet some = new BitSet();
      random.ints(of, 0, of).forEach(some::set);
      return some;
    }

    private List<@Nullable State> states(long asOf) {
      List<@Nullable State> states = new ArrayList<>();
      naive.cells(any -> true).forEach(cell -> states.add(naive.state(cell, asOf)));
      return states;
    }

    /** As one by one, which is compared on the way. */
    private List<@Nullable State> statesOf(ComplianceMatrix columns, long asOf) {
      byte[] codes = new byte[columns.rows() * columns.columns()];
      columns.states(asOf, codes);
      List<@Nullable State> states = new ArrayList<>();
      for (Cell cell : naive.cells(any -> true)) {
        int code = codes[cell.column() * columns.rows() + cell.row()];
        State state = code == ComplianceMatrix.NOT_EXPECTED ? null : State.ofCode(code);
        assertThat(columns.state(cell.row(), cell.column(), asOf)).isEqualTo(state);
        states.add(state);
      }
      return states;
    }

    void liveFiguresAgree() {
      long end = start + 2 * SECONDS;
      for (int row = 0; row < parents.length; row++) {
        Compliance stand = matrix.subtree(row, end);
        assertThat(matrix.liveExpected(row)).isEqualTo((int) stand.expected());
        assertThat(matrix.liveActual(row)).isEqualTo((int) stand.actual());
        assertThat(matrix.liveOnTime(row)).isEqualTo((int) stand.onTime());
        assertThat(matrix.liveExcused(row)).isEqualTo((int) stand.excused());
        assertThat(matrix.liveExempt(row)).isEqualTo((int) stand.exempt());
        for (int column = 0; column < dues.length; column++) {
          Compliance cell = matrix.subtree(row, column, end);
          assertThat(matrix.liveExpected(row, column)).isEqualTo((int) cell.expected());
          assertThat(matrix.liveActual(row, column)).isEqualTo((int) cell.actual());
          assertThat(matrix.liveOnTime(row, column)).isEqualTo((int) cell.onTime());
        }
      }
    }
  }

  @Property(tries = 300)
  void every_figure_is_the_sum_of_its_cells(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 150) int rows,
      @ForAll @IntRange(min = 1, max = 5) int columns,
      @ForAll @IntRange(max = 400) int events) {
    Twins twins = new Twins(seed, rows, columns);
    twins.expect(0.8);
    twins.excuseAndExempt();
    twins.happen(events);
    twins.agree();
    twins.liveFiguresAgree();
  }

  @Property(tries = 100)
  void the_order_of_what_is_told_does_not_matter(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int rows) {
    Twins twins = new Twins(seed, rows, 3);
    List<Runnable> events = new ArrayList<>();
    for (int i = 0; i < 3 * rows; i++) {
      Cell cell = twins.cell();
      long second = twins.second();
      events.add(() -> twins.receive(cell, second));
      events.add(() -> twins.receive(cell, second + 1));
    }
    events.add(() -> twins.expect(0.7));
    events.add(twins::excuseAndExempt);
    Collections.shuffle(events, twins.random);
    events.forEach(Runnable::run);
    twins.agree();
    twins.liveFiguresAgree();
  }

  @Property(tries = 100)
  void a_matrix_rebuilt_from_the_log_is_the_one_that_was_kept_up(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 150) int rows,
      @ForAll @IntRange(max = 500) int events) {
    Twins twins = new Twins(seed, rows, 4);
    twins.expect(0.8);
    twins.excuseAndExempt();
    twins.happen(30);
    ComplianceMatrix rebuilt = twins.matrix.copy();
    SubmissionLog log = SubmissionLog.EMPTY;
    for (int i = 0; i < events; i++) {
      Cell cell = twins.cell();
      long second = twins.second();
      twins.receive(cell, second);
      log = log.plus(cell.row(), cell.column(), second, i);
    }
    rebuilt.receiveAll(log);
    for (int i = 0; i < 3; i++) {
      twins.agree(rebuilt, twins.second());
    }
    for (int row = 0; row < rows; row++) {
      assertThat(rebuilt.liveOnTime(row)).isEqualTo(twins.matrix.liveOnTime(row));
      assertThat(rebuilt.liveExpected(row)).isEqualTo(twins.matrix.liveExpected(row));
    }
    happenFurther(twins, rebuilt);
  }

  /** A rebuilt matrix is kept up as any other. */
  private static void happenFurther(Twins twins, ComplianceMatrix rebuilt) {
    for (int i = 0; i < 20; i++) {
      Cell cell = twins.cell();
      long second = twins.second();
      twins.receive(cell, second);
      rebuilt.received(cell.row(), cell.column(), second);
    }
    twins.agree(rebuilt, Long.MAX_VALUE);
  }

  @Property(tries = 100)
  void what_was_known_by_then_is_the_log_of_that_day(
      @ForAll long seed, @ForAll @IntRange(max = 200) int events) {
    Random random = new Random(seed);
    SubmissionLog log = SubmissionLog.EMPTY;
    List<SubmissionLog> logs = new ArrayList<>(List.of(log));
    List<Long> known = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < events; i++) {
      at += random.nextInt(3);
      log = log.plus(i, 0, i, at);
      logs.add(log);
      known.add(at);
    }
    for (long second = -1; second <= at + 1; second++) {
      long asOf = second;
      int wanted = (int) known.stream().filter(then -> then <= asOf).count();
      assertThat(log.knownBy(second).size()).isEqualTo(wanted);
    }
    for (int size = 0; size <= events; size++) {
      assertThat(logs.get(size).size()).isEqualTo(size);
    }
  }

  @Property
  void a_percentile_is_a_value_of_the_sorted_list(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int count,
      @ForAll @IntRange(min = 1, max = 32) int bits,
      @ForAll @IntRange(min = 1, max = 100) int percent) {
    long[] values = new Random(seed).longs(count, 0, 1L << bits).toArray();
    NearestRank rank =
        new NearestRank(
            each -> {
              for (long value : values) {
                each.accept(value);
              }
            });
    long[] sorted = Arrays.stream(values).sorted().toArray();

    assertThat(rank.count()).isEqualTo(count);
    assertThat(rank.percentile(percent)).isEqualTo(sorted[(count * percent + 99) / 100 - 1]);
  }
}
