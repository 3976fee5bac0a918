package vn.loa.bench;

import biweekly.util.Frequency;
import biweekly.util.Recurrence;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.text.ParseException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import net.fortuna.ical4j.model.Recur;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.quartz.CronExpression;
import vn.loa.plan.calendar.DueInstants;
import vn.loa.plan.calendar.DueRule;

/**
 * What one due instant costs: the 15th of each month, 2022 to 2031, at 00:00 in Vietnam.
 *
 * <ul>
 *   <li>{@code loa}: {@link DueInstants}
 *   <li>{@code javaTime}: a loop over months
 *   <li>{@code libRecur}, {@code ical4j}, {@code biweekly}: RFC 5545 recurrence rules, {@code
 *       FREQ=MONTHLY;BYMONTHDAY=15}
 *   <li>{@code quartz}, {@code cronUtils}: cron expressions, asked for the next time again and
 *       again
 * </ul>
 *
 * <p>Rules are parsed before. Every row is the time of one due instant of 120; all give the same
 * sum of epoch seconds, or the setup fails.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(DueDates.DUES)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("JavaUtilDate") // what some of the peers speak
public class DueDates {

  static final int DUES = 120;

  private static final int FIRST_YEAR = 2022;
  private static final int LAST_YEAR = 2031;
  private static final int DAY = 15;
  private static final String RULE = "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=120";
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private final TimeZone timeZone = TimeZone.getTimeZone(ZONE);
  private final ZonedDateTime first = LocalDate.of(FIRST_YEAR, 1, DAY).atStartOfDay(ZONE);

  private DueInstants instants;
  private RecurrenceRule libRecurRule;
  private Recur<ZonedDateTime> ical4jRule;
  private Recurrence biweeklyRule;
  private CronExpression quartzExpression;
  private ExecutionTime cronUtilsTime;

  @Setup(Level.Trial)
  public void parse() throws InvalidRecurrenceRuleException, ParseException {
    instants = DueRule.monthly(DAY).in(ZONE);
    libRecurRule = new RecurrenceRule(RULE);
    ical4jRule = new Recur<>(RULE);
    biweeklyRule = new Recurrence.Builder(Frequency.MONTHLY).byMonthDay(DAY).count(DUES).build();
    quartzExpression = new CronExpression("0 0 0 15 * ?");
    quartzExpression.setTimeZone(timeZone);
    CronParser unix = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    cronUtilsTime = ExecutionTime.forCron(unix.parse("0 0 15 * *"));
    check();
  }

  private void check() {
    long wanted = javaTime();
    check("loa", wanted, loa());
    check("libRecur", wanted, libRecur());
    check("ical4j", wanted, ical4j());
    check("biweekly", wanted, biweekly());
    check("quartz", wanted, quartz());
    check("cronUtils", wanted, cronUtils());
  }

  private static void check(String name, long wanted, long found) {
    if (wanted != found) {
      throw new IllegalStateException(name + " sums to " + found + " seconds, not " + wanted);
    }
  }

  @Benchmark
  public long loa() {
    long sum = 0;
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      for (int month = 1; month <= 12; month++) {
        sum += instants.epochSecond(year, month);
      }
    }
    return sum;
  }

  @Benchmark
  public long javaTime() {
    long sum = 0;
    YearMonth month = YearMonth.of(FIRST_YEAR, 1);
    for (int i = 0; i < DUES; i++) {
      sum += month.plusMonths(i).atDay(DAY).atStartOfDay(ZONE).toEpochSecond();
    }
    return sum;
  }

  @Benchmark
  public long libRecur() {
    long sum = 0;
    DateTime start = new DateTime(timeZone, FIRST_YEAR, 0, DAY, 0, 0, 0);
    RecurrenceRuleIterator dues = libRecurRule.iterator(start);
    while (dues.hasNext()) {
      sum += TimeUnit.MILLISECONDS.toSeconds(dues.nextMillis());
    }
    return sum;
  }

  @Benchmark
  public long ical4j() {
    long sum = 0;
    for (ZonedDateTime due : ical4jRule.getDates(first, first, first.plusMonths(DUES))) {
      sum += due.toEpochSecond();
    }
    return sum;
  }

  @Benchmark
  public long biweekly() {
    long sum = 0;
    DateIterator dues = biweeklyRule.getDateIterator(Date.from(first.toInstant()), timeZone);
    while (dues.hasNext()) {
      sum += TimeUnit.MILLISECONDS.toSeconds(dues.next().getTime());
    }
    return sum;
  }

  @Benchmark
  public long quartz() {
    long sum = 0;
    Date due = Date.from(first.toInstant().minusSeconds(1));
    for (int i = 0; i < DUES; i++) {
      due = quartzExpression.getNextValidTimeAfter(due);
      sum += TimeUnit.MILLISECONDS.toSeconds(due.getTime());
    }
    return sum;
  }

  @Benchmark
  public long cronUtils() {
    long sum = 0;
    ZonedDateTime due = first.minusSeconds(1);
    for (int i = 0; i < DUES; i++) {
      due = cronUtilsTime.nextExecution(due).orElseThrow();
      sum += due.toEpochSecond();
    }
    return sum;
  }
}
