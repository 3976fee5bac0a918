package vn.loa.dispatch.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Visitor;

/**
 * The deliveries of one chunk, packed: 24 octets each with the phone number. Applies what it is
 * told; {@link Transitions} judges.
 *
 * <p>Of a delivery there are two words, side by side: receipts come in no order, and each should
 * have to wait for one place of the memory only. One word is a <em>value</em>: the instant it waits
 * for while it is deferred, and its reference once it was sent. The other is its <em>life</em>:
 * from the top, the second it changed (32 bits), the number of its reason (16), whether it was sent
 * again, its route and its attempts (8), what proved it and its state (8). A text that is a
 * reference stands in a list, and its value is its place there, counted down from -2.
 *
 * <p>What proved it is rebuilt from reference, second and reason; only evidence that says more, or
 * has nothing to be rebuilt from, is kept as it came.
 */
final class ChunkState {

  private static final long NO_VALUE = -1;
  private static final long FIRST_TEXT = -2;

  /** Of a delivery whose proof was saved from a damaged log, and its reference was not. */
  private static final String LOST_REFERENCE = "?";

  /** 2106-02-07T06:28:15Z: the last second that fits; later ones are shown as this one. */
  private static final long LAST_SECOND = 0xffff_ffffL;

  private static final int MOST_ATTEMPTS = 31;
  private static final int AGAIN = 32;
  private static final int ROUTE_SHIFT = 6;

  /** Where the parts of a life begin, above its state. */
  private static final int PROOF_SHIFT = 4;

  private static final int TRIES_SHIFT = 8;
  private static final int REASON_SHIFT = 16;
  private static final int CHANGED_SHIFT = 32;

  private static final int UNPROVEN = 0;
  private static final int PROVEN_DELIVERED = 1;
  private static final int PROVEN_UNDELIVERED = 2;
  private static final int PROVEN_EXPIRED = 3;
  private static final int PROVEN_AS_KEPT = 4;

  private final CampaignState campaign;
  private final int number;
  private final int firstSlot;
  private final Recipients recipients;

  /** For each delivery its value and its life. */
  private final long[] words;

  private @Nullable List<String> texts;
  private @Nullable Map<Integer, Receipt> evidence;
  private int attempted;

  private long epoch;
  private int leasedRoute;

  /** What was attempted before the present lease, and not answered when it began. */
  private @Nullable BitSet earlier;

  /** When the shelf wakes it for each route, {@link Shelf#NEVER} where it does not. */
  private long @Nullable [] wakes;

  /**
   * @param firstSlot names the first delivery among those of all campaigns; the others count up
   */
  ChunkState(CampaignState campaign, int number, int firstSlot, Recipients recipients) {
    this.campaign = campaign;
    this.number = number;
    this.firstSlot = firstSlot;
    this.recipients = recipients;
    this.words = new long[2 * recipients.size()];
    for (int i = 0; i < words.length; i += 2) {
      words[i] = NO_VALUE;
    }
  }

  CampaignState campaign() {
    return campaign;
  }

  int number() {
    return number;
  }

  int size() {
    return words.length >> 1;
  }

  int slot(int index) {
    return firstSlot + index;
  }

  Recipients recipients() {
    return recipients;
  }

  int state(int index) {
    return (int) life(index) & 15;
  }

  int attempts(int index) {
    return tries(index) & MOST_ATTEMPTS;
  }

  boolean isAgain(int index) {
    return (tries(index) & AGAIN) != 0;
  }

  int route(int index) {
    return tries(index) >>> ROUTE_SHIFT;
  }

  /** Name of the channel it was attempted on, or waits for. */
  String channel(int index) {
    return campaign.record().channels().get(route(index));
  }

  boolean isProven(int index) {
    return proof(index) != UNPROVEN;
  }

  /** Whether a receipt proved it delivered, and no more need be kept of that. */
  boolean isPlainlyDelivered(int index) {
    return proof(index) == PROVEN_DELIVERED;
  }

  /** Whether receipts find it, or would if another had not taken its reference. */
  boolean hasReference(int index) {
    int state = state(index);
    return (isProven(index) || state == States.SENT || state == States.UNCONFIRMED)
        && value(index) != NO_VALUE;
  }

  /** {@link Changes#NO_NUMBER} where the reference is text. */
  long referenceNumber(int index) {
    return Math.max(value(index), Changes.NO_NUMBER);
  }

  /** Null where the reference is a number. */
  @Nullable String referenceText(int index) {
    long value = value(index);
    return value <= FIRST_TEXT && texts != null ? texts.get((int) (FIRST_TEXT - value)) : null;
  }

  /** Milliseconds of Unix time; of a delivery that is deferred. */
  long due(int index) {
    return value(index);
  }

  /** Seconds of Unix time, unsigned; 0 before the first attempt. */
  int changed(int index) {
    return (int) (life(index) >>> CHANGED_SHIFT);
  }

  @Nullable Reason reason(int index) {
    return campaign.reasons().get(reasonId(index));
  }

  int reasonId(int index) {
    return (int) (life(index) >>> REASON_SHIFT) & 0xffff;
  }

  @Nullable Receipt receipt(int index) {
    Instant at = instant(changed(index));
    return switch (proof(index)) {
      case PROVEN_DELIVERED -> new Receipt.Delivered(reference(index), at);
      case PROVEN_UNDELIVERED ->
          new Receipt.Undelivered(reference(index), at, given(reason(index)));
      case PROVEN_EXPIRED -> new Receipt.Expired(reference(index), at);
      case PROVEN_AS_KEPT -> evidence == null ? null : evidence.get(index);
      default -> null;
    };
  }

  DeliveryRow row(int index) {
    return new DeliveryRow(
        campaign.key(),
        number,
        index,
        recipients.get(index),
        States.of(state(index)),
        changed(index) == 0 ? null : instant(changed(index)),
        attempts(index),
        isAgain(index),
        route(index),
        reason(index),
        receipt(index));
  }

  private boolean isFor(int index, Address address) {
    if (recipients.arePhones()) {
      return address instanceof Address.Phone phone && recipients.e164(index) == phone.e164();
    }
    return recipients.get(index).equals(address);
  }

  /** Whether a delivery for this address is attempted on this channel. */
  boolean isAttempted(String channel, Address address) {
    for (int i = 0; attempted > 0 && i < size(); i++) {
      if (state(i) == States.ATTEMPTED && isFor(i, address) && channel.equals(channel(i))) {
        return true;
      }
    }
    return false;
  }

  /** Reads all that a receipt will change; what is returned is of no use. */
  long approach(int index) {
    return value(index) + life(index);
  }

  void show(Set<DeliveryState> asked, Visitor visitor) {
    for (int i = 0; i < size(); i++) {
      if (asked.contains(States.of(state(i)))) {
        visitor.delivery(row(i));
      }
    }
  }

  // Leases

  long epoch() {
    return epoch;
  }

  boolean isLeased() {
    return epoch != 0;
  }

  /** Of the lease, or of the last there was. */
  int leasedRoute() {
    return leasedRoute;
  }

  /** Null when nothing is due for these routes. */
  @Nullable Lease lease(LeaseRequest request, long newEpoch) {
    long now = request.now().toEpochMilli();
    short[] due = new short[size()];
    int found = 0;
    for (int i = 0; i < size(); i++) {
      if (isDue(i, now) && route(i) >= request.from() && route(i) <= request.route()) {
        due[found++] = (short) i;
      }
    }
    return found == 0 ? null : lease(request.route(), newEpoch, Arrays.copyOf(due, found));
  }

  private Lease lease(int route, long newEpoch, short[] due) {
    byte[] attempts = new byte[due.length];
    boolean[] again = new boolean[due.length];
    for (int i = 0; i < due.length; i++) {
      attempts[i] = (byte) attempts(due[i]);
      again[i] = isAgain(due[i]);
    }
    hold(newEpoch, route);
    return new Lease(campaign.key(), number, newEpoch, route, recipients, due, attempts, again);
  }

  void hold(long newEpoch, int route) {
    epoch = newEpoch;
    leasedRoute = route;
    earlier = attempted == 0 ? null : allAttempted();
  }

  void release() {
    epoch = 0;
    earlier = null;
  }

  /** Whether the worker that attempted it has given its lease back. */
  boolean isUnattended(int index) {
    return !isLeased() || (earlier != null && earlier.get(index));
  }

  private boolean isDue(int index, long now) {
    int state = state(index);
    return state == States.QUEUED || (state == States.DEFERRED && value(index) <= now);
  }

  private BitSet allAttempted() {
    BitSet all = new BitSet();
    for (int i = 0; i < size(); i++) {
      all.set(i, state(i) == States.ATTEMPTED);
    }
    return all;
  }

  long wake(int route) {
    return wakes == null ? Shelf.NEVER : wakes[route];
  }

  void wake(int route, long at) {
    if (wakes == null && at != Shelf.NEVER) {
      wakes = new long[] {Shelf.NEVER, Shelf.NEVER, Shelf.NEVER, Shelf.NEVER};
    }
    if (wakes != null) {
      wakes[route] = at;
    }
  }

  // Changes

  /**
   * Applies all of them, in order.
   *
   * @param route of the lease
   */
  void apply(int route, Changes changes) {
    int at = second(changes.at());
    for (int i = 0; i < changes.size(); i++) {
      apply(route, at, changes, i);
    }
  }

  /**
   * @param at seconds of Unix time, unsigned
   */
  void apply(int route, int at, Changes changes, int position) {
    int index = changes.index(position);
    switch (changes.kind(position)) {
      case ATTEMPTED -> attempt(index, route, at);
      case SENT -> sent(index, at, changes.number(position), changes.text(position));
      case REFUSED -> move(index, States.REFUSED, changes.reason(position));
      case EXPIRED -> move(index, States.EXPIRED, null);
      case DEAD -> move(index, States.DEAD, changes.reason(position));
      case IN_DOUBT -> move(index, States.IN_DOUBT, changes.reason(position));
      case SENT_UNCONFIRMED -> move(index, States.UNCONFIRMED, null);
      case RETURNED -> {
        takeBack(index);
        comeBack(index, States.QUEUED, null);
      }
      case RETRY -> defer(index, changes.number(position), changes.reason(position));
      case DEFERRED -> {
        takeBack(index);
        defer(index, changes.number(position), changes.reason(position));
      }
      case NEXT_ROUTE -> {
        tries(index, 0, isAgain(index), nextRoute(index, route));
        comeBack(index, States.QUEUED, changes.reason(position));
      }
      case SEND_AGAIN -> {
        tries(index, attempts(index), true, route(index));
        comeBack(index, States.QUEUED, null);
      }
    }
  }

  /** The route after that of the lease for what waits, and after its own for what was attempted. */
  int nextRoute(int index, int leased) {
    int own = route(index);
    return (States.waits(state(index)) ? Math.max(own, leased) : own) + 1;
  }

  void prove(int index, Receipt receipt) {
    setChanged(index, second(receipt.at()));
    switch (receipt.kind()) {
      case DELIVERED -> prove(index, States.DELIVERED, PROVEN_DELIVERED, null, receipt);
      case PLAYED, PUBLISHED -> prove(index, States.DELIVERED, PROVEN_AS_KEPT, null, receipt);
      case UNDELIVERED -> {
        Reason reason = ((Receipt.Undelivered) receipt).reason();
        prove(index, States.REFUSED, PROVEN_UNDELIVERED, reason, receipt);
      }
      case EXPIRED -> prove(index, States.REFUSED, PROVEN_EXPIRED, Reasons.TIMED_OUT, receipt);
    }
  }

  /**
   * A receipt proves it, which has the reference that was recorded.
   *
   * @param at seconds of Unix time, unsigned
   */
  void delivered(int index, int at) {
    if (value(index) == NO_VALUE) {
      prove(index, new Receipt.Delivered(LOST_REFERENCE, instant(at)));
      return;
    }
    setChanged(index, at);
    move(index, States.DELIVERED, null);
    setLife(index, PROOF_SHIFT, 0xf, PROVEN_DELIVERED);
  }

  /** What is queued or deferred is cancelled. */
  void cancel() {
    for (int i = 0; i < size(); i++) {
      if (States.waits(state(i))) {
        move(i, States.CANCELLED, null);
      }
    }
  }

  /** What was sent before an instant is unconfirmed. */
  void giveUpReceipts(Instant sentBefore) {
    for (int i = 0; i < size(); i++) {
      if (state(i) == States.SENT && instant(changed(i)).isBefore(sentBefore)) {
        move(i, States.UNCONFIRMED, null);
      }
    }
  }

  /** What is attempted is in doubt, for its answer cannot come any more. */
  void interrupt() {
    for (int i = 0; attempted > 0 && i < size(); i++) {
      if (state(i) == States.ATTEMPTED) {
        move(i, States.IN_DOUBT, Reasons.INTERRUPTED);
      }
    }
  }

  private void attempt(int index, int route, int at) {
    tries(index, Math.min(attempts(index) + 1, MOST_ATTEMPTS), isAgain(index), route);
    setValue(index, NO_VALUE);
    setChanged(index, at);
    move(index, States.ATTEMPTED, null);
    if (earlier != null) {
      earlier.clear(index);
    }
  }

  private void sent(int index, int at, long reference, @Nullable String text) {
    setValue(index, text == null ? reference : textValue(text));
    setChanged(index, at);
    move(index, States.SENT, null);
  }

  private void takeBack(int index) {
    if (!States.waits(state(index))) {
      tries(index, Math.max(attempts(index) - 1, 0), isAgain(index), route(index));
    }
  }

  private void defer(int index, long until, @Nullable Reason reason) {
    setValue(index, until);
    comeBack(index, States.DEFERRED, reason);
  }

  /** To a state in which it waits; in a cancelled campaign nothing does. */
  private void comeBack(int index, int state, @Nullable Reason reason) {
    if (campaign.isCancelled()) {
      move(index, States.CANCELLED, null);
    } else {
      move(index, state, reason);
    }
  }

  private void prove(int index, int state, int proof, @Nullable Reason reason, Receipt receipt) {
    move(index, state, reason);
    boolean kept = proof == PROVEN_AS_KEPT || value(index) == NO_VALUE;
    setLife(index, PROOF_SHIFT, 0xf, kept ? PROVEN_AS_KEPT : proof);
    if (kept) {
      evidence = evidence == null ? new HashMap<>() : evidence;
      evidence.put(index, receipt);
    }
  }

  private void move(int index, int state, @Nullable Reason reason) {
    int before = state(index);
    int hadReason = reasonId(index);
    int hasReason = campaign.reasons().id(reason);
    campaign.moved(before, hadReason, state, hasReason);
    attempted += (state == States.ATTEMPTED ? 1 : 0) - (before == States.ATTEMPTED ? 1 : 0);
    setLife(index, 0, 0xff, state);
    setLife(index, REASON_SHIFT, 0xffff, hasReason);
  }

  private int proof(int index) {
    return (int) (life(index) >>> PROOF_SHIFT) & 0xf;
  }

  private int tries(int index) {
    return (int) (life(index) >>> TRIES_SHIFT) & 0xff;
  }

  private void tries(int index, int attempts, boolean again, int route) {
    int tries = attempts | (again ? AGAIN : 0) | (route << ROUTE_SHIFT);
    setLife(index, TRIES_SHIFT, 0xff, tries);
  }

  private void setChanged(int index, int at) {
    setLife(index, CHANGED_SHIFT, 0xffff_ffffL, Integer.toUnsignedLong(at));
  }

  private void setLife(int index, int shift, long mask, long part) {
    int at = 2 * index + 1;
    words[at] = (words[at] & ~(mask << shift)) | (part << shift);
  }

  private long life(int index) {
    return words[2 * index + 1];
  }

  private long value(int index) {
    return words[2 * index];
  }

  private void setValue(int index, long value) {
    words[2 * index] = value;
  }

  private long textValue(String text) {
    texts = texts == null ? new ArrayList<>() : texts;
    texts.add(text);
    return FIRST_TEXT - (texts.size() - 1);
  }

  private String reference(int index) {
    String text = referenceText(index);
    return text != null ? text : Long.toString(value(index));
  }

  private static Reason given(@Nullable Reason reason) {
    return reason == null ? Reasons.VARIOUS : reason;
  }

  /** Rounded up; from 1, for 0 says that there is none. */
  static int second(Instant instant) {
    long second = instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    return (int) Math.max(1, Math.min(second, LAST_SECOND));
  }

  static Instant instant(int second) {
    return Instant.ofEpochSecond(Integer.toUnsignedLong(second));
  }

  @Override
  public String toString() {
    return campaign.key() + "/" + number;
  }
}
