package vn.loa.plan.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import vn.loa.plan.Activity;
import vn.loa.plan.ExpectedReport;
import vn.loa.plan.ExpectedReports;
import vn.loa.plan.Plan;
import vn.loa.plan.ReportingObligation;
import vn.loa.plan.Roster;
import vn.loa.plan.Submission;
import vn.loa.plan.UnknownNameException;
import vn.loa.plan.calendar.ReportPeriod;

/**
 * The record of everything that happened to a plan. It only grows; what was known at any past
 * instant can be asked, and the answer never changes afterwards.
 *
 * <p>Two clocks meet here. An event <em>happened</em> when the report was received or the activity
 * done; it was <em>known</em> once it was entered. A question as of an instant sees what had
 * happened and was known by then, that instant included.
 *
 * <p>Safe for use by several threads: entries are written one at a time, each kept before it is
 * seen, and reading never waits.
 */
public final class Ledger implements AutoCloseable {

  private record Key(String obligation, String agency, String period) {
    static Key of(Submission submission) {
      return new Key(submission.obligation(), submission.agency(), submission.period());
    }

    static Key of(ExpectedReport report) {
      return new Key(report.obligation(), report.agency(), report.period().label());
    }

    @Override
    public String toString() {
      return obligation + " report " + period + " of " + agency;
    }
  }

  private final Plan plan;
  private final Roster roster;
  private final ExpectedReports expected;
  private final LedgerLog log;
  private final InstantSource time;
  private final Object writing = new Object();

  /* Touched only while writing. */
  private final Set<String> activityIds = new HashSet<>();

  /* Filled before the entries are published, so that every published entry is found here; a reader
   * leaves out what its own snapshot does not have yet. The lists are immutable. */
  private final Map<Key, List<LedgerEntry>> submissions = new ConcurrentHashMap<>();
  private volatile Entries entries = Entries.NONE;

  private Ledger(Plan plan, Roster roster, LedgerLog log, InstantSource time) {
    this.plan = plan;
    this.roster = roster;
    this.expected = ExpectedReports.of(plan, roster);
    this.log = log;
    this.time = time;
  }

  /**
   * Opens the ledger of a plan and reads what it holds.
   *
   * @param log belongs to the ledger from now on, which closes it
   * @param time stamps entries
   * @throws IllegalArgumentException when the log holds an entry that does not fit plan and roster;
   *     the log is closed again
   */
  public static Ledger open(Plan plan, Roster roster, LedgerLog log, InstantSource time) {
    try {
      Ledger ledger = new Ledger(plan, roster, log, time);
      ledger.replay();
      return ledger;
    } catch (RuntimeException refused) {
      log.close();
      throw refused;
    }
  }

  private void replay() {
    synchronized (writing) {
      for (LedgerEntry entry : log.readAll()) {
        try {
          check(entry.event());
        } catch (IllegalArgumentException stranger) {
          throw new IllegalArgumentException(
              "ledger entry %d does not fit %s and its roster: %s"
                  .formatted(entry.seq(), plan, stranger.getMessage()),
              stranger);
        }
        accept(entry);
      }
    }
  }

  /** As {@link #submit(Submission, String)}, entered by the agency itself. */
  public LedgerEntry submit(Submission submission) {
    return submit(submission, submission.agency());
  }

  /**
   * Enters a report that came. Also one that nobody expects is kept; it counts nowhere.
   *
   * @param actor who enters it
   * @throws UnknownNameException when the agency, the obligation or the period does not exist
   * @throws DuplicateEntryException when this version is here already
   * @throws IllegalArgumentException when a version before this one is missing
   * @throws java.io.UncheckedIOException when it could not be kept
   */
  public LedgerEntry submit(Submission submission, String actor) {
    return enter(new LedgerEvent.Submitted(submission), actor);
  }

  /** As {@link #record(Activity, String)}, entered by the agency itself. */
  public LedgerEntry record(Activity activity) {
    return record(activity, activity.agency());
  }

  /**
   * Enters something that was done.
   *
   * @param actor who enters it
   * @throws UnknownNameException when the theme, the form or the agency does not exist
   * @throws DuplicateEntryException when an activity of this id is here already
   * @throws java.io.UncheckedIOException when it could not be kept
   */
  public LedgerEntry record(Activity activity, String actor) {
    return enter(new LedgerEvent.Recorded(activity), actor);
  }

  private LedgerEntry enter(LedgerEvent event, String actor) {
    synchronized (writing) {
      check(event);
      LedgerEntry entry = new LedgerEntry(entries.size() + 1L, nextInstant(), actor, event);
      log.append(entry);
      accept(entry);
      return entry;
    }
  }

  /** Now, or the last entry's instant when the clock was set back: entries never go back. */
  private Instant nextInstant() {
    Instant now = time.instant();
    Entries before = entries;
    Instant last = before.isEmpty() ? Instant.MIN : before.get(before.size() - 1).at();
    return now.isBefore(last) ? last : now;
  }

  private void check(LedgerEvent event) {
    if (event instanceof LedgerEvent.Submitted submitted) {
      check(submitted.submission());
    } else if (event instanceof LedgerEvent.Recorded recorded) {
      check(recorded.activity());
    }
  }

  private void check(Submission submission) {
    roster.agency(submission.agency());
    ReportingObligation obligation = plan.obligation(submission.obligation());
    List<String> labels = plan.periods(obligation).stream().map(ReportPeriod::label).toList();
    if (!labels.contains(submission.period())) {
      throw new UnknownNameException(
          plan + ", obligation " + obligation.id() + ",", "period", submission.period(), labels);
    }
    Key key = Key.of(submission);
    int next = submissions.getOrDefault(key, List.of()).size() + 1;
    if (submission.version() < next) {
      throw new DuplicateEntryException(
          "%s is here already in version %d; a correction is version %d"
              .formatted(key, submission.version(), next));
    }
    if (submission.version() > next) {
      throw new IllegalArgumentException(
          "%s cannot be entered in version %d before version %d"
              .formatted(key, submission.version(), next));
    }
  }

  private void check(Activity activity) {
    plan.theme(activity.theme());
    plan.form(activity.form());
    roster.agency(activity.agency());
    if (activityIds.contains(activity.id())) {
      throw new DuplicateEntryException(
          "activity \"%s\" is here already and counts once; another needs another id"
              .formatted(activity.id()));
    }
  }

  private void accept(LedgerEntry entry) {
    if (entry.event() instanceof LedgerEvent.Submitted submitted) {
      submissions.merge(Key.of(submitted.submission()), List.of(entry), Ledger::concat);
    } else if (entry.event() instanceof LedgerEvent.Recorded recorded) {
      activityIds.add(recorded.activity().id());
    }
    entries = entries.plus(entry);
  }

  private static List<LedgerEntry> concat(List<LedgerEntry> some, List<LedgerEntry> more) {
    List<LedgerEntry> both = new ArrayList<>(some);
    both.addAll(more);
    return List.copyOf(both);
  }

  public Plan plan() {
    return plan;
  }

  public Roster roster() {
    return roster;
  }

  public ExpectedReports expected() {
    return expected;
  }

  /** Everything entered so far, in order; what is entered later does not show in this list. */
  public List<LedgerEntry> entries() {
    return entries;
  }

  /** Every activity entered so far. */
  public List<Activity> activities() {
    return activities(Instant.MAX);
  }

  /** The activities done and known by then. */
  public List<Activity> activities(Instant asOf) {
    return known(asOf)
        .filter(entry -> entry.event() instanceof LedgerEvent.Recorded)
        .map(entry -> ((LedgerEvent.Recorded) entry.event()).activity())
        .filter(activity -> !activity.at().isAfter(asOf))
        .toList();
  }

  /** Every submission entered so far. */
  public List<Submission> submissions() {
    return submissions(Instant.MAX);
  }

  /** The submissions received and known by then. */
  public List<Submission> submissions(Instant asOf) {
    return known(asOf)
        .filter(entry -> entry.event() instanceof LedgerEvent.Submitted)
        .map(entry -> ((LedgerEvent.Submitted) entry.event()).submission())
        .filter(submission -> !submission.receivedAt().isAfter(asOf))
        .toList();
  }

  private Stream<LedgerEntry> known(Instant asOf) {
    return entries.stream().filter(entry -> !entry.at().isAfter(asOf));
  }

  /** How one expected report stood. */
  public ReportStatus status(ExpectedReport report, Instant asOf) {
    return status(report, asOf, entries.size());
  }

  /** How every expected report stood, in the order of {@link ExpectedReports#all()}. */
  public List<ReportStatus> statuses(Instant asOf) {
    long last = entries.size();
    return expected.all().stream().map(report -> status(report, asOf, last)).toList();
  }

  private ReportStatus status(ExpectedReport report, Instant asOf, long last) {
    Optional<Instant> received =
        submissions.getOrDefault(Key.of(report), List.of()).stream()
            .filter(entry -> entry.seq() <= last && !entry.at().isAfter(asOf))
            .map(entry -> ((LedgerEvent.Submitted) entry.event()).submission().receivedAt())
            .filter(instant -> !instant.isAfter(asOf))
            .min(Instant::compareTo);
    return ReportStatus.of(report, received, asOf);
  }

  /** Counts every expected report as it stood. */
  public Compliance compliance(Instant asOf) {
    return compliance(asOf, report -> true);
  }

  /**
   * Counts some of the expected reports as they stood.
   *
   * @param which {@code report -> report.period().label().equals("2022-05")}
   */
  public Compliance compliance(Instant asOf, Predicate<ExpectedReport> which) {
    return statuses(asOf).stream()
        .filter(status -> which.test(status.report()))
        .map(status -> Compliance.of(status.state()))
        .reduce(Compliance.NONE, Compliance::plus);
  }

  /** Closes the log. Reading still works; entering does not. */
  @Override
  public void close() {
    synchronized (writing) {
      log.close();
    }
  }
}
