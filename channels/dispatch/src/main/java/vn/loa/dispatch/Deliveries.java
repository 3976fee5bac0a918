package vn.loa.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.channel.Batch;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Tally;

/**
 * The deliveries of one campaign and their states. Knows which may go out next; knows no thread:
 * the worker's monitor guards it.
 */
final class Deliveries {

  static final Reason TOO_LATE =
      new Reason("EXPIRED", "the message's time ran out before it went out");

  private static final long FAR = Long.MAX_VALUE / 2;

  private final long firstToken;
  private final Message message;
  private final List<Address> recipients;
  private final DeliveryState[] states;
  private final byte[] attempts;
  private final Map<Integer, Reason> reasons = new HashMap<>();
  private final Map<Integer, Receipt> receipts = new HashMap<>();
  private final Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
  private final Map<DeliveryState, Reason> first = new EnumMap<>(DeliveryState.class);
  private final PriorityQueue<Again> again = new PriorityQueue<>();
  private int fresh;

  /** A delivery that may go out again at {@code due}, in nanoseconds of the ticker. */
  private record Again(long due, int index) implements Comparable<Again> {
    @Override
    public int compareTo(Again other) {
      return Long.signum(due - other.due);
    }
  }

  Deliveries(long firstToken, Message message, Audience audience) {
    this.firstToken = firstToken;
    this.message = message;
    this.recipients = audience.recipients();
    this.states = new DeliveryState[recipients.size()];
    this.attempts = new byte[recipients.size()];
    Arrays.fill(states, DeliveryState.QUEUED);
    counts.put(DeliveryState.QUEUED, (long) recipients.size());
  }

  Message message() {
    return message;
  }

  /** Marks up to {@code limit} deliveries as attempted; null when none may go out now. */
  @Nullable Batch take(int limit, long now) {
    Again due = again.peek();
    if (due != null && due.due() - now <= 0) {
      again.remove();
      return batch(due.index(), 1);
    }
    int size = Math.min(limit, recipients.size() - fresh);
    if (size == 0) {
      return null;
    }
    fresh += size;
    return batch(fresh - size, size);
  }

  private Batch batch(int from, int size) {
    for (int i = from; i < from + size; i++) {
      attempts[i]++;
      move(i, DeliveryState.ATTEMPTED, null);
    }
    return new Batch(message, firstToken + from, recipients.subList(from, from + size));
  }

  /** When the next pause ends; far away when nothing pauses. */
  long nextDue(long now) {
    Again due = again.peek();
    return due == null ? now + FAR : due.due();
  }

  boolean hasQueued() {
    return count(DeliveryState.QUEUED) > 0;
  }

  boolean answered() {
    return !hasQueued() && count(DeliveryState.ATTEMPTED) == 0;
  }

  private long count(DeliveryState state) {
    return counts.getOrDefault(state, 0L);
  }

  DeliveryState state(long token) {
    return states[index(token)];
  }

  int attempts(long token) {
    return attempts[index(token)];
  }

  void move(long token, DeliveryState to, @Nullable Reason reason) {
    move(index(token), to, reason);
  }

  void prove(long token, DeliveryState to, Receipt receipt, @Nullable Reason reason) {
    receipts.put(index(token), receipt);
    move(token, to, reason);
  }

  void queueAgain(long token, long due, Reason reason) {
    move(token, DeliveryState.QUEUED, reason);
    again.add(new Again(due, index(token)));
  }

  /** Ends everything that waits here. */
  void endQueued(DeliveryState end, Reason reason) {
    for (int i = 0; i < states.length; i++) {
      if (states[i] == DeliveryState.QUEUED) {
        move(i, end, reason);
      }
    }
    fresh = recipients.size();
    again.clear();
  }

  void expireQueued() {
    endQueued(DeliveryState.EXPIRED, TOO_LATE);
  }

  Tally tally() {
    return Tally.of(counts, first);
  }

  List<Delivery> all() {
    List<Delivery> all = new ArrayList<>(states.length);
    for (int i = 0; i < states.length; i++) {
      all.add(new Delivery(recipients.get(i), states[i], reasons.get(i), receipts.get(i)));
    }
    return List.copyOf(all);
  }

  private void move(int index, DeliveryState to, @Nullable Reason reason) {
    counts.merge(states[index], -1L, Long::sum);
    counts.merge(to, 1L, Long::sum);
    states[index] = to;
    if (reason == null) {
      reasons.remove(index);
    } else {
      reasons.put(index, reason);
      if (to.isFinal()) {
        first.putIfAbsent(to, reason);
      }
    }
  }

  private int index(long token) {
    return (int) (token - firstToken);
  }
}
