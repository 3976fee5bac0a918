package vn.loa.plan.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import vn.loa.plan.Clause;
import vn.loa.plan.ReportKey;

/**
 * Finds entries by what they are about. Filled by the one who writes, before the entries are
 * published, so that every published entry is found; a reader leaves out what its own snapshot does
 * not have yet. The lists handed out are immutable.
 */
final class Index {

  /** A case has its id in its kind only. */
  record CaseName(CaseKind kind, String id) {}

  /** What one agency has to do. */
  record Duty(Clause task, String agency) {}

  private record ActivityVersion(String id, int version) {}

  private final Map<ReportKey, List<LedgerEntry>> reports = new ConcurrentHashMap<>();
  private final Map<CaseName, List<LedgerEntry>> cases = new ConcurrentHashMap<>();
  private final Map<Duty, List<LedgerEntry>> duties = new ConcurrentHashMap<>();
  private final Map<String, List<LedgerEntry>> exemptions = new ConcurrentHashMap<>();
  private final Set<ActivityVersion> activities = ConcurrentHashMap.newKeySet();
  private final Map<String, LedgerEntry> notices = new ConcurrentHashMap<>();

  void add(LedgerEntry entry) {
    LedgerEvent event = entry.event();
    if (event instanceof CaseStep step) {
      add(cases, new CaseName(step.caseKind(), step.id()), entry);
      add(duties, new Duty(step.task(), step.agency()), entry);
    } else if (event instanceof Activity activity) {
      activities.add(new ActivityVersion(activity.id(), activity.version()));
      if (activity.task() != null) {
        add(duties, new Duty(activity.task(), activity.agency()), entry);
      }
    } else if (event instanceof Completion completion) {
      add(duties, new Duty(completion.task(), completion.agency()), entry);
    } else if (event instanceof Exemption exemption) {
      add(exemptions, exemption.agency(), entry);
    } else if (event instanceof Notice notice) {
      notices.put(notice.key(), entry);
    } else {
      reportsOf(event).forEach(report -> add(reports, report, entry));
    }
  }

  /** The reports that an event is about; none for what is not about reports. */
  static List<ReportKey> reportsOf(LedgerEvent event) {
    return switch (event.kind()) {
      case SUBMISSION -> ((Submission) event).discharges();
      case REVIEW -> List.of(((Review) event).report());
      case FORWARDING -> List.of(((Forwarding) event).report());
      case EXCUSE -> List.of(((Excuse) event).report());
      case INHERITANCE -> List.of(((Inheritance) event).report());
      case EXEMPTION, ACTIVITY, CASE_STEP, COMPLETION, NOTICE -> List.of();
    };
  }

  private static <K> void add(Map<K, List<LedgerEntry>> map, K key, LedgerEntry entry) {
    map.merge(key, List.of(entry), Index::concat);
  }

  private static List<LedgerEntry> concat(List<LedgerEntry> some, List<LedgerEntry> more) {
    List<LedgerEntry> both = new ArrayList<>(some);
    both.addAll(more);
    return List.copyOf(both);
  }

  List<LedgerEntry> report(ReportKey key) {
    return reports.getOrDefault(key, List.of());
  }

  List<LedgerEntry> oneCase(CaseName name) {
    return cases.getOrDefault(name, List.of());
  }

  Set<CaseName> cases() {
    return cases.keySet();
  }

  List<LedgerEntry> duty(Clause task, String agency) {
    return duties.getOrDefault(new Duty(task, agency), List.of());
  }

  List<LedgerEntry> exemptions(String agency) {
    return exemptions.getOrDefault(agency, List.of());
  }

  Set<String> exemptedAgencies() {
    return exemptions.keySet();
  }

  boolean hasActivity(String id, int version) {
    return activities.contains(new ActivityVersion(id, version));
  }

  boolean hasNotice(String key) {
    return notices.containsKey(key);
  }
}
