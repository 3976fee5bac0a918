package vn.loa.dispatch.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.journal.StoreCodec;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.DispatchStore.Appended;
import vn.loa.dispatch.store.StoreException;

/** Takes a chunk of a campaign, and the campaign with its first. */
final class AppendCall extends Call<Appended> {

  private final CampaignRecord campaign;
  private final int chunk;
  private final Recipients recipients;
  private final boolean last;

  AppendCall(CampaignRecord campaign, int chunk, Recipients recipients, boolean last) {
    boolean forNobody = recipients.isEmpty() && !(chunk == 0 && last);
    if (recipients.size() > DispatchStore.CHUNK || forNobody || chunk < 0) {
      throw new IllegalArgumentException(
          "campaign %s: chunk %s has %s recipients; chunks count from 0 and have 1 to %s"
              .formatted(campaign.key(), chunk, recipients.size(), DispatchStore.CHUNK));
    }
    this.campaign = campaign;
    this.chunk = chunk;
    this.recipients = recipients;
    this.last = last;
  }

  @Override
  Appended make(Work work) throws SQLException {
    Connection on = work.on();
    work.lock(2, campaign.key().hashCode());
    CampaignRow known = work.shared().campaigns().find(on, campaign.key());
    if (known != null) {
      checkSame(known);
      if (known.isSummary() || isHere(on, known)) {
        return Appended.KNOWN;
      }
    }
    checkNext(on, known);
    CampaignRow row = known == null ? work.shared().campaigns().add(on, campaign) : known;
    insert(on, row.number());
    if (last) {
      work.shared().campaigns().complete(on, row.number());
    }
    return Appended.NEW;
  }

  private void checkSame(CampaignRow known) {
    String difference = StoreCodec.difference(known.record(), campaign);
    if (difference != null) {
      throw conflict("is here already with another " + difference + ": use another key");
    }
  }

  /** Whether this very chunk is here. */
  private boolean isHere(Connection on, CampaignRow known) throws SQLException {
    Recipients here = recipients(on, known.number());
    if (here == null) {
      return false;
    }
    if (!here.equals(recipients)) {
      throw conflict("has other recipients in chunk " + chunk + " already: use another key");
    }
    boolean isLast = known.complete() && chunk == next(on, known.number()) - 1;
    if (isLast != last) {
      throw conflict(
          "has %sended with chunk %s: use another key".formatted(isLast ? "" : "not ", chunk));
    }
    return true;
  }

  private @Nullable Recipients recipients(Connection on, int number) throws SQLException {
    String sql = "SELECT recipients FROM chunk_%s WHERE number = ?";
    try (PreparedStatement select = on.prepareStatement(sql.formatted(number))) {
      select.setInt(1, chunk);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? StoreCodec.recipients(row.getBytes(1)) : null;
      }
    }
  }

  private static int next(Connection on, int number) throws SQLException {
    String sql = "SELECT coalesce(max(number) + 1, 0) FROM chunk_" + number;
    try (PreparedStatement select = on.prepareStatement(sql)) {
      return Sql.one(select);
    }
  }

  private void checkNext(Connection on, @Nullable CampaignRow known) throws SQLException {
    int next = known == null ? 0 : next(on, known.number());
    if (chunk != next) {
      throw conflict("has " + next + " chunks: append chunk " + next + " before " + chunk);
    }
    if (known != null && known.complete()) {
      throw conflict("ended with chunk " + (next - 1) + ": use another key");
    }
    if (known != null && known.cancelled()) {
      throw conflict("was cancelled before its last chunk came: use another key");
    }
  }

  private void insert(Connection on, int number) throws SQLException {
    String sql =
        "INSERT INTO chunk_%s (campaign, number, recipients, queued, due0) VALUES (?, ?, ?, ?, ?)";
    try (PreparedStatement insert = on.prepareStatement(sql.formatted(number))) {
      insert.setInt(1, number);
      insert.setInt(2, chunk);
      insert.setBytes(3, StoreCodec.encode(recipients));
      insert.setInt(4, recipients.size());
      insert.setObject(5, recipients.isEmpty() ? null : 0L, Types.BIGINT);
      insert.executeUpdate();
    }
  }

  private StoreException conflict(String what) {
    return new StoreException(
        StoreException.Kind.CONFLICT, "campaign " + campaign.key() + " " + what);
  }
}
