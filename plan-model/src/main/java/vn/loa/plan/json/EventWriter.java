package vn.loa.plan.json;

import vn.loa.plan.Evidence;
import vn.loa.plan.Measure;
import vn.loa.plan.ReportKey;
import vn.loa.plan.ledger.Activity;
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

/**
 * Writes an event into the line of its entry, one field after the other in the same order always.
 * What every event has, its kind and when it happened, comes first and under one name.
 */
final class EventWriter {

  private final JsonOut out;

  private EventWriter(JsonOut out) {
    this.out = out;
  }

  static void write(JsonOut out, LedgerEvent event) {
    out.field("kind", event.kind()).field("happenedAt", event.happenedAt());
    EventWriter writer = new EventWriter(out);
    switch (event.kind()) {
      case SUBMISSION -> writer.submission((Submission) event);
      case REVIEW -> writer.review((Review) event);
      case FORWARDING -> writer.forwarding((Forwarding) event);
      case EXCUSE -> writer.excuse((Excuse) event);
      case EXEMPTION -> writer.exemption((Exemption) event);
      case INHERITANCE -> writer.inheritance((Inheritance) event);
      case ACTIVITY -> writer.activity((Activity) event);
      case CASE_STEP -> writer.caseStep((CaseStep) event);
      case COMPLETION -> writer.completion((Completion) event);
      case NOTICE -> out.field("key", ((Notice) event).key());
    }
  }

  private void submission(Submission submission) {
    out.field("agency", submission.agency())
        .objects("discharges", submission.discharges(), this::key)
        .field("version", submission.version())
        .field("sentAt", submission.sentAt())
        .field("document", submission.document())
        .field("documentDate", submission.documentDate())
        .flag("nothingToReport", submission.nothingToReport());
    evidence(submission.evidence());
  }

  private void review(Review review) {
    report(review.report());
    out.field("version", review.version())
        .field("decision", review.decision())
        .field("by", review.by())
        .field("reason", review.reason());
    evidence(review.evidence());
  }

  private void forwarding(Forwarding forwarding) {
    report(forwarding.report());
    out.field("version", forwarding.version()).field("by", forwarding.by());
  }

  private void excuse(Excuse excuse) {
    report(excuse.report());
    out.field("by", excuse.by())
        .field("reason", excuse.reason())
        .field("authority", excuse.authority());
    evidence(excuse.evidence());
  }

  private void exemption(Exemption exemption) {
    out.field("agency", exemption.agency())
        .field("obligation", exemption.obligation())
        .field("from", exemption.from())
        .field("to", exemption.to())
        .field("by", exemption.by())
        .field("reason", exemption.reason())
        .field("authority", exemption.authority());
    evidence(exemption.evidence());
  }

  private void inheritance(Inheritance inheritance) {
    report(inheritance.report());
    out.field("successor", inheritance.successor())
        .field("by", inheritance.by())
        .field("authority", inheritance.authority());
  }

  private void activity(Activity activity) {
    out.field("id", activity.id())
        .field("task", activity.task())
        .field("theme", activity.theme())
        .field("form", activity.form())
        .field("agency", activity.agency());
    if (activity.version() > 1) {
      out.field("version", activity.version());
    }
    out.field("campaign", activity.campaign());
    measures(activity.measures());
    evidence(activity.evidence());
  }

  private void caseStep(CaseStep step) {
    out.field("caseKind", step.caseKind())
        .field("id", step.id())
        .field("state", step.state())
        .field("task", step.task())
        .field("agency", step.agency())
        .field("about", step.about())
        .field("person", step.person())
        .field("reason", step.reason());
    measures(step.measures());
    evidence(step.evidence());
  }

  private void completion(Completion completion) {
    out.field("task", completion.task())
        .field("agency", completion.agency())
        .field("by", completion.by())
        .field("reason", completion.reason());
    evidence(completion.evidence());
  }

  private void report(ReportKey report) {
    out.object("report", any -> key(report));
  }

  private void key(ReportKey report) {
    out.field("obligation", report.obligation())
        .field("agency", report.agency())
        .field("period", report.period());
  }

  private void measures(Iterable<Measure> measures) {
    out.objects(
        "measures",
        measures,
        measure -> out.field("quantity", measure.quantity()).field("unit", measure.unit()));
  }

  private void evidence(Iterable<Evidence> evidence) {
    out.objects(
        "evidence",
        evidence,
        file ->
            out.field("name", file.name())
                .field("mediaType", file.mediaType())
                .field("size", file.size())
                .field("sha256", file.sha256()));
  }
}
