package vn.loa.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vn.loa.plan.calendar.Cadence;
import vn.loa.plan.calendar.ReportPeriod;
import vn.loa.plan.calendar.WorkCalendar;

/** Derives the dates of a regime: rule by rule first, then what its rules merge or end. */
final class DueDates {

  private static final Set<Cadence> LONGER_THAN_A_MONTH =
      EnumSet.of(Cadence.QUARTERLY, Cadence.SIX_MONTHLY, Cadence.HALF_YEARLY, Cadence.NINE_MONTHLY);

  private record Owed(ReportingObligation obligation, ReportPeriod period) {

    LocalDate lastDay() {
      return obligation.due().lastDay(period);
    }
  }

  private final RegimeRules rules;
  private final List<Owed> all = new ArrayList<>();

  private DueDates(ReportingRegime regime, LocalDate issuedOn, EffectivePeriod effective) {
    this.rules = regime.rules();
    for (ReportingObligation obligation : regime.obligations()) {
      obligation
          .due()
          .periods(
              obligation.coverage(),
              rules.firstPeriod(),
              issuedOn,
              effective.from(),
              effective.to())
          .forEach(period -> all.add(new Owed(obligation, period)));
    }
  }

  /** By obligation in the regime's order, then time. */
  static List<DueDate> of(Plan plan, WorkCalendar calendar) {
    return new DueDates(plan.regime(), plan.issuedOn(), plan.effective())
        .owed().stream().map(owed -> date(owed, plan.zone(), calendar)).toList();
  }

  static List<ReportPeriod> periods(Plan plan, ReportingObligation obligation) {
    return new DueDates(plan.regime(), plan.issuedOn(), plan.effective())
        .owed().stream()
            .filter(owed -> owed.obligation.equals(obligation))
            .map(Owed::period)
            .toList();
  }

  private List<Owed> owed() {
    Set<LocalDate> taken = new HashSet<>();
    if (rules.quarterEnd() == RegimeRules.QuarterEnd.MERGED) {
      taken.addAll(lastDays(LONGER_THAN_A_MONTH));
    }
    if (rules.annualMonth() == RegimeRules.AnnualMonth.ABSORBS_MONTHLY) {
      taken.addAll(lastDays(EnumSet.of(Cadence.ANNUAL)));
    }
    return all.stream()
        .filter(owed -> !isMonthly(owed) || !taken.contains(owed.lastDay()))
        .filter(owed -> rules.continueAfterAnnual() || !comesAfterAnnual(owed))
        .toList();
  }

  private boolean comesAfterAnnual(Owed owed) {
    return lastDays(EnumSet.of(Cadence.ANNUAL)).stream()
        .anyMatch(
            annual ->
                annual.getYear() == owed.lastDay().getYear() && annual.isBefore(owed.lastDay()));
  }

  private Set<LocalDate> lastDays(Set<Cadence> cadences) {
    Set<LocalDate> days = new HashSet<>();
    for (Owed owed : all) {
      if (cadences.contains(owed.obligation.cadence())) {
        days.add(owed.lastDay());
      }
    }
    return days;
  }

  private static boolean isMonthly(Owed owed) {
    return owed.obligation.cadence() == Cadence.MONTHLY;
  }

  private static DueDate date(Owed owed, ZoneId zone, WorkCalendar calendar) {
    LocalDate nominal = owed.lastDay();
    LocalDate rolled = owed.obligation.roll().apply(nominal, calendar);
    return new DueDate(
        owed.obligation, owed.period, nominal, rolled, after(nominal, zone), after(rolled, zone));
  }

  private static Instant after(LocalDate lastDay, ZoneId zone) {
    return lastDay.plusDays(1).atStartOfDay(zone).toInstant();
  }
}
