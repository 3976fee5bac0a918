package vn.loa.plan.ledger;

import java.util.Arrays;
import vn.loa.plan.ledger.ReportStatus.State;

/**
 * For each node how many cells stand where, by all that is known and without asking the time: what
 * is not here is missing, due or not. A cell is given by its code, see {@link Column#live(int)}.
 *
 * <p>The missing are not counted: they are the members that stand nowhere else. So the commonest
 * event, a report that was missing and came, changes one number of a node and not two.
 */
final class LiveCounts {

  /** One for each state, and one, the last, for the members. */
  private static final int KINDS = 8;

  private static final int MISSING = State.PENDING.code();
  private static final int MEMBERS = KINDS - 1;

  private final int[] counts;

  LiveCounts(int nodes) {
    this(new int[Math.multiplyExact(nodes, KINDS)]);
  }

  private LiveCounts(int[] counts) {
    this.counts = counts;
  }

  LiveCounts copy() {
    return new LiveCounts(counts.clone());
  }

  void clear() {
    Arrays.fill(counts, 0);
  }

  /** One cell of a node stands elsewhere. */
  void move(int node, int from, int to) {
    count(node, from, -1);
    count(node, to, 1);
  }

  private void count(int node, int code, int change) {
    if (code == ComplianceMatrix.NOT_EXPECTED) {
      counts[node * KINDS + MEMBERS] -= change;
    } else if (code != MISSING) {
      counts[node * KINDS + code] += change;
    }
  }

  /** Adds sixty-four cells. */
  void add(int node, Cells cells) {
    add(node, State.ON_TIME, Long.bitCount(cells.onTime));
    add(node, State.LATE, Long.bitCount(cells.late));
    add(node, State.EXCUSED, Long.bitCount(cells.excused));
    add(node, State.EXEMPT, Long.bitCount(cells.exempt));
    add(node, State.PENDING, Long.bitCount(cells.missing));
  }

  /** Adds cells that stand there; what is missing is pending. */
  void add(int node, State state, int cells) {
    counts[node * KINDS + MEMBERS] += cells;
    if (state != State.PENDING) {
      counts[node * KINDS + state.code()] += cells;
    }
  }

  /** Adds what one node counts to another. */
  void addAll(int from, int to) {
    for (int kind = 0; kind < KINDS; kind++) {
      counts[to * KINDS + kind] += counts[from * KINDS + kind];
    }
  }

  int get(int node, State state) {
    return counts[node * KINDS + state.code()];
  }

  int missing(int node) {
    return counts[node * KINDS + MEMBERS]
        - get(node, State.ON_TIME)
        - get(node, State.LATE)
        - get(node, State.EXCUSED)
        - get(node, State.EXEMPT);
  }
}
