package vn.loa.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Tally;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.CampaignStand.Phase;

/**
 * A campaign as its dispatcher follows it. What the store says of it counts; this is what workers
 * ask millions of times, and what the {@link Clerk} remembers between two looks. Safe for use by
 * several threads, but for the clerk's part.
 */
final class Course {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final CampaignRecord record;
  private final Gate gate;
  private final CompletableFuture<Tally> completion = new CompletableFuture<>();
  private final AtomicInteger leases = new AtomicInteger();
  private final AtomicLong awaited = new AtomicLong();
  private final AtomicIntegerArray undecided = new AtomicIntegerArray(CampaignRecord.MOST_CHANNELS);
  private volatile Phase phase;
  private volatile Urgency urgency;
  private volatile Tally last;

  /* The clerk's. */
  private Tally told;
  private Instant toldAt = Instant.MIN;
  private boolean answered;
  private boolean resting;
  private long doubted;

  Course(CampaignStand stand, Gate gate) {
    this.record = stand.campaign();
    this.gate = gate;
    this.phase = stand.phase();
    this.urgency = stand.urgency();
    this.last = stand.tally();
    this.told = stand.tally();
  }

  String key() {
    return record.key();
  }

  CampaignRecord record() {
    return record;
  }

  Gate gate() {
    return gate;
  }

  CompletableFuture<Tally> completion() {
    return completion;
  }

  Phase phase() {
    return phase;
  }

  void phase(Phase phase) {
    this.phase = phase;
  }

  Urgency urgency() {
    return urgency;
  }

  void urgency(Urgency urgency) {
    this.urgency = urgency;
  }

  /** As it was last seen. */
  Tally last() {
    return last;
  }

  /** Leases begin or end. */
  void leases(int change) {
    leases.addAndGet(change);
  }

  boolean isLeased() {
    return leases.get() > 0;
  }

  /** Deliveries in doubt begin or cease to wait for a decision. */
  void undecided(int route, int change) {
    undecided.addAndGet(route, change);
  }

  int undecided(int route) {
    return undecided.get(route);
  }

  /**
   * Receipts came for it.
   *
   * @return whether they may be all that it waited for when it was last seen
   */
  boolean proven(int receipts) {
    return awaited.addAndGet(-receipts) <= 0;
  }

  /** The store was asked. */
  void see(CampaignStand stand) {
    phase = stand.phase();
    urgency = stand.urgency();
    last = stand.tally();
    awaited.set(last.open() + last.count(DeliveryState.SENT));
  }

  boolean isComplete() {
    return completion.isDone();
  }

  /** Whether nobody was told of the last tally yet. */
  boolean hasMoved() {
    return !last.equals(told);
  }

  /** When the next progress may be told. */
  Instant tellableAt() {
    return toldAt.equals(Instant.MIN) ? toldAt : toldAt.plus(SECOND);
  }

  void told(Instant now) {
    told = last;
    toldAt = now;
  }

  /** The first time that nothing is open. */
  boolean becomesAnswered() {
    boolean first = !answered;
    answered = true;
    resting = true;
    return first;
  }

  /** Whether it has other doubts than when this was last asked. */
  boolean isDoubtedMore() {
    long now = last.count(DeliveryState.IN_DOUBT);
    boolean more = now > doubted;
    doubted = now;
    return more;
  }

  /** Something is open; whether nothing was, when this was last said. */
  boolean stirs() {
    boolean was = resting;
    resting = false;
    return was;
  }
}
