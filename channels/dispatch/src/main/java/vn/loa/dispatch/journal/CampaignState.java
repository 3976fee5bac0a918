package vn.loa.dispatch.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Tally;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.CampaignStand.Phase;
import vn.loa.dispatch.store.Control;

/** A campaign, its chunks, and the counts that are its tally. */
final class CampaignState {

  private final int number;
  private final CampaignRecord record;
  private final List<ChunkState> chunks = new ArrayList<>();
  private final Shelf shelf = new Shelf();
  private final Reasons reasons = new Reasons();
  private final long[] counts = new long[States.COUNT];
  private boolean complete;
  private boolean paused;
  private boolean cancelled;
  private Urgency urgency;
  private Instant notBefore;
  private Instant lastChange;
  private @Nullable CampaignStand summary;

  CampaignState(int number, CampaignRecord record) {
    this.number = number;
    this.record = record;
    this.urgency = record.urgency();
    this.notBefore = record.notBefore();
    this.lastChange = record.acceptedAt();
  }

  int number() {
    return number;
  }

  String key() {
    return record.key();
  }

  CampaignRecord record() {
    return record;
  }

  /** How many channels it has. */
  int routes() {
    return record.channels().size();
  }

  /** Whether both carry the same message. */
  boolean isOfMessage(CampaignState other) {
    return this == other || record.message().id().equals(other.record.message().id());
  }

  List<ChunkState> chunks() {
    return chunks;
  }

  /** Null where there is none with this number. */
  @Nullable ChunkState chunk(int chunk) {
    return chunk >= 0 && chunk < chunks.size() ? chunks.get(chunk) : null;
  }

  Shelf shelf() {
    return shelf;
  }

  Reasons reasons() {
    return reasons;
  }

  Urgency urgency() {
    return urgency;
  }

  Instant notBefore() {
    return notBefore;
  }

  boolean isComplete() {
    return complete;
  }

  boolean isCancelled() {
    return cancelled;
  }

  boolean isSummary() {
    return summary != null;
  }

  /** Whether its chunks may be leased, from {@link #notBefore()} on. */
  boolean isRunning() {
    return summary == null && phase() == Phase.RUNNING;
  }

  /**
   * When it was accepted or a change was recorded last. Receipts do not count: their clock is
   * another one. Of a summary: when it was accepted, or could be sent first.
   */
  Instant lastChange() {
    return lastChange;
  }

  /** Whether nothing can happen to it any more but late receipts. */
  boolean isFinished() {
    return summary == null
        && (complete || cancelled)
        && counts[States.QUEUED] + counts[States.DEFERRED] == 0
        && counts[States.ATTEMPTED] + counts[States.IN_DOUBT] + counts[States.SENT] == 0;
  }

  long count(int state) {
    return counts[state];
  }

  boolean hasAny(Set<DeliveryState> states) {
    return states.stream().anyMatch(state -> counts[States.code(state)] > 0);
  }

  CampaignStand stand() {
    return summary != null
        ? summary
        : new CampaignStand(record, phase(), urgency, notBefore, tally(), false);
  }

  /** As it stands, to be all that is left of it. */
  CampaignStand summary() {
    return new CampaignStand(record, phase(), urgency, notBefore, tally(), true);
  }

  private Phase phase() {
    if (cancelled) {
      return Phase.CANCELLED;
    }
    if (!complete) {
      return Phase.OPENING;
    }
    return paused ? Phase.PAUSED : Phase.RUNNING;
  }

  private Tally tally() {
    Map<DeliveryState, Long> byState = new EnumMap<>(DeliveryState.class);
    Map<DeliveryState, Reason> first = new EnumMap<>(DeliveryState.class);
    for (int code = 0; code < States.COUNT; code++) {
      byState.put(States.of(code), counts[code]);
      Reason reason = reasons.first(code);
      if (reason != null) {
        first.put(States.of(code), reason);
      }
    }
    return Tally.of(byState, first);
  }

  void add(ChunkState chunk, boolean last) {
    chunks.add(chunk);
    counts[States.QUEUED] += chunk.size();
    complete |= last;
  }

  /** A delivery went from one state, with a reason, to another. */
  void moved(int from, int hadReason, int to, int hasReason) {
    counts[from]--;
    counts[to]++;
    reasons.count(from, hadReason, -1);
    reasons.count(to, hasReason, 1);
  }

  void changedAt(Instant instant) {
    if (instant.isAfter(lastChange)) {
      lastChange = instant;
    }
  }

  void apply(Control change) {
    switch (change.kind()) {
      case PAUSE -> paused = true;
      case RESUME -> paused = false;
      case CANCEL -> cancel();
      case URGENCY -> urgency = ((Control.ChangeUrgency) change).urgency();
      case NOT_BEFORE -> notBefore = ((Control.NotBefore) change).instant();
      case GIVE_UP_RECEIPTS -> giveUp(((Control.GiveUpReceipts) change).sentBefore());
      case SETTLE -> throw new IllegalArgumentException("what is settled comes as changes");
    }
  }

  /** Only this is left. */
  void summarise(CampaignStand stand) {
    summary = stand;
    chunks.clear();
    shelf.clear();
    Instant accepted = record.acceptedAt();
    lastChange = accepted.isAfter(stand.notBefore()) ? accepted : stand.notBefore();
  }

  private void cancel() {
    cancelled = true;
    shelf.clear();
    if (counts[States.QUEUED] + counts[States.DEFERRED] > 0) {
      chunks.forEach(ChunkState::cancel);
    }
  }

  private void giveUp(Instant sentBefore) {
    if (counts[States.SENT] > 0) {
      chunks.forEach(chunk -> chunk.giveUpReceipts(sentBefore));
    }
  }
}
