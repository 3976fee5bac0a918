package vn.loa.dispatch.journal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.loa.dispatch.store.StoreException;

/**
 * Makes calls durable in the order they were made, many with one force: while one group is written,
 * the next one gathers. Without a thread of its own, each call is written as it is made.
 *
 * <p>A write or a force that fails is the end: the state in memory is ahead of the disk then, and
 * what the disk has is not known. Nothing is tried again.
 *
 * <p>Guarded by the lock of its owner.
 */
final class Commits {

  /** So many octets may wait to be written; then callers wait. */
  private static final int BACKLOG = 4 << 20;

  private final Segments segments;
  private final String path;
  private final ReentrantLock lock;
  private final Runnable afterRoll;
  private final Condition work;
  private final Condition room;
  private final EntryWriter writer;
  private final @Nullable Thread thread;
  private final int together;
  private final int frameSize;
  private Group gathering;

  /** To gather the next calls in; null while it is written. */
  private @Nullable Group spare;

  private boolean closing;
  private @Nullable StoreException broken;

  /**
   * @param writer where the entries of calls go
   * @param path of the journal, for messages
   * @param frameSize octets after which a frame takes no further call
   * @param together calls that are written together where there is no thread
   * @param thread the name of the thread that writes, or null to write on the caller's
   * @param afterRoll is run when a segment was closed, where it is written
   */
  Commits(
      Segments segments,
      EntryWriter writer,
      String path,
      ReentrantLock lock,
      int frameSize,
      int together,
      @Nullable String thread,
      Runnable afterRoll) {
    this.segments = segments;
    this.writer = writer;
    this.path = path;
    this.lock = lock;
    this.afterRoll = afterRoll;
    this.work = lock.newCondition();
    this.room = lock.newCondition();
    this.thread = thread == null ? null : new Thread(this::work, thread);
    this.together = together;
    this.gathering = new Group(frameSize);
    this.frameSize = frameSize;
    gathering.begin(writer);
  }

  void start() {
    if (thread != null) {
      thread.setDaemon(true);
      thread.start();
    }
  }

  /**
   * To be called before each call.
   *
   * @throws StoreException BROKEN, or CLOSED
   */
  void awaitRoom() {
    while (gathering.bytes.size() > BACKLOG
        && broken == null
        && !closing
        && Thread.currentThread() != thread) {
      room.awaitUninterruptibly();
    }
    if (broken != null) {
      throw broken;
    }
    if (closing) {
      throw new StoreException(
          StoreException.Kind.CLOSED,
          "the journal in " + path + " was closed: open it again to go on");
    }
  }

  /**
   * Makes a call; the stage completes when its entries are durable. One that fails when it has told
   * some is the end, too: the state in memory may be ahead of them.
   */
  <T> CompletableFuture<T> call(Supplier<T> call) {
    int told = gathering.bytes.size();
    T value;
    try {
      value = call.get();
    } catch (RuntimeException | Error failed) {
      if (gathering.bytes.size() > told) {
        gathering.bytes.cut(told);
        broken("came to half of a call", failed, "mend what made the call");
      }
      throw failed;
    }
    return end(value);
  }

  private <T> CompletableFuture<T> end(T value) {
    CompletableFuture<T> stage = gathering.endCall(value, writer);
    if (thread != null) {
      work.signal();
    } else if (gathering.calls() >= together) {
      flush();
    }
    return stage;
  }

  /** Writes what has gathered where no thread does. */
  void flush() {
    if (thread == null && !gathering.isEmpty()) {
      write(swap());
    }
  }

  private Group swap() {
    Group full = gathering;
    gathering = spare == null ? new Group(frameSize) : spare;
    spare = null;
    gathering.begin(writer);
    room.signalAll();
    return full;
  }

  /** Writes what has gathered, completes its stages, and keeps its room for the next. */
  private void write(Group group) {
    StoreException failure = broken;
    boolean rolled = false;
    if (failure == null) {
      try {
        rolled = segments.write(group);
      } catch (IOException | RuntimeException | Error failed) {
        failure =
            broken("could not be written", failed, "see to the disk, its room and its rights");
      }
    }
    if (failure == null) {
      group.complete();
    } else {
      group.fail(failure);
    }
    group.clear();
    spare = group;
    if (rolled) {
      afterRoll.run();
    }
  }

  private StoreException broken(String what, Throwable failed, String mend) {
    StoreException failure =
        new StoreException(
            StoreException.Kind.BROKEN,
            "the journal in "
                + path
                + " "
                + what
                + " ("
                + failed
                + "), and does nothing more: "
                + mend
                + ", then open the journal again",
            failed);
    lock.lock();
    try {
      broken = failure;
      room.signalAll();
    } finally {
      lock.unlock();
    }
    return failure;
  }

  private void work() {
    for (Group group = next(); group != null; group = next()) {
      Thread.interrupted(); // that a stage has left behind: it would close the file
      write(group);
    }
  }

  private @Nullable Group next() {
    lock.lock();
    try {
      while (gathering.isEmpty() && !closing) {
        work.awaitUninterruptibly();
      }
      return gathering.isEmpty() ? null : swap();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosing() {
    return closing;
  }

  /** Takes no more calls; what was called becomes durable. */
  void close() {
    flush();
    closing = true;
    work.signalAll();
    room.signalAll();
  }

  /**
   * Waits until nothing is left to write; without the lock. A stage that closes writes it itself.
   */
  void awaitEnd() {
    if (thread == Thread.currentThread()) {
      work();
    } else if (thread != null) {
      Threads.join(thread);
    }
  }
}
