package vn.loa.channel.rss;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;

/**
 * Keeps receipts until somebody listens, the last 16,384 of them. The listener is called outside
 * the lock: it may take its time, or close the channel, and keeps nobody else away.
 *
 * <p>Safe for use by several threads.
 */
final class ReceiptBox implements Receipts {

  private static final Logger LOG = System.getLogger("vn.loa.channel.rss");
  private static final int ROOM = 16_384;

  private final Queue<Receipt> kept = new ArrayDeque<>();
  private @Nullable Receipts listener;
  private boolean overflowed;

  @Override
  public void receive(Receipt receipt) {
    keep(receipt);
    handOver();
  }

  /** Hands over on the caller's thread what was kept. */
  void listen(Receipts receipts) {
    synchronized (this) {
      listener = receipts;
    }
    handOver();
  }

  private synchronized void keep(Receipt receipt) {
    if (kept.size() == ROOM) {
      kept.remove();
      if (!overflowed) {
        overflowed = true;
        LOG.log(
            Level.WARNING,
            "nobody took the last " + ROOM + " receipts: from now on the oldest are dropped");
      }
    }
    kept.add(receipt);
  }

  private void handOver() {
    for (Receipts to = ready(); to != null; to = ready()) {
      Receipt next = next();
      if (next == null) {
        return;
      }
      tell(to, next);
    }
  }

  private static void tell(Receipts to, Receipt receipt) {
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
