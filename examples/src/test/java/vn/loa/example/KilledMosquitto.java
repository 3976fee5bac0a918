package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The broker that Debian ships, killed and started again; where CI runs it must be installed. */
final class KilledMosquitto implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** How often it may find its port taken. */
  private static final int ATTEMPTS = 5;

  private final Path log;
  private final List<String> command;
  private final int port;
  private Process process;

  /** Its arguments at a port. */
  interface Arguments {
    List<String> at(int port) throws IOException;
  }

  private KilledMosquitto(Path folder, Arguments arguments) throws IOException {
    this.port = freePort();
    this.log = folder.resolve("mosquitto-" + port + ".log");
    this.command = new ArrayList<>(List.of(installed()));
    this.command.addAll(arguments.at(port));
    this.process = attempt();
  }

  /**
   * On a free port.
   *
   * @param folder for its log
   */
  static KilledMosquitto start(Path folder, Arguments arguments) throws IOException {
    KilledMosquitto started = new KilledMosquitto(folder, arguments);
    for (int left = ATTEMPTS; left > 1 && !started.process.isAlive(); left--) {
      started = new KilledMosquitto(folder, arguments);
    }
    started.assertAlive();
    return started;
  }

  int port() {
    return port;
  }

  private Process attempt() throws IOException {
    Files.deleteIfExists(log);
    Process started =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    await().atMost(SOON).until(() -> runs() || !started.isAlive());
    return started;
  }

  /** {@code kill -9}, and started again as it was. */
  void killAndStartAgain() throws IOException {
    process.destroyForcibly().onExit().join();
    process = attempt();
    for (int left = ATTEMPTS; left > 1 && !process.isAlive(); left--) {
      process = attempt();
    }
    assertAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private void assertAlive() throws IOException {
    assertThat(process.isAlive())
        .as("mosquitto at port %d runs: %s", port, Files.readString(log))
        .isTrue();
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  /** Whether it says so itself: somebody else may listen at the port. */
  private boolean runs() throws IOException {
    return Files.readString(log).contains(" running");
  }

  private static String installed() {
    Optional<File> found =
        Stream.concat(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                Stream.of("/usr/sbin"))
            .map(folder -> new File(folder, "mosquitto"))
            .filter(File::canExecute)
            .findFirst();
    if (found.isEmpty()) {
      String sentence = "mosquitto is not installed: its kills are not proved";
      if ("true".equals(System.getenv("CI"))) {
        fail(sentence);
      }
      System.out.println("SKIPPED: " + sentence);
      Assumptions.abort(sentence);
    }
    return found.orElseThrow().getPath();
  }
}
