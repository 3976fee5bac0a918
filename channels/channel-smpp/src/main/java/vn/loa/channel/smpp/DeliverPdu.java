package vn.loa.channel.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jsmpp.SMPPConstant;
import org.jspecify.annotations.Nullable;

/**
 * A deliver_sm or data_sm that came from an SMSC (SMPP 3.4 §4.6.1 and §4.7.1), as far as a receiver
 * needs it. Read as an SMSC may mean it: a string without NUL ends where its field does, parameters
 * that nobody knows are passed over, and the last one may be cut. Holds a copy of the octets.
 * Immutable.
 */
final class DeliverPdu {

  private static final int HEADER = 16;
  private static final int PARAMETER_HEADER = 4;
  private static final int SERVICE_TYPE = 6;
  private static final int ADDRESS = 21;
  private static final int ADDRESS_OF_DATA = 65;
  private static final int TIME = 17;

  private static final int MESSAGE_TYPE = 0b0011_1100;
  private static final int HAS_HEADER = 0b0100_0000;

  private static final byte[] NOTHING = {};

  private final byte[] octets;
  private final int sourceTon;
  private final String source;
  private final String destination;
  private final int esmClass;
  private final int dataCoding;
  private final int textAt;
  private final int textLength;

  private DeliverPdu(byte[] octets) throws MalformedPduException {
    this.octets = octets;
    Cursor cursor = new Cursor(octets);
    boolean isData = isData(number(octets, 4, 8));
    int longestAddress = isData ? ADDRESS_OF_DATA : ADDRESS;
    cursor.text(SERVICE_TYPE);
    sourceTon = cursor.octet("source_addr_ton");
    cursor.octet("source_addr_npi");
    source = cursor.text(longestAddress);
    cursor.octet("dest_addr_ton");
    cursor.octet("dest_addr_npi");
    destination = cursor.text(longestAddress);
    esmClass = cursor.octet("esm_class");
    if (!isData) {
      cursor.octet("protocol_id");
      cursor.octet("priority_flag");
      cursor.text(TIME);
      cursor.text(TIME);
    }
    cursor.octet("registered_delivery");
    if (!isData) {
      cursor.octet("replace_if_present_flag");
    }
    dataCoding = cursor.octet("data_coding");
    if (!isData) {
      cursor.octet("sm_default_msg_id");
      textLength = cursor.octet("sm_length");
    } else {
      textLength = 0;
    }
    textAt = cursor.at;
    cursor.pass(textLength, "short_message");
  }

  /** Walks the mandatory fields. */
  private static final class Cursor {
    private final byte[] octets;
    private int at = HEADER;

    Cursor(byte[] octets) {
      this.octets = octets;
    }

    int octet(String field) throws MalformedPduException {
      pass(1, field);
      return octets[at - 1] & 0xFF;
    }

    /** Ends at NUL, where its field must end, or with the PDU. */
    String text(int longest) {
      int limit = Math.min(at + longest, octets.length);
      int end = at;
      while (end < limit && octets[end] != 0) {
        end++;
      }
      String text = new String(octets, at, end - at, StandardCharsets.ISO_8859_1);
      at = Math.min(end + 1, limit);
      return text;
    }

    void pass(int length, String field) throws MalformedPduException {
      if (length > octets.length - at) {
        throw new MalformedPduException("it ends within " + field);
      }
      at += length;
    }
  }

  /**
   * Reads a whole PDU, with its header. Of that only command_id counts: where the PDU ends, whoever
   * read it off the wire knows.
   *
   * @throws MalformedPduException if it is neither of the two, or ends before its mandatory fields
   *     do
   */
  static DeliverPdu read(byte[] octets, int from, int length) throws MalformedPduException {
    if (length < HEADER || from < 0 || length > octets.length - from) {
      throw new MalformedPduException("it ends within its header");
    }
    return new DeliverPdu(Arrays.copyOfRange(octets, from, from + length));
  }

  private static boolean isData(int commandId) throws MalformedPduException {
    return switch (commandId) {
      case SMPPConstant.CID_DELIVER_SM -> false;
      case SMPPConstant.CID_DATA_SM -> true;
      default -> throw new MalformedPduException("it is neither deliver_sm nor data_sm");
    };
  }

  /** Type of number, SMPP 3.4 §5.2.5. */
  int sourceTon() {
    return sourceTon;
  }

  /** As it came; empty if it says nothing. */
  String source() {
    return source;
  }

  /** As it came; empty if it says nothing. */
  String destination() {
    return destination;
  }

  /** Bits 5 to 2 of esm_class (SMPP 3.4 §5.2.12), where they stand: 0 for a plain message. */
  int messageType() {
    return esmClass & MESSAGE_TYPE;
  }

  /** Whether a user data header stands before the text (esm_class, UDHI). */
  boolean hasHeader() {
    return (esmClass & HAS_HEADER) != 0;
  }

  /** 0 to 255. */
  int dataCoding() {
    return dataCoding;
  }

  /** What short_message holds; if it is empty, what message_payload does. A fresh copy. */
  byte[] userData() {
    if (textLength > 0) {
      return Arrays.copyOfRange(octets, textAt, textAt + textLength);
    }
    byte[] payload = parameter(Tags.MESSAGE_PAYLOAD);
    return payload == null ? NOTHING : payload;
  }

  /** The value of the first optional parameter with this tag, a fresh copy; null if none has it. */
  byte @Nullable [] parameter(int tag) {
    int at = textAt + textLength;
    while (octets.length - at >= PARAMETER_HEADER) {
      int value = at + PARAMETER_HEADER;
      int end = value + number(octets, at + 2, value);
      if (end > octets.length) {
        return null;
      }
      if (number(octets, at, at + 2) == tag) {
        return Arrays.copyOfRange(octets, value, end);
      }
      at = end;
    }
    return null;
  }

  /** The value of a parameter of one or two octets; -1 if there is none, or it is none. */
  int number(int tag) {
    byte[] value = parameter(tag);
    return value == null || value.length == 0 || value.length > 2
        ? -1
        : number(value, 0, value.length);
  }

  /** Most significant octet first. */
  private static int number(byte[] octets, int from, int to) {
    int number = 0;
    for (int at = from; at < to; at++) {
      number = number << 8 | (octets[at] & 0xFF);
    }
    return number;
  }

  /** Neither addresses nor text. */
  @Override
  public String toString() {
    return "a PDU of " + octets.length + " octets";
  }
}
