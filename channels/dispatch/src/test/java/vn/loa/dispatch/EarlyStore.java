package vn.loa.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;
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

/** A mutant: it calls attempts durable, and tells them to the disk with the next call only. */
final class EarlyStore implements DispatchStore {

  private final DispatchStore store;
  private final Deque<Runnable> late = new ArrayDeque<>();

  EarlyStore(DispatchStore store) {
    this.store = store;
  }

  @Override
  public CompletionStage<Recorded> record(Lease lease, Changes changes) {
    catchUp();
    if (changes.isEmpty() || changes.releases() || changes.kind(0) != Changes.Kind.ATTEMPTED) {
      return store.record(lease, changes);
    }
    Changes copy = new Changes().at(changes.at());
    for (int i = 0; i < changes.size(); i++) {
      if (changes.kind(i) != Changes.Kind.ATTEMPTED) {
        return store.record(lease, changes);
      }
      copy.attempted(changes.index(i));
    }
    late.add(() -> store.record(lease, copy));
    return CompletableFuture.completedStage(Recorded.ALL);
  }

  private void catchUp() {
    while (!late.isEmpty()) {
      late.remove().run();
    }
  }

  @Override
  public CompletionStage<Appended> append(
      CampaignRecord campaign, int chunk, Recipients recipients, boolean last) {
    catchUp();
    return store.append(campaign, chunk, recipients, last);
  }

  @Override
  public Leased lease(LeaseRequest request) {
    catchUp();
    return store.lease(request);
  }

  @Override
  public CompletionStage<ReceiptsTaken> receipts(
      String channel, ReceiptBatch receipts, java.time.Instant now) {
    catchUp();
    return store.receipts(channel, receipts, now);
  }

  @Override
  public CompletionStage<Recorded> control(String campaign, Control change) {
    catchUp();
    return store.control(campaign, change);
  }

  @Override
  public void scan(Query query, Visitor visitor) {
    store.scan(query, visitor);
  }

  @Override
  public void close() {
    catchUp();
    store.close();
  }
}
