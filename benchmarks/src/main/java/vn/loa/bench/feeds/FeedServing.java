package vn.loa.bench.feeds;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import vn.loa.bench.measure.Spread;

/**
 * Requests a second for the RSS document of 1,000 entries, by 16 readers on connections that stay:
 * a 304, a 200, and a compressed 200. Of our handler on the JDK's HTTP server with eight threads,
 * in a process of its own, and of nginx with one, which serves the folder that the channel writes.
 * Rounds take turns, and a ratio is one of the same round.
 *
 * <p>The readers are one thread of this process: on two processors a server has one to itself.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am
 *     -Dof=feeds -Drun="FeedServing 2 7"</pre>
 *
 * <p>Seconds of a measurement, and rounds; one more comes before and is not counted.
 */
public final class FeedServing {

  private static final int READERS = 16;
  private static final int THREADS = 8;

  private final double seconds;
  private final int rounds;
  private final int entries;

  FeedServing(double seconds, int rounds, int entries) {
    this.seconds = seconds;
    this.rounds = rounds;
    this.entries = entries;
  }

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 2;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    new FeedServing(seconds, rounds, 1_000).run();
  }

  /** Requests a second of our handler, by kind. */
  Map<Kind, Spread> run() throws IOException, InterruptedException {
    try (SiteProcess site = SiteProcess.start(entries, THREADS)) {
      Optional<String> program = Nginx.program();
      if (program.isEmpty()) {
        System.out.println("SKIPPED: nginx is not installed: our handler is measured alone");
        return alone(site);
      }
      try (Nginx nginx = Nginx.start(program.get(), site.documents())) {
        return beside(site, nginx);
      }
    }
  }

  private Map<Kind, Spread> alone(SiteProcess site) throws IOException {
    Map<Kind, Spread> rates = new EnumMap<>(Kind.class);
    System.out.println("| request | octets | loa/s |");
    System.out.println("|---|---|---|");
    for (Kind kind : Kind.values()) {
      double[] ours = new double[rounds];
      for (int round = -1; round < rounds; round++) {
        ours[Math.max(0, round)] = rate(kind, site.port());
      }
      rates.put(kind, Spread.of(ours));
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %s |%n",
          kind.label(),
          kind.length(site.port()),
          Spread.of(ours).toString("%.0f"));
    }
    return rates;
  }

  private Map<Kind, Spread> beside(SiteProcess site, Nginx nginx) throws IOException {
    Map<Kind, Spread> rates = new EnumMap<>(Kind.class);
    System.out.println("| request | octets | loa/s | nginx/s | loa ÷ nginx | asked for |");
    System.out.println("|---|---|---|---|---|---|");
    for (Kind kind : Kind.values()) {
      double[] ours = new double[rounds];
      double[] theirs = new double[rounds];
      double[] ratios = new double[rounds];
      for (int round = -1; round < rounds; round++) {
        int at = Math.max(0, round);
        ours[at] = rate(kind, site.port());
        theirs[at] = rate(kind, nginx.port());
        ratios[at] = ours[at] / theirs[at];
      }
      rates.put(kind, Spread.of(ours));
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %s | %s | %s | %s |%n",
          kind.label(),
          kind.length(site.port()),
          Spread.of(ours).toString("%.0f"),
          Spread.of(theirs).toString("%.0f"),
          Spread.of(ratios).toString("%.2f"),
          judged(kind, Spread.of(ratios)));
    }
    return rates;
  }

  private static String judged(Kind kind, Spread ratio) {
    if (kind.target() == 0) {
      return "";
    }
    String met = ratio.median() >= kind.target() ? "met" : "missed";
    return String.format(Locale.ROOT, "≥ %.1f: %s", kind.target(), met);
  }

  private double rate(Kind kind, int port) throws IOException {
    try (Readers readers = new Readers(port, READERS, kind.request(port), kind.status())) {
      return readers.rate(seconds);
    }
  }
}
