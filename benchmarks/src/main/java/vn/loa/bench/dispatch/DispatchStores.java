package vn.loa.bench.dispatch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import vn.loa.bench.measure.Folder;
import vn.loa.bench.measure.Spread;
import vn.loa.dispatch.journal.Journal;
import vn.loa.dispatch.journal.MemoryStore;
import vn.loa.dispatch.postgres.PostgresStore;

/**
 * Messages a second through their whole life: queued, leased, attempted, sent with a random
 * reference, delivered by receipts in random order; a thousand at a time, each thousand durable
 * before the next. The text is kept once.
 *
 * <ul>
 *   <li>{@code journal}: {@link Journal}
 *   <li>{@code raw}: {@link RawLife}, the limit of the disk: it writes what the journal wrote
 *   <li>{@code memory}: {@link MemoryStore}; not durable, to see what of the journal is no disk
 *   <li>{@code sqlite}: {@link SqliteLife}
 *   <li>{@code postgres-store}: {@link PostgresStore}
 *   <li>{@code postgres}: {@link PostgresLife}
 *   <li>{@code db-scheduler}: {@link DbSchedulerLife}
 *   <li>{@code newcomer}: {@link NewcomerLife}
 * </ul>
 *
 * <p>Slow peers get fewer messages, which the output says and which flatters them: their tables
 * slow down as they grow. Every run is verified. One more round comes first, to warm up, and is not
 * counted; the rows of a round follow each other, and a ratio is one of the same round.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am
 *     -Drun="DispatchStores 500000 5"</pre>
 *
 * <p>The arguments are messages and rounds; after them may stand the rows that are wanted beside
 * journal and raw.
 */
public final class DispatchStores implements AutoCloseable {

  private enum Row {
    JOURNAL(100),
    RAW(100),
    MEMORY(100),
    SQLITE(40),
    POSTGRES_STORE(100),
    POSTGRES(20),
    DB_SCHEDULER(2),
    NEWCOMER(1);

    /** How many of a hundred messages it gets. */
    private final int share;

    Row(int share) {
      this.share = share;
    }

    Work of(int messages) {
      int batches = (int) ((long) messages * share / 100 / Work.BATCH);
      return new Work(Math.max(1, batches) * Work.BATCH);
    }

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isIn(List<String> wanted) {
      return this == JOURNAL || this == RAW || wanted.isEmpty() || wanted.contains(label());
    }
  }

  private double journalOctets;
  private @Nullable PostgresServer postgres;

  private DispatchStores() {}

  public static void main(String[] arguments) throws Exception {
    int messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    List<String> wanted = Arrays.stream(arguments).skip(2).toList();
    Logger.getLogger("").setLevel(Level.WARNING); // pool and scheduler tell each step
    try (DispatchStores stores = new DispatchStores()) {
      stores.round(messages, wanted); // warms up
      List<Map<Row, Run>> counted = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        counted.add(stores.round(messages, wanted));
      }
      print(counted);
    }
  }

  private Map<Row, Run> round(int messages, List<String> wanted) throws Exception {
    Map<Row, Run> runs = new EnumMap<>(Row.class);
    for (Row row : Row.values()) {
      if (row.isIn(wanted)) {
        Run run = run(row, row.of(messages));
        journalOctets = row == Row.JOURNAL ? run.octetsAMessage() : journalOctets;
        runs.put(row, run);
      }
    }
    return runs;
  }

  private Run run(Row row, Work work) throws Exception {
    try (Folder folder = Folder.make()) {
      return switch (row) {
        case JOURNAL ->
            Run.of(work, () -> new StoreLife(Journal.open(folder.path()), folder, work));
        case RAW -> Run.of(work, () -> new RawLife(folder.path(), journalOctets));
        case MEMORY -> Run.of(work, () -> new StoreLife(new MemoryStore(), folder, work));
        case SQLITE -> Run.of(work, () -> new SqliteLife(folder, work));
        case POSTGRES_STORE -> Run.of(work, () -> postgresStore(work));
        case POSTGRES -> Run.of(work, () -> new PostgresLife(server()));
        case DB_SCHEDULER -> Run.of(work, () -> new DbSchedulerLife(server(), work));
        case NEWCOMER -> Run.of(work, () -> new NewcomerLife(server()));
      };
    }
  }

  private Life<?> postgresStore(Work work) throws Exception {
    DataSource database = server().dataSource();
    server().run("DROP SCHEMA IF EXISTS loa CASCADE");
    return new StoreLife(PostgresStore.open(database), () -> server().octets("loa"), work);
  }

  private PostgresServer server() throws Exception {
    if (postgres == null) {
      postgres = PostgresServer.start();
    }
    return postgres;
  }

  private static void print(List<Map<Row, Run>> rounds) {
    System.out.printf(
        Locale.ROOT,
        "%n%-13s %8s %25s %18s %9s %9s %9s %7s %7s%n",
        "row",
        "messages",
        "messages/s",
        "x raw",
        "queued/s",
        "sent/s",
        "receipts/s",
        "disk B",
        "heap B");
    rounds.get(0).keySet().forEach(row -> print(row, rounds));
    System.out.println("Medians [least-most] of " + rounds.size() + " rounds; B a message.");
  }

  private static void print(Row row, List<Map<Row, Run>> rounds) {
    Spread rate = Spread.of(rounds, round -> run(row, round).rate());
    Spread ratio = Spread.of(rounds, round -> run(row, round).rate() / run(Row.RAW, round).rate());
    ToDoubleFunction<ToDoubleFunction<Run>> median =
        of -> Spread.of(rounds, round -> of.applyAsDouble(run(row, round))).median();
    System.out.printf(
        Locale.ROOT,
        "%-13s %8d %25s %18s %9.0f %9.0f %9.0f %7.1f %7.1f%n",
        row.label(),
        run(row, rounds.get(0)).work().messages(),
        rate.toString("%.0f"),
        ratio.toString("%.3f"),
        median.applyAsDouble(run -> run.rate(run.queueing())),
        median.applyAsDouble(run -> run.rate(run.sending())),
        median.applyAsDouble(run -> run.rate(run.receipts())),
        median.applyAsDouble(Run::octetsAMessage),
        median.applyAsDouble(Run::heapAMessage));
  }

  private static Run run(Row row, Map<Row, Run> round) {
    return Objects.requireNonNull(round.get(row));
  }

  @Override
  public void close() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }
}
