package vn.loa.dispatch.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.loa.channel.Receipt;
import vn.loa.dispatch.journal.StoreCodec;
import vn.loa.dispatch.postgres.Work.Proof;
import vn.loa.dispatch.postgres.Work.Sent;

/** Receipts that came before their references. */
final class Waiting {

  private Waiting() {}

  private record Key(int channel, long number, String text) {}

  /** Those that wait for references which were written just now wait no more, and prove them. */
  static List<Proof> met(Connection on, Campaigns campaigns, List<Sent> sent) throws SQLException {
    if (sent.isEmpty() || isEmpty(on)) {
      return List.of();
    }
    Map<Key, List<Sent>> byKey = new HashMap<>();
    for (Sent it : sent) {
      KeptChunk.Reference reference = it.reference();
      int channel = campaigns.channel(on, reference.channel());
      String text = reference.text() == null ? "" : reference.text();
      byKey
          .computeIfAbsent(new Key(channel, reference.number(), text), key -> new ArrayList<>(1))
          .add(it);
    }
    return take(on, byKey);
  }

  private static boolean isEmpty(Connection on) throws SQLException {
    try (PreparedStatement select =
        on.prepareStatement("SELECT count(*) FROM (SELECT FROM waiting LIMIT 1) w")) {
      return Sql.one(select) == 0;
    }
  }

  private static List<Proof> take(Connection on, Map<Key, List<Sent>> byKey) throws SQLException {
    String sql =
        "DELETE FROM waiting w USING unnest(?::int[], ?::bigint[], ?::text[])"
            + " r (channel, number, text)"
            + " WHERE w.channel = r.channel AND w.number = r.number AND w.text = r.text"
            + " RETURNING w.channel, w.number, w.text, w.octets";
    List<Key> keys = List.copyOf(byKey.keySet());
    List<Proof> proofs = new ArrayList<>();
    try (PreparedStatement delete = on.prepareStatement(sql)) {
      delete.setObject(1, keys.stream().mapToInt(Key::channel).toArray());
      delete.setObject(2, keys.stream().mapToLong(Key::number).toArray());
      delete.setArray(3, on.createArrayOf("text", keys.stream().map(Key::text).toArray()));
      try (ResultSet row = delete.executeQuery()) {
        while (row.next()) {
          Key key = new Key(row.getInt(1), row.getLong(2), row.getString(3));
          Receipt receipt = StoreCodec.receipt(row.getBytes(4));
          for (Sent it : byKey.getOrDefault(key, List.of())) {
            proofs.add(proof(it, receipt));
          }
        }
      }
    }
    return proofs;
  }

  private static Proof proof(Sent it, Receipt receipt) {
    return new Proof(
        it.campaign(), it.chunk(), it.reference().place(), it.reference().sent(), receipt);
  }
}
