package vn.loa.dispatch.journal;

import java.time.Instant;
import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.channel.Tally;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Recorded;
import vn.loa.dispatch.store.Visitor;

/**
 * The deliveries of one chunk in memory, and which changes they allow: what a store needs that
 * keeps chunks in an engine of its own. It keeps the recipients, what {@link #entry} gave, in
 * order, and the receipts; and makes the chunk anew from these: {@link #replay} the entries, {@link
 * #cancel} if the campaign was cancelled, {@link #giveUpReceipts}, and {@link #prove} each receipt,
 * in this order.
 *
 * <p>Not safe for use by several threads.
 */
public final class Chunk {

  /** Later than any instant there is, in milliseconds of Unix time. */
  public static final long NEVER = Shelf.NEVER;

  private static final int SELF = 0;

  private final CampaignState campaign;
  private final ChunkState state;

  /**
   * All of it is queued.
   *
   * @param number of the chunk in its campaign
   */
  public Chunk(CampaignRecord campaign, int number, Recipients recipients) {
    this.campaign = new CampaignState(SELF, campaign);
    this.state = new ChunkState(this.campaign, number, 0, recipients);
    this.campaign.add(state, true);
  }

  /**
   * What became of changes.
   *
   * @param route they were taken for
   * @param changes those that were taken
   */
  public record Taken(Recorded recorded, int route, Changes changes) {}

  /** How many deliveries there are. */
  public int size() {
    return state.size();
  }

  public Recipients recipients() {
    return state.recipients();
  }

  public Address recipient(int index) {
    return state.recipients().get(index);
  }

  /** Name of the channel a delivery was attempted on, or waits for. */
  public String channel(int index) {
    return state.channel(index);
  }

  public DeliveryState state(int index) {
    return States.of(state.state(index));
  }

  /** The places of the deliveries in a state. */
  public BitSet in(DeliveryState asked) {
    BitSet places = new BitSet();
    for (int i = 0; campaign.count(States.code(asked)) > 0 && i < state.size(); i++) {
      places.set(i, state.state(i) == States.code(asked));
    }
    return places;
  }

  /** When it was last attempted or sent: seconds of Unix time, rounded up; 0 before. */
  public long changed(int index) {
    return Integer.toUnsignedLong(state.changed(index));
  }

  /** Counts by state, and of each state the reason that was met first. */
  public Tally tally() {
    return campaign.stand().tally();
  }

  // Leases

  /**
   * Who holds it from here on is {@code epoch}; what is attempted already, and not answered, an
   * earlier one did.
   */
  public void hold(long epoch, int route) {
    state.hold(epoch, route);
  }

  /** As {@link #hold}; null when nothing is due for these routes, and then nobody holds it. */
  public @Nullable Lease lease(LeaseRequest request, long epoch) {
    return state.lease(request, epoch);
  }

  /** Nobody holds it from here on. */
  public void release() {
    state.release();
  }

  /**
   * When the earliest delivery is due that waits for a route: 0 when one is queued, milliseconds of
   * Unix time when they are deferred, {@link #NEVER} when none waits.
   */
  public long due(int route) {
    long earliest = NEVER;
    for (int i = 0; i < state.size(); i++) {
      if (state.route(i) == route && States.waits(state.state(i))) {
        earliest = Math.min(earliest, state.state(i) == States.QUEUED ? 0 : state.due(i));
      }
    }
    return earliest;
  }

  // Changes

  /** What its holder says happened. */
  public Taken record(int route, Changes changes) {
    return take(route, changes, false);
  }

  /** What somebody without a lease says happened. */
  public Taken settle(Changes changes) {
    return take(state.leasedRoute(), changes, true);
  }

  /** What was attempted and is not answered is in doubt: its holder will not say any more. */
  public Taken interrupt(Instant now) {
    Changes changes = new Changes().at(now);
    for (int i = 0; i < state.size(); i++) {
      if (state.state(i) == States.ATTEMPTED) {
        changes.because(i, Changes.Kind.IN_DOUBT, Reasons.INTERRUPTED);
      }
    }
    return take(state.leasedRoute(), changes, false);
  }

  private Taken take(int route, Changes changes, boolean settles) {
    BitSet leftOut = new BitSet();
    int at = ChunkState.second(changes.at());
    for (int i = 0; i < changes.size(); i++) {
      if (isAllowed(route, changes, i, settles)) {
        state.apply(route, at, changes, i);
      } else {
        leftOut.set(i);
      }
    }
    return new Taken(Recorded.without(leftOut), route, Transitions.without(leftOut, changes));
  }

  /** What is to be kept of changes that were taken, for {@link #replay}. */
  public byte[] entry(Taken taken) {
    return StoreCodec.entry(to -> to.changes(SELF, state.number(), taken.route(), taken.changes()));
  }

  private boolean isAllowed(int route, Changes changes, int position, boolean settles) {
    int index = changes.index(position);
    return settles
        ? Transitions.allowsSettling(state, index, changes.kind(position))
        : Transitions.allows(state, index, route, changes.kind(position));
  }

  /** Applies what {@link #entry} gave, as it was then. */
  public void replay(byte[] entry) {
    StoreCodec.read(
        entry,
        new Forgetful() {
          @Override
          public void changes(int campaign, int chunk, int route, Changes changes) {
            state.apply(route, changes);
          }
        });
  }

  /** The campaign was cancelled: what waits, and what comes back unsent later. */
  public void cancel() {
    campaign.apply(new Control.Cancel());
  }

  /** What was sent before an instant and has no receipt is unconfirmed. */
  public void giveUpReceipts(Instant sentBefore) {
    state.giveUpReceipts(sentBefore);
  }

  /** Whether it changed the delivery: a second receipt changes nothing. */
  public boolean prove(int index, Receipt receipt) {
    boolean first = !state.isProven(index);
    if (first) {
      state.prove(index, receipt);
    }
    return first;
  }

  /**
   * A receipt with the reference that was recorded says that it was delivered.
   *
   * @param second of Unix time
   */
  public void delivered(int index, long second) {
    state.delivered(index, (int) second);
  }

  /** Whether a delivery for this address is attempted on this channel. */
  public boolean isAttempted(String channel, Address address) {
    return state.isAttempted(channel, address);
  }

  /** Shows the deliveries in one of these states, in order. */
  public void show(Set<DeliveryState> states, Visitor visitor) {
    state.show(states, visitor);
  }

  /** Why a receipt says that it did not get through; null where it says that it did. */
  public static @Nullable Reason refusal(Receipt receipt) {
    return switch (receipt.kind()) {
      case DELIVERED, PLAYED, PUBLISHED -> null;
      case UNDELIVERED -> ((Receipt.Undelivered) receipt).reason();
      case EXPIRED -> Reasons.TIMED_OUT;
    };
  }

  /** The second of Unix time at which deliveries say that something happened: rounded up. */
  public static long second(Instant instant) {
    return Integer.toUnsignedLong(ChunkState.second(instant));
  }

  @Override
  public String toString() {
    return state.toString();
  }
}
