package vn.loa.dispatch;

/** What becomes of a delivery in doubt that neither a late answer nor a receipt has resolved. */
public enum DoubtPolicy {
  /** It stays in doubt until somebody decides: nobody gets it twice. */
  HOLD,
  /** It is sent again, once: nobody goes without. */
  SEND_AGAIN
}
