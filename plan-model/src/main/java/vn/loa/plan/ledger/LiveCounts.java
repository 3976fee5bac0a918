package vn.loa.plan.ledger;

import vn.loa.plan.ledger.ReportStatus.State;

/**
 * For each node how many cells stand where, by all that is known and without asking the time: what
 * is not here is missing, due or not. A cell is given by its code, see {@link Column#live(int)}.
 */
final class LiveCounts {

  /** One for each state and one, the last, for cells where nothing is expected: never read. */
  private static final int KINDS = 8;

  static final int MISSING = State.PENDING.ordinal();

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

  void move(int node, int from, int to) {
    counts[slot(node, from)]--;
    counts[slot(node, to)]++;
  }

  void add(int node, int code) {
    counts[slot(node, code)]++;
  }

  /** Adds what one node counts to another. */
  void addAll(int from, int to) {
    for (int kind = 0; kind < KINDS; kind++) {
      counts[to * KINDS + kind] += counts[from * KINDS + kind];
    }
  }

  int get(int node, State state) {
    return counts[slot(node, state.ordinal())];
  }

  int missing(int node) {
    return counts[slot(node, MISSING)];
  }

  private static int slot(int node, int code) {
    return node * KINDS + (code & KINDS - 1);
  }
}
