package vn.loa.channel;

/**
 * Where one delivery stands. What follows what is drawn in the documentation of the package {@code
 * vn.loa.dispatch}.
 */
public enum DeliveryState {
  /** Waits here for its turn; certainly not sent. */
  QUEUED,
  /** Waits here for an instant: a rule forbids it now, or it is tried again; certainly not sent. */
  DEFERRED,
  /** Handed to the channel; no answer yet. */
  ATTEMPTED,
  /** The network took it; no receipt yet. */
  SENT,
  /** A receipt says that it reached the handset, was played, or stands published. */
  DELIVERED,
  /** The network took it, and no receipt came in its time. */
  UNCONFIRMED,
  /** The network, the device or a sending rule said no. */
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
    return this == QUEUED || this == DEFERRED || this == ATTEMPTED;
  }

  /** Whether nothing more is expected to happen: not open, and no receipt awaited. */
  public boolean isFinal() {
    return !isOpen() && this != SENT;
  }
}
