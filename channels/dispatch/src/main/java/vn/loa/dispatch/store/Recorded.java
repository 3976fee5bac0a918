package vn.loa.dispatch.store;

import java.util.BitSet;

/** Which changes of a call were taken. Immutable. */
public final class Recorded {

  /** All of them. */
  public static final Recorded ALL = new Recorded(new BitSet());

  private final BitSet leftOut;

  private Recorded(BitSet leftOut) {
    this.leftOut = leftOut;
  }

  /**
   * @param positions in the {@link Changes}, of those that the state of their delivery did not
   *     allow
   */
  public static Recorded without(BitSet positions) {
    return positions.isEmpty() ? ALL : new Recorded((BitSet) positions.clone());
  }

  public boolean all() {
    return leftOut.isEmpty();
  }

  /** Whether the change at this position was taken. */
  public boolean took(int position) {
    return !leftOut.get(position);
  }
}
