package vn.loa.bench.dispatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import vn.loa.bench.measure.Spread;
import vn.loa.channel.Audience;
import vn.loa.channel.Message;
import vn.loa.channel.Recipients;
import vn.loa.channel.Time;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.Dispatcher;
import vn.loa.dispatch.postgres.PostgresStore;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.DispatchStore;

/**
 * How a store in PostgreSQL grows.
 *
 * <ul>
 *   <li>With machines: messages a second of one dispatcher and of two that share the work, over a
 *       channel that answers each message after 20 ms and takes 100 at a time.
 *   <li>With what is in it: how long a million messages take to be queued in a store that holds
 *       one, ten and a hundred million, and that a lease takes then.
 * </ul>
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am
 *     -Drun="PostgresScale 100000 5 1 10 100"</pre>
 *
 * <p>The arguments are the messages of a round, rounds, and the millions that the store holds.
 */
public final class PostgresScale {

  private static final int MILLION = 1_000_000;
  private static final int WINDOW = 100;
  private static final int UNDER_WAY = 8;

  private final PostgresServer server;

  private PostgresScale(PostgresServer server) {
    this.server = server;
  }

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    int messages = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    try (PostgresServer server = PostgresServer.start()) {
      PostgresScale scale = new PostgresScale(server);
      scale.machines(messages, rounds);
      scale.anew();
      try (PostgresStore store = PostgresStore.open(server.dataSource())) {
        int held = 0;
        for (int i = 2; i < arguments.length; i++) {
          int millions = Integer.parseInt(arguments[i]);
          for (; held < millions; held++) {
            queue(store, "held-" + held, MILLION);
          }
          scale.more(store, millions, rounds);
        }
      }
    }
  }

  private void anew() throws SQLException {
    server.run("DROP SCHEMA IF EXISTS loa CASCADE");
  }

  // Machines

  private void machines(int messages, int rounds) throws Exception {
    List<double[]> rates = new ArrayList<>();
    sent(1, messages); // warms up
    for (int round = 0; round < rounds; round++) {
      rates.add(new double[] {sent(1, messages), sent(2, messages)});
    }
    print("one dispatcher, messages/s", Spread.of(rates, it -> it[0]), "%.0f");
    print("two dispatchers, messages/s", Spread.of(rates, it -> it[1]), "%.0f");
    print("two against one", Spread.of(rates, it -> it[1] / it[0]), "%.2f");
  }

  private double sent(int machines, int messages) throws Exception {
    anew();
    List<Dispatcher> all = new ArrayList<>();
    for (int i = 0; i < machines; i++) {
      all.add(
          Dispatcher.builder()
              .store(PostgresStore.open(server.dataSource()))
              .channel(new LateOperator(WINDOW, Duration.ofMillis(20)))
              .build());
    }
    try {
      Message notice = Notices.of(Urgency.ROUTINE);
      LongStream phones = LongStream.range(0, messages).map(i -> Work.phone((int) i));
      // The others look for work once a second: the first does not begin before they do.
      Campaign campaign =
          all.get(0)
              .campaign(notice, Audience.phones("city", phones))
              .key("city")
              .notBefore(Time.system().instant().plusSeconds(3))
              .start();
      TimeUnit.SECONDS.sleep(3);
      long began = System.nanoTime();
      while (campaign.tally().open() > 0) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      Life.require(campaign.tally().sent() == messages, campaign.tally().toString());
      return messages / seconds;
    } finally {
      for (Dispatcher dispatcher : all) {
        dispatcher.close(Duration.ofSeconds(5));
      }
    }
  }

  // Messages

  private void more(PostgresStore store, int millions, int rounds) throws Exception {
    List<Double> seconds = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      long began = System.nanoTime();
      queue(store, "more-" + millions + "-" + round, MILLION);
      seconds.add((System.nanoTime() - began) / 1e9);
    }
    print(
        "a million more beside " + millions + " million, s", Spread.of(seconds, it -> it), "%.2f");
    System.out.printf(
        Locale.ROOT,
        "  dead rows of message tables %d, octets a message held %.1f%n",
        dead(),
        (double) server.octets("loa") / MILLION / (millions + rounds));
  }

  private long dead() throws SQLException {
    String sql =
        "SELECT coalesce(sum(n_dead_tup), 0) FROM pg_stat_user_tables"
            + " WHERE relname ~ '^(entry|reference|proof)_'";
    try (Connection on = server.dataSource().getConnection();
        PreparedStatement select = on.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void queue(DispatchStore store, String key, int messages) {
    CampaignRecord campaign = StoreLife.campaign(key);
    Deque<CompletableFuture<?>> under = new ArrayDeque<>();
    int chunks = messages / DispatchStore.CHUNK;
    for (int chunk = 0; chunk < chunks; chunk++) {
      Recipients some = Work.recipients(chunk);
      under.add(store.append(campaign, chunk, some, chunk == chunks - 1).toCompletableFuture());
      if (under.size() == UNDER_WAY) {
        under.remove().join();
      }
    }
    under.forEach(CompletableFuture::join);
  }

  private static void print(String what, Spread spread, String format) {
    System.out.printf(Locale.ROOT, "%-45s %s%n", what, spread.toString(format));
  }
}
