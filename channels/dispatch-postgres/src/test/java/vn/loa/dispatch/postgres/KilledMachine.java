package vn.loa.dispatch.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import vn.loa.dispatch.Account;
import vn.loa.dispatch.ChannelSettings;
import vn.loa.dispatch.Dispatcher;

/** A process with a dispatcher, which sends what it finds until it is killed. */
final class KilledMachine {

  static final Duration LEASES_HOLD = Duration.ofSeconds(2);

  /** So that a campaign takes some seconds, and is met in the middle. */
  private static final int RATE = 1_000;

  private KilledMachine() {}

  /** The arguments are the port of the database, a schema, the port of the line, and a name. */
  public static void main(String[] arguments) throws IOException {
    int database = Integer.parseInt(arguments[0]);
    PostgresStore store =
        PostgresStore.builder(PostgresServer.dataSource(database))
            .schema(arguments[1])
            .name(arguments[3])
            .open();
    Dispatcher dispatcher =
        Dispatcher.builder()
            .store(store)
            .channel(
                new LineChannel(Integer.parseInt(arguments[2])),
                ChannelSettings.builder().account(Account.of(arguments[3], RATE)).build())
            .leasesHold(LEASES_HOLD)
            .build();
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Until whoever started this lets go of it, or kills it.
    }
    dispatcher.close();
  }

  static Process start(int database, String schema, int line, String name) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledMachine.class.getName(),
                Integer.toString(database),
                schema,
                Integer.toString(line),
                name)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.inputReader().readLine();
    return process;
  }
}
