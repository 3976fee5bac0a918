package vn.loa.dispatch.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import vn.loa.dispatch.journal.Disk.DiskFile;

/**
 * The files of a log that is written to. Frames go to the end of the last segment, until it is long
 * enough; earlier ones are never written to again, only replaced by shorter ones.
 *
 * <p>A log that is opened goes on in a new segment. Frames of which no other says that they were
 * forced are told again there: after a failed force the file system shows octets that the disk does
 * not have, and forcing the same file again would not bring them. The old segment stays as it is,
 * and ends for its readers where the new one begins: so opening never cuts a file, and a crash at
 * any point of it leaves one log or the other, whole.
 *
 * <p>One thread writes; another may replace.
 */
final class Segments implements Closeable {

  private final Disk disk;
  private final long journal;
  private final long enough;
  private final List<Segment> closed = new ArrayList<>();
  private Segment head;
  private DiskFile file;
  private long next;
  private long durable;

  private Segments(Disk disk, long journal, long enough, long next, Segment head)
      throws IOException {
    this.disk = disk;
    this.journal = journal;
    this.enough = enough;
    this.next = next;
    this.durable = next - 1;
    this.head = head;
    this.file = disk.open(head.name(), true);
  }

  /**
   * Goes on where a log ends.
   *
   * @param enough octets after which a segment takes no more
   * @param ids gives the id of a new journal
   */
  static Segments open(
      Disk disk, Recovery recovery, Frame.Check check, long enough, LongSupplier ids)
      throws IOException {
    List<Segment> found = recovery.segments();
    long journal = found.isEmpty() ? ids.getAsLong() : recovery.journal();
    long from = recovery.next();
    if (!found.isEmpty()) {
      Segment last = found.get(found.size() - 1);
      from = Math.max(recovery.durable() + 1, last.first);
      last.end = from;
    }
    Segment head;
    try (Draft draft = new Draft(disk, journal, from)) {
      if (!found.isEmpty()) {
        retell(disk, recovery, check, draft);
      }
      head = draft.publish(recovery.next());
    }
    Segments segments = new Segments(disk, journal, enough, recovery.next(), head);
    for (Segment segment : found) {
      if (segment.first < from) {
        segments.closed.add(segment);
      } else {
        head.extents.add(segment.extents);
      }
    }
    segments.deleteLeftovers();
    return segments;
  }

  /** Copies the frames from the end of the last segment on. */
  private static void retell(Disk disk, Recovery recovery, Frame.Check check, Draft draft)
      throws IOException {
    Segment last = recovery.segments().get(recovery.segments().size() - 1);
    long until = recovery.next();
    try (DiskFile file = disk.open(last.name(), false)) {
      FrameReader frames = new FrameReader(file, recovery.journal(), check);
      Bytes copy = new Bytes();
      for (long sequence = last.first; sequence < until; sequence++) {
        frames.next();
        if (sequence >= last.end) {
          copy.clear();
          copy.skip(Frame.HEADER);
          copy.put(frames.buffer(), frames.from(), frames.to() - frames.from());
          draft.frame(copy.array(), copy.size(), sequence, until - 1);
        }
      }
    }
  }

  private void deleteLeftovers() throws IOException {
    List<String> needed = new ArrayList<>();
    closed.forEach(segment -> needed.add(segment.name()));
    needed.add(head.name());
    for (String name : disk.list()) {
      if (name.endsWith(Segment.SUFFIX + Segment.NEW)
          || (Segment.isName(name) && !needed.contains(name))) {
        disk.delete(name);
      }
    }
  }

  long journal() {
    return journal;
  }

  /**
   * Makes a group durable.
   *
   * @return whether a segment was closed for it
   */
  boolean write(Group group) throws IOException {
    int frames = group.seal(journal, next, durable);
    if (frames == 0) {
      return false;
    }
    boolean closes = head.size >= enough;
    if (closes) {
      roll();
    }
    file.write(ByteBuffer.wrap(group.bytes.array(), 0, group.sealed()), head.size);
    file.force();
    written(group, frames);
    return closes;
  }

  private synchronized void written(Group group, int frames) {
    head.size += group.sealed();
    head.extents.add(group.extents);
    next += frames;
    head.end = next;
    durable = next - 1;
  }

  private void roll() throws IOException {
    Segment fresh;
    try (Draft draft = new Draft(disk, journal, next)) {
      fresh = draft.publish(next);
    }
    file.close();
    file = disk.open(fresh.name(), true);
    synchronized (this) {
      closed.add(head);
      head = fresh;
    }
  }

  /** Those that are not written to any more, in order. */
  synchronized List<Segment> closed() {
    return List.copyOf(closed);
  }

  /** What the whole log is about. */
  synchronized Extents extents() {
    Extents all = new Extents();
    closed.forEach(segment -> all.add(segment.extents));
    all.add(head.extents);
    return all;
  }

  /** Puts one, which is published, in the place of some that follow each other. */
  void replace(List<Segment> old, Segment by) throws IOException {
    synchronized (this) {
      closed.set(closed.indexOf(old.get(0)), by);
      closed.removeAll(old);
    }
    for (Segment covered : old.subList(1, old.size())) {
      disk.delete(covered.name());
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
