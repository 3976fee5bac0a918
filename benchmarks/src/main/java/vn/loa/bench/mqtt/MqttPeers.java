package vn.loa.bench.mqtt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Commands of 1 kB a second over one connection at quality of service 1, for a thousand devices,
 * beside peers, against the same mosquitto in a process of its own. The window is how many may be
 * published and not acknowledged by the broker.
 *
 * <ul>
 *   <li>{@code raw}: {@link RawClient}, the limit of the wire
 *   <li>{@code loa}: {@link LoaClient}
 *   <li>{@code paho}: {@link PahoClient}
 *   <li>{@code hivemq}: {@link HivemqClient}
 * </ul>
 *
 * <p>Peers publish the same octets again and again, where ours writes a command for each device and
 * holds it until that has answered: this flatters them. The broker uses the same cores. Every round
 * connects anew and lets a client run before it is measured; one more round comes first, to warm
 * up, and is not counted. The rows of a round follow each other, and a ratio is one of the same
 * round.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am
 *     -Dof=mqtt -Drun="MqttPeers 1.5 5"</pre>
 *
 * <p>The arguments are seconds of a measurement and rounds; after them may stand the rows and the
 * windows that are wanted. Prints a table in Markdown for each window, then what of the targets is
 * met.
 */
public final class MqttPeers {

  private static final int[] WINDOWS = {100, 1_000};

  private final double seconds;
  private final int rounds;
  private final List<String> wanted;

  MqttPeers(double seconds, int rounds, List<String> wanted) {
    this.seconds = seconds;
    this.rounds = rounds;
    this.wanted = wanted;
  }

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.OFF); // peers tell of each connection, and of its end
    double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 1.5;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    new MqttPeers(seconds, rounds, Arrays.stream(arguments).skip(2).toList()).run();
  }

  List<Results> run() throws Exception {
    List<Results> all = new ArrayList<>();
    for (int window : windows()) {
      Results results = measure(window);
      results.print();
      all.add(results);
    }
    System.out.printf("%nMedians [least-most] of %d rounds of %s s.%n%n", rounds, seconds);
    all.forEach(Results::printTargets);
    return all;
  }

  private int[] windows() {
    int[] named = wanted.stream().filter(MqttPeers::isNumber).mapToInt(Integer::parseInt).toArray();
    return named.length == 0 ? WINDOWS : named;
  }

  private static boolean isNumber(String word) {
    return word.chars().allMatch(Character::isDigit);
  }

  private List<Peer> peers() {
    Predicate<Peer> named = peer -> wanted.contains(peer.label());
    boolean any = Arrays.stream(Peer.values()).anyMatch(named);
    return Arrays.stream(Peer.values()).filter(peer -> !any || named.test(peer)).toList();
  }

  private Results measure(int window) throws Exception {
    Results results = new Results(window);
    try (Broker broker = Broker.start()) {
      for (int round = 0; round <= rounds; round++) {
        for (Peer peer : peers()) {
          Measured measured = Measured.of(peer, broker.port(), window, seconds);
          if (round > 0) {
            results.add(peer, measured);
          }
        }
      }
    }
    return results;
  }
}
