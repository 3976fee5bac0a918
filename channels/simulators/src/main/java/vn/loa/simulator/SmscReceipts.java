package vn.loa.simulator;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes receipts of what was delivered. Works on the timer's thread. */
final class SmscReceipts {

  private final SmscRules rules;
  private final ReceiptWriter writer;
  private final SmscPost post;

  SmscReceipts(SmscRules rules, SmscIds ids, SmscPost post) {
    this.rules = rules;
    this.writer = new ReceiptWriter(rules.dialect, rules.receiptsAsDataSm, ids);
    this.post = post;
  }

  void send(List<ReceiptNote> notes) {
    notes.forEach(note -> send(note, null));
  }

  /**
   * @param answer what may go out once the receipt did; null if nothing waits for it
   */
  void send(ReceiptNote note, @Nullable Runnable answer) {
    int command = rules.receiptsAsDataSm ? Smpp.DATA_SM : Smpp.DELIVER_SM;
    Supplier<byte[]> body = () -> writer.body(note, rules.time.instant());
    post.send(new Parcel(command, true, body, answer));
    if (rules.receiptsTwice) {
      post.send(new Parcel(command, true, body, null));
    }
  }
}
