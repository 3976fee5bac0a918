package vn.loa.plan;

import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.calendar.DueRule;

/**
 * A plan small enough to see whole, and its roster: one department, two districts, one newspaper.
 */
public final class SmallPlan {

  public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private SmallPlan() {}

  public static Plan plan() {
    return builder().build();
  }

  public static Plan.Builder builder() {
    return Plan.builder(DocumentRef.parse("7/KH-UBND"), new Text("Kế hoạch nhỏ", "A small plan"))
        .issuer(Text.vi("Ủy ban nhân dân"))
        .issuedOn(LocalDate.of(2022, 4, 27))
        .zone(ZONE)
        .effective(
            new EffectivePeriod(
                clause("III"),
                20,
                Text.vi("Năm 2022"),
                LocalDate.of(2022, 1, 1),
                LocalDate.of(2023, 1, 1)))
        .legalBases(List.of(new Provision(clause("preamble-1"), 3, Text.vi("Căn cứ"))))
        .references(
            List.of(
                new LegalReference(
                    "133/QĐ-UBND",
                    LegalReference.Role.PURSUANT_TO,
                    null,
                    LocalDate.of(2022, 1, 11),
                    null,
                    List.of(clause("preamble-1")))))
        .themes(themes())
        .forms(forms())
        .groups(groups())
        .tasks(tasks())
        .regime(regime(RegimeRules.DEFAULTS, obligations()))
        .recipients(
            List.of(
                new Recipient("R1", clause("recipients-1"), 50, Text.vi("Lưu: VT"), "archive")));
  }

  /** As {@link #plan()}, read by other rules. */
  public static Plan plan(RegimeRules rules) {
    return builder().regime(regime(rules, obligations())).build();
  }

  /** As {@link #plan()}, with other reports to owe. */
  public static Plan plan(RegimeRules rules, ReportingObligation... obligations) {
    return builder().regime(regime(rules, List.of(obligations))).build();
  }

  private static List<Theme> themes() {
    Theme bullet =
        new Theme(clause("II.1.2-1"), 12, new Text("Chiến lược y tế", null, "joined"), List.of());
    return List.of(
        new Theme(clause("II.1.1"), 10, Text.vi("Tuyên truyền chung"), List.of()),
        new Theme(clause("II.1.2"), 11, Text.vi("Thích ứng an toàn"), List.of(bullet)));
  }

  private static List<Form> forms() {
    Form sms =
        new Form("a1", clause("II.2.a-1"), 15, Text.vi("Tin nhắn"), ChannelKind.SMS, List.of());
    Form siren =
        new Form("f1", clause("IV.3-1.a"), 32, Text.vi("Còi"), new ChannelKind("SIREN"), List.of());
    return List.of(
        new Form("II.2.a", clause("II.2.a"), 15, Text.vi("Mạng viễn thông"), null, List.of(sms)),
        siren);
  }

  private static List<AgencyGroup> groups() {
    return List.of(
        group("IV.3", 30, AgencyGroup.Strength.ASSIGNED),
        group("IV.4", 35, AgencyGroup.Strength.ASSIGNED),
        group("IV.5", 40, AgencyGroup.Strength.REQUESTED));
  }

  private static AgencyGroup group(String clause, int line, AgencyGroup.Strength strength) {
    return new AgencyGroup(clause(clause), line, Text.vi("Nhóm " + clause), strength, "some");
  }

  private static List<Task> tasks() {
    return List.of(
        new Task(
            clause("IV.3-1"),
            31,
            Text.vi("Phối hợp các nhà mạng"),
            new Text("Phối hợp", "co-ordinate"),
            clause("IV.3"),
            Set.of(),
            List.of(clause("II.1.2")),
            List.of(clause("II.2.a")),
            Task.Trigger.STAGE),
        new Task(
            clause("IV.4-1"),
            36,
            Text.vi("Các quận, huyện chỉ đạo"),
            Text.vi("chỉ đạo"),
            clause("IV.4"),
            Set.of(AgencyKind.DISTRICT),
            List.of(),
            List.of(),
            Task.Trigger.CONTINUOUS));
  }

  private static List<ReportingObligation> obligations() {
    Clause clause = clause("IV.6");
    return List.of(
        new ReportingObligation("monthly", clause, DueRule.monthly(15)),
        new ReportingObligation("quarterly", clause, DueRule.quarterly(15)),
        new ReportingObligation("annual", clause, DueRule.annual(Month.NOVEMBER, 15)));
  }

  private static ReportingRegime regime(RegimeRules rules, List<ReportingObligation> obligations) {
    Map<Clause, ReporterRole> roles = new LinkedHashMap<>();
    roles.put(clause("IV.3"), ReporterRole.CONSOLIDATOR);
    roles.put(clause("IV.4"), ReporterRole.EXPECTED);
    roles.put(clause("IV.5"), ReporterRole.INVITED);
    return new ReportingRegime(
        clause("IV.6"),
        45,
        Text.vi("báo cáo trước ngày 15"),
        obligations,
        roles,
        Text.vi("Ủy ban nhân dân"),
        Text.vi("Sở"),
        rules);
  }

  public static Roster roster() {
    return Roster.of(
        List.of(
            agency("so-tttt", AgencyKind.DEPARTMENT, null, "IV.3"),
            agency("so-y-te", AgencyKind.DEPARTMENT, null, "IV.4"),
            agency("q1", AgencyKind.DISTRICT, null, "IV.4"),
            agency("q1-p1", AgencyKind.COMMUNE, "q1", null),
            agency("q3", AgencyKind.DISTRICT, null, "IV.4"),
            agency("bao-1", AgencyKind.PRESS, null, "IV.5")));
  }

  public static Agency agency(
      String id, AgencyKind kind, @Nullable String parent, @Nullable String group) {
    Clause clause = group == null ? null : clause(group);
    return new Agency(id, Text.vi("Cơ quan " + id), kind, parent, clause, true);
  }

  public static Clause clause(String text) {
    return Clause.parse(text);
  }
}
