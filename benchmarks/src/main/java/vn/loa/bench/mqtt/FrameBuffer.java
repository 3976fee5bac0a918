package vn.loa.bench.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Frames on their way out; grows. One thread. */
final class FrameBuffer {

  /** Of CONNECT, section 3.1.2: a clean session, and no keep-alive, as nobody stays for long. */
  private static final int[] CLEAN_SESSION = {4, 0x02, 0, 0};

  private byte[] octets;
  private int size;

  /**
   * @param capacity to begin with
   */
  FrameBuffer(int capacity) {
    octets = new byte[capacity];
  }

  FrameBuffer connect(String client) {
    header(Frame.CONNECT, 10 + length(client));
    return text("MQTT").put(CLEAN_SESSION).text(client);
  }

  FrameBuffer subscribe(int id, int quality, String... filters) {
    int length = 2;
    for (String filter : filters) {
      length += length(filter) + 1;
    }
    header(Frame.SUBSCRIBE, length).number(id);
    for (String filter : filters) {
      text(filter).put(quality);
    }
    return this;
  }

  /** At quality of service 1. */
  FrameBuffer publish(int flags, int id, String topic, byte[] payload) {
    header(Frame.PUBLISH | Frame.AT_LEAST_ONCE | flags, length(topic) + 2 + payload.length);
    return text(topic).number(id).put(payload, payload.length);
  }

  FrameBuffer puback(int id) {
    return put(Frame.PUBACK, 2).number(id);
  }

  private static int length(String text) {
    return 2 + text.length();
  }

  /** The remaining length goes in groups of seven bits, section 2.2.3. */
  private FrameBuffer header(int header, int remaining) {
    put(header);
    int left = remaining;
    for (; left > 0x7F; left >>= 7) {
      put((left & 0x7F) | 0x80);
    }
    return put(left);
  }

  /** ASCII only: then its length is its number of characters. */
  private FrameBuffer text(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    return number(ascii.length).put(ascii, ascii.length);
  }

  private FrameBuffer number(int sixteenBits) {
    return put((sixteenBits >> 8) & 0xFF, sixteenBits & 0xFF);
  }

  private FrameBuffer put(int... values) {
    reserve(values.length);
    for (int value : values) {
      octets[size++] = (byte) value;
    }
    return this;
  }

  FrameBuffer put(byte[] from, int length) {
    reserve(length);
    System.arraycopy(from, 0, octets, size, length);
    size += length;
    return this;
  }

  private void reserve(int more) {
    if (size + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, size + more));
    }
  }

  /** What is in it; its own, good until the next call. */
  byte[] octets() {
    return octets;
  }

  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(octets, size);
  }

  /** Forgets the first so many. */
  void drop(int count) {
    System.arraycopy(octets, count, octets, 0, size - count);
    size -= count;
  }
}
