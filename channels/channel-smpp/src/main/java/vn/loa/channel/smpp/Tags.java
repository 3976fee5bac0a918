package vn.loa.channel.smpp;

/** Tags of the optional parameters that are written or read (SMPP 3.4 §5.3.2). */
final class Tags {

  static final int RECEIPTED_MESSAGE_ID = 0x001E;
  static final int SAR_MSG_REF_NUM = 0x020C;
  static final int SAR_TOTAL_SEGMENTS = 0x020E;
  static final int SAR_SEGMENT_SEQNUM = 0x020F;
  static final int NETWORK_ERROR_CODE = 0x0423;
  static final int MESSAGE_PAYLOAD = 0x0424;
  static final int MESSAGE_STATE = 0x0427;

  private Tags() {}
}
