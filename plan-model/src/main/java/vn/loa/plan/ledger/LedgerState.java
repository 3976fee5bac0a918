package vn.loa.plan.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Agency;
import vn.loa.plan.Clause;
import vn.loa.plan.DueDate;
import vn.loa.plan.ExpectedReport;
import vn.loa.plan.ReportKey;
import vn.loa.plan.Task;
import vn.loa.plan.UnknownNameException;

/**
 * Where everything stood at an instant, as far as was known then: a pure function of the entries
 * and the instant. Immutable, and safe for use by several threads; what is entered later does not
 * show.
 *
 * <p>{@link #of}, {@link #under}, {@link #inGroup}, {@link #owing}, {@link #inPeriod} and {@link
 * #onTheme} narrow it to some of the expected reports, one after the other: {@code
 * state.under("tp-thu-duc").owing("monthly").compliance()}. What is not about expected reports
 * (activities, cases, tasks) is not narrowed.
 */
public final class LedgerState {

  private final Ledger ledger;
  private final Ledger.Known known;
  private final Instant asOf;
  private final Selection selection;
  private final Supplier<ComplianceMatrix> matrix;

  LedgerState(Ledger ledger, Ledger.Known known, Instant asOf) {
    this.ledger = ledger;
    this.known = known;
    this.asOf = asOf;
    this.selection = Selection.everything();
    this.matrix = new Once<>(this::buildMatrix);
  }

  private LedgerState(LedgerState wider, Selection narrower) {
    this.ledger = wider.ledger;
    this.known = wider.known;
    this.asOf = wider.asOf;
    this.selection = wider.selection.and(narrower);
    this.matrix = wider.matrix;
  }

  /** Computes once, when first asked. */
  private static final class Once<T> implements Supplier<T> {

    private final Supplier<T> supplier;
    private @Nullable T value;

    Once(Supplier<T> supplier) {
      this.supplier = supplier;
    }

    @Override
    public synchronized T get() {
      if (value == null) {
        value = supplier.get();
      }
      return value;
    }
  }

  /** The instant asked about. */
  public Instant asOf() {
    return asOf;
  }

  // Narrower

  /**
   * What one agency owes.
   *
   * @throws UnknownNameException when there is none; names the nearest
   */
  public LedgerState of(String agency) {
    String id = ledger.roster().agency(agency).id();
    return agencies(one -> one.id().equals(id));
  }

  /**
   * What an agency and all below it owe.
   *
   * @throws UnknownNameException when there is none; names the nearest
   */
  public LedgerState under(String agency) {
    int row = ledger.row(ledger.roster().agency(agency).id());
    return new LedgerState(this, matrix.get().below(row));
  }

  /**
   * What the agencies of a group owe.
   *
   * @throws UnknownNameException when the plan has none there; names the nearest
   */
  public LedgerState inGroup(Clause group) {
    Clause found = ledger.plan().group(group).clause();
    return agencies(agency -> agency.isIn(found));
  }

  /**
   * The reports of one obligation.
   *
   * @throws UnknownNameException when the regime has none of this id
   */
  public LedgerState owing(String obligation) {
    String id = ledger.plan().obligation(obligation).id();
    return dates(date -> date.obligation().id().equals(id));
  }

  /**
   * The reports of one period, whatever the obligation.
   *
   * @param label {@code 2022-Q2}
   * @throws UnknownNameException when nothing is owed for it
   */
  public LedgerState inPeriod(String label) {
    List<String> labels =
        ledger.expected().dates().stream().map(date -> date.period().label()).distinct().toList();
    if (!labels.contains(label)) {
      throw new UnknownNameException(ledger.plan().toString(), "period", label, labels);
    }
    return dates(date -> date.period().label().equals(label));
  }

  /**
   * What the agencies owe that a task binds to a theme; a task that names no theme is about the
   * whole plan.
   *
   * @throws UnknownNameException when the plan has none there; names the nearest
   */
  public LedgerState onTheme(Clause theme) {
    Clause found = ledger.plan().theme(theme).clause();
    List<Task> tasks = ledger.plan().tasks().stream().filter(task -> isAbout(task, found)).toList();
    return agencies(agency -> tasks.stream().anyMatch(task -> task.binds(agency)));
  }

  private static boolean isAbout(Task task, Clause theme) {
    return task.themes().isEmpty()
        || task.themes().stream().anyMatch(one -> one.isWithin(theme) || theme.isWithin(one));
  }

  private LedgerState agencies(Predicate<Agency> which) {
    return new LedgerState(this, Selection.rows(ledger.rowsOf(which)));
  }

  private LedgerState dates(Predicate<DueDate> which) {
    return new LedgerState(this, Selection.columns(ledger.columnsOf(which)));
  }

  // Reports

  /** How many of the expected reports stood where. */
  public Compliance compliance() {
    return matrix.get().of(selection, asOf.getEpochSecond());
  }

  /** By how much reports came late; empty when none did. */
  public Optional<Lateness> lateness() {
    return matrix.get().lateness(selection, asOf.getEpochSecond());
  }

  private ComplianceMatrix buildMatrix() {
    ComplianceMatrix matrix = ledger.matrix(known, asOf);
    Set<ReportKey> exact = new HashSet<>(ledger.reckoned());
    if (asOf.isBefore(known.last())) {
      exact.addAll(sameSecond());
    }
    for (ReportKey key : exact) {
      place(matrix, key);
    }
    for (String agency : ledger.index().exemptedAgencies()) {
      exemptions(agency).forEach(exemption -> exempt(matrix, exemption));
    }
    return matrix;
  }

  /**
   * Reports with something received or entered in the very second that is asked about: a matrix of
   * seconds cannot tell whether it was before the instant or after it.
   */
  private Set<ReportKey> sameSecond() {
    long second = asOf.getEpochSecond();
    Set<ReportKey> found = new HashSet<>();
    for (LedgerEntry entry : known.entries()) {
      if (entry.event() instanceof Submission submission
          && (entry.at().getEpochSecond() == second
              || submission.receivedAt().getEpochSecond() == second)) {
        found.addAll(submission.discharges());
      }
    }
    return found;
  }

  private void place(ComplianceMatrix matrix, ReportKey key) {
    int row = ledger.row(key.agency());
    int column = ledger.column(key.obligation(), key.period());
    if (row < 0 || column < 0) {
      return;
    }
    Reckoning reckoning = reckoning(key);
    Instant counted = reckoning.counted();
    if (counted == null) {
      matrix.clear(row, column);
    } else {
      matrix.set(row, column, counted.getEpochSecond());
    }
    matrix.excuse(row, column, reckoning.excuse() != null);
  }

  private void exempt(ComplianceMatrix matrix, Exemption exemption) {
    for (ExpectedReport report : ledger.expected().of(exemption.agency())) {
      if (covers(exemption, report)) {
        matrix.exempt(ledger.row(report.agency()), ledger.column(report), true);
      }
    }
  }

  private static boolean covers(Exemption exemption, ExpectedReport report) {
    LocalDate day = report.dueDate().nominalLastDay();
    String obligation = exemption.obligation();
    return (obligation == null || obligation.equals(report.obligation()))
        && !day.isBefore(exemption.from())
        && day.isBefore(exemption.to());
  }

  /** Every expected report, in the order of {@link vn.loa.plan.ExpectedReports#all()}. */
  public List<ReportStatus> statuses() {
    return selected().map(this::status).toList();
  }

  /** The expected reports that stood there, in the order of {@link #statuses()}. */
  public List<ReportStatus> statuses(ReportStatus.State state) {
    long second = asOf.getEpochSecond();
    return selected()
        .filter(report -> matrix.get().state(row(report), ledger.column(report), second) == state)
        .map(this::status)
        .toList();
  }

  /** As {@link #statuses()}, one by one: for millions of them. */
  public void forEachStatus(Consumer<? super ReportStatus> each) {
    selected().map(this::status).forEach(each);
  }

  /**
   * All of it as columns of numbers, not narrowed: a row for each agency in the order of {@link
   * vn.loa.plan.Roster#depthFirst()}, a column for each date of {@link
   * vn.loa.plan.ExpectedReports#dates()}. A copy, to be asked about {@link #asOf()}.
   */
  public ComplianceMatrix matrix() {
    return matrix.get().copy();
  }

  /** The reports that were due and not here. */
  public List<ReportStatus> overdue() {
    return statuses(ReportStatus.State.OVERDUE);
  }

  private Stream<ExpectedReport> selected() {
    return ledger.expected().all().stream()
        .filter(report -> selection.has(row(report), ledger.column(report)));
  }

  private int row(ExpectedReport report) {
    return ledger.row(report.agency());
  }

  /**
   * One expected report.
   *
   * @throws UnknownNameException when it is not expected
   */
  public ReportStatus status(ReportKey key) {
    ExpectedReport report =
        ledger
            .expected()
            .find(key)
            .orElseThrow(
                () ->
                    new UnknownNameException(
                        ledger.plan().toString(), "expected report", key.toString(), List.of()));
    return status(report);
  }

  private ReportStatus status(ExpectedReport report) {
    Reckoning reckoning = reckoning(report.key());
    Exemption exemption = exemption(report);
    Instant counted = reckoning.counted();
    boolean exempt = exemption != null || report.exempt();
    ReportStatus.State state = state(report, counted, exempt, reckoning.excuse() != null);
    return new ReportStatus(
        report,
        state,
        reckoning.firstReceived(),
        counted,
        reckoning.accepted(),
        lateness(report, state, counted),
        reckoning.nothingToReport(),
        reckoning.lastReview(),
        reckoning.excuse(),
        exemption,
        reckoning.owedBy(),
        reckoning.forwardedAt(),
        reckoning.forwardDue());
  }

  private ReportStatus.State state(
      ExpectedReport report, @Nullable Instant counted, boolean exempt, boolean excused) {
    if (exempt) {
      return ReportStatus.State.EXEMPT;
    }
    if (counted != null && counted.isBefore(report.due())) {
      return ReportStatus.State.ON_TIME;
    }
    if (excused) {
      return ReportStatus.State.EXCUSED;
    }
    if (counted != null) {
      return ReportStatus.State.LATE;
    }
    return asOf.isBefore(report.due()) ? ReportStatus.State.PENDING : ReportStatus.State.OVERDUE;
  }

  private Duration lateness(
      ExpectedReport report, ReportStatus.State state, @Nullable Instant counted) {
    return switch (state) {
      case LATE -> Duration.between(report.due(), Objects.requireNonNull(counted));
      case OVERDUE -> Duration.between(report.due(), asOf);
      case PENDING, ON_TIME, EXCUSED, EXEMPT -> Duration.ZERO;
    };
  }

  private Reckoning reckoning(ReportKey key) {
    return new Reckoning(
        key,
        events(ledger.index().report(key)).toList(),
        ledger.plan().regime().rules(),
        ledger.calendar(),
        ledger.plan().zone(),
        asOf);
  }

  private @Nullable Exemption exemption(ExpectedReport report) {
    return exemptions(report.agency())
        .filter(exemption -> covers(exemption, report))
        .min(Comparator.comparing(Exemption::at).thenComparing(Exemption::toString))
        .orElse(null);
  }

  private Stream<Exemption> exemptions(String agency) {
    return events(ledger.index().exemptions(agency)).map(Exemption.class::cast);
  }

  /**
   * Why a report stands where it does, with the rule it goes by.
   *
   * @throws UnknownNameException when it is not expected
   */
  public Explanation explain(ReportKey key) {
    return explain(status(key));
  }

  /** Why a report stands where it does, with the rule it goes by. */
  public Explanation explain(ReportStatus status) {
    return Explanation.of(ledger.plan(), ledger.calendar(), status, asOf);
  }

  /** Every submission, in the order in which they were entered. */
  public List<Submission> submissions() {
    return all(Submission.class).toList();
  }

  /** The submissions of which nothing was expected: they came all the same, and count nowhere. */
  public List<Submission> surplus() {
    return all(Submission.class)
        .filter(
            submission ->
                submission.discharges().stream()
                    .noneMatch(key -> ledger.expected().find(key).isPresent()))
        .toList();
  }

  // Work

  /** Every activity in its last version, in the order in which they were first entered. */
  public List<Activity> activities() {
    return lastVersions(all(Activity.class));
  }

  private static List<Activity> lastVersions(Stream<Activity> versions) {
    Map<String, Activity> last = new LinkedHashMap<>();
    versions.forEach(
        activity ->
            last.merge(activity.id(), activity, (a, b) -> a.version() > b.version() ? a : b));
    return List.copyOf(last.values());
  }

  /** Every case, by kind, then id. */
  public List<Case> cases() {
    return ledger.index().cases().stream()
        .sorted(Comparator.comparing(Index.CaseName::kind).thenComparing(Index.CaseName::id))
        .flatMap(name -> find(name).stream())
        .toList();
  }

  /** The cases of one kind, by id. */
  public List<Case> cases(CaseKind kind) {
    return cases().stream().filter(one -> one.kind() == kind).toList();
  }

  /** One case; empty when nothing was known of it. */
  public Optional<Case> findCase(CaseKind kind, String id) {
    return find(new Index.CaseName(kind, id));
  }

  private Optional<Case> find(Index.CaseName name) {
    List<CaseStep> steps = events(ledger.index().oneCase(name)).map(CaseStep.class::cast).toList();
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(new Case(name.kind(), name.id(), steps));
  }

  /** Every task of every agency that it binds, by task, then agency in the roster's order. */
  public List<TaskProgress> progress() {
    List<TaskProgress> progress = new ArrayList<>();
    for (Task task : ledger.plan().tasks()) {
      progress.addAll(progress(task.clause()));
    }
    return List.copyOf(progress);
  }

  /**
   * One task of every agency that it binds.
   *
   * @throws UnknownNameException when the plan has none there; names the nearest
   */
  public List<TaskProgress> progress(Clause task) {
    Task found = ledger.plan().task(task);
    return ledger.roster().agencies().stream()
        .filter(found::binds)
        .map(agency -> progress(found, agency.id()))
        .toList();
  }

  private TaskProgress progress(Task task, String agency) {
    List<LedgerEvent> events = events(ledger.index().duty(task.clause(), agency)).toList();
    List<Case> cases =
        events.stream()
            .filter(CaseStep.class::isInstance)
            .map(
                event -> new Index.CaseName(((CaseStep) event).caseKind(), ((CaseStep) event).id()))
            .distinct()
            .flatMap(name -> find(name).stream())
            .toList();
    int done = (int) cases.stream().filter(Case::isDone).count();
    Completion completion =
        events.stream()
            .filter(Completion.class::isInstance)
            .map(Completion.class::cast)
            .min(Comparator.comparing(Completion::at).thenComparing(Completion::toString))
            .orElse(null);
    int activities =
        lastVersions(events.stream().filter(Activity.class::isInstance).map(Activity.class::cast))
            .size();
    return new TaskProgress(task, agency, activities, cases.size() - done, done, completion);
  }

  // What was known

  private <T extends LedgerEvent> Stream<T> all(Class<T> type) {
    return events(known.entries()).filter(type::isInstance).map(type::cast);
  }

  private Stream<LedgerEvent> events(List<LedgerEntry> entries) {
    return entries.stream().filter(this::sees).map(LedgerEntry::event);
  }

  /** An index may be ahead of this state, never behind it. */
  private boolean sees(LedgerEntry entry) {
    return entry.seq() <= known.entries().size()
        && !entry.at().isAfter(asOf)
        && !entry.event().happenedAt().isAfter(asOf);
  }
}
