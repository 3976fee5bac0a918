package vn.loa.channel;

import java.time.InstantSource;

/**
 * The clock that everything here is given: the wall, a ticker for intervals, and waiting. A test
 * turns one by hand.
 */
public interface Time extends InstantSource {

  /** Nanoseconds from an arbitrary start, never back; compare by difference. */
  long nanos();

  /**
   * Waits on a monitor that the caller holds, until it is notified or {@link #nanos()} has reached
   * {@code deadline}. May wake early: ask again in a loop.
   */
  void await(Object monitor, long deadline) throws InterruptedException;

  /** The machine's own. */
  static Time system() {
    return SystemTime.INSTANCE;
  }
}
