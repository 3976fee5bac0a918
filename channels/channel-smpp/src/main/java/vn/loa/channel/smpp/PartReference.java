package vn.loa.channel.smpp;

import vn.loa.sms.SmsPart;

/**
 * Where the reference that joins parts stands in a template.
 *
 * @param octets 0 where there is none, 1 or 2
 */
record PartReference(int at, int octets) {

  static final PartReference NONE = new PartReference(0, 0);

  private static final int CONCATENATED_8 = 0x00;
  private static final int CONCATENATED_16 = 0x08;

  /** Behind the length of the header, the name of its first element and the length of that. */
  private static final int IN_HEADER = 3;

  /** Behind tag and length. */
  private static final int IN_TLV = 4;

  /** In the header of 3GPP TS 23.040 §9.2.3.24, whose first element joins, if any does. */
  static PartReference inHeader(SmsPart part, byte[] shortMessage, int at) {
    if (!part.hasHeader()) {
      return NONE;
    }
    return switch (shortMessage[1]) {
      case CONCATENATED_8 -> new PartReference(at + IN_HEADER, 1);
      case CONCATENATED_16 -> new PartReference(at + IN_HEADER, 2);
      default -> NONE;
    };
  }

  /** In sar_msg_ref_num, which begins there. */
  static PartReference inTlv(int at) {
    return new PartReference(at + IN_TLV, 2);
  }

  void write(byte[] into, int template, int reference) {
    if (octets > 0) {
      into[template + at + octets - 1] = (byte) reference;
    }
    if (octets > 1) {
      into[template + at] = (byte) (reference >> 8);
    }
  }
}
