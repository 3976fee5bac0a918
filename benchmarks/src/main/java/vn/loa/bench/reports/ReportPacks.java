package vn.loa.bench.reports;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.loa.bench.measure.Spread;
import vn.loa.plan.Agency;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.DueDate;
import vn.loa.plan.ReportKey;
import vn.loa.plan.ledger.Ledger;
import vn.loa.reporting.ConsolidatedReport;
import vn.loa.reporting.ReportPack;
import vn.loa.reporting.Reports;
import vn.loa.reporting.document.Format;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Letterhead;

/**
 * How long it takes to draw up a consolidated report and write it in every form: of a city (434
 * agencies, 17 reports each), the whole pack; of a country (10,000 agencies, 170 reports each), the
 * page. The first rounds warm up and are not counted.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am
 *     -Dof=reports -Drun="ReportPacks 434 10000 7"</pre>
 *
 * <p>Agencies of the city, of the country, and rounds.
 */
public final class ReportPacks {

  private static final int WARM_UP = 10;
  private static final int CITY_YEARS = 1;
  private static final int COUNTRY_YEARS = 10;

  /** Some of what is late has come by then. */
  private static final Duration LATER = Duration.ofDays(5);

  /** Counts what is written. */
  private static final class Counter extends OutputStream {

    private long octets;

    @Override
    public void write(int octet) {
      octets++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      octets += length;
    }
  }

  private final int rounds;

  ReportPacks(int rounds) {
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws IOException {
    int city = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 434;
    int country = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 7;
    ReportPacks packs = new ReportPacks(rounds);
    packs.city(city);
    packs.country(country);
  }

  /** Milliseconds of the whole pack. */
  Spread city(int agencies) throws IOException {
    try (Ledger ledger = new Country(agencies, CITY_YEARS).fill()) {
      DueDate date = date(ledger, "2022-05");
      Instant asOf = date.due().plus(LATER);
      double[] whole = new double[rounds];
      double[] drafts = new double[rounds];
      Map<String, List<Double>> each = new LinkedHashMap<>();
      Map<String, Long> octets = new LinkedHashMap<>();
      for (int round = -WARM_UP; round < rounds; round++) {
        long start = System.nanoTime();
        for (ReportPack.Piece piece : pack(ledger, date, asOf).pieces()) {
          long before = System.nanoTime();
          Counter out = new Counter();
          piece.write(out);
          if (round >= 0) {
            octets.put(piece.name(), out.octets);
            each.computeIfAbsent(piece.name(), any -> new ArrayList<>()).add(millisSince(before));
          }
        }
        whole[Math.max(0, round)] = millisSince(start);
        long drafting = System.nanoTime();
        drafts(ledger, date, asOf);
        drafts[Math.max(0, round)] = millisSince(drafting);
      }
      System.out.println("| of " + agencies + " agencies | octets | ms |");
      System.out.println("|---|---|---|");
      each.forEach(
          (name, millis) -> row(name, octets.getOrDefault(name, 0L), Spread.of(millis, it -> it)));
      Spread spread = Spread.of(whole);
      row("whole pack", octets.values().stream().mapToLong(it -> it).sum(), spread);
      row("and the draft of each agency", drafts(ledger, date, asOf), Spread.of(drafts));
      System.out.println("≤ 1 s: " + (spread.median() <= 1_000 ? "met" : "missed"));
      return spread;
    }
  }

  /** Octets of what every agency would sign. */
  private static long drafts(Ledger ledger, DueDate date, Instant asOf) throws IOException {
    Reports reports = Reports.of(ledger);
    Counter out = new Counter();
    for (Agency agency : ledger.roster().agencies()) {
      ReportKey key = new ReportKey(date.obligation().id(), agency.id(), date.period().label());
      reports.periodic(key, asOf).document(Language.VI, letterhead()).write(Format.DOCX, out);
    }
    return out.octets;
  }

  private static ReportPack pack(Ledger ledger, DueDate date, Instant asOf) {
    Reports reports = Reports.of(ledger);
    ConsolidatedReport report = reports.consolidated(date, asOf);
    return ReportPack.of(report, reports.calendar(), Language.VI, letterhead(), false);
  }

  /** Milliseconds of the page, from the ledger. */
  Spread country(int agencies) throws IOException {
    try (Ledger ledger = new Country(agencies, COUNTRY_YEARS).fill()) {
      DueDate date = date(ledger, "2031-06");
      Instant asOf = date.due().plus(LATER);
      double[] millis = new double[rounds];
      long octets = 0;
      for (int round = -WARM_UP; round < rounds; round++) {
        long start = System.nanoTime();
        Counter out = new Counter();
        Reports.of(ledger)
            .consolidated(date, asOf)
            .document(Language.VI, letterhead())
            .write(Format.HTML, out);
        millis[Math.max(0, round)] = millisSince(start);
        octets = out.octets;
      }
      Spread spread = Spread.of(millis);
      System.out.println(
          "| of "
              + agencies
              + " agencies, "
              + ledger.expected().all().size()
              + " reports | octets | ms |");
      System.out.println("|---|---|---|");
      row("page", octets, spread);
      boolean met = spread.median() <= 2_000 && octets <= 5_000_000;
      System.out.println("≤ 2 s and ≤ 5 MB: " + (met ? "met" : "missed"));
      return spread;
    }
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static void row(String name, long octets, Spread millis) {
    System.out.printf(Locale.ROOT, "| %s | %,d | %s |%n", name, octets, millis.toString("%.1f"));
  }

  private static DueDate date(Ledger ledger, String period) {
    return ledger.expected().dates().stream()
        .filter(it -> it.obligation().id().equals("monthly"))
        .filter(it -> it.period().label().equals(period))
        .findFirst()
        .orElseThrow();
  }

  static Letterhead letterhead() {
    return Letterhead.builder("SỞ THÔNG TIN VÀ TRUYỀN THÔNG")
        .superior("ỦY BAN NHÂN DÂN THÀNH PHỐ")
        .number(new DocumentRef(15, "BC-STTTT"))
        .place("Thành phố Hồ Chí Minh")
        .date(LocalDate.of(2022, 6, 16))
        .recipients(List.of("Ủy ban nhân dân Thành phố", "Lưu: VT"))
        .capacity("GIÁM ĐỐC")
        .build();
  }
}
