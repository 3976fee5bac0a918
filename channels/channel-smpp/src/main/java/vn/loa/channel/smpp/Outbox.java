package vn.loa.channel.smpp;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Octets on their way to the wire, many PDUs in one write. Not safe for use by several threads; its
 * session's lock guards it.
 */
final class Outbox {

  private static final int FIRST = 1 << 13;

  /** More than this is not kept after a burst. */
  private static final int USUAL = 1 << 20;

  private ByteBuffer buffer = ByteBuffer.allocate(FIRST);
  private int end;
  private long gone;

  /** The array to write into, at {@link #end}, when there is room for so many octets more. */
  byte[] array(int octets) {
    if (buffer.capacity() - end < octets) {
      makeRoom(octets);
    }
    return buffer.array();
  }

  int end() {
    return end;
  }

  /** So many octets were written at the end. */
  void add(int octets) {
    end += octets;
  }

  void add(byte[] octets, int from, int length) {
    System.arraycopy(octets, from, array(length), end, length);
    end += length;
  }

  /** How many octets were ever added. */
  long added() {
    return gone + end - buffer.position();
  }

  /** How many of them the wire took. */
  long gone() {
    return gone;
  }

  boolean isEmpty() {
    return end == buffer.position();
  }

  /** Writes what goes now. */
  void flush(Wire wire) throws IOException {
    int from = buffer.position();
    buffer.limit(end);
    try {
      wire.write(buffer);
    } finally {
      gone += buffer.position() - from;
      buffer.limit(buffer.capacity());
    }
    if (isEmpty()) {
      clear();
    }
  }

  private void clear() {
    if (buffer.capacity() > USUAL) {
      buffer = ByteBuffer.allocate(FIRST);
    }
    buffer.position(0);
    end = 0;
  }

  private void makeRoom(int octets) {
    int waiting = end - buffer.position();
    int size = buffer.capacity();
    while (size - waiting < octets) {
      size *= 2;
    }
    byte[] old = buffer.array();
    byte[] array = size == old.length ? old : new byte[size];
    System.arraycopy(old, buffer.position(), array, 0, waiting);
    buffer = array == old ? buffer : ByteBuffer.wrap(array);
    buffer.position(0);
    end = waiting;
  }
}
