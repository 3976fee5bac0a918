package vn.loa.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A submit_sm (SMPP 3.4 §4.4.1) where it lies in the read buffer: one of these serves every message
 * of a connection, and makes texts only for who asks. Not safe for use by several threads.
 */
final class SubmitPdu {

  /** What {@link #key} gives for a destination that is not all digits, or has too many. */
  static final long NO_KEY = 0;

  private static final int LONGEST_ADDRESS = 20;
  private static final int MOST_DIGITS = 17;

  private final PduFields fields = new PduFields();
  private byte[] octets = new byte[0];
  private int from;
  private int end;
  private int source;
  private int sourceEnd;
  private int destination;
  private int destinationEnd;
  private int esmClass;
  private int validity;
  private int validityEnd;
  private int registeredDelivery;
  private int dataCoding;
  private int message;
  private int messageEnd;
  private @Nullable String destinationText;

  /** Lays it over a PDU; the command_status that answers it if it cannot be read. */
  int read(byte[] octets, int from, int end) {
    this.octets = octets;
    this.from = from;
    this.end = end;
    this.destinationText = null;
    fields.over(octets, from + Smpp.HEADER, end);
    fields.text();
    readAddresses();
    readSettings();
    return fields.broken() ? Smpp.RINVCMDLEN : judged();
  }

  private void readAddresses() {
    fields.skip(2);
    source = fields.at();
    sourceEnd = fields.text();
    fields.skip(2);
    destination = fields.at();
    destinationEnd = fields.text();
  }

  private void readSettings() {
    esmClass = fields.octet();
    fields.skip(2);
    fields.text();
    validity = fields.at();
    validityEnd = fields.text();
    registeredDelivery = fields.octet();
    fields.skip(1);
    dataCoding = fields.octet();
    fields.skip(1);
    int length = fields.octet();
    message = fields.at();
    messageEnd = message + length;
  }

  private int judged() {
    if (messageEnd > end) {
      return Smpp.RINVMSGLEN;
    }
    if (sourceEnd - source > LONGEST_ADDRESS) {
      return Smpp.RINVSRCADR;
    }
    int digits = destinationEnd - destination;
    return digits == 0 || digits > LONGEST_ADDRESS ? Smpp.RINVDSTADR : Smpp.ROK;
  }

  String source() {
    return text(source, sourceEnd);
  }

  String destination() {
    String known = destinationText;
    if (known == null) {
      known = text(destination, destinationEnd);
      destinationText = known;
    }
    return known;
  }

  boolean destinationEndsWith(byte[] ending) {
    return destinationEnd - destination >= ending.length
        && Arrays.equals(
            octets, destinationEnd - ending.length, destinationEnd, ending, 0, ending.length);
  }

  /** The digits of the destination behind a 1, which keeps leading zeros; or {@link #NO_KEY}. */
  long key() {
    if (destinationEnd - destination > MOST_DIGITS) {
      return NO_KEY;
    }
    long key = 1;
    for (int i = destination; i < destinationEnd; i++) {
      int digit = octets[i] - '0';
      if (digit < 0 || digit > 9) {
        return NO_KEY;
      }
      key = key * 10 + digit;
    }
    return key;
  }

  String validityPeriod() {
    return text(validity, validityEnd);
  }

  boolean hasHeader() {
    return (esmClass & Smpp.UDHI) != 0;
  }

  int esmClass() {
    return esmClass;
  }

  int dataCoding() {
    return dataCoding;
  }

  boolean asksReceipts() {
    return (registeredDelivery & 3) != 0;
  }

  /** SMPP 5.0 §4.7.21: 1 for every end, 2 for a bad one, 3 for a good one. */
  boolean asksReceipt(boolean delivered) {
    return switch (registeredDelivery & 3) {
      case 1 -> true;
      case 2 -> !delivered;
      case 3 -> delivered;
      default -> false;
    };
  }

  /** The text with its header: of message_payload, if there is no short_message. */
  byte[] userData() {
    byte[] payload = message == messageEnd ? parameter(Smpp.MESSAGE_PAYLOAD) : null;
    return payload == null ? Arrays.copyOfRange(octets, message, messageEnd) : payload;
  }

  /** The value of an optional parameter; null if it is not there, or runs over the end. */
  byte @Nullable [] parameter(int tag) {
    int at = messageEnd;
    while (end - at >= 4) {
      int head = PduFields.integer(octets, at);
      int value = at + 4;
      at = value + (head & 0xFFFF);
      if (head >>> 16 == tag && at <= end) {
        return Arrays.copyOfRange(octets, value, at);
      }
    }
    return null;
  }

  /** Whole, as it came. */
  byte[] raw() {
    return Arrays.copyOfRange(octets, from, end);
  }

  private String text(int begin, int behind) {
    return new String(octets, begin, behind - begin, StandardCharsets.ISO_8859_1);
  }
}
