package vn.loa.dispatch.store;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import vn.loa.channel.Recipients;

/**
 * Keeps campaigns and what became of every delivery, over crashes. Recipients are kept in chunks;
 * whoever sends leases a chunk, and records what happens to its deliveries under that lease.
 *
 * <p>A stage completes when what it stands for is durable, in the order of the calls; it completes
 * exceptionally with a {@link StoreException} when it is not, and then nothing of the call counts;
 * only after {@link StoreException.Kind#BROKEN} it may count in a store that is opened again. What
 * a stage runs may run on the store's own thread: it must return soon. Reading sees every call made
 * before it, durable or not.
 *
 * <p>Safe for use by several threads.
 */
public interface DispatchStore extends AutoCloseable {

  /** Most recipients of a chunk. */
  int CHUNK = 1_000;

  /**
   * Takes a chunk of a campaign, and the campaign with its first. Nothing of a campaign is leased
   * before its last chunk is here. Repeating a call changes nothing, also after a restart: so a
   * campaign that was not taken to its end can be.
   *
   * @param chunk counts from 0, without gaps
   * @param recipients 1 to {@link #CHUNK}; a campaign for nobody has one empty chunk
   * @return {@link StoreException.Kind#CONFLICT} if the key stands for another message, channel or
   *     recipient already; {@link StoreException.Kind#FULL} if there is no room
   * @throws IllegalArgumentException if the chunk has more recipients than that, or none
   */
  CompletionStage<Appended> append(
      CampaignRecord campaign, int chunk, Recipients recipients, boolean last);

  /** What became of an {@link #append}. */
  enum Appended {
    NEW,
    /** It was here already. */
    KNOWN
  }

  /**
   * Leases the next chunk of a campaign in which something is due: queued, or deferred to {@code
   * now} at the latest, for one of the routes asked for. One chunk has one lease at a time. A chunk
   * whose lease ended without being released, by time or because the store was closed, may be
   * leased again; what was attempted under the old lease is in doubt then.
   *
   * @throws StoreException if the campaign is not known ({@link StoreException.Kind#UNKNOWN})
   */
  Leased lease(LeaseRequest request);

  /**
   * Records what happened to deliveries of a chunk, renews its lease, and releases it where the
   * changes say so. What was attempted and is not answered when a lease is released stays
   * attempted, and is settled by {@link Control.Settle}.
   *
   * <p>A change that the state of its delivery does not allow (see {@link
   * vn.loa.channel.DeliveryState}) is left out, and named in the answer: so an attempt is not made
   * for what was cancelled meanwhile. In a cancelled campaign what comes back unsent is cancelled,
   * and what is in doubt is not sent again.
   *
   * @param changes may be used again when this returns
   * @return {@link StoreException.Kind#STALE} if the chunk has another lease by now
   */
  CompletionStage<Recorded> record(Lease lease, Changes changes);

  /**
   * Takes receipts of a channel and finds their deliveries: by reference; else, where exactly one
   * delivery in doubt and none attempted is for whom the receipt names, that one. What finds none
   * waits, for a time, for the reference to be recorded. A receipt for a delivery that has one
   * changes nothing.
   *
   * <p>Several deliveries of one message with one reference are all meant. A reference of an
   * earlier message that comes round again belongs to the newer message.
   *
   * @param receipts may be used again when this returns
   * @param now receipts that wait longer than the store keeps them are dropped, and counted
   */
  CompletionStage<ReceiptsTaken> receipts(String channel, ReceiptBatch receipts, Instant now);

  /**
   * Changes a campaign as a whole.
   *
   * @return {@link StoreException.Kind#UNKNOWN} if the campaign is not known
   */
  CompletionStage<Recorded> control(String campaign, Control change);

  /**
   * Shows what is here: each campaign asked for, and after it those of its deliveries that are
   * asked for, in the order of the audience. What changes meanwhile may be seen as before or as
   * after; each delivery is seen once.
   */
  void scan(Query query, Visitor visitor);

  /**
   * Whether other dispatchers may be at work on the same campaigns: then whoever opened this one
   * looks every second for what they did.
   */
  default boolean isShared() {
    return false;
  }

  /**
   * Gives this dispatcher a share of an account's rate. At no time have all that share the store
   * more than the whole of it, if each uses no more than it was given, for no longer than that
   * holds. What was given before counts until the next call says that it is not held any more.
   *
   * @return units; fewer than it holds where others need them: it is to use no more at once, and to
   *     say so with its next call
   * @throws StoreException if it cannot be said now
   */
  default int share(ShareRequest request) {
    return request.units();
  }

  /** Ends every lease it gave. What was attempted under them and is not answered is in doubt. */
  @Override
  void close();
}
