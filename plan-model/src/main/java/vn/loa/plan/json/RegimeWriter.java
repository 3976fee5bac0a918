package vn.loa.plan.json;

import vn.loa.plan.RegimeRules;
import vn.loa.plan.Reminders;
import vn.loa.plan.ReportingObligation;
import vn.loa.plan.ReportingRegime;
import vn.loa.plan.calendar.Bound;
import vn.loa.plan.calendar.Cadence;
import vn.loa.plan.calendar.Coverage;
import vn.loa.plan.calendar.DueRule;
import vn.loa.plan.calendar.Roll;

/**
 * Field by field from a report regime to a file; what a plan leaves open is left out. {@link
 * RegimeReader} is its mirror: change both.
 */
final class RegimeWriter {

  private final JsonOut out;

  private RegimeWriter(JsonOut out) {
    this.out = out;
  }

  static void write(JsonOut out, ReportingRegime regime) {
    new RegimeWriter(out).regime(regime);
  }

  private void regime(ReportingRegime regime) {
    out.field("clause", regime.clause()).field("line", regime.line()).text("text", regime.text());
    out.allObjects("obligations", regime.obligations(), this::obligation);
    out.allObjects(
        "roles",
        regime.roles().entrySet(),
        role -> out.field("group", role.getKey()).field("role", role.getValue()));
    out.text("recipient", regime.recipient()).text("via", regime.via());
    if (!regime.rules().equals(RegimeRules.DEFAULTS)) {
      out.object("rules", any -> rules(regime.rules(), RegimeRules.DEFAULTS));
    }
  }

  private void obligation(ReportingObligation obligation) {
    out.field("id", obligation.id()).field("clause", obligation.clause());
    due(obligation.due());
    if (!obligation.coverage().equals(Coverage.untilDue(obligation.due()))) {
      out.object("coverage", any -> coverage(obligation.coverage()));
    }
    unlike(Roll.NONE, "roll", obligation.roll());
    out.field("template", obligation.template());
  }

  private void due(DueRule due) {
    out.field("cadence", due.cadence());
    if (due.cadence() == Cadence.ONCE) {
      out.field("year", due.year());
    }
    out.field("month", due.month());
    day(due.bound() == Bound.BEFORE ? "beforeDay" : "onOrBeforeDay", due.day());
  }

  private void coverage(Coverage coverage) {
    out.field("kind", coverage.kind());
    if (coverage.kind() == Coverage.Kind.CUT_OFF) {
      day("day", coverage.day());
    }
  }

  private void day(String name, int day) {
    if (day == DueRule.LAST_DAY) {
      out.field(name, Fields.LAST_DAY);
    } else {
      out.field(name, day);
    }
  }

  private void rules(RegimeRules rules, RegimeRules plain) {
    unlike(plain.quarterEnd(), "quarterEnd", rules.quarterEnd());
    unlike(plain.annualMonth(), "annualMonth", rules.annualMonth());
    if (rules.continueAfterAnnual() != plain.continueAfterAnnual()) {
      out.choice("continueAfterAnnual", rules.continueAfterAnnual());
    }
    unlike(plain.firstPeriod(), "firstPeriod", rules.firstPeriod());
    unlike(plain.receivedBy(), "receivedBy", rules.receivedBy());
    if (rules.forwardWithin() != null) {
      out.field("forwardWithin", rules.forwardWithin().longValue());
    }
    unlike(plain.clock(), "clock", rules.clock());
    unlike(plain.timeliness(), "timeliness", rules.timeliness());
    if (rules.correctionWindow() != plain.correctionWindow()) {
      out.field("correctionWindow", rules.correctionWindow());
    }
    if (!rules.reminders().equals(plain.reminders())) {
      out.object("reminders", any -> reminders(rules.reminders()));
    }
  }

  private void reminders(Reminders reminders) {
    out.numbers("daysBefore", reminders.daysBefore())
        .numbers("workingDaysAfter", reminders.workingDaysAfter());
    if (reminders.hour() != Reminders.OFF.hour()) {
      out.field("hour", reminders.hour());
    }
  }

  private <E extends Enum<E>> void unlike(E otherwise, String name, E value) {
    if (value != otherwise) {
      out.field(name, value);
    }
  }
}
