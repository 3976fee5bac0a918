package vn.loa.sms;

/** One short message on its way to a handset. Immutable. */
public final class SmsPart {

  private final byte[] userData;
  private final boolean hasHeader;

  SmsPart(byte[] userData, boolean hasHeader) {
    this.userData = userData;
    this.hasHeader = hasHeader;
  }

  /**
   * The octets, with the user data header in front where there is one. GSM-7 is unpacked, one
   * septet in each octet. A fresh copy at each call.
   */
  public byte[] userData() {
    return userData.clone();
  }

  /**
   * Whether the user data begins with a header: then SMPP's esm_class must say so (UDHI, SMPP 3.4
   * §5.2.12).
   */
  public boolean hasHeader() {
    return hasHeader;
  }
}
