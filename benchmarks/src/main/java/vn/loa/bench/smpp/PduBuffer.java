package vn.loa.bench.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** PDUs on their way out; grows. One thread. */
final class PduBuffer {

  private byte[] octets = new byte[1 << 16];
  private int size;
  private int began;

  /** Begins a PDU; {@link #end} ends it. */
  PduBuffer begin(int command, int status, int sequence) {
    began = size;
    return integer(0).integer(command).integer(status).integer(sequence);
  }

  /** Writes how long it became. */
  void end() {
    int after = size;
    size = began;
    integer(after - began);
    size = after;
  }

  PduBuffer integer(int value) {
    reserve(Integer.BYTES);
    octets[size] = (byte) (value >>> 24);
    octets[size + 1] = (byte) (value >>> 16);
    octets[size + 2] = (byte) (value >>> 8);
    octets[size + 3] = (byte) value;
    size += Integer.BYTES;
    return this;
  }

  PduBuffer octets(int... values) {
    reserve(values.length);
    for (int value : values) {
      octets[size++] = (byte) value;
    }
    return this;
  }

  PduBuffer octets(byte[] from, int at, int length) {
    reserve(length);
    System.arraycopy(from, at, octets, size, length);
    size += length;
    return this;
  }

  /** ASCII, without an end. */
  PduBuffer characters(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    return octets(ascii, 0, ascii.length);
  }

  /** A C-octet string. */
  PduBuffer text(String text) {
    return characters(text).octets(0);
  }

  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(octets, size);
  }

  void clear() {
    size = 0;
  }

  void writeTo(OutputStream out) throws IOException {
    if (size > 0) {
      out.write(octets, 0, size);
      clear();
    }
  }

  private void reserve(int more) {
    if (size + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, size + more));
    }
  }
}
