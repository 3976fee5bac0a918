package vn.loa.plan.json;

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
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.postgresql.ds.PGSimpleDataSource;
import org.tukaani.xz.XZInputStream;

/**
 * A real PostgreSQL server, for a test method or constructor that asks for a {@link Server}. Starts
 * once, when first asked for, on a free port of loopback, and ends with the tests.
 *
 * <p>PostgreSQL refuses to run as root, as tests in a container often do; it then runs as {@code
 * nobody}, in a folder that is nobody's.
 */
final class Postgres implements ParameterResolver {

  private static final String PROGRAMS = "/postgres-linux-x86_64.txz";
  private static final int NOBODY = 65534;

  /** The server ends when its input does: also when this process is killed. */
  private static final String RUN =
      """
      set -e
      bin/initdb -D data -U loa -A trust -E UTF8 --locale=C --no-sync
      bin/pg_ctl -D data -w -t 60 -l data/log -o "-p $1 -F -k ''" start || { cat data/log; exit 1; }
      echo READY
      while read -r ignored; do :; done
      bin/pg_ctl -D data -m immediate stop
      """;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Server.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(Postgres.class))
        .computeIfAbsent(Server.class, once -> start(), Server.class);
  }

  private static Server start() {
    try {
      return Server.start();
    } catch (IOException | InterruptedException impossible) {
      String sentence = "PostgreSQL cannot run here: " + impossible.getMessage();
      if ("true".equals(System.getenv("CI"))) {
        fail(sentence, impossible);
      }
      System.out.println("SKIPPED: " + sentence);
      return Assumptions.abort(sentence);
    }
  }

  /** Runs until closed. */
  static final class Server implements AutoCloseable {

    private final Path folder;
    private final Process process;
    private final int port;

    private Server(Path folder, Process process, int port) {
      this.folder = folder;
      this.process = process;
      this.port = port;
    }

    private static Server start() throws IOException, InterruptedException {
      Path folder = Files.createTempDirectory("loa-postgres");
      boolean root = Files.getAttribute(folder, "unix:uid").equals(0);
      List<String> as =
          root
              ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups")
              : List.of();
      if (root) {
        Files.setAttribute(folder, "unix:uid", NOBODY);
        Files.setAttribute(folder, "unix:gid", NOBODY);
      }
      unpack(run(folder, as, "tar", "-x"));
      int port = freePort();
      Process process = run(folder, as, "sh", "-c", RUN, "sh", Integer.toString(port));
      Server server = new Server(folder, process, port);
      server.awaitReady();
      return server;
    }

    private static Process run(Path folder, List<String> as, String... command) throws IOException {
      List<String> whole = new ArrayList<>(as);
      whole.addAll(List.of(command));
      return new ProcessBuilder(whole).directory(folder.toFile()).redirectErrorStream(true).start();
    }

    private static void unpack(Process tar) throws IOException, InterruptedException {
      try (InputStream packed = Postgres.class.getResourceAsStream(PROGRAMS)) {
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

    /** Connects anew each time. */
    DataSource dataSource() {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setPortNumbers(new int[] {port});
      source.setUser("loa");
      source.setDatabaseName("postgres");
      return source;
    }

    String url() {
      return "jdbc:postgresql://localhost:" + port + "/postgres?user=loa";
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
}
