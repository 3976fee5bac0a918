package vn.loa.dispatch.journal;

import java.util.BitSet;
import vn.loa.dispatch.store.Changes;

/** Which change the state of a delivery allows: the diagram of {@link vn.loa.dispatch}, in code. */
final class Transitions {

  private Transitions() {}

  /** Whether the worker that holds the lease of a chunk may change a delivery so. */
  static boolean allows(ChunkState chunk, int index, int route, Changes.Kind kind) {
    if (index >= chunk.size()) {
      return false;
    }
    int state = chunk.state(index);
    boolean waits = States.waits(state);
    boolean asked = state == States.ATTEMPTED || state == States.IN_DOUBT;
    return switch (kind) {
      case ATTEMPTED -> waits;
      case SENT, RETURNED, RETRY, SENT_UNCONFIRMED -> asked;
      case REFUSED, EXPIRED, DEAD, DEFERRED -> waits || asked;
      case NEXT_ROUTE ->
          (waits || asked) && chunk.nextRoute(index, route) < chunk.campaign().routes();
      case IN_DOUBT -> state == States.ATTEMPTED;
      case SEND_AGAIN -> state == States.IN_DOUBT && !chunk.campaign().isCancelled();
    };
  }

  /** Whether it may be changed so by whoever has no lease. */
  static boolean allowsSettling(ChunkState chunk, int index, Changes.Kind kind) {
    if (index >= chunk.size()) {
      return false;
    }
    int state = chunk.state(index);
    boolean unattended = state == States.ATTEMPTED && chunk.isUnattended(index);
    return (state == States.IN_DOUBT || unattended)
        && allows(chunk, index, chunk.route(index), kind);
  }

  /** The others of these changes; themselves where none is left out. */
  static Changes without(BitSet leftOut, Changes changes) {
    if (leftOut.isEmpty()) {
      return changes;
    }
    Changes taken = new Changes().at(changes.at());
    for (int i = leftOut.nextClearBit(0); i < changes.size(); i = leftOut.nextClearBit(i + 1)) {
      taken.add(changes, i);
    }
    return taken;
  }
}
