package vn.loa.plan.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.ledger.ReportStatus.State;

/** What a {@link ComplianceMatrix} must answer, found by asking every cell. */
final class NaiveMatrix {

  record Cell(int row, int column) {}

  private final int[] parents;
  private final long[] dues;
  private final Set<Cell> members = new HashSet<>();
  private final Set<Cell> excused = new HashSet<>();
  private final Set<Cell> exempt = new HashSet<>();
  private final Map<Cell, Long> received = new HashMap<>();

  NaiveMatrix(int[] parents, long[] dues) {
    this.parents = parents;
    this.dues = dues;
  }

  void expect(Cell cell) {
    members.add(cell);
  }

  void received(Cell cell, long second) {
    received.merge(cell, second, Math::min);
  }

  void set(Cell cell, long second) {
    received.put(cell, second);
  }

  void clear(Cell cell) {
    received.remove(cell);
  }

  void excuse(Cell cell, boolean holds) {
    put(excused, cell, holds);
  }

  void exempt(Cell cell, boolean holds) {
    put(exempt, cell, holds);
  }

  private static void put(Set<Cell> cells, Cell cell, boolean holds) {
    if (holds) {
      cells.add(cell);
    } else {
      cells.remove(cell);
    }
  }

  @Nullable State state(Cell cell, long asOf) {
    if (!members.contains(cell)) {
      return null;
    }
    if (exempt.contains(cell)) {
      return State.EXEMPT;
    }
    Optional<Long> came = came(cell, asOf);
    long due = dues[cell.column()];
    if (came.isPresent() && came.get() < due) {
      return State.ON_TIME;
    }
    if (excused.contains(cell)) {
      return State.EXCUSED;
    }
    if (came.isPresent()) {
      return State.LATE;
    }
    return due <= asOf ? State.OVERDUE : State.PENDING;
  }

  private Optional<Long> came(Cell cell, long asOf) {
    return Optional.ofNullable(received.get(cell)).filter(second -> second <= asOf);
  }

  Compliance count(Predicate<Cell> which, long asOf) {
    Compliance sum = Compliance.NONE;
    for (Cell cell : cells(which)) {
      State state = state(cell, asOf);
      sum = state == null ? sum : sum.plus(Compliance.of(state));
    }
    return sum;
  }

  Optional<Lateness> lateness(Predicate<Cell> which, long asOf) {
    List<Duration> late =
        cells(which).stream()
            .filter(cell -> state(cell, asOf) == State.LATE)
            .map(
                cell ->
                    Duration.ofSeconds(
                        Objects.requireNonNull(received.get(cell)) - dues[cell.column()]))
            .sorted()
            .toList();
    if (late.isEmpty()) {
      return Optional.empty();
    }
    Duration median = late.get((int) Math.ceil(0.5 * late.size()) - 1);
    Duration ninetieth = late.get((9 * late.size() + 9) / 10 - 1);
    return Optional.of(new Lateness(late.size(), median, ninetieth));
  }

  boolean isBelow(int row, int top) {
    for (int node = row; node >= 0; node = parents[node]) {
      if (node == top) {
        return true;
      }
    }
    return false;
  }

  List<Cell> cells(Predicate<Cell> which) {
    List<Cell> cells = new ArrayList<>();
    for (int column = 0; column < dues.length; column++) {
      for (int row = 0; row < parents.length; row++) {
        Cell cell = new Cell(row, column);
        if (which.test(cell)) {
          cells.add(cell);
        }
      }
    }
    return cells;
  }
}
