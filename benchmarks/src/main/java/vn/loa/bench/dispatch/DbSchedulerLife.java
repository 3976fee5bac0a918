package vn.loa.bench.dispatch;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import vn.loa.channel.Recipients;

/**
 * db-scheduler on PostgreSQL, by its own interface: a task for each message, scheduled a thousand
 * at once; when it was sent, another one in its place that gives up the receipt after three days;
 * the receipt cancels that. Polls with lock-and-fetch, as its documentation advises for throughput.
 */
final class DbSchedulerLife implements Life<long[]> {

  private static final Duration GIVE_UP = Duration.ofDays(3);
  private static final int THREADS = 10;

  private final HikariDataSource pool;
  private final CustomTask<Void> sending;
  private final CustomTask<Void> awaiting;
  private final Scheduler scheduler;
  private final CountDownLatch sent;
  private final CompletableFuture<Wire> wire = new CompletableFuture<>();

  DbSchedulerLife(PostgresServer server, Work work) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setDataSource(server.dataSource());
    config.setMaximumPoolSize(THREADS + 4);
    pool = new HikariDataSource(config);
    makeTable();
    sent = new CountDownLatch(work.messages());
    awaiting =
        Tasks.custom("await-receipt", Void.class)
            .execute((instance, context) -> new CompletionHandler.OnCompleteRemove<>());
    sending =
        Tasks.custom("send", Void.class).execute((instance, context) -> send(instance.getId()));
    scheduler =
        Scheduler.create(pool, sending, awaiting)
            .threads(THREADS)
            .pollingInterval(Duration.ofMillis(100))
            .pollUsingLockAndFetch(4.0, 20.0)
            .build();
  }

  private void makeTable() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS scheduled_tasks");
      statement.execute(
          "CREATE TABLE scheduled_tasks (task_name text NOT NULL, task_instance text NOT NULL,"
              + " task_data bytea, execution_time timestamptz, picked boolean NOT NULL,"
              + " picked_by text, last_success timestamptz, last_failure timestamptz,"
              + " consecutive_failures int, last_heartbeat timestamptz, version bigint NOT NULL,"
              + " priority smallint, state text, PRIMARY KEY (task_name, task_instance))");
      statement.execute("CREATE INDEX ON scheduled_tasks (execution_time)");
      statement.execute("CREATE INDEX ON scheduled_tasks (last_heartbeat)");
    }
  }

  private CompletionHandler<Void> send(String phone) {
    String reference;
    synchronized (this) {
      reference = Long.toString(wire.join().submit(Long.parseLong(phone)));
    }
    return (complete, operations) -> {
      SchedulableInstance<Void> later =
          SchedulableInstance.of(
              new TaskInstance<>(awaiting.getName(), reference), Instant.now().plus(GIVE_UP));
      operations.removeAndScheduleNew(later);
      sent.countDown();
    };
  }

  @Override
  public void enqueue(int batch, Recipients recipients) {
    List<TaskInstance<?>> tasks = new ArrayList<>(recipients.size());
    for (int i = 0; i < recipients.size(); i++) {
      tasks.add(new TaskInstance<>(sending.getName(), Long.toString(recipients.e164(i))));
    }
    scheduler.scheduleBatch(tasks, Instant.now());
  }

  /** It pulls by itself: all of it, at once. */
  @Override
  public void send(Wire to) throws InterruptedException {
    wire.complete(to);
    scheduler.start();
    Life.require(sent.await(10, TimeUnit.MINUTES), sent.getCount() + " were not sent");
  }

  @Override
  public long[] receipts(long[] references) {
    return references;
  }

  @Override
  public void delivered(long[] receipts) {
    for (long reference : receipts) {
      scheduler.cancel(TaskInstanceId.of(awaiting.getName(), Long.toString(reference)));
    }
  }

  /** A receipt that finds no task is an error of {@code cancel}; here it is enough to count. */
  @Override
  public void verify(Work work) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet left = statement.executeQuery("SELECT count(*) FROM scheduled_tasks")) {
      left.next();
      Life.require(left.getInt(1) == 0, left.getInt(1) + " tasks are left");
    }
  }

  @Override
  public long octets() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return PostgresServer.octets(connection, "scheduled_tasks");
    }
  }

  @Override
  public void close() {
    scheduler.stop();
    pool.close();
  }
}
