package vn.loa.bench.dispatch;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Recipients;
import vn.loa.channel.Tally;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
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

/**
 * Keeps nothing: one campaign that always has another chunk, the same few in turn, and is done with
 * whatever is recorded at once. What is left to measure beside it is the engine.
 */
final class EndlessStore implements DispatchStore {

  private static final int LEASES = 1_024;
  private static final CompletionStage<Appended> APPENDED =
      CompletableFuture.completedStage(Appended.NEW);
  private static final CompletionStage<Recorded> RECORDED =
      CompletableFuture.completedStage(Recorded.ALL);

  private final Leased[] leases = new Leased[LEASES];
  private @Nullable CampaignRecord campaign;
  private int next;

  @Override
  public synchronized CompletionStage<Appended> append(
      CampaignRecord record, int chunk, Recipients recipients, boolean last) {
    for (int i = 0; i < LEASES; i++) {
      leases[i] = new Leased(lease(record.key(), i), null);
    }
    campaign = record;
    return APPENDED;
  }

  private static Lease lease(String campaign, int chunk) {
    short[] due = new short[CHUNK];
    IntStream.range(0, CHUNK).forEach(i -> due[i] = (short) i);
    return new Lease(
        campaign,
        chunk,
        chunk + 1,
        0,
        Work.recipients(chunk),
        due,
        new byte[CHUNK],
        new boolean[CHUNK]);
  }

  @Override
  public synchronized Leased lease(LeaseRequest request) {
    return leases[next++ & (LEASES - 1)];
  }

  @Override
  public CompletionStage<Recorded> record(Lease lease, Changes changes) {
    return RECORDED;
  }

  @Override
  public CompletionStage<ReceiptsTaken> receipts(
      String channel, ReceiptBatch receipts, Instant now) {
    throw new UnsupportedOperationException("no receipt comes here");
  }

  @Override
  public CompletionStage<Recorded> control(String key, Control change) {
    return RECORDED;
  }

  @Override
  public synchronized void scan(Query query, Visitor visitor) {
    if (campaign != null) {
      Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
      counts.put(DeliveryState.QUEUED, 1L << 40);
      visitor.campaign(
          new CampaignStand(
              campaign,
              CampaignStand.Phase.RUNNING,
              campaign.urgency(),
              campaign.notBefore(),
              Tally.of(counts, Map.of()),
              false));
    }
  }

  @Override
  public void close() {}
}
