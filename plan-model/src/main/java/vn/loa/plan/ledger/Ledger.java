package vn.loa.plan.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import vn.loa.plan.Agency;
import vn.loa.plan.DueDate;
import vn.loa.plan.ExpectedReport;
import vn.loa.plan.ExpectedReports;
import vn.loa.plan.Plan;
import vn.loa.plan.RegimeRules;
import vn.loa.plan.ReportKey;
import vn.loa.plan.Roster;
import vn.loa.plan.UnknownNameException;
import vn.loa.plan.calendar.WorkCalendar;

/**
 * The record of everything that happened to a plan. It only grows, and what was known at any past
 * instant can be asked.
 *
 * <pre>
 *   events ──► checked ──► numbered, stamped ──► log (kept) ──► index, matrix ──► LedgerState
 * </pre>
 *
 * <p>The past is final up to the last entry known: what is entered from now on is stamped with that
 * instant or a later one. Of the time after it an answer is of now. A ledger opened with an amended
 * plan asks all of the past by the amended rules.
 *
 * <p>Two clocks meet here. An event <em>happened</em> when the report was received or the activity
 * done; it was <em>known</em> once it was entered. A question as of an instant sees what had
 * happened and was known by then, that instant included. Events may arrive in any order: once all
 * are known, the order makes no difference.
 *
 * <p>Safe for use by several threads: entries are written one batch at a time, each kept before it
 * is seen. Reading never waits for the disk. Several ledgers may share one log where the log allows
 * it: each sees what the others entered once it enters something itself, or is {@linkplain
 * #refresh() refreshed}.
 */
public final class Ledger implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Ledger.class.getName());

  /** So often in a row another writer may be quicker. */
  private static final int ATTEMPTS = 100;

  /**
   * What is known, published as one.
   *
   * @param last the latest instant at which anything here happened or was entered
   */
  record Known(Entries entries, SubmissionLog submissions, Instant last) {

    static final Known NOTHING = new Known(Entries.NONE, SubmissionLog.EMPTY, Instant.MIN);
  }

  private final Plan plan;
  private final Roster roster;
  private final WorkCalendar calendar;
  private final ExpectedReports expected;
  private final LedgerLog log;
  private final InstantSource time;
  private final Index index = new Index();
  private final Checks checks;

  /** Reports whose place in the matrix more decides than the arrival of the first version. */
  private final Set<ReportKey> reckoned = ConcurrentHashMap.newKeySet();

  private final Map<String, Integer> rows = new HashMap<>();
  private final Map<String, Map<String, Integer>> columns = new HashMap<>();

  /** The same columns by date: those of {@link ExpectedReports#dates()}, and no equal ones. */
  private final IdentityHashMap<DueDate, Integer> columnOfDate = new IdentityHashMap<>();

  private final Object writing = new Object();

  /** Guards the matrices: held while a batch is folded or a copy taken, never while on disk. */
  private final Object folding = new Object();

  private final ComplianceMatrix empty;
  private final ComplianceMatrix live;
  private volatile Known known = Known.NOTHING;

  private Ledger(
      Plan plan, Roster roster, WorkCalendar calendar, LedgerLog log, InstantSource time) {
    this.plan = plan;
    this.roster = roster;
    this.calendar = calendar;
    this.expected = ExpectedReports.of(plan, roster, calendar);
    this.log = log;
    this.time = time;
    this.checks = new Checks(plan, roster, index);
    this.empty = emptyMatrix(numberRows(), numberColumns());
    this.live = empty.copy();
  }

  /** The row above each row. */
  private int[] numberRows() {
    List<Agency> agencies = roster.depthFirst();
    int[] parents = new int[agencies.size()];
    for (int row = 0; row < parents.length; row++) {
      rows.put(agencies.get(row).id(), row);
      String parent = agencies.get(row).parent();
      parents[row] = parent == null ? -1 : row(parent);
    }
    return parents;
  }

  /** The due second of each column. */
  private long[] numberColumns() {
    List<DueDate> dates = expected.dates();
    long[] dues = new long[dates.size()];
    for (int column = 0; column < dues.length; column++) {
      DueDate date = dates.get(column);
      dues[column] = date.due().getEpochSecond();
      columnOfDate.put(date, column);
      columns
          .computeIfAbsent(date.obligation().id(), any -> new HashMap<>())
          .put(date.period().label(), column);
    }
    return dues;
  }

  private ComplianceMatrix emptyMatrix(int[] parents, long[] dues) {
    ComplianceMatrix matrix = ComplianceMatrix.of(parents, dues);
    for (ExpectedReport report : expected.all()) {
      int row = row(report.agency());
      int column = column(report);
      matrix.expect(row, column);
      if (report.exempt()) {
        matrix.exempt(row, column, true);
      }
    }
    return matrix;
  }

  /** As {@link #open(Plan, Roster, WorkCalendar, LedgerLog, InstantSource)}, in Vietnam. */
  public static Ledger open(Plan plan, Roster roster, LedgerLog log, InstantSource time) {
    return open(plan, roster, WorkCalendar.vietnam(), log, time);
  }

  /**
   * Opens the ledger of a plan and reads what it holds.
   *
   * @param calendar decides where dates roll, and counts working days
   * @param log belongs to the ledger from now on, which closes it
   * @param time stamps entries
   * @throws IllegalArgumentException when the log holds an entry that does not fit plan and roster;
   *     the log is closed again. Of a plan that was amended, entries about what it no longer has
   *     stay, count nowhere, and a warning is logged
   */
  public static Ledger open(
      Plan plan, Roster roster, WorkCalendar calendar, LedgerLog log, InstantSource time) {
    try {
      Ledger ledger = new Ledger(plan, roster, calendar, log, time);
      ledger.refresh();
      return ledger;
    } catch (RuntimeException refused) {
      log.close();
      throw refused;
    }
  }

  /**
   * Reads what other writers entered in the same log meanwhile.
   *
   * @return how many entries came
   */
  public int refresh() {
    synchronized (writing) {
      List<LedgerEntry> came = log.readAfter(known.entries().size());
      came.forEach(this::checkRead);
      accept(came);
      return came.size();
    }
  }

  private void checkRead(LedgerEntry entry) {
    try {
      checks.checkNames(entry.event());
    } catch (IllegalArgumentException stranger) {
      String message =
          "ledger entry %d does not fit %s and its roster: %s"
              .formatted(entry.seq(), plan, stranger.getMessage());
      if (plan.amendments().isEmpty()) {
        throw new IllegalArgumentException(message, stranger);
      }
      LOG.log(System.Logger.Level.WARNING, "{0}; the plan was amended, it counts nowhere", message);
    }
  }

  /** As {@link #enter(LedgerEvent, String)}, entered by the agency itself. */
  public LedgerEntry submit(Submission submission) {
    return enter(submission, submission.agency());
  }

  /** As {@link #enter(LedgerEvent, String)}, entered by the agency itself. */
  public LedgerEntry record(Activity activity) {
    return enter(activity, activity.agency());
  }

  /** As {@link #enter(List, String)}, of one. */
  public LedgerEntry enter(LedgerEvent event, String actor) {
    return enter(List.of(event), actor).get(0);
  }

  /**
   * Enters what happened: all of it, or nothing. A report that nobody expects is kept too; it
   * counts nowhere.
   *
   * @param events at least one
   * @param actor who enters them
   * @throws UnknownNameException when an event names what plan and roster do not have
   * @throws DuplicateEntryException when the ledger has one of them already
   * @throws IllegalArgumentException when an event does not fit plan and roster otherwise
   * @throws SequenceTakenException when other writers of the log were quicker, a hundred times
   * @throws java.io.UncheckedIOException when it could not be kept
   */
  public List<LedgerEntry> enter(List<? extends LedgerEvent> events, String actor) {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("nothing happened: enter at least one event");
    }
    synchronized (writing) {
      for (int attempt = 1; ; attempt++) {
        List<LedgerEntry> batch = number(events, actor);
        try {
          log.append(batch);
          accept(batch);
          return batch;
        } catch (SequenceTakenException taken) {
          if (refresh() == 0 || attempt == ATTEMPTS) {
            throw taken;
          }
        }
      }
    }
  }

  private List<LedgerEntry> number(List<? extends LedgerEvent> events, String actor) {
    checks.check(events);
    Instant now = nextInstant();
    List<LedgerEntry> batch = new ArrayList<>();
    for (LedgerEvent event : events) {
      batch.add(new LedgerEntry(known.entries().size() + batch.size() + 1L, now, actor, event));
    }
    return List.copyOf(batch);
  }

  /** Now, or the last entry's instant when the clock was set back: entries never go back. */
  private Instant nextInstant() {
    Instant now = time.instant();
    Entries before = known.entries();
    Instant last = before.isEmpty() ? Instant.MIN : before.get(before.size() - 1).at();
    return now.isBefore(last) ? last : now;
  }

  private void accept(List<LedgerEntry> batch) {
    synchronized (folding) {
      Entries entries = known.entries();
      SubmissionLog submissions = known.submissions();
      Instant last = known.last();
      for (LedgerEntry entry : batch) {
        index.add(entry);
        entries = entries.plus(entry);
        submissions = fold(entry, submissions);
        last = later(last, later(entry.at(), entry.event().happenedAt()));
      }
      known = new Known(entries, submissions, last);
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private SubmissionLog fold(LedgerEntry entry, SubmissionLog log) {
    SubmissionLog longer = log;
    for (ReportKey key : Index.reportsOf(entry.event())) {
      int row = row(key.agency());
      int column = column(key.obligation(), key.period());
      if (!isPlain(entry.event(), key)) {
        reckoned.add(key);
      } else if (entry.event() instanceof Submission submission && row >= 0 && column >= 0) {
        long second = submission.receivedAt().getEpochSecond();
        live.received(row, column, second);
        longer = longer.plus(row, column, second, entry.at().getEpochSecond());
      }
    }
    return longer;
  }

  /** Whether the arrival of the first version still decides all after this event. */
  private boolean isPlain(LedgerEvent event, ReportKey key) {
    RegimeRules rules = plan.regime().rules();
    boolean byReceipt =
        rules.clock() == RegimeRules.Clock.FIRST_RECEIVED
            && rules.receivedBy() == RegimeRules.ReceivedBy.CONDUIT;
    return switch (event.kind()) {
      case SUBMISSION -> byReceipt && ((Submission) event).agency().equals(key.agency());
      case REVIEW ->
          byReceipt
              && rules.timeliness() == RegimeRules.Timeliness.FIRST_SUBMISSION
              && ((Review) event).decision() == Review.Decision.ACCEPTED;
      case FORWARDING -> byReceipt;
      case EXCUSE, INHERITANCE -> false;
      case EXEMPTION, ACTIVITY, CASE_STEP, COMPLETION, NOTICE -> true;
    };
  }

  public Plan plan() {
    return plan;
  }

  public Roster roster() {
    return roster;
  }

  public WorkCalendar calendar() {
    return calendar;
  }

  public ExpectedReports expected() {
    return expected;
  }

  /** Everything known so far, in order; what is entered later does not show in this list. */
  public List<LedgerEntry> entries() {
    return known.entries();
  }

  /**
   * Hash of the last entry: whoever keeps it elsewhere notices later whether anything up to it was
   * changed.
   */
  public String head() {
    return log.head();
  }

  /** Where everything stood at an instant, as far as was known then. */
  public LedgerState asOf(Instant instant) {
    return new LedgerState(this, known, instant);
  }

  /** Where everything stands: now, or at the last entry where the clock is behind it. */
  public LedgerState now() {
    return asOf(nextInstant());
  }

  /**
   * The reminders and escalations that fell due in a span, by the regime's {@link
   * vn.loa.plan.Reminders}, in order of time. Whoever embeds the ledger asks, carries them out and
   * {@linkplain #carriedOut says so}; nothing here runs by itself.
   *
   * <p>One is due for a report that was open at its instant. Spans that meet end to end give each
   * exactly once; one that was carried out is not given again, also after a restart.
   *
   * @param from excluded
   * @param to included
   */
  public List<DueAction> dueActions(Instant from, Instant to) {
    return new DueActions(this, from, to).find();
  }

  /**
   * Enters that a reminder or an escalation was carried out.
   *
   * @throws DuplicateEntryException when it was already
   */
  public LedgerEntry carriedOut(DueAction action, String actor) {
    return enter(new Notice(action.key(), time.instant()), actor);
  }

  /** A matrix of its own that holds what was known and had come by then, in whole seconds. */
  ComplianceMatrix matrix(Known then, Instant asOf) {
    ComplianceMatrix matrix;
    synchronized (folding) {
      if (then.entries().size() == known.entries().size() && !asOf.isBefore(then.last())) {
        return live.copy();
      }
      matrix = empty.copy();
    }
    matrix.receiveAll(then.submissions().knownBy(asOf.getEpochSecond()));
    return matrix;
  }

  Index index() {
    return index;
  }

  Set<ReportKey> reckoned() {
    return reckoned;
  }

  /** -1 when there is no such agency. */
  int row(String agency) {
    return rows.getOrDefault(agency, -1);
  }

  /** -1 when nothing is owed for this. */
  int column(String obligation, String period) {
    return columns.getOrDefault(obligation, Map.of()).getOrDefault(period, -1);
  }

  /** Of a report that came from {@link ExpectedReports}. */
  int column(ExpectedReport report) {
    return columnOfDate.getOrDefault(report.dueDate(), -1);
  }

  BitSet rowsOf(Predicate<Agency> which) {
    BitSet found = new BitSet();
    List<Agency> agencies = roster.depthFirst();
    for (int row = 0; row < agencies.size(); row++) {
      found.set(row, which.test(agencies.get(row)));
    }
    return found;
  }

  BitSet columnsOf(Predicate<DueDate> which) {
    BitSet found = new BitSet();
    List<DueDate> dates = expected.dates();
    for (int column = 0; column < dates.size(); column++) {
      found.set(column, which.test(dates.get(column)));
    }
    return found;
  }

  /** Closes the log. Reading still works; entering does not. */
  @Override
  public void close() {
    synchronized (writing) {
      log.close();
    }
  }
}
