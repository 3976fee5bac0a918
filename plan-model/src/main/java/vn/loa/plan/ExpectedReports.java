package vn.loa.plan;

import java.util.AbstractList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.calendar.WorkCalendar;

/**
 * Every report that a plan expects of a roster: derived from both, never typed. Immutable.
 *
 * <p>An agency owes a report when its group has the role {@link ReporterRole#EXPECTED} and it
 * exists on the report's last good day, before any roll. Those of groups with the role {@link
 * ReporterRole#EXEMPT} are here too, marked.
 *
 * <p>A report is kept as one number, agency and date, and made into an {@link ExpectedReport} when
 * it is asked for: ten thousand agencies over ten years owe 1.7 million.
 */
public final class ExpectedReports {

  private final List<Agency> agencies;
  private final List<DueDate> dates;
  private final BitSet exempt = new BitSet();
  private final Map<String, Integer> rows = new HashMap<>();
  private final Map<String, Map<String, Integer>> columns = new HashMap<>();

  /* A cell is row × number of dates + column. */
  private final BitSet expected = new BitSet();
  private final int[] cells;

  private ExpectedReports(Plan plan, Roster roster, WorkCalendar calendar) {
    this.agencies = roster.agencies();
    this.dates = plan.dueDates(calendar);
    Math.multiplyExact(agencies.size(), dates.size());
    for (int column = 0; column < dates.size(); column++) {
      DueDate date = dates.get(column);
      columns
          .computeIfAbsent(date.obligation().id(), any -> new HashMap<>())
          .put(date.period().label(), column);
    }
    for (int row = 0; row < agencies.size(); row++) {
      rows.put(agencies.get(row).id(), row);
      expect(row, role(plan, agencies.get(row)));
    }
    this.cells = expected.stream().toArray();
  }

  private static @Nullable ReporterRole role(Plan plan, Agency agency) {
    Clause group = agency.group();
    return group == null ? null : plan.regime().roles().get(plan.group(group).clause());
  }

  private void expect(int row, @Nullable ReporterRole role) {
    exempt.set(row, role == ReporterRole.EXEMPT);
    if (role == ReporterRole.EXPECTED || role == ReporterRole.EXEMPT) {
      Agency agency = agencies.get(row);
      for (int column = 0; column < dates.size(); column++) {
        expected.set(
            row * dates.size() + column, agency.isValidOn(dates.get(column).nominalLastDay()));
      }
    }
  }

  /**
   * @param calendar decides where a date rolls
   * @throws UnknownNameException when the roster counts an agency to a group that the plan lacks
   * @throws ArithmeticException when agencies times dates are more than 2³¹
   */
  public static ExpectedReports of(Plan plan, Roster roster, WorkCalendar calendar) {
    return new ExpectedReports(plan, roster, calendar);
  }

  /** By agency in the roster's order, then obligation, then time. */
  public List<ExpectedReport> all() {
    return new Cells(cells);
  }

  /** What this agency owes, by obligation, then time; empty when nothing is expected of it. */
  public List<ExpectedReport> of(String agency) {
    int first = rows.getOrDefault(agency, agencies.size()) * dates.size();
    return new Cells(IntStream.range(first, first + dates.size()).filter(expected::get).toArray());
  }

  /** Every date on which a report is due, by obligation, then time. */
  public List<DueDate> dates() {
    return dates;
  }

  /** Empty when this report is not expected. */
  public Optional<ExpectedReport> find(ReportKey key) {
    Integer row = rows.get(key.agency());
    Integer column = columns.getOrDefault(key.obligation(), Map.of()).get(key.period());
    return row == null || column == null || !expected.get(row * dates.size() + column)
        ? Optional.empty()
        : Optional.of(report(row * dates.size() + column));
  }

  private ExpectedReport report(int cell) {
    int row = cell / dates.size();
    return new ExpectedReport(
        agencies.get(row).id(), dates.get(cell % dates.size()), exempt.get(row));
  }

  private final class Cells extends AbstractList<ExpectedReport> implements RandomAccess {

    private final int[] numbers;

    Cells(int[] numbers) {
      this.numbers = numbers;
    }

    @Override
    public ExpectedReport get(int index) {
      return report(numbers[index]);
    }

    @Override
    public int size() {
      return numbers.length;
    }
  }
}
