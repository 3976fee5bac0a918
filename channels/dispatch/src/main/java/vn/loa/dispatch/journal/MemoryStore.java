package vn.loa.dispatch.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Leased;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.ReceiptBatch;
import vn.loa.dispatch.store.ReceiptsTaken;
import vn.loa.dispatch.store.Recorded;
import vn.loa.dispatch.store.StoreException;
import vn.loa.dispatch.store.Visitor;

/**
 * Keeps campaigns until the process ends: for trying things out, and for tests. Every stage is
 * complete when it is returned. Receipts wait for their reference for three days. Safe for use by
 * several threads; nobody else is served while a scan runs.
 */
public final class MemoryStore implements DispatchStore {

  private static final Duration KEEP_WAITING = Duration.ofDays(3);

  private final StoreState state = new StoreState(new Forgetful(), KEEP_WAITING);
  private boolean closed;

  @Override
  public CompletionStage<Appended> append(
      CampaignRecord campaign, int chunk, Recipients recipients, boolean last) {
    return done(() -> state.append(campaign, chunk, recipients, last));
  }

  @Override
  public synchronized Leased lease(LeaseRequest request) {
    checkOpen();
    return state.lease(request);
  }

  @Override
  public CompletionStage<Recorded> record(Lease lease, Changes changes) {
    return done(() -> state.record(lease, changes));
  }

  @Override
  public CompletionStage<ReceiptsTaken> receipts(
      String channel, ReceiptBatch receipts, Instant now) {
    return done(() -> state.receipts(channel, receipts, now));
  }

  @Override
  public CompletionStage<Recorded> control(String campaign, Control change) {
    return done(() -> state.control(campaign, change));
  }

  @Override
  public synchronized void scan(Query query, Visitor visitor) {
    checkOpen();
    state.scan(query, visitor);
  }

  /** Everything in it is gone. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  private synchronized <T> CompletionStage<T> done(Supplier<T> call) {
    try {
      checkOpen();
      return CompletableFuture.completedStage(call.get());
    } catch (StoreException failure) {
      return CompletableFuture.failedStage(failure);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new StoreException(StoreException.Kind.CLOSED, "the store is closed: open another");
    }
  }
}
