package vn.loa.channel;

/**
 * Where one delivery stands.
 *
 * <pre>
 *  QUEUED ──► ATTEMPTED ──► SENT ──► DELIVERED
 *    ▲  │         │  │        └────► REFUSED      a receipt said no, or too late
 *    │  │ (retry) │  ├─────────────► REFUSED      the network said no
 *    └──┼─────────┘  ├─────────────► EXPIRED      too late, just before the wire
 *       │            ├─────────────► IN_DOUBT     bytes left, no answer came
 *       │            └─────────────► DEAD         tried as often as allowed, never went out
 *       ├──────────────────────────► EXPIRED      too late before it went out
 *       └──────────────────────────► CANCELLED    taken back before it went out
 * </pre>
 */
public enum DeliveryState {
  /** Waits here; certainly not sent. */
  QUEUED,
  /** Handed to the channel; no answer yet. */
  ATTEMPTED,
  /** The network took it; no receipt yet, and there may never be one. */
  SENT,
  /** A receipt says that it reached the handset, was played, or stands published. */
  DELIVERED,
  /** The network or the device said no. */
  REFUSED,
  /** Its time ran out before it went out. */
  EXPIRED,
  /** Taken back before it went out. */
  CANCELLED,
  /** It may or may not have gone out. */
  IN_DOUBT,
  /** It certainly never went out, and is not tried again. */
  DEAD;

  /** Whether the wire, or the dispatcher in its place, has still to answer. */
  public boolean isOpen() {
    return this == QUEUED || this == ATTEMPTED;
  }

  /** Whether nothing more is expected to happen: not open, and no receipt awaited. */
  public boolean isFinal() {
    return !isOpen() && this != SENT;
  }
}
