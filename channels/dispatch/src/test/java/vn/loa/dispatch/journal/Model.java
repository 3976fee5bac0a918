package vn.loa.dispatch.journal;

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

/** What a journal should be, without a disk. */
final class Model implements DispatchStore {

  private final StoreState state = new StoreState(new EntryWriter(), Workload.KEEP_WAITING);

  void openAgain() {
    state.recovered();
  }

  void reduce(Instant now) {
    state.receipts("", new ReceiptBatch(), now);
    state.summarise(now.minus(Workload.KEEP_DELIVERIES));
    state.forget(now.minus(Workload.KEEP_SUMMARIES));
  }

  @Override
  public CompletionStage<Appended> append(
      CampaignRecord campaign, int chunk, Recipients recipients, boolean last) {
    return done(() -> state.append(campaign, chunk, recipients, last));
  }

  @Override
  public Leased lease(LeaseRequest request) {
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
  public void scan(Query query, Visitor visitor) {
    state.scan(query, visitor);
  }

  @Override
  public void close() {}

  private static <T> CompletionStage<T> done(Supplier<T> call) {
    try {
      return CompletableFuture.completedStage(call.get());
    } catch (StoreException failure) {
      return CompletableFuture.failedStage(failure);
    }
  }
}
