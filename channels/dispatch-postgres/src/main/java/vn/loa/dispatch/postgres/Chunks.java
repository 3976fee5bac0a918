package vn.loa.dispatch.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Tally;
import vn.loa.dispatch.journal.Chunk;
import vn.loa.dispatch.journal.StoreCodec;

/** Reads and writes chunks: the row, the entries, the references and the doubts of each. */
final class Chunks {

  /** In the order of the columns of a chunk's row. */
  private static final List<DeliveryState> COUNTED =
      List.of(
          DeliveryState.QUEUED,
          DeliveryState.DEFERRED,
          DeliveryState.ATTEMPTED,
          DeliveryState.SENT,
          DeliveryState.UNCONFIRMED,
          DeliveryState.REFUSED,
          DeliveryState.EXPIRED,
          DeliveryState.CANCELLED,
          DeliveryState.IN_DOUBT,
          DeliveryState.DEAD);

  static final String COLUMNS = "number, recipients, version, leased, epoch, route";

  private final Campaigns campaigns;

  Chunks(Campaigns campaigns) {
    this.campaigns = campaigns;
  }

  /** The column that counts deliveries in a state. */
  static String column(DeliveryState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static List<DeliveryState> counted() {
    return COUNTED;
  }

  /** As it stands; null where there is none. */
  @Nullable KeptChunk look(Connection on, CampaignRow campaign, int number) throws SQLException {
    String sql = "SELECT %s FROM chunk_%s WHERE number = ?";
    try (PreparedStatement select =
        on.prepareStatement(sql.formatted(COLUMNS, campaign.number()))) {
      select.setInt(1, number);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? read(on, campaign, row) : null;
      }
    }
  }

  /**
   * Makes a chunk anew.
   *
   * @param row at {@link #COLUMNS}
   */
  KeptChunk read(Connection on, CampaignRow campaign, ResultSet row) throws SQLException {
    int number = row.getInt(1);
    Chunk chunk = new Chunk(campaign.record(), number, StoreCodec.recipients(row.getBytes(2)));
    KeptChunk kept = new KeptChunk(campaign.number(), number, chunk);
    kept.version = row.getInt(3);
    kept.leased = row.getBoolean(4);
    kept.epoch = row.getLong(5);
    kept.route = row.getInt(6);
    replay(on, kept);
    if (campaign.cancelled()) {
      chunk.cancel();
    }
    return kept;
  }

  private static void replay(Connection on, KeptChunk kept) throws SQLException {
    boolean held = false;
    if (kept.version > 0) {
      String sql = "SELECT epoch, octets FROM entry_%s WHERE chunk = ? ORDER BY version";
      try (PreparedStatement select = on.prepareStatement(sql.formatted(kept.campaign))) {
        select.setInt(1, kept.number);
        try (ResultSet entry = select.executeQuery()) {
          while (entry.next()) {
            if (!held && entry.getLong(1) == kept.epoch) {
              kept.chunk.hold(kept.epoch, kept.route);
              held = true;
            }
            kept.chunk.replay(entry.getBytes(2));
          }
        }
      }
    }
    if (!held) {
      kept.chunk.hold(kept.epoch, kept.route);
    }
    if (!kept.leased) {
      kept.chunk.release();
    }
  }

  /** Writes what is not written yet of chunks of one campaign. */
  void write(Connection on, Collection<KeptChunk> chunks, String holder) throws SQLException {
    List<KeptChunk> touched = chunks.stream().filter(KeptChunk::isTouched).toList();
    if (touched.isEmpty()) {
      return;
    }
    int campaign = touched.get(0).campaign;
    writeRows(on, campaign, touched, holder);
    writeEntries(on, campaign, touched);
    writeReferences(on, campaign, touched);
    for (KeptChunk kept : touched) {
      writeDoubts(on, kept);
      kept.written();
    }
  }

  private static void writeRows(Connection on, int campaign, List<KeptChunk> touched, String holder)
      throws SQLException {
    StringBuilder sql = new StringBuilder("UPDATE chunk_" + campaign);
    sql.append(" SET version = ?, leased = ?, epoch = ?, route = ?,");
    sql.append(" holder = coalesce(?, holder), lease_until =");
    sql.append(" CASE WHEN ? > 0 THEN clock_timestamp() + ? * interval '1 ms'");
    sql.append(" ELSE lease_until END,");
    sql.append(" due0 = ?, due1 = ?, due2 = ?, due3 = ?, reasons = ?, changed = ?");
    for (DeliveryState state : COUNTED) {
      sql.append(", ").append(column(state)).append(" = ?");
    }
    sql.append(" WHERE number = ?");
    try (PreparedStatement update = on.prepareStatement(sql.toString())) {
      for (KeptChunk kept : touched) {
        setRow(update, kept, holder);
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private static void setRow(PreparedStatement update, KeptChunk kept, String holder)
      throws SQLException {
    int at = 1;
    update.setInt(at++, kept.version);
    update.setBoolean(at++, kept.leased);
    update.setLong(at++, kept.epoch);
    update.setInt(at++, kept.route);
    update.setString(at++, kept.here ? holder : null);
    update.setLong(at++, kept.renew);
    update.setLong(at++, kept.renew);
    for (int route = 0; route < 4; route++) {
      long due = kept.chunk.due(route);
      if (due == Chunk.NEVER) {
        update.setNull(at++, Types.BIGINT);
      } else {
        update.setLong(at++, due);
      }
    }
    Tally tally = kept.chunk.tally();
    update.setArray(at++, Reasons.array(update.getConnection(), tally));
    update.setLong(at++, kept.changed);
    for (DeliveryState state : COUNTED) {
      update.setInt(at++, (int) tally.count(state));
    }
    update.setInt(at, kept.number);
  }

  private static void writeEntries(Connection on, int campaign, List<KeptChunk> touched)
      throws SQLException {
    String sql =
        "INSERT INTO entry_%s (campaign, chunk, version, epoch, octets) VALUES (%s, ?, ?, ?, ?)"
            .formatted(campaign, campaign);
    try (PreparedStatement insert = on.prepareStatement(sql)) {
      boolean any = false;
      for (KeptChunk kept : touched) {
        int version = kept.version - kept.entries.size();
        for (byte[] entry : kept.entries) {
          insert.setInt(1, kept.number);
          insert.setInt(2, ++version);
          insert.setLong(3, kept.epoch);
          insert.setBytes(4, entry);
          insert.addBatch();
          any = true;
        }
      }
      if (any) {
        insert.executeBatch();
      }
    }
  }

  private void writeReferences(Connection on, int campaign, List<KeptChunk> touched)
      throws SQLException {
    Copy copy = new Copy();
    for (KeptChunk kept : touched) {
      for (KeptChunk.Reference reference : kept.references) {
        copy.row(7);
        copy.int8(reference.number());
        copy.int8(reference.sent());
        copy.int4(campaign);
        copy.int4(kept.number);
        copy.int2(reference.place());
        copy.int2(campaigns.channel(on, reference.channel()));
        copy.text(reference.text());
      }
    }
    copy.into(on, "reference_" + campaign);
  }

  private void writeDoubts(Connection on, KeptChunk kept) throws SQLException {
    for (int place : kept.settled.stream().toArray()) {
      Sql.run(
          on,
          "DELETE FROM doubt WHERE campaign = ? AND chunk = ? AND place = ?",
          kept.campaign,
          kept.number,
          place);
    }
    for (KeptChunk.Doubt doubt : kept.doubts) {
      Sql.run(
          on,
          "INSERT INTO doubt (campaign, chunk, place, channel, address, attempted)"
              + " VALUES (?, ?, ?, ?, ?, ?)",
          kept.campaign,
          kept.number,
          doubt.place(),
          campaigns.channel(on, doubt.channel()),
          address(doubt.address()),
          doubt.attempted());
    }
  }

  /** An address as a text that no other has. */
  static String address(Address address) {
    if (address instanceof Address.Phone phone) {
      return "+" + phone.e164();
    }
    if (address instanceof Address.Device device) {
      return "device " + device.area() + "/" + device.id();
    }
    return "feed " + ((Address.Feed) address).name();
  }

  /** What receipts proved in some chunks, told to each. */
  static void prove(Connection on, CampaignRow campaign, Map<Integer, KeptChunk> chunks)
      throws SQLException {
    if (campaign.givenUpBefore() > 0) {
      Instant sentBefore = Instant.ofEpochSecond(campaign.givenUpBefore());
      chunks.values().forEach(kept -> kept.chunk.giveUpReceipts(sentBefore));
    }
    StoreCodec.ProofReader proving = new Proving(chunks);
    String sql = "SELECT octets FROM proof_%s ORDER BY version";
    try (PreparedStatement select = on.prepareStatement(sql.formatted(campaign.number()))) {
      select.setFetchSize(100);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          StoreCodec.proofs(row.getBytes(1), proving);
        }
      }
    }
  }

  private record Proving(Map<Integer, KeptChunk> chunks) implements StoreCodec.ProofReader {

    @Override
    public void delivered(int chunk, int index, long second) {
      KeptChunk kept = chunks.get(chunk);
      if (kept != null) {
        kept.chunk.delivered(index, second);
      }
    }

    @Override
    public void proven(int chunk, int index, Receipt receipt) {
      KeptChunk kept = chunks.get(chunk);
      if (kept != null) {
        kept.chunk.prove(index, receipt);
      }
    }
  }

  /** The reasons of a tally, as the array of a chunk's row. */
  static final class Reasons {

    private Reasons() {}

    static java.sql.@Nullable Array array(Connection on, Tally tally) throws SQLException {
      String[] texts = new String[COUNTED.size()];
      boolean any = false;
      for (int i = 0; i < texts.length; i++) {
        Reason reason = tally.first(COUNTED.get(i)).orElse(null);
        any |= reason != null;
        texts[i] = reason == null ? null : text(reason);
      }
      return any ? on.createArrayOf("text", texts) : null;
    }

    static String text(Reason reason) {
      return reason.code() + "\n" + reason.text();
    }

    static Reason reason(String text) {
      int end = text.indexOf('\n');
      return new Reason(text.substring(0, end), text.substring(end + 1));
    }
  }
}
