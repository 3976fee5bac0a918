package vn.loa.plan;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.calendar.Bound;
import vn.loa.plan.calendar.Cadence;
import vn.loa.plan.calendar.Coverage;
import vn.loa.plan.calendar.DueRule;
import vn.loa.plan.calendar.FirstPeriod;
import vn.loa.plan.calendar.Roll;

/** Small plans and rosters with everything that the model allows, and words that formats hate. */
public final class RandomPlans {

  private static final List<String> AWKWARD =
      List.of(
          "yes",
          "No",
          "on",
          "true",
          "null",
          "~",
          "2022-04-27",
          "007",
          "0x1F",
          "0o17",
          "1e3",
          "1_000",
          "12:30:45",
          ".inf",
          "-1",
          "- a",
          "a: b",
          "a:",
          "# x",
          "a #b",
          "'q'",
          "\"d\"",
          "two\nlines",
          "end\n",
          "\n\nstart",
          "tab\tx",
          " lead",
          "trail ",
          "*alias",
          "&anchor",
          "!tag",
          "%dir",
          "@at",
          "`tick",
          "{a}",
          "[b]",
          "---",
          "...",
          "? x",
          "<<",
          "=",
          "|",
          ">",
          "\\",
          "\\u00e1",
          "\u0085x",
          "a\n\u0085b",
          "a\u0085\nb",
          "\n\u0085",
          "\u2028x",
          "\u0000x",
          "\u0007",
          "\uFEFFx",
          "x\uFEFF",
          "\uD83D\uDE00",
          "Đặng",
          "a, b",
          "--- x",
          "x\r\ny",
          "“…”",
          "./.");

  private final Random random;

  private RandomPlans(Random random) {
    this.random = random;
  }

  public static Arbitrary<Plan> plans() {
    return Arbitraries.randomValue(RandomPlans::plan);
  }

  public static Arbitrary<Roster> rosters() {
    return Arbitraries.randomValue(RandomPlans::roster);
  }

  public static Plan plan(Random random) {
    return new RandomPlans(random).plan();
  }

  public static Roster roster(Random random) {
    return new RandomPlans(random).roster();
  }

  private Plan plan() {
    List<AgencyGroup> groups = some(1, i -> group("IV." + (i + 1)));
    List<Provision> legalBases = some(1, i -> provision("preamble-" + (i + 1)));
    List<Theme> themes = some(0, i -> theme("II.1." + (i + 1), 2));
    List<Form> forms = some(0, i -> form("f" + i, "II.2." + (i + 1), 2));
    return Plan.builder(document(), text())
        .issuer(text())
        .place(maybe(words()))
        .issuedOn(date())
        .zone(ZoneId.of(pick(List.of("Asia/Ho_Chi_Minh", "UTC", "+07:00", "Europe/Paris"))))
        .yearTheme(maybe(text()))
        .headings(some(0, i -> provision("I." + (i + 1))))
        .legalBases(legalBases)
        .enactment(maybe(provision("preamble-99")))
        .references(some(0, i -> reference(legalBases.get(0).clause())))
        .purposes(some(0, i -> provision("I-" + (i + 1))))
        .requirements(some(0, i -> provision("I-" + (i + 100))))
        .themes(themes)
        .forms(forms)
        .effective(effective())
        .groups(groups)
        .tasks(some(0, i -> task(i, pick(groups).clause(), themes, forms)))
        .regime(regime(groups))
        .recipients(some(0, i -> recipient(i)))
        .signature(maybe(new Signature(Clause.parse("signature"), line(), text(), words())))
        .amendments(some(0, i -> amendment()))
        .build();
  }

  private EffectivePeriod effective() {
    LocalDate from = date();
    LocalDate to = from.plusDays(1 + random.nextInt(800));
    return new EffectivePeriod(Clause.parse("III"), line(), text(), from, to);
  }

  private Provision provision(String clause) {
    return new Provision(Clause.parse(clause), line(), text());
  }

  private LegalReference reference(Clause citedIn) {
    return new LegalReference(
        words(),
        pick(LegalReference.Role.values()),
        maybe(words()),
        maybe(date()),
        maybe(words()),
        List.of(citedIn));
  }

  private Theme theme(String clause, int deeper) {
    List<Theme> children =
        deeper == 0 ? List.of() : some(0, i -> theme(clause + "-" + (i + 1), deeper - 1));
    return new Theme(Clause.parse(clause), line(), text(), children);
  }

  private Form form(String id, String clause, int deeper) {
    List<Form> subForms =
        deeper == 0
            ? List.of()
            : some(0, i -> form(id + "." + i, clause + "-" + (i + 1), deeper - 1));
    ChannelKind kind = subForms.isEmpty() || random.nextBoolean() ? channelKind() : null;
    return new Form(id, Clause.parse(clause), line(), text(), kind, subForms);
  }

  private ChannelKind channelKind() {
    return random.nextBoolean() ? ChannelKind.SMS : new ChannelKind("OWN_" + random.nextInt(100));
  }

  private AgencyGroup group(String clause) {
    return new AgencyGroup(
        Clause.parse(clause), line(), text(), pick(AgencyGroup.Strength.values()), words());
  }

  private Task task(int number, Clause group, List<Theme> themes, List<Form> forms) {
    return new Task(
        Clause.parse(group + "-" + (number + 1)),
        line(),
        text(),
        text(),
        group,
        Set.copyOf(some(0, i -> pick(AgencyKind.values()))),
        themes.stream().map(Theme::clause).filter(any -> random.nextBoolean()).toList(),
        forms.stream().map(Form::clause).filter(any -> random.nextBoolean()).toList(),
        pick(Task.Trigger.values()));
  }

  private ReportingRegime regime(List<AgencyGroup> groups) {
    Clause clause = Clause.parse("IV.100");
    Map<Clause, ReporterRole> roles = new LinkedHashMap<>();
    groups.stream()
        .filter(any -> random.nextBoolean())
        .forEach(group -> roles.put(group.clause(), pick(ReporterRole.values())));
    return new ReportingRegime(
        clause,
        line(),
        text(),
        some(1, i -> obligation("o" + i, clause)),
        roles,
        text(),
        text(),
        random.nextInt(3) == 0 ? RegimeRules.DEFAULTS : rules());
  }

  private ReportingObligation obligation(String id, Clause clause) {
    Cadence cadence = pick(Cadence.values());
    boolean once = cadence == Cadence.ONCE;
    DueRule due =
        new DueRule(
            cadence,
            once ? 1 + random.nextInt(9999) : 0,
            1 + random.nextInt(once ? 12 : 24),
            dayOfMonth(),
            pick(Bound.values()));
    return random.nextBoolean()
        ? new ReportingObligation(id, clause, due)
        : new ReportingObligation(id, clause, due, coverage(), pick(Roll.values()), maybe(words()));
  }

  private Coverage coverage() {
    Coverage.Kind kind = pick(Coverage.Kind.values());
    return new Coverage(kind, kind == Coverage.Kind.CUT_OFF ? dayOfMonth() : 0);
  }

  private int dayOfMonth() {
    return pick(List.of(1, 15, 28, 30, 31));
  }

  private RegimeRules rules() {
    return RegimeRules.builder()
        .quarterEnd(pick(RegimeRules.QuarterEnd.values()))
        .annualMonth(pick(RegimeRules.AnnualMonth.values()))
        .continueAfterAnnual(random.nextBoolean())
        .firstPeriod(pick(FirstPeriod.values()))
        .receivedBy(pick(RegimeRules.ReceivedBy.values()))
        .forwardWithin(maybe(1 + random.nextInt(9)))
        .clock(pick(RegimeRules.Clock.values()))
        .timeliness(pick(RegimeRules.Timeliness.values()))
        .correctionWindow(random.nextInt(5))
        .reminders(pick(List.of(Reminders.OFF, Reminders.CUSTOMARY, reminders())))
        .build();
  }

  private Reminders reminders() {
    return new Reminders(days(), days(), random.nextInt(24));
  }

  private List<Integer> days() {
    return some(0, i -> 1 + random.nextInt(30));
  }

  private Recipient recipient(int number) {
    Clause clause = Clause.parse("recipients-" + (number + 1));
    return new Recipient("R" + number, clause, line(), text(), words());
  }

  private Amendment amendment() {
    List<Clause> clauses = IntStream.range(1, 7).mapToObj(i -> Clause.parse("II.1." + i)).toList();
    int first = random.nextInt(7);
    int second = first + random.nextInt(7 - first);
    return new Amendment(
        document(),
        date(),
        clauses.subList(0, first),
        clauses.subList(first, second),
        clauses.subList(second, 6));
  }

  private Roster roster() {
    List<Agency> agencies = new ArrayList<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      agencies.add(agency(i, count));
    }
    return Roster.of(agencies);
  }

  private Agency agency(int number, int count) {
    LocalDate from = maybe(date());
    LocalDate to = maybe((from == null ? date() : from).plusDays(1 + random.nextInt(500)));
    Set<String> successorOf = new LinkedHashSet<>();
    some(0, i -> successorOf.add("a" + random.nextInt(count)));
    successorOf.remove("a" + number);
    return new Agency(
        "a" + number,
        text(),
        pick(AgencyKind.values()),
        number == 0 ? null : maybe("a" + random.nextInt(number)),
        maybe(Clause.parse("IV." + (1 + random.nextInt(5)))),
        random.nextBoolean(),
        from,
        to,
        successorOf);
  }

  private DocumentRef document() {
    return new DocumentRef(1 + random.nextInt(9999), pick(List.of("KH-UBND", "QĐ-UBND", "CTr-X")));
  }

  private Text text() {
    return new Text(words(), maybe(words()), maybe(words()));
  }

  private String words() {
    String words = random.nextBoolean() ? pick(AWKWARD) : characters();
    String composed = Normalizer.normalize(words, Normalizer.Form.NFC);
    return composed.isBlank() ? "Kế hoạch" : composed;
  }

  private String characters() {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 12);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(codePoint());
    }
    return text.toString();
  }

  private int codePoint() {
    int most = pick(List.of(0x80, 0x80, 0x300, 0x2100, 0x10000, 0x110000));
    int codePoint = random.nextInt(most);
    boolean surrogate =
        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return surrogate ? 'x' : codePoint;
  }

  private LocalDate date() {
    return LocalDate.of(1990 + random.nextInt(60), 1, 1).plusDays(random.nextInt(366));
  }

  private int line() {
    return 1 + random.nextInt(200);
  }

  private <T> List<T> some(int least, IntFunction<T> make) {
    return IntStream.range(0, least + random.nextInt(3)).mapToObj(make).toList();
  }

  private <T> @Nullable T maybe(T value) {
    return random.nextBoolean() ? value : null;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }
}
