package vn.loa.bench.smpp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import vn.loa.bench.measure.Spread;

/** What was measured in one cell, round by round; a ratio is one of the same round. */
final class Results {

  private final Cell cell;
  private final Map<Peer, List<Measured>> rounds = new EnumMap<>(Peer.class);

  Results(Cell cell) {
    this.cell = cell;
  }

  Cell cell() {
    return cell;
  }

  void add(Peer peer, Measured measured) {
    rounds.computeIfAbsent(peer, it -> new ArrayList<>()).add(measured);
  }

  boolean has(Peer... peers) {
    return rounds.keySet().containsAll(List.of(peers));
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
    System.out.printf("%n### %s%n%n", cell);
    System.out.println(
        "| row | messages/s | × raw | p50 ms | B a message | CPU µs a message | threads | errors"
            + " | receipts/s | receipts refused |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    rounds.keySet().forEach(this::print);
    rounds.forEach(
        (peer, all) ->
            all.stream()
                .filter(Results::failed)
                .limit(1)
                .forEach(it -> System.out.printf("%n%s: %s%n", peer.label(), it.failure())));
  }

  private static boolean failed(Measured measured) {
    return !measured.failure().isEmpty();
  }

  private void print(Peer peer) {
    if (spread(peer, Measured::rate).most() == 0) {
      System.out.printf("| %s | failed |%n", peer.label());
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %.3f | %.0f | %.2f | %.0f | %.0f | %.0f | %.0f |%n",
        peer.label(),
        spread(peer, Measured::rate).toString("%.0f"),
        has(Peer.RAW) ? ratio(peer, Peer.RAW).toString("%.3f") : "",
        spread(peer, Measured::latency).median(),
        spread(peer, Measured::octets).median(),
        spread(peer, Measured::cpu).median(),
        spread(peer, Measured::threads).most(),
        spread(peer, Measured::errors).most(),
        spread(peer, Measured::receipts).median(),
        spread(peer, Measured::refused).most());
  }
}
