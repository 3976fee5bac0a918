package vn.loa.channel.rss;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;

/** Keeps receipts until somebody listens. Safe for use by several threads. */
final class ReceiptBox implements Receipts {

  private final List<Receipt> kept = new ArrayList<>();
  private @Nullable Receipts listener;

  @Override
  public synchronized void receive(Receipt receipt) {
    if (listener == null) {
      kept.add(receipt);
    } else {
      listener.receive(receipt);
    }
  }

  synchronized void listen(Receipts receipts) {
    listener = receipts;
    kept.forEach(receipts::receive);
    kept.clear();
  }
}
