package vn.loa.plan.ledger;

/** Nodes numbered depth-first, so that a node and everything below it are one range. Immutable. */
final class Forest {

  static final int NO_PARENT = -1;

  private final int[] parents;
  private final int[] ends;

  /**
   * @param parents of each node; {@link #NO_PARENT} for roots
   * @throws IllegalArgumentException when the nodes are numbered otherwise
   */
  Forest(int[] parents) {
    this.parents = parents.clone();
    this.ends = new int[parents.length];
    for (int node = 0; node < parents.length; node++) {
      check(node);
    }
    for (int node = parents.length - 1; node >= 0; node--) {
      ends[node] = Math.max(ends[node], node + 1);
      if (parents[node] != NO_PARENT) {
        ends[parents[node]] = Math.max(ends[parents[node]], ends[node]);
      }
    }
  }

  /** The parent must be the node before, or one above that: any other subtree is closed. */
  private void check(int node) {
    int open = node - 1;
    while (open != parents[node] && open != NO_PARENT) {
      open = parents[open];
    }
    if (open != parents[node]) {
      throw new IllegalArgumentException(
          "node %d cannot have parent %d: number the nodes depth-first, each after its parent and the children of one parent together, roots with parent %d"
              .formatted(node, parents[node], NO_PARENT));
    }
  }

  int size() {
    return parents.length;
  }

  int parent(int node) {
    return parents[node];
  }

  /** The first node after this one that is not below it. */
  int end(int node) {
    return ends[node];
  }
}
