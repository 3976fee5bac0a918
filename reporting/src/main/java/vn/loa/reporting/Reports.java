package vn.loa.reporting;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Agency;
import vn.loa.plan.DueDate;
import vn.loa.plan.ExpectedReport;
import vn.loa.plan.ReportKey;
import vn.loa.plan.UnknownNameException;
import vn.loa.plan.ledger.DuplicateEntryException;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.Submission;
import vn.loa.reporting.document.Document;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Letterhead;

/**
 * Draws up reports from a ledger, and files them there. Equal state gives equal reports.
 *
 * <pre>
 *   ledger ──► periodic(key, asOf) ──────┬──► with the clerk's words ──► approve ──► file ──► ledger
 *      ├─────► consolidated(date, asOf) ──┴──► document ──► DOCX, XLSX, HTML, CSV; JSON
 *      ├─────► register(asOf) ───────────────► document
 *      └─────► calendar ──► ICS
 * </pre>
 *
 * <p>Safe for use by several threads.
 */
public final class Reports {

  private final Ledger ledger;

  private Reports(Ledger ledger) {
    this.ledger = ledger;
  }

  public static Reports of(Ledger ledger) {
    return new Reports(ledger);
  }

  /**
   * The report that one agency owes, as far as the ledger can write it.
   *
   * @param asOf what came to be known later is left out; before the period ends, so is the rest of
   *     the period
   * @throws UnknownNameException when nothing of the kind is expected
   */
  public PeriodicReport periodic(ReportKey key, Instant asOf) {
    ExpectedReport expected =
        ledger
            .expected()
            .find(key)
            .orElseThrow(
                () ->
                    new UnknownNameException(
                        ledger.plan().toString(),
                        "expected report",
                        key.toString(),
                        ledger.expected().of(key.agency()).stream()
                            .map(it -> it.key().toString())
                            .toList()));
    Agency agency = ledger.roster().agency(key.agency());
    DueDate before = before(expected.dueDate());
    return new PeriodicReport(
        ledger.plan(),
        ledger.roster(),
        agency,
        expected,
        before == null ? null : before.period(),
        ledger.expected().of(agency.id()),
        ledger.asOf(asOf));
  }

  /** The dates whose last good day lies in this month, in the plan's order: derived, not typed. */
  public List<DueDate> dueIn(YearMonth month) {
    return ledger.expected().dates().stream()
        .filter(date -> YearMonth.from(date.lastDay()).equals(month))
        .toList();
  }

  /**
   * What was reported by everybody who owed the report of this date.
   *
   * @param date one of {@link vn.loa.plan.ExpectedReports#dates()}
   * @param asOf what came to be known later is left out
   * @throws UnknownNameException when nothing is due on such a date
   */
  public ConsolidatedReport consolidated(DueDate date, Instant asOf) {
    if (!ledger.expected().dates().contains(date)) {
      throw new UnknownNameException(
          ledger.plan().toString(),
          "due date",
          date.obligation().id() + " " + date.period().label(),
          ledger.expected().dates().stream()
              .map(it -> it.obligation().id() + " " + it.period().label())
              .toList());
    }
    return new ConsolidatedReport(ledger, date, before(date), ledger.asOf(asOf));
  }

  /** The last earlier date of the same obligation. */
  private @Nullable DueDate before(DueDate date) {
    return ledger.expected().dates().stream()
        .filter(it -> it.obligation().equals(date.obligation()))
        .filter(it -> it.due().isBefore(date.due()))
        .max(Comparator.comparing(DueDate::due))
        .orElse(null);
  }

  /**
   * Every expected report of the whole plan, a row each, as it stood: for a workbook or CSV. Rows
   * are drawn up as they are written, however many there are.
   */
  public Document register(Instant asOf, Language language, Letterhead letterhead) {
    return new RegisterDocument(ledger, ledger.asOf(asOf), language).document(letterhead);
  }

  /** The deadlines of everybody, for a calendar. */
  public DueCalendar calendar() {
    return DueCalendar.of(ledger, ledger.expected().dates(), null);
  }

  /**
   * The deadlines of one agency, for a calendar.
   *
   * @throws UnknownNameException when there is no such agency; names the nearest
   */
  public DueCalendar calendar(String agency) {
    Agency known = ledger.roster().agency(agency);
    List<DueDate> dates =
        ledger.expected().of(known.id()).stream()
            .filter(report -> !report.exempt())
            .map(ExpectedReport::dueDate)
            .toList();
    return DueCalendar.of(ledger, dates, known);
  }

  /**
   * Enters an approved report as submitted by its agency: the next version of it, with the digests
   * of what was signed.
   *
   * @param receivedAt when it arrived at the body through which reports go
   * @throws IllegalStateException when it was filed under this number already
   * @throws DuplicateEntryException when another writer filed this version meanwhile
   */
  public LedgerEntry file(ApprovedReport approved, Instant receivedAt) {
    ReportKey key = approved.key();
    List<Submission> earlier = submissions(key);
    if (earlier.stream().anyMatch(it -> it.document().equals(approved.number()))) {
      throw new IllegalStateException(
          "the %s was filed already under %s; a correction has a number of its own"
              .formatted(key, approved.number()));
    }
    return ledger.submit(
        Submission.builder(key.agency(), receivedAt, approved.number())
            .discharges(key)
            .version(earlier.stream().mapToInt(Submission::version).max().orElse(0) + 1)
            .documentDate(approved.date())
            .nothingToReport(approved.isEmpty())
            .evidence(approved.evidence())
            .build());
  }

  /** Those that are not here yet, by their own clock, are known all the same. */
  private List<Submission> submissions(ReportKey key) {
    return ledger.entries().stream()
        .filter(entry -> entry.event() instanceof Submission)
        .map(entry -> (Submission) entry.event())
        .filter(submission -> submission.discharges().contains(key))
        .toList();
  }
}
