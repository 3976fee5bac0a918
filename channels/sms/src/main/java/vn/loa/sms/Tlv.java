package vn.loa.sms;

import java.util.Arrays;
import java.util.Locale;

/** An optional parameter of SMPP: a tag and what it is set to (SMPP 3.4 §5.3). Immutable. */
public final class Tlv {

  static final int SAR_MSG_REF_NUM = 0x020C;
  static final int SAR_TOTAL_SEGMENTS = 0x020E;
  static final int SAR_SEGMENT_SEQNUM = 0x020F;
  static final int MESSAGE_PAYLOAD = 0x0424;

  private final int tag;
  private final byte[] value;

  Tlv(int tag, byte... value) {
    this.tag = tag;
    this.value = value;
  }

  /**
   * An operator's own parameter, or another that stands beside a text.
   *
   * @param tag 0 to 65535
   * @param value at most 65535 octets; copied
   * @throws IllegalArgumentException if the tag or the length is outside that
   */
  public static Tlv of(int tag, byte... value) {
    if (tag < 0 || tag > 0xFFFF || value.length > 0xFFFF) {
      throw new IllegalArgumentException(
          "a TLV has a tag of 0 to 65535 and at most 65535 octets, not the tag "
              + tag
              + " and "
              + value.length
              + " octets");
    }
    return new Tlv(tag, value.clone());
  }

  /** 0 to 65535. */
  public int tag() {
    return tag;
  }

  /** The octets after the length, most significant first. A fresh copy at each call. */
  public byte[] value() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tlv tlv && tag == tlv.tag && Arrays.equals(value, tlv.value);
  }

  @Override
  public int hashCode() {
    return 31 * tag + Arrays.hashCode(value);
  }

  /** Without the octets: they may be what was written to a citizen. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "0x%04X, %d octets", tag, value.length);
  }
}
