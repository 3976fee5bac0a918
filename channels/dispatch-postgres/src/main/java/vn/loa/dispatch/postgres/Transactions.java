package vn.loa.dispatch.postgres;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;
import vn.loa.dispatch.store.StoreException;

/**
 * Makes calls in their order, those that have gathered in one transaction, and completes them when
 * it is durable.
 *
 * <p>When the database goes away, the calls at hand are made again when it is back. Whether a
 * transaction came to its end whose end was not heard, the database is asked: so nothing is
 * recorded twice, nor taken for not allowed because it was recorded already.
 */
final class Transactions {

  private static final Logger LOG = System.getLogger(Transactions.class.getName());

  /** Calls in one transaction. */
  private static final int TOGETHER = 64;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

  private static final long UPKEEP_EVERY = TimeUnit.SECONDS.toNanos(10);

  private final Database database;
  private final Work.Shared shared;
  private final Supplier<Upkeep> upkeep;
  private final Time time;
  private final Thread thread;
  private final Object monitor = new Object();
  private final Deque<Call<?>> waiting = new ArrayDeque<>();
  private boolean closing;
  private long giveUpAt;

  /* The thread's. */
  private volatile @Nullable Connection connection;
  private boolean away;
  private long upkeepAt;

  /**
   * @param upkeep what is to be done now and then
   */
  Transactions(Database database, Work.Shared shared, Supplier<Upkeep> upkeep, Time time) {
    this.database = database;
    this.shared = shared;
    this.upkeep = upkeep;
    this.time = time;
    this.upkeepAt = time.nanos() + UPKEEP_EVERY;
    this.thread = new Thread(this::work, "loa-postgres");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  long nanos() {
    return time.nanos();
  }

  <T> CompletableFuture<T> call(Call<T> call) {
    synchronized (monitor) {
      if (closing) {
        return CompletableFuture.failedFuture(closed());
      }
      waiting.add(call);
      monitor.notifyAll();
    }
    return call.stage;
  }

  private static StoreException closed() {
    return new StoreException(
        StoreException.Kind.CLOSED, "the store was closed: open it again to go on");
  }

  /**
   * Makes a call and waits for it.
   *
   * @throws StoreException UNAVAILABLE when that takes too long; else as it says
   */
  <T> T await(Call<T> call) {
    CompletableFuture<T> stage = call(call);
    try {
      return stage.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw thrown(failed.getCause());
    } catch (TimeoutException late) {
      StoreException unavailable =
          new StoreException(
              StoreException.Kind.UNAVAILABLE,
              "the database does not answer in " + PATIENCE.toSeconds() + " s; ask again later",
              late);
      if (stage.completeExceptionally(unavailable)) {
        throw unavailable;
      }
      return stage.join();
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      StoreException cut =
          new StoreException(StoreException.Kind.UNAVAILABLE, "interrupted while waiting", told);
      stage.completeExceptionally(cut);
      throw cut;
    }
  }

  private static RuntimeException thrown(@Nullable Throwable cause) {
    return cause instanceof StoreException refused
        ? new StoreException(refused.kind(), String.valueOf(refused.getMessage()), refused)
        : new IllegalStateException(cause);
  }

  // ---- the thread ----

  private void work() {
    for (List<Call<?>> group = next(); !group.isEmpty(); group = next()) {
      run(group);
    }
    run(List.of(new EndLeases()));
    disconnect();
  }

  /** Empty at the end. */
  private List<Call<?>> next() {
    synchronized (monitor) {
      while (waiting.isEmpty() && !closing && upkeepAt - time.nanos() > 0) {
        try {
          time.await(monitor, upkeepAt);
        } catch (InterruptedException ignored) {
          // Whoever closes this says so; a stage that has interrupted its thread does not.
        }
      }
      if (!closing && upkeepAt - time.nanos() <= 0) {
        upkeepAt = time.nanos() + UPKEEP_EVERY;
        return List.of(upkeep.get());
      }
      List<Call<?>> group = new ArrayList<>();
      while (group.size() < TOGETHER
          && !waiting.isEmpty()
          && (group.isEmpty() || waiting.peek().isShared())) {
        Call<?> call = waiting.remove();
        group.add(call);
        if (!call.isShared()) {
          break;
        }
      }
      return group;
    }
  }

  private void run(List<Call<?>> all) {
    List<Call<?>> group = all.stream().filter(call -> !call.stage.isDone()).toList();
    long pause = FIRST_PAUSE;
    while (!group.isEmpty()) {
      try {
        make(group);
        back();
        return;
      } catch (SQLException failed) {
        if (Database.isAway(failed)) {
          leave(failed);
        }
        if (!Database.isPassing(failed)) {
          refuse(group, failed);
          return;
        }
        if (!pause(pause)) {
          StoreException unavailable = database.failure(failed);
          group.forEach(call -> call.fail(unavailable));
          return;
        }
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      } catch (RuntimeException | Error fault) {
        disconnect();
        StoreException broken =
            new StoreException(StoreException.Kind.BROKEN, "the store failed: " + fault, fault);
        group.forEach(call -> call.fail(broken));
        return;
      }
    }
  }

  /** One that cannot be made is no reason to refuse the others. */
  private void refuse(List<Call<?>> group, SQLException failed) {
    if (group.size() == 1) {
      group.get(0).fail(database.failure(failed));
    } else {
      group.forEach(call -> run(List.of(call)));
    }
  }

  private void make(List<Call<?>> group) throws SQLException {
    if (group.stream().noneMatch(Call::needsDatabase)) {
      group.forEach(Call::complete);
      return;
    }
    Connection on = connect();
    Work work = new Work(on, shared);
    long transaction = 0;
    boolean ending = false;
    try {
      transaction = begin(on, group);
      RecordCall.expect(work, group);
      for (Call<?> call : group) {
        call.run(work);
      }
      work.flush();
      ending = true;
      on.commit();
    } catch (SQLException | RuntimeException failed) {
      work.undone();
      rollBack(on);
      if (!ending || transaction == 0 || !isCommitted(transaction)) {
        throw failed;
      }
      group.forEach(this::complete);
      return;
    }
    work.committed();
    group.forEach(this::complete);
  }

  private void complete(Call<?> call) {
    if (!call.complete()) {
      Call<?> undoing = call.undoing();
      if (undoing != null) {
        synchronized (monitor) {
          waiting.addFirst(undoing);
        }
      }
    }
  }

  /** Counts the transaction; 0 where it does not matter whether it came to its end. */
  private long begin(Connection on, List<Call<?>> group) throws SQLException {
    shared.schema().enter(on);
    if (group.stream().noneMatch(Call::matters)) {
      return 0;
    }
    String sql =
        "INSERT INTO mark AS m (holder, made) VALUES (?, 1) ON CONFLICT (holder) DO UPDATE"
            + " SET made = m.made + 1, at = now() RETURNING made";
    try (PreparedStatement count = on.prepareStatement(sql)) {
      count.setString(1, shared.holder());
      return made(count);
    }
  }

  private static long made(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /**
   * Asks on another connection, until it is known. The number of the transaction would not do: a
   * server that crashed may give the number of one that came to nothing to another.
   */
  private boolean isCommitted(long transaction) throws SQLException {
    disconnect();
    long pause = FIRST_PAUSE;
    while (true) {
      try {
        return lastMade(connect()) >= transaction;
      } catch (SQLException failed) {
        leave(failed);
        if (!Database.isPassing(failed)) {
          throw failed;
        }
      }
      if (!pause(pause)) {
        return false;
      }
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  /** Waits for the end of a transaction that is still on its way. */
  private long lastMade(Connection on) throws SQLException {
    shared.schema().enter(on);
    try (PreparedStatement select =
        on.prepareStatement("SELECT made FROM mark WHERE holder = ? FOR UPDATE")) {
      select.setString(1, shared.holder());
      long made = made(select);
      on.rollback();
      return made;
    }
  }

  private Connection connect() throws SQLException {
    Connection on = connection;
    if (on == null) {
      on = database.writing();
      connection = on;
    }
    return on;
  }

  private void disconnect() {
    Connection on = connection;
    connection = null;
    if (on != null) {
      Database.close(on);
    }
  }

  private void rollBack(Connection on) {
    try {
      on.rollback();
    } catch (SQLException gone) {
      disconnect();
    }
  }

  private void leave(SQLException failed) {
    disconnect();
    if (!away) {
      away = true;
      LOG.log(
          Level.WARNING,
          "the database of the dispatch store does not answer, and is tried again ({0})",
          Database.words(failed));
    }
  }

  private void back() {
    if (away) {
      away = false;
      LOG.log(Level.INFO, "the database of the dispatch store answers again");
    }
  }

  /** False when it is not worth waiting any more. */
  private boolean pause(long nanos) {
    long until = time.nanos() + nanos;
    synchronized (monitor) {
      try {
        while (until - time.nanos() > 0 && !(closing && giveUpAt - time.nanos() <= 0)) {
          time.await(monitor, closing && giveUpAt - until < 0 ? giveUpAt : until);
        }
      } catch (InterruptedException ignored) {
        // As above.
      }
      return !(closing && giveUpAt - time.nanos() <= 0);
    }
  }

  // ---- the end ----

  /** What was called before is made; leases end. */
  void close() {
    synchronized (monitor) {
      if (!closing) {
        closing = true;
        giveUpAt = time.nanos() + CLOSE_WITHIN.toNanos();
      }
      monitor.notifyAll();
    }
    if (thread == Thread.currentThread()) {
      return;
    }
    boolean interrupted = false;
    boolean patient = true;
    while (thread.isAlive()) {
      try {
        thread.join(CLOSE_WITHIN.toMillis());
        if (thread.isAlive() && patient) {
          patient = false;
          hangUp();
        }
      } catch (InterruptedException told) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever the thread waits for on its connection, it will not come. */
  private void hangUp() {
    Connection silent = connection;
    if (silent != null) {
      try {
        silent.abort(Runnable::run);
      } catch (SQLException failed) {
        LOG.log(Level.DEBUG, "a connection was not cut well", failed);
      }
    }
  }

  /** What was attempted under leases of this store is in doubt, and others may have its chunks. */
  private final class EndLeases extends Call<Boolean> {
    /** Its mark is gone with it; made twice, it does nothing more. */
    @Override
    boolean matters() {
      return false;
    }

    @Override
    Boolean make(Work work) throws SQLException {
      for (KeptChunk mine : shared.kept().all()) {
        var campaign = work.share(Set.of(mine.campaign)).get(mine.campaign);
        KeptChunk kept = campaign == null ? null : work.chunk(campaign, mine.number);
        if (kept != null && kept.leased && kept.epoch == mine.epoch) {
          kept.interrupt(time.instant());
        }
      }
      work.flush();
      Sql.run(work.on(), "DELETE FROM mark WHERE holder = ?", shared.holder());
      return true;
    }
  }
}
