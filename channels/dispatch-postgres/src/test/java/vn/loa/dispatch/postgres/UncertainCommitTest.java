package vn.loa.dispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.channel.DeliveryState.ATTEMPTED;
import static vn.loa.channel.DeliveryState.QUEUED;
import static vn.loa.channel.DeliveryState.SENT;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.loa.dispatch.store.Lease;

/** The line breaks while a transaction ends: it may have come to its end, or to nothing. */
@ExtendWith(Postgres.class)
class UncertainCommitTest {

  private final AtomicReference<Fate> next = new AtomicReference<>(Fate.HEARD);
  private final PostgresStore store;

  private enum Fate {
    HEARD,
    COMMITTED_UNHEARD,
    LOST
  }

  UncertainCommitTest(PostgresServer server) {
    store = PostgresStore.builder(failing(server.dataSource())).schema(Cases.schema()).open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void what_was_recorded_unheard_is_recorded_once() {
    Cases.start(store, Cases.KEY, 2, 2);
    Lease lease = Cases.lease(store, Duration.ofMinutes(1));
    next.set(Fate.COMMITTED_UNHEARD);
    assertThat(Cases.attempt(store, lease, 0).all()).isTrue();
    assertThat(Cases.send(store, lease, 0, 7).all()).isTrue();
    assertThat(Cases.counts(store, Cases.KEY)).isEqualTo(Map.of(SENT, 1L, QUEUED, 1L));
    assertThat(Cases.stand(store, Cases.KEY).tally().audience()).isEqualTo(2);
  }

  @Test
  void what_came_to_nothing_is_recorded_again() {
    Cases.start(store, Cases.KEY, 2, 2);
    Lease lease = Cases.lease(store, Duration.ofMinutes(1));
    next.set(Fate.LOST);
    assertThat(Cases.attempt(store, lease, 0).all()).isTrue();
    assertThat(Cases.counts(store, Cases.KEY)).isEqualTo(Map.of(ATTEMPTED, 1L, QUEUED, 1L));
  }

  @Test
  void a_receipt_counts_once_whether_it_was_heard_or_not() {
    Cases.start(store, Cases.KEY, 2, 2);
    Lease lease = Cases.lease(store, Duration.ofMinutes(1));
    Cases.attempt(store, lease, 0, 1);
    Cases.send(store, lease, 0, 7);
    Cases.send(store, lease, 1, 8);
    next.set(Fate.COMMITTED_UNHEARD);
    assertThat(Cases.receipt(store, 7).matched()).isEqualTo(1);
    next.set(Fate.LOST);
    assertThat(Cases.receipt(store, 8).matched()).isEqualTo(1);
    assertThat(Cases.receipt(store, 7).repeated()).isEqualTo(1);
    assertThat(Cases.receipt(store, 8).repeated()).isEqualTo(1);
    assertThat(Cases.stand(store, Cases.KEY).tally().delivered()).isEqualTo(2);
  }

  @Test
  void a_campaign_that_was_taken_unheard_is_new() {
    next.set(Fate.COMMITTED_UNHEARD);
    Cases.start(store, Cases.KEY, 2, 2);
    next.set(Fate.LOST);
    Cases.start(store, "other", 2, 2);
    assertThat(Cases.counts(store, "other")).isEqualTo(Map.of(QUEUED, 2L));
  }

  private DataSource failing(DataSource source) {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              Object made = method.invoke(source, arguments);
              return made instanceof Connection connection ? failing(connection) : made;
            });
  }

  private Connection failing(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Fate fate =
                  method.getName().equals("commit") ? next.getAndSet(Fate.HEARD) : Fate.HEARD;
              if (fate == Fate.LOST) {
                connection.close();
              }
              Object made = fate == Fate.LOST ? null : invoke(connection, method, arguments);
              if (fate == Fate.COMMITTED_UNHEARD) {
                connection.close();
              }
              if (fate != Fate.HEARD) {
                throw new SQLException("the line broke", "08006");
              }
              return made;
            });
  }

  private static Object invoke(Connection connection, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
