package vn.loa.dispatch.postgres;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.Instant;
import vn.loa.dispatch.journal.StoreCodec;
import vn.loa.dispatch.store.CampaignStand;

/**
 * Notes which campaigns are over, leaves of those that are for long only a summary, and drops their
 * parts of the tables: nothing is deleted row by row. One store does it at a time.
 */
final class Upkeep extends Call<Boolean> {

  private static final Logger LOG = System.getLogger(Upkeep.class.getName());

  private final Instant now;
  private final Duration keepDeliveries;
  private final Duration keepSummaries;

  Upkeep(Instant now, Duration keepDeliveries, Duration keepSummaries) {
    this.now = now;
    this.keepDeliveries = keepDeliveries;
    this.keepSummaries = keepSummaries;
  }

  @Override
  boolean isShared() {
    return false;
  }

  @Override
  boolean matters() {
    return false;
  }

  @Override
  Boolean make(Work work) throws SQLException {
    String sql = "SELECT pg_try_advisory_xact_lock(?, 0)";
    try (PreparedStatement select = work.on().prepareStatement(sql)) {
      select.setInt(1, work.shared().schema().locks() + 4);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        if (!row.getBoolean(1)) {
          return false;
        }
      }
    }
    Sql.run(work.on(), "DELETE FROM mark WHERE at < now() - interval '30 days'");
    Campaigns campaigns = work.shared().campaigns();
    Looking looking = new Looking(work.on(), campaigns, work.shared().chunks());
    for (CampaignRow open : campaigns.open(work.on())) {
      if (looking.summary(open) != null) {
        Sql.run(work.on(), "UPDATE campaign SET finished = true WHERE number = " + open.number());
      }
    }
    for (CampaignRow over : campaigns.over(work.on())) {
      if (over.isSummary()) {
        forget(work, over);
      } else {
        summarise(work, over);
      }
    }
    return true;
  }

  private void summarise(Work work, CampaignRow over) throws SQLException {
    if (!lastChange(work.on(), over).isBefore(now.minus(keepDeliveries))) {
      return;
    }
    Savepoint before = work.on().setSavepoint();
    try {
      // Whoever reads it just now holds it up: it is tried again later.
      Sql.run(work.on(), "SET LOCAL lock_timeout = '2s'");
      CampaignRow alone = work.alone(over.key());
      CampaignStand summary =
          new Looking(work.on(), work.shared().campaigns(), work.shared().chunks()).summary(alone);
      if (summary != null) {
        reduce(work, alone, summary);
      }
    } catch (SQLException held) {
      if (!Database.isAgain(held)) {
        throw held;
      }
      work.on().rollback(before);
      LOG.log(Level.DEBUG, "campaign {0} is not summarised now: {1}", over.key(), held);
    }
  }

  private static void reduce(Work work, CampaignRow campaign, CampaignStand summary)
      throws SQLException {
    int number = campaign.number();
    Sql.run(
        work.on(),
        "UPDATE campaign SET summary = ? WHERE number = ?",
        StoreCodec.encode(summary),
        number);
    for (String table : Campaigns.PARTS) {
      String part = table + "_" + number;
      Sql.run(work.on(), "ALTER TABLE " + table + " DETACH PARTITION " + part);
      Sql.run(work.on(), "DROP TABLE " + part);
    }
    work.shared().proven().forget(number);
  }

  private void forget(Work work, CampaignRow summary) throws SQLException {
    Instant accepted = summary.record().acceptedAt();
    Instant last = accepted.isAfter(summary.notBefore()) ? accepted : summary.notBefore();
    if (last.isBefore(now.minus(keepSummaries))) {
      Sql.run(work.on(), "DELETE FROM campaign WHERE number = " + summary.number());
      work.shared().kept().forget(summary.key());
    }
  }

  private static Instant lastChange(Connection on, CampaignRow campaign) throws SQLException {
    String sql = "SELECT coalesce(max(changed), 0) FROM chunk_" + campaign.number();
    try (PreparedStatement select = on.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      Instant changed = Instant.ofEpochSecond(row.getLong(1));
      Instant accepted = campaign.record().acceptedAt();
      return changed.isAfter(accepted) ? changed : accepted;
    }
  }
}
