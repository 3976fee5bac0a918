package vn.loa.bench.mqtt;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import vn.loa.bench.measure.Spread;

/** What was measured at one window, round by round; a ratio is one of the same round. */
final class Results {

  private final int window;
  private final Map<Peer, List<Measured>> rounds = new EnumMap<>(Peer.class);

  Results(int window) {
    this.window = window;
  }

  void add(Peer peer, Measured measured) {
    rounds.computeIfAbsent(peer, it -> new ArrayList<>()).add(measured);
  }

  /** How many times as fast. */
  Spread ratio(Peer peer, Peer other) {
    List<Measured> ours = of(peer);
    List<Measured> theirs = of(other);
    double[] ratios = new double[ours.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ours.get(i).rate() / theirs.get(i).rate();
    }
    return Spread.of(ratios);
  }

  Spread spread(Peer peer, ToDoubleFunction<Measured> figure) {
    return Spread.of(of(peer), figure);
  }

  private List<Measured> of(Peer peer) {
    return rounds.getOrDefault(peer, List.of());
  }

  /** In Markdown. */
  void print() {
    System.out.printf("%n### Window %d%n%n", window);
    System.out.println(
        "| row | messages/s | × raw | × paho | B a message | CPU µs a message | errors |");
    System.out.println("|---|---|---|---|---|---|---|");
    rounds.keySet().forEach(this::print);
    rounds.forEach(
        (peer, all) ->
            all.stream()
                .filter(it -> !it.failure().isEmpty())
                .limit(1)
                .forEach(it -> System.out.printf("%n%s: %s%n", peer.label(), it.failure())));
  }

  private void print(Peer peer) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %s | %.0f | %.2f | %.0f |%n",
        peer.label(),
        spread(peer, Measured::rate).toString("%.0f"),
        against(peer, Peer.RAW),
        against(peer, Peer.PAHO),
        spread(peer, Measured::octets).median(),
        spread(peer, Measured::cpu).median(),
        spread(peer, Measured::errors).most());
  }

  private String against(Peer peer, Peer other) {
    return rounds.containsKey(other) ? ratio(peer, other).toString("%.3f") : "";
  }

  /** What was asked for, held against what was measured. */
  void printTargets() {
    target(Peer.RAW, 0.8);
    target(Peer.PAHO, 1.0);
  }

  private void target(Peer other, double least) {
    if (rounds.containsKey(Peer.LOA) && rounds.containsKey(other)) {
      double ratio = ratio(Peer.LOA, other).median();
      System.out.printf(
          Locale.ROOT,
          "window %d: × %s ≥ %.1f: %.3f, %s%n",
          window,
          other.label(),
          least,
          ratio,
          ratio >= least ? "met" : "missed");
    }
  }
}
