package vn.loa.channel.mqtt;

import java.lang.System.Logger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import vn.loa.channel.KeptReceipts;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;

/**
 * Gives each delivery's end to the listener once: of ends given, the last 16,384 are known.
 *
 * <p>Safe for use by several threads.
 */
final class ReceiptBox {

  private static final Logger LOG = System.getLogger("vn.loa.channel.mqtt");
  private static final int KNOWN = 16_384;

  private final KeptReceipts kept = new KeptReceipts(LOG);
  private final Set<String> ended =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > KNOWN;
            }
          });

  void listen(Receipts listener) {
    kept.listen(listener);
  }

  /** Takes a receipt; a second end of the same delivery is dropped. */
  void put(Receipt receipt) {
    if (isFirstEnd(receipt.reference())) {
      kept.receive(receipt);
    }
  }

  private synchronized boolean isFirstEnd(String reference) {
    return ended.add(reference);
  }

  /** As {@link KeptReceipts#hold}. */
  void hold(String reference) {
    kept.hold(reference);
  }

  /** As {@link KeptReceipts#release}. */
  void release(String reference) {
    kept.release(reference);
  }

  /** As {@link KeptReceipts#handOver}. */
  void handOver() {
    kept.handOver();
  }
}
