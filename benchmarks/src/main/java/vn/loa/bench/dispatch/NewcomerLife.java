package vn.loa.bench.dispatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import vn.loa.channel.Recipients;

/** A queue in PostgreSQL as one writes it first: a row and a few statements for each message. */
final class NewcomerLife implements Life<long[]> {

  private final Connection connection;
  private final PreparedStatement enqueue;
  private final PreparedStatement next;
  private final PreparedStatement attempted;
  private final PreparedStatement sent;
  private final PreparedStatement delivered;

  NewcomerLife(PostgresServer server) throws SQLException {
    connection = server.dataSource().getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS queue");
      statement.execute(
          "CREATE TABLE queue (id bigserial PRIMARY KEY, phone text NOT NULL,"
              + " state text NOT NULL, reference text)");
      statement.execute("CREATE INDEX ON queue (state)");
      statement.execute("CREATE INDEX ON queue (reference)");
    }
    enqueue = connection.prepareStatement("INSERT INTO queue (phone, state) VALUES (?, 'QUEUED')");
    next =
        connection.prepareStatement(
            "SELECT id, phone FROM queue WHERE state = 'QUEUED' ORDER BY id LIMIT 1");
    attempted = connection.prepareStatement("UPDATE queue SET state = 'SENDING' WHERE id = ?");
    sent =
        connection.prepareStatement("UPDATE queue SET state = 'SENT', reference = ? WHERE id = ?");
    delivered =
        connection.prepareStatement("UPDATE queue SET state = 'DELIVERED' WHERE reference = ?");
  }

  @Override
  public void enqueue(int batch, Recipients recipients) throws SQLException {
    for (int i = 0; i < recipients.size(); i++) {
      enqueue.setString(1, Long.toString(recipients.e164(i)));
      enqueue.executeUpdate();
    }
  }

  @Override
  public void send(Wire wire) throws SQLException {
    try (ResultSet row = next.executeQuery()) {
      Life.require(row.next(), "the queue is empty");
      long id = row.getLong(1);
      attempted.setLong(1, id);
      attempted.executeUpdate();
      sent.setString(1, Long.toString(wire.submit(Long.parseLong(row.getString(2)))));
      sent.setLong(2, id);
      sent.executeUpdate();
    }
  }

  @Override
  public long[] receipts(long[] references) {
    return references;
  }

  @Override
  public void delivered(long[] receipts) throws SQLException {
    for (long reference : receipts) {
      delivered.setString(1, Long.toString(reference));
      Life.require(delivered.executeUpdate() == 1, "a receipt found no row");
    }
  }

  @Override
  public void verify(Work work) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT phone, reference FROM queue WHERE state = 'DELIVERED'")) {
      int seen = 0;
      for (; rows.next(); seen++) {
        int message = Work.messageTo(Long.parseLong(rows.getString(1)));
        String reference = Long.toString(Work.reference(message));
        Life.require(reference.equals(rows.getString(2)), "message " + message);
      }
      Life.require(seen == work.messages(), "the newcomer delivered " + seen);
    }
  }

  @Override
  public long octets() throws SQLException {
    return PostgresServer.octets(connection, "queue");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
