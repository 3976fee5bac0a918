package vn.loa.dispatch.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import vn.loa.dispatch.journal.Chunk;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.Recorded;

/** Changes a campaign as a whole, or settles deliveries of a chunk. */
final class ControlCall extends Call<Recorded> {

  private final String key;
  private final Control change;

  ControlCall(String key, Control change) {
    this.key = key;
    this.change = change;
  }

  /** It waits until nobody else is in the campaign: what this transaction has must end first. */
  @Override
  boolean isShared() {
    return change.kind() == Control.Kind.SETTLE;
  }

  @Override
  Recorded make(Work work) throws SQLException {
    if (change instanceof Control.Settle settle) {
      return settle(work, settle);
    }
    CampaignRow campaign = work.alone(key);
    if (!campaign.isSummary()) {
      apply(work, campaign);
    }
    return Recorded.ALL;
  }

  private void apply(Work work, CampaignRow campaign) throws SQLException {
    switch (change.kind()) {
      case PAUSE -> set(work, campaign, "paused = ?", true);
      case RESUME -> set(work, campaign, "paused = ?", false);
      case CANCEL -> set(work, campaign, "cancelled = ?", true);
      case URGENCY ->
          set(work, campaign, "urgency = ?", ((Control.ChangeUrgency) change).urgency().name());
      case NOT_BEFORE ->
          set(work, campaign, "not_before = ?", ((Control.NotBefore) change).instant().toString());
      case GIVE_UP_RECEIPTS -> giveUp(work, campaign, (Control.GiveUpReceipts) change);
      case SETTLE -> throw new IllegalArgumentException("is of a chunk");
    }
  }

  private static void set(Work work, CampaignRow campaign, String what, Object value)
      throws SQLException {
    Sql.run(
        work.on(), "UPDATE campaign SET " + what + " WHERE number = ?", value, campaign.number());
  }

  /** Counts those it makes unconfirmed; which they are follows from when they were sent. */
  private static void giveUp(Work work, CampaignRow campaign, Control.GiveUpReceipts change)
      throws SQLException {
    long before = Chunk.second(change.sentBefore());
    if (before <= campaign.givenUpBefore()) {
      return;
    }
    Sql.run(
        work.on(),
        "UPDATE campaign SET given_up_before = ?, unconfirmed = unconfirmed + ? WHERE number = ?",
        before,
        unproven(work, campaign, before),
        campaign.number());
  }

  /** How many more are given up. */
  private static long unproven(Work work, CampaignRow campaign, long before) throws SQLException {
    Proven proven = work.shared().proven();
    proven.catchUp(work.on(), campaign.number());
    String sql = "SELECT chunk, place FROM reference_%s WHERE sent >= ? AND sent < ?";
    long count = 0;
    try (PreparedStatement select = work.on().prepareStatement(sql.formatted(campaign.number()))) {
      select.setLong(1, campaign.givenUpBefore());
      select.setLong(2, before);
      select.setFetchSize(10_000);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          count += proven.has(campaign.number(), row.getInt(1), row.getInt(2)) ? 0 : 1;
        }
      }
    }
    return count;
  }

  private Recorded settle(Work work, Control.Settle settle) throws SQLException {
    CampaignRow campaign = work.campaign(key);
    KeptChunk kept = work.chunk(campaign, settle.chunk());
    if (kept == null) {
      BitSet all = new BitSet();
      all.set(0, settle.changes().size());
      return Recorded.without(all);
    }
    Recorded recorded = kept.settle(settle.changes());
    work.shared().kept().lower(kept.campaign, kept.number);
    return recorded;
  }
}
