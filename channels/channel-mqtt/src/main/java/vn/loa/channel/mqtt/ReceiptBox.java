package vn.loa.channel.mqtt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;

/**
 * Gives each delivery's end to the listener once, and keeps receipts while nobody listens. Both
 * memories are bounded: of ends given, the last 16,384 are known; of receipts kept, as many wait.
 * While an outcome is being told, receipts of its delivery are held back, so that none precedes it.
 *
 * <p>Safe for use by several threads.
 */
final class ReceiptBox {

  private static final Logger LOG = System.getLogger("vn.loa.channel.mqtt");
  private static final int ROOM = 16_384;

  private final Set<String> ended =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > ROOM;
            }
          });
  private final Queue<Receipt> kept = new ArrayDeque<>();
  private final Map<String, Integer> held = new HashMap<>();
  private @Nullable Receipts listener;
  private boolean overflowed;

  synchronized void listen(Receipts listener) {
    this.listener = listener;
  }

  /** Takes a receipt; a second end of the same delivery is dropped. */
  void put(Receipt receipt) {
    synchronized (this) {
      if (!ended.add(receipt.reference())) {
        return;
      }
      makeRoom();
      kept.add(receipt);
    }
    handOver();
  }

  private void makeRoom() {
    if (kept.size() < ROOM) {
      return;
    }
    kept.remove();
    if (!overflowed) {
      overflowed = true;
      LOG.log(
          Level.WARNING,
          "nobody took the last " + ROOM + " receipts: from now on the oldest are dropped");
    }
  }

  /** Keeps receipts of this reference until as many {@link #release}s have come. */
  synchronized void hold(String reference) {
    held.merge(reference, 1, Integer::sum);
  }

  /** What was held back goes with the next {@link #handOver()}. */
  synchronized void release(String reference) {
    if (held.merge(reference, -1, Integer::sum) == 0) {
      held.remove(reference);
    }
  }

  /** Empties the box into the listener, on the caller's thread, but for what is held back. */
  void handOver() {
    for (Receipts to = ready(); to != null; to = ready()) {
      Receipt next = next();
      if (next == null) {
        return;
      }
      receive(to, next);
    }
  }

  private static void receive(Receipts to, Receipt receipt) {
    try {
      to.receive(receipt);
    } catch (RuntimeException fault) {
      LOG.log(Level.ERROR, "the receipt for " + receipt.reference() + " was not taken", fault);
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
