package vn.loa.channel.mqtt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Collections;
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
  private @Nullable Receipts listener;

  synchronized void listen(Receipts listener) {
    this.listener = listener;
  }

  /** Takes a receipt; a second end of the same delivery is dropped. */
  void put(Receipt receipt) {
    synchronized (this) {
      if (!ended.add(receipt.reference())) {
        return;
      }
      if (kept.size() == ROOM) {
        kept.remove();
      }
      kept.add(receipt);
    }
    handOver();
  }

  /** Empties the box into the listener, on the caller's thread. */
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
    return kept.poll();
  }
}
