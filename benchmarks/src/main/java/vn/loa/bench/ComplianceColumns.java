package vn.loa.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import vn.loa.plan.ledger.Compliance;
import vn.loa.plan.ledger.ComplianceMatrix;
import vn.loa.plan.ledger.Lateness;
import vn.loa.plan.ledger.ReportStatus;
import vn.loa.plan.ledger.Selection;
import vn.loa.plan.ledger.SubmissionLog;

/**
 * What it takes to know who has reported, for a country over ten years: 10,000 agencies (one
 * country, 63 provinces, 705 districts, the rest communes), 170 due dates, 1.6 million submissions.
 *
 * <ul>
 *   <li>{@code roof}: a plain sum over one int for each report: no answer can be had for less that
 *       looks at all of them
 *   <li>{@code count…}: the whole matrix as one figure. {@code FromSeconds} asks as of an instant
 *       after which every due date has a straggler: the worst case; {@code FromBits} as of today,
 *       through a selection; {@code FromCounts} as of today
 *   <li>{@code states…}: the state of every report
 *   <li>{@code live}: each submission by itself, with the counts of all agencies above
 *   <li>{@code rollUp…}: each of the 769 agencies that have others below, for each due date
 *   <li>{@code rebuild}: the matrix from the log of submissions
 *   <li>{@code indexedObjects}: the peer of {@code count…}: instants in arrays of arrays, an enum
 *       for the state, an EnumMap to count
 *   <li>{@code naive}: the peer of {@code rebuild} and {@code count…} together: records, a HashMap
 *       by key, ZonedDateTime, streams
 * </ul>
 *
 * <p>Each row is the time of all of it; all find the same number of reports on time, or the setup
 * fails. With 2,500 agencies beside 10,000, {@code -prof gc} shows that a question takes the same
 * memory. The heap is touched before the clock runs: else the system's handing out of new pages is
 * what a rebuild measures. Compare rows of one run only.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pbench package -pl benchmarks -am -Dbench=ComplianceColumns
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC"})
public class ComplianceColumns {

  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  /** The first report that came on a day, of an agency that owed it. */
  private record Event(int row, int column, long received) {}

  /** The matrix, and what it is made of. */
  @State(Scope.Benchmark)
  public static class Country {

    @Param({"2500", "10000"})
    int agencies = 10_000;

    int[] parents;
    int[] heads;
    long[] dues;
    List<Event> events;
    SubmissionLog log;

    /**
     * The events once more, bare: walking a list of objects would cost as much as what is timed.
     */
    int[] rows;

    int[] columns;
    long[] received;
    ComplianceMatrix empty;
    ComplianceMatrix matrix;
    int[] cells;
    byte[] states;

    /** Every column has one report that is received later. */
    long then;

    /** Nothing is received later. */
    long today;

    @Setup(Level.Trial)
    public void fill() {
      parents = parents(agencies);
      heads = Arrays.stream(parents).filter(parent -> parent >= 0).distinct().toArray();
      dues = dues();
      then = Arrays.stream(dues).max().getAsLong();
      today = then + TimeUnit.DAYS.toSeconds(800);
      events = events(agencies, dues, then + TimeUnit.DAYS.toSeconds(400));
      log = log(events);
      rows = events.stream().mapToInt(Event::row).toArray();
      columns = events.stream().mapToInt(Event::column).toArray();
      received = events.stream().mapToLong(Event::received).toArray();
      empty = ComplianceMatrix.of(parents, dues);
      IntStream.range(0, dues.length).forEach(empty::expectAll);
      matrix = empty.copy();
      matrix.receiveAll(log);
      cells = seconds(matrix, events);
      states = new byte[cells.length];
      check("rebuilt", onTime(cells, dues), matrix.all(then).onTime());
      check("live", onTime(cells, dues), new ComplianceColumns().live(this));
    }

    void check(String name, long wanted, long found) {
      if (wanted != found) {
        throw new IllegalStateException(
            name + " finds " + found + " reports on time, not " + wanted);
      }
    }

    /** Depth-first; as many provinces and districts to an agency as in the whole country. */
    private static int[] parents(int agencies) {
      int provinces = agencies * 63 / 10_000;
      int districts = agencies * 705 / 10_000;
      int communes = agencies - 1 - provinces - districts;
      List<Integer> parents = new ArrayList<>(List.of(-1));
      int district = 0;
      int commune = 0;
      for (int province = 0; province < provinces; province++) {
        int provinceRow = parents.size();
        parents.add(0);
        for (; district < districts * (province + 1) / provinces; district++) {
          int districtRow = parents.size();
          parents.add(provinceRow);
          for (; commune < communes * (district + 1) / districts; commune++) {
            parents.add(districtRow);
          }
        }
      }
      return parents.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Seventeen a year: each month, each quarter, the year; before the fifteenth. */
    private static long[] dues() {
      return IntStream.range(2022, 2032)
          .mapToObj(year -> LocalDate.of(year, 1, 15))
          .flatMap(
              first ->
                  Stream.of(IntStream.range(0, 12), IntStream.of(2, 5, 8, 11), IntStream.of(11))
                      .flatMap(IntStream::boxed)
                      .map(first::plusMonths))
          .mapToLong(day -> day.atStartOfDay(ZONE).toEpochSecond())
          .toArray();
    }

    /**
     * In the order in which they came. Of ten reports eight come in the ten days before they are
     * due, one in the twenty days after, and one not at all; some come twice.
     */
    private static List<Event> events(int agencies, long[] dues, long straggling) {
      SplittableRandom random = new SplittableRandom(1270);
      List<Event> events = new ArrayList<>();
      for (int column = 0; column < dues.length; column++) {
        events.add(new Event(0, column, straggling));
        for (int row = 1; row < agencies; row++) {
          int luck = random.nextInt(100);
          long received = dues[column] - 864_000 + random.nextInt(864_000);
          if (luck < 10) {
            received += 864_000 + random.nextInt(864_000);
          }
          if (luck < 90) {
            events.add(new Event(row, column, received));
          }
          if (luck < 4) {
            events.add(new Event(row, column, received + 86_400));
          }
        }
      }
      events.sort(Comparator.comparingLong(Event::received));
      return events;
    }

    private static SubmissionLog log(List<Event> events) {
      SubmissionLog log = SubmissionLog.EMPTY;
      for (Event event : events) {
        log = log.plus(event.row(), event.column(), event.received(), event.received());
      }
      return log;
    }

    private static int[] seconds(ComplianceMatrix matrix, List<Event> events) {
      int[] cells = new int[matrix.rows() * matrix.columns()];
      Arrays.fill(cells, Integer.MAX_VALUE);
      for (Event event : events) {
        int cell = event.column() * matrix.rows() + event.row();
        cells[cell] = (int) Math.min(cells[cell], event.received());
      }
      return cells;
    }

    private static long onTime(int[] cells, long[] dues) {
      int rows = cells.length / dues.length;
      return IntStream.range(0, cells.length).filter(i -> cells[i] < dues[i / rows]).count();
    }
  }

  @Benchmark
  public int roof(Country country) {
    int sum = 0;
    for (int cell : country.cells) {
      sum += cell;
    }
    return sum;
  }

  @Benchmark
  public Compliance countFromSeconds(Country country) {
    return country.matrix.all(country.then);
  }

  @Benchmark
  public Compliance countFromBits(Country country) {
    return country.matrix.of(Selection.everything(), country.today);
  }

  @Benchmark
  public Compliance countFromCounts(Country country) {
    return country.matrix.all(country.today);
  }

  @Benchmark
  public byte[] statesFromSeconds(Country country) {
    country.matrix.states(country.then, country.states);
    return country.states;
  }

  @Benchmark
  public byte[] statesFromBits(Country country) {
    country.matrix.states(country.today, country.states);
    return country.states;
  }

  @Benchmark
  public @Nullable Lateness lateness(Country country) {
    return country.matrix.lateness(Selection.everything(), country.today).orElse(null);
  }

  @Benchmark
  public int live(Country country) {
    ComplianceMatrix matrix = country.empty.copy();
    for (int i = 0; i < country.rows.length; i++) {
      matrix.received(country.rows[i], country.columns[i], country.received[i]);
    }
    return matrix.liveOnTime(0);
  }

  @Benchmark
  public int rollUpOnTime(Country country) {
    int sum = 0;
    for (int column = 0; column < country.dues.length; column++) {
      for (int head : country.heads) {
        sum += country.matrix.liveOnTime(head, column);
      }
    }
    return sum;
  }

  @Benchmark
  public long rollUpCompliance(Country country) {
    long sum = 0;
    for (int column = 0; column < country.dues.length; column++) {
      for (int head : country.heads) {
        sum += country.matrix.subtree(head, column, country.today).onTime();
      }
    }
    return sum;
  }

  @Benchmark
  public ComplianceMatrix rebuild(Country country) {
    ComplianceMatrix matrix = country.empty.copy();
    matrix.receiveAll(country.log);
    return matrix;
  }

  /** Instants in arrays of arrays. */
  @State(Scope.Benchmark)
  public static class IndexedObjects {

    @Nullable Instant[][] received;
    Instant[] dues;
    Instant then;

    @Setup(Level.Trial)
    public void fill(Country country) {
      received = new Instant[country.dues.length][country.agencies];
      dues = Arrays.stream(country.dues).mapToObj(Instant::ofEpochSecond).toArray(Instant[]::new);
      then = Instant.ofEpochSecond(country.then);
      for (Event event : country.events) {
        Instant before = received[event.column()][event.row()];
        Instant at = Instant.ofEpochSecond(event.received());
        received[event.column()][event.row()] = before == null || at.isBefore(before) ? at : before;
      }
      long found = count().getOrDefault(ReportStatus.State.ON_TIME, 0L);
      country.check("indexedObjects", country.matrix.all(country.then).onTime(), found);
    }

    Map<ReportStatus.State, Long> count() {
      Map<ReportStatus.State, Long> counts = new EnumMap<>(ReportStatus.State.class);
      for (int column = 0; column < dues.length; column++) {
        for (Instant at : received[column]) {
          counts.merge(state(at, dues[column]), 1L, Long::sum);
        }
      }
      return counts;
    }

    private ReportStatus.State state(@Nullable Instant at, Instant due) {
      if (at == null || at.isAfter(then)) {
        return then.isBefore(due) ? ReportStatus.State.PENDING : ReportStatus.State.OVERDUE;
      }
      return at.isBefore(due) ? ReportStatus.State.ON_TIME : ReportStatus.State.LATE;
    }
  }

  @Benchmark
  public Map<ReportStatus.State, Long> indexedObjects(IndexedObjects objects) {
    return objects.count();
  }

  /** Records and streams. */
  @State(Scope.Benchmark)
  public static class Naive {

    private record Key(String agency, String report) {}

    private record Submission(Key key, ZonedDateTime received) {}

    private record Expected(Key key, ZonedDateTime due) {}

    private List<Submission> submissions;
    private List<Expected> expected;
    private ZonedDateTime then;

    @Setup(Level.Trial)
    public void fill(Country country) {
      String[] agencies = names("agency-", country.agencies);
      String[] reports = names("report-", country.dues.length);
      then = at(country.then);
      submissions =
          country.events.stream()
              .map(
                  event ->
                      new Submission(
                          new Key(agencies[event.row()], reports[event.column()]),
                          at(event.received())))
              .toList();
      expected =
          IntStream.range(0, reports.length)
              .boxed()
              .flatMap(
                  column ->
                      Arrays.stream(agencies)
                          .map(
                              agency ->
                                  new Expected(
                                      new Key(agency, reports[column]), at(country.dues[column]))))
              .toList();
      long found = count().getOrDefault(ReportStatus.State.ON_TIME, 0L);
      country.check("naive", country.matrix.all(country.then).onTime(), found);
    }

    private static String[] names(String stem, int count) {
      return IntStream.range(0, count).mapToObj(i -> stem + i).toArray(String[]::new);
    }

    private static ZonedDateTime at(long second) {
      return Instant.ofEpochSecond(second).atZone(ZONE);
    }

    Map<ReportStatus.State, Long> count() {
      Map<Key, ZonedDateTime> first =
          submissions.stream()
              .filter(submission -> !submission.received().isAfter(then))
              .collect(
                  Collectors.toMap(
                      Submission::key,
                      Submission::received,
                      BinaryOperator.minBy(Comparator.naturalOrder()),
                      HashMap::new));
      return expected.stream()
          .collect(
              Collectors.groupingBy(
                  report -> state(first.get(report.key()), report.due()), Collectors.counting()));
    }

    private ReportStatus.State state(@Nullable ZonedDateTime at, ZonedDateTime due) {
      if (at == null) {
        return then.isBefore(due) ? ReportStatus.State.PENDING : ReportStatus.State.OVERDUE;
      }
      return at.isBefore(due) ? ReportStatus.State.ON_TIME : ReportStatus.State.LATE;
    }
  }

  @Benchmark
  public Map<ReportStatus.State, Long> naive(Naive naive) {
    return naive.count();
  }
}
