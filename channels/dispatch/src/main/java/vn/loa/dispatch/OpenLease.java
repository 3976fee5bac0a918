package vn.loa.dispatch;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Lease;

/**
 * A lease at work: where each of its deliveries stands here, and what has happened to them since
 * the store was last told. A delivery is known by its index in the chunk. The worker's monitor
 * guards it.
 *
 * <p>What happens is gathered in {@link #pending()}. {@link #startRecording} hands that to the
 * store, and from then on another one gathers; one recording of a lease is under way at a time.
 */
final class OpenLease {

  private static final int AGAIN = 0x40;
  private static final int ATTEMPTS = 0x3f;

  /** Where a delivery stands here. */
  enum Place {
    /** Not ours, or not any more. */
    GONE,
    /** May be attempted. */
    WAITING,
    /** Deferred, and may be attempted here if the lease lasts until then. */
    LATER,
    /** Its attempt is being recorded. */
    ASKED,
    /** Its attempt is durable. */
    READY,
    /** Submitted, not answered. */
    WIRE,
    /** In doubt; a late answer still counts. */
    DOUBT;

    /** Whether it would be in doubt if the process died now. */
    boolean isExposed() {
      return this == READY || this == WIRE;
    }
  }

  private static final Place[] PLACES = Place.values();

  private final Turn turn;
  private final Lease lease;
  private final long firstToken;
  private final byte[] places;
  private final byte[] attempts;
  private final int[] submitted;
  private final int[] counts = new int[PLACES.length];
  private final Deque<Integer> head = new ArrayDeque<>();
  private final PriorityQueue<Later> later = new PriorityQueue<>();
  private int cursor;

  private Changes pending;
  private @Nullable Changes recording;
  private short @Nullable [] asked;
  private int askedFrom;
  private int unheard;
  private long pendingSince;
  private long toldAt;
  private long renewedAt;

  private record Later(long due, int index) implements Comparable<Later> {
    @Override
    public int compareTo(Later other) {
      return Long.signum(due - other.due);
    }
  }

  OpenLease(Turn turn, Lease lease, long firstToken, Changes pending, long nanos) {
    this.turn = turn;
    this.lease = lease;
    this.firstToken = firstToken;
    this.pending = pending;
    this.toldAt = nanos;
    this.renewedAt = nanos;
    int size = lease.recipients().size();
    this.places = new byte[size];
    this.attempts = new byte[size];
    this.submitted = new int[size];
    for (int i = 0; i < lease.size(); i++) {
      int index = lease.index(i);
      places[index] = code(Place.WAITING);
      attempts[index] = (byte) (lease.attempts(i) | (lease.isAgain(i) ? AGAIN : 0));
    }
    counts[code(Place.WAITING)] = lease.size();
  }

  Turn turn() {
    return turn;
  }

  Lease lease() {
    return lease;
  }

  long firstToken() {
    return firstToken;
  }

  Place place(int index) {
    return index < places.length ? PLACES[places[index]] : Place.GONE;
  }

  void move(int index, Place to) {
    unheard += place(index).isExposed() && !to.isExposed() ? 1 : 0;
    counts[places[index]]--;
    places[index] = code(to);
    counts[places[index]]++;
  }

  int count(Place place) {
    return counts[code(place)];
  }

  /** Whether nothing is left to do but to tell the store. */
  boolean isDone() {
    return isIdle() && count(Place.WAITING) == 0;
  }

  /** Whether nothing of it is under way. */
  boolean isIdle() {
    return recording == null && count(Place.ASKED) + count(Place.READY) + count(Place.WIRE) == 0;
  }

  /** The next deliveries to attempt, at most {@code limit}; what came back goes first. */
  short[] take(int limit) {
    short[] picks = new short[Math.min(limit, count(Place.WAITING))];
    for (int i = 0; i < picks.length; i++) {
      int index = head.isEmpty() ? nextFresh() : head.remove();
      picks[i] = (short) index;
      move(index, Place.ASKED);
    }
    return picks;
  }

  private int nextFresh() {
    return lease.index(cursor++);
  }

  /** To the head of the queue; the attempt, where one was recorded, does not count. */
  void putBack(int index) {
    Place from = place(index);
    if (from == Place.READY || from == Place.WIRE) {
      attempts[index]--;
      pending.plainly(index, Changes.Kind.RETURNED);
    }
    move(index, Place.WAITING);
    head.add(index);
  }

  /** Deferred: it is attempted here if the lease lasts until then. */
  void putOff(int index, long due) {
    move(index, Place.LATER);
    later.add(new Later(due, index));
  }

  /** Deliveries whose time has come wait again. */
  void wakeDue(long nanos) {
    for (Later next = later.peek(); next != null && next.due() - nanos <= 0; next = later.peek()) {
      later.remove();
      move(next.index(), Place.WAITING);
      head.add(next.index());
    }
  }

  /** When the next deferred delivery is due; {@code otherwise} when none is. */
  long nextDue(long otherwise) {
    Later next = later.peek();
    return next == null ? otherwise : next.due();
  }

  int attempts(int index) {
    return attempts[index] & ATTEMPTS;
  }

  void attempted(int index) {
    attempts[index]++;
    move(index, Place.READY);
  }

  void uncounted(int index) {
    attempts[index]--;
  }

  boolean isAgain(int index) {
    return (attempts[index] & AGAIN) != 0;
  }

  /** On the wire since an instant, in the worker's own unit. */
  void submit(int index, int at) {
    submitted[index] = at;
    move(index, Place.WIRE);
  }

  int submittedAt(int index) {
    return submitted[index];
  }

  int size() {
    return places.length;
  }

  /** What the store has not been told. */
  Changes pending() {
    return pending;
  }

  /** How many of those that are pending the store still takes for attempted. */
  int unheard() {
    return unheard;
  }

  /** Something was added to what is pending. */
  void noted(Time time) {
    if (pending.size() == 1) {
      pendingSince = time.nanos();
    }
  }

  long pendingSince() {
    return pendingSince;
  }

  /** What the store is being told; null when nothing is. */
  @Nullable Changes recording() {
    return recording;
  }

  /** When the store was last told something. */
  long toldAt() {
    return toldAt;
  }

  /** When the store was last told something that it took: the lease holds from then. */
  long renewedAt() {
    return renewedAt;
  }

  /** The store has taken what it was last told. */
  void renewed() {
    renewedAt = toldAt;
  }

  /**
   * From here on what is pending is being recorded, and {@code next} gathers.
   *
   * @param attempts of these deliveries are recorded with it
   */
  Changes startRecording(short @Nullable [] attempts, Changes next, long nanos) {
    Changes changes = pending;
    asked = attempts;
    askedFrom = changes.size();
    if (attempts != null) {
      for (short index : attempts) {
        changes.attempted(index);
      }
    }
    recording = changes;
    pending = next;
    unheard = 0;
    pendingSince = nanos;
    toldAt = nanos;
    return changes;
  }

  /** The attempts that were being recorded; null when there were none. */
  short @Nullable [] asked() {
    return asked;
  }

  /** Position, in what is being recorded, of the first attempt. */
  int askedFrom() {
    return askedFrom;
  }

  /** The store has been told; gives back what it was told, emptied. */
  Changes endRecording() {
    Changes told = Objects.requireNonNull(recording, "no recording is under way");
    recording = null;
    asked = null;
    return told.clear();
  }

  @Override
  public String toString() {
    return lease + " " + Arrays.toString(counts);
  }

  private static byte code(Place place) {
    return (byte) place.compareTo(Place.GONE);
  }
}
