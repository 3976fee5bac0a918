package vn.loa.plan.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * The due instants of one rule in one zone, as epoch seconds: by sums, without an object, in every
 * year in which the zone has a fixed offset (in Vietnam from 1976 on), and by java.time else; both
 * say the same. Immutable.
 */
public final class DueInstants {

  private static final long SECONDS_PER_DAY = 86_400;
  private static final int DAYS_PER_ERA = 146_097;
  private static final int DAYS_FROM_MARCH_0000_TO_1970 = 719_468;
  private static final int DAY_OF_EVERY_MONTH = 28;
  private static final int LAST_SUM_YEAR = 9_999;

  private final DueRule rule;
  private final ZoneId zone;
  private final int firstSumYear;
  private final long offsetSeconds;
  private final int monthsPerPeriod;
  private final int perYear;
  private final int monthsToDue;
  private final int day;
  private final int daysOfGrace;

  DueInstants(DueRule rule, ZoneId zone) {
    this.rule = rule;
    this.zone = zone;
    this.firstSumYear = rule.cadence() == Cadence.ONCE ? Integer.MAX_VALUE : firstFixedYear(zone);
    this.offsetSeconds = zone.getRules().getOffset(Instant.MAX).getTotalSeconds();
    this.monthsPerPeriod = rule.cadence().months();
    this.perYear = rule.cadence().perYear();
    this.monthsToDue = rule.month() - 1;
    this.day = rule.day();
    this.daysOfGrace = rule.bound() == Bound.BEFORE ? 0 : 1;
  }

  /** The year after the zone's last transition; never, where it has one every year. */
  private static int firstFixedYear(ZoneId zone) {
    ZoneRules rules = zone.getRules();
    List<ZoneOffsetTransition> past = rules.getTransitions();
    if (!rules.getTransitionRules().isEmpty()) {
      return Integer.MAX_VALUE;
    }
    return past.isEmpty() ? 0 : past.get(past.size() - 1).getDateTimeAfter().getYear() + 1;
  }

  /**
   * The first second at which the report of this period is late.
   *
   * @param year see {@link ReportPeriod#year()}
   * @param number see {@link ReportPeriod#number()}
   */
  public long epochSecond(int year, int number) {
    if (number < 1 || number > perYear || year < firstSumYear || year > LAST_SUM_YEAR) {
      return rule.dueDate(year, number).atStartOfDay(zone).toEpochSecond();
    }
    int months = (number - 1) * monthsPerPeriod + monthsToDue;
    int dueYear = year + months / 12;
    int month = months % 12 + 1;
    long days = epochDay(dueYear, month, dayIn(dueYear, month)) + daysOfGrace;
    return days * SECONDS_PER_DAY - offsetSeconds;
  }

  private int dayIn(int year, int month) {
    return day <= DAY_OF_EVERY_MONTH ? day : Math.min(day, length(year, month));
  }

  private static int length(int year, int month) {
    if (month == 2) {
      boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
      return leap ? 29 : 28;
    }
    return 30 + ((month + (month >> 3)) & 1);
  }

  /** Counts years from March, so that the leap day comes last; for years from 0 on. */
  private static long epochDay(int year, int month, int day) {
    int shifted = month <= 2 ? year - 1 : year;
    int era = shifted / 400;
    int yearOfEra = shifted - era * 400;
    int dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return (long) era * DAYS_PER_ERA + dayOfEra - DAYS_FROM_MARCH_0000_TO_1970;
  }
}
