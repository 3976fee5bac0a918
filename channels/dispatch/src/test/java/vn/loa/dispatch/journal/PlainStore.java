package vn.loa.dispatch.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Changes.Kind;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DeliveryRow;
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

/** The same rules with an object for everything and no index: slow, and easy to believe. */
final class PlainStore implements DispatchStore {

  private static final Set<DeliveryState> WAITS =
      Set.of(DeliveryState.QUEUED, DeliveryState.DEFERRED);
  private static final Set<DeliveryState> ASKED =
      Set.of(DeliveryState.ATTEMPTED, DeliveryState.IN_DOUBT);

  private final Duration keep;
  private final int most;
  private final Map<String, Campaign> campaigns = new LinkedHashMap<>();
  private final Map<List<?>, List<Delivery>> holders = new HashMap<>();
  private final Map<List<?>, Instant> waitingSince = new LinkedHashMap<>();
  private final Map<List<?>, Receipt> waiting = new HashMap<>();
  private long lastEpoch;

  PlainStore(Duration keep, int most) {
    this.keep = keep;
    this.most = most;
  }

  private static final class Campaign {
    private final CampaignRecord record;
    private final int number;
    private final List<Chunk> chunks = new ArrayList<>();
    private boolean complete;
    private boolean paused;
    private boolean cancelled;
    private Instant notBefore;

    private Campaign(CampaignRecord record, int number) {
      this.record = record;
      this.number = number;
      this.notBefore = record.notBefore();
    }
  }

  private static final class Chunk {
    private final Recipients recipients;
    private final List<Delivery> deliveries = new ArrayList<>();
    private long epoch;

    private Chunk(Recipients recipients) {
      this.recipients = recipients;
    }
  }

  private static final class Delivery {
    private final Campaign campaign;
    private final Chunk chunk;
    private final int index;
    private DeliveryState state = DeliveryState.QUEUED;
    private int attempts;
    private boolean again;
    private int route;
    private long due;
    private boolean unattended;
    private @Nullable Instant changed;
    private @Nullable Reason reason;
    private @Nullable Receipt receipt;

    private Delivery(Campaign campaign, Chunk chunk, int index) {
      this.campaign = campaign;
      this.chunk = chunk;
      this.index = index;
    }

    private String channel() {
      return campaign.record.channels().get(route);
    }

    private Address address() {
      return chunk.recipients.get(index);
    }

    private boolean isDue(LeaseRequest request) {
      return route >= request.from()
          && route <= request.route()
          && (state == DeliveryState.QUEUED
              || (state == DeliveryState.DEFERRED && due <= request.now().toEpochMilli()));
    }

    private void to(DeliveryState next, @Nullable Reason why) {
      state = next;
      reason = why;
    }

    private void back(DeliveryState next, @Nullable Reason why) {
      if (campaign.cancelled) {
        to(DeliveryState.CANCELLED, null);
      } else {
        to(next, why);
      }
    }
  }

  @Override
  public CompletionStage<Appended> append(
      CampaignRecord record, int chunk, Recipients recipients, boolean last) {
    Campaign campaign = campaigns.get(record.key());
    int size = campaign == null ? 0 : campaign.chunks.size();
    if (campaign != null && chunk < size) {
      return done(Appended.KNOWN);
    }
    if (chunk != size || (campaign != null && (campaign.complete || campaign.cancelled))) {
      throw new StoreException(StoreException.Kind.CONFLICT, "no");
    }
    if (campaign == null) {
      campaign = new Campaign(record, campaigns.size() + 1);
      campaigns.put(record.key(), campaign);
    }
    Chunk added = new Chunk(recipients);
    for (int i = 0; i < recipients.size(); i++) {
      added.deliveries.add(new Delivery(campaign, added, i));
    }
    campaign.chunks.add(added);
    campaign.complete = last;
    return done(Appended.NEW);
  }

  @Override
  public Leased lease(LeaseRequest request) {
    Campaign campaign = known(request.campaign());
    if (!campaign.complete || campaign.paused || campaign.cancelled) {
      return new Leased(null, null);
    }
    if (!request.now().isBefore(campaign.notBefore)) {
      for (int number = 0; number < campaign.chunks.size(); number++) {
        Chunk chunk = campaign.chunks.get(number);
        List<Delivery> due = chunk.deliveries.stream().filter(it -> it.isDue(request)).toList();
        if (chunk.epoch == 0 && !due.isEmpty()) {
          return new Leased(lease(request, number, chunk, due), null);
        }
      }
    }
    return new Leased(null, nextDue(campaign, request));
  }

  private Lease lease(LeaseRequest request, int number, Chunk chunk, List<Delivery> due) {
    lastEpoch = Math.max(lastEpoch + 1, request.now().toEpochMilli() * 1_000);
    chunk.epoch = lastEpoch;
    chunk.deliveries.forEach(it -> it.unattended = it.state == DeliveryState.ATTEMPTED);
    short[] indexes = new short[due.size()];
    byte[] attempts = new byte[due.size()];
    boolean[] again = new boolean[due.size()];
    for (int i = 0; i < due.size(); i++) {
      indexes[i] = (short) due.get(i).index;
      attempts[i] = (byte) due.get(i).attempts;
      again[i] = due.get(i).again;
    }
    return new Lease(
        request.campaign(),
        number,
        lastEpoch,
        request.route(),
        chunk.recipients,
        indexes,
        attempts,
        again);
  }

  private static @Nullable Instant nextDue(Campaign campaign, LeaseRequest request) {
    Instant earliest = null;
    for (Chunk chunk : campaign.chunks) {
      for (Delivery it : chunk.deliveries) {
        boolean asked = it.route >= request.from() && it.route <= request.route();
        if (chunk.epoch == 0 && asked && WAITS.contains(it.state)) {
          long due = it.state == DeliveryState.QUEUED ? 0 : it.due;
          Instant at = Instant.ofEpochMilli(due);
          earliest = earliest == null || at.isBefore(earliest) ? at : earliest;
        }
      }
    }
    boolean early = earliest != null && earliest.isBefore(campaign.notBefore);
    return early ? campaign.notBefore : earliest;
  }

  @Override
  public CompletionStage<Recorded> record(Lease lease, Changes changes) {
    Chunk chunk = known(lease.campaign()).chunks.get(lease.chunk());
    if (chunk.epoch != lease.epoch()) {
      throw new StoreException(StoreException.Kind.STALE, "no");
    }
    Recorded recorded = take(chunk, lease.route(), changes, false);
    if (changes.releases()) {
      chunk.epoch = 0;
    }
    return done(recorded);
  }

  private Recorded take(Chunk chunk, int leased, Changes changes, boolean settles) {
    BitSet leftOut = new BitSet();
    List<List<?>> sent = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      int index = changes.index(i);
      if (index >= chunk.deliveries.size()
          || !isAllowed(chunk.deliveries.get(index), leased, changes.kind(i), settles)) {
        leftOut.set(i);
      } else {
        Delivery delivery = chunk.deliveries.get(index);
        apply(delivery, leased, changes, i);
        if (changes.kind(i) == Kind.SENT) {
          sent.add(key(delivery.channel(), changes.number(i), changes.text(i)));
          hold(sent.get(sent.size() - 1), delivery);
        }
      }
    }
    for (List<?> key : sent) {
      waitingSince.remove(key);
      Receipt receipt = waiting.remove(key);
      if (receipt != null) {
        prove(key, receipt, new HashSet<>());
      }
    }
    return Recorded.without(leftOut);
  }

  private static boolean isAllowed(Delivery it, int leased, Kind kind, boolean settles) {
    boolean waits = WAITS.contains(it.state);
    boolean asked = ASKED.contains(it.state);
    boolean attempted = it.state == DeliveryState.ATTEMPTED;
    if (settles && !(asked && (!attempted || it.chunk.epoch == 0 || it.unattended))) {
      return false;
    }
    return switch (kind) {
      case ATTEMPTED -> waits;
      case SENT, RETURNED, RETRY, SENT_UNCONFIRMED -> asked;
      case REFUSED, EXPIRED, DEAD, DEFERRED -> waits || asked;
      case IN_DOUBT -> attempted;
      case SEND_AGAIN -> it.state == DeliveryState.IN_DOUBT && !it.campaign.cancelled;
      case NEXT_ROUTE ->
          (waits || asked) && next(it, leased) < it.campaign.record.channels().size();
    };
  }

  private static int next(Delivery it, int leased) {
    return 1 + (WAITS.contains(it.state) ? Math.max(it.route, leased) : it.route);
  }

  private static void apply(Delivery it, int leased, Changes changes, int position) {
    Kind kind = changes.kind(position);
    Reason why = changes.reason(position);
    if ((kind == Kind.RETURNED || kind == Kind.DEFERRED) && ASKED.contains(it.state)) {
      it.attempts--;
    }
    if (kind == Kind.ATTEMPTED || kind == Kind.SENT) {
      it.changed = roundedUp(changes.at());
    }
    switch (kind) {
      case ATTEMPTED -> {
        it.attempts = Math.min(31, it.attempts + 1);
        it.route = leased;
        it.unattended = false;
        it.to(DeliveryState.ATTEMPTED, null);
      }
      case RETRY, DEFERRED -> {
        it.due = changes.number(position);
        it.back(DeliveryState.DEFERRED, why);
      }
      case NEXT_ROUTE -> {
        it.route = next(it, leased);
        it.attempts = 0;
        it.back(DeliveryState.QUEUED, why);
      }
      case SEND_AGAIN -> {
        it.again = true;
        it.back(DeliveryState.QUEUED, null);
      }
      case RETURNED -> it.back(DeliveryState.QUEUED, null);
      default -> it.to(kind.state(), kind == Kind.EXPIRED ? null : why);
    }
  }

  private void hold(List<?> key, Delivery delivery) {
    List<Delivery> known = holders.computeIfAbsent(key, it -> new ArrayList<>());
    boolean same =
        known.isEmpty()
            || known
                .get(0)
                .campaign
                .record
                .message()
                .id()
                .equals(delivery.campaign.record.message().id());
    if (same) {
      known.add(delivery);
    } else if (goesBefore(delivery, known.get(0))) {
      known.clear();
      known.add(delivery);
    }
  }

  private static boolean goesBefore(Delivery one, Delivery other) {
    if (other.receipt != null) {
      return true;
    }
    int later =
        Objects.requireNonNull(one.changed).compareTo(Objects.requireNonNull(other.changed));
    return later > 0 || (later == 0 && one.campaign.number > other.campaign.number);
  }

  @Override
  public CompletionStage<ReceiptsTaken> receipts(String channel, ReceiptBatch all, Instant now) {
    Set<String> changed = new HashSet<>();
    int matched = 0;
    int waits = 0;
    int repeated = 0;
    for (int i = 0; i < all.size(); i++) {
      List<?> key = key(channel, all.number(i), all.text(i));
      if (!holders.containsKey(key)) {
        settle(key, channel, all, i, now);
      }
      if (holders.containsKey(key)) {
        boolean proves = prove(key, all.receipt(i), changed);
        matched += proves ? 1 : 0;
        repeated += proves ? 0 : 1;
      } else if (waitingSince.putIfAbsent(key, now) == null) {
        waiting.put(key, all.receipt(i));
        waits++;
      } else {
        repeated++;
      }
    }
    return done(new ReceiptsTaken(changed, matched, waits, repeated, drop(now)));
  }

  private int drop(Instant now) {
    int dropped = 0;
    for (List<?> key : List.copyOf(waitingSince.keySet())) {
      if (Objects.requireNonNull(waitingSince.get(key)).plus(keep).isBefore(now)
          || waitingSince.size() > most) {
        waitingSince.remove(key);
        waiting.remove(key);
        dropped++;
      }
    }
    return dropped;
  }

  private void settle(List<?> key, String channel, ReceiptBatch all, int i, Instant now) {
    List<Delivery> ofPerson =
        campaigns.values().stream()
            .flatMap(it -> it.chunks.stream())
            .flatMap(it -> it.deliveries.stream())
            .filter(it -> it.address().equals(all.from(i)) && it.channel().equals(channel))
            .filter(it -> ASKED.contains(it.state))
            .toList();
    if (ofPerson.size() == 1 && ofPerson.get(0).state == DeliveryState.IN_DOUBT) {
      Delivery only = ofPerson.get(0);
      Instant attempt = Objects.requireNonNull(only.changed);
      if (!all.receipt(i).at().isBefore(attempt.minusSeconds(300))) {
        only.changed = roundedUp(now);
        only.to(DeliveryState.SENT, null);
        waitingSince.remove(key);
        waiting.remove(key);
        hold(key, only);
      }
    }
  }

  private boolean prove(List<?> key, Receipt receipt, Set<String> changed) {
    boolean proves = false;
    for (Delivery it : holders.getOrDefault(key, List.of())) {
      if (it.receipt == null) {
        proves = true;
        changed.add(it.campaign.record.key());
        prove(it, key.get(1).toString(), receipt);
      }
    }
    return proves;
  }

  private static void prove(Delivery it, String reference, Receipt receipt) {
    Instant at = roundedUp(receipt.at());
    it.changed = at;
    it.to(DeliveryState.DELIVERED, null);
    it.receipt = receipt;
    if (receipt instanceof Receipt.Delivered) {
      it.receipt = new Receipt.Delivered(reference, at);
    } else if (receipt instanceof Receipt.Expired) {
      it.receipt = new Receipt.Expired(reference, at);
      it.to(DeliveryState.REFUSED, new Reason("EXPIRED", "its time ran out at the other end"));
    } else if (receipt instanceof Receipt.Undelivered undelivered) {
      it.receipt = new Receipt.Undelivered(reference, at, undelivered.reason());
      it.to(DeliveryState.REFUSED, undelivered.reason());
    }
  }

  @Override
  public CompletionStage<Recorded> control(String key, Control change) {
    Campaign campaign = known(key);
    if (change instanceof Control.Settle settle) {
      BitSet all = new BitSet();
      all.set(0, settle.changes().size());
      return settle.chunk() >= campaign.chunks.size()
          ? done(Recorded.without(all))
          : done(take(campaign.chunks.get(settle.chunk()), 0, settle.changes(), true));
    }
    if (change instanceof Control.NotBefore notBefore) {
      campaign.notBefore = notBefore.instant();
    }
    campaign.paused |= change instanceof Control.Pause;
    campaign.paused &= !(change instanceof Control.Resume);
    campaign.cancelled |= change instanceof Control.Cancel;
    for (Chunk chunk : campaign.chunks) {
      for (Delivery it : chunk.deliveries) {
        if (campaign.cancelled && WAITS.contains(it.state)) {
          it.to(DeliveryState.CANCELLED, null);
        }
        if (change instanceof Control.GiveUpReceipts give
            && it.state == DeliveryState.SENT
            && Objects.requireNonNull(it.changed).isBefore(give.sentBefore())) {
          it.to(DeliveryState.UNCONFIRMED, null);
        }
      }
    }
    return done(Recorded.ALL);
  }

  /** Shows deliveries only. */
  @Override
  public void scan(Query query, Visitor visitor) {
    for (Campaign campaign : campaigns.values()) {
      for (int chunk = 0; chunk < campaign.chunks.size(); chunk++) {
        for (Delivery it : campaign.chunks.get(chunk).deliveries) {
          visitor.delivery(row(it, chunk));
        }
      }
    }
  }

  private static DeliveryRow row(Delivery it, int chunk) {
    return new DeliveryRow(
        it.campaign.record.key(),
        chunk,
        it.index,
        it.address(),
        it.state,
        it.changed,
        it.attempts,
        it.again,
        it.route,
        it.reason,
        it.receipt);
  }

  @Override
  public void close() {}

  private Campaign known(String key) {
    Campaign campaign = campaigns.get(key);
    if (campaign == null) {
      throw new StoreException(StoreException.Kind.UNKNOWN, "no");
    }
    return campaign;
  }

  private static List<?> key(String channel, long number, @Nullable String text) {
    return List.of(channel, text == null ? (Object) number : text);
  }

  private static Instant roundedUp(Instant instant) {
    return Instant.ofEpochSecond(instant.plusNanos(999_999_999).getEpochSecond());
  }

  private static <T> CompletionStage<T> done(T answer) {
    return CompletableFuture.completedStage(answer);
  }
}
