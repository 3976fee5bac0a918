package vn.loa.dispatch.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;

/**
 * What happens to a {@link StoreState}, entry by entry. The state tells them to a log as it
 * changes; a log that is read again tells them to a new state. Everything has been decided by then:
 * an entry is applied, not judged.
 *
 * <p>A campaign has a number here, given once and never again.
 */
interface Entries {

  void campaign(int campaign, CampaignRecord record);

  void chunk(int campaign, int chunk, Recipients recipients, boolean last);

  /**
   * Changes that were taken, all of one chunk.
   *
   * @param route of the lease; for what was settled without one, that of the chunk's last
   */
  void changes(int campaign, int chunk, int route, Changes changes);

  /** Any but {@link Control.Kind#SETTLE}, which comes as changes. */
  void control(int campaign, Control change);

  /** Receipts that have the references which were recorded say that these were delivered. */
  void delivered(int campaign, Proofs proofs);

  /** Another receipt found its delivery. */
  void proof(int campaign, int chunk, int index, Receipt receipt);

  /** A receipt found none, and waits. */
  void waiting(
      String channel,
      long number,
      @Nullable String text,
      Receipt receipt,
      @Nullable Address from,
      Instant since);

  /** A receipt waits no more: its delivery came, or its time was up. */
  void waited(String channel, long number, @Nullable String text);

  /** Of a finished campaign only this is left. */
  void summary(int campaign, CampaignStand stand);

  /** Nothing is left of a campaign, and its key may be used anew. */
  void forgotten(int campaign);
}
