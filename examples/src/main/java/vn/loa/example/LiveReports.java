package vn.loa.example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import vn.loa.channel.mqtt.Areas;
import vn.loa.dispatch.Campaign;
import vn.loa.example.live.Paper;
import vn.loa.example.live.Words;
import vn.loa.plan.Agency;
import vn.loa.plan.Clause;
import vn.loa.plan.DueDate;
import vn.loa.plan.ReportKey;
import vn.loa.plan.ledger.Ledger;
import vn.loa.reporting.Activities;
import vn.loa.reporting.CampaignFigures;
import vn.loa.reporting.CampaignReading;
import vn.loa.reporting.ConsolidatedReport;
import vn.loa.reporting.Reports;
import vn.loa.reporting.document.Document;
import vn.loa.reporting.document.Format;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Letterhead;

/**
 * The reports that the live page offers: each is drawn up when it is opened, from campaigns as they
 * stand then, which are entered in the ledger first.
 */
final class LiveReports {

  private final DemoInput input;
  private final Areas areas;
  private final DemoTime time;
  private final Ledger ledger;
  private final DueDate due;
  private final Path folder;
  private final List<Campaign> campaigns;

  /**
   * @param campaigns that may grow meanwhile; safe for use by several threads
   */
  LiveReports(
      DemoInput input,
      Areas areas,
      DemoTime time,
      Ledger ledger,
      DueDate due,
      Path folder,
      List<Campaign> campaigns) {
    this.input = input;
    this.areas = areas;
    this.time = time;
    this.ledger = ledger;
    this.due = due;
    this.folder = folder;
    this.campaigns = campaigns;
  }

  List<Paper> papers() {
    String period = due.period().label();
    List<Paper> papers = new ArrayList<>();
    for (Language language : Language.values()) {
      papers.add(
          new Paper(
              "tong-hop." + period + "." + language.tag() + ".html",
              new Words(
                  "Báo cáo tổng hợp " + period + " (" + language.tag() + "), trang in được",
                  "Consolidated report " + period + " (" + language.tag() + "), printable page"),
              Format.HTML.mediaType(),
              () -> consolidated(language).bytes(Format.HTML)));
    }
    papers.add(paper("Báo cáo tổng hợp, DOCX", "Consolidated report, DOCX", Format.DOCX));
    papers.add(paper("Báo cáo tổng hợp, XLSX", "Consolidated report, XLSX", Format.XLSX));
    papers.add(
        new Paper(
            "lich." + due.period().year() + ".ics",
            new Words("Lịch nộp báo cáo, ICS", "Due dates, ICS"),
            "text/calendar; charset=utf-8",
            () -> Reports.of(ledger).calendar().ics(Language.VI, time.instant())));
    Agency first = input.districts().get(0);
    papers.add(
        new Paper(
            "du-thao." + first.id() + ".html",
            new Words(
                "Dự thảo báo cáo của " + first.name().vi(),
                "Draft report of the " + Language.EN.of(first.name())),
            Format.HTML.mediaType(),
            () -> draft(first).bytes(Format.HTML)));
    return papers;
  }

  private Paper paper(String vi, String en, Format format) {
    return new Paper(
        "tong-hop." + due.period().label() + "." + format.extension(),
        new Words(vi, en),
        format.mediaType(),
        () -> consolidated(Language.VI).bytes(format));
  }

  private synchronized Document consolidated(Language language) {
    List<CampaignFigures> figures = enter();
    ConsolidatedReport report =
        Reports.of(ledger)
            .consolidated(due, time.instant())
            .withCampaigns(figures, DemoReport.areas(areas));
    return report.document(language, letterhead(input.department()));
  }

  private synchronized Document draft(Agency agency) {
    enter();
    ReportKey key = new ReportKey(due.obligation().id(), agency.id(), due.period().label());
    return Reports.of(ledger)
        .periodic(key, time.instant())
        .document(Language.VI, letterhead(agency));
  }

  private Letterhead letterhead(Agency agency) {
    return DemoReport.letterhead(input.plan(), agency)
        .date(LocalDate.ofInstant(time.instant(), input.plan().zone()))
        .build();
  }

  /** What every campaign came to so far, also as an activity of the plan. */
  private List<CampaignFigures> enter() {
    Activities activities = Activities.of(ledger);
    List<CampaignFigures> all = new ArrayList<>();
    for (Campaign campaign : campaigns) {
      CampaignReading reading = read(campaign);
      all.add(reading.figures());
      activities.record(
          reading.figures(), input.department().id(), time.instant(), reading.evidence());
    }
    return all;
  }

  private CampaignReading read(Campaign campaign) {
    Map<String, Clause> forms = input.forms();
    String channel = campaign.channels().get(0);
    Clause form = Objects.requireNonNull(forms.get(channel), channel);
    try {
      CampaignReading reading =
          CampaignReading.open(
              folder, campaign.message().id(), channel, input.theme().clause(), form);
      try (reading) {
        campaign.deliveries(reading);
      }
      return reading;
    } catch (IOException cause) {
      throw new UncheckedIOException(folder + ": the evidence cannot be written", cause);
    }
  }
}
