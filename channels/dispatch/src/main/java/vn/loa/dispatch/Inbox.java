package vn.loa.dispatch;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;
import vn.loa.channel.ReferenceCodec;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.ReceiptBatch;
import vn.loa.dispatch.store.ReceiptsTaken;

/**
 * Gathers the receipts of a channel. The store takes what came while it took the ones before: so
 * one that comes alone waits for nobody, and many share the store's effort. Safe for use by several
 * threads.
 */
final class Inbox {

  /** More wait only in the channel, or at its peer. */
  private static final int ROOM = 65_536;

  private final String channel;
  private final ReferenceCodec codec;
  private final DispatchStore store;
  private final Listener listener;
  private ReceiptBatch gathering = new ReceiptBatch();
  private ReceiptBatch spare = new ReceiptBatch();
  private CompletableFuture<Void> kept = new CompletableFuture<>();
  private boolean taking;
  private @Nullable RuntimeException closed;

  /** Hears what becomes of receipts, outside of locks. */
  interface Listener {

    /** There is something to take. */
    void receiptsWait();

    void receiptsTaken(Set<String> campaigns, int matched);

    void receiptsFailed(Throwable failure);
  }

  Inbox(String channel, ReferenceCodec codec, DispatchStore store, Listener listener) {
    this.channel = channel;
    this.codec = codec;
    this.store = store;
    this.listener = listener;
  }

  /** Completes when the receipt is durable. */
  CompletionStage<Void> add(Receipt receipt, @Nullable Address from) {
    CompletionStage<Void> stage;
    synchronized (this) {
      if (closed != null) {
        return CompletableFuture.failedStage(closed);
      }
      if (gathering.size() >= ROOM) {
        return CompletableFuture.failedStage(
            new IllegalStateException(channel + ": too many receipts wait; bring it again later"));
      }
      gather(receipt, from);
      stage = kept.minimalCompletionStage();
    }
    listener.receiptsWait();
    return stage;
  }

  private void gather(Receipt receipt, @Nullable Address from) {
    long number = codec.receipt(receipt.reference());
    if (number == Changes.NO_NUMBER) {
      gathering.add(codec.receiptText(receipt.reference()), receipt, from);
    } else {
      gathering.add(number, receipt, from);
    }
  }

  /** Gives the store what was gathered, unless it is still taking; whether there was something. */
  boolean flush(Instant now) {
    ReceiptBatch batch;
    CompletableFuture<Void> done;
    synchronized (this) {
      if (taking || gathering.size() == 0) {
        return false;
      }
      taking = true;
      batch = gathering;
      done = kept;
      gathering = spare.clear();
      spare = batch;
      kept = new CompletableFuture<>();
    }
    take(batch, now).whenComplete((taken, failure) -> finish(done, taken, failure));
    return true;
  }

  private CompletionStage<ReceiptsTaken> take(ReceiptBatch batch, Instant now) {
    try {
      return store.receipts(channel, batch, now);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedStage(failure);
    }
  }

  private void finish(
      CompletableFuture<Void> done, @Nullable ReceiptsTaken taken, @Nullable Throwable failure) {
    synchronized (this) {
      taking = false;
    }
    if (taken == null) {
      Throwable cause = failure == null ? new IllegalStateException(channel) : failure;
      done.completeExceptionally(cause);
      listener.receiptsFailed(cause);
    } else {
      done.complete(null);
      listener.receiptsTaken(taken.campaigns(), taken.matched());
    }
    listener.receiptsWait();
  }

  /** Takes no more; what the store has not taken fails, so that the peer brings it again. */
  void close(RuntimeException reason) {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      closed = reason;
      waiting = kept;
    }
    waiting.completeExceptionally(reason);
  }
}
