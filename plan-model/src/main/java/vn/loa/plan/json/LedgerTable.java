package vn.loa.plan.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.LedgerLog;
import vn.loa.plan.ledger.SequenceTakenException;

/**
 * A ledger in a table {@code loa_ledger (ledger, seq, line)} of a database, for several processes.
 * The lines are those of a {@link LedgerFile}: the chain is checked when it is opened, and keep
 * {@link #head()} elsewhere to notice a chain that was forged from its first line, or cut short.
 *
 * <p>The primary key decides between writers: each adds the numbers that it believes are next, and
 * the one who comes second has added nothing. Nobody waits for a lock, and nobody holds one.
 *
 * <p>Each call borrows a connection, gives it back as it was, and is one transaction. Any isolation
 * from READ COMMITTED up will do. H2 and PostgreSQL are tested. Safe for use by several threads.
 */
public final class LedgerTable implements LedgerLog {

  private static final System.Logger LOG = System.getLogger(LedgerTable.class.getName());
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int ROWS_AT_A_TIME = 500;

  /** TEXT has no length to run into, neither in H2, where it is a CLOB, nor in PostgreSQL. */
  private static final String CREATE =
      "CREATE TABLE IF NOT EXISTS loa_ledger (ledger VARCHAR(64) NOT NULL, seq BIGINT NOT NULL,"
          + " line TEXT NOT NULL, PRIMARY KEY (ledger, seq))";

  private static final String READ =
      "SELECT seq, line FROM loa_ledger WHERE ledger = ? AND seq > ? ORDER BY seq";
  private static final String READ_ONE = "SELECT line FROM loa_ledger WHERE ledger = ? AND seq = ?";
  private static final String ADD = "INSERT INTO loa_ledger (ledger, seq, line) VALUES (?, ?, ?)";

  private final DataSource source;
  private final String ledger;
  private final String place;
  private LedgerChain chain;
  private boolean closed;
  private @Nullable String doubt;

  private LedgerTable(DataSource source, String ledger) {
    this.source = source;
    this.ledger = ledger;
    this.place = "ledger \"" + ledger + "\" in table loa_ledger";
    this.chain = LedgerChain.of(place);
  }

  /**
   * Opens the ledger of this name, or begins it. Makes the table where there is none.
   *
   * @param ledger 1 to 64 of {@code A-Z a-z 0-9 . _ -}
   * @throws LedgerDamagedException when a line is not what was written
   * @throws UncheckedIOException when the database refuses
   */
  public static LedgerTable open(DataSource source, String ledger) {
    if (!NAME.matcher(ledger).matches()) {
      throw new IllegalArgumentException(
          "the name of a ledger, \"" + ledger + "\", must be 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    LedgerTable table = new LedgerTable(source, ledger);
    table.makeTable();
    table.check();
    return table;
  }

  /**
   * What refuses here may have let somebody else make it, now or long ago: whether there is a table
   * is told by reading it.
   */
  private void makeTable() {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    } catch (SQLException refused) {
      LOG.log(System.Logger.Level.DEBUG, "cannot make table loa_ledger", refused);
    }
  }

  private void check() {
    try (Session session = new Session(source)) {
      chain = follow(session.connection, chain, (above, line) -> {});
    } catch (SQLException fault) {
      throw failed("it cannot be read", fault, "mend the database and open it again");
    }
  }

  /** Follows the rows to the last, and shows each line with the chain above it. */
  private LedgerChain follow(
      Connection connection, LedgerChain from, BiConsumer<LedgerChain, byte[]> reader)
      throws SQLException {
    LedgerChain above = from;
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setFetchSize(ROWS_AT_A_TIME);
      statement.setString(1, ledger);
      statement.setLong(2, from.seq() == 0 ? Long.MIN_VALUE : from.seq());
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        byte[] line = bytes(rows.getString("line"));
        LedgerChain here = row(above, rows.getLong("seq"), line);
        reader.accept(above, line);
        above = here;
      }
    }
    return above;
  }

  private static LedgerChain row(LedgerChain above, long seq, byte[] line) {
    long next = above.seq() + 1;
    if (seq > next) {
      throw above.damaged("its row is missing");
    }
    if (seq < next) {
      throw above.damaged("a row numbered " + seq + " was put before it");
    }
    return above.follow(line);
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * {@inheritDoc}
   *
   * @throws LedgerDamagedException when a line is not what was written
   */
  @Override
  public synchronized List<LedgerEntry> readAfter(long seq) {
    refuseClosed();
    List<LedgerEntry> found = new ArrayList<>();
    try (Session session = new Session(source)) {
      checkLast(session.connection);
      LedgerChain from = seq < chain.seq() ? LedgerChain.of(place) : chain;
      chain =
          follow(
              session.connection,
              from,
              (above, line) -> {
                if (above.seq() >= seq) {
                  found.add(above.entry(line));
                }
              });
    } catch (SQLException fault) {
      throw failed("it cannot be read", fault, "mend the database and read again");
    }
    return found;
  }

  /** {@inheritDoc} They are one transaction: all are kept, or none. */
  @Override
  public synchronized void append(List<LedgerEntry> entries) {
    refuseClosed();
    if (doubt != null) {
      throw new IllegalStateException(
          place + " takes no entries since " + doubt + "; open it anew");
    }
    List<byte[]> lines = chain.lines(entries);
    String first = "entry " + entries.get(0).seq();
    try (Session session = new Session(source)) {
      checkLast(session.connection);
      insert(session.connection, lines);
      doubt = "nobody knows whether " + first + " was kept";
      session.connection.commit();
      doubt = null;
    } catch (SQLException fault) {
      throw notAppended(first, entries.get(0).seq(), fault);
    }
    chain = chain.past(lines);
  }

  private RuntimeException notAppended(String first, long seq, SQLException fault) {
    if (isTaken(fault)) {
      doubt = null;
      return (SequenceTakenException) new SequenceTakenException(place, seq).initCause(fault);
    }
    return doubt == null
        ? failed(first + " was not kept", fault, "mend the database and enter it again")
        : failed(first + " may not have been kept", fault, "open the ledger anew to see");
  }

  /**
   * Class 23 is a key that is there already; so does a serializable transaction lose to another.
   * Both took back what was added.
   */
  private static boolean isTaken(SQLException fault) {
    for (Throwable cause : fault) {
      String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
      if (state != null && (state.startsWith("23") || state.equals("40001"))) {
        return true;
      }
    }
    return false;
  }

  /** Nobody changes or drops the line that this log stands on unnoticed. */
  private void checkLast(Connection connection) throws SQLException {
    if (chain.seq() == 0) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(READ_ONE)) {
      statement.setString(1, ledger);
      statement.setLong(2, chain.seq());
      ResultSet rows = statement.executeQuery();
      byte[] line = rows.next() ? bytes(rows.getString("line")) : new byte[0];
      if (!LedgerLines.isWhole(line) || !LedgerLines.hash(line).equals(chain.head())) {
        throw new LedgerDamagedException(
            place, chain.seq(), "it is not the line that was here when it was read last");
      }
    }
  }

  private void insert(Connection connection, List<byte[]> lines) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      long seq = chain.seq();
      for (byte[] line : lines) {
        statement.setString(1, ledger);
        statement.setLong(2, ++seq);
        statement.setString(3, new String(line, StandardCharsets.UTF_8));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private UncheckedIOException failed(String what, SQLException fault, String mend) {
    return new UncheckedIOException(
        "%s: %s (%s); %s".formatted(place, what, fault.getMessage(), mend), new IOException(fault));
  }

  private void refuseClosed() {
    if (closed) {
      throw new IllegalStateException(place + " was closed; open it anew");
    }
  }

  @Override
  public synchronized String head() {
    return chain.head();
  }

  /** Ends this log; it holds no connection. Closing twice is harmless. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  /** A borrowed connection, given back as it came, with what was not committed taken back. */
  private static final class Session implements AutoCloseable {

    private final Connection connection;
    private final boolean autoCommit;

    Session(DataSource source) throws SQLException {
      connection = source.getConnection();
      try {
        autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
      } catch (SQLException | RuntimeException unusable) {
        quietly(connection::close);
        throw unusable;
      }
    }

    /** What fails here is a broken connection: it changes nothing about what was committed. */
    @Override
    public void close() {
      quietly(connection::rollback);
      quietly(() -> connection.setAutoCommit(autoCommit));
      quietly(connection::close);
    }

    private interface Step {
      void run() throws SQLException;
    }

    private static void quietly(Step step) {
      try {
        step.run();
      } catch (SQLException broken) {
        LOG.log(System.Logger.Level.DEBUG, "a connection cannot be given back", broken);
      }
    }
  }
}
