package vn.loa.dispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import vn.loa.dispatch.store.StoreException;

@ExtendWith(Postgres.class)
class SchemaTest {

  private final PostgresServer server;
  private final String schema = Cases.schema();

  SchemaTest(PostgresServer server) {
    this.server = server;
  }

  @Test
  void what_is_here_already_is_left_as_it_is() {
    try (PostgresStore store = open(server.dataSource())) {
      Cases.start(store, Cases.KEY, 3, 3);
    }
    try (PostgresStore store = open(server.dataSource())) {
      assertThat(Cases.stand(store, Cases.KEY).tally().audience()).isEqualTo(3);
    }
  }

  @Test
  void an_administrator_may_make_the_tables_for_a_role_that_may_not() throws Exception {
    String role = "role_" + schema;
    run("CREATE ROLE " + role + " LOGIN");
    DataSource limited = as(role);
    assertThatThrownBy(() -> open(limited))
        .isInstanceOfSatisfying(
            StoreException.class,
            it -> assertThat(it.kind()).isEqualTo(StoreException.Kind.UNUSABLE))
        .hasMessageContaining("run the scripts of the schema");
    run(
        "CREATE SCHEMA %s AUTHORIZATION %s; SET ROLE %s; SET search_path TO %s; %s"
            .formatted(schema, role, role, schema, Schema.script(1)));
    try (PostgresStore store = open(limited)) {
      Cases.start(store, Cases.KEY, 3, 3);
      assertThat(Cases.lease(store, Duration.ofMinutes(1)).size()).isEqualTo(3);
    }
  }

  @Test
  void tables_of_a_later_version_are_left_alone() throws Exception {
    open(server.dataSource()).close();
    run("INSERT INTO " + schema + ".version (version) VALUES (2)");
    assertThatThrownBy(() -> open(server.dataSource()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("has version 2, and this is version 1");
  }

  @Test
  void several_that_open_at_once_make_the_tables_once() throws Exception {
    List<Callable<PostgresStore>> machines = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      machines.add(() -> open(server.dataSource()));
    }
    ExecutorService threads = Executors.newFixedThreadPool(machines.size());
    try {
      for (Future<PostgresStore> machine : threads.invokeAll(machines)) {
        machine.get(30, TimeUnit.SECONDS).close();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Loa", "1st", "a b", "loa;", "a234567890123456789012345678901_"})
  void a_name_that_would_need_quotes_is_no_schema(String name) {
    assertThatThrownBy(() -> PostgresStore.builder(server.dataSource()).schema(name).open())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + name + "\"");
  }

  private PostgresStore open(DataSource database) {
    return PostgresStore.builder(database).schema(schema).open();
  }

  private DataSource as(String role) {
    PGSimpleDataSource source = (PGSimpleDataSource) server.dataSource();
    source.setUser(role);
    return source;
  }

  private void run(String statements) throws SQLException {
    try (Connection on = server.dataSource().getConnection();
        Statement statement = on.createStatement()) {
      statement.execute(statements);
    }
  }
}
