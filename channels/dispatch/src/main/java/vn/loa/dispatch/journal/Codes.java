package vn.loa.dispatch.journal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Receipt;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;

/** What stands on disk for each constant: its place here, whatever its place in the source. */
final class Codes<E extends Enum<E>> {

  static final Codes<Urgency> URGENCIES =
      new Codes<>(Urgency.class, List.of(Urgency.ROUTINE, Urgency.PRIORITY, Urgency.EMERGENCY));

  static final Codes<CampaignStand.Phase> PHASES =
      new Codes<>(
          CampaignStand.Phase.class,
          List.of(
              CampaignStand.Phase.OPENING,
              CampaignStand.Phase.RUNNING,
              CampaignStand.Phase.PAUSED,
              CampaignStand.Phase.CANCELLED));

  static final Codes<Changes.Kind> CHANGES =
      new Codes<>(
          Changes.Kind.class,
          List.of(
              Changes.Kind.ATTEMPTED,
              Changes.Kind.SENT,
              Changes.Kind.REFUSED,
              Changes.Kind.EXPIRED,
              Changes.Kind.DEAD,
              Changes.Kind.IN_DOUBT,
              Changes.Kind.RETURNED,
              Changes.Kind.RETRY,
              Changes.Kind.DEFERRED,
              Changes.Kind.NEXT_ROUTE,
              Changes.Kind.SEND_AGAIN,
              Changes.Kind.SENT_UNCONFIRMED));

  static final Codes<Control.Kind> CONTROLS =
      new Codes<>(
          Control.Kind.class,
          List.of(
              Control.Kind.PAUSE,
              Control.Kind.RESUME,
              Control.Kind.CANCEL,
              Control.Kind.URGENCY,
              Control.Kind.NOT_BEFORE,
              Control.Kind.GIVE_UP_RECEIPTS));

  static final Codes<Receipt.Kind> RECEIPTS =
      new Codes<>(
          Receipt.Kind.class,
          List.of(
              Receipt.Kind.DELIVERED,
              Receipt.Kind.PLAYED,
              Receipt.Kind.PUBLISHED,
              Receipt.Kind.UNDELIVERED,
              Receipt.Kind.EXPIRED));

  static final Codes<DeliveryState> STATES =
      new Codes<>(
          DeliveryState.class,
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
              DeliveryState.DEAD));

  private final List<E> inOrder;
  private final Map<E, Integer> codes;

  private Codes(Class<E> type, List<E> inOrder) {
    this.inOrder = inOrder;
    this.codes = new EnumMap<>(type);
    for (E constant : inOrder) {
      codes.put(constant, codes.size());
    }
  }

  /**
   * @throws IllegalArgumentException if nothing on disk stands for it
   */
  int code(E constant) {
    Integer code = codes.get(constant);
    if (code == null) {
      throw new IllegalArgumentException(constant + " is not written");
    }
    return code;
  }

  /**
   * @throws IndexOutOfBoundsException if it stands for nothing
   */
  E constant(int code) {
    return inOrder.get(code);
  }
}
