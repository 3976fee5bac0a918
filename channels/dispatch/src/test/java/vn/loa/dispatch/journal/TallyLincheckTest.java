package vn.loa.dispatch.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Message;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.ReceiptBatch;

/** Whoever looks at a tally sees it before a change or after it, and it always adds up. */
@Param(name = "index", gen = IntGen.class, conf = "0:2")
public class TallyLincheckTest {

  private static final Instant NOW = Instant.parse("2022-05-12T05:00:00Z");

  private final MemoryStore store = new MemoryStore();
  private final Lease lease;

  public TallyLincheckTest() {
    Message message = Message.builder("m", "t").text("vi", "t").validUntil(Instant.MAX).build();
    CampaignRecord campaign =
        new CampaignRecord("k", message, List.of("sms"), "all", Urgency.ROUTINE, 1, NOW, null, NOW);
    store.append(
        campaign, 0, Recipients.phones(LongStream.range(84_900_000_000L, 84_900_000_003L)), true);
    lease =
        Objects.requireNonNull(
            store.lease(new LeaseRequest("k", 0, 0, NOW, Duration.ofMinutes(1))).lease());
  }

  @Operation
  public void sent(@Param(name = "index") int index) {
    Changes changes = new Changes().at(NOW);
    changes.attempted(index);
    changes.sent(index, index);
    store.record(lease, changes);
  }

  @Operation
  public void delivered(@Param(name = "index") int index) {
    ReceiptBatch receipts = new ReceiptBatch();
    receipts.add(index, new Receipt.Delivered(Integer.toString(index), NOW), null);
    store.receipts("sms", receipts, NOW);
  }

  @Operation
  public void cancel() {
    store.control("k", new Control.Cancel());
  }

  @Operation
  public String tally() {
    StringBuilder seen = new StringBuilder();
    store.scan(Query.campaign("k"), stand -> seen.append(stand.tally()));
    return seen.toString();
  }

  @Test
  void under_stress() {
    new StressOptions()
        .iterations(3)
        .invocationsPerIteration(100)
        .threads(2)
        .actorsBefore(1)
        .actorsPerThread(2)
        .actorsAfter(1)
        .check(TallyLincheckTest.class);
  }
}
