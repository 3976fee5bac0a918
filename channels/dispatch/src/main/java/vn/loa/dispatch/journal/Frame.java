package vn.loa.dispatch.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The octets before the entries of a frame: a magic number, the length of the entries, the frame's
 * sequence, the last sequence that was durable when it was written, and a CRC-32C (RFC 3720,
 * appendix B.4) over the journal's id, the three numbers and the entries. The id keeps frames of
 * another journal out that happen to lie on the same disk.
 *
 * <p>A frame is whole or it is nothing, and holds whole calls: so no call is ever half there.
 */
final class Frame {

  static final int HEADER = 28;

  private static final int MAGIC = 0x46616F4C;
  private static final int LENGTH = 4;
  private static final int SEQUENCE = 8;
  private static final int DURABLE = 16;
  private static final int CRC = 24;

  /** Whether a frame is what was written; another answer than {@link #CRC_32C} is for tests. */
  interface Check {
    boolean holds(long journal, byte[] in, int at, int length);
  }

  static final Check CRC_32C =
      (journal, in, at, length) ->
          (int) Bytes.INT.get(in, at + CRC) == crc(journal, in, at, length);

  private Frame() {}

  /** Fills the room that was left for it before the entries. */
  static void fill(byte[] in, int at, int length, long journal, long sequence, long durable) {
    Bytes.INT.set(in, at, MAGIC);
    Bytes.INT.set(in, at + LENGTH, length);
    Bytes.LONG.set(in, at + SEQUENCE, sequence);
    Bytes.LONG.set(in, at + DURABLE, durable);
    Bytes.INT.set(in, at + CRC, crc(journal, in, at, length));
  }

  static boolean hasMagic(byte[] in, int at) {
    return (int) Bytes.INT.get(in, at) == MAGIC;
  }

  /** Of the entries; may be anything where the frame is damaged. */
  static int length(byte[] in, int at) {
    return (int) Bytes.INT.get(in, at + LENGTH);
  }

  static long sequence(byte[] in, int at) {
    return (long) Bytes.LONG.get(in, at + SEQUENCE);
  }

  static long durable(byte[] in, int at) {
    return (long) Bytes.LONG.get(in, at + DURABLE);
  }

  private static int crc(long journal, byte[] in, int at, int length) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, journal));
    crc.update(in, at + LENGTH, CRC - LENGTH);
    crc.update(in, at + HEADER, length);
    return (int) crc.getValue();
  }
}
