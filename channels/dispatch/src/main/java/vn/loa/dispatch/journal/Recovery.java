package vn.loa.dispatch.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.loa.dispatch.journal.Disk.DiskFile;
import vn.loa.dispatch.store.StoreException;

/**
 * Reads a log from its first entry to its last, and changes nothing on the disk.
 *
 * <p>A loss of power may leave anything behind the last frame that was forced, also whole frames
 * behind broken ones, for a disk writes sectors in the order that it likes. So a broken frame by
 * itself does not tell a loss of power, which harms nobody, from damage, which must not be passed
 * over. The frames tell: each says which sequence was durable when it was written. A broken frame
 * is the torn end of the log when it lies in the last segment and no whole frame behind it says
 * that what is broken was durable; else it is damage.
 *
 * <p>A segment ends where the next begins. What is behind that in it is a torn end that an earlier
 * recovery left, and does not count; what a rewritten segment covers does not count either.
 */
final class Recovery {

  private final Disk disk;
  private final Frame.Check check;
  private final EntryReader entries = new EntryReader();
  private final List<Segment> segments = new ArrayList<>();
  private long journal;
  private long durable;
  private long next = 1;

  private Recovery(Disk disk, Frame.Check check) {
    this.disk = disk;
    this.check = check;
  }

  /**
   * Tells all entries.
   *
   * @throws StoreException UNUSABLE if the log is damaged, or of another version
   */
  static Recovery read(Disk disk, Frame.Check check, Entries target) throws IOException {
    Recovery recovery = new Recovery(disk, check);
    Replay replay = new Replay(target);
    recovery.all(replay);
    return recovery;
  }

  /** Those that count, in order; empty where there is no journal yet. */
  List<Segment> segments() {
    return segments;
  }

  /** The id of the journal; without meaning where there are no segments. */
  long journal() {
    return journal;
  }

  /** The sequence that comes next. */
  long next() {
    return next;
  }

  /** The last sequence that is known to have been forced. */
  long durable() {
    return durable;
  }

  private void all(Replay replay) throws IOException {
    NavigableMap<Long, String> names = names(disk);
    while (!names.isEmpty()) {
      long first = names.firstKey();
      if (first != next) {
        throw damaged(Segment.name(next), 0, "it is missing", null);
      }
      Segment segment = segment(names, replay);
      segments.add(segment);
      names.headMap(segment.end, false).clear();
      names.remove(first);
      next = segment.end;
    }
    int unknown = replay.unaccounted();
    if (unknown >= 0) {
      throw damaged(
          Segment.name(1), 0, "the beginning of campaign " + unknown + " is missing", null);
    }
  }

  static NavigableMap<Long, String> names(Disk disk) throws IOException {
    NavigableMap<Long, String> names = new TreeMap<>();
    for (String name : disk.list()) {
      if (Segment.isName(name)) {
        names.put(Segment.first(name), name);
      }
    }
    return names;
  }

  private Segment segment(NavigableMap<Long, String> names, Entries replay) throws IOException {
    String name = names.firstEntry().getValue();
    Long following = names.higherKey(next);
    try (DiskFile file = disk.open(name, false)) {
      SegmentHeader header = header(file, name);
      Segment segment = new Segment(header.first(), header.end(), file.size());
      FrameReader frames = new FrameReader(file, journal, check);
      if (header.rewritten()) {
        rewritten(segment, frames, replay, header, names.ceilingKey(header.end()) != null);
      } else {
        plain(segment, frames, replay, following);
      }
      durable = Math.max(durable, following == null ? 0 : segment.end - 1);
      return segment;
    }
  }

  private SegmentHeader header(DiskFile file, String name) throws IOException {
    byte[] octets = new byte[SegmentHeader.SIZE];
    file.read(ByteBuffer.wrap(octets), 0);
    int version = SegmentHeader.version(octets);
    if (version != 0 && version != SegmentHeader.VERSION) {
      throw new StoreException(
          StoreException.Kind.UNUSABLE,
          "the journal in "
              + disk.path()
              + " is of format version "
              + version
              + ", and this program reads version "
              + SegmentHeader.VERSION
              + ": open it with the program that wrote it; nothing was changed");
    }
    SegmentHeader header = SegmentHeader.read(octets);
    if (header == null || header.first() != next) {
      throw damaged(name, 0, "its header is broken", null);
    }
    if (next > 1 && header.journal() != journal) {
      throw damaged(name, 0, "it belongs to another journal", null);
    }
    journal = header.journal();
    return header;
  }

  /** Every frame is forced, but between them some may have been left out. */
  private void rewritten(
      Segment segment, FrameReader frames, Entries replay, SegmentHeader header, boolean followed)
      throws IOException {
    if (segment.size != header.size() || !followed) {
      String reason = followed ? "it was cut or has grown" : "the segment behind it is missing";
      throw damaged(segment.name(), segment.size, reason, null);
    }
    FrameReader.Found found = frames.next();
    for (; found == FrameReader.Found.FRAME; found = frames.next()) {
      tell(segment, frames, replay);
    }
    if (found == FrameReader.Found.BAD) {
      throw damaged(segment.name(), frames.position(), "the frame there is broken", null);
    }
  }

  private void plain(Segment segment, FrameReader frames, Entries replay, @Nullable Long following)
      throws IOException {
    segment.end = segment.first;
    while (following == null || segment.end < following) {
      FrameReader.Found found = frames.next();
      if (found != FrameReader.Found.FRAME || frames.sequence() != segment.end) {
        if (following != null || isDamage(segment, frames, found)) {
          String reason = "frame " + segment.end + " is broken or missing there";
          throw damaged(segment.name(), frames.position(), reason, null);
        }
        return;
      }
      durable = Math.max(durable, frames.durable());
      tell(segment, frames, replay);
      segment.end++;
    }
  }

  /** Whether what is whole behind a broken place says that it was durable. */
  private static boolean isDamage(Segment segment, FrameReader frames, FrameReader.Found found)
      throws IOException {
    if (found == FrameReader.Found.FRAME && frames.durable() >= segment.end) {
      return true;
    }
    while (found != FrameReader.Found.END && frames.search()) {
      if (frames.durable() >= segment.end) {
        return true;
      }
    }
    return false;
  }

  private void tell(Segment segment, FrameReader frames, Entries replay) {
    try {
      entries.read(frames.buffer(), frames.from(), frames.to(), replay, segment.extents);
    } catch (RuntimeException unreadable) {
      String reason = "its frame does not fit what is before it (" + unreadable + ")";
      throw damaged(segment.name(), frames.position(), reason, unreadable);
    }
  }

  private StoreException damaged(
      String name, long offset, String reason, @Nullable Throwable cause) {
    return new StoreException(
        StoreException.Kind.UNUSABLE,
        "the journal in "
            + disk.path()
            + " is damaged in "
            + name
            + " at octet "
            + offset
            + " ("
            + reason
            + "); nothing was changed: put the file back from a copy, or save what is whole with"
            + " `java -cp … "
            + JournalTool.class.getName()
            + " salvage "
            + disk.path()
            + " <new folder>`",
        cause);
  }
}
