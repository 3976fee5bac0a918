package vn.loa.plan.json;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class LedgerTableH2Test extends LedgerTableContract {

  @Override
  DataSource database() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:ledger;DB_CLOSE_DELAY=-1");
    return source;
  }
}
