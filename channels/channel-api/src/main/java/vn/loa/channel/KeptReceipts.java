package vn.loa.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets an adapter whose peer cannot keep receipts keep the promises of {@link Channel#listen}: the
 * last 16,384 wait here until somebody listens. While an outcome is being told, receipts of its
 * delivery are held back, so that none precedes it. The listener is called outside the lock: it may
 * take its time, or close the channel. A receipt that it could not keep for good is told again when
 * the adapter says so; one at which it throws is logged and lost.
 *
 * <p>Safe for use by several threads.
 */
public final class KeptReceipts implements Receipts {

  private static final int ROOM = 16_384;

  private final Logger log;
  private final Runnable onRefusal;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private final Deque<Kept> refused = new ArrayDeque<>();
  private final Map<String, Integer> held = new HashMap<>();
  private @Nullable Receipts listener;
  private boolean overflowed;

  private record Kept(Receipt receipt, @Nullable Address from) {}

  /**
   * @param log the channel's own
   */
  public KeptReceipts(Logger log) {
    this(log, () -> {});
  }

  /**
   * @param log the channel's own
   * @param onRefusal run, on any thread, when the listener could not keep a receipt: {@link
   *     #retry()} is to be called some time later
   */
  public KeptReceipts(Logger log, Runnable onRefusal) {
    this.log = log;
    this.onRefusal = onRefusal;
  }

  /** Says who hears receipts; what was kept goes with the next {@link #handOver()}. */
  public synchronized void listen(Receipts listener) {
    this.listener = listener;
  }

  /** Keeps a receipt, and hands over what may go, on the caller's thread. */
  @Override
  public void receive(Receipt receipt) {
    receive(receipt, null);
  }

  /**
   * As {@link #receive(Receipt)}.
   *
   * @param from whom it is about; null when that is not known
   */
  public void receive(Receipt receipt, @Nullable Address from) {
    keep(kept, new Kept(receipt, from));
    handOver();
  }

  /** Holds back receipts of this reference until as many {@link #release}s have come. */
  public synchronized void hold(String reference) {
    held.merge(reference, 1, Integer::sum);
  }

  /** What was held back goes with the next {@link #handOver()}. */
  public synchronized void release(String reference) {
    if (held.merge(reference, -1, Integer::sum) == 0) {
      held.remove(reference);
    }
  }

  /** Tells the listener, on the caller's thread, all that is kept and not held back. */
  public void handOver() {
    for (Receipts to = ready(); to != null; to = ready()) {
      Kept next = next();
      if (next == null) {
        return;
      }
      tell(to, next);
    }
  }

  /** Whether there are receipts that the listener could not keep. */
  public synchronized boolean hasRefused() {
    return !refused.isEmpty();
  }

  /** What the listener could not keep goes with the next {@link #handOver()}. */
  public synchronized void retry() {
    while (!refused.isEmpty()) {
      kept.addFirst(refused.removeLast());
    }
  }

  private synchronized void keep(Deque<Kept> where, Kept receipt) {
    if (kept.size() + refused.size() >= ROOM) {
      (kept.isEmpty() ? refused : kept).remove();
      if (!overflowed) {
        overflowed = true;
        log.log(
            Level.WARNING,
            "nobody took the last " + ROOM + " receipts: from now on the oldest are dropped");
      }
    }
    where.add(receipt);
  }

  private void tell(Receipts to, Kept next) {
    try {
      to.take(next.receipt(), next.from())
          .whenComplete(
              (taken, failure) -> {
                if (failure != null) {
                  keep(refused, next);
                  onRefusal.run();
                }
              });
    } catch (RuntimeException fault) {
      log.log(
          Level.ERROR, "the receipt for " + next.receipt().reference() + " was not taken", fault);
    }
  }

  private synchronized @Nullable Receipts ready() {
    return kept.isEmpty() ? null : listener;
  }

  private synchronized @Nullable Kept next() {
    Iterator<Kept> oldestFirst = kept.iterator();
    while (oldestFirst.hasNext()) {
      Kept next = oldestFirst.next();
      if (!held.containsKey(next.receipt().reference())) {
        oldestFirst.remove();
        return next;
      }
    }
    return null;
  }
}
