package vn.loa.plan.ledger;

import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Combinators.F3;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Clause;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Evidence;
import vn.loa.plan.Measure;
import vn.loa.plan.ReportKey;
import vn.loa.plan.Unit;

/** Events of every kind, as strange as their records allow. None fits a particular plan. */
public final class Events {

  private static final List<String> STRANGE =
      List.of(
          "Ủy ban nhân dân Thành phố Hồ Chí Minh",
          "\u0000\u0001\u001f\u007f",
          "dòng một\r\ndòng hai\n",
          "\u2028\u2029\u0085\uFEFF!",
          "📢🇻🇳👩‍🚒",
          "\uDBFF\uDFFF",
          "\\\"/{}[],:\",\"hash\":\"",
          "\uE000\uFFFD\uFFFF");

  private Events() {}

  /** Any event. */
  public static Arbitrary<LedgerEvent> any() {
    return Arbitraries.of(LedgerEvent.Kind.values())
        .flatMap(kind -> of(kind).map(LedgerEvent.class::cast))
        .withoutEdgeCases();
  }

  /** Any event of a kind. */
  public static Arbitrary<? extends LedgerEvent> of(LedgerEvent.Kind kind) {
    return switch (kind) {
      case SUBMISSION -> submissions();
      case REVIEW -> reviews();
      case FORWARDING ->
          Combinators.combine(reports(), versions(), instants(), words()).as(Forwarding::new);
      case EXCUSE ->
          Combinators.combine(reports(), instants(), words(), words(), words(), evidence())
              .as(Excuse::new);
      case EXEMPTION -> exemptions();
      case INHERITANCE ->
          Combinators.combine(reports(), ids().map(id -> "to." + id), instants(), words(), words())
              .as(Inheritance::new);
      case ACTIVITY -> activities();
      case CASE_STEP -> caseSteps();
      case COMPLETION ->
          Combinators.combine(
                  clauses(),
                  ids(),
                  instants(),
                  words(),
                  words(),
                  evidence().filter(e -> !e.isEmpty()))
              .as(Completion::new);
      case NOTICE -> Combinators.combine(words(), instants()).as(Notice::new);
    };
  }

  /**
   * Entries that may stand in a ledger together, numbered from 1, each at an instant of its own.
   */
  public static Arbitrary<List<LedgerEntry>> entries() {
    F3<Instant, String, LedgerEvent, LedgerEntry> unnumbered =
        (at, actor, event) -> new LedgerEntry(1, at, actor, event);
    return Combinators.combine(instants(), words(), any())
        .as(unnumbered)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(Events::numbered);
  }

  private static List<LedgerEntry> numbered(List<LedgerEntry> entries) {
    List<LedgerEntry> numbered = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      numbered.add(new LedgerEntry(numbered.size() + 1L, entry.at(), entry.actor(), entry.event()));
    }
    return numbered;
  }

  private static Arbitrary<Submission> submissions() {
    Arbitrary<Submission.Builder> needed =
        Combinators.combine(
                ids(), instants(), documents(), reports().list().ofMinSize(1).ofMaxSize(3))
            .as(
                (agency, at, document, discharges) -> {
                  Submission.Builder builder = Submission.builder(agency, at, document);
                  discharges.forEach(builder::discharges);
                  return builder;
                });
    return Combinators.combine(
            needed,
            versions(),
            instants().injectNull(0.5),
            dates().injectNull(0.5),
            Arbitraries.of(true, false),
            evidence())
        .as(
            (builder, version, sentAt, documentDate, nothing, evidence) ->
                builder
                    .version(version)
                    .sentAt(sentAt)
                    .documentDate(documentDate)
                    .nothingToReport(nothing)
                    .evidence(evidence)
                    .build());
  }

  private static Arbitrary<Review> reviews() {
    return Combinators.combine(
            reports(), versions(), instants(), words(), words().injectNull(0.5), evidence())
        .as(
            (report, version, at, by, reason, evidence) ->
                new Review(
                    report,
                    version,
                    reason == null ? Review.Decision.ACCEPTED : Review.Decision.RETURNED,
                    at,
                    by,
                    reason,
                    evidence));
  }

  private static Arbitrary<Exemption> exemptions() {
    Arbitrary<LocalDate> from = dates().filter(day -> day.getYear() < 9999);
    return Combinators.combine(
            ids(), ids().injectNull(0.5), from, instants(), words(), words(), words(), evidence())
        .as(
            (agency, obligation, day, at, by, reason, authority, evidence) ->
                new Exemption(
                    agency, obligation, day, day.plusDays(1), at, by, reason, authority, evidence));
  }

  private static Arbitrary<Activity> activities() {
    return Combinators.combine(
            ids(),
            clauses().injectNull(0.5),
            clauses(),
            clauses(),
            ids(),
            instants().flatMap(Events::versionsAt),
            measures(),
            evidence())
        .as(
            (id, task, theme, form, agency, at, measures, evidence) ->
                new Activity(
                    id,
                    at.version(),
                    task,
                    theme,
                    form,
                    agency,
                    at.at(),
                    at.campaign(),
                    measures,
                    evidence));
  }

  private record Version(Instant at, int version, @Nullable String campaign) {}

  private static Arbitrary<Version> versionsAt(Instant at) {
    return Combinators.combine(Arbitraries.integers().between(1, 9), words().injectNull(0.5))
        .as((version, campaign) -> new Version(at, version, campaign));
  }

  private static Arbitrary<CaseStep> caseSteps() {
    return Arbitraries.of(CaseKind.values())
        .flatMap(
            kind ->
                Combinators.combine(
                        ids(),
                        Arbitraries.of(
                            Arrays.stream(CaseState.values()).filter(kind::knows).toList()),
                        clauses(),
                        ids().injectNull(0.5),
                        instants(),
                        words(),
                        measures(),
                        evidence())
                    .as(
                        (id, state, task, about, at, words, measures, evidence) ->
                            new CaseStep(
                                kind,
                                id,
                                state,
                                task,
                                id,
                                about,
                                at,
                                words,
                                about == null || CaseKind.needsReason(state) ? words : null,
                                measures,
                                evidence)));
  }

  /** Words that a ledger takes: any Unicode in normal form C that is not blank. */
  public static Arbitrary<String> words() {
    Arbitrary<String> any =
        Arbitraries.strings()
            .all()
            .ofMaxLength(20)
            .map(text -> Normalizer.normalize(wellFormed(text), Normalizer.Form.NFC));
    return Arbitraries.oneOf(any, Arbitraries.of(STRANGE).map(text -> "x" + text))
        .filter(text -> !text.isBlank());
  }

  private static String wellFormed(String text) {
    return text.codePoints()
        .filter(point -> Character.getType(point) != Character.SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Instants, the first and the last among them. */
  public static Arbitrary<Instant> instants() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            Instant.MIN,
            Instant.MAX,
            Instant.EPOCH,
            Instant.EPOCH.minusNanos(1),
            Instant.parse("2022-05-14T17:00:00Z")),
        Combinators.combine(
                Arbitraries.longs()
                    .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()),
                Arbitraries.longs().between(0, 999_999_999))
            .as(Instant::ofEpochSecond));
  }

  private static Arbitrary<LocalDate> dates() {
    LocalDate first = LocalDate.of(1, 1, 1);
    LocalDate last = LocalDate.of(9999, 12, 31);
    return Arbitraries.oneOf(
        Arbitraries.of(first, last),
        Arbitraries.longs()
            .between(first.toEpochDay(), last.toEpochDay())
            .map(LocalDate::ofEpochDay));
  }

  private static Arbitrary<String> ids() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .numeric()
        .withChars("._-")
        .ofMinLength(1)
        .ofMaxLength(12);
  }

  private static Arbitrary<ReportKey> reports() {
    return Combinators.combine(ids(), ids(), words()).as(ReportKey::new);
  }

  private static Arbitrary<Integer> versions() {
    return Arbitraries.oneOf(
        Arbitraries.of(1, 2, Integer.MAX_VALUE),
        Arbitraries.integers().between(1, Integer.MAX_VALUE));
  }

  private static Arbitrary<Long> counts() {
    return Arbitraries.oneOf(
        Arbitraries.of(0L, Long.MAX_VALUE), Arbitraries.longs().greaterOrEqual(0));
  }

  private static Arbitrary<DocumentRef> documents() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 999_999_999),
            Arbitraries.of("BC-UBND", "QĐ-TTg", "CV-STTTT/2022", "Đ"))
        .as(DocumentRef::new);
  }

  private static Arbitrary<Clause> clauses() {
    return Arbitraries.of("II.1.2", "II.2.a-1", "IV.3-10", "preamble-1", "II.2.đ", "signature")
        .map(Clause::parse);
  }

  private static Arbitrary<List<Measure>> measures() {
    return Arbitraries.maps(Arbitraries.of(Unit.values()), counts())
        .ofMaxSize(3)
        .map(
            counts ->
                counts.entrySet().stream()
                    .map(count -> new Measure(count.getValue(), count.getKey()))
                    .toList());
  }

  private static Arbitrary<List<Evidence>> evidence() {
    return Combinators.combine(words(), words(), counts())
        .as((name, type, size) -> new Evidence(name, type, size, "0a".repeat(32)))
        .list()
        .ofMaxSize(2);
  }
}
