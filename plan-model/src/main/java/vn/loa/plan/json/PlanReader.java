package vn.loa.plan.json;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.AgencyGroup;
import vn.loa.plan.AgencyKind;
import vn.loa.plan.Amendment;
import vn.loa.plan.ChannelKind;
import vn.loa.plan.Clause;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.EffectivePeriod;
import vn.loa.plan.Form;
import vn.loa.plan.LegalReference;
import vn.loa.plan.Plan;
import vn.loa.plan.Provision;
import vn.loa.plan.Recipient;
import vn.loa.plan.ReportingRegime;
import vn.loa.plan.Signature;
import vn.loa.plan.Task;
import vn.loa.plan.Text;
import vn.loa.plan.Theme;
import vn.loa.plan.json.References.Kind;

/** Field by field from a file to a plan. {@link PlanWriter} is its mirror: change both. */
final class PlanReader {

  private static final Text DOCUMENT =
      Hints.of(
          "ghi số và ký hiệu văn bản, ví dụ 1270/KH-UBND",
          "expected number and symbol, like 1270/KH-UBND");

  private static final Text ZONE =
      Hints.of(
          "ghi tên múi giờ, ví dụ Asia/Ho_Chi_Minh; bỏ trường này nếu theo giờ Việt Nam",
          "expected a zone like Asia/Ho_Chi_Minh");

  private static final Text CHANNEL_KIND =
      Hints.of(
          "ghi bằng chữ in hoa không dấu, ví dụ SMS hoặc LOUDSPEAKER_COMMUNE",
          "expected capitals, like SMS or LOUDSPEAKER_COMMUNE");

  private PlanReader() {}

  static @Nullable Plan read(Fields in) {
    DocumentRef document = in.parsed("document", DocumentRef::parse, DOCUMENT);
    Text title = in.text("title");
    Text issuer = in.text("issuer");
    String place = in.wordsOrNull("place");
    LocalDate issuedOn = in.date("issuedOn");
    ZoneId zone = in.parsedOrNull("zone", ZoneId::of, ZONE);
    Text yearTheme = in.textOrNull("yearTheme");
    List<Provision> headings = in.list("headings", PlanReader::provision);
    List<Provision> legalBases = in.list("legalBases", PlanReader::provision);
    Provision enactment = in.objectOrNull("enactment", PlanReader::provision);
    List<LegalReference> references = in.list("references", PlanReader::legalReference);
    List<Provision> purposes = in.list("purposes", PlanReader::provision);
    List<Provision> requirements = in.list("requirements", PlanReader::provision);
    List<Theme> themes = in.neededList("themes", theme -> theme(theme, null));
    List<Form> forms = in.neededList("forms", PlanReader::form);
    EffectivePeriod effective = in.object("effective", PlanReader::effective);
    List<AgencyGroup> groups = in.neededList("groups", PlanReader::group);
    List<Task> tasks = in.neededList("tasks", PlanReader::task);
    ReportingRegime regime = in.object("regime", RegimeReader::regime);
    List<Recipient> recipients = in.list("recipients", PlanReader::recipient);
    Signature signature = in.objectOrNull("signature", PlanReader::signature);
    List<Amendment> amendments = in.list("amendments", PlanReader::amendment);
    in.resolveReferences();
    if (document == null || effective == null || regime == null) {
      return null;
    }
    return in.make(
        () ->
            Plan.builder(document, title)
                .issuer(issuer)
                .place(place)
                .issuedOn(issuedOn)
                .zone(zone == null ? Plan.VIETNAM : zone)
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
                .amendments(amendments)
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
    List<Clause> citedIn = in.references("citedIn", Kind.CLAUSE);
    if (citedIn.isEmpty() && (!in.has("citedIn") || in.areSound("citedIn"))) {
      in.refuse(
          "citedIn",
          "nothing cites this document",
          Hints.of(
              "ghi ít nhất một mục của kế hoạch có viện dẫn văn bản này",
              "expected at least one clause that cites it"));
    }
    return in.make(() -> new LegalReference(citation, role, issuer, date, subject, citedIn));
  }

  private static @Nullable Theme theme(Fields in, @Nullable Clause parent) {
    Clause clause = in.ownClause(Kind.THEME);
    boolean sound = in.areSound("clause");
    if (parent != null && sound && !clause.isWithin(parent)) {
      outside(in, clause, parent, "theme", "chủ đề");
    }
    int line = in.number("line");
    Text text = in.text("text");
    List<Theme> children = in.list("children", child -> theme(child, sound ? clause : null));
    return in.make(() -> new Theme(clause, line, text, children));
  }

  private static void outside(Fields in, Clause clause, Clause around, String en, String vi) {
    in.refuse(
        "clause",
        "%s %s does not stand within %s".formatted(en, clause, around),
        Hints.of(
            "ghi %s nằm trong mục %s, ví dụ %s-1".formatted(vi, around, around),
            "expected one within it, like " + around + "-1"));
  }

  private static @Nullable Form form(Fields in) {
    String id = in.ownId(Kind.FORM_ID);
    Clause clause = in.ownClause(Kind.FORM);
    int line = in.number("line");
    Text text = in.text("text");
    ChannelKind kind = in.parsedOrNull("channelKind", ChannelKind::new, CHANNEL_KIND);
    List<Form> subForms = in.list("subForms", PlanReader::form);
    if (!in.has("channelKind")
        && (!in.has("subForms") || in.areSound("subForms"))
        && subForms.isEmpty()) {
      in.refuse(
          "channelKind",
          "form " + id + " has neither a channel kind nor sub-forms",
          Hints.of(
              "thêm \"channelKind\" (kênh truyền tải), hoặc liệt kê hình thức con ở \"subForms\"",
              "expected \"channelKind\", or \"subForms\" that have one each"));
    }
    return in.make(() -> new Form(id, clause, line, text, kind, subForms));
  }

  private static @Nullable EffectivePeriod effective(Fields in) {
    Clause clause = in.ownClause();
    int line = in.number("line");
    Text text = in.text("text");
    LocalDate from = in.date("from");
    LocalDate to = in.date("to");
    if (in.areSound("from", "to") && !from.isBefore(to)) {
      in.refuse(
          "to",
          "the time ends before it begins, or has no day: from %s to %s".formatted(from, to),
          Hints.of(
              "\"to\" là ngày đầu tiên hết thời gian thực hiện, phải sau ngày " + from,
              "expected a day after " + from + ": the first that no longer counts"));
    }
    return in.make(() -> new EffectivePeriod(clause, line, text, from, to));
  }

  private static @Nullable AgencyGroup group(Fields in) {
    Clause clause = in.ownClause(Kind.GROUP);
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
    Clause group = in.reference("group", Kind.GROUP);
    if (in.areSound("clause", "group") && !clause.isWithin(group)) {
      outside(in, clause, group, "task", "nhiệm vụ");
    }
    Set<AgencyKind> assignees = in.someOf("assignees", AgencyKind.class);
    List<Clause> themes = in.references("themes", Kind.THEME);
    List<Clause> forms = in.references("forms", Kind.FORM);
    Task.Trigger trigger = in.oneOf("trigger", Task.Trigger.class);
    return in.make(
        () -> new Task(clause, line, text, verb, group, assignees, themes, forms, trigger));
  }

  private static @Nullable Recipient recipient(Fields in) {
    String id = in.ownId(Kind.RECIPIENT);
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

  private static @Nullable Amendment amendment(Fields in) {
    DocumentRef document = in.parsed("document", DocumentRef::parse, DOCUMENT);
    LocalDate issuedOn = in.date("issuedOn");
    Set<Clause> seen = new HashSet<>();
    List<Clause> added = in.foreignClauses("added", seen);
    List<Clause> changed = in.foreignClauses("changed", seen);
    List<Clause> removed = in.foreignClauses("removed", seen);
    return document == null
        ? null
        : in.make(() -> new Amendment(document, issuedOn, added, changed, removed));
  }
}
