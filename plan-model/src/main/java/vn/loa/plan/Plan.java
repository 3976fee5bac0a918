package vn.loa.plan;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.calendar.ReportPeriod;
import vn.loa.plan.calendar.WorkCalendar;

/**
 * A communication plan: what must be said, by whom, through which forms, reported by when.
 *
 * <pre>
 *   head      document, title, issuer, day of issue, zone, effective period, signature
 *   why       legal bases, purposes, requirements, and every document cited
 *   what      themes (a tree), forms (a catalogue), groups of agencies
 *   who does  tasks: a group, with themes and forms
 *   by when   the report regime: roles of groups, obligations with their due rules
 * </pre>
 *
 * Whatever has a {@link Clause} can be asked for by it.
 *
 * <p>Immutable and whole: {@link Builder#build()} checks that what a plan needs was set, that each
 * clause and each form's id stands in it once, and that every clause named by a task, by the report
 * regime or as the place of a citation is there. Two plans are equal when they say the same.
 */
public final class Plan {

  /** Where a plan says nothing of time, its days begin and end as they do in Vietnam. */
  public static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

  private final DocumentRef document;
  private final Text title;
  private final Text issuer;
  private final LocalDate issuedOn;
  private final ZoneId zone;
  private final EffectivePeriod effective;
  private final @Nullable String place;
  private final @Nullable Text yearTheme;
  private final @Nullable Signature signature;
  private final List<Provision> headings;
  private final List<Provision> legalBases;
  private final @Nullable Provision enactment;
  private final List<LegalReference> references;
  private final List<Provision> purposes;
  private final List<Provision> requirements;
  private final List<Theme> themes;
  private final List<Form> forms;
  private final List<AgencyGroup> groups;
  private final List<Task> tasks;
  private final ReportingRegime regime;
  private final List<Recipient> recipients;
  private final List<Amendment> amendments;

  private final SortedMap<Clause, Provision> provisions = new TreeMap<>();
  private final Map<Clause, Theme> themesByClause = new LinkedHashMap<>();
  private final Map<Clause, Form> formsByClause = new LinkedHashMap<>();
  private final Map<String, Form> formsById = new HashMap<>();
  private final Map<Clause, AgencyGroup> groupsByClause = new LinkedHashMap<>();
  private final Map<Clause, Task> tasksByClause = new LinkedHashMap<>();

  private Plan(Builder from) {
    this.document = from.document;
    this.title = from.title;
    this.issuer = from.needed("issuer", from.issuer);
    this.issuedOn = from.needed("issuedOn", from.issuedOn);
    this.zone = from.zone;
    this.effective = from.needed("effective", from.effective);
    this.place = from.place;
    this.yearTheme = from.yearTheme;
    this.signature = from.signature;
    this.headings = from.headings;
    this.legalBases = from.legalBases;
    this.enactment = from.enactment;
    this.references = from.references;
    this.purposes = from.purposes;
    this.requirements = from.requirements;
    this.themes = from.themes;
    this.forms = from.forms;
    this.groups = from.groups;
    this.tasks = from.tasks;
    this.regime = from.needed("regime", from.regime);
    this.recipients = from.recipients;
    this.amendments = from.amendments;
    index();
    checkReferences();
  }

  private void index() {
    headings.forEach(this::add);
    legalBases.forEach(this::add);
    if (enactment != null) {
      add(enactment);
    }
    purposes.forEach(this::add);
    requirements.forEach(this::add);
    themes.stream().flatMap(Theme::stream).forEach(this::index);
    forms.stream().flatMap(Form::stream).forEach(this::index);
    add(new Provision(effective.clause(), effective.line(), effective.text()));
    for (AgencyGroup group : groups) {
      add(new Provision(group.clause(), group.line(), group.text()));
      groupsByClause.put(group.clause(), group);
    }
    for (Task task : tasks) {
      add(new Provision(task.clause(), task.line(), task.text()));
      tasksByClause.put(task.clause(), task);
    }
    add(new Provision(regime.clause(), regime.line(), regime.text()));
    Set<String> recipientIds = new HashSet<>();
    for (Recipient to : recipients) {
      add(new Provision(to.clause(), to.line(), to.text()));
      if (!recipientIds.add(to.id())) {
        throw new IllegalArgumentException(
            "%s has two recipients with id \"%s\"; give one another id".formatted(this, to.id()));
      }
    }
    if (signature != null) {
      add(new Provision(signature.clause(), signature.line(), signature.capacity()));
    }
  }

  private void index(Theme theme) {
    add(new Provision(theme.clause(), theme.line(), theme.text()));
    themesByClause.put(theme.clause(), theme);
  }

  private void index(Form form) {
    add(new Provision(form.clause(), form.line(), form.text()));
    formsByClause.put(form.clause(), form);
    if (formsById.put(form.id(), form) != null) {
      throw new IllegalArgumentException(
          "%s has two forms with id \"%s\"; give one another id".formatted(this, form.id()));
    }
  }

  private void add(Provision provision) {
    Provision other = provisions.put(provision.clause(), provision);
    if (other != null) {
      throw new IllegalArgumentException(
          "%s has clause %s twice, \"%s\" and \"%s\"; a clause names one place"
              .formatted(this, provision.clause(), other.text(), provision.text()));
    }
  }

  private void checkReferences() {
    for (Task task : tasks) {
      group(task.group());
      task.themes().forEach(this::theme);
      task.forms().forEach(this::form);
    }
    regime.roles().keySet().forEach(this::group);
    regime.obligations().forEach(obligation -> provision(obligation.clause()));
    for (LegalReference reference : references) {
      reference.citedIn().forEach(this::provision);
    }
  }

  /** Starts a plan. Issuer, day of issue, effective period and regime must follow. */
  public static Builder builder(DocumentRef document, Text title) {
    return new Builder(document, title);
  }

  public DocumentRef document() {
    return document;
  }

  public Text title() {
    return title;
  }

  public Text issuer() {
    return issuer;
  }

  public LocalDate issuedOn() {
    return issuedOn;
  }

  /** In which days of this plan begin and end. */
  public ZoneId zone() {
    return zone;
  }

  public EffectivePeriod effective() {
    return effective;
  }

  /** Where it was issued. */
  public Optional<String> place() {
    return Optional.ofNullable(place);
  }

  /** The motto of the year, where the plan has one. */
  public Optional<Text> yearTheme() {
    return Optional.ofNullable(yearTheme);
  }

  public Optional<Signature> signature() {
    return Optional.ofNullable(signature);
  }

  public List<Provision> headings() {
    return headings;
  }

  public List<Provision> legalBases() {
    return legalBases;
  }

  /** The words by which the plan is issued. */
  public Optional<Provision> enactment() {
    return Optional.ofNullable(enactment);
  }

  /** Every document that the plan names. */
  public List<LegalReference> references() {
    return references;
  }

  public List<Provision> purposes() {
    return purposes;
  }

  public List<Provision> requirements() {
    return requirements;
  }

  /** The themes at the top of the tree. */
  public List<Theme> themes() {
    return themes;
  }

  /** The forms at the top of the catalogue; also those that only a task names. */
  public List<Form> forms() {
    return forms;
  }

  public List<AgencyGroup> groups() {
    return groups;
  }

  public List<Task> tasks() {
    return tasks;
  }

  public ReportingRegime regime() {
    return regime;
  }

  public List<Recipient> recipients() {
    return recipients;
  }

  /** The documents that changed this plan since it was issued, in order. */
  public List<Amendment> amendments() {
    return amendments;
  }

  /** 1 as issued, 2 after the first amendment, and so on. */
  public int revision() {
    return 1 + amendments.size();
  }

  /**
   * This plan as another document changed it: a new revision, which knows what came from where. Its
   * rules are those of the whole plan, also for what was due before the change: to ask how things
   * stood under the old ones, open the ledger with the old revision.
   *
   * @param changes sets anew what the document changes
   * @throws IllegalArgumentException when nothing changes, or what comes out is no plan
   */
  public Plan amend(DocumentRef by, LocalDate issuedOn, Consumer<Builder> changes) {
    Builder builder = new Builder(this);
    changes.accept(builder);
    Plan after = builder.build();
    if (after.equals(this)) {
      throw new IllegalArgumentException("document " + by + " changes nothing in " + this);
    }
    builder.amendment(Revisions.compare(this, after, by, issuedOn));
    return builder.build();
  }

  /**
   * The document that gave this clause the words and rules it has now.
   *
   * @throws UnknownNameException when nothing stands there
   */
  public DocumentRef provenance(Clause clause) {
    Clause known = provision(clause).clause();
    return amendments.stream()
        .filter(amendment -> amendment.wrote(known))
        .reduce((earlier, later) -> later)
        .map(Amendment::document)
        .orElse(document);
  }

  /** Every clause with its line and words, in the document's order. */
  public SortedMap<Clause, Provision> provisions() {
    return Collections.unmodifiableSortedMap(provisions);
  }

  /**
   * @throws UnknownNameException when nothing stands there
   */
  public Provision provision(Clause clause) {
    return found("clause", clause.toString(), provisions.get(clause), provisions.keySet());
  }

  /**
   * The theme at any depth of the tree.
   *
   * @throws UnknownNameException when the plan has none there; names the nearest
   */
  public Theme theme(Clause clause) {
    return found("theme", clause.toString(), themesByClause.get(clause), themesByClause.keySet());
  }

  /** As {@link #theme(Clause)}, for {@code "II.1.2"}. */
  public Theme theme(String clause) {
    return theme(Clause.parse(clause));
  }

  /**
   * The form at any depth of the catalogue.
   *
   * @throws UnknownNameException when the plan has none there; names the nearest
   */
  public Form form(Clause clause) {
    return found("form", clause.toString(), formsByClause.get(clause), formsByClause.keySet());
  }

  /** As {@link #form(Clause)}, for {@code "II.2.a"}, or for a form's id, {@code "c2"}. */
  public Form form(String clauseOrId) {
    Form form = formsById.get(clauseOrId);
    if (form == null) {
      form =
          formsByClause.entrySet().stream()
              .filter(entry -> entry.getKey().toString().equals(clauseOrId))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(null);
    }
    List<?> existing =
        Stream.concat(formsById.keySet().stream(), formsByClause.keySet().stream()).toList();
    return found("form", clauseOrId, form, existing);
  }

  /**
   * @throws UnknownNameException when the plan has none there; names the nearest
   */
  public AgencyGroup group(Clause clause) {
    return found("group", clause.toString(), groupsByClause.get(clause), groupsByClause.keySet());
  }

  /**
   * @throws UnknownNameException when the plan has none there; names the nearest
   */
  public Task task(Clause clause) {
    return found("task", clause.toString(), tasksByClause.get(clause), tasksByClause.keySet());
  }

  /** As {@link #task(Clause)}, for {@code "IV.3-4"}. */
  public Task task(String clause) {
    return task(Clause.parse(clause));
  }

  /**
   * @throws UnknownNameException when the regime has none of this id
   */
  public ReportingObligation obligation(String id) {
    List<ReportingObligation> all = regime.obligations();
    ReportingObligation obligation =
        all.stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    return found("obligation", id, obligation, all.stream().map(ReportingObligation::id).toList());
  }

  /** The periods for which this report is owed, in order: derived, never typed. */
  public List<ReportPeriod> periods(ReportingObligation obligation) {
    return DueDates.periods(this, obligation);
  }

  /**
   * Every date on which a report is due, by obligation, then time: derived, never typed.
   *
   * @param calendar decides where a date rolls
   */
  public List<DueDate> dueDates(WorkCalendar calendar) {
    return DueDates.of(this, calendar);
  }

  /**
   * What this plan allows and will regret: {@code W-GAP-0} no working day from closing to due date,
   * {@code W-DAY-OFF} a last good day that is a day off and does not roll, {@code W-UNANNOUNCED} a
   * roll in a year whose days off are not announced yet.
   */
  public List<PlanWarning> warnings(WorkCalendar calendar) {
    return PlanWarnings.of(this, calendar);
  }

  private <T> T found(String what, String name, @Nullable T found, Collection<?> existing) {
    if (found == null) {
      throw new UnknownNameException(
          toString(), what, name, existing.stream().map(Object::toString).toList());
    }
    return found;
  }

  private List<@Nullable Object> content() {
    return Arrays.asList(
        document,
        title,
        issuer,
        issuedOn,
        zone,
        effective,
        place,
        yearTheme,
        signature,
        headings,
        legalBases,
        enactment,
        references,
        purposes,
        requirements,
        themes,
        forms,
        groups,
        tasks,
        regime,
        recipients,
        amendments);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Plan plan && content().equals(plan.content());
  }

  @Override
  public int hashCode() {
    return Objects.hash(document, issuedOn, title);
  }

  /** {@code plan 1270/KH-UBND}. */
  @Override
  public String toString() {
    return "plan " + document;
  }

  /** Not safe for use by several threads. Every list is empty until set, and replaced when set. */
  public static final class Builder {

    private final DocumentRef document;
    private Text title;
    private @Nullable Text issuer;
    private @Nullable LocalDate issuedOn;
    private ZoneId zone = VIETNAM;
    private @Nullable EffectivePeriod effective;
    private @Nullable String place;
    private @Nullable Text yearTheme;
    private @Nullable Signature signature;
    private List<Provision> headings = List.of();
    private List<Provision> legalBases = List.of();
    private @Nullable Provision enactment;
    private List<LegalReference> references = List.of();
    private List<Provision> purposes = List.of();
    private List<Provision> requirements = List.of();
    private List<Theme> themes = List.of();
    private List<Form> forms = List.of();
    private List<AgencyGroup> groups = List.of();
    private List<Task> tasks = List.of();
    private @Nullable ReportingRegime regime;
    private List<Recipient> recipients = List.of();
    private List<Amendment> amendments = List.of();

    private Builder(DocumentRef document, Text title) {
      this.document = document;
      this.title = title;
    }

    private Builder(Plan from) {
      this(from.document, from.title);
      issuer = from.issuer;
      issuedOn = from.issuedOn;
      zone = from.zone;
      effective = from.effective;
      place = from.place;
      yearTheme = from.yearTheme;
      signature = from.signature;
      headings = from.headings;
      legalBases = from.legalBases;
      enactment = from.enactment;
      references = from.references;
      purposes = from.purposes;
      requirements = from.requirements;
      themes = from.themes;
      forms = from.forms;
      groups = from.groups;
      tasks = from.tasks;
      regime = from.regime;
      recipients = from.recipients;
      amendments = from.amendments;
    }

    public Builder title(Text title) {
      this.title = title;
      return this;
    }

    public Builder issuer(Text issuer) {
      this.issuer = issuer;
      return this;
    }

    /** The date on the document. Nothing is owed for the time before it. */
    public Builder issuedOn(LocalDate day) {
      this.issuedOn = day;
      return this;
    }

    /** Default {@link #VIETNAM}. */
    public Builder zone(ZoneId zone) {
      this.zone = zone;
      return this;
    }

    public Builder effective(EffectivePeriod effective) {
      this.effective = effective;
      return this;
    }

    public Builder place(@Nullable String place) {
      this.place = place;
      return this;
    }

    public Builder yearTheme(@Nullable Text yearTheme) {
      this.yearTheme = yearTheme;
      return this;
    }

    public Builder signature(@Nullable Signature signature) {
      this.signature = signature;
      return this;
    }

    public Builder headings(List<Provision> headings) {
      this.headings = List.copyOf(headings);
      return this;
    }

    public Builder legalBases(List<Provision> legalBases) {
      this.legalBases = List.copyOf(legalBases);
      return this;
    }

    public Builder enactment(@Nullable Provision enactment) {
      this.enactment = enactment;
      return this;
    }

    public Builder references(List<LegalReference> references) {
      this.references = List.copyOf(references);
      return this;
    }

    public Builder purposes(List<Provision> purposes) {
      this.purposes = List.copyOf(purposes);
      return this;
    }

    public Builder requirements(List<Provision> requirements) {
      this.requirements = List.copyOf(requirements);
      return this;
    }

    public Builder themes(List<Theme> themes) {
      this.themes = List.copyOf(themes);
      return this;
    }

    public Builder forms(List<Form> forms) {
      this.forms = List.copyOf(forms);
      return this;
    }

    public Builder groups(List<AgencyGroup> groups) {
      this.groups = List.copyOf(groups);
      return this;
    }

    public Builder tasks(List<Task> tasks) {
      this.tasks = List.copyOf(tasks);
      return this;
    }

    public Builder regime(ReportingRegime regime) {
      this.regime = regime;
      return this;
    }

    public Builder recipients(List<Recipient> recipients) {
      this.recipients = List.copyOf(recipients);
      return this;
    }

    /** The documents that changed the plan, in order. */
    public Builder amendments(List<Amendment> amendments) {
      this.amendments = List.copyOf(amendments);
      return this;
    }

    private void amendment(Amendment last) {
      amendments = Stream.concat(amendments.stream(), Stream.of(last)).toList();
    }

    /**
     * @throws IllegalArgumentException when something needed was not set, a clause or an id stands
     *     twice, or a clause is named that the plan does not have
     */
    public Plan build() {
      return new Plan(this);
    }

    private <T> T needed(String what, @Nullable T value) {
      if (value == null) {
        throw new IllegalArgumentException(
            "plan %s needs %s; set it before build()".formatted(document, what));
      }
      return value;
    }
  }
}
