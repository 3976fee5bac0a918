package vn.loa.dispatch.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.dispatch.journal.Chunk;
import vn.loa.dispatch.journal.StoreCodec;
import vn.loa.dispatch.postgres.Work.Place;
import vn.loa.dispatch.postgres.Work.Proof;

/**
 * Which deliveries of a campaign have a receipt: a bit for each, made from what all stores wrote,
 * and kept up with it. One store writes at a time, having read what the others wrote: so that a
 * receipt which comes to two of them counts once, with one row for a thousand receipts. The thread
 * of the store has it.
 */
final class Proven {

  private final Map<Integer, Seen> campaigns = new HashMap<>();

  private static final class Seen {
    private final List<BitSet> chunks = new ArrayList<>();
    private int version;

    BitSet chunk(int number) {
      while (chunks.size() <= number) {
        chunks.add(new BitSet());
      }
      return chunks.get(number);
    }
  }

  /** What is known of a campaign may not be so, or is not needed any more. */
  void forget(int campaign) {
    campaigns.remove(campaign);
  }

  /** Whether it has a receipt; after {@link #catchUp}. */
  boolean has(int campaign, int chunk, int place) {
    Seen seen = campaigns.get(campaign);
    return seen != null && seen.chunk(chunk).get(place);
  }

  /** Reads what others wrote; nobody may write until the transaction ends. */
  void catchUp(Connection on, int campaign) throws SQLException {
    Seen seen = campaigns.computeIfAbsent(campaign, it -> new Seen());
    String sql = "SELECT version, octets FROM proof_%s WHERE version > ? ORDER BY version";
    try (PreparedStatement select = on.prepareStatement(sql.formatted(campaign))) {
      select.setInt(1, seen.version);
      select.setFetchSize(100);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          seen.version = row.getInt(1);
          mark(row.getBytes(2), seen);
        }
      }
    }
  }

  private static void mark(byte[] octets, Seen seen) {
    StoreCodec.proofs(
        octets,
        new StoreCodec.ProofReader() {
          @Override
          public void delivered(int chunk, int index, long second) {
            seen.chunk(chunk).set(index);
          }

          @Override
          public void proven(int chunk, int index, Receipt receipt) {
            seen.chunk(chunk).set(index);
          }
        });
  }

  /**
   * Writes what receipts prove; nobody else may write until the transaction ends.
   *
   * @return those whose delivery had no receipt before
   */
  Set<Place> write(Connection on, CampaignRow campaign, List<Proof> proofs) throws SQLException {
    catchUp(on, campaign.number());
    Seen seen = campaigns.computeIfAbsent(campaign.number(), it -> new Seen());
    Set<Place> places = new HashSet<>();
    List<StoreCodec.Proof> fresh = new ArrayList<>();
    int refused = 0;
    int late = 0;
    Reason reason = null;
    for (Proof it : proofs) {
      BitSet chunk = seen.chunk(it.chunk());
      if (!chunk.get(it.place())) {
        chunk.set(it.place());
        places.add(new Place(it.campaign(), it.chunk(), it.place()));
        fresh.add(new StoreCodec.Proof(it.chunk(), it.place(), it.receipt()));
        Reason refusal = Chunk.refusal(it.receipt());
        refused += refusal == null ? 0 : 1;
        reason = reason == null ? refusal : reason;
        late += it.sent() < campaign.givenUpBefore() ? 1 : 0;
      }
    }
    if (!fresh.isEmpty()) {
      seen.version++;
      insert(on, campaign.number(), seen.version, fresh, refused, late, reason);
    }
    return places;
  }

  private static void insert(
      Connection on,
      int campaign,
      int version,
      List<StoreCodec.Proof> proofs,
      int refused,
      int late,
      @Nullable Reason reason)
      throws SQLException {
    String sql =
        "INSERT INTO proof_%s (campaign, version, delivered, refused, late, reason, octets)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = on.prepareStatement(sql.formatted(campaign))) {
      insert.setInt(1, campaign);
      insert.setInt(2, version);
      insert.setInt(3, proofs.size() - refused);
      insert.setInt(4, refused);
      insert.setInt(5, late);
      insert.setString(6, reason == null ? null : Chunks.Reasons.text(reason));
      insert.setBytes(7, StoreCodec.encode(proofs));
      insert.executeUpdate();
    }
  }
}
