package vn.loa.dispatch.journal;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Recipients;
import vn.loa.channel.Time;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Leased;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.ReceiptBatch;
import vn.loa.dispatch.store.ReceiptsTaken;
import vn.loa.dispatch.store.Recorded;
import vn.loa.dispatch.store.StoreException;
import vn.loa.dispatch.store.Visitor;

/**
 * Keeps campaigns in a folder: all of them in memory, and every change in a log on disk, from which
 * memory is made anew when the folder is opened. A stage completes when the log was forced to the
 * disk past its call.
 *
 * <p>When the disk fails, the journal fails: the stages that wait, and every call from then on,
 * with {@link StoreException.Kind#BROKEN}, for what was told to memory may not be on the disk.
 * Whoever opens it again finds every call whose stage completed, and maybe some that came after.
 *
 * <p>When room on the disk becomes short it leases nothing more, a little later it takes no more
 * recipients ({@link StoreException.Kind#FULL}), and keeps the last for what must be recorded.
 *
 * <p>A campaign in which nothing changed for a time is reduced to a summary, and after a longer
 * time forgotten; the room of either on disk is given back as new segments are begun, and when the
 * journal is opened.
 *
 * <p>Safe for use by several threads; one process at a time.
 */
public final class Journal implements DispatchStore {

  private static final Logger LOG = System.getLogger(Journal.class.getName());

  private final Builder settings;
  private final Disk disk;
  private final Closeable folderLock;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock compacting = new ReentrantLock();
  private final Segments segments;
  private final Commits commits;
  private final StoreState state;
  private @Nullable Thread compactor;
  private boolean lowOnSpace;

  /** Receipts that waited too long, and that no call has counted yet. */
  private int dropped;

  private Journal(Builder settings, Disk disk, Closeable folderLock) throws IOException {
    this.settings = settings;
    this.disk = disk;
    this.folderLock = folderLock;
    EntryWriter log = new EntryWriter();
    this.state = new StoreState(log, settings.keepWaitingReceipts);
    Recovery recovery = Recovery.read(disk, settings.check, state);
    this.segments =
        Segments.open(disk, recovery, settings.check, settings.segmentSize, settings.ids);
    this.commits =
        new Commits(
            segments,
            log,
            disk.path(),
            lock,
            settings.frameSize,
            settings.together,
            settings.thread(),
            this::compactElsewhere);
    commits.start();
  }

  /**
   * Opens a folder with default settings, and makes it if it is not there.
   *
   * @throws StoreException UNUSABLE
   */
  public static Journal open(Path folder) {
    return builder(folder).open();
  }

  public static Builder builder(Path folder) {
    return new Builder(folder);
  }

  @Override
  public CompletionStage<Appended> append(
      CampaignRecord campaign, int chunk, Recipients recipients, boolean last) {
    return call(
        () -> {
          refuseWhenFull();
          return state.append(campaign, chunk, recipients, last);
        });
  }

  @Override
  public Leased lease(LeaseRequest request) {
    lock.lock();
    try {
      commits.awaitRoom();
      return isLowOnSpace() ? new Leased(null, null) : state.lease(request);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CompletionStage<Recorded> record(Lease lease, Changes changes) {
    return call(() -> state.record(lease, changes));
  }

  @Override
  public CompletionStage<ReceiptsTaken> receipts(
      String channel, ReceiptBatch receipts, Instant now) {
    return call(() -> withThoseBetween(state.receipts(channel, receipts, now)));
  }

  @Override
  public CompletionStage<Recorded> control(String campaign, Control change) {
    return call(() -> state.control(campaign, change));
  }

  @Override
  public void scan(Query query, Visitor visitor) {
    lock.lock();
    try {
      commits.awaitRoom();
      state.scan(query, visitor);
    } finally {
      lock.unlock();
    }
  }

  private ReceiptsTaken withThoseBetween(ReceiptsTaken taken) {
    int all = taken.dropped() + dropped;
    dropped = 0;
    return new ReceiptsTaken(
        taken.campaigns(), taken.matched(), taken.waiting(), taken.repeated(), all);
  }

  private <T> CompletionStage<T> call(Supplier<T> change) {
    lock.lock();
    try {
      commits.awaitRoom();
      return commits.call(change);
    } catch (StoreException refused) {
      return CompletableFuture.failedStage(refused);
    } finally {
      lock.unlock();
    }
  }

  private void refuseWhenFull() {
    long left = spaceLeft();
    if (left < settings.reserve) {
      throw new StoreException(
          StoreException.Kind.FULL,
          "the journal in "
              + disk.path()
              + " takes no more recipients: its disk has "
              + left
              + " octets left, and "
              + settings.reserve
              + " are kept for what must be recorded; make room");
    }
  }

  /** Says so once, each time it becomes so. */
  boolean isLowOnSpace() {
    boolean low = spaceLeft() < 2 * settings.reserve;
    if (low && !lowOnSpace) {
      LOG.log(
          Level.WARNING,
          "the journal in {0} sends nothing more: its disk is almost full; make room",
          disk.path());
    }
    lowOnSpace = low;
    return low;
  }

  private long spaceLeft() {
    try {
      return disk.usableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
  }

  /** After a segment was closed: not where the next calls wait to be written. */
  private void compactElsewhere() {
    if (settings.thread() == null) {
      compact();
      return;
    }
    lock.lock();
    try {
      if (!commits.isClosing() && (compactor == null || !compactor.isAlive())) {
        compactor = new Thread(this::compact, settings.thread() + "-compaction");
        compactor.setDaemon(true);
        compactor.start();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Reduces what was not touched for long, and gives back its room on disk. That it cannot is no
   * fault of any call: the next one tries again, unless the journal failed altogether. Waits for
   * one that is under way: it may have begun before what is old now was.
   */
  void compact() {
    compacting.lock();
    try {
      Instant now = settings.time.instant();
      CompletableFuture<Boolean> reduced = reduce(now).toCompletableFuture();
      flush();
      if (reduced.handle((done, failure) -> failure != null).join()) {
        return;
      }
      new Compaction(
              disk,
              settings.check,
              segments,
              settings.segmentSize,
              this::isClosing,
              now.minus(settings.keepWaitingReceipts))
          .run();
    } catch (IOException | RuntimeException failed) {
      LOG.log(
          Level.WARNING,
          "the journal in " + disk.path() + " gave no room back, and tries again later",
          failed);
    } finally {
      compacting.unlock();
    }
  }

  private CompletionStage<Boolean> reduce(Instant now) {
    return call(
        () -> {
          dropped += state.receipts("", new ReceiptBatch(), now).dropped();
          state.summarise(now.minus(settings.keepDeliveries));
          state.forget(now.minus(settings.keepSummaries));
          return true;
        });
  }

  /** Where there is no thread: writes what has gathered. */
  void flush() {
    lock.lock();
    try {
      commits.flush();
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return commits.isClosing();
    } finally {
      lock.unlock();
    }
  }

  /** What was called before becomes durable. Calls after it fail with CLOSED. */
  @Override
  public void close() {
    Thread compaction;
    lock.lock();
    try {
      commits.close();
      compaction = compactor;
    } finally {
      lock.unlock();
    }
    commits.awaitEnd();
    if (compaction != null) {
      Threads.join(compaction);
    }
    release();
  }

  private void release() {
    try (folderLock) {
      segments.close();
    } catch (IOException failed) {
      LOG.log(Level.WARNING, "the journal in " + disk.path() + " was not closed well", failed);
    }
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final Path folder;
    private @Nullable Disk disk;
    private Frame.Check check = Frame.CRC_32C;
    private LongSupplier ids = () -> new SecureRandom().nextLong();
    private long segmentSize = 64L << 20;
    private long reserve = 64L << 20;
    private int frameSize = 128 << 10;
    private boolean ownThread = true;
    private int together = 1;
    private Time time = Time.system();
    private Duration keepWaitingReceipts = Duration.ofDays(3);
    private Duration keepDeliveries = Duration.ofDays(30);
    private Duration keepSummaries = Duration.ofDays(400);

    private Builder(Path folder) {
      this.folder = folder;
    }

    /** Default {@link Time#system()}. */
    public Builder time(Time time) {
      this.time = time;
      return this;
    }

    /** How long a receipt waits for its reference. Default 72 h. */
    public Builder keepWaitingReceipts(Duration time) {
      keepWaitingReceipts = positive(time);
      return this;
    }

    /** How long every delivery of a finished campaign is kept, then its summary. Default 30 d. */
    public Builder keepDeliveries(Duration time) {
      keepDeliveries = positive(time);
      return this;
    }

    /** How long the summary of a finished campaign, and with it its key, is kept. Default 400 d. */
    public Builder keepSummaries(Duration time) {
      keepSummaries = positive(time);
      return this;
    }

    Builder disk(Disk disk) {
      this.disk = disk;
      return this;
    }

    Builder check(Frame.Check check) {
      this.check = check;
      return this;
    }

    Builder ids(LongSupplier ids) {
      this.ids = ids;
      return this;
    }

    /** Octets after which a segment takes no more. */
    Builder segmentSize(long octets) {
      segmentSize = octets;
      return this;
    }

    /** Octets of the disk that no new recipients take. */
    Builder reserve(long octets) {
      reserve = octets;
      return this;
    }

    /** Octets after which a frame takes no further call. */
    Builder frameSize(int octets) {
      frameSize = octets;
      return this;
    }

    /** Has no thread: so many calls are written together, on the thread of the last. */
    Builder inline(int calls) {
      ownThread = false;
      together = calls;
      return this;
    }

    /**
     * @throws StoreException UNUSABLE
     */
    public Journal open() {
      Disk on = disk == null ? RealDisk.in(folder) : disk;
      Closeable folderLock = null;
      boolean opened = false;
      try {
        folderLock = on.lock();
        Journal journal = new Journal(this, on, folderLock);
        journal.state.recovered();
        journal.compact();
        opened = true;
        return journal;
      } catch (IOException failed) {
        throw unreadable(on, failed);
      } finally {
        if (!opened && folderLock != null) {
          release(folderLock);
        }
      }
    }

    private static StoreException unreadable(Disk disk, IOException failed) {
      return new StoreException(
          StoreException.Kind.UNUSABLE,
          "the journal in "
              + disk.path()
              + " cannot be opened ("
              + failed
              + "): let this user read and write the folder and all in it, and see that the disk has"
              + " room",
          failed);
    }

    private static void release(Closeable folderLock) {
      try {
        folderLock.close();
      } catch (IOException failed) {
        LOG.log(Level.WARNING, "the lock of a journal was not released", failed);
      }
    }

    private @Nullable String thread() {
      Path name = folder.getFileName();
      return ownThread ? "loa-journal-" + (name == null ? folder : name) : null;
    }

    private static Duration positive(Duration time) {
      if (time.isNegative() || time.isZero() || time.compareTo(JournalTool.FOR_EVER) > 0) {
        throw new IllegalArgumentException(
            "what is kept is kept for a time of up to 100 years, not for " + time);
      }
      return time;
    }
  }
}
