package vn.loa.dispatch.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Pattern;
import vn.loa.dispatch.store.StoreException;

/** The tables, in a schema of their own: made, and brought to the version of this code. */
final class Schema {

  /** What this code reads and writes. */
  static final int VERSION = 1;

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,30}");

  private final String name;

  Schema(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a schema is named with 1 to 31 of a-z 0-9 _, not \"" + name + "\"");
    }
    this.name = name;
  }

  /** A number that stands for it beside the locks of others in the database. */
  int locks() {
    return ("loa dispatch " + name).hashCode();
  }

  /** For the transaction at hand: a pool or PgBouncer may give each another connection. */
  void enterToRead(Connection on) throws SQLException {
    Sql.run(on, "SET LOCAL search_path TO " + name);
  }

  /**
   * As {@link #enterToRead}; and everything is looked up by an index, also while the server has not
   * seen yet that a table has grown.
   */
  void enter(Connection on) throws SQLException {
    Sql.run(
        on,
        "SET LOCAL search_path TO "
            + name
            + "; SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0"
            + "; SET LOCAL jit = off");
  }

  /**
   * Makes what is not there, in the transaction at hand; one process at a time.
   *
   * @throws StoreException UNUSABLE where the tables are those of a later version
   */
  void migrate(Connection on) throws SQLException {
    Sql.run(on, "SELECT pg_advisory_xact_lock(%s, 0)".formatted(locks()));
    if (!exists(on)) {
      Sql.run(on, "CREATE SCHEMA IF NOT EXISTS " + name);
    }
    enter(on);
    int here = version(on);
    if (here > VERSION) {
      throw new StoreException(
          StoreException.Kind.UNUSABLE,
          "schema %s has version %s, and this is version %s: use the newer loa-dispatch-postgres"
              .formatted(name, here, VERSION));
    }
    for (int version = here + 1; version <= VERSION; version++) {
      Sql.run(on, script(version));
    }
  }

  private boolean exists(Connection on) throws SQLException {
    try (PreparedStatement select =
        on.prepareStatement("SELECT count(*) FROM pg_namespace WHERE nspname = ?")) {
      select.setString(1, name);
      return Sql.one(select) > 0;
    }
  }

  private int version(Connection on) throws SQLException {
    try (PreparedStatement select = on.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      select.setString(1, name + ".version");
      try (var row = select.executeQuery()) {
        if (!row.next() || !row.getBoolean(1)) {
          return 0;
        }
      }
    }
    try (PreparedStatement select = on.prepareStatement("SELECT max(version) FROM version")) {
      return Sql.one(select);
    }
  }

  /** What brings a schema from the version before to this one. */
  static String script(int version) {
    try (InputStream in = Schema.class.getResourceAsStream("schema-" + version + ".sql")) {
      return new String(
          Objects.requireNonNull(in, "a script for each version").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
