package vn.loa.dispatch.postgres;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;
import org.tukaani.xz.XZInputStream;

/**
 * A real PostgreSQL server on a free port of loopback. It refuses to run as root, as tests in a
 * container often do; it then runs as {@code nobody}, in a folder that is nobody's.
 */
final class PostgresServer implements AutoCloseable {

  private static final String PROGRAMS = "/postgres-linux-x86_64.txz";
  private static final int NOBODY = 65534;

  /** Does what it reads, and ends when its input does: also when this process is killed. */
  private static final String RUN =
      """
      start() {
        bin/pg_ctl -D data -w -t 60 -l data/log -o "-p $1 $2 -k ''" start > data/start 2>&1
      }
      set -e
      bin/initdb -D data -U loa -A trust -E UTF8 --locale=C --no-sync
      start "$1" "$2" || { cat data/start data/log; exit 1; }
      echo READY
      while read -r command; do
        case $command in
          # What is left of one that was killed goes by itself, soon.
          start) tries=0
                 until start "$1" "$2"; do
                   tries=$((tries + 1))
                   test $tries -lt 50 || { cat data/start data/log; exit 1; }
                   sleep 0.2
                 done ;;
          stop) bin/pg_ctl -D data -m fast stop ;;
          kill) kill -9 $(head -1 data/postmaster.pid) ;;
        esac
        echo READY
      done
      bin/pg_ctl -D data -m immediate stop || true
      """;

  private final Path folder;
  private final Process process;
  private final int port;

  private PostgresServer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Skips the test, with a visible line, where none can run; in CI that is a failure. */
  static PostgresServer start(String options) {
    try {
      return started(options);
    } catch (IOException | InterruptedException impossible) {
      String sentence = "PostgreSQL cannot run here: " + impossible.getMessage();
      if ("true".equals(System.getenv("CI"))) {
        fail(sentence, impossible);
      }
      System.out.println("SKIPPED: " + sentence);
      return Assumptions.abort(sentence);
    }
  }

  private static PostgresServer started(String options) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("loa-postgres");
    List<String> as = List.of();
    if (Files.getAttribute(folder, "unix:uid").equals(0)) {
      Files.setAttribute(folder, "unix:uid", NOBODY);
      Files.setAttribute(folder, "unix:gid", NOBODY);
      as = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    }
    unpack(run(folder, as, "tar", "-x"));
    int port = freePort();
    Process process = run(folder, as, "sh", "-c", RUN, "sh", Integer.toString(port), options);
    PostgresServer server = new PostgresServer(folder, process, port);
    server.awaitReady();
    return server;
  }

  private static Process run(Path folder, List<String> as, String... command) throws IOException {
    List<String> whole = new ArrayList<>(as);
    whole.addAll(List.of(command));
    return new ProcessBuilder(whole).directory(folder.toFile()).redirectErrorStream(true).start();
  }

  private static void unpack(Process tar) throws IOException, InterruptedException {
    try (InputStream packed = PostgresServer.class.getResourceAsStream(PROGRAMS)) {
      if (packed == null || !System.getProperty("os.arch").equals("amd64")) {
        throw new IOException("its programs here are for Linux on amd64");
      }
      try (OutputStream out = tar.getOutputStream()) {
        new XZInputStream(packed).transferTo(out);
      }
    }
    if (tar.waitFor() != 0) {
      throw new IOException(
          new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
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

  int port() {
    return port;
  }

  /** Connects anew each time. */
  DataSource dataSource() {
    return dataSource(port);
  }

  /** The same server through another port. */
  static DataSource dataSource(int port) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setPortNumbers(new int[] {port});
    source.setUser("loa");
    source.setDatabaseName("postgres");
    return source;
  }

  /** Kills it with no chance to say goodbye; what is not on disk is gone. */
  void kill() throws IOException {
    tell("kill");
  }

  void stop() throws IOException {
    tell("stop");
  }

  /** Starts it again where it was. */
  void restart() throws IOException {
    tell("start");
  }

  private void tell(String command) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
    in.flush();
    awaitReady();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
