package vn.loa.channel.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import vn.loa.sms.Tlv;

/** Fields of a PDU, one after the other (SMPP 3.4 §3.1). */
final class Octets {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  /** The low eight bits. */
  Octets octet(int value) {
    written.write(value);
    return this;
  }

  /** A C-Octet String. */
  Octets text(String ascii) {
    written.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    return octet(0);
  }

  Octets all(byte[] octets) {
    written.writeBytes(octets);
    return this;
  }

  Octets tlv(Tlv tlv) {
    byte[] value = tlv.value();
    return two(tlv.tag()).two(value.length).all(value);
  }

  private Octets two(int value) {
    return octet(value >> 8).octet(value);
  }

  int size() {
    return written.size();
  }

  byte[] toArray() {
    return written.toByteArray();
  }
}
