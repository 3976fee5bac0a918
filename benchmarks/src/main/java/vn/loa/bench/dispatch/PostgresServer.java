package vn.loa.bench.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.tukaani.xz.XZInputStream;
import vn.loa.bench.measure.Folder;

/**
 * A real PostgreSQL on loopback that syncs what it commits, with the memory and the log that a
 * server for this work would be given. As root it runs as {@code nobody}.
 */
final class PostgresServer implements AutoCloseable {

  private static final String PROGRAMS = "/postgres-linux-x86_64.txz";
  private static final int NOBODY = 65534;

  /** The server ends when its input does: also when this process is killed. */
  private static final String RUN =
      """
      set -e
      bin/initdb -D data -U loa -A trust -E UTF8 --locale=C --no-sync
      options="-p $1 -k '' -c fsync=on -c shared_buffers=512MB -c max_wal_size=4GB"
      bin/pg_ctl -D data -w -t 60 -l data/log -o "$options" start || { cat data/log; exit 1; }
      echo READY
      while read -r ignored; do :; done
      bin/pg_ctl -D data -m immediate stop
      """;

  private final Folder folder;
  private final Process process;
  private final int port;

  private PostgresServer(Folder folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /**
   * @throws IOException if it cannot run here; the message says why
   */
  static PostgresServer start() throws IOException, InterruptedException {
    Folder folder = Folder.make();
    List<String> as = List.of();
    if (Files.getAttribute(folder.path(), "unix:uid").equals(0)) {
      Files.setAttribute(folder.path(), "unix:uid", NOBODY);
      Files.setAttribute(folder.path(), "unix:gid", NOBODY);
      as = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    }
    unpack(run(folder, as, "tar", "-x"));
    int port = freePort();
    Process process = run(folder, as, "sh", "-c", RUN, "sh", Integer.toString(port));
    PostgresServer server = new PostgresServer(folder, process, port);
    server.awaitReady();
    return server;
  }

  private static Process run(Folder folder, List<String> as, String... command) throws IOException {
    List<String> whole = new ArrayList<>(as);
    whole.addAll(List.of(command));
    return new ProcessBuilder(whole)
        .directory(folder.path().toFile())
        .redirectErrorStream(true)
        .start();
  }

  private static void unpack(Process tar) throws IOException, InterruptedException {
    try (InputStream packed = PostgresServer.class.getResourceAsStream(PROGRAMS)) {
      if (packed == null) {
        throw new IOException("the programs of PostgreSQL are not on the class path");
      }
      try (OutputStream out = tar.getOutputStream()) {
        new XZInputStream(packed).transferTo(out);
      }
    }
    if (tar.waitFor() != 0) {
      byte[] said = tar.getInputStream().readAllBytes();
      throw new IOException(new String(said, StandardCharsets.UTF_8));
    }
  }

  private void awaitReady() throws IOException {
    StringBuilder said = new StringBuilder();
    InputStream out = process.getInputStream();
    for (int c = out.read(); c >= 0; c = out.read()) {
      said.append((char) c);
      if (said.toString().endsWith("READY\n")) {
        return;
      }
    }
    close();
    throw new IOException(said.toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Connects anew each time. */
  DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setPortNumbers(new int[] {port});
    source.setUser("loa");
    source.setDatabaseName("postgres");
    return source;
  }

  void run(String statements) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  /** Of all tables of a schema, with their indexes. */
  long octets(String schema) throws SQLException {
    String sql =
        "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = ? AND c.relkind = 'r'";
    try (Connection connection = dataSource().getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, schema);
      try (ResultSet size = query.executeQuery()) {
        size.next();
        return size.getLong(1);
      }
    }
  }

  /** Of a table with its indexes. */
  static long octets(Connection connection, String table) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT pg_total_relation_size(?::regclass)")) {
      query.setString(1, table);
      try (ResultSet size = query.executeQuery()) {
        size.next();
        return size.getLong(1);
      }
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
    folder.close();
  }
}
