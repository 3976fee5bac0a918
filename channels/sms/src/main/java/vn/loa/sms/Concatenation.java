package vn.loa.sms;

import java.util.List;

/**
 * How the parts of a long text are told to belong together; the operator says which of them it
 * takes. A text of one part is carried alike under all of them, without any of this.
 */
public enum Concatenation {
  /**
   * A user data header with an 8-bit reference in front of each part (3GPP TS 23.040 §9.2.3.24.1):
   * 153 septets or 67 units a part. Every handset knows it.
   */
  UDH_8(5, 0xFF),

  /**
   * A user data header with a 16-bit reference (§9.2.3.24.8): 152 septets or 66 units a part, and
   * references that come around after 65,536 texts, not 256.
   */
  UDH_16(6, 0xFFFF),

  /**
   * The parameters sar_msg_ref_num, sar_total_segments and sar_segment_seqnum (SMPP 3.4 §5.3.2.22
   * to 24) beside each part; the SMSC writes the header. Parts are cut as for {@link #UDH_8}, which
   * is what is counted and billed; an SMSC that writes 16-bit references itself wants {@link
   * #UDH_16}.
   */
  SAR(5, 0xFFFF),

  /**
   * The whole text in the parameter message_payload (SMPP 3.4 §5.3.2.32); the SMSC cuts it. It is
   * counted as {@link #UDH_8} would cut it. A text of one part goes into short_message all the
   * same.
   */
  PAYLOAD(5, 0xFFFF);

  private final int elementOctets;
  private final int mostReference;

  Concatenation(int elementOctets, int mostReference) {
    this.elementOctets = elementOctets;
    this.mostReference = mostReference;
  }

  /** Octets of the information element that each part ends up with. */
  int elementOctets() {
    return elementOctets;
  }

  /** The largest reference: 255 or 65535. References begin at 0. */
  public int mostReference() {
    return mostReference;
  }

  /** The information element of a part; empty if the SMSC writes it. */
  byte[] element(int reference, int total, int number) {
    return switch (this) {
      case UDH_8 -> new byte[] {0x00, 3, (byte) reference, (byte) total, (byte) number};
      case UDH_16 ->
          new byte[] {
            0x08, 4, (byte) (reference >> 8), (byte) reference, (byte) total, (byte) number
          };
      case SAR, PAYLOAD -> new byte[0];
    };
  }

  /** What goes beside a part in place of that element. */
  List<Tlv> parameters(int reference, int total, int number) {
    return this != SAR
        ? List.of()
        : List.of(
            new Tlv(Tlv.SAR_MSG_REF_NUM, (byte) (reference >> 8), (byte) reference),
            new Tlv(Tlv.SAR_TOTAL_SEGMENTS, (byte) total),
            new Tlv(Tlv.SAR_SEGMENT_SEQNUM, (byte) number));
  }

  /** Whether the parts carry the header themselves. */
  boolean inHeader() {
    return this == UDH_8 || this == UDH_16;
  }
}
