package vn.loa.dispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.channel.Tally;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.ReceiptBatch;
import vn.loa.dispatch.store.ReceiptsTaken;
import vn.loa.dispatch.store.Recorded;

/** Words that the tests of the store share. */
final class Cases {

  static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  static final String KEY = "key";
  static final long FIRST = 84_903_000_000L;

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private Cases() {}

  /** A schema that no other test has. */
  static String schema() {
    return "case_" + SCHEMAS.incrementAndGet();
  }

  static CampaignRecord campaign(String key) {
    return new CampaignRecord(
        key,
        Message.builder(key, "Tiêm vắc-xin")
            .text("vi", "Mời đến trạm y tế")
            .validUntil(START.plus(Duration.ofDays(9_000)))
            .build(),
        List.of("sms"),
        "everybody",
        Urgency.ROUTINE,
        1,
        START,
        null,
        START);
  }

  /** So many people, in chunks of so many. */
  static void start(DispatchStore store, String key, int people, int chunk) {
    for (int from = 0; from < people; from += chunk) {
      int to = Math.min(people, from + chunk);
      Recipients some = Recipients.phones(LongStream.range(FIRST + from, FIRST + to));
      await(store.append(campaign(key), from / chunk, some, to == people));
    }
  }

  static Lease lease(DispatchStore store, Duration ttl) {
    return Objects.requireNonNull(
        store.lease(new LeaseRequest(KEY, 0, 0, START, ttl)).lease(), "nothing is due");
  }

  static Recorded attempt(DispatchStore store, Lease lease, int... indexes) {
    Changes changes = new Changes().at(START);
    for (int index : indexes) {
      changes.attempted(index);
    }
    return await(store.record(lease, changes));
  }

  static Recorded send(DispatchStore store, Lease lease, int index, long reference) {
    Changes changes = new Changes().at(START);
    changes.sent(index, reference);
    return await(store.record(lease, changes));
  }

  static ReceiptsTaken receipt(DispatchStore store, long reference) {
    ReceiptBatch batch = new ReceiptBatch();
    batch.add(reference, new Receipt.Delivered(Long.toString(reference), START), null);
    return await(store.receipts("sms", batch, START));
  }

  static CampaignStand stand(DispatchStore store, String key) {
    List<CampaignStand> found = new ArrayList<>();
    store.scan(Query.campaign(key), found::add);
    assertThat(found).as(key).hasSize(1);
    return found.get(0);
  }

  static Map<DeliveryState, Long> counts(DispatchStore store, String key) {
    Tally tally = stand(store, key).tally();
    Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
    for (DeliveryState state : DeliveryState.values()) {
      if (tally.count(state) > 0) {
        counts.put(state, tally.count(state));
      }
    }
    return counts;
  }

  static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
