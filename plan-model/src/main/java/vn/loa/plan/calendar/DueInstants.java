package vn.loa.plan.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The due instants of one rule in one zone, as epoch seconds: by sums, without an object, in every
 * year in which the zone has a fixed offset (in Vietnam from 1976 on), and by java.time else; both
 * say the same. Immutable.
 */
public final class DueInstants {

  private static final long SECONDS_PER_DAY = 86_400;
  private static final int DAYS_PER_ERA = 146_097;
  private static final int MONTHS_PER_ERA = 4_800;
  private static final int FIRST_SUM_YEAR = 1;
  private static final int LAST_SUM_YEAR = 9_999;

  /** The epoch day before each month of the years 0 to 399, after which the calendar repeats. */
  private static final int[] STARTS =
      IntStream.rangeClosed(0, MONTHS_PER_ERA)
          .map(month -> (int) LocalDate.of(0, 1, 1).plusMonths(month).toEpochDay() - 1)
          .toArray();

  private final DueRule rule;
  private final ZoneId zone;
  private final int firstSumYear;
  private final long offsetSeconds;
  private final int monthsPerPeriod;
  private final int perYear;
  private final int monthsToDue;
  private final int day;
  private final int daysToLate;

  DueInstants(DueRule rule, ZoneId zone) {
    this.rule = rule;
    this.zone = zone;
    this.firstSumYear = rule.cadence() == Cadence.ONCE ? Integer.MAX_VALUE : firstFixedYear(zone);
    this.offsetSeconds = zone.getRules().getOffset(Instant.MAX).getTotalSeconds();
    this.monthsPerPeriod = rule.cadence().months();
    this.perYear = rule.cadence().perYear();
    this.monthsToDue = rule.month() - 1;
    this.day = rule.day();
    this.daysToLate = rule.bound() == Bound.BEFORE ? 0 : 1;
  }

  /** The year after the zone's last transition; never, where it has one every year. */
  private static int firstFixedYear(ZoneId zone) {
    ZoneRules rules = zone.getRules();
    List<ZoneOffsetTransition> past = rules.getTransitions();
    if (!rules.getTransitionRules().isEmpty()) {
      return Integer.MAX_VALUE;
    }
    return past.isEmpty()
        ? FIRST_SUM_YEAR
        : past.get(past.size() - 1).getDateTimeAfter().getYear() + 1;
  }

  /**
   * The first second at which the report of this period is late.
   *
   * @param year see {@link ReportPeriod#year()}
   * @param number see {@link ReportPeriod#number()}
   * @throws IllegalArgumentException when the rule's cadence has no period of this number
   */
  public long epochSecond(int year, int number) {
    if (number < 1 || number > perYear || year < firstSumYear || year > LAST_SUM_YEAR) {
      return rule.dueDate(year, number).atStartOfDay(zone).toEpochSecond();
    }
    int months = year * 12 + (number - 1) * monthsPerPeriod + monthsToDue;
    int era = months / MONTHS_PER_ERA;
    int month = months - era * MONTHS_PER_ERA;
    int length = STARTS[month + 1] - STARTS[month];
    long days = (long) era * DAYS_PER_ERA + STARTS[month] + Math.min(day, length) + daysToLate;
    return days * SECONDS_PER_DAY - offsetSeconds;
  }
}
