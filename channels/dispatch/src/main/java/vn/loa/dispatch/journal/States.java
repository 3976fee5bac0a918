package vn.loa.dispatch.journal;

import vn.loa.channel.DeliveryState;

/** The states of a delivery in four bits: {@link Codes#STATES} as numbers. */
final class States {

  static final int QUEUED = 0;
  static final int DEFERRED = 1;
  static final int ATTEMPTED = 2;
  static final int SENT = 3;
  static final int DELIVERED = 4;
  static final int UNCONFIRMED = 5;
  static final int REFUSED = 6;
  static final int EXPIRED = 7;
  static final int CANCELLED = 8;
  static final int IN_DOUBT = 9;
  static final int DEAD = 10;

  /** How many there are. */
  static final int COUNT = 11;

  private States() {}

  static DeliveryState of(int code) {
    return Codes.STATES.constant(code);
  }

  static int code(DeliveryState state) {
    return Codes.STATES.code(state);
  }

  /** Whether a delivery in this state waits here, and certainly did not go out. */
  static boolean waits(int code) {
    return code <= DEFERRED;
  }
}
