package vn.loa.dispatch.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import vn.loa.dispatch.journal.Disk.DiskFile;

/** Reads the frames of one segment, one after the other, through a buffer that is used again. */
final class FrameReader {

  private static final int AT_ONCE = 1 << 20;

  private final Frame.Check check;
  private final long journal;
  private byte[] buffer;
  private final DiskFile file;
  private final long size;

  /**
   * Where in the file the buffer begins, how much of it is filled, and where the frame is in it.
   */
  private long offset;

  private int filled;
  private int at;
  private int length;

  /** What {@link #next()} found. */
  enum Found {
    FRAME,
    /** The file ends here. */
    END,
    /** Here are octets that are no frame. */
    BAD
  }

  FrameReader(DiskFile file, long journal, Frame.Check check) throws IOException {
    this.journal = journal;
    this.check = check;
    this.file = file;
    this.size = file.size();
    this.buffer = new byte[(int) Math.min(AT_ONCE, Math.max(size, Frame.HEADER))];
    this.offset = SegmentHeader.SIZE;
  }

  /** The next frame of this segment; after BAD, the same again. */
  Found next() throws IOException {
    at += length == 0 ? 0 : Frame.HEADER + length;
    length = 0;
    return position() >= size ? Found.END : look() ? Found.FRAME : Found.BAD;
  }

  /** After BAD: the next whole frame, wherever it begins; false if there is none. */
  boolean search() throws IOException {
    for (at++; position() < size; at++) {
      if (look()) {
        return true;
      }
    }
    return false;
  }

  private boolean look() throws IOException {
    if (!holds(Frame.HEADER) || !Frame.hasMagic(buffer, at)) {
      return false;
    }
    int entries = Frame.length(buffer, at);
    if (entries <= 0
        || entries > size - position() - Frame.HEADER
        || !holds(Frame.HEADER + entries)
        || !check.holds(journal, buffer, at, entries)) {
      return false;
    }
    length = entries;
    return true;
  }

  /** Makes the buffer hold so many octets from where the frame begins, if the file does. */
  private boolean holds(int octets) throws IOException {
    if (filled - at >= octets) {
      return true;
    }
    if (size - position() < octets) {
      return false;
    }
    refill(octets);
    return filled >= octets;
  }

  private void refill(int octets) throws IOException {
    int kept = Math.max(0, filled - at);
    offset = position();
    byte[] into = octets > buffer.length ? new byte[octets] : buffer;
    System.arraycopy(buffer, filled - kept, into, 0, kept);
    buffer = into;
    at = 0;
    filled = kept + file.read(ByteBuffer.wrap(buffer, kept, buffer.length - kept), offset + kept);
  }

  /** Where in the file the frame begins. */
  long position() {
    return offset + at;
  }

  long sequence() {
    return Frame.sequence(buffer, at);
  }

  long durable() {
    return Frame.durable(buffer, at);
  }

  /** Holds the entries of the frame, from {@link #from()} to {@link #to()}. */
  byte[] buffer() {
    return buffer;
  }

  int from() {
    return at + Frame.HEADER;
  }

  int to() {
    return at + Frame.HEADER + length;
  }
}
