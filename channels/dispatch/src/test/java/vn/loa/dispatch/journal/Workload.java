package vn.loa.dispatch.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.ReceiptBatch;
import vn.loa.dispatch.store.StoreException;
import vn.loa.dispatch.store.Visitor;

/** Calls as a dispatcher makes them, each decided by a number: so they can be made again. */
final class Workload {

  static final Duration KEEP_WAITING = Duration.ofHours(10);
  static final Duration KEEP_DELIVERIES = Duration.ofHours(20);
  static final Duration KEEP_SUMMARIES = Duration.ofHours(40);

  private static final Query EVERYTHING = Query.all(EnumSet.allOf(DeliveryState.class));
  private static final Reason REASON = new Reason("ESME_RSYSERR", "lỗi");
  private static final Message MESSAGE =
      Message.builder("tb-1", "Nước dâng").text("vi", "Ở nhà.").validUntil(Instant.MAX).build();

  private static final List<CampaignRecord> CAMPAIGNS =
      IntStream.range(0, 6).mapToObj(Workload::campaign).toList();

  private Workload() {}

  /** One call, or a lease and what follows from it. */
  record Call(long seed, Instant now, int kind) {

    static Call any(Random random, Instant now) {
      return new Call(random.nextLong(), now, random.nextInt(16));
    }

    boolean compacts() {
      return kind == 15;
    }

    /** Null where nothing was to be done. */
    @Nullable CompletionStage<?> on(DispatchStore store, Leases leases) {
      Random random = new Random(seed);
      return switch (kind) {
        case 0, 1, 2, 3 -> append(store, random);
        case 4, 5, 6, 7, 8, 9 -> record(store, leases, random);
        case 10, 11, 12 -> receipts(store, random);
        default -> control(store, random);
      };
    }

    private CompletionStage<?> append(DispatchStore store, Random random) {
      int campaign = random.nextInt(6);
      long[] taken = {0};
      boolean[] ended = {false};
      store.scan(
          Query.campaign(key(campaign)),
          stand -> {
            ended[0] = stand.phase() != CampaignStand.Phase.OPENING || stand.summary();
            taken[0] = stand.tally().audience();
          });
      int chunk = ended[0] ? 0 : (int) (taken[0] / size(campaign));
      return store.append(
          CAMPAIGNS.get(campaign), chunk, recipients(campaign, chunk), chunk == campaign % 3);
    }

    private @Nullable CompletionStage<?> record(DispatchStore store, Leases leases, Random random) {
      if (leases.held.isEmpty() || random.nextInt(3) == 0) {
        try {
          Lease lease =
              store
                  .lease(new LeaseRequest(key(random.nextInt(6)), 0, 0, now, Duration.ofMinutes(1)))
                  .lease();
          if (lease == null) {
            return null;
          }
          leases.held.add(lease);
        } catch (StoreException unknown) {
          return null;
        }
      }
      Lease lease = leases.held.get(random.nextInt(leases.held.size()));
      Changes changes = changes(random).at(now);
      if (random.nextInt(3) == 0) {
        changes.release();
        leases.held.remove(lease);
      }
      return store.record(lease, changes);
    }

    private static Changes changes(Random random) {
      Changes changes = new Changes();
      for (int index = 0; index < 3; index++) {
        switch (random.nextInt(9)) {
          case 0, 1, 2, 3 -> changes.attempted(index);
          case 4, 5 -> changes.sent(index, random.nextInt(24));
          case 6 -> changes.because(index, Changes.Kind.REFUSED, REASON);
          case 7 -> changes.plainly(index, Changes.Kind.EXPIRED);
          default -> changes.until(index, Changes.Kind.RETRY, random.nextInt(1 << 20), REASON);
        }
      }
      return changes;
    }

    private CompletionStage<?> receipts(DispatchStore store, Random random) {
      ReceiptBatch batch = new ReceiptBatch();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int number = random.nextInt(24);
        Receipt receipt =
            random.nextBoolean()
                ? new Receipt.Delivered(Integer.toString(number), now)
                : new Receipt.Undelivered(Integer.toString(number), now, REASON);
        batch.add(number, receipt, random.nextBoolean() ? null : new Address.Phone(84900000001L));
      }
      return store.receipts("sms", batch, now);
    }

    private CompletionStage<?> control(DispatchStore store, Random random) {
      Control control =
          switch (random.nextInt(6)) {
            case 0 -> new Control.Pause();
            case 1 -> new Control.Resume();
            case 2 -> new Control.Cancel();
            case 3 -> new Control.ChangeUrgency(Urgency.PRIORITY);
            case 4 -> new Control.GiveUpReceipts(now);
            default -> {
              Changes changes = new Changes().at(now);
              changes.plainly(0, Changes.Kind.SEND_AGAIN);
              yield new Control.Settle(0, changes);
            }
          };
      return store.control(key(random.nextInt(6)), control);
    }
  }

  /** What one process has leased. */
  static final class Leases {
    private final List<Lease> held = new ArrayList<>();
  }

  private static String key(int campaign) {
    return "k" + campaign;
  }

  private static CampaignRecord campaign(int campaign) {
    return new CampaignRecord(
        key(campaign),
        MESSAGE,
        List.of("sms"),
        "citizens.csv",
        Urgency.ROUTINE,
        1,
        Instant.EPOCH,
        null,
        Instant.EPOCH);
  }

  private static int size(int campaign) {
    return 1 + campaign % 3;
  }

  private static Recipients recipients(int campaign, int chunk) {
    long first = 84900000000L + campaign * 100L + chunk * 10L;
    return Recipients.phones(LongStream.range(first, first + size(campaign)));
  }

  /** All that can be seen of a store. */
  static List<Object> seen(DispatchStore store) {
    List<Object> seen = new ArrayList<>();
    store.scan(EVERYTHING, new Seeing(seen));
    return seen;
  }

  private record Seeing(List<Object> seen) implements Visitor {

    @Override
    public void campaign(CampaignStand stand) {
      seen.add(stand.campaign().key());
      seen.add(stand.campaign().message().texts());
      seen.add(stand.phase());
      seen.add(stand.urgency());
      seen.add(stand.notBefore());
      seen.add(stand.tally());
      seen.add(stand.summary());
    }

    @Override
    public void delivery(DeliveryRow row) {
      seen.add(row);
    }

    @Override
    public void waitingReceipts(String channel, long receipts) {
      seen.add(channel + receipts);
    }
  }
}
