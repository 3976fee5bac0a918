package vn.loa.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Lets an adapter whose peer cannot keep receipts keep the promises of {@link Channel#listen}: the
 * last 16,384 wait here until somebody listens. While an outcome is being told, receipts of its
 * delivery are held back, so that none precedes it. The listener is called outside the lock: it may
 * take its time, or close the channel, and one that throws is logged and loses one receipt.
 *
 * <p>Safe for use by several threads.
 */
public final class KeptReceipts implements Receipts {

  private static final int ROOM = 16_384;

  private final Logger log;
  private final Queue<Receipt> kept = new ArrayDeque<>();
  private final Map<String, Integer> held = new HashMap<>();
  private @Nullable Receipts listener;
  private boolean overflowed;

  /**
   * @param log the channel's own
   */
  public KeptReceipts(Logger log) {
    this.log = log;
  }

  /** Says who hears receipts; what was kept goes with the next {@link #handOver()}. */
  public synchronized void listen(Receipts listener) {
    this.listener = listener;
  }

  /** Keeps a receipt, and hands over what may go, on the caller's thread. */
  @Override
  public void receive(Receipt receipt) {
    keep(receipt);
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
      Receipt next = next();
      if (next == null) {
        return;
      }
      tell(to, next);
    }
  }

  private synchronized void keep(Receipt receipt) {
    if (kept.size() == ROOM) {
      kept.remove();
      if (!overflowed) {
        overflowed = true;
        log.log(
            Level.WARNING,
            "nobody took the last " + ROOM + " receipts: from now on the oldest are dropped");
      }
    }
    kept.add(receipt);
  }

  private void tell(Receipts to, Receipt receipt) {
    try {
      to.receive(receipt);
    } catch (RuntimeException fault) {
      log.log(Level.ERROR, "the receipt for " + receipt.reference() + " was not taken", fault);
    }
  }

  private synchronized @Nullable Receipts ready() {
    return kept.isEmpty() ? null : listener;
  }

  private synchronized @Nullable Receipt next() {
    Iterator<Receipt> oldestFirst = kept.iterator();
    while (oldestFirst.hasNext()) {
      Receipt next = oldestFirst.next();
      if (!held.containsKey(next.reference())) {
        oldestFirst.remove();
        return next;
      }
    }
    return null;
  }
}
