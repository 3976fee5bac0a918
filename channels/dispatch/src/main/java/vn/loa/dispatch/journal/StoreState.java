package vn.loa.dispatch.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Changes.Kind;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.DispatchStore.Appended;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Leased;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.ReceiptBatch;
import vn.loa.dispatch.store.ReceiptsTaken;
import vn.loa.dispatch.store.Recorded;
import vn.loa.dispatch.store.StoreException;
import vn.loa.dispatch.store.Visitor;

/**
 * Every campaign and delivery in memory, and what may happen to them. Knows no thread and no disk:
 * its owner guards it. The upper methods judge, change the state and tell the log; those of {@link
 * Entries} only change the state.
 *
 * <p><b>Two ways in, one result.</b> A call is judged against the state, applied by the very
 * methods that a log calls when it is read again, and told to the log as it was applied. So nothing
 * can be true of a running store that would not be true after it is opened again. What can be
 * derived is not told: who leases what, where a reference leads, who is in doubt, which chunk is
 * due. The upper methods keep it as they go; {@link #recovered()} makes it anew.
 *
 * <p><b>Who knows what.</b> {@link ChunkState} has the deliveries, packed, and applies changes to
 * them. {@link Transitions} says which change a state allows. {@link CampaignState} has chunks,
 * counts and {@link Reasons}; its {@link Shelf} finds the next chunk to lease. {@link References}
 * and {@link Doubts} find the delivery of a receipt, {@link WaitingReceipts} keeps those that found
 * none.
 *
 * <p><b>Receipts.</b> A reference is looked up first. It is kept for proven deliveries, too, until
 * their campaign is summarised: or a receipt that comes twice would look like one of an unknown
 * delivery, and might settle a doubt about the same person. Clocks differ: a receipt settles a
 * doubt when it is not more than five minutes older than the attempt.
 *
 * <p><b>Leases</b> end by being released, or with the process; not by time.
 */
final class StoreState implements Entries {

  /** Receipts that may wait at the same time. */
  static final int MOST_WAITING = 1_000_000;

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
  private static final Leased NOTHING = new Leased(null, null);

  private final Entries log;
  private final Slots slots = new Slots();
  private final NavigableMap<Integer, CampaignState> campaigns = new TreeMap<>();
  private final Map<String, CampaignState> byKey = new HashMap<>();
  private final References references = new References(slots);
  private final Doubts doubts = new Doubts();
  private final WaitingReceipts waiting;

  /** Of one campaign, in the call at hand: not told yet. */
  private final Proofs delivered = new Proofs();

  private int deliveredOf;

  /** Kept, so that no compiler leaves out the reading. */
  private final long[] approached = new long[Proofs.ROUND];

  private int nextNumber = 1;
  private long lastEpoch;

  /**
   * @param log told of every change that is made by the upper methods
   * @param keepWaiting how long a receipt waits for its reference
   */
  StoreState(Entries log, Duration keepWaiting) {
    this(log, keepWaiting, MOST_WAITING);
  }

  /**
   * @param mostWaiting receipts that may wait at the same time
   */
  StoreState(Entries log, Duration keepWaiting, int mostWaiting) {
    this.log = log;
    this.waiting = new WaitingReceipts(keepWaiting, mostWaiting);
  }

  /**
   * @throws StoreException CONFLICT, or FULL beyond two million chunks
   */
  Appended append(CampaignRecord campaign, int chunk, Recipients recipients, boolean last) {
    checkSize(campaign, chunk, recipients, last);
    CampaignState known = byKey.get(campaign.key());
    if (known != null) {
      checkSame(known, campaign);
      if (known.isSummary()) {
        return Appended.KNOWN;
      }
      ChunkState here = known.chunk(chunk);
      if (here != null) {
        checkSame(known, here, recipients, last);
        return Appended.KNOWN;
      }
    }
    checkNext(campaign.key(), known, chunk);
    add(known, campaign, chunk, recipients, last);
    return Appended.NEW;
  }

  /**
   * @throws StoreException UNKNOWN
   */
  Leased lease(LeaseRequest request) {
    CampaignState campaign = known(request.campaign());
    if (!campaign.isRunning() || request.route() >= campaign.routes()) {
      return NOTHING;
    }
    if (!request.now().isBefore(campaign.notBefore())) {
      Lease lease = nextLease(campaign, request);
      if (lease != null) {
        return new Leased(lease, null);
      }
    }
    return new Leased(null, nextDue(campaign, request));
  }

  /**
   * @throws StoreException STALE, UNKNOWN
   */
  Recorded record(Lease lease, Changes changes) {
    CampaignState campaign = known(lease.campaign());
    ChunkState chunk = campaign.chunk(lease.chunk());
    if (chunk == null || !chunk.isLeased() || chunk.epoch() != lease.epoch()) {
      throw new StoreException(
          StoreException.Kind.STALE,
          "lease " + lease + " has ended: drop it, and settle what it attempted");
    }
    Recorded recorded = take(chunk, lease.route(), changes, false);
    if (changes.releases()) {
      chunk.release();
      campaign.shelf().put(chunk);
    }
    return recorded;
  }

  ReceiptsTaken receipts(String channel, ReceiptBatch receipts, Instant now) {
    Set<String> changed = new HashSet<>();
    int matched = 0;
    int repeated = 0;
    int waits = 0;
    int[] round = {};
    for (int i = 0; i < receipts.size(); i++) {
      if (i % Proofs.ROUND == 0) {
        round = references.find(channel, receipts, i);
      }
      int found = round[i % Proofs.ROUND];
      int slot = found != References.NO_SLOT ? found : settle(channel, receipts, i, now);
      if (slot != References.NO_SLOT) {
        boolean proves = prove(slot, receipts.receipt(i), changed);
        matched += proves ? 1 : 0;
        repeated += proves ? 0 : 1;
      } else {
        boolean isNew = await(channel, receipts, i, now);
        waits += isNew ? 1 : 0;
        repeated += isNew ? 0 : 1;
      }
    }
    tellDelivered();
    return new ReceiptsTaken(changed, matched, waits, repeated, dropWaiting(now));
  }

  /**
   * @throws StoreException UNKNOWN
   */
  Recorded control(String key, Control change) {
    CampaignState campaign = known(key);
    if (change instanceof Control.Settle settle) {
      return settle(campaign, settle);
    }
    if (!campaign.isSummary()) {
      campaign.apply(change);
      log.control(campaign.number(), change);
    }
    return Recorded.ALL;
  }

  void scan(Query query, Visitor visitor) {
    for (CampaignState campaign : asked(query)) {
      if (query.open() && (campaign.isFinished() || campaign.isSummary())) {
        continue;
      }
      visitor.campaign(campaign.stand());
      if (campaign.hasAny(query.states())) {
        for (ChunkState chunk : List.copyOf(campaign.chunks())) {
          chunk.show(query.states(), visitor);
        }
      }
    }
    waiting.perChannel().forEach(visitor::waitingReceipts);
  }

  /** Leaves only a summary of campaigns in which nothing has changed since an instant. */
  void summarise(Instant unchangedSince) {
    for (CampaignState campaign : campaigns.values()) {
      if (campaign.isFinished() && campaign.lastChange().isBefore(unchangedSince)) {
        CampaignStand stand = campaign.summary();
        references.removeAll(campaign.chunks());
        summarise(campaign, stand);
        log.summary(campaign.number(), stand);
      }
    }
  }

  /** Forgets summaries of campaigns in which nothing has changed since an instant. */
  void forget(Instant unchangedSince) {
    for (CampaignState campaign : List.copyOf(campaigns.values())) {
      if (campaign.isSummary() && campaign.lastChange().isBefore(unchangedSince)) {
        forgotten(campaign.number());
        log.forgotten(campaign.number());
      }
    }
  }

  /** After the last entry was read again: what was attempted is in doubt, and receipts find it. */
  void recovered() {
    references.clear(countReferences());
    doubts.clear();
    for (CampaignState campaign : campaigns.values()) {
      for (ChunkState chunk : campaign.chunks()) {
        chunk.release();
        chunk.interrupt();
        index(chunk);
        if (!campaign.isCancelled()) {
          campaign.shelf().put(chunk);
        }
      }
    }
  }

  // Entries

  @Override
  public void campaign(int campaign, CampaignRecord record) {
    put(new CampaignState(campaign, record));
  }

  @Override
  public void chunk(int campaign, int chunk, Recipients recipients, boolean last) {
    CampaignState of = numbered(campaign);
    ChunkState added = new ChunkState(of, chunk, slots.next(), recipients);
    slots.set(added);
    of.add(added, last);
  }

  @Override
  public void changes(int campaign, int chunk, int route, Changes changes) {
    CampaignState of = numbered(campaign);
    of.chunks().get(chunk).apply(route, changes);
    of.changedAt(changes.at());
  }

  @Override
  public void control(int campaign, Control change) {
    numbered(campaign).apply(change);
  }

  @Override
  public void delivered(int campaign, Proofs proofs) {
    List<ChunkState> chunks = numbered(campaign).chunks();
    for (int from = 0; from < proofs.size(); from += Proofs.ROUND) {
      int to = Math.min(from + Proofs.ROUND, proofs.size());
      for (int i = from; i < to; i++) {
        approached[i - from] = chunks.get(proofs.chunk(i)).approach(proofs.index(i));
      }
      for (int i = from; i < to; i++) {
        chunks.get(proofs.chunk(i)).delivered(proofs.index(i), proofs.second(i));
      }
    }
  }

  @Override
  public void proof(int campaign, int chunk, int index, Receipt receipt) {
    numbered(campaign).chunks().get(chunk).prove(index, receipt);
  }

  @Override
  public void waiting(
      String channel,
      long number,
      @Nullable String text,
      Receipt receipt,
      @Nullable Address from,
      Instant since) {
    waiting.add(
        new WaitingReceipts.Key(channel, number, text),
        new WaitingReceipts.Waiting(receipt, from, since));
  }

  @Override
  public void waited(String channel, long number, @Nullable String text) {
    waiting.remove(new WaitingReceipts.Key(channel, number, text));
  }

  @Override
  public void summary(int campaign, CampaignStand stand) {
    drop(campaign);
    CampaignState summary = new CampaignState(campaign, stand.campaign());
    put(summary);
    summary.summarise(stand);
  }

  @Override
  public void forgotten(int campaign) {
    drop(campaign);
    nextNumber = Math.max(nextNumber, campaign + 1);
  }

  // Campaigns

  private CampaignState known(String key) {
    CampaignState campaign = byKey.get(key);
    if (campaign == null) {
      throw new StoreException(
          StoreException.Kind.UNKNOWN, "there is no campaign " + key + ": append it first");
    }
    return campaign;
  }

  private CampaignState numbered(int campaign) {
    return Objects.requireNonNull(campaigns.get(campaign), "a campaign that was told before");
  }

  private List<CampaignState> asked(Query query) {
    if (query.campaign() == null) {
      return List.copyOf(campaigns.values());
    }
    CampaignState only = byKey.get(query.campaign());
    return only == null ? List.of() : List.of(only);
  }

  private void put(CampaignState campaign) {
    campaigns.put(campaign.number(), campaign);
    byKey.put(campaign.key(), campaign);
    nextNumber = Math.max(nextNumber, campaign.number() + 1);
  }

  private void drop(int campaign) {
    CampaignState old = campaigns.remove(campaign);
    if (old != null) {
      old.chunks().forEach(slots::free);
      byKey.remove(old.key(), old);
    }
  }

  private void summarise(CampaignState campaign, CampaignStand stand) {
    campaign.chunks().forEach(slots::free);
    campaign.summarise(stand);
  }

  // Taking chunks

  private void add(
      @Nullable CampaignState known,
      CampaignRecord campaign,
      int chunk,
      Recipients recipients,
      boolean last) {
    int number = known == null ? nextNumber : known.number();
    if (known == null) {
      campaign(number, campaign);
      log.campaign(number, campaign);
    }
    chunk(number, chunk, recipients, last);
    log.chunk(number, chunk, recipients, last);
    CampaignState of = numbered(number);
    of.shelf().put(of.chunks().get(chunk));
  }

  private static void checkSize(
      CampaignRecord campaign, int chunk, Recipients recipients, boolean last) {
    boolean forNobody = recipients.isEmpty() && !(chunk == 0 && last);
    if (recipients.size() > DispatchStore.CHUNK || forNobody || chunk < 0) {
      throw new IllegalArgumentException(
          "campaign %s: chunk %d has %d recipients; chunks count from 0 and have 1 to %d"
              .formatted(campaign.key(), chunk, recipients.size(), DispatchStore.CHUNK));
    }
  }

  private static void checkSame(CampaignState known, CampaignRecord campaign) {
    String difference = Sameness.difference(known.record(), campaign);
    if (difference != null) {
      throw conflict(
          campaign.key(), "is here already with another " + difference + ": use another key");
    }
  }

  private static void checkSame(
      CampaignState campaign, ChunkState chunk, Recipients recipients, boolean last) {
    boolean isLast = campaign.isComplete() && chunk.number() == campaign.chunks().size() - 1;
    if (!chunk.recipients().equals(recipients)) {
      throw conflict(
          campaign.key(),
          "has other recipients in chunk " + chunk.number() + " already: use another key");
    }
    if (isLast != last) {
      throw conflict(
          campaign.key(),
          "has "
              + (isLast ? "" : "not ")
              + "ended with chunk "
              + chunk.number()
              + ": use another key");
    }
  }

  private void checkNext(String key, @Nullable CampaignState known, int chunk) {
    int next = known == null ? 0 : known.chunks().size();
    if (chunk != next) {
      throw conflict(key, "has " + next + " chunks: append chunk " + next + " before " + chunk);
    }
    if (known != null && known.isComplete()) {
      throw conflict(key, "ended with chunk " + (next - 1) + ": use another key");
    }
    if (known != null && known.isCancelled()) {
      throw conflict(key, "was cancelled before its last chunk came: use another key");
    }
    if (!slots.hasRoom()) {
      throw new StoreException(
          StoreException.Kind.FULL,
          "campaign " + key + ": there is no room for another chunk, until others are summarised");
    }
  }

  private static StoreException conflict(String key, String what) {
    return new StoreException(StoreException.Kind.CONFLICT, "campaign " + key + " " + what);
  }

  // Leases

  private @Nullable Lease nextLease(CampaignState campaign, LeaseRequest request) {
    Shelf shelf = campaign.shelf();
    long now = request.now().toEpochMilli();
    long epoch = Math.max(lastEpoch + 1, now * 1_000);
    for (int at = next(shelf, request, now); at >= 0; at = next(shelf, request, now)) {
      ChunkState chunk = campaign.chunks().get(at);
      Lease lease = chunk.lease(request, epoch);
      if (lease != null) {
        shelf.take(chunk);
        lastEpoch = epoch;
        return lease;
      }
      shelf.put(chunk); // it was due by a clock that has been set back since
    }
    return null;
  }

  private static int next(Shelf shelf, LeaseRequest request, long now) {
    return shelf.next(request.from(), request.route(), now);
  }

  private static @Nullable Instant nextDue(CampaignState campaign, LeaseRequest request) {
    long due = campaign.shelf().nextDue(request.from(), request.route());
    if (due == Shelf.NEVER) {
      return null;
    }
    Instant instant = Instant.ofEpochMilli(due);
    return instant.isBefore(campaign.notBefore()) ? campaign.notBefore() : instant;
  }

  // Changes

  private Recorded settle(CampaignState campaign, Control.Settle settle) {
    ChunkState chunk = campaign.chunk(settle.chunk());
    if (chunk == null) {
      BitSet all = new BitSet();
      all.set(0, settle.changes().size());
      return Recorded.without(all);
    }
    Recorded recorded = take(chunk, chunk.leasedRoute(), settle.changes(), true);
    if (!chunk.isLeased()) {
      campaign.shelf().put(chunk);
    }
    return recorded;
  }

  private Recorded take(ChunkState chunk, int route, Changes changes, boolean settles) {
    int at = ChunkState.second(changes.at());
    BitSet leftOut = new BitSet();
    for (int i = 0; i < changes.size(); i++) {
      if (isAllowed(chunk, route, changes, i, settles)) {
        take(chunk, route, at, changes, i);
      } else {
        leftOut.set(i);
      }
    }
    index(chunk, changes, leftOut);
    Changes taken = Transitions.without(leftOut, changes);
    if (!taken.isEmpty()) {
      chunk.campaign().changedAt(changes.at());
      log.changes(chunk.campaign().number(), chunk.number(), route, taken);
      meetWaiting(chunk, taken);
      tellDelivered();
    }
    return Recorded.without(leftOut);
  }

  private static boolean isAllowed(
      ChunkState chunk, int route, Changes changes, int position, boolean settles) {
    int index = changes.index(position);
    return settles
        ? Transitions.allowsSettling(chunk, index, changes.kind(position))
        : Transitions.allows(chunk, index, route, changes.kind(position));
  }

  private void take(ChunkState chunk, int route, int at, Changes changes, int position) {
    int index = changes.index(position);
    if (chunk.state(index) == States.IN_DOUBT) {
      doubts.remove(chunk, index);
    }
    chunk.apply(route, at, changes, position);
    if (chunk.state(index) == States.IN_DOUBT) {
      doubts.add(chunk, index);
    }
  }

  private void index(ChunkState chunk, Changes changes, BitSet leftOut) {
    int[] sent = new int[changes.size()];
    int count = 0;
    for (int i = 0; i < sent.length; i++) {
      int index = changes.index(i);
      if (changes.kind(i) == Kind.SENT && !leftOut.get(i) && chunk.hasReference(index)) {
        sent[count++] = index;
      }
    }
    references.add(chunk, sent, count, true);
  }

  // Receipts

  /** Receipts that came before the references in these changes did find their deliveries now. */
  private void meetWaiting(ChunkState chunk, Changes changes) {
    for (int i = 0; i < changes.size() && !waiting.isEmpty(); i++) {
      if (changes.kind(i) == Kind.SENT) {
        String channel = chunk.channel(changes.index(i));
        meetWaiting(new WaitingReceipts.Key(channel, changes.number(i), changes.text(i)));
      }
    }
  }

  private void meetWaiting(WaitingReceipts.Key key) {
    WaitingReceipts.Waiting met = waiting.remove(key);
    if (met != null) {
      int slot = references.find(key.channel(), key.number(), key.text());
      prove(slot, met.receipt(), new HashSet<>());
      log.waited(key.channel(), key.number(), key.text());
    }
  }

  /** Whether it changed the delivery or one of those that share its reference. */
  private boolean prove(int slot, Receipt receipt, Set<String> changed) {
    boolean proves = proveOne(slot, receipt, changed);
    for (int other : references.takeOthers(slot)) {
      proves |= proveOne(other, receipt, changed);
    }
    return proves;
  }

  private boolean proveOne(int slot, Receipt receipt, Set<String> changed) {
    ChunkState chunk = slots.chunk(slot);
    int index = Slots.index(slot);
    if (chunk.isProven(index)) {
      return false;
    }
    chunk.prove(index, receipt);
    if (chunk.isPlainlyDelivered(index)) {
      delivered(chunk, index);
    } else {
      log.proof(chunk.campaign().number(), chunk.number(), index, receipt);
    }
    changed.add(chunk.campaign().key());
    return true;
  }

  /** Is to be told with others. */
  private void delivered(ChunkState chunk, int index) {
    if (chunk.campaign().number() != deliveredOf) {
      tellDelivered();
      deliveredOf = chunk.campaign().number();
    }
    delivered.add(chunk.number(), index, chunk.changed(index));
  }

  private void tellDelivered() {
    if (!delivered.isEmpty()) {
      log.delivered(deliveredOf, delivered);
      delivered.clear();
    }
  }

  /** The only delivery in doubt that a receipt can be about gets its reference. */
  private int settle(String channel, ReceiptBatch receipts, int i, Instant now) {
    int known = references.find(channel, receipts.number(i), receipts.text(i));
    if (known != References.NO_SLOT) {
      return known; // since a receipt before it in the batch
    }
    Address from = receipts.from(i);
    int slot = from == null ? Doubts.NO_SLOT : doubts.only(channel, from);
    if (from == null || slot == Doubts.NO_SLOT) {
      return References.NO_SLOT;
    }
    ChunkState chunk = slots.chunk(slot);
    Instant attempt = ChunkState.instant(chunk.changed(Slots.index(slot)));
    Instant earliest = attempt.minus(CLOCKS_DIFFER);
    if (receipts.receipt(i).at().isBefore(earliest) || isAttempted(channel, from)) {
      return References.NO_SLOT;
    }
    forgo(new WaitingReceipts.Key(channel, receipts.number(i), receipts.text(i)));
    take(chunk, chunk.leasedRoute(), sent(receipts, i, slot).at(now), true);
    return slot;
  }

  /** One that waits is not needed beside the receipt at hand, which has the same reference. */
  private void forgo(WaitingReceipts.Key key) {
    if (waiting.remove(key) != null) {
      log.waited(key.channel(), key.number(), key.text());
    }
  }

  private static Changes sent(ReceiptBatch receipts, int i, int slot) {
    Changes changes = new Changes();
    String text = receipts.text(i);
    if (text == null) {
      changes.sent(Slots.index(slot), receipts.number(i));
    } else {
      changes.sent(Slots.index(slot), text);
    }
    return changes;
  }

  private boolean isAttempted(String channel, Address address) {
    for (CampaignState campaign : campaigns.values()) {
      if (campaign.count(States.ATTEMPTED) > 0) {
        for (ChunkState chunk : campaign.chunks()) {
          if (chunk.isAttempted(channel, address)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether it did not wait already. */
  private boolean await(String channel, ReceiptBatch receipts, int i, Instant now) {
    long number = receipts.number(i);
    String text = receipts.text(i);
    if (waiting.contains(new WaitingReceipts.Key(channel, number, text))) {
      return false;
    }
    Receipt receipt = receipts.receipt(i);
    waiting(channel, number, text, receipt, receipts.from(i), now);
    log.waiting(channel, number, text, receipt, receipts.from(i), now);
    return true;
  }

  private int dropWaiting(Instant now) {
    int dropped = 0;
    for (var key = waiting.due(now); key != null; key = waiting.due(now)) {
      waiting.remove(key);
      log.waited(key.channel(), key.number(), key.text());
      dropped++;
    }
    return dropped;
  }

  // What is derived

  private int countReferences() {
    long count = 0;
    for (CampaignState campaign : campaigns.values()) {
      count +=
          campaign.count(States.SENT)
              + campaign.count(States.UNCONFIRMED)
              + campaign.count(States.DELIVERED);
    }
    return (int) Math.min(Integer.MAX_VALUE, count);
  }

  private void index(ChunkState chunk) {
    int[] sent = new int[chunk.size()];
    int count = 0;
    for (int i = 0; i < sent.length; i++) {
      if (chunk.state(i) == States.IN_DOUBT) {
        doubts.add(chunk, i);
      } else if (chunk.hasReference(i)) {
        sent[count++] = i;
      }
    }
    references.add(chunk, sent, count, false);
  }
}
