package vn.loa.dispatch.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import vn.loa.dispatch.journal.Disk.DiskFile;

/**
 * A segment that is not part of the log until it is published: then all of it is, at once and
 * durable. What has its name before is replaced.
 */
final class Draft implements Closeable {

  private final Disk disk;
  private final long journal;
  private final Segment segment;
  private final DiskFile file;
  private boolean published;

  Draft(Disk disk, long journal, long first) throws IOException {
    this.disk = disk;
    this.journal = journal;
    this.segment = new Segment(first, first, SegmentHeader.SIZE);
    this.file = disk.create(segment.name() + Segment.NEW);
  }

  /** Where it says what its entries are about. */
  Extents extents() {
    return segment.extents;
  }

  /**
   * Adds a frame.
   *
   * @param in room for the header, and then the entries
   */
  void frame(byte[] in, int size, long sequence, long durable) throws IOException {
    Frame.fill(in, 0, size - Frame.HEADER, journal, sequence, durable);
    file.write(ByteBuffer.wrap(in, 0, size), segment.size);
    segment.size += size;
  }

  /** Makes it one to be written to. */
  Segment publish(long next) throws IOException {
    segment.end = next;
    return publish(new SegmentHeader(journal, segment.first, 0, 0));
  }

  /** Makes it one that takes the place of all segments up to an end. */
  Segment publishRewritten(long end) throws IOException {
    segment.end = end;
    return publish(new SegmentHeader(journal, segment.first, end, segment.size));
  }

  private Segment publish(SegmentHeader header) throws IOException {
    file.write(ByteBuffer.wrap(header.octets()), 0);
    file.force();
    file.close();
    published = true;
    disk.rename(segment.name() + Segment.NEW, segment.name());
    disk.forceNames();
    return segment;
  }

  /** One that was not published is thrown away. */
  @Override
  public void close() throws IOException {
    file.close();
    if (!published) {
      disk.delete(segment.name() + Segment.NEW);
    }
  }
}
