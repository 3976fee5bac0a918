package vn.loa.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** PDUs one behind the other, as they go out. Not safe for use by several threads. */
final class PduBuffer {

  private byte[] octets;
  private int size;
  private int start;

  PduBuffer(int expected) {
    this.octets = new byte[expected];
  }

  PduBuffer begin(int command, int status, int sequence) {
    start = size;
    return integer(0).integer(command).integer(status).integer(sequence);
  }

  /** Of a PDU that was begun, the length is known now. */
  void end() {
    int length = size - start;
    octets[start] = (byte) (length >>> 24);
    octets[start + 1] = (byte) (length >>> 16);
    octets[start + 2] = (byte) (length >>> 8);
    octets[start + 3] = (byte) length;
  }

  PduBuffer octet(int value) {
    room(1);
    octets[size++] = (byte) value;
    return this;
  }

  PduBuffer octets(byte[] values) {
    room(values.length);
    System.arraycopy(values, 0, octets, size, values.length);
    size += values.length;
    return this;
  }

  /** A C-octet string: what is not Latin-1 becomes a question mark. */
  PduBuffer text(String text) {
    return octets(text.getBytes(StandardCharsets.ISO_8859_1)).octet(0);
  }

  /** Without sign, in digits. */
  PduBuffer decimal(long value) {
    if (value >= 10) {
      decimal(value / 10);
    }
    return octet('0' + (int) (value % 10));
  }

  PduBuffer parameter(int tag, byte[] value) {
    return integer((tag << 16) | value.length).octets(value);
  }

  private PduBuffer integer(int value) {
    room(4);
    octets[size] = (byte) (value >>> 24);
    octets[size + 1] = (byte) (value >>> 16);
    octets[size + 2] = (byte) (value >>> 8);
    octets[size + 3] = (byte) value;
    size += 4;
    return this;
  }

  int size() {
    return size;
  }

  /** The first {@link #size()} of them count; changed by what is written next. */
  byte[] array() {
    return octets;
  }

  byte[] copy() {
    return Arrays.copyOf(octets, size);
  }

  void clear() {
    size = 0;
  }

  private void room(int more) {
    if (octets.length - size < more) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, size + more));
    }
  }
}
