package vn.loa.plan.json;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.AgencyGroup;
import vn.loa.plan.AgencyKind;
import vn.loa.plan.ChannelKind;
import vn.loa.plan.Clause;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.EffectivePeriod;
import vn.loa.plan.Form;
import vn.loa.plan.LegalReference;
import vn.loa.plan.Plan;
import vn.loa.plan.Provision;
import vn.loa.plan.Recipient;
import vn.loa.plan.ReporterRole;
import vn.loa.plan.ReportingObligation;
import vn.loa.plan.ReportingRegime;
import vn.loa.plan.Signature;
import vn.loa.plan.Task;
import vn.loa.plan.Text;
import vn.loa.plan.Theme;
import vn.loa.plan.calendar.Bound;
import vn.loa.plan.calendar.Cadence;
import vn.loa.plan.calendar.DueRule;

/** Field by field from JSON to a plan. {@link PlanWriter} is its mirror: change both. */
final class PlanReader {

  /** What a reference may mean; each is the word that a message uses. */
  private static final String CLAUSE = "clause";

  private static final String THEME = "theme";
  private static final String FORM = "form";
  private static final String GROUP = "group";

  private PlanReader() {}

  static @Nullable Plan read(Fields in) {
    DocumentRef document =
        in.parsed("document", DocumentRef::parse, "number and symbol, like 1270/KH-UBND");
    Text title = in.text("title");
    Text issuer = in.text("issuer");
    String place = in.wordsOrNull("place");
    LocalDate issuedOn = in.date("issuedOn");
    ZoneId zone = in.parsed("zone", ZoneId::of, "a zone like Asia/Ho_Chi_Minh");
    Text yearTheme = in.textOrNull("yearTheme");
    List<Provision> headings = in.list("headings", PlanReader::provision);
    List<Provision> legalBases = in.list("legalBases", PlanReader::provision);
    Provision enactment = in.objectOrNull("enactment", PlanReader::provision);
    List<LegalReference> references = in.list("references", PlanReader::legalReference);
    List<Provision> purposes = in.list("purposes", PlanReader::provision);
    List<Provision> requirements = in.list("requirements", PlanReader::provision);
    List<Theme> themes = in.neededList("themes", PlanReader::theme);
    List<Form> forms = in.neededList("forms", PlanReader::form);
    EffectivePeriod effective = in.object("effective", PlanReader::effective);
    List<AgencyGroup> groups = in.neededList("groups", PlanReader::group);
    List<Task> tasks = in.neededList("tasks", PlanReader::task);
    ReportingRegime regime = in.object("regime", PlanReader::regime);
    List<Recipient> recipients = in.list("recipients", PlanReader::recipient);
    Signature signature = in.objectOrNull("signature", PlanReader::signature);
    in.resolveReferences();
    if (document == null || zone == null || effective == null || regime == null) {
      return null;
    }
    return in.make(
        () ->
            Plan.builder(document, title)
                .issuer(issuer)
                .place(place)
                .issuedOn(issuedOn)
                .zone(zone)
                .yearTheme(yearTheme)
                .headings(headings)
                .legalBases(legalBases)
                .enactment(enactment)
                .references(references)
                .purposes(purposes)
                .requirements(requirements)
                .themes(themes)
                .forms(forms)
                .effective(effective)
                .groups(groups)
                .tasks(tasks)
                .regime(regime)
                .recipients(recipients)
                .signature(signature)
                .build());
  }

  private static @Nullable Provision provision(Fields in) {
    Clause clause = in.ownClause();
    int line = in.number("line");
    Text text = in.text("text");
    return in.make(() -> new Provision(clause, line, text));
  }

  private static @Nullable LegalReference legalReference(Fields in) {
    String citation = in.words("citation");
    LegalReference.Role role = in.oneOf("role", LegalReference.Role.class);
    String issuer = in.wordsOrNull("issuer");
    LocalDate date = in.dateOrNull("date");
    String subject = in.wordsOrNull("subject");
    List<Clause> citedIn = in.references("citedIn", CLAUSE);
    return in.make(() -> new LegalReference(citation, role, issuer, date, subject, citedIn));
  }

  private static @Nullable Theme theme(Fields in) {
    Clause clause = in.ownClause(THEME);
    int line = in.number("line");
    Text text = in.text("text");
    List<Theme> children = in.list("children", PlanReader::theme);
    return in.make(() -> new Theme(clause, line, text, children));
  }

  private static @Nullable Form form(Fields in) {
    String id = in.ownId("form id");
    Clause clause = in.ownClause(FORM);
    int line = in.number("line");
    Text text = in.text("text");
    ChannelKind kind =
        in.parsedOrNull("channelKind", ChannelKind::new, "capitals, like SMS or NOTICE_BOARD");
    List<Form> subForms = in.list("subForms", PlanReader::form);
    return in.make(() -> new Form(id, clause, line, text, kind, subForms));
  }

  private static @Nullable EffectivePeriod effective(Fields in) {
    Clause clause = in.ownClause();
    int line = in.number("line");
    Text text = in.text("text");
    LocalDate from = in.date("from");
    LocalDate to = in.date("to");
    return in.make(() -> new EffectivePeriod(clause, line, text, from, to));
  }

  private static @Nullable AgencyGroup group(Fields in) {
    Clause clause = in.ownClause(GROUP);
    int line = in.number("line");
    Text text = in.text("text");
    AgencyGroup.Strength strength = in.oneOf("strength", AgencyGroup.Strength.class);
    String members = in.words("members");
    return in.make(() -> new AgencyGroup(clause, line, text, strength, members));
  }

  private static @Nullable Task task(Fields in) {
    Clause clause = in.ownClause();
    int line = in.number("line");
    Text text = in.text("text");
    Text verb = in.text("verb");
    Clause group = in.reference("group", GROUP);
    Set<AgencyKind> assignees = in.someOf("assignees", AgencyKind.class);
    List<Clause> themes = in.references("themes", THEME);
    List<Clause> forms = in.references("forms", FORM);
    Task.Trigger trigger = in.oneOf("trigger", Task.Trigger.class);
    return in.make(
        () -> new Task(clause, line, text, verb, group, assignees, themes, forms, trigger));
  }

  private static @Nullable ReportingRegime regime(Fields in) {
    Clause clause = in.ownClause();
    int line = in.number("line");
    Text text = in.text("text");
    List<ReportingObligation> obligations = in.neededList("obligations", PlanReader::obligation);
    Map<Clause, ReporterRole> roles = new LinkedHashMap<>();
    in.neededList("roles", PlanReader::reporter)
        .forEach(reporter -> roles.put(reporter.group, reporter.role));
    Text recipient = in.text("recipient");
    Text via = in.text("via");
    return in.make(
        () -> new ReportingRegime(clause, line, text, obligations, roles, recipient, via));
  }

  private record Reporter(Clause group, ReporterRole role) {}

  private static Reporter reporter(Fields in) {
    return new Reporter(in.reference("group", GROUP), in.oneOf("role", ReporterRole.class));
  }

  private static @Nullable ReportingObligation obligation(Fields in) {
    String id = in.ownId("obligation");
    Clause clause = in.reference("clause", CLAUSE);
    Cadence cadence = in.oneOf("cadence", Cadence.class);
    int month = in.number("month");
    int day = in.number("beforeDay");
    return in.make(
        () ->
            new ReportingObligation(id, clause, new DueRule(cadence, 0, month, day, Bound.BEFORE)));
  }

  private static @Nullable Recipient recipient(Fields in) {
    String id = in.ownId("recipient");
    Clause clause = in.ownClause();
    int line = in.number("line");
    Text text = in.text("text");
    String role = in.words("role");
    return in.make(() -> new Recipient(id, clause, line, text, role));
  }

  private static @Nullable Signature signature(Fields in) {
    Clause clause = in.ownClause();
    int line = in.number("line");
    Text capacity = in.text("capacity");
    String signer = in.words("signer");
    return in.make(() -> new Signature(clause, line, capacity, signer));
  }
}
