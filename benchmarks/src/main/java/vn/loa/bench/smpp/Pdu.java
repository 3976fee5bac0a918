package vn.loa.bench.smpp;

/** Names of SMPP 3.4, and how its integers are read. */
final class Pdu {

  static final int HEADER = 16;
  static final int RESPONSE = 0x8000_0000;

  static final int GENERIC_NACK = RESPONSE;
  static final int BIND_RECEIVER = 0x01;
  static final int BIND_TRANSMITTER = 0x02;
  static final int SUBMIT_SM = 0x04;
  static final int DELIVER_SM = 0x05;
  static final int UNBIND = 0x06;
  static final int BIND_TRANSCEIVER = 0x09;
  static final int ENQUIRE_LINK = 0x15;

  static final int OK = 0;
  static final int INVALID_COMMAND = 0x03;
  static final int THROTTLED = 0x58;

  private Pdu() {}

  static int integer(byte[] octets, int at) {
    return (octets[at] & 0xFF) << 24
        | (octets[at + 1] & 0xFF) << 16
        | (octets[at + 2] & 0xFF) << 8
        | (octets[at + 3] & 0xFF);
  }

  static int length(byte[] octets, int at) {
    return integer(octets, at);
  }

  static int command(byte[] octets, int at) {
    return integer(octets, at + 4);
  }

  static int status(byte[] octets, int at) {
    return integer(octets, at + 8);
  }

  static int sequence(byte[] octets, int at) {
    return integer(octets, at + 12);
  }

  static boolean isBind(int command) {
    return command == BIND_RECEIVER || command == BIND_TRANSMITTER || command == BIND_TRANSCEIVER;
  }

  /** Where the next field begins after the C-octet string at {@code at}. */
  static int afterText(byte[] octets, int at) {
    int end = at;
    while (octets[end] != 0) {
      end++;
    }
    return end + 1;
  }

  /** Where destination_addr of a submit_sm begins (SMPP 3.4 §4.4.1). */
  static int destination(byte[] octets, int at) {
    int source = afterText(octets, at + HEADER) + 2;
    return afterText(octets, source) + 2;
  }
}
