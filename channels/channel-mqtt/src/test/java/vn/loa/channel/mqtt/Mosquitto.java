package vn.loa.channel.mqtt;

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

/** The broker that Debian ships, where it is installed; on CI it must be. */
final class Mosquitto implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** How many free ports may be lost to somebody quicker. */
  private static final int ATTEMPTS = 5;

  private final Process process;
  private final int port;

  /** Its arguments at a port. */
  private interface Arguments {
    List<String> at(int port) throws IOException;
  }

  private Mosquitto(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * With its defaults.
   *
   * @param folder for its log
   */
  static Mosquitto startAsItIs(Path folder) throws IOException {
    return start(folder, port -> List.of("-p", Integer.toString(port)));
  }

  /**
   * @param folder for its configuration and its log
   * @param lines of the configuration, below its listener
   */
  static Mosquitto start(Path folder, String... lines) throws IOException {
    return start(folder, port -> List.of("-c", configuration(folder, port, lines).toString()));
  }

  private static Path configuration(Path folder, int port, String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of("listener " + port + " 127.0.0.1"));
    all.addAll(List.of(lines));
    all.add("allow_anonymous true");
    if (System.getProperty("user.name").equals("root")) {
      all.add("user root"); // else it becomes somebody who may not read the key
    }
    return Files.write(folder.resolve("mosquitto-" + port + ".conf"), all);
  }

  private static Mosquitto start(Path folder, Arguments arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(installed()));
    for (int left = ATTEMPTS; left > 0; left--) {
      int port = freePort();
      List<String> all = new ArrayList<>(command);
      all.addAll(arguments.at(port));
      Path log = folder.resolve("mosquitto-" + port + ".log");
      Process process =
          new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      await().atMost(SOON).until(() -> runs(log) || !process.isAlive());
      if (process.isAlive()) {
        return new Mosquitto(process, port);
      }
    }
    return fail("mosquitto does not start; its logs are in " + folder);
  }

  /** Whether it says so itself: somebody else may listen at the port. */
  private static boolean runs(Path log) throws IOException {
    return Files.readString(log).contains(" running");
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
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
      String sentence = "mosquitto is not installed: the channel is not proved against it";
      if ("true".equals(System.getenv("CI"))) {
        fail(sentence);
      }
      System.out.println("SKIPPED: " + sentence);
      Assumptions.abort(sentence);
    }
    return found.orElseThrow().getPath();
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
