package vn.loa.dispatch.journal;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
import vn.loa.dispatch.store.Visitor;

/** A state as a store; throws where a store's stage fails. */
record StateStore(StoreState state) implements DispatchStore {

  @Override
  public CompletionStage<Appended> append(
      CampaignRecord campaign, int chunk, Recipients recipients, boolean last) {
    return CompletableFuture.completedStage(state.append(campaign, chunk, recipients, last));
  }

  @Override
  public Leased lease(LeaseRequest request) {
    return state.lease(request);
  }

  @Override
  public CompletionStage<Recorded> record(Lease lease, Changes changes) {
    return CompletableFuture.completedStage(state.record(lease, changes));
  }

  @Override
  public CompletionStage<ReceiptsTaken> receipts(String channel, ReceiptBatch all, Instant now) {
    return CompletableFuture.completedStage(state.receipts(channel, all, now));
  }

  @Override
  public CompletionStage<Recorded> control(String campaign, Control change) {
    return CompletableFuture.completedStage(state.control(campaign, change));
  }

  @Override
  public void scan(Query query, Visitor visitor) {
    state.scan(query, visitor);
  }

  @Override
  public void close() {}
}
