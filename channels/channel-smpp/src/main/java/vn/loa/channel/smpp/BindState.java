package vn.loa.channel.smpp;

/** How a bind stands. */
public enum BindState {
  /** It connects, or waits for the answer to its bind. */
  BINDING,
  /** Messages may go. */
  BOUND,
  /** It was lost or refused, and will be tried again. */
  WAITING,
  /** The SMSC refused who we are; it is not tried again. */
  REFUSED,
  CLOSED
}
