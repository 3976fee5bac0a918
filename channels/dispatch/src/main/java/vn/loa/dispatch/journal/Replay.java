package vn.loa.dispatch.journal;

import java.time.Instant;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;

/**
 * Passes on what can be understood. Compaction takes away the oldest first: a crash between may
 * leave entries of a campaign whose beginning is gone. They are passed over, and must be accounted
 * for by what let compaction take them: a summary, or that the campaign was forgotten.
 */
final class Replay extends CampaignFilter {

  private final Entries to;
  private final BitSet known = new BitSet();
  private final BitSet unknown = new BitSet();

  Replay(Entries to) {
    super(to);
    this.to = to;
  }

  /** A campaign that has entries but no beginning; -1 if there is none. */
  int unaccounted() {
    return unknown.nextSetBit(0);
  }

  @Override
  boolean lets(int campaign) {
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
