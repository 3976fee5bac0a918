package vn.loa.plan.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vn.loa.plan.DueDate;
import vn.loa.plan.ExpectedReport;
import vn.loa.plan.Reminders;

/** Finds which reminders and escalations fell due in {@code (from, to]}. */
final class DueActions {

  private final Ledger ledger;
  private final Reminders reminders;
  private final Instant from;
  private final Instant to;
  private final LedgerState end;
  private final Map<Instant, LedgerState> states = new TreeMap<>();

  DueActions(Ledger ledger, Instant from, Instant to) {
    this.ledger = ledger;
    this.reminders = ledger.plan().regime().rules().reminders();
    this.from = from;
    this.to = to;
    this.end = ledger.asOf(to);
  }

  List<DueAction> find() {
    IdentityHashMap<DueDate, Map<Integer, Instant>> due = new IdentityHashMap<>();
    ledger.expected().dates().forEach(date -> due.put(date, instants(date)));
    List<DueAction> found = new ArrayList<>();
    for (ExpectedReport report : ledger.expected().all()) {
      due.getOrDefault(report.dueDate(), Map.of())
          .forEach((days, at) -> find(report, days, at).ifPresent(found::add));
    }
    found.sort(Comparator.comparing(DueAction::at).thenComparing(DueAction::key));
    return List.copyOf(found);
  }

  /** When something falls due for a date, in the span asked about; by days from the date. */
  private Map<Integer, Instant> instants(DueDate date) {
    Map<Integer, Instant> instants = new TreeMap<>();
    reminders.daysBefore().forEach(days -> instants.put(-days, instant(date, -days)));
    reminders.workingDaysAfter().forEach(days -> instants.put(days, instant(date, days)));
    instants.values().removeIf(at -> !at.isAfter(from) || at.isAfter(to));
    return instants;
  }

  private Optional<DueAction> find(ExpectedReport report, int days, Instant at) {
    String key = DueAction.keyOf(report, days);
    ReportStatus then = states.computeIfAbsent(at, ledger::asOf).status(report.key());
    if (!then.isOpen() || ledger.index().hasNotice(key)) {
      return Optional.empty();
    }
    boolean settled = !end.status(report.key()).isOpen();
    return Optional.of(new DueAction(key, days, at, report, then.owedBy(), settled));
  }

  /** Counted from the date on which the report is too late, as it binds. */
  private Instant instant(DueDate date, int days) {
    LocalDate due = date.lastDay().plusDays(1);
    LocalDate day = days < 0 ? due.plusDays(days) : ledger.calendar().plusWorkingDays(due, days);
    return day.atTime(LocalTime.of(reminders.hour(), 0)).atZone(ledger.plan().zone()).toInstant();
  }
}
