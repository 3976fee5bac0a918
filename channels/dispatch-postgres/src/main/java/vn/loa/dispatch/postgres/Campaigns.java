package vn.loa.dispatch.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.journal.StoreCodec;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.StoreException;

/**
 * Rows of campaigns, the parts of the tables that belong to each, and the names of channels. What
 * never changes of them is remembered. Safe for use by several threads.
 */
final class Campaigns {

  private static final String COLUMNS =
      "number, complete, paused, cancelled, urgency, not_before, given_up_before, unconfirmed,"
          + " summary";

  /** Tables that have a part for each campaign; a part is the name, "_" and the number. */
  static final List<String> PARTS = List.of("chunk", "entry", "reference", "proof");

  private final Map<Integer, CampaignRecord> records = new ConcurrentHashMap<>();
  private final Map<String, Integer> channels = new ConcurrentHashMap<>();

  /** Null where there is none. */
  @Nullable CampaignRow find(Connection on, String key) throws SQLException {
    List<CampaignRow> one = read(on, "WHERE key = ?", key);
    return one.isEmpty() ? null : one.get(0);
  }

  /**
   * @throws StoreException UNKNOWN
   */
  CampaignRow known(Connection on, String key) throws SQLException {
    CampaignRow row = find(on, key);
    if (row == null) {
      throw unknown(key);
    }
    return row;
  }

  static StoreException unknown(String key) {
    return new StoreException(
        StoreException.Kind.UNKNOWN, "there is no campaign " + key + ": append it first");
  }

  List<CampaignRow> all(Connection on) throws SQLException {
    return read(on, "ORDER BY number", null);
  }

  /** Those that were not found finished. */
  List<CampaignRow> open(Connection on) throws SQLException {
    return read(on, "WHERE NOT finished ORDER BY number", null);
  }

  /** Those that were found finished. */
  List<CampaignRow> over(Connection on) throws SQLException {
    return read(on, "WHERE finished ORDER BY number", null);
  }

  /** By their numbers. */
  Map<Integer, CampaignRow> numbered(Connection on, Collection<Integer> numbers)
      throws SQLException {
    Map<Integer, CampaignRow> rows = new HashMap<>();
    if (!numbers.isEmpty()) {
      int[] asked = numbers.stream().mapToInt(Integer::intValue).toArray();
      read(on, "WHERE number = ANY (?)", asked).forEach(row -> rows.put(row.number(), row));
    }
    return rows;
  }

  private List<CampaignRow> read(Connection on, String condition, @Nullable Object parameter)
      throws SQLException {
    List<CampaignRow> rows = new ArrayList<>();
    String sql = "SELECT " + COLUMNS + " FROM campaign " + condition;
    try (PreparedStatement select = on.prepareStatement(sql)) {
      if (parameter != null) {
        select.setObject(1, parameter);
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(row(on, row));
        }
      }
    }
    return rows;
  }

  private CampaignRow row(Connection on, ResultSet row) throws SQLException {
    int number = row.getInt(1);
    byte[] summary = row.getBytes(9);
    return new CampaignRow(
        number,
        record(on, number),
        row.getBoolean(2),
        row.getBoolean(3),
        row.getBoolean(4),
        Urgency.valueOf(row.getString(5)),
        Instant.parse(row.getString(6)),
        row.getLong(7),
        row.getLong(8),
        summary == null ? null : StoreCodec.stand(summary));
  }

  /** It never changes, and may be long. */
  private CampaignRecord record(Connection on, int number) throws SQLException {
    CampaignRecord known = records.get(number);
    if (known == null) {
      try (PreparedStatement select =
          on.prepareStatement("SELECT record FROM campaign WHERE number = ?")) {
        select.setInt(1, number);
        try (ResultSet row = select.executeQuery()) {
          row.next();
          known = StoreCodec.campaign(row.getBytes(1));
        }
      }
      records.put(number, known);
    }
    return known;
  }

  /** A new row, and parts of the tables for it. */
  CampaignRow add(Connection on, CampaignRecord record) throws SQLException {
    String sql =
        "INSERT INTO campaign (key, record, urgency, not_before) VALUES (?, ?, ?, ?)"
            + " RETURNING number";
    int number;
    try (PreparedStatement insert = on.prepareStatement(sql)) {
      insert.setString(1, record.key());
      insert.setBytes(2, StoreCodec.encode(record));
      insert.setString(3, record.urgency().name());
      insert.setString(4, record.notBefore().toString());
      number = Sql.one(insert);
    }
    StringBuilder parts = new StringBuilder();
    for (String table : PARTS) {
      String part = table + "_" + number;
      parts.append("CREATE TABLE %s (LIKE %s INCLUDING ALL)".formatted(part, table));
      parts.append(table.equals("chunk") ? " WITH (fillfactor = 70);" : ";");
      parts.append(
          "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES IN (%s);".formatted(table, part, number));
    }
    Sql.run(on, parts.toString());
    return known(on, record.key());
  }

  void complete(Connection on, int number) throws SQLException {
    Sql.run(on, "UPDATE campaign SET complete = true WHERE number = " + number);
  }

  /** Some of what is remembered may have been taken back with a transaction. */
  void forget() {
    records.clear();
    channels.clear();
  }

  /** The number of a channel's name, which is given with its first use. */
  int channel(Connection on, String name) throws SQLException {
    Integer known = channels.get(name);
    if (known != null) {
      return known;
    }
    int id = channelNow(on, name);
    if (id == 0) {
      Sql.run(on, "INSERT INTO channel (name) VALUES (?) ON CONFLICT DO NOTHING", name);
      return channelNow(on, name);
    }
    channels.put(name, id);
    return id;
  }

  private static int channelNow(Connection on, String name) throws SQLException {
    try (PreparedStatement select = on.prepareStatement("SELECT id FROM channel WHERE name = ?")) {
      select.setString(1, name);
      return Sql.one(select);
    }
  }
}
