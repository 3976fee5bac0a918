package vn.loa.reporting;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Agency;
import vn.loa.plan.DueDate;
import vn.loa.plan.ExpectedReport;
import vn.loa.plan.Plan;
import vn.loa.plan.ReportKey;
import vn.loa.plan.Roster;
import vn.loa.plan.calendar.ReportPeriod;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.LedgerState;
import vn.loa.plan.ledger.ReportStatus;
import vn.loa.reporting.document.Document;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Letterhead;

/**
 * The report that one agency owes for one period, as far as the ledger can write it: what it did,
 * with figures, beside the period before; which deadlines it kept and missed. Difficulties and
 * proposals are for the clerk. Immutable.
 */
public final class PeriodicReport {

  private final Plan plan;
  private final Agency agency;
  private final ExpectedReport expected;
  private final @Nullable ReportPeriod before;
  private final Instant asOf;
  private final List<Work> work;
  private final List<Activity> activities;
  private final List<ReportStatus> deadlines;
  private final @Nullable String difficulties;
  private final @Nullable String proposals;

  PeriodicReport(
      Plan plan,
      Roster roster,
      Agency agency,
      ExpectedReport expected,
      @Nullable ReportPeriod before,
      List<ExpectedReport> owed,
      LedgerState state) {
    ZoneId zone = plan.zone();
    ReportPeriod period = expected.period();
    List<Activity> all =
        Work.known(state.activities(), plan, roster).stream()
            .filter(it -> it.agency().equals(agency.id()))
            .toList();
    this.plan = plan;
    this.agency = agency;
    this.expected = expected;
    this.before = before;
    this.asOf = state.asOf();
    this.work = Work.of(all, zone, period, before);
    this.activities = all.stream().filter(it -> period.covers(Work.day(it, zone))).toList();
    this.deadlines =
        owed.stream()
            .filter(it -> period.covers(it.dueDate().lastDay()))
            .map(it -> state.status(it.key()))
            .toList();
    this.difficulties = null;
    this.proposals = null;
  }

  private PeriodicReport(
      PeriodicReport from, @Nullable String difficulties, @Nullable String proposals) {
    this.plan = from.plan;
    this.agency = from.agency;
    this.expected = from.expected;
    this.before = from.before;
    this.asOf = from.asOf;
    this.work = from.work;
    this.activities = from.activities;
    this.deadlines = from.deadlines;
    this.difficulties = difficulties;
    this.proposals = proposals;
  }

  public Plan plan() {
    return plan;
  }

  /** Who owes it. */
  public Agency agency() {
    return agency;
  }

  public ReportKey key() {
    return expected.key();
  }

  /** For which obligation and period it is, and when it is due. */
  public DueDate date() {
    return expected.dueDate();
  }

  /** The period that its figures are held against; null when there was none before. */
  public @Nullable ReportPeriod before() {
    return before;
  }

  /** What came to be known later is not in it. */
  public Instant asOf() {
    return asOf;
  }

  /** By theme and form, in the plan's order; also what only the period before had. */
  public List<Work> work() {
    return work;
  }

  /** What was done in the period, in the order in which it was first entered. */
  public List<Activity> activities() {
    return activities;
  }

  /** The agency's reports whose last good day lies in the period, by obligation, then time. */
  public List<ReportStatus> deadlines() {
    return deadlines;
  }

  /** Null while nobody has said. */
  public @Nullable String difficulties() {
    return difficulties;
  }

  /** Null while nobody has said. */
  public @Nullable String proposals() {
    return proposals;
  }

  /** The same with what the clerk says; {@code Không có} says that there were none. */
  public PeriodicReport withDifficulties(String words) {
    return new PeriodicReport(this, Objects.requireNonNull(words), proposals);
  }

  /** The same with what the clerk says; {@code Không có} says that there are none. */
  public PeriodicReport withProposals(String words) {
    return new PeriodicReport(this, difficulties, Objects.requireNonNull(words));
  }

  /** Whether nothing was done in the period ("không phát sinh"). */
  public boolean isEmpty() {
    return activities.isEmpty();
  }

  /** To be written in any form. */
  public Document document(Language language, Letterhead letterhead) {
    return new PeriodicDocument(this, language).document(letterhead);
  }

  /** By the schema {@code report.schema.json} beside this class; UTF-8. */
  public byte[] json() {
    return ReportJson.of(this);
  }

  /**
   * Freezes it as it is signed: later entries in the ledger change nothing in it.
   *
   * @param letterhead with the document's number and its date
   * @throws IllegalStateException when a field is not filled in, or the letterhead has no number or
   *     date
   */
  public ApprovedReport approve(Language language, Letterhead letterhead) {
    return ApprovedReport.of(
        key(), isEmpty(), difficulties, proposals, document(language, letterhead), json());
  }

  /** {@code monthly report 2022-05 of q1 as of …}. */
  @Override
  public String toString() {
    return key() + " as of " + asOf;
  }
}
