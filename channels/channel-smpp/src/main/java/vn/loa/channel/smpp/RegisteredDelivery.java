package vn.loa.channel.smpp;

/** Which receipts a submit_sm asks for (SMPP 3.4 §5.2.17). */
public enum RegisteredDelivery {
  /** None; then no delivery is ever more than sent. */
  NONE(0),
  /** One when it is decided, for better or worse. */
  FINAL(1),
  /** One if it fails. */
  FAILURE(2);

  private final int flag;

  RegisteredDelivery(int flag) {
    this.flag = flag;
  }

  int flag() {
    return flag;
  }
}
