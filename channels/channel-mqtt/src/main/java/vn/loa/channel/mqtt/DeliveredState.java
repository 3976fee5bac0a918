package vn.loa.channel.mqtt;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Delivery;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;

/** Reads from a delivery where its device stands; never more than the delivery proves. */
final class DeliveredState {

  private static final Map<String, DeviceState> BY_CODE =
      Map.of(
          "CANCELLED", DeviceState.CANCELLED,
          "SUPERSEDED", DeviceState.SUPERSEDED,
          "REJECTED", DeviceState.REJECTED,
          "EXPIRED", DeviceState.EXPIRED);

  static DeviceState of(Delivery delivery) {
    if (delivery.receipt() != null) {
      return switch (delivery.receipt().kind()) {
        case PLAYED -> DeviceState.PLAYED;
        case DELIVERED, PUBLISHED -> DeviceState.RECEIVED;
        case EXPIRED -> DeviceState.EXPIRED;
        case UNDELIVERED -> unheard(why(delivery));
      };
    }
    return switch (delivery.state()) {
      case QUEUED, DEFERRED, ATTEMPTED -> DeviceState.PENDING;
      case SENT, UNCONFIRMED, IN_DOUBT -> DeviceState.SENT;
      // Without the receipt that says how it was played, it has only arrived.
      case DELIVERED -> DeviceState.RECEIVED;
      case EXPIRED -> DeviceState.EXPIRED;
      case CANCELLED -> DeviceState.CANCELLED;
      case REFUSED, DEAD -> unheard(why(delivery));
    };
  }

  /** The receipt's reason, else the delivery's own; null if neither has one. */
  static @Nullable Reason why(Delivery delivery) {
    return delivery
        .receipt(Receipt.Undelivered.class)
        .map(Receipt.Undelivered::reason)
        .orElse(delivery.reason());
  }

  private static DeviceState unheard(@Nullable Reason reason) {
    return reason == null
        ? DeviceState.FAILED
        : BY_CODE.getOrDefault(reason.code(), DeviceState.FAILED);
  }

  private DeliveredState() {}
}
