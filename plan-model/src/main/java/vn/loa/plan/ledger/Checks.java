package vn.loa.plan.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.loa.plan.Agency;
import vn.loa.plan.Plan;
import vn.loa.plan.ReportKey;
import vn.loa.plan.ReportingObligation;
import vn.loa.plan.Roster;
import vn.loa.plan.Task;
import vn.loa.plan.UnknownNameException;

/**
 * What an event must fulfil to enter a ledger: everything it names exists, and it is not here yet.
 * Nothing here asks what came before: events may arrive in any order.
 */
final class Checks {

  private static final int PLAUSIBLE_YEARS = 50;

  private final Plan plan;
  private final Roster roster;
  private final Index index;
  private final Map<String, Set<String>> periods = new HashMap<>();

  Checks(Plan plan, Roster roster, Index index) {
    this.plan = plan;
    this.roster = roster;
    this.index = index;
    for (ReportingObligation obligation : plan.regime().obligations()) {
      Set<String> labels = new LinkedHashSet<>();
      plan.periods(obligation).forEach(period -> labels.add(period.label()));
      periods.put(obligation.id(), labels);
    }
  }

  /**
   * @param events of one batch
   * @throws UnknownNameException when one names what plan and roster do not have
   * @throws DuplicateEntryException when one is here already, or twice in the batch
   * @throws IllegalArgumentException when one does not fit plan and roster otherwise
   */
  void check(List<? extends LedgerEvent> events) {
    Set<Object> seen = new HashSet<>();
    for (LedgerEvent event : events) {
      checkNames(event);
      checkNew(event);
      if (!names(event).stream().allMatch(seen::add)) {
        throw new DuplicateEntryException("one batch has this twice: " + event);
      }
    }
  }

  /** What may be in a ledger once only. */
  private static List<?> names(LedgerEvent event) {
    if (event instanceof Submission submission) {
      return submission.discharges().stream()
          .map(report -> List.of(report, submission.version()))
          .toList();
    } else if (event instanceof Activity activity) {
      return List.of(List.of("activity", activity.id(), activity.version()));
    } else if (event instanceof Notice notice) {
      return List.of(List.of("notice", notice.key()));
    }
    return List.of(event);
  }

  /** Whether everything that it names exists. */
  void checkNames(LedgerEvent event) {
    checkTime(event.happenedAt());
    Index.reportsOf(event).forEach(this::names);
    if (event instanceof Submission submission) {
      roster.agency(submission.agency());
      submission.discharges().forEach(report -> mayDischarge(submission.agency(), report));
    } else if (event instanceof Inheritance inheritance) {
      mayDischarge(inheritance.successor(), inheritance.report());
    } else if (event instanceof Exemption exemption) {
      roster.agency(exemption.agency());
      if (exemption.obligation() != null) {
        plan.obligation(exemption.obligation());
      }
    } else {
      checkWork(event);
    }
  }

  /** A year with a digit too few would be on time for ever, and no calendar reaches it. */
  private void checkTime(Instant happenedAt) {
    LocalDate from = plan.effective().from().minusYears(PLAUSIBLE_YEARS);
    LocalDate to = plan.effective().to().plusYears(PLAUSIBLE_YEARS);
    if (happenedAt.isBefore(from.atStartOfDay(plan.zone()).toInstant())
        || !happenedAt.isBefore(to.atStartOfDay(plan.zone()).toInstant())) {
      throw new IllegalArgumentException(
          "%s is no time at which something happened to %s; look at the year, it lies from %s to %s"
              .formatted(happenedAt, plan, from, to));
    }
  }

  private void checkWork(LedgerEvent event) {
    if (event instanceof Activity activity) {
      plan.theme(activity.theme());
      plan.form(activity.form());
      roster.agency(activity.agency());
      if (activity.task() != null) {
        plan.task(activity.task());
      }
    } else if (event instanceof CaseStep step) {
      plan.task(step.task());
      roster.agency(step.agency());
      if (step.about() != null) {
        roster.agency(step.about());
      }
    } else if (event instanceof Completion completion) {
      binds(plan.task(completion.task()), completion.agency());
    }
  }

  private void names(ReportKey report) {
    roster.agency(report.agency());
    String obligation = plan.obligation(report.obligation()).id();
    Set<String> labels = periods.getOrDefault(obligation, Set.of());
    if (!labels.contains(report.period())) {
      throw new UnknownNameException(
          plan + ", obligation " + obligation + ",", "period", report.period(), labels);
    }
  }

  /** A successor may answer for those whose place it took, and for theirs. */
  private void mayDischarge(String sender, ReportKey report) {
    if (!sender.equals(report.agency()) && !succeeds(sender, report.agency())) {
      throw new IllegalArgumentException(
          "%s cannot answer for the %s: the roster does not call it a successor of %s"
              .formatted(sender, report, report.agency()));
    }
  }

  private boolean succeeds(String sender, String ended) {
    Set<String> seen = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(ended));
    while (!next.isEmpty()) {
      for (Agency successor : roster.successors(next.pop())) {
        if (successor.id().equals(sender)) {
          return true;
        }
        if (seen.add(successor.id())) {
          next.push(successor.id());
        }
      }
    }
    return false;
  }

  private void binds(Task task, String agency) {
    if (!task.binds(roster.agency(agency))) {
      throw new IllegalArgumentException(
          "task %s does not bind %s, which cannot complete it".formatted(task.clause(), agency));
    }
  }

  private void checkNew(LedgerEvent event) {
    if (event instanceof Submission submission) {
      submission.discharges().forEach(report -> newVersion(submission, report));
    } else if (event instanceof Activity activity) {
      newVersion(activity);
    } else if (event instanceof Notice notice && index.hasNotice(notice.key())) {
      throw new DuplicateEntryException("notice " + notice.key() + " is here already");
    } else if (found(event).stream().anyMatch(entry -> entry.event().equals(event))) {
      throw new DuplicateEntryException("the ledger has this already: " + event);
    }
  }

  private List<LedgerEntry> found(LedgerEvent event) {
    if (event instanceof CaseStep step) {
      return index.oneCase(new Index.CaseName(step.caseKind(), step.id()));
    } else if (event instanceof Completion completion) {
      return index.duty(completion.task(), completion.agency());
    } else if (event instanceof Exemption exemption) {
      return index.exemptions(exemption.agency());
    }
    return Index.reportsOf(event).stream().flatMap(key -> index.report(key).stream()).toList();
  }

  private void newVersion(Submission submission, ReportKey report) {
    int last = 0;
    boolean here = false;
    for (LedgerEntry entry : index.report(report)) {
      if (entry.event() instanceof Submission other) {
        last = Math.max(last, other.version());
        here |= other.version() == submission.version();
      }
    }
    if (here) {
      throw new DuplicateEntryException(
          "%s is here already in version %d; a correction is version %d"
              .formatted(report, submission.version(), last + 1));
    }
  }

  private void newVersion(Activity activity) {
    if (index.hasActivity(activity.id(), activity.version())) {
      throw new DuplicateEntryException(
          "activity \"%s\" is here already and counts once; a correction is a version after %s, another needs another id"
              .formatted(activity.id(), activity.version()));
    }
  }
}
