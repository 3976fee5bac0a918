package vn.loa.plan.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Clause;
import vn.loa.plan.DueDate;
import vn.loa.plan.Plan;
import vn.loa.plan.Provision;
import vn.loa.plan.ReportingObligation;
import vn.loa.plan.Text;
import vn.loa.plan.calendar.Bound;
import vn.loa.plan.calendar.WorkCalendar;

/**
 * Why an expected report stands where it does.
 *
 * @param clause that sets the rule
 * @param line of the plan's text on which the clause begins
 * @param source the clause's words
 * @param rule when the report is due, in words
 * @param nominalDue the first instant that is too late by the rule
 * @param due the first instant that is too late as it binds
 * @param verdict where it stands and why, in words
 */
public record Explanation(
    ReportStatus status,
    Clause clause,
    int line,
    Text source,
    Text rule,
    Instant nominalDue,
    Instant due,
    Text verdict) {

  static Explanation of(Plan plan, WorkCalendar calendar, ReportStatus status, Instant asOf) {
    return new Writer(plan, calendar, status, asOf).write();
  }

  /** One line, in English: what is asked, the rule with its place, and the verdict. */
  @Override
  public String toString() {
    return status.report().key() + ": " + verdict.en() + "; " + rule.en();
  }

  /** One line, in Vietnamese. */
  public String vi() {
    return verdict.vi() + "; " + rule.vi();
  }

  private static final class Writer {

    private static final DateTimeFormatter MOMENT =
        DateTimeFormatter.ofPattern("HH:mm dd/MM/uuuu", Locale.ROOT);

    private static final Instant FIRST_LOCAL =
        LocalDateTime.MIN.plusDays(1).toInstant(ZoneOffset.UTC);
    private static final Instant LAST_LOCAL =
        LocalDateTime.MAX.minusDays(1).toInstant(ZoneOffset.UTC);

    private final Plan plan;
    private final WorkCalendar calendar;
    private final ReportStatus status;
    private final Instant asOf;
    private final ZoneId zone;
    private final DueDate date;

    Writer(Plan plan, WorkCalendar calendar, ReportStatus status, Instant asOf) {
      this.plan = plan;
      this.calendar = calendar;
      this.status = status;
      this.asOf = asOf;
      this.zone = plan.zone();
      this.date = status.report().dueDate();
    }

    Explanation write() {
      ReportingObligation obligation = date.obligation();
      Provision source = plan.provision(obligation.clause());
      return new Explanation(
          status,
          source.clause(),
          source.line(),
          source.text(),
          rule(obligation, source),
          date.nominalDue(),
          date.due(),
          verdict());
    }

    private Text rule(ReportingObligation obligation, Provision source) {
      boolean before = obligation.due().bound() == Bound.BEFORE;
      String named = day(before ? date.nominalLastDay().plusDays(1) : date.nominalLastDay());
      List<String> vi = new ArrayList<>();
      List<String> en = new ArrayList<>();
      vi.add(
          fill(
              "kỳ %s, hạn %s ngày %s (%s, dòng %d)",
              date.period().label(),
              before ? "trước" : "chậm nhất",
              named,
              source.clause(),
              source.line()));
      en.add(
          fill(
              "period %s is due %s %s (%s, line %d)",
              date.period().label(),
              before ? "before" : "on or before",
              named,
              source.clause(),
              source.line()));
      if (date.isRolled()) {
        vi.add(fill("ngày cuối %s là ngày nghỉ, dời đến %s", off(true), day(date.lastDay())));
        en.add(
            fill("its last day %s is a day off and rolled to %s", off(false), day(date.lastDay())));
      }
      return new Text(String.join("; ", vi), String.join("; ", en));
    }

    private String off(boolean vietnamese) {
      WorkCalendar.Day off = calendar.day(date.nominalLastDay());
      return day(off.date()) + " (" + (vietnamese ? off.vi() : off.en()) + ")";
    }

    private Text verdict() {
      String due = moment(date.due());
      Text verdict =
          switch (status.state()) {
            case PENDING -> both("chưa nộp, chưa đến hạn %s", "not here, not due until %s", due);
            case ON_TIME ->
                both(
                    "đúng hạn: tính lúc %s, trước %s",
                    "on time: counted at %s, before %s", moment(status.counted()), due);
            case LATE ->
                both(
                    "trễ %s: tính lúc %s, hạn trước %s",
                    "late by %s: counted at %s, due before %s",
                    span(),
                    moment(status.counted()),
                    due);
            case OVERDUE ->
                both(
                    "quá hạn %s: chưa nộp đến %s, hạn trước %s",
                    "overdue by %s: not here at %s, due before %s", span(), moment(asOf), due);
            case EXCUSED -> excused();
            case EXEMPT -> exempt();
          };
      return withReview(verdict);
    }

    private Text excused() {
      Excuse excuse = Objects.requireNonNull(status.excuse());
      return both(
          "được chấp nhận lý do: %s (%s)", "excused: %s (%s)", excuse.reason(), excuse.authority());
    }

    private Text exempt() {
      Exemption exemption = status.exemption();
      return exemption == null
          ? both("được miễn theo kế hoạch", "exempt by the plan itself")
          : both(
              "được miễn: %s (%s)", "exempt: %s (%s)", exemption.reason(), exemption.authority());
    }

    private Text withReview(Text verdict) {
      Review review = status.lastReview();
      if (review == null || !status.isReturned()) {
        return verdict;
      }
      return new Text(
          verdict.vi() + fill("; bản %d bị trả lại: %s", review.version(), review.reason()),
          verdict.en() + fill("; version %d was returned: %s", review.version(), review.reason()));
    }

    /** The same values in both languages; a value that is a span has a form for each. */
    private static Text both(String vi, String en, Object... values) {
      Object[] vietnamese = values.clone();
      Object[] english = values.clone();
      for (int i = 0; i < values.length; i++) {
        if (values[i] instanceof Text words) {
          vietnamese[i] = words.vi();
          english[i] = words.en();
        }
      }
      return new Text(fill(vi, vietnamese), fill(en, english));
    }

    private Text span() {
      Duration span = status.lateness();
      if (span.toDays() > 0) {
        return both("%d ngày %d giờ", "%d d %d h", span.toDays(), span.toHoursPart());
      }
      if (span.toHours() > 0) {
        return both("%d giờ %d phút", "%d h %d min", span.toHours(), span.toMinutesPart());
      }
      return both("%d phút %d giây", "%d min %d s", span.toMinutes(), span.toSecondsPart());
    }

    /** The ends of time have no local date. */
    private String moment(@Nullable Instant instant) {
      if (instant == null) {
        return "?";
      }
      boolean local = instant.isAfter(FIRST_LOCAL) && instant.isBefore(LAST_LOCAL);
      return local ? MOMENT.format(instant.atZone(zone)) : instant.toString();
    }

    private static String day(LocalDate day) {
      return DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT).format(day);
    }

    private static String fill(String pattern, @Nullable Object... values) {
      return String.format(Locale.ROOT, pattern, values);
    }
  }
}
