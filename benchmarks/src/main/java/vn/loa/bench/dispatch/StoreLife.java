package vn.loa.bench.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import vn.loa.bench.measure.Folder;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.ReceiptBatch;
import vn.loa.dispatch.store.Recorded;
import vn.loa.dispatch.store.Visitor;

/** A {@link DispatchStore}, called as a dispatcher calls it, each call awaited. */
final class StoreLife implements Life<ReceiptBatch> {

  static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private static final String CHANNEL = "sms";
  private static final Duration TTL = Duration.ofMinutes(5);
  private static final CampaignRecord CAMPAIGN = campaign("tiem-chung");

  private final DispatchStore store;
  private final Disk disk;
  private final Work work;
  private final Changes changes = new Changes();

  static CampaignRecord campaign(String key) {
    return new CampaignRecord(
        key,
        Message.builder("tiem-chung", "Tiêm chủng")
            .text("vi", "Mời bà con đến trạm y tế phường tiêm vắc-xin mũi 4. Hỏi: 1022.")
            .validUntil(NOW.plus(Duration.ofDays(1)))
            .build(),
        List.of(CHANNEL),
        "citizens",
        Urgency.ROUTINE,
        1,
        NOW,
        null,
        NOW);
  }

  /** How much room it takes. */
  interface Disk {
    long octets() throws Exception;
  }

  StoreLife(DispatchStore store, Folder folder, Work work) {
    this(store, folder::octets, work);
  }

  StoreLife(DispatchStore store, Disk disk, Work work) {
    this.store = store;
    this.disk = disk;
    this.work = work;
  }

  @Override
  public void enqueue(int batch, Recipients recipients) {
    await(store.append(CAMPAIGN, batch, recipients, batch == work.batches() - 1));
  }

  @Override
  public void send(Wire wire) {
    LeaseRequest request = new LeaseRequest(CAMPAIGN.key(), 0, 0, NOW, TTL);
    Lease lease = Objects.requireNonNull(store.lease(request).lease(), "nothing is due");
    changes.clear().at(NOW);
    for (int i = 0; i < lease.size(); i++) {
      changes.attempted(lease.index(i));
    }
    record(lease);
    changes.clear().at(NOW).release();
    for (int i = 0; i < lease.size(); i++) {
      int index = lease.index(i);
      changes.sent(index, wire.submit(lease.recipients().e164(index)));
    }
    record(lease);
  }

  private void record(Lease lease) {
    Recorded recorded = await(store.record(lease, changes));
    Life.require(recorded.all(), "changes of " + lease + " were left out");
  }

  @Override
  public ReceiptBatch receipts(long[] references) {
    ReceiptBatch batch = new ReceiptBatch();
    for (long reference : references) {
      batch.add(reference, new Receipt.Delivered(Long.toString(reference), NOW), null);
    }
    return batch;
  }

  @Override
  public void delivered(ReceiptBatch receipts) {
    int matched = await(store.receipts(CHANNEL, receipts, NOW)).matched();
    Life.require(matched == receipts.size(), "only " + matched + " receipts found a delivery");
  }

  @Override
  public void verify(Work all) {
    store.scan(Query.deliveries(CAMPAIGN.key()), new Check(all));
  }

  /** The counts, and each delivery with its proof. */
  private static final class Check implements Visitor {

    private final Work work;
    private int seen;

    Check(Work work) {
      this.work = work;
    }

    @Override
    public void campaign(CampaignStand stand) {
      long delivered = stand.tally().delivered();
      Life.require(delivered == work.messages(), stand.tally().toString());
    }

    @Override
    public void delivery(DeliveryRow row) {
      long phone = ((Address.Phone) row.recipient()).e164();
      Life.require(phone == Work.phone(seen), "delivery " + seen + " is for " + row.recipient());
      Life.require(row.state() == DeliveryState.DELIVERED, "delivery " + seen + row.state());
      String proof = row.receipt() == null ? "" : row.receipt().reference();
      Life.require(
          proof.equals(Long.toString(Work.reference(seen))), "proof of " + seen + ": " + proof);
      seen++;
    }
  }

  /** What stands there of the only campaign. */
  CampaignStand stand() {
    CampaignStand[] found = new CampaignStand[1];
    store.scan(Query.campaign(CAMPAIGN.key()), stand -> found[0] = stand);
    return found[0];
  }

  @Override
  public long octets() throws Exception {
    return disk.octets();
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  @Override
  public void close() {
    store.close();
  }
}
