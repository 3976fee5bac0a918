package vn.loa.simulator;

/**
 * Numbers of SMPP 3.4: commands (§5.1.2.1), statuses (§5.1.3), and optional parameters (§5.3.2).
 */
final class Smpp {

  static final int HEADER = 16;

  /** A message_payload of 64 KiB, and what stands around it. */
  static final int LONGEST = 68 * 1024;

  static final int RESPONSE = 0x8000_0000;
  static final int GENERIC_NACK = 0x8000_0000;
  static final int BIND_RECEIVER = 0x01;
  static final int BIND_TRANSMITTER = 0x02;
  static final int SUBMIT_SM = 0x04;
  static final int DELIVER_SM = 0x05;
  static final int UNBIND = 0x06;
  static final int BIND_TRANSCEIVER = 0x09;
  static final int ENQUIRE_LINK = 0x15;
  static final int DATA_SM = 0x103;

  static final int ROK = 0x00;
  static final int RINVMSGLEN = 0x01;
  static final int RINVCMDLEN = 0x02;
  static final int RINVCMDID = 0x03;
  static final int RINVBNDSTS = 0x04;
  static final int RALYBND = 0x05;
  static final int RSYSERR = 0x08;
  static final int RINVSRCADR = 0x0A;
  static final int RINVDSTADR = 0x0B;
  static final int RINVPASWD = 0x0E;
  static final int RINVSYSID = 0x0F;
  static final int RMSGQFUL = 0x14;
  static final int RINVESMCLASS = 0x43;
  static final int RTHROTTLED = 0x58;

  static final int RECEIPTED_MESSAGE_ID = 0x001E;
  static final int SAR_MSG_REF_NUM = 0x020C;
  static final int SAR_TOTAL_SEGMENTS = 0x020E;
  static final int SAR_SEGMENT_SEQNUM = 0x020F;
  static final int SC_INTERFACE_VERSION = 0x0210;
  static final int MESSAGE_PAYLOAD = 0x0424;
  static final int MESSAGE_STATE = 0x0427;

  /** esm_class (§5.2.12): the user data begins with a header; it is a receipt. */
  static final int UDHI = 0x40;

  static final int RECEIPT = 0x04;

  static final int LATIN_1 = 3;
  static final int UCS2 = 8;

  static final int STATE_DELIVERED = 2;
  static final int STATE_UNDELIVERABLE = 5;

  private Smpp() {}
}
