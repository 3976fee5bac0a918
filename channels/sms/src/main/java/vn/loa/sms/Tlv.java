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
