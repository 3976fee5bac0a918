package vn.loa.reporting;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Tally;
import vn.loa.plan.Agency;
import vn.loa.plan.AgencyKind;
import vn.loa.plan.DueDate;
import vn.loa.plan.Plan;
import vn.loa.plan.ReportKey;
import vn.loa.plan.ReporterRole;
import vn.loa.plan.Roster;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.Compliance;
import vn.loa.plan.ledger.ComplianceMatrix;
import vn.loa.plan.ledger.Lateness;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.LedgerState;
import vn.loa.plan.ledger.ReportStatus;
import vn.loa.reporting.document.Document;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Letterhead;

/**
 * What the consolidator makes of the reports that were due on one date: who reported, who came late
 * and by how much, what is missing, and what all of them did in the period. Immutable.
 */
public final class ConsolidatedReport {

  private static final Set<ReportStatus.State> LET_OFF =
      EnumSet.of(ReportStatus.State.EXCUSED, ReportStatus.State.EXEMPT);

  private final Plan plan;
  private final Roster roster;
  private final LedgerState state;
  private final LedgerState due;
  private final DueDate date;
  private final @Nullable DueDate before;
  private final Compliance compliance;
  private final List<Standing> groups;
  private final List<Standing> districts;
  private final List<Standing> wards;
  private final List<ReportStatus> statuses;
  private final List<Work> work;
  private final List<Activity> activities;
  private final List<DueDate> dates;
  private final List<CampaignFigures> campaigns;
  private final List<Area> areas;
  private final @Nullable String difficulties;
  private final @Nullable String proposals;

  ConsolidatedReport(Ledger ledger, DueDate date, @Nullable DueDate before, LedgerState state) {
    this.plan = ledger.plan();
    this.roster = ledger.roster();
    this.state = state;
    this.due = narrowed(state, date);
    this.date = date;
    this.before = before;
    this.dates = ledger.expected().dates();
    this.compliance = due.compliance();
    Subtrees subtrees = new Subtrees(roster, state, dates, date, before);
    this.groups = groups(state);
    this.districts = subtrees.standings(AgencyKind.DISTRICT);
    this.wards = subtrees.standings(AgencyKind.COMMUNE);
    List<ReportStatus> statuses = new ArrayList<>();
    due.forEachStatus(statuses::add);
    this.statuses = List.copyOf(statuses);
    ZoneId zone = plan.zone();
    List<Activity> all = Work.known(state.activities(), plan, roster);
    this.work = Work.of(all, zone, date.period(), before == null ? null : before.period());
    this.activities = all.stream().filter(it -> date.period().covers(Work.day(it, zone))).toList();
    this.campaigns = List.of();
    this.areas = List.of();
    this.difficulties = null;
    this.proposals = null;
  }

  private ConsolidatedReport(ConsolidatedReport from, Additions additions) {
    this.plan = from.plan;
    this.roster = from.roster;
    this.state = from.state;
    this.due = from.due;
    this.date = from.date;
    this.before = from.before;
    this.dates = from.dates;
    this.compliance = from.compliance;
    this.groups = from.groups;
    this.districts = from.districts;
    this.wards = from.wards;
    this.statuses = from.statuses;
    this.work = from.work;
    this.activities = from.activities;
    this.campaigns = additions.campaigns();
    this.areas = additions.areas();
    this.difficulties = additions.difficulties();
    this.proposals = additions.proposals();
  }

  /** What does not come from the ledger. */
  private record Additions(
      List<CampaignFigures> campaigns,
      List<Area> areas,
      @Nullable String difficulties,
      @Nullable String proposals) {}

  private static LedgerState narrowed(LedgerState state, DueDate date) {
    return state.owing(date.obligation().id()).inPeriod(date.period().label());
  }

  private List<Standing> groups(LedgerState state) {
    LedgerState then = before == null ? null : narrowed(state, before);
    return plan.groups().stream()
        .filter(group -> plan.regime().roles().get(group.clause()) == ReporterRole.EXPECTED)
        .map(
            group ->
                new Standing(
                    group.clause().toString(),
                    group.text(),
                    due.inGroup(group.clause()).compliance(),
                    then == null ? null : then.inGroup(group.clause()).compliance()))
        .toList();
  }

  /** Agencies with all below them, as ranges of a matrix. */
  private static final class Subtrees {

    private final List<Agency> agencies;
    private final ComplianceMatrix matrix;
    private final long asOf;
    private final int column;
    private final int columnBefore;

    Subtrees(
        Roster roster,
        LedgerState state,
        List<DueDate> dates,
        DueDate date,
        @Nullable DueDate before) {
      this.agencies = roster.depthFirst();
      this.matrix = state.matrix();
      this.asOf = state.asOf().getEpochSecond();
      this.column = dates.indexOf(date);
      this.columnBefore = before == null ? -1 : dates.indexOf(before);
    }

    /** Without those of whom nothing is expected. */
    List<Standing> standings(AgencyKind kind) {
      List<Standing> standings = new ArrayList<>();
      for (int row = 0; row < agencies.size(); row++) {
        Agency agency = agencies.get(row);
        if (agency.kind() == kind) {
          Compliance now = matrix.subtree(row, column, asOf);
          if (now.expected() + now.exempt() > 0) {
            standings.add(new Standing(agency.id(), agency.name(), now, before(row)));
          }
        }
      }
      return List.copyOf(standings);
    }

    private @Nullable Compliance before(int row) {
      return columnBefore < 0 ? null : matrix.subtree(row, columnBefore, asOf);
    }
  }

  public Plan plan() {
    return plan;
  }

  public Roster roster() {
    return roster;
  }

  /** Which report it consolidates, and when that was due. */
  public DueDate date() {
    return date;
  }

  /** The date of the period before; null when there was none. */
  public @Nullable DueDate before() {
    return before;
  }

  /** What came to be known later is not in it. */
  public Instant asOf() {
    return state.asOf();
  }

  public Compliance compliance() {
    return compliance;
  }

  /** With the report of the period before, as it stands at {@link #asOf()}; null without one. */
  public @Nullable Compliance complianceBefore() {
    return before == null ? null : narrowed(state, before).compliance();
  }

  /** By group, in the plan's order; those that owe reports. */
  public List<Standing> groups() {
    return groups;
  }

  /** Each district with all below it, in the roster's order; those of whom a report is expected. */
  public List<Standing> districts() {
    return districts;
  }

  /** Each ward or commune with all below it; those of whom a report is expected. */
  public List<Standing> wards() {
    return wards;
  }

  /** Every report of this date, in the roster's order. */
  public List<ReportStatus> statuses() {
    return statuses;
  }

  /** Those that came late, the latest first. */
  public List<ReportStatus> late() {
    return byLateness(ReportStatus.State.LATE);
  }

  /** Those that were due and are not here. */
  public List<ReportStatus> missing() {
    return byLateness(ReportStatus.State.OVERDUE);
  }

  /** Those excused or exempt. */
  public List<ReportStatus> letOff() {
    return statuses.stream().filter(it -> LET_OFF.contains(it.state())).toList();
  }

  private List<ReportStatus> byLateness(ReportStatus.State state) {
    return statuses.stream()
        .filter(it -> it.state() == state)
        .sorted((a, b) -> b.lateness().compareTo(a.lateness()))
        .toList();
  }

  /** By how much reports came late; null when none did. */
  public @Nullable Lateness lateness() {
    return due.lateness().orElse(null);
  }

  /** Of all agencies, by theme and form, in the plan's order. */
  public List<Work> work() {
    return work;
  }

  /** What was done in the period, in the order in which it was first entered. */
  public List<Activity> activities() {
    return activities;
  }

  /** What campaigns came to that the report was given; empty unless it was. */
  public List<CampaignFigures> campaigns() {
    return campaigns;
  }

  /** The areas it was given; empty unless it was. */
  public List<Area> areas() {
    return areas;
  }

  /** All campaigns together. */
  public Tally total() {
    return campaigns.stream()
        .map(CampaignFigures::tally)
        .reduce(Tally.of(Map.of(), Map.of()), Tally::plus);
  }

  /** Null while nobody has said. */
  public @Nullable String difficulties() {
    return difficulties;
  }

  /** Null while nobody has said. */
  public @Nullable String proposals() {
    return proposals;
  }

  /**
   * The same with what campaigns came to, channel by channel, and where they were heard. The ledger
   * holds their measures; how many were meant, refused or never sent only they tell.
   *
   * @param areas of the recipients that stand in one, each after the area around it
   */
  public ConsolidatedReport withCampaigns(List<CampaignFigures> campaigns, List<Area> areas) {
    return new ConsolidatedReport(
        this, new Additions(List.copyOf(campaigns), List.copyOf(areas), difficulties, proposals));
  }

  /** The same with what the consolidator says. */
  public ConsolidatedReport withDifficulties(String words) {
    return new ConsolidatedReport(
        this, new Additions(campaigns, areas, Objects.requireNonNull(words), proposals));
  }

  /** The same with what the consolidator says. */
  public ConsolidatedReport withProposals(String words) {
    return new ConsolidatedReport(
        this, new Additions(campaigns, areas, difficulties, Objects.requireNonNull(words)));
  }

  /** To be written in any form. */
  public Document document(Language language, Letterhead letterhead) {
    return new ConsolidatedDocument(this, language).document(letterhead);
  }

  /** By the schema {@code report.schema.json} beside this class; UTF-8. */
  public byte[] json() {
    return ReportJson.of(this);
  }

  /**
   * Freezes it as it is signed: later entries in the ledger change nothing in it. Filed, it stands
   * in the ledger as a submission of the consolidator, of whom no report is expected: it counts
   * nowhere.
   *
   * @param agency id of the consolidator
   * @param letterhead with the document's number and its date
   * @throws vn.loa.plan.UnknownNameException when there is no such agency
   * @throws IllegalStateException when a field is not filled in, or the letterhead has no number or
   *     date
   */
  public ApprovedReport approve(String agency, Language language, Letterhead letterhead) {
    ReportKey key =
        new ReportKey(date.obligation().id(), roster.agency(agency).id(), date.period().label());
    return ApprovedReport.of(
        key, activities.isEmpty(), difficulties, proposals, document(language, letterhead), json());
  }

  /** Of all dates and agencies, not only this one's. */
  LedgerState state() {
    return state;
  }

  /** Every date of the plan, as the matrix of {@link #state()} numbers them. */
  List<DueDate> dates() {
    return dates;
  }

  @Override
  public String toString() {
    return "%s reports %s as of %s"
        .formatted(date.obligation().id(), date.period().label(), asOf());
  }
}
