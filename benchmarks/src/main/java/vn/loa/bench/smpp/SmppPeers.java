package vn.loa.bench.smpp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * SMS a second over one connection, beside peers, against the same {@link Sink} in a process of its
 * own. A text of 100 octets; the window is how many may be unanswered.
 *
 * <ul>
 *   <li>{@code raw}: {@link RawClient}, the limit of the wire
 *   <li>{@code loa}: {@link FedByThread}, as a dispatcher feeds it
 *   <li>{@code loa-push}: {@link FedByAnswers}
 *   <li>{@code jsmpp}: {@link JsmppClient}, and {@code jsmpp-nodelay} with TCP_NODELAY
 *   <li>{@code cloudhopper}: {@link CloudhopperClient}
 *   <li>{@code camel}: {@link CamelClient}
 * </ul>
 *
 * <p>Where receipts come, peers do not read what stands in them, which flatters them. The sink uses
 * the same cores. Every round opens a connection anew and lets it run before it is measured; one
 * more round comes first, to warm up, and is not counted. The rows of a round follow each other,
 * and a ratio is one of the same round.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am
 *     -Dof=smpp -Drun="SmppPeers 1.5 5"</pre>
 *
 * <p>The arguments are seconds of a measurement and rounds; after them may stand the rows, the
 * sinks ({@code instant}, {@code after-20-ms}, {@code receipts}) and the windows that are wanted.
 * Prints a table in Markdown for each sink and window, then what of the targets is met.
 */
public final class SmppPeers {

  private final double seconds;
  private final int rounds;
  private final List<String> wanted;

  SmppPeers(double seconds, int rounds, List<String> wanted) {
    this.seconds = seconds;
    this.rounds = rounds;
    this.wanted = wanted;
  }

  public static void main(String[] arguments) throws IOException {
    Logger.getLogger("").setLevel(Level.OFF); // peers tell of each connection, and of its end
    double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 1.5;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    new SmppPeers(seconds, rounds, Arrays.stream(arguments).skip(2).toList()).run();
  }

  List<Results> run() throws IOException {
    List<Results> all = new ArrayList<>();
    for (Cell cell : cells()) {
      Results results = measure(cell);
      results.print();
      all.add(results);
    }
    System.out.printf("%nMedians [least-most] of %d rounds of %s s.%n", rounds, seconds);
    Targets.print(all);
    return all;
  }

  private List<Cell> cells() {
    List<String> sinks = Arrays.stream(SinkMode.values()).map(SinkMode::label).toList();
    return Stream.of(
            cells(SinkMode.INSTANT, Cell.INSTANT),
            cells(SinkMode.AFTER_20_MS, Cell.AFTER_20_MS),
            cells(SinkMode.RECEIPTS, Cell.RECEIPTS))
        .flatMap(List::stream)
        .filter(cell -> isWanted(cell.sink().label(), sinks::contains))
        .filter(cell -> isWanted(Integer.toString(cell.window()), SmppPeers::isNumber))
        .toList();
  }

  private static List<Cell> cells(SinkMode sink, int... windows) {
    return Arrays.stream(windows).mapToObj(window -> new Cell(sink, window)).toList();
  }

  private List<Peer> peers() {
    List<String> labels = Arrays.stream(Peer.values()).map(Peer::label).toList();
    return Arrays.stream(Peer.values())
        .filter(peer -> isWanted(peer.label(), labels::contains))
        .toList();
  }

  /** Whether it is named, or nothing of its kind is. */
  private boolean isWanted(String label, Predicate<String> kind) {
    return wanted.contains(label) || wanted.stream().noneMatch(kind);
  }

  private static boolean isNumber(String word) {
    return word.chars().allMatch(Character::isDigit);
  }

  private Results measure(Cell cell) throws IOException {
    Results results = new Results(cell);
    try (SinkProcess sink = SinkProcess.start(cell.sink())) {
      for (int round = 0; round <= rounds; round++) {
        for (Peer peer : peers()) {
          Measured measured = Measured.of(peer, cell, sink, seconds);
          if (round > 0) {
            results.add(peer, measured);
          }
        }
      }
    }
    return results;
  }
}
