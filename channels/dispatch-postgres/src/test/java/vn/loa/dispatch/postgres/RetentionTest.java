package vn.loa.dispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.channel.DeliveryState.DELIVERED;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.loa.channel.Recipients;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.DispatchStore.Appended;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.Query;

@ExtendWith(Postgres.class)
class RetentionTest {

  private final ManualTime time = ManualTime.startingAt(Cases.START);
  private final PostgresServer server;
  private final String schema = Cases.schema();
  private final PostgresStore store;

  RetentionTest(PostgresServer server) {
    this.server = server;
    this.store = PostgresStore.builder(server.dataSource()).schema(schema).time(time).open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_campaign_that_is_over_for_long_is_a_summary_and_its_tables_are_dropped() throws Exception {
    deliver();
    assertThat(parts()).containsExactly("chunk_1", "entry_1", "proof_1", "reference_1");
    assertThat(dead()).isZero();
    time.advance(Duration.ofDays(31));
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::parts, List::isEmpty);
    assertThat(Cases.stand(store, Cases.KEY).summary()).isTrue();
    assertThat(Cases.counts(store, Cases.KEY)).isEqualTo(Map.of(DELIVERED, 3L));
    assertThat(Cases.receipt(store, 7).waiting()).isEqualTo(1);
    Cases.start(store, Cases.KEY, 3, 3); // is known
  }

  @Test
  void a_summary_is_forgotten_in_the_end_and_its_key_is_free() throws Exception {
    deliver();
    time.advance(Duration.ofDays(31));
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::parts, List::isEmpty);
    time.advance(Duration.ofDays(400));
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> campaigns() == 0);
    assertThat(
            Cases.await(
                store.append(
                    Cases.campaign(Cases.KEY),
                    0,
                    Recipients.phones(LongStream.of(Cases.FIRST)),
                    true)))
        .isEqualTo(Appended.NEW);
    assertThat(Cases.lease(store, Duration.ofMinutes(1)).size()).isEqualTo(1);
  }

  @Test
  void a_campaign_in_which_something_may_still_happen_is_kept() {
    Cases.start(store, Cases.KEY, 3, 3);
    Lease lease = Cases.lease(store, Duration.ofMinutes(1));
    Cases.attempt(store, lease, 0);
    Cases.send(store, lease, 0, 7);
    time.advance(Duration.ofDays(31));
    time.advance(Duration.ofDays(31));
    assertThat(Cases.receipt(store, 7).matched()).isEqualTo(1);
    assertThat(Cases.stand(store, Cases.KEY).summary()).isFalse();
  }

  private void deliver() {
    Cases.start(store, Cases.KEY, 3, 3);
    Lease lease = Cases.lease(store, Duration.ofMinutes(1));
    Cases.attempt(store, lease, 0, 1, 2);
    for (int i = 0; i < 3; i++) {
      Cases.send(store, lease, i, 7 + i);
    }
    Cases.await(store.record(lease, new Changes().at(Cases.START).release()));
    for (int i = 0; i < 3; i++) {
      Cases.receipt(store, 7 + i);
    }
  }

  private int campaigns() {
    List<Object> all = new ArrayList<>();
    store.scan(Query.campaigns(), all::add);
    return all.size();
  }

  private List<String> parts() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection on = server.dataSource().getConnection();
        PreparedStatement select =
            on.prepareStatement(
                "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = ? AND relkind = 'r' AND relname ~ '_[0-9]+$'"
                    + " ORDER BY relname")) {
      select.setString(1, schema);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
    }
    return names;
  }

  /** Dead rows of the tables that have a row for what is never changed. */
  private long dead() throws SQLException {
    try (Connection on = server.dataSource().getConnection();
        PreparedStatement select =
            on.prepareStatement(
                "SELECT coalesce(sum(n_dead_tup), 0) FROM pg_stat_user_tables"
                    + " WHERE schemaname = ? AND relname ~ '^(entry|reference|proof)_'")) {
      select.setString(1, schema);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
