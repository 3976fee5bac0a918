package vn.loa.plan.json;

import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class LedgerTablePostgresTest extends LedgerTableContract {

  private final Postgres.Server server;

  LedgerTablePostgresTest(Postgres.Server server) {
    this.server = server;
  }

  @Override
  DataSource database() {
    return server.dataSource();
  }
}
