package vn.loa.dispatch;

/** What a person says of a delivery in doubt. */
public enum Decision {
  /** It went out; no receipt is awaited. */
  SENT,
  /** Whether it went out or not: it is sent once more. */
  SEND_AGAIN,
  /** It did not go out, and shall not. */
  NOT_SENT
}
