package vn.loa.plan.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Clause;
import vn.loa.plan.RegimeRules;
import vn.loa.plan.Reminders;
import vn.loa.plan.ReporterRole;
import vn.loa.plan.ReportingObligation;
import vn.loa.plan.ReportingRegime;
import vn.loa.plan.Text;
import vn.loa.plan.calendar.Bound;
import vn.loa.plan.calendar.Cadence;
import vn.loa.plan.calendar.Coverage;
import vn.loa.plan.calendar.DueRule;
import vn.loa.plan.calendar.FirstPeriod;
import vn.loa.plan.calendar.Roll;
import vn.loa.plan.json.References.Kind;

/** Field by field from a file to a report regime. {@link RegimeWriter} is its mirror. */
final class RegimeReader {

  private static final int MONTHS = 12;

  /** A due rule counts months to the end of the year after its period's. */
  private static final int LATEST_MONTH = 24;

  private static final int LATEST_YEAR = 9999;

  private RegimeReader() {}

  static @Nullable ReportingRegime regime(Fields in) {
    Clause clause = in.ownClause();
    int line = in.number("line");
    Text text = in.text("text");
    List<ReportingObligation> obligations = in.neededList("obligations", RegimeReader::obligation);
    if (obligations.isEmpty() && in.areSound("obligations")) {
      in.refuse(
          "obligations",
          "nothing is to be reported",
          Hints.of("khai báo ít nhất một chế độ báo cáo", "expected at least one obligation"));
    }
    Map<Clause, ReporterRole> roles = new LinkedHashMap<>();
    in.neededList("roles", RegimeReader::reporter)
        .forEach(reporter -> roles.put(reporter.group, reporter.role));
    Text recipient = in.text("recipient");
    Text via = in.text("via");
    RegimeRules read = in.objectOrNull("rules", RegimeReader::rules);
    RegimeRules rules = read == null ? RegimeRules.DEFAULTS : read;
    return in.make(
        () -> new ReportingRegime(clause, line, text, obligations, roles, recipient, via, rules));
  }

  private record Reporter(Clause group, ReporterRole role) {}

  private static Reporter reporter(Fields in) {
    Clause group = in.reference("group", Kind.GROUP);
    if (in.areSound("group")) {
      in.declareOnce(Kind.ROLE, group.toString(), "group");
    }
    return new Reporter(group, in.oneOf("role", ReporterRole.class));
  }

  private static @Nullable ReportingObligation obligation(Fields in) {
    String id = in.ownId(Kind.OBLIGATION);
    Clause clause = in.reference("clause", Kind.CLAUSE);
    DueRule due = dueRule(in);
    Coverage coverage = in.objectOrNull("coverage", RegimeReader::coverage);
    Roll roll = in.oneOfOr(Roll.NONE, "roll", Roll.class);
    String template = in.wordsOrNull("template");
    if (due == null) {
      return null;
    }
    Coverage covers = coverage == null ? Coverage.untilDue(due) : coverage;
    return in.make(() -> new ReportingObligation(id, clause, due, covers, roll, template));
  }

  private static @Nullable DueRule dueRule(Fields in) {
    Cadence cadence = in.oneOf("cadence", Cadence.class);
    boolean once = cadence == Cadence.ONCE;
    int year = once ? in.number("year", 1, LATEST_YEAR) : noYear(in);
    int month = in.number("month", 1, once ? MONTHS : LATEST_MONTH);
    boolean inclusive = in.has("onOrBeforeDay");
    if (inclusive && in.has("beforeDay")) {
      in.refuse(
          "onOrBeforeDay",
          "a report is due before a day or by a day, not both",
          Hints.of(
              "chỉ giữ một trong hai: \"beforeDay\" (trước ngày) hoặc \"onOrBeforeDay\" (chậm nhất"
                  + " ngày)",
              "expected either \"beforeDay\" or \"onOrBeforeDay\""));
    }
    int day = in.dayOfMonth(inclusive ? "onOrBeforeDay" : "beforeDay");
    Bound bound = inclusive ? Bound.ON_OR_BEFORE : Bound.BEFORE;
    return in.make(() -> new DueRule(cadence, year, month, day, bound));
  }

  /** What comes back every year has none. */
  private static int noYear(Fields in) {
    if (in.has("year") && in.areSound("cadence")) {
      in.refuse(
          "year",
          "a report that comes back has no year",
          Hints.of(
              "bỏ \"year\", hoặc ghi \"cadence\": \"ONCE\" nếu chỉ báo cáo một lần",
              "expected no \"year\", or \"cadence\": \"ONCE\""));
    }
    return 0;
  }

  private static @Nullable Coverage coverage(Fields in) {
    Coverage.Kind kind = in.oneOf("kind", Coverage.Kind.class);
    if (kind == Coverage.Kind.CUT_OFF) {
      int day = in.dayOfMonth("day");
      return in.make(() -> Coverage.cutOff(day));
    }
    if (in.has("day")) {
      in.refuse(
          "day",
          kind + " coverage has no cut-off day",
          Hints.of(
              "bỏ \"day\", hoặc ghi \"kind\": \"CUT_OFF\" nếu chốt số liệu theo ngày",
              "expected no \"day\", or \"kind\": \"CUT_OFF\""));
    }
    return in.make(() -> new Coverage(kind, 0));
  }

  private static @Nullable RegimeRules rules(Fields in) {
    RegimeRules plain = RegimeRules.DEFAULTS;
    RegimeRules.Builder rules =
        RegimeRules.builder()
            .quarterEnd(in.oneOfOr(plain.quarterEnd(), "quarterEnd", RegimeRules.QuarterEnd.class))
            .annualMonth(
                in.oneOfOr(plain.annualMonth(), "annualMonth", RegimeRules.AnnualMonth.class))
            .continueAfterAnnual(in.flagOr(plain.continueAfterAnnual(), "continueAfterAnnual"))
            .firstPeriod(in.oneOfOr(plain.firstPeriod(), "firstPeriod", FirstPeriod.class))
            .receivedBy(in.oneOfOr(plain.receivedBy(), "receivedBy", RegimeRules.ReceivedBy.class))
            .forwardWithin(
                in.numberOr(plain.forwardWithin(), "forwardWithin", 1, Integer.MAX_VALUE))
            .clock(in.oneOfOr(plain.clock(), "clock", RegimeRules.Clock.class))
            .timeliness(in.oneOfOr(plain.timeliness(), "timeliness", RegimeRules.Timeliness.class));
    int window =
        in.has("correctionWindow")
            ? in.number("correctionWindow", 0, Integer.MAX_VALUE)
            : plain.correctionWindow();
    Reminders reminders = in.objectOrNull("reminders", RegimeReader::reminders);
    return in.make(
        () ->
            rules
                .correctionWindow(window)
                .reminders(reminders == null ? plain.reminders() : reminders)
                .build());
  }

  private static @Nullable Reminders reminders(Fields in) {
    List<Integer> before = in.numbers("daysBefore", 1, Integer.MAX_VALUE);
    List<Integer> after = in.numbers("workingDaysAfter", 1, Integer.MAX_VALUE);
    int hour = in.has("hour") ? in.number("hour", 0, 23) : Reminders.OFF.hour();
    return in.make(() -> new Reminders(before, after, hour));
  }
}
