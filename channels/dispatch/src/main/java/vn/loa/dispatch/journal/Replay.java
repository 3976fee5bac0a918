package vn.loa.dispatch.journal;

import java.time.Instant;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;

/**
 * Passes on what can be understood. Compaction takes away the oldest first: a crash between may
 * leave entries of a campaign whose beginning is gone. They are passed over, and must be accounted
 * for by what let compaction take them: a summary, or that the campaign was forgotten.
 */
final class Replay implements Entries {

  private final Entries to;
  private final BitSet known = new BitSet();
  private final BitSet unknown = new BitSet();

  Replay(Entries to) {
    this.to = to;
  }

  /** A campaign that has entries but no beginning; -1 if there is none. */
  int unaccounted() {
    return unknown.nextSetBit(0);
  }

  private boolean knows(int campaign) {
    if (!known.get(campaign)) {
      unknown.set(campaign);
      return false;
    }
    return true;
  }

  @Override
  public void campaign(int campaign, CampaignRecord record) {
    known.set(campaign);
    to.campaign(campaign, record);
  }

  @Override
  public void chunk(int campaign, int chunk, Recipients recipients, boolean last) {
    if (knows(campaign)) {
      to.chunk(campaign, chunk, recipients, last);
    }
  }

  @Override
  public void changes(int campaign, int chunk, int route, Changes changes) {
    if (knows(campaign)) {
      to.changes(campaign, chunk, route, changes);
    }
  }

  @Override
  public void control(int campaign, Control change) {
    if (knows(campaign)) {
      to.control(campaign, change);
    }
  }

  @Override
  public void delivered(int campaign, Proofs proofs) {
    if (knows(campaign)) {
      to.delivered(campaign, proofs);
    }
  }

  @Override
  public void proof(int campaign, int chunk, int index, Receipt receipt) {
    if (knows(campaign)) {
      to.proof(campaign, chunk, index, receipt);
    }
  }

  @Override
  public void waiting(
      String channel,
      long number,
      @Nullable String text,
      Receipt receipt,
      @Nullable Address from,
      Instant since) {
    to.waiting(channel, number, text, receipt, from, since);
  }

  @Override
  public void waited(String channel, long number, @Nullable String text) {
    to.waited(channel, number, text);
  }

  @Override
  public void summary(int campaign, CampaignStand stand) {
    known.set(campaign);
    unknown.clear(campaign);
    to.summary(campaign, stand);
  }

  @Override
  public void forgotten(int campaign) {
    known.clear(campaign);
    unknown.clear(campaign);
    to.forgotten(campaign);
  }
}
