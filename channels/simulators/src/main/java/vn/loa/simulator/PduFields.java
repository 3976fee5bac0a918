package vn.loa.simulator;

import java.nio.charset.StandardCharsets;

/**
 * A hand that moves over the fields of a PDU, without an object for any of them. Once it has run
 * over the end it is broken, and gives zeros and empty texts. Not safe for use by several threads.
 */
final class PduFields {

  private byte[] octets = new byte[0];
  private int at;
  private int end;
  private boolean broken;

  void over(byte[] octets, int from, int end) {
    this.octets = octets;
    this.at = from;
    this.end = end;
    this.broken = false;
  }

  int octet() {
    if (at >= end) {
      broken = true;
      return 0;
    }
    return octets[at++] & 0xFF;
  }

  /** Goes behind a C-octet string, and gives where its NUL stands. */
  int text() {
    int from = at;
    while (at < end && octets[at] != 0) {
      at++;
    }
    if (at >= end) {
      broken = true;
      return from;
    }
    return at++;
  }

  String string() {
    int from = at;
    int to = text();
    return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
  }

  void skip(int count) {
    broken |= count > end - at;
    at = broken ? end : at + count;
  }

  int at() {
    return at;
  }

  boolean broken() {
    return broken;
  }

  static int integer(byte[] octets, int at) {
    return (octets[at] << 24)
        | ((octets[at + 1] & 0xFF) << 16)
        | ((octets[at + 2] & 0xFF) << 8)
        | (octets[at + 3] & 0xFF);
  }
}
