package vn.loa.dispatch.postgres;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.testkit.StoreContract;

@ExtendWith(Postgres.class)
class PostgresStoreTest extends StoreContract {

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private final PostgresServer server;
  private String schema = "";

  PostgresStoreTest(PostgresServer server) {
    this.server = server;
  }

  @Override
  protected DispatchStore open() {
    schema = "store_" + SCHEMAS.incrementAndGet();
    return openAgain();
  }

  @Override
  protected DispatchStore reopen(DispatchStore store) {
    store.close();
    return openAgain();
  }

  private DispatchStore openAgain() {
    return PostgresStore.builder(server.dataSource()).schema(schema).open();
  }
}
