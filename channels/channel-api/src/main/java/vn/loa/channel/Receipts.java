package vn.loa.channel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Hears what happened to deliveries later. Safe for use by several threads; never throws. */
@FunctionalInterface
public interface Receipts {

  void receive(Receipt receipt);

  /**
   * As {@link #receive}, for an adapter that knows more, or whose peer keeps a receipt until it is
   * acknowledged.
   *
   * @param from whom the receipt is about; null when it does not say. It may resolve a delivery in
   *     doubt, whose reference never came
   * @return completes when the receipt is kept for good; exceptionally when it could not be, and
   *     the peer should bring it again
   */
  default CompletionStage<Void> take(Receipt receipt, @Nullable Address from) {
    receive(receipt);
    return CompletableFuture.completedStage(null);
  }
}
