package vn.loa.reporting;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Tally;
import vn.loa.plan.DueDate;
import vn.loa.plan.Evidence;
import vn.loa.plan.Measure;
import vn.loa.plan.Plan;
import vn.loa.plan.Unit;
import vn.loa.plan.calendar.ReportPeriod;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.Compliance;
import vn.loa.plan.ledger.Lateness;
import vn.loa.plan.ledger.Rate;
import vn.loa.plan.ledger.ReportStatus;

/**
 * Reports for programs. What stands where is said in {@code report.schema.json}; equal reports are
 * equal octets.
 */
final class ReportJson {

  /** Of the schema; goes up when a reader of before would misunderstand. */
  private static final int VERSION = 1;

  /** Keeps no state between reports. */
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private ReportJson(JsonGenerator json) {
    this.json = json;
  }

  private interface Content {
    void write(ReportJson json) throws IOException;
  }

  static byte[] of(PeriodicReport report) {
    return write(json -> json.periodic(report));
  }

  static byte[] of(ConsolidatedReport report) {
    return write(json -> json.consolidated(report));
  }

  private static byte[] write(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      generator.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(lines));
      generator.writeStartObject();
      content.write(new ReportJson(generator));
      generator.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory took no octets", impossible);
    }
    return out.toByteArray();
  }

  private void periodic(PeriodicReport report) throws IOException {
    head("periodic", report.plan(), report.date(), report.before(), report.asOf());
    json.writeStringField("agency", report.agency().id());
    work(report.work());
    activities(report.activities());
    statuses("deadlines", report.deadlines());
    words("difficulties", report.difficulties());
    words("proposals", report.proposals());
  }

  private void consolidated(ConsolidatedReport report) throws IOException {
    DueDate before = report.before();
    head(
        "consolidated",
        report.plan(),
        report.date(),
        before == null ? null : before.period(),
        report.asOf());
    compliance("compliance", report.compliance());
    compliance("complianceBefore", report.complianceBefore());
    lateness(report.lateness());
    standings("groups", report.groups());
    standings("districts", report.districts());
    standings("wards", report.wards());
    statuses("reports", report.statuses());
    work(report.work());
    activities(report.activities());
    campaigns(report.campaigns());
    words("difficulties", report.difficulties());
    words("proposals", report.proposals());
  }

  private void head(
      String kind, Plan plan, DueDate date, @Nullable ReportPeriod before, Instant asOf)
      throws IOException {
    json.writeNumberField("version", VERSION);
    json.writeStringField("kind", kind);
    json.writeStringField("plan", plan.document().toString());
    json.writeStringField("issuedOn", plan.issuedOn().toString());
    json.writeStringField("obligation", date.obligation().id());
    json.writeStringField("clause", date.obligation().clause().toString());
    period("period", date.period());
    period("before", before);
    json.writeStringField("due", date.due().toString());
    json.writeStringField("asOf", asOf.toString());
  }

  private void period(String name, @Nullable ReportPeriod period) throws IOException {
    if (period == null) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    json.writeStringField("label", period.label());
    json.writeStringField("from", period.from().toString());
    json.writeStringField("to", period.to().toString());
    json.writeEndObject();
  }

  private void words(String name, @Nullable String words) throws IOException {
    if (words == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, whole(words));
    }
  }

  /** Half a pair has no UTF-8: it becomes U+FFFD. */
  private static String whole(String words) {
    StringBuilder whole = new StringBuilder(words.length());
    words
        .codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE ? 0xfffd : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }

  private void instant(String name, @Nullable Instant instant) throws IOException {
    words(name, instant == null ? null : instant.toString());
  }

  private void work(List<Work> all) throws IOException {
    json.writeArrayFieldStart("work");
    for (Work work : all) {
      json.writeStartObject();
      json.writeStringField("theme", work.theme().toString());
      json.writeStringField("form", work.form().toString());
      json.writeNumberField("activities", work.activities());
      measures("measures", work.measures());
      measures("before", work.before());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void measures(String name, Map<Unit, Long> measures) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<Unit, Long> measure : measures.entrySet()) {
      json.writeNumberField(name(measure.getKey()), measure.getValue());
    }
    json.writeEndObject();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void activities(List<Activity> activities) throws IOException {
    json.writeArrayFieldStart("activities");
    for (Activity activity : activities) {
      json.writeStartObject();
      json.writeStringField("id", activity.id());
      json.writeNumberField("version", activity.version());
      words("campaign", activity.campaign());
      json.writeStringField("theme", activity.theme().toString());
      json.writeStringField("form", activity.form().toString());
      json.writeStringField("agency", activity.agency());
      json.writeStringField("at", activity.at().toString());
      json.writeObjectFieldStart("measures");
      for (Measure measure : activity.measures()) {
        json.writeNumberField(name(measure.unit()), measure.quantity());
      }
      json.writeEndObject();
      evidence(activity.evidence());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void evidence(List<Evidence> all) throws IOException {
    json.writeArrayFieldStart("evidence");
    for (Evidence evidence : all) {
      json.writeStartObject();
      words("name", evidence.name());
      words("mediaType", evidence.mediaType());
      json.writeNumberField("size", evidence.size());
      json.writeStringField("sha256", evidence.sha256());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void statuses(String name, List<ReportStatus> statuses) throws IOException {
    json.writeArrayFieldStart(name);
    for (ReportStatus status : statuses) {
      json.writeStartObject();
      json.writeStringField("agency", status.report().agency());
      json.writeStringField("obligation", status.report().obligation());
      json.writeStringField("period", status.report().period().label());
      json.writeStringField("due", status.report().due().toString());
      json.writeStringField("state", name(status.state()));
      instant("firstReceived", status.firstReceived());
      instant("counted", status.counted());
      json.writeNumberField("lateSeconds", status.lateness().toSeconds());
      json.writeBooleanField("nothingToReport", status.nothingToReport());
      json.writeBooleanField("returned", status.isReturned());
      json.writeStringField("owedBy", status.owedBy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void standings(String name, List<Standing> standings) throws IOException {
    json.writeArrayFieldStart(name);
    for (Standing standing : standings) {
      json.writeStartObject();
      json.writeStringField("id", standing.id());
      words("name", standing.name().vi());
      compliance("compliance", standing.compliance());
      compliance("before", standing.before());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void compliance(String name, @Nullable Compliance stand) throws IOException {
    if (stand == null) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    json.writeNumberField("expected", stand.expected());
    json.writeNumberField("onTime", stand.onTime());
    json.writeNumberField("late", stand.late());
    json.writeNumberField("overdue", stand.overdue());
    json.writeNumberField("pending", stand.pending());
    json.writeNumberField("excused", stand.excused());
    json.writeNumberField("exempt", stand.exempt());
    rate("reportingRate", stand.reportingRate());
    rate("onTimeRate", stand.onTimeRate());
    json.writeEndObject();
  }

  /** Exact, as two numbers; null where there is nothing to take a share of. */
  private void rate(String name, Rate rate) throws IOException {
    if (!rate.isApplicable()) {
      json.writeNullField(name);
      return;
    }
    json.writeArrayFieldStart(name);
    json.writeNumber(rate.part());
    json.writeNumber(rate.whole());
    json.writeEndArray();
  }

  private void lateness(@Nullable Lateness lateness) throws IOException {
    if (lateness == null) {
      json.writeNullField("lateness");
      return;
    }
    json.writeObjectFieldStart("lateness");
    json.writeNumberField("reports", lateness.reports());
    json.writeNumberField("medianSeconds", lateness.median().toSeconds());
    json.writeNumberField("ninetiethPercentileSeconds", lateness.ninetiethPercentile().toSeconds());
    json.writeEndObject();
  }

  private void campaigns(List<CampaignFigures> campaigns) throws IOException {
    json.writeArrayFieldStart("campaigns");
    for (CampaignFigures figures : campaigns) {
      Tally tally = figures.tally();
      json.writeStartObject();
      words("campaign", figures.campaign());
      json.writeStringField("channel", figures.channel());
      json.writeStringField("theme", figures.theme().toString());
      json.writeStringField("form", figures.form().toString());
      json.writeNumberField("audience", tally.audience());
      json.writeNumberField("sent", tally.sent());
      json.writeNumberField("proven", tally.delivered());
      json.writeNumberField("refused", tally.refused());
      json.writeNumberField("inDoubt", tally.inDoubt());
      json.writeNumberField("unsent", tally.unsent());
      json.writeNumberField("parts", figures.parts());
      json.writeNumberField("playedSeconds", figures.played().toSeconds());
      json.writeNumberField("published", figures.published());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
