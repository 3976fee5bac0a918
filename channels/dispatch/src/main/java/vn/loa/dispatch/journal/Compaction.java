package vn.loa.dispatch.journal;

import java.io.IOException;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;
import vn.loa.dispatch.journal.Disk.DiskFile;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;

/**
 * Takes out of closed segments what is not needed any more: all of a campaign that was forgotten;
 * all but the summary of one that has a summary; receipts whose time to wait is over. Segments that
 * follow each other become one, which covers their sequences without holding all of their frames:
 * so the log has no gap, and a part that is missing is noticed.
 *
 * <p>The oldest goes first. So of a campaign nothing is left before the entry that says that it was
 * forgotten, when that entry itself is taken out; the same holds for a receipt that waits no more.
 * The new segment is durable, under the name of the first that it replaces, before the others are
 * deleted: a crash leaves some that are covered, which the next recovery passes over and deletes.
 */
final class Compaction {

  /** So many small segments become one, even if all of it is needed. */
  private static final int MANY = 8;

  /** A frame that has so many octets is written. */
  private static final int ENOUGH = 128 * 1024;

  private final Disk disk;
  private final Frame.Check check;
  private final Segments segments;
  private final long enough;
  private final BooleanSupplier stop;
  private final BitSet summarised;
  private final BitSet forgotten;
  private final Instant waitingSince;
  private boolean receiptsWait;

  /**
   * @param stop whether to leave the rest for the next time
   * @param waitingSince receipts that wait since earlier wait no more
   */
  Compaction(
      Disk disk,
      Frame.Check check,
      Segments segments,
      long enough,
      BooleanSupplier stop,
      Instant waitingSince) {
    this.disk = disk;
    this.check = check;
    this.segments = segments;
    this.enough = enough;
    this.stop = stop;
    this.waitingSince = waitingSince;
    Extents all = segments.extents();
    this.summarised = all.summarised();
    this.forgotten = all.forgotten();
  }

  void run() throws IOException {
    List<Segment> left = segments.closed();
    while (!left.isEmpty()) {
      int size = 1;
      long live = live(left.get(0));
      while (size < left.size() && live + live(left.get(size)) <= enough) {
        live += live(left.get(size));
        size++;
      }
      List<Segment> run = left.subList(0, size);
      boolean helps = size >= MANY || isWorth(run, left, live);
      if (helps && hasRoom(live) && !stop.getAsBoolean()) {
        rewrite(run);
      } else {
        leave(run);
      }
      left = left.subList(size, left.size());
    }
  }

  private long live(Segment segment) {
    return segment.extents.live(summarised, forgotten, waitingSince);
  }

  /** What must be recorded meanwhile keeps half of what the disk has left. */
  private boolean hasRoom(long live) throws IOException {
    return live <= disk.usableSpace() / 2;
  }

  /** Whether taking the dead out of a run lets more octets go than it copies. */
  private boolean isWorth(List<Segment> run, List<Segment> runAndLater, long live) {
    long gain = 0;
    BitSet dead = new BitSet();
    for (Segment segment : run) {
      gain += segment.extents.deadWaiting(waitingSince);
      dead.or(segment.extents.campaigns());
    }
    BitSet deadSummaries = (BitSet) dead.clone();
    deadSummaries.and(forgotten);
    dead.and(summarised);
    dead.or(deadSummaries);
    for (Segment segment : runAndLater) {
      gain += segment.extents.octets(dead, deadSummaries);
    }
    return gain > 0 && gain >= live;
  }

  /**
   * What stays in a run stays whole in later ones: so of each campaign that is left a beginning or
   * nothing was taken away, never a middle.
   */
  private void leave(List<Segment> run) {
    for (Segment segment : run) {
      receiptsWait |= segment.extents.receiptsWait(waitingSince);
      summarised.andNot(segment.extents.campaigns());
      forgotten.andNot(segment.extents.campaigns());
    }
  }

  private void rewrite(List<Segment> run) throws IOException {
    Segment first = run.get(0);
    Segment last = run.get(run.size() - 1);
    try (Draft draft = new Draft(disk, segments.journal(), first.first)) {
      Sieve sieve = new Sieve(draft);
      for (Segment segment : run) {
        sift(segment, sieve);
      }
      sieve.flush();
      segments.replace(List.copyOf(run), draft.publishRewritten(last.end));
    }
  }

  private void sift(Segment segment, Sieve sieve) throws IOException {
    EntryReader entries = new EntryReader();
    Extents ignored = new Extents();
    try (DiskFile file = disk.open(segment.name(), false)) {
      FrameReader frames = new FrameReader(file, segments.journal(), check);
      long last = segment.first - 1;
      FrameReader.Found found = frames.next();
      while (found == FrameReader.Found.FRAME && frames.sequence() < segment.end) {
        sieve.flushIfFull();
        last = frames.sequence();
        sieve.sequence = last;
        entries.read(frames.buffer(), frames.from(), frames.to(), sieve, ignored);
        found = frames.next();
      }
      if (last < segment.end - 1 && frames.position() != segment.size) {
        throw new IOException(segment.name() + " is damaged at octet " + frames.position());
      }
    }
  }

  /** Writes what is needed of what it is told. */
  private final class Sieve extends CampaignFilter {

    private final Draft draft;
    private final Bytes bytes = new Bytes();
    private final EntryWriter to;
    private long sequence;

    Sieve(Draft draft) {
      this(draft, new EntryWriter());
    }

    private Sieve(Draft draft, EntryWriter to) {
      super(to);
      this.to = to;
      this.draft = draft;
      begin();
    }

    private void begin() {
      bytes.clear();
      bytes.skip(Frame.HEADER);
      to.beginFrame(bytes, draft.extents());
    }

    void flushIfFull() throws IOException {
      if (bytes.size() >= ENOUGH) {
        flush();
      }
    }

    void flush() throws IOException {
      if (bytes.size() > Frame.HEADER) {
        draft.frame(bytes.array(), bytes.size(), sequence, sequence);
        begin();
      }
    }

    @Override
    boolean lets(int campaign) {
      return !summarised.get(campaign) && !forgotten.get(campaign);
    }

    @Override
    public void campaign(int campaign, CampaignRecord record) {
      if (lets(campaign)) {
        to.campaign(campaign, record);
      }
    }

    @Override
    public void waiting(
        String channel,
        long number,
        @Nullable String text,
        Receipt receipt,
        @Nullable Address from,
        Instant since) {
      if (!since.isBefore(waitingSince)) {
        receiptsWait = true;
        to.waiting(channel, number, text, receipt, from, since);
      }
    }

    @Override
    public void waited(String channel, long number, @Nullable String text) {
      if (receiptsWait) {
        to.waited(channel, number, text);
      }
    }

    @Override
    public void summary(int campaign, CampaignStand stand) {
      if (!forgotten.get(campaign)) {
        to.summary(campaign, stand);
      }
    }

    @Override
    public void forgotten(int campaign) {
      if (!forgotten.get(campaign)) {
        to.forgotten(campaign);
      }
    }
  }
}
