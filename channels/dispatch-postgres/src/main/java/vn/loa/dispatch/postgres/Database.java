package vn.loa.dispatch.postgres;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import vn.loa.dispatch.store.StoreException;

/** Gives connections, and says what their failures mean. */
final class Database {

  /** What a transaction may meet that another try may not: it came to nothing. */
  private static final Set<String> AGAIN = Set.of("40001", "40P01", "55P03");

  private static final Logger LOG = System.getLogger(Database.class.getName());

  /** A server that says nothing for so long is gone, whatever the network thinks. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final int MOST_WORDS = 200;

  private final AtomicReference<@Nullable Connection> idle = new AtomicReference<>();
  private final DataSource source;
  private final Schema schema;

  Database(DataSource source, Schema schema) {
    this.source = source;
    this.schema = schema;
  }

  /** In a transaction, in the schema. */
  Connection writing() throws SQLException {
    Connection on = source.getConnection();
    try {
      on.setNetworkTimeout(Runnable::run, (int) SILENCE.toMillis());
      on.setAutoCommit(false);
      return on;
    } catch (SQLException failed) {
      on.close();
      throw failed;
    }
  }

  /**
   * In a transaction that sees all as at one instant, in the schema; to be {@linkplain #giveBack
   * given back}.
   */
  Connection reading() throws SQLException {
    Connection on = idle.getAndSet(null);
    if (on == null || !on.isValid(1)) {
      on = writing();
    }
    try {
      Sql.run(on, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
      schema.enterToRead(on);
      return on;
    } catch (SQLException failed) {
      on.close();
      throw failed;
    }
  }

  /** Keeps one for the next reading: many data sources connect anew each time. */
  void giveBack(@Nullable Connection reading) {
    if (reading == null) {
      return;
    }
    try {
      reading.rollback();
      Connection other = idle.getAndSet(reading);
      if (other != null) {
        close(other);
      }
    } catch (SQLException broken) {
      close(reading);
    }
  }

  void close() {
    Connection on = idle.getAndSet(null);
    if (on != null) {
      close(on);
    }
  }

  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException broken) {
      LOG.log(Level.DEBUG, "a connection was not closed well", broken);
    }
  }

  /**
   * @throws StoreException UNUSABLE
   */
  void migrate() {
    try (Connection on = writing()) {
      schema.migrate(on);
      on.commit();
    } catch (SQLException failed) {
      throw new StoreException(
          StoreException.Kind.UNUSABLE,
          "the tables of the dispatch store cannot be made or read ("
              + words(failed)
              + "): let this role create the schema, or run the scripts of the schema for it",
          failed);
    }
  }

  /** Whether the same may go well later, on another connection maybe. */
  static boolean isPassing(SQLException failed) {
    return isAgain(failed) || isAway(failed);
  }

  static boolean isAgain(SQLException failed) {
    return AGAIN.contains(String.valueOf(failed.getSQLState()));
  }

  /** Whether the database is not there: no connection, or shutting down, starting, or full. */
  static boolean isAway(SQLException failed) {
    String state = String.valueOf(failed.getSQLState());
    return state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("53300")
        || state.equals("25006")
        || failed.getCause() instanceof IOException
        || failed instanceof SQLTransientConnectionException;
  }

  /**
   * What the server said, without the statement it was about: whom it was for is nobody's business
   * who reads the log.
   */
  static String words(SQLException failed) {
    SQLException inner = failed.getNextException();
    String all =
        String.valueOf(
            failed instanceof BatchUpdateException && inner != null
                ? inner.getMessage()
                : failed.getMessage());
    String first = all.lines().findFirst().orElse(all);
    return first.length() <= MOST_WORDS ? first : first.substring(0, MOST_WORDS) + "...";
  }

  /** As what the caller of the store gets it. */
  StoreException failure(SQLException failed) {
    if (isPassing(failed)) {
      return new StoreException(
          StoreException.Kind.UNAVAILABLE,
          "the database does not answer now (" + words(failed) + "); it is tried again",
          failed);
    }
    if (String.valueOf(failed.getSQLState()).startsWith("53")) {
      return new StoreException(
          StoreException.Kind.FULL,
          "the database has no room (" + words(failed) + "): make some",
          failed);
    }
    return new StoreException(
        StoreException.Kind.BROKEN,
        "the database refused what the dispatch store asked (" + words(failed) + ")",
        failed);
  }
}
