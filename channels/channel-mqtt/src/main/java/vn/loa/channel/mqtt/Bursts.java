package vn.loa.channel.mqtt;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a burst of publishes go out in few system calls, and their acknowledgements come in with
 * few. Paho flushes after every packet; that is held back while a PUBLISH that was handed over is
 * still on its way here through Paho's queue, because it will be flushed too. So nothing waits for
 * more than what has been handed over.
 *
 * <p>A broker sends each PUBACK by itself, and each would wake three threads. While more than half
 * of the window is out, none is in a hurry, and the reader gives them a moment to gather.
 *
 * <p>Written to by Paho's sender alone; told of bursts by the publishing thread, and of
 * acknowledgements by Paho's callback thread.
 */
final class Bursts {

  private static final int ROOM = 1 << 16;

  /** MQTT 3.1.1 section 2.2.1: the packet's type is in the upper half of its first octet. */
  private static final int PUBLISH = 0x30;

  /** A quarter of what a broker needs for a window of a hundred. */
  private static final long PAUSE_NANOS = 300_000;

  /** Smaller windows are through before a pause is. */
  private static final int LEAST_WINDOW = 50;

  private final int many;
  private final AtomicLong handedOver = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private volatile long lastOfBurst;

  /**
   * @param window most publishes that are out at a time
   */
  Bursts(int window) {
    this.many = window < LEAST_WINDOW ? Integer.MAX_VALUE : window / 2;
  }

  /** A PUBLISH is in Paho's queue. */
  void handedOver() {
    handedOver.incrementAndGet();
  }

  /** What was handed over so far waits for nothing that comes later. */
  void end() {
    lastOfBurst = handedOver.get();
  }

  /** A PUBACK is here. */
  void acknowledged() {
    acknowledged.incrementAndGet();
  }

  /** By the reader, before it looks for more. */
  void gather() {
    if (isWellFilled()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Whether so much is out that no acknowledgement is in a hurry. */
  boolean isWellFilled() {
    return handedOver.get() - acknowledged.get() > many;
  }

  OutputStream over(OutputStream wire) {
    return new Buffer(wire);
  }

  private final class Buffer extends OutputStream {

    private final OutputStream wire;
    private final byte[] held = new byte[ROOM];
    private int length;
    private boolean withinPacket;
    private boolean publish;
    private long written;

    Buffer(OutputStream wire) {
      this.wire = wire;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
      if (!withinPacket && count > 0) {
        withinPacket = true;
        publish = (octets[from] & 0xf0) == PUBLISH;
      }
      if (count > ROOM - length) {
        send();
      }
      if (count > ROOM) {
        wire.write(octets, from, count);
      } else {
        System.arraycopy(octets, from, held, length, count);
        length += count;
      }
    }

    /** By Paho, when a packet is complete. */
    @Override
    public void flush() throws IOException {
      withinPacket = false;
      if (!publish || isLast(++written)) {
        send();
      }
    }

    private boolean isLast(long written) {
      return written >= handedOver.get() || written == lastOfBurst;
    }

    private void send() throws IOException {
      int all = length;
      length = 0;
      wire.write(held, 0, all);
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }
}
