package vn.loa.dispatch.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import vn.loa.channel.Address;
import vn.loa.channel.Message;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Changes.Kind;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.ReceiptBatch;
import vn.loa.dispatch.store.StoreException;

/** Calls as nobody would make them, the same for the same seed. */
final class RandomCalls {

  static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  private static final List<String> CHANNELS = List.of("sms", "other", "third");
  private static final Kind[] KINDS = Kind.values();

  private final DispatchStore store;
  private final Random random;
  private final List<Lease> leases = new ArrayList<>();
  private final boolean sharing;
  private int references;
  private Instant now = START;

  /**
   * @param sharing whether campaigns may have references of others, and one message
   */
  RandomCalls(DispatchStore store, long seed, boolean sharing) {
    this.store = store;
    this.random = new Random(seed);
    this.sharing = sharing;
  }

  Instant now() {
    return now;
  }

  void make(int calls) {
    for (int i = 0; i < calls; i++) {
      now = now.plusMillis(random.nextInt(2_000));
      try {
        call();
      } catch (StoreException expected) {
        // what is refused changes nothing either
      }
    }
  }

  private void call() {
    switch (random.nextInt(16)) {
      case 0, 1 -> append();
      case 2, 3, 4 -> lease();
      case 5, 6, 7, 8, 9, 10 -> record();
      case 11, 12 -> store.receipts(CHANNELS.get(random.nextInt(2)), receipts(), now);
      case 13, 14 -> store.control(key(), new Control.Settle(random.nextInt(2), changes()));
      default -> store.control(key(), control());
    }
  }

  private String key() {
    return "c" + random.nextInt(3);
  }

  static CampaignRecord campaign(String key, String message) {
    return new CampaignRecord(
        key,
        Message.builder(message, "Title").text("vi", "Text").validUntil(START).build(),
        CHANNELS,
        "everybody",
        Urgency.ROUTINE,
        1,
        START,
        null,
        START);
  }

  private void append() {
    String key = key();
    CampaignRecord campaign = campaign(key, sharing ? "m" + key.charAt(1) % 2 : key);
    int chunk = random.nextInt(2);
    Recipients recipients = Recipients.phones(LongStream.range(0, 6).map(i -> 84_900 + i));
    store.append(campaign, chunk, recipients, chunk == 1);
  }

  private void lease() {
    int route = Math.min(random.nextInt(6), 2);
    Duration ttl = Duration.ofMinutes(1);
    LeaseRequest request = new LeaseRequest(key(), route, random.nextInt(route + 1) / 2, now, ttl);
    Lease lease = store.lease(request).lease();
    if (lease != null) {
      leases.add(lease);
    }
  }

  private void record() {
    if (!leases.isEmpty()) {
      int which = random.nextInt(leases.size());
      Changes changes = changes();
      if (random.nextInt(4) > 0) {
        store.record(leases.get(which), changes);
      } else {
        store.record(leases.remove(which), changes.release());
      }
    }
  }

  private Changes changes() {
    Changes changes = new Changes().at(now);
    for (int i = random.nextInt(12); i >= 0; i--) {
      int index = random.nextInt(7);
      Kind kind = kind();
      switch (kind) {
        case SENT -> sent(changes, index);
        case REFUSED, DEAD, IN_DOUBT, NEXT_ROUTE -> changes.because(index, kind, reason());
        case RETRY, DEFERRED ->
            changes.until(index, kind, now.toEpochMilli() + random.nextInt(9_000), reason());
        default -> changes.plainly(index, kind);
      }
    }
    return changes;
  }

  private Kind kind() {
    int weight = random.nextInt(12);
    if (weight < 5) {
      return Kind.ATTEMPTED;
    }
    return weight < 7 ? Kind.SENT : KINDS[random.nextInt(KINDS.length)];
  }

  private void sent(Changes changes, int index) {
    int reference = sharing ? random.nextInt(30) : references++;
    if (reference % 3 == 0) {
      changes.sent(index, "id-" + reference);
    } else {
      changes.sent(index, reference);
    }
  }

  private Reason reason() {
    return new Reason("R" + random.nextInt(4), "a reason");
  }

  private ReceiptBatch receipts() {
    ReceiptBatch batch = new ReceiptBatch();
    for (int i = random.nextInt(5); i >= 0; i--) {
      int reference =
          sharing ? random.nextInt(30) : Math.max(0, references + 3 - random.nextInt(30));
      Address from = random.nextBoolean() ? null : new Address.Phone(84_900 + random.nextInt(6));
      if (reference % 3 == 0) {
        batch.add("id-" + reference, receipt(reference), from);
      } else {
        batch.add(reference, receipt(reference), from);
      }
    }
    return batch;
  }

  private Receipt receipt(int reference) {
    String name = "as-written-" + reference;
    Instant at = now.plusMillis(random.nextInt(1_000));
    return switch (random.nextInt(4)) {
      case 0 -> new Receipt.Undelivered(name, at, reason());
      case 1 -> new Receipt.Expired(name, at);
      case 2 -> new Receipt.Played(name, at, Duration.ofSeconds(9), 50);
      default -> new Receipt.Delivered(name, at);
    };
  }

  private Control control() {
    return switch (random.nextInt(16)) {
      case 0 -> new Control.Cancel();
      case 1 -> new Control.Pause();
      case 2, 3, 4, 5, 6 -> new Control.Resume();
      case 7 -> new Control.ChangeUrgency(Urgency.PRIORITY);
      case 8 -> new Control.NotBefore(now.plusSeconds(3));
      default -> new Control.GiveUpReceipts(now.minusSeconds(20));
    };
  }
}
