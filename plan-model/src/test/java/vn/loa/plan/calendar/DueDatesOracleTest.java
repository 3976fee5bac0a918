package vn.loa.plan.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The seventeen reports a year of Plan 1270, for two hundred years. */
class DueDatesOracleTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final LocalDate FROM = LocalDate.of(1980, 1, 1);
  private static final LocalDate TO = LocalDate.of(2180, 1, 1);
  private static final List<DueRule> PLAN =
      List.of(DueRule.monthly(15), DueRule.quarterly(15), DueRule.annual(Month.NOVEMBER, 15));

  private static List<ReportPeriod> periods(DueRule rule) {
    return rule.periods(Coverage.untilDue(rule), FirstPeriod.FULL, FROM.minusYears(2), FROM, TO);
  }

  /** The clock on the wall says 14 or 15, whatever zone the machine believes to be in. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Asia/Ho_Chi_Minh",
        "UTC",
        "America/New_York",
        "Pacific/Kiritimati",
        "Australia/Lord_Howe"
      })
  void a_millisecond_before_is_the_fourteenth_wherever_the_machine_stands(String machine) {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(machine));
    try {
      int slots = PLAN.stream().mapToInt(DueDatesOracleTest::boundaries).sum();
      assertThat(slots).isEqualTo(17 * 200);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private static int boundaries(DueRule rule) {
    List<ReportPeriod> periods = periods(rule);
    DueInstants instants = rule.in(ZONE);
    for (ReportPeriod period : periods) {
      Instant due = rule.due(period, ZONE);
      assertThat(instants.epochSecond(period.year(), period.number()))
          .isEqualTo(due.getEpochSecond());
      assertThat(wall(due.minusMillis(1))).endsWith("-14T23:59:59.999");
      assertThat(wall(due)).endsWith("-15T00:00");
      assertThat(wall(due.plusMillis(1))).endsWith("-15T00:00:00.001");
      assertThat(LocalDate.ofInstant(due.minusMillis(1), ZONE)).isEqualTo(rule.lastDay(period));
      assertThat(LocalDate.ofInstant(due.plusMillis(1), ZONE)).isEqualTo(rule.dueDate(period));
    }
    return periods.size();
  }

  private static String wall(Instant instant) {
    return instant.atZone(ZONE).toLocalDateTime().toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MONTHLY | 1 | 15 | FREQ=MONTHLY;BYMONTHDAY=15",
        "MONTHLY | 1 | 28 | FREQ=MONTHLY;BYMONTHDAY=28",
        "MONTHLY | 1 | 31 | FREQ=MONTHLY;BYMONTHDAY=-1",
        "QUARTERLY | 3 | 15 | FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15",
        "QUARTERLY | 1 | 20 | FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=20",
        "SIX_MONTHLY | 6 | 15 | FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15",
        "HALF_YEARLY | 6 | 31 | FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
        "NINE_MONTHLY | 9 | 30 | FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30",
        "ANNUAL | 11 | 15 | FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15",
        "ANNUAL | 2 | 31 | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
      })
  void dues_are_those_of_a_recurrence_rule(Cadence cadence, int month, int day, String rrule)
      throws InvalidRecurrenceRuleException {
    DueRule rule = new DueRule(cadence, 0, month, day, Bound.BEFORE);

    assertThat(periods(rule).stream().map(period -> rule.due(period, ZONE)).toList())
        .isEqualTo(recurrences(rrule));
  }

  private static List<Instant> recurrences(String rrule) throws InvalidRecurrenceRuleException {
    DateTime start = new DateTime(TimeZone.getTimeZone(ZONE), FROM.getYear(), 0, 1, 0, 0, 0);
    long end = TO.atStartOfDay(ZONE).toInstant().toEpochMilli();
    List<Instant> found = new ArrayList<>();
    RecurrenceRuleIterator all = new RecurrenceRule(rrule).iterator(start);
    for (long next = all.nextMillis(); next < end; next = all.nextMillis()) {
      found.add(Instant.ofEpochMilli(next));
    }
    return found;
  }
}
