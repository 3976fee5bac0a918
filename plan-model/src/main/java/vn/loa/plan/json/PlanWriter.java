package vn.loa.plan.json;

import org.jspecify.annotations.Nullable;
import vn.loa.plan.AgencyGroup;
import vn.loa.plan.Amendment;
import vn.loa.plan.Clause;
import vn.loa.plan.EffectivePeriod;
import vn.loa.plan.Form;
import vn.loa.plan.LegalReference;
import vn.loa.plan.Plan;
import vn.loa.plan.Provision;
import vn.loa.plan.Recipient;
import vn.loa.plan.Signature;
import vn.loa.plan.Task;
import vn.loa.plan.Text;
import vn.loa.plan.Theme;

/** Field by field from a plan to a file. {@link PlanReader} is its mirror: change both. */
final class PlanWriter {

  private final JsonOut out;

  private PlanWriter(JsonOut out) {
    this.out = out;
  }

  static String write(Format format, Plan plan) {
    return JsonOut.pretty(format, out -> new PlanWriter(out).plan(plan));
  }

  private void plan(Plan plan) {
    out.field("document", plan.document());
    text("title", plan.title());
    text("issuer", plan.issuer());
    out.field("place", plan.place().orElse(null));
    out.field("issuedOn", plan.issuedOn());
    out.field("zone", plan.zone());
    text("yearTheme", plan.yearTheme().orElse(null));
    out.objects("headings", plan.headings(), this::provision);
    out.objects("legalBases", plan.legalBases(), this::provision);
    plan.enactment().ifPresent(words -> out.object("enactment", any -> provision(words)));
    out.objects("references", plan.references(), this::legalReference);
    out.objects("purposes", plan.purposes(), this::provision);
    out.objects("requirements", plan.requirements(), this::provision);
    out.allObjects("themes", plan.themes(), this::theme);
    out.allObjects("forms", plan.forms(), this::form);
    out.object("effective", any -> effective(plan.effective()));
    out.allObjects("groups", plan.groups(), this::group);
    out.allObjects("tasks", plan.tasks(), this::task);
    out.object("regime", any -> RegimeWriter.write(out, plan.regime()));
    out.objects("recipients", plan.recipients(), this::recipient);
    plan.signature().ifPresent(signed -> out.object("signature", any -> signature(signed)));
    out.objects("amendments", plan.amendments(), this::amendment);
  }

  private void text(String name, @Nullable Text text) {
    out.text(name, text);
  }

  private void place(Clause clause, int line, Text text) {
    out.field("clause", clause).field("line", line);
    text("text", text);
  }

  private void provision(Provision provision) {
    place(provision.clause(), provision.line(), provision.text());
  }

  private void legalReference(LegalReference reference) {
    out.field("citation", reference.citation())
        .field("role", reference.role())
        .field("issuer", reference.issuer())
        .field("date", reference.date())
        .field("subject", reference.subject())
        .strings("citedIn", reference.citedIn());
  }

  private void theme(Theme theme) {
    place(theme.clause(), theme.line(), theme.text());
    out.objects("children", theme.children(), this::theme);
  }

  private void form(Form form) {
    out.field("id", form.id());
    place(form.clause(), form.line(), form.text());
    out.field("channelKind", form.channelKind());
    out.objects("subForms", form.subForms(), this::form);
  }

  private void effective(EffectivePeriod effective) {
    place(effective.clause(), effective.line(), effective.text());
    out.field("from", effective.from()).field("to", effective.to());
  }

  private void group(AgencyGroup group) {
    place(group.clause(), group.line(), group.text());
    out.field("strength", group.strength()).field("members", group.members());
  }

  private void task(Task task) {
    place(task.clause(), task.line(), task.text());
    text("verb", task.verb());
    out.field("group", task.group())
        .strings("assignees", task.assignees())
        .strings("themes", task.themes())
        .strings("forms", task.forms())
        .field("trigger", task.trigger());
  }

  private void recipient(Recipient recipient) {
    out.field("id", recipient.id());
    place(recipient.clause(), recipient.line(), recipient.text());
    out.field("role", recipient.role());
  }

  private void signature(Signature signature) {
    out.field("clause", signature.clause()).field("line", signature.line());
    text("capacity", signature.capacity());
    out.field("signer", signature.signer());
  }

  private void amendment(Amendment amendment) {
    out.field("document", amendment.document())
        .field("issuedOn", amendment.issuedOn())
        .strings("added", amendment.added())
        .strings("changed", amendment.changed())
        .strings("removed", amendment.removed());
  }
}
