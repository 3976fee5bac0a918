package vn.loa.dispatch.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Octets that grow as they are written. Numbers of a fixed size have their least octet first; a
 * varint holds seven bits an octet, least first, and the top bit says that more follow.
 */
final class Bytes {

  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LONGEST_VARINT = 10;

  private byte[] array = new byte[512];
  private int size;

  byte[] array() {
    return array;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Leaves room to be filled later. */
  void skip(int octets) {
    room(octets);
    size += octets;
  }

  /** Takes back what was written beyond a size. */
  void cut(int to) {
    size = to;
  }

  void octet(int value) {
    room(1);
    array[size++] = (byte) value;
  }

  void fixed(long value) {
    room(Long.BYTES);
    LONG.set(array, size, value);
    size += Long.BYTES;
  }

  /** Any number; a negative one takes the most octets. */
  void varint(long value) {
    room(LONGEST_VARINT);
    long left = value;
    while ((left & ~0x7FL) != 0) {
      array[size++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    array[size++] = (byte) left;
  }

  /** A number near zero, of either sign. */
  void signed(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    put(utf8, 0, utf8.length);
  }

  void put(byte[] from, int offset, int length) {
    room(length);
    System.arraycopy(from, offset, array, size, length);
    size += length;
  }

  /** How many octets {@link #varint} takes. */
  static int varintLength(long value) {
    return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
  }

  private void room(int octets) {
    if (array.length - size < octets) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, Math.addExact(size, octets)));
    }
  }
}
