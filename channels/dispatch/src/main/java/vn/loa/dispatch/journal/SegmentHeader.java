package vn.loa.dispatch.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first octets of a segment.
 *
 * @param journal id, the same in all segments
 * @param first sequence of its first frame, or of the frame that would be its first
 * @param end of one that was rewritten: the sequence behind its last frame; else 0, it goes on to
 *     where the next one begins
 * @param size of one that was rewritten: of the file; else 0
 */
record SegmentHeader(long journal, long first, long end, long size) {

  static final int SIZE = 48;
  static final int VERSION = 1;

  /** "LoaJrnl\n". */
  private static final long MAGIC = 0x0A6C6E724A616F4CL;

  private static final int VERSION_AT = 8;
  private static final int CRC_AT = 44;

  boolean rewritten() {
    return end != 0;
  }

  byte[] octets() {
    byte[] octets = new byte[SIZE];
    ByteBuffer.wrap(octets)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(MAGIC)
        .putInt(VERSION)
        .putLong(journal)
        .putLong(first)
        .putLong(end)
        .putLong(size);
    Bytes.INT.set(octets, CRC_AT, crc(octets));
    return octets;
  }

  /** Null if it is no header, or a damaged one. */
  static @Nullable SegmentHeader read(byte[] octets) {
    if (version(octets) != VERSION || (int) Bytes.INT.get(octets, CRC_AT) != crc(octets)) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).position(VERSION_AT + 4);
    return new SegmentHeader(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  /** As it says itself; 0 if it is no header. */
  static int version(byte[] octets) {
    return (long) Bytes.LONG.get(octets, 0) == MAGIC ? (int) Bytes.INT.get(octets, VERSION_AT) : 0;
  }

  private static int crc(byte[] octets) {
    CRC32C crc = new CRC32C();
    crc.update(octets, 0, CRC_AT);
    return (int) crc.getValue();
  }
}
