package vn.loa.sms;

import java.util.List;

/** One short message on its way to a handset, or a whole text that the SMSC cuts. Immutable. */
public final class SmsPart {

  private final String text;
  private final int units;
  private final byte[] userData;
  private final boolean hasHeader;
  private final List<Tlv> tlvs;

  SmsPart(String text, int units, byte[] userData, boolean hasHeader, List<Tlv> tlvs) {
    this.text = text;
    this.units = units;
    this.userData = userData;
    this.hasHeader = hasHeader;
    this.tlvs = tlvs;
  }

  /** The characters that this part carries. */
  public String text() {
    return text;
  }

  /** Septets or 16-bit units of {@link #text()}, without header. */
  public int units() {
    return units;
  }

  /**
   * The octets of short_message, with the user data header in front where there is one; none if
   * {@link #tlvs()} carry them. GSM-7 is unpacked, one septet in each octet. A fresh copy at each
   * call.
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

  /** What goes beside the user data; empty where headers do it all. Unmodifiable. */
  public List<Tlv> tlvs() {
    return tlvs;
  }
}
