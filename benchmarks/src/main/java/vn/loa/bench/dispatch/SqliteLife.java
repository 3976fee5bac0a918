package vn.loa.bench.dispatch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import vn.loa.bench.measure.Folder;
import vn.loa.channel.Recipients;

/**
 * SQLite as an expert would use it here: tables that only grow, at their end; one transaction a
 * batch, synced before it is committed; one row for the intent to send a batch; and the one index
 * that random references would need kept in memory, where it can be made again from the table.
 */
final class SqliteLife implements Life<long[]> {

  private final Folder folder;
  private final Connection connection;
  private final PreparedStatement enqueue;
  private final PreparedStatement claim;
  private final PreparedStatement attempt;
  private final PreparedStatement sent;
  private final PreparedStatement delivered;
  private final ReferenceTable references;
  private int enqueued;
  private int attempted;

  SqliteLife(Folder folder, Work work) throws SQLException {
    this.folder = folder;
    references = new ReferenceTable(work.messages());
    connection = DriverManager.getConnection("jdbc:sqlite:" + folder.path().resolve("queue.db"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute("CREATE TABLE message (id INTEGER PRIMARY KEY, phone INTEGER NOT NULL)");
      statement.execute("CREATE TABLE attempt (first INTEGER PRIMARY KEY, count INTEGER NOT NULL)");
      statement.execute("CREATE TABLE sent (id INTEGER PRIMARY KEY, reference INTEGER NOT NULL)");
      statement.execute("CREATE TABLE receipt (seq INTEGER PRIMARY KEY, id INTEGER NOT NULL)");
    }
    connection.setAutoCommit(false);
    enqueue = connection.prepareStatement("INSERT INTO message VALUES (?, ?)");
    claim = connection.prepareStatement("SELECT id, phone FROM message WHERE id >= ? AND id < ?");
    attempt = connection.prepareStatement("INSERT INTO attempt VALUES (?, ?)");
    sent = connection.prepareStatement("INSERT INTO sent VALUES (?, ?)");
    delivered = connection.prepareStatement("INSERT INTO receipt (id) VALUES (?)");
  }

  @Override
  public void enqueue(int batch, Recipients recipients) throws SQLException {
    for (int i = 0; i < recipients.size(); i++) {
      enqueue.setInt(1, enqueued++);
      enqueue.setLong(2, recipients.e164(i));
      enqueue.addBatch();
    }
    enqueue.executeBatch();
    connection.commit();
  }

  @Override
  public void send(Wire wire) throws SQLException {
    attempt.setInt(1, attempted);
    attempt.setInt(2, Work.BATCH);
    attempt.executeUpdate();
    connection.commit();
    claim.setInt(1, attempted);
    claim.setInt(2, attempted + Work.BATCH);
    try (ResultSet rows = claim.executeQuery()) {
      while (rows.next()) {
        answered(rows.getInt(1), wire.submit(rows.getLong(2)));
      }
    }
    attempted += Work.BATCH;
    sent.executeBatch();
    connection.commit();
  }

  private void answered(int message, long reference) throws SQLException {
    sent.setInt(1, message);
    sent.setLong(2, reference);
    sent.addBatch();
    references.put(reference, message);
  }

  @Override
  public long[] receipts(long[] all) {
    return all;
  }

  @Override
  public void delivered(long[] receipts) throws SQLException {
    for (long reference : receipts) {
      delivered.setInt(1, references.get(reference));
      delivered.addBatch();
    }
    delivered.executeBatch();
    connection.commit();
  }

  @Override
  public void verify(Work work) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT m.id, m.phone, s.reference FROM message m JOIN attempt a"
                    + " ON m.id = a.first + m.id % 1000 JOIN sent s ON s.id = m.id"
                    + " JOIN receipt r ON r.id = m.id")) {
      int seen = 0;
      for (; rows.next(); seen++) {
        int message = rows.getInt(1);
        Life.require(
            message % SAMPLE != 0
                || (rows.getLong(2) == Work.phone(message)
                    && rows.getLong(3) == Work.reference(message)),
            "message " + message);
      }
      Life.require(seen == work.messages(), "sqlite delivered " + seen);
    }
  }

  @Override
  public long octets() throws Exception {
    return folder.octets();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
