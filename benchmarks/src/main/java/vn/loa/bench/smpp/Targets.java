package vn.loa.bench.smpp;

import java.util.List;
import java.util.Locale;

/** What was asked for, held against what was measured. */
final class Targets {

  private static final List<Peer> OURS = List.of(Peer.LOA, Peer.LOA_PUSH);
  private static final double ROUND_TRIP = LateStream.NANOS / 1e9;
  private static final double MOST_OCTETS = 1_000;

  private Targets() {}

  static void print(List<Results> all) {
    System.out.printf("%n| target | row | measured | |%n|---|---|---|---|%n");
    for (Results results : all) {
      OURS.stream().filter(results::has).forEach(ours -> print(results, ours));
    }
  }

  private static void print(Results results, Peer ours) {
    Cell cell = results.cell();
    switch (cell.sink()) {
      case INSTANT -> instant(results, ours);
      case AFTER_20_MS -> late(results, ours);
      case RECEIPTS -> receipts(results, ours);
      case LEDGER -> {}
    }
    double octets = results.spread(ours, Measured::octets).median();
    tell(cell, "B a message ≤ " + MOST_OCTETS, ours, octets, octets <= MOST_OCTETS);
  }

  private static void instant(Results results, Peer ours) {
    if (results.cell().window() == 100) {
      atLeast(results, ours, Peer.RAW, 0.50);
      atLeast(results, ours, Peer.JSMPP, 15);
      atLeast(results, ours, Peer.CLOUDHOPPER, 10);
    } else if (results.cell().window() == 500) {
      atLeast(results, ours, Peer.RAW, 0.25);
    }
  }

  private static void late(Results results, Peer ours) {
    double limit = results.cell().window() / ROUND_TRIP;
    double share = results.spread(ours, Measured::rate).median() / limit;
    tell(results.cell(), "of window ÷ 20 ms ≥ 0.96", ours, share, share >= 0.96);
    if (results.cell().window() == 10) {
      atLeast(results, ours, Peer.JSMPP, 1.9);
      atLeast(results, ours, Peer.CLOUDHOPPER, 1.9);
      atLeast(results, ours, Peer.CAMEL, 1.9);
    }
  }

  private static void receipts(Results results, Peer ours) {
    double refused = results.spread(ours, Measured::refused).most();
    tell(results.cell(), "receipts refused: none", ours, refused, refused == 0);
    if (results.cell().window() == 10) {
      atLeast(results, ours, Peer.JSMPP, 20);
    }
  }

  private static void atLeast(Results results, Peer ours, Peer other, double least) {
    if (results.has(other)) {
      double ratio = results.ratio(ours, other).median();
      boolean met = Double.isFinite(ratio) && ratio >= least;
      tell(results.cell(), "× " + other.label() + " ≥ " + least, ours, ratio, met);
    }
  }

  private static void tell(Cell cell, String target, Peer ours, double measured, boolean met) {
    System.out.printf(
        Locale.ROOT,
        "| %s: %s | %s | %.3f | %s |%n",
        cell,
        target,
        ours.label(),
        measured,
        met ? "met" : "missed");
  }
}
