package vn.loa.dispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static vn.loa.channel.DeliveryState.DELIVERED;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Lease;

/** Through a PgBouncer that gives each transaction another connection of two. */
@ExtendWith(Postgres.class)
class PgBouncerTest {

  private final PostgresServer server;
  private final String schema = Cases.schema();
  private int port;
  private Process bouncer;

  @TempDir private Path folder;

  PgBouncerTest(PostgresServer server) {
    this.server = server;
  }

  @BeforeEach
  void start() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Path settings = Files.writeString(folder.resolve("bouncer.ini"), settings());
    Files.setAttribute(folder, "posix:permissions", Set.of(PosixFilePermission.values()));
    try {
      bouncer = new ProcessBuilder(command(settings)).redirectErrorStream(true).start();
    } catch (IOException missing) {
      String sentence = "PgBouncer is not here: " + missing.getMessage();
      if ("true".equals(System.getenv("CI"))) {
        fail(sentence, missing);
      }
      System.out.println("SKIPPED: " + sentence);
      Assumptions.abort(sentence);
    }
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::answers);
  }

  /** It refuses to run as root. */
  private static List<String> command(Path settings) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.getAttribute(settings, "unix:uid").equals(0)) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.addAll(List.of("pgbouncer", settings.toString()));
    return command;
  }

  private String settings() {
    return """
        [databases]
        postgres = host=127.0.0.1 port=%s user=loa
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %s
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = 2
        ignore_startup_parameters = extra_float_digits
        """
        .formatted(server.port(), port);
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @AfterEach
  void stop() {
    if (bouncer != null) {
      bouncer.destroyForcibly().onExit().join();
    }
  }

  @Test
  void two_stores_share_its_connections_and_keep_apart() {
    try (PostgresStore one = open();
        PostgresStore other = open()) {
      Cases.start(one, Cases.KEY, 200, 10);
      for (int i = 0; i < 10; i++) {
        deliver(one);
        deliver(other);
      }
      assertThat(Cases.counts(one, Cases.KEY)).isEqualTo(Map.of(DELIVERED, 200L));
      assertThat(Cases.counts(other, Cases.KEY)).isEqualTo(Map.of(DELIVERED, 200L));
    }
  }

  private static void deliver(PostgresStore store) {
    Lease lease = Cases.lease(store, Duration.ofMinutes(1));
    Changes changes = new Changes().at(Cases.START);
    for (int i = 0; i < lease.size(); i++) {
      changes.attempted(lease.index(i));
      changes.sent(lease.index(i), lease.recipients().e164(lease.index(i)));
    }
    assertThat(Cases.await(store.record(lease, changes.release())).all()).isTrue();
    for (int i = 0; i < lease.size(); i++) {
      long reference = lease.recipients().e164(lease.index(i));
      assertThat(Cases.receipt(store, reference).matched()).isEqualTo(1);
    }
  }

  private PostgresStore open() {
    PGSimpleDataSource source = (PGSimpleDataSource) PostgresServer.dataSource(port);
    source.setPrepareThreshold(0); // versions before 1.21 know no prepared statements
    return PostgresStore.builder(source).schema(schema).open();
  }
}
