package vn.loa.plan.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.RegimeRules;
import vn.loa.plan.ReportKey;
import vn.loa.plan.calendar.WorkCalendar;

/**
 * What the events about one report come to. A pure function of those events, whatever the order in
 * which they arrived, and of the instant asked about.
 *
 * <pre>
 *   submissions ──► who may send it ──► instants by the regime's clock ──┐
 *   reviews ──────► returned, and corrected in the window? ──────────────┴──► counted
 * </pre>
 */
final class Reckoning {

  private static final Comparator<Review> BY_TIME =
      Comparator.comparing(Review::at)
          .thenComparing(Review::decision)
          .thenComparing(Review::by)
          .thenComparing(Review::toString);

  private final RegimeRules rules;
  private final WorkCalendar calendar;
  private final ZoneId zone;
  private final Instant asOf;

  private final List<Submission> submissions = new ArrayList<>();
  private final TreeMap<Integer, Review> reviews = new TreeMap<>();
  private final Map<Integer, Instant> forwarded = new TreeMap<>();
  private @Nullable Excuse excuse;
  private String owedBy;

  /**
   * @param events that happened to the report and were known by {@code asOf}
   */
  Reckoning(
      ReportKey report,
      List<LedgerEvent> events,
      RegimeRules rules,
      WorkCalendar calendar,
      ZoneId zone,
      Instant asOf) {
    this.rules = rules;
    this.calendar = calendar;
    this.zone = zone;
    this.asOf = asOf;
    this.owedBy = report.agency();
    Set<String> senders = inherit(report, events);
    for (LedgerEvent event : events) {
      sort(event, senders);
    }
    submissions.sort(
        Comparator.comparingInt(Submission::version).thenComparing(Submission::receivedAt));
  }

  /** Who may send the report: its agency, and whoever inherited it. */
  private Set<String> inherit(ReportKey report, List<LedgerEvent> events) {
    Set<String> senders = new HashSet<>(Set.of(report.agency()));
    ofKind(events, Inheritance.class)
        .sorted(
            Comparator.comparing(Inheritance::at)
                .thenComparing(Inheritance::successor)
                .thenComparing(Inheritance::toString))
        .forEach(
            inheritance -> {
              senders.add(inheritance.successor());
              owedBy = inheritance.successor();
            });
    return senders;
  }

  private void sort(LedgerEvent event, Set<String> senders) {
    if (event instanceof Submission submission && senders.contains(submission.agency())) {
      submissions.add(submission);
    } else if (event instanceof Review review) {
      reviews.merge(review.version(), review, (a, b) -> BY_TIME.compare(a, b) < 0 ? b : a);
    } else if (event instanceof Forwarding forwarding) {
      forwarded.merge(forwarding.version(), forwarding.at(), Reckoning::earlier);
    } else if (event instanceof Excuse one) {
      excuse = excuse == null ? one : earlier(excuse, one);
    }
  }

  private static Excuse earlier(Excuse a, Excuse b) {
    Comparator<Excuse> order = Comparator.comparing(Excuse::at).thenComparing(Excuse::toString);
    return order.compare(a, b) <= 0 ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static <T> Stream<T> ofKind(List<LedgerEvent> events, Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast);
  }

  String owedBy() {
    return owedBy;
  }

  @Nullable Excuse excuse() {
    return excuse;
  }

  /** The last answer to the last version that came. */
  @Nullable Review lastReview() {
    return submissions.isEmpty() ? null : reviews.get(lastVersion());
  }

  private int lastVersion() {
    return submissions.get(submissions.size() - 1).version();
  }

  boolean nothingToReport() {
    return !submissions.isEmpty() && submissions.get(submissions.size() - 1).nothingToReport();
  }

  /** When the first version came, whatever became of it. */
  @Nullable Instant firstReceived() {
    return earliest(submissions.stream(), Submission::receivedAt);
  }

  /** When the first version that was accepted came. */
  @Nullable Instant accepted() {
    return earliest(submissions.stream().filter(this::isAccepted), Submission::receivedAt);
  }

  /** When any version first reached the addressee. */
  @Nullable Instant forwardedAt() {
    return earliest(submissions.stream(), one -> forwarded.get(one.version()));
  }

  /** The first instant at which passing it on is late. */
  @Nullable Instant forwardDue() {
    Instant received = firstReceived();
    Integer days = rules.forwardWithin();
    return received == null || days == null ? null : endAfter(received, days);
  }

  /** The instant by which it is measured, or null when it has not come. */
  @Nullable Instant counted() {
    if (rules.clock() == RegimeRules.Clock.ACCEPTED) {
      return earliest(submissions.stream(), this::instant);
    }
    return rules.timeliness() == RegimeRules.Timeliness.ACCEPTED_VERSION
        ? byAcceptedVersion()
        : byFirstSubmission();
  }

  private @Nullable Instant byAcceptedVersion() {
    if (submissions.stream().anyMatch(this::isAccepted)) {
      return earliest(submissions.stream().filter(this::isAccepted), this::instant);
    }
    int returned =
        reviews.values().stream()
            .filter(review -> review.decision() == Review.Decision.RETURNED)
            .mapToInt(Review::version)
            .max()
            .orElse(0);
    return earliest(after(returned), this::instant);
  }

  /** A returned version keeps the time it had for as long as a correction may still come. */
  private @Nullable Instant byFirstSubmission() {
    Instant counted = earliest(submissions.stream(), this::instant);
    for (Review review : reviews.headMap(lastThatMatters(), true).values()) {
      if (review.decision() == Review.Decision.RETURNED && counted != null) {
        Instant end = endAfter(review.at(), rules.correctionWindow());
        Instant correction = earliest(after(review.version()), Submission::receivedAt);
        if (correction == null ? !asOf.isBefore(end) : !correction.isBefore(end)) {
          counted = earliest(after(review.version()), this::instant);
        }
      }
    }
    return counted;
  }

  /** What was accepted stays so; and a version that never came was not returned either. */
  private int lastThatMatters() {
    int last = submissions.isEmpty() ? 0 : lastVersion();
    return submissions.stream()
        .filter(this::isAccepted)
        .mapToInt(Submission::version)
        .min()
        .orElse(last);
  }

  private Stream<Submission> after(int version) {
    return submissions.stream().filter(submission -> submission.version() > version);
  }

  private boolean isAccepted(Submission submission) {
    Review review = reviews.get(submission.version());
    return review != null && review.decision() == Review.Decision.ACCEPTED;
  }

  /** The instant of one version that counts, or null while it has none. */
  private @Nullable Instant instant(Submission submission) {
    return switch (rules.clock()) {
      case FIRST_RECEIVED ->
          rules.receivedBy() == RegimeRules.ReceivedBy.CONDUIT
              ? submission.receivedAt()
              : forwarded.get(submission.version());
      case SENT -> notAfterReceipt(submission, submission.sentAt());
      case DATED -> notAfterReceipt(submission, startOf(submission.documentDate()));
      case ACCEPTED ->
          isAccepted(submission)
              ? Objects.requireNonNull(reviews.get(submission.version())).at()
              : null;
    };
  }

  /** Nothing was sent or written after it was received, whatever it says. */
  private static Instant notAfterReceipt(Submission submission, @Nullable Instant said) {
    Instant received = submission.receivedAt();
    return said == null ? received : earlier(said, received);
  }

  private @Nullable Instant startOf(@Nullable LocalDate day) {
    return day == null ? null : day.atStartOfDay(zone).toInstant();
  }

  /** The end of the n-th working day after the day of this instant. */
  private Instant endAfter(Instant instant, int workingDays) {
    LocalDate day = LocalDate.ofInstant(instant, zone);
    LocalDate last = workingDays == 0 ? day : calendar.plusWorkingDays(day, workingDays);
    return last.plusDays(1).atStartOfDay(zone).toInstant();
  }

  private static @Nullable Instant earliest(
      Stream<Submission> some, Function<Submission, @Nullable Instant> instant) {
    Instant earliest = null;
    for (Submission submission : some.toList()) {
      Instant one = instant.apply(submission);
      earliest = earliest == null ? one : one == null ? earliest : earlier(earliest, one);
    }
    return earliest;
  }
}
