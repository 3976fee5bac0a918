package vn.loa.dispatch.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;

/**
 * What happened to some deliveries of one chunk, in order; filled, recorded, cleared and filled
 * again, so that a change costs no object. Not safe for use by several threads.
 */
public final class Changes {

  /** What {@link #number} gives where the reference is text, or where there is none. */
  public static final long NO_NUMBER = -1;

  private short[] indexes = new short[16];
  private Kind[] kinds = new Kind[16];
  private long[] numbers = new long[16];
  private @Nullable Object[] details = new Object[16];
  private int size;
  private boolean releases;
  private Instant at = Instant.EPOCH;

  /** What happened to one delivery. */
  public enum Kind {
    /** It goes to the wire of the lease's channel. */
    ATTEMPTED(DeliveryState.ATTEMPTED, Needs.NOTHING),
    /** The network took it; has a reference. */
    SENT(DeliveryState.SENT, Needs.REFERENCE),
    /** Has a reason. */
    REFUSED(DeliveryState.REFUSED, Needs.REASON),
    EXPIRED(DeliveryState.EXPIRED, Needs.NOTHING),
    /** Has a reason. */
    DEAD(DeliveryState.DEAD, Needs.REASON),
    /** Has a reason. */
    IN_DOUBT(DeliveryState.IN_DOUBT, Needs.REASON),
    /** Certainly not sent, to the head of the queue; the attempt does not count. */
    RETURNED(DeliveryState.QUEUED, Needs.NOTHING),
    /** Certainly not sent, until an instant; the attempt counts. Has a reason. */
    RETRY(DeliveryState.DEFERRED, Needs.INSTANT),
    /** A rule forbids it until an instant; the attempt, if there was one, does not count. */
    DEFERRED(DeliveryState.DEFERRED, Needs.INSTANT),
    /** Certainly not sent; queued for the next channel, where attempts count anew. Has a reason. */
    NEXT_ROUTE(DeliveryState.QUEUED, Needs.REASON),
    /** From doubt: queued, and marked as sent again. */
    SEND_AGAIN(DeliveryState.QUEUED, Needs.NOTHING),
    /** From doubt: a person says that it was sent, or the network says so without a reference. */
    SENT_UNCONFIRMED(DeliveryState.UNCONFIRMED, Needs.NOTHING);

    private final DeliveryState state;
    private final Needs needs;

    Kind(DeliveryState state, Needs needs) {
      this.state = state;
      this.needs = needs;
    }

    /** The state that a delivery is in after it. */
    public DeliveryState state() {
      return state;
    }

    private Kind checked(Needs given) {
      if (needs != given) {
        throw new IllegalArgumentException(this + " needs " + needs.words + ", not " + given.words);
      }
      return this;
    }
  }

  /** What a kind of change is not complete without. */
  private enum Needs {
    NOTHING("nothing else"),
    REFERENCE("a reference"),
    REASON("a reason"),
    INSTANT("an instant and a reason");

    private final String words;

    Needs(String words) {
      this.words = words;
    }
  }

  /** Empties it. */
  public Changes clear() {
    Arrays.fill(details, 0, size, null);
    size = 0;
    releases = false;
    return this;
  }

  /** When all of it happened; {@link Instant#EPOCH} until it is said. */
  public Changes at(Instant at) {
    this.at = at;
    return this;
  }

  public Instant at() {
    return at;
  }

  /** The lease is given back with these changes. */
  public Changes release() {
    releases = true;
    return this;
  }

  public boolean releases() {
    return releases;
  }

  public void attempted(int index) {
    add(index, Kind.ATTEMPTED, NO_NUMBER, null);
  }

  /**
   * @param number the reference of its receipts; not negative
   */
  public void sent(int index, long number) {
    if (number < 0) {
      throw new IllegalArgumentException("a reference is not negative, but was " + number);
    }
    add(index, Kind.SENT, number, null);
  }

  /**
   * @param text the reference of its receipts, where it is no number
   */
  public void sent(int index, String text) {
    add(index, Kind.SENT, NO_NUMBER, text);
  }

  /**
   * A change that needs a reason, and no instant.
   *
   * @param kind REFUSED, DEAD, IN_DOUBT or NEXT_ROUTE
   * @throws IllegalArgumentException if it is another
   */
  public void because(int index, Kind kind, Reason reason) {
    add(index, kind.checked(Needs.REASON), NO_NUMBER, Objects.requireNonNull(reason, "reason"));
  }

  /**
   * A change that needs an instant and a reason.
   *
   * @param kind RETRY or DEFERRED
   * @param until milliseconds of Unix time, not negative
   * @throws IllegalArgumentException if it is another, or the instant is negative
   */
  public void until(int index, Kind kind, long until, Reason reason) {
    if (until < 0) {
      throw new IllegalArgumentException("nothing waits until before 1970, but was " + until);
    }
    add(index, kind.checked(Needs.INSTANT), until, Objects.requireNonNull(reason, "reason"));
  }

  /**
   * A change that needs nothing else.
   *
   * @param kind ATTEMPTED, EXPIRED, RETURNED, SEND_AGAIN or SENT_UNCONFIRMED
   * @throws IllegalArgumentException if it is another
   */
  public void plainly(int index, Kind kind) {
    add(index, kind.checked(Needs.NOTHING), NO_NUMBER, null);
  }

  /** Adds the change at a position of others; when it happened is not taken over. */
  public void add(Changes from, int position) {
    add(
        from.indexes[position],
        from.kinds[position],
        from.numbers[position],
        from.details[position]);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Index in the chunk of the delivery that the change at this position is about. */
  public int index(int position) {
    return indexes[position];
  }

  public Kind kind(int position) {
    return kinds[position];
  }

  /**
   * The reference of {@link Kind#SENT}, or the milliseconds of Unix time of {@link Kind#RETRY} and
   * {@link Kind#DEFERRED}; else {@link #NO_NUMBER}.
   */
  public long number(int position) {
    return numbers[position];
  }

  /** The reference of {@link Kind#SENT} where it is no number; else null. */
  public @Nullable String text(int position) {
    return details[position] instanceof String text ? text : null;
  }

  public @Nullable Reason reason(int position) {
    return details[position] instanceof Reason reason ? reason : null;
  }

  private void add(int index, Kind kind, long number, @Nullable Object detail) {
    if (index < 0 || index >= DispatchStore.CHUNK) {
      throw new IllegalArgumentException("no delivery of a chunk has index " + index);
    }
    if (size == indexes.length) {
      grow();
    }
    indexes[size] = (short) index;
    kinds[size] = kind;
    numbers[size] = number;
    details[size] = detail;
    size++;
  }

  private void grow() {
    indexes = Arrays.copyOf(indexes, size * 2);
    kinds = Arrays.copyOf(kinds, size * 2);
    numbers = Arrays.copyOf(numbers, size * 2);
    details = Arrays.copyOf(details, size * 2);
  }
}
