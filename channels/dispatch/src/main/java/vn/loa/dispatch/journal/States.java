package vn.loa.dispatch.journal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import vn.loa.channel.DeliveryState;

/** The states of a delivery in four bits: the order is this class's own and may change. */
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

  private static final List<DeliveryState> BY_CODE =
      List.of(
          DeliveryState.QUEUED,
          DeliveryState.DEFERRED,
          DeliveryState.ATTEMPTED,
          DeliveryState.SENT,
          DeliveryState.DELIVERED,
          DeliveryState.UNCONFIRMED,
          DeliveryState.REFUSED,
          DeliveryState.EXPIRED,
          DeliveryState.CANCELLED,
          DeliveryState.IN_DOUBT,
          DeliveryState.DEAD);

  private static final Map<DeliveryState, Integer> CODES = codes();

  private States() {}

  static DeliveryState of(int code) {
    return BY_CODE.get(code);
  }

  static int code(DeliveryState state) {
    return Objects.requireNonNull(CODES.get(state));
  }

  /** Whether a delivery in this state waits here, and certainly did not go out. */
  static boolean waits(int code) {
    return code <= DEFERRED;
  }

  private static Map<DeliveryState, Integer> codes() {
    Map<DeliveryState, Integer> codes = new EnumMap<>(DeliveryState.class);
    for (int code = 0; code < COUNT; code++) {
      codes.put(BY_CODE.get(code), code);
    }
    return codes;
  }
}
