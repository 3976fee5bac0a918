package vn.loa.example;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.loa.channel.ChannelException;

/**
 * The whole loop on real protocols: Plan 1270 goes out over SMS, loudspeakers and a feed, proof
 * comes back, and the report of May 2022 writes itself. The other ends run in this process, on
 * loopback, in a made-up city where it is 14 May 2022.
 */
@Command(
    name = "plan-1270",
    mixinStandardHelpOptions = true,
    description = "Announces a theme of Plan 1270 over three channels and reports the month.")
public final class Plan1270Demo implements Callable<Integer> {

  /** Exit code for what cannot be used; everything wrong with it has been listed. */
  static final int BAD_INPUT = 2;

  private static final int ROWS = 10_000;
  private static final Path OWN_FOLDER = Path.of("target", "plan-1270");

  @Option(names = "--plan", description = "Plan file. Default: ${DEFAULT-VALUE}.")
  private Path plan = here("plan-1270.json");

  @Option(names = "--agencies", description = "Roster file. Default: ${DEFAULT-VALUE}.")
  private Path agencies = here("agencies-hcmc.json");

  @Option(
      names = "--audience",
      description = "CSV with a column of phone numbers. Default: 10,000 made-up rows.")
  private @Nullable Path audience;

  @Option(names = "--theme", description = "Clause of a theme. Default: ${DEFAULT-VALUE}.")
  private String theme = "II.1.2";

  @Option(
      names = "--out",
      description =
          "Folder of page, ledger, feed and proof. Default: target/plan-1270, begun anew each time.")
  private @Nullable Path out;

  @Option(names = "--port", description = "Port of feed and page. Default: any that is free.")
  private int port;

  @Option(names = "--serve", description = "Keep feed and page up until interrupted.")
  private boolean serve;

  @Option(
      names = "--live",
      description = "A page on which to try everything, instead; up until interrupted.")
  private boolean live;

  @Option(names = "--json", description = "Print one JSON object with the totals, nothing else.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  public static void main(String[] args) throws IOException {
    try (InputStream settings = Plan1270Demo.class.getResourceAsStream("/logging.properties")) {
      LogManager.getLogManager().readConfiguration(settings);
    }
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Plan1270Demo())
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec().commandLine().getErr();
    try {
      run();
      return 0;
    } catch (BadInput bad) {
      bad.problems().forEach(err::println);
      err.println("problems: " + bad.problems().size() + "; nothing was sent");
    } catch (ChannelException | UncheckedIOException broken) {
      err.println(broken.getMessage());
    }
    return BAD_INPUT;
  }

  private void run() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw new BadInput(List.of("--port " + port + ": expected 0 (any that is free) to 65535"));
    }
    Path folder = folder();
    DemoInput input = DemoInput.read(plan, agencies, citizens(folder), theme);
    DemoTime time = new DemoTime(DemoRun.MORNING);
    if (live) {
      live(input, time, folder);
      return;
    }
    DemoScreen screen = new DemoScreen(spec().commandLine().getOut(), json, time);
    new DemoRun(input, time, screen, folder).run(port, serve);
  }

  private void live(DemoInput input, DemoTime time, Path folder) throws InterruptedException {
    try (LiveCity city = LiveCity.open(input, time, folder, port)) {
      spec().commandLine().getOut().println("Up until interrupted: " + city.uri());
      new CountDownLatch(1).await();
    }
  }

  /** The ledger of the run before goes with the demo's own folder, and in no other. */
  private Path folder() {
    if (out != null) {
      return out;
    }
    Path ledger = OWN_FOLDER.resolve(DemoRun.LEDGER);
    try {
      Files.deleteIfExists(ledger);
      return OWN_FOLDER;
    } catch (IOException cause) {
      throw new UncheckedIOException(ledger + ": cannot be begun anew; name an --out", cause);
    }
  }

  private Path citizens(Path folder) {
    if (audience != null) {
      return audience;
    }
    Path made = folder.resolve("citizens.csv");
    DemoCity.writeCitizens(made, ROWS);
    return made;
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "the command line fills it");
  }

  /** In the folder of the examples, or in the one above it. */
  private static Path here(String name) {
    Path near = Path.of(name);
    return Files.exists(near) ? near : Path.of("examples", name);
  }
}
