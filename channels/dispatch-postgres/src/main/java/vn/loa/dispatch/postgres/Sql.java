package vn.loa.dispatch.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Short words for what JDBC says at length. */
final class Sql {

  private Sql() {}

  /** Runs statements without parameters. */
  static void run(Connection on, String statements) throws SQLException {
    try (Statement statement = on.createStatement()) {
      statement.execute(statements);
    }
  }

  /** Runs one statement; how many rows it changed. */
  static int run(Connection on, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = on.prepareStatement(sql)) {
      set(statement, parameters);
      return statement.executeUpdate();
    }
  }

  static void set(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  /** The only number a query gives; 0 where it gives no row. */
  static int one(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getInt(1) : 0;
    }
  }
}
