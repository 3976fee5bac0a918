package vn.loa.plan.json;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Clause;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Evidence;
import vn.loa.plan.Measure;
import vn.loa.plan.ReportKey;
import vn.loa.plan.Unit;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.CaseKind;
import vn.loa.plan.ledger.CaseState;
import vn.loa.plan.ledger.CaseStep;
import vn.loa.plan.ledger.Completion;
import vn.loa.plan.ledger.Excuse;
import vn.loa.plan.ledger.Exemption;
import vn.loa.plan.ledger.Forwarding;
import vn.loa.plan.ledger.Inheritance;
import vn.loa.plan.ledger.LedgerEvent;
import vn.loa.plan.ledger.Notice;
import vn.loa.plan.ledger.Review;
import vn.loa.plan.ledger.Submission;

/** Reads what {@link EventWriter} wrote. Null stands for what has a problem, noted by then. */
final class EventReader {

  private final Fields in;
  private final Instant at;

  private EventReader(Fields in) {
    this.in = in;
    this.at = in.instant("happenedAt");
  }

  static @Nullable LedgerEvent read(Fields in) {
    LedgerEvent.Kind kind = in.oneOf("kind", LedgerEvent.Kind.class);
    EventReader reader = new EventReader(in);
    return switch (kind) {
      case SUBMISSION -> reader.submission();
      case REVIEW -> reader.review();
      case FORWARDING -> reader.forwarding();
      case EXCUSE -> reader.excuse();
      case EXEMPTION -> reader.exemption();
      case INHERITANCE -> reader.inheritance();
      case ACTIVITY -> reader.activity();
      case CASE_STEP -> reader.caseStep();
      case COMPLETION -> reader.completion();
      case NOTICE -> reader.notice();
    };
  }

  private @Nullable Submission submission() {
    String agency = in.words("agency");
    List<ReportKey> discharges = in.neededList("discharges", EventReader::key);
    int version = in.number("version");
    Instant sentAt = in.instantOrNull("sentAt");
    DocumentRef document = in.parsed("document", DocumentRef::parse, "one like 12/BC-UBND");
    LocalDate documentDate = in.dateOrNull("documentDate");
    boolean nothing = in.flag("nothingToReport");
    List<Evidence> evidence = evidence();
    return document == null
        ? null
        : in.make(
            () ->
                new Submission(
                    agency,
                    discharges,
                    version,
                    at,
                    sentAt,
                    document,
                    documentDate,
                    nothing,
                    evidence));
  }

  private @Nullable Review review() {
    ReportKey report = report();
    int version = in.number("version");
    Review.Decision decision = in.oneOf("decision", Review.Decision.class);
    String by = in.words("by");
    String reason = in.wordsOrNull("reason");
    List<Evidence> evidence = evidence();
    return report == null
        ? null
        : in.make(() -> new Review(report, version, decision, at, by, reason, evidence));
  }

  private @Nullable Forwarding forwarding() {
    ReportKey report = report();
    int version = in.number("version");
    String by = in.words("by");
    return report == null ? null : in.make(() -> new Forwarding(report, version, at, by));
  }

  private @Nullable Excuse excuse() {
    ReportKey report = report();
    String by = in.words("by");
    String reason = in.words("reason");
    String authority = in.words("authority");
    List<Evidence> evidence = evidence();
    return report == null
        ? null
        : in.make(() -> new Excuse(report, at, by, reason, authority, evidence));
  }

  private @Nullable Exemption exemption() {
    String agency = in.words("agency");
    String obligation = in.wordsOrNull("obligation");
    LocalDate from = in.date("from");
    LocalDate to = in.date("to");
    String by = in.words("by");
    String reason = in.words("reason");
    String authority = in.words("authority");
    List<Evidence> evidence = evidence();
    return in.make(
        () -> new Exemption(agency, obligation, from, to, at, by, reason, authority, evidence));
  }

  private @Nullable Inheritance inheritance() {
    ReportKey report = report();
    String successor = in.words("successor");
    String by = in.words("by");
    String authority = in.words("authority");
    return report == null
        ? null
        : in.make(() -> new Inheritance(report, successor, at, by, authority));
  }

  private @Nullable Activity activity() {
    String id = in.words("id");
    Clause task = in.foreignClauseOrNull("task");
    Clause theme = clause("theme");
    Clause form = clause("form");
    String agency = in.words("agency");
    int version = in.has("version") ? in.number("version") : 1;
    String campaign = in.wordsOrNull("campaign");
    List<Measure> measures = measures();
    List<Evidence> evidence = evidence();
    return theme == null || form == null
        ? null
        : in.make(
            () ->
                new Activity(
                    id, version, task, theme, form, agency, at, campaign, measures, evidence));
  }

  private @Nullable CaseStep caseStep() {
    CaseKind kind = in.oneOf("caseKind", CaseKind.class);
    String id = in.words("id");
    CaseState state = in.oneOf("state", CaseState.class);
    Clause task = clause("task");
    String agency = in.words("agency");
    String about = in.wordsOrNull("about");
    String person = in.words("person");
    String reason = in.wordsOrNull("reason");
    List<Measure> measures = measures();
    List<Evidence> evidence = evidence();
    return task == null
        ? null
        : in.make(
            () ->
                new CaseStep(
                    kind, id, state, task, agency, about, at, person, reason, measures, evidence));
  }

  private @Nullable Completion completion() {
    Clause task = clause("task");
    String agency = in.words("agency");
    String by = in.words("by");
    String reason = in.words("reason");
    List<Evidence> evidence = evidence();
    return task == null
        ? null
        : in.make(() -> new Completion(task, agency, at, by, reason, evidence));
  }

  private @Nullable Notice notice() {
    String key = in.words("key");
    return in.make(() -> new Notice(key, at));
  }

  private @Nullable Clause clause(String name) {
    return in.parsed(name, Clause::parse, "a clause of the plan, as the plan cites it");
  }

  private @Nullable ReportKey report() {
    return in.object("report", EventReader::key);
  }

  private static @Nullable ReportKey key(Fields in) {
    String obligation = in.words("obligation");
    String agency = in.words("agency");
    String period = in.words("period");
    return in.make(() -> new ReportKey(obligation, agency, period));
  }

  private List<Measure> measures() {
    return in.list("measures", EventReader::measure);
  }

  private static @Nullable Measure measure(Fields in) {
    long quantity = in.quantity("quantity");
    Unit unit = in.oneOf("unit", Unit.class);
    return in.make(() -> new Measure(quantity, unit));
  }

  private List<Evidence> evidence() {
    return in.list("evidence", EventReader::file);
  }

  private static @Nullable Evidence file(Fields in) {
    String name = in.words("name");
    String mediaType = in.words("mediaType");
    long size = in.quantity("size");
    String sha256 = in.words("sha256");
    return in.make(() -> new Evidence(name, mediaType, size, sha256));
  }
}
