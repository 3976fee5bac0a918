package vn.loa.plan.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Evidence;
import vn.loa.plan.ReportKey;

/**
 * A report that came. All four instants that may stop a clock are kept: the date on the document,
 * when it was sent, when it was received, and, as a {@link Review}, when it was accepted.
 *
 * @param agency id of who sent it
 * @param discharges the expected reports that it answers, at least one; their agency is another
 *     than {@code agency} where it answers for a predecessor
 * @param version 1 for the first, 2 for its first correction, and so on
 * @param receivedAt when it first arrived, at the body through which reports go
 * @param sentAt null when unknown
 * @param document number under which it was sent
 * @param documentDate the date on it, or null
 * @param nothingToReport it says only that nothing happened ("không phát sinh"); it counts like any
 *     other
 * @param evidence may be empty
 */
public record Submission(
    String agency,
    List<ReportKey> discharges,
    int version,
    Instant receivedAt,
    @Nullable Instant sentAt,
    DocumentRef document,
    @Nullable LocalDate documentDate,
    boolean nothingToReport,
    List<Evidence> evidence)
    implements LedgerEvent {

  public Submission {
    discharges = List.copyOf(new LinkedHashSet<>(discharges));
    evidence = List.copyOf(evidence);
    if (discharges.isEmpty()) {
      throw new IllegalArgumentException(
          "submission " + document + " of " + agency + " must discharge at least one report");
    }
    if (version < 1) {
      throw new IllegalArgumentException("versions of a report count from 1, not " + version);
    }
  }

  /** A first version that discharges one report of the agency itself. */
  public static Submission of(
      String agency, String obligation, String period, Instant receivedAt, DocumentRef document) {
    return builder(agency, receivedAt, document).discharges(obligation, period).build();
  }

  /** Starts a submission of version 1. */
  public static Builder builder(String agency, Instant receivedAt, DocumentRef document) {
    return new Builder(agency, receivedAt, document);
  }

  @Override
  public Kind kind() {
    return Kind.SUBMISSION;
  }

  @Override
  public Instant happenedAt() {
    return receivedAt;
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final String agency;
    private final Instant receivedAt;
    private final DocumentRef document;
    private final LinkedHashSet<ReportKey> discharges = new LinkedHashSet<>();
    private int version = 1;
    private @Nullable Instant sentAt;
    private @Nullable LocalDate documentDate;
    private boolean nothingToReport;
    private List<Evidence> evidence = List.of();

    private Builder(String agency, Instant receivedAt, DocumentRef document) {
      this.agency = agency;
      this.receivedAt = receivedAt;
      this.document = document;
    }

    /** Adds a report that the sender itself owes. */
    public Builder discharges(String obligation, String period) {
      return discharges(new ReportKey(obligation, agency, period));
    }

    /** Adds a report, perhaps one that the sender inherited. */
    public Builder discharges(ReportKey report) {
      discharges.add(report);
      return this;
    }

    public Builder version(int version) {
      this.version = version;
      return this;
    }

    public Builder sentAt(@Nullable Instant sentAt) {
      this.sentAt = sentAt;
      return this;
    }

    public Builder documentDate(@Nullable LocalDate documentDate) {
      this.documentDate = documentDate;
      return this;
    }

    public Builder nothingToReport(boolean nothingToReport) {
      this.nothingToReport = nothingToReport;
      return this;
    }

    public Builder evidence(List<Evidence> evidence) {
      this.evidence = List.copyOf(evidence);
      return this;
    }

    /**
     * @throws IllegalArgumentException when it discharges nothing
     */
    public Submission build() {
      return new Submission(
          agency,
          List.copyOf(discharges),
          version,
          receivedAt,
          sentAt,
          document,
          documentDate,
          nothingToReport,
          evidence);
    }
  }
}
