package vn.loa.simulator;

import java.time.Duration;
import java.time.Instant;

/** One command on its way through a device. */
final class Job {

  final Order order;

  /** In nanos. */
  final long arrived;

  /** Whether it came fresh from the hub to a device that was not waiting for the time. */
  final boolean live;

  /** Orders those of one urgency. */
  final long number;

  /** How long one repeat of it takes on this device. */
  final Duration once;

  final int repeats;

  Fetch fetch = Fetch.DONE;

  /** In nanos: when its recordings are there, or known to be missing. */
  long fetched;

  /** Repeats that came to their end. */
  int done;

  boolean interrupted;

  /** By the true time: when the repeat that sounds began. */
  Instant began = Instant.EPOCH;

  enum Fetch {
    RUNS,
    DONE,
    WRONG_HASH,
    MISSING
  }

  Job(Order order, long arrived, boolean live, long number, Duration once, int repeats) {
    this.order = order;
    this.arrived = arrived;
    this.live = live;
    this.number = number;
    this.once = once;
    this.repeats = repeats;
  }

  boolean isEmergency() {
    return order.urgent() == Order.Urgent.EMERGENCY;
  }

  /** What was interrupted had its turn: only an emergency goes before it. */
  int rank() {
    return switch (order.urgent()) {
      case EMERGENCY -> 0;
      case PRIORITY -> interrupted ? 1 : 2;
      case NORMAL -> interrupted ? 1 : 3;
    };
  }
}
