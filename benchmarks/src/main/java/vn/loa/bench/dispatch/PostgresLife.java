package vn.loa.bench.dispatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import vn.loa.channel.Recipients;

/**
 * A table of jobs in PostgreSQL as one finds it in most places: a row for each message, which
 * changes as the message goes on; {@code SKIP LOCKED} to claim a thousand, and one statement for
 * each batch.
 */
final class PostgresLife implements Life<long[]> {

  private final Connection connection;
  private final PreparedStatement enqueue;
  private final PreparedStatement claim;
  private final PreparedStatement sent;
  private final PreparedStatement delivered;
  private final long[] ids = new long[Work.BATCH];
  private final long[] references = new long[Work.BATCH];

  PostgresLife(PostgresServer server) throws SQLException {
    connection = server.dataSource().getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS job");
      statement.execute(
          "CREATE TABLE job (id bigserial PRIMARY KEY, phone bigint NOT NULL,"
              + " state smallint NOT NULL DEFAULT 0, reference bigint)");
      statement.execute("CREATE INDEX ON job (id) WHERE state = 0");
      statement.execute("CREATE INDEX ON job (reference)");
    }
    enqueue = connection.prepareStatement("INSERT INTO job (phone) SELECT unnest(?::bigint[])");
    claim =
        connection.prepareStatement(
            "UPDATE job SET state = 1 FROM (SELECT id FROM job WHERE state = 0 ORDER BY id"
                + " LIMIT 1000 FOR UPDATE SKIP LOCKED) due WHERE job.id = due.id"
                + " RETURNING job.id, job.phone");
    sent =
        connection.prepareStatement(
            "UPDATE job SET state = 2, reference = it.reference FROM"
                + " unnest(?::bigint[], ?::bigint[]) it (id, reference) WHERE job.id = it.id");
    delivered =
        connection.prepareStatement(
            "UPDATE job SET state = 3 FROM unnest(?::bigint[]) it (reference)"
                + " WHERE job.reference = it.reference");
  }

  @Override
  public void enqueue(int batch, Recipients recipients) throws SQLException {
    long[] phones = new long[recipients.size()];
    for (int i = 0; i < phones.length; i++) {
      phones[i] = recipients.e164(i);
    }
    enqueue.setObject(1, phones);
    enqueue.executeUpdate();
  }

  @Override
  public void send(Wire wire) throws SQLException {
    int count = 0;
    try (ResultSet rows = claim.executeQuery()) {
      for (; rows.next(); count++) {
        ids[count] = rows.getLong(1);
        references[count] = wire.submit(rows.getLong(2));
      }
    }
    sent.setObject(1, ids);
    sent.setObject(2, references);
    Life.require(sent.executeUpdate() == count, "a batch was not sent in full");
  }

  @Override
  public long[] receipts(long[] all) {
    return all;
  }

  @Override
  public void delivered(long[] receipts) throws SQLException {
    delivered.setObject(1, receipts);
    Life.require(delivered.executeUpdate() == receipts.length, "a receipt found no row");
  }

  @Override
  public void verify(Work work) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT phone, reference FROM job WHERE state = 3")) {
      int seen = 0;
      for (; rows.next(); seen++) {
        int message = Work.messageTo(rows.getLong(1));
        Life.require(
            message % SAMPLE != 0 || rows.getLong(2) == Work.reference(message),
            "message " + message);
      }
      Life.require(seen == work.messages(), "postgres delivered " + seen);
    }
  }

  @Override
  public long octets() throws SQLException {
    return PostgresServer.octets(connection, "job");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
