package vn.loa.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Address;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Tally;
import vn.loa.plan.Agency;
import vn.loa.plan.AgencyGroup;
import vn.loa.plan.AgencyKind;
import vn.loa.plan.ChannelKind;
import vn.loa.plan.Clause;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.EffectivePeriod;
import vn.loa.plan.Evidence;
import vn.loa.plan.Form;
import vn.loa.plan.Measure;
import vn.loa.plan.Plan;
import vn.loa.plan.ReporterRole;
import vn.loa.plan.ReportingObligation;
import vn.loa.plan.ReportingRegime;
import vn.loa.plan.Roster;
import vn.loa.plan.Text;
import vn.loa.plan.Theme;
import vn.loa.plan.Unit;
import vn.loa.plan.calendar.DueRule;
import vn.loa.plan.json.LedgerMemory;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.ReportStatus;
import vn.loa.plan.ledger.Submission;

class ReportsTest {

  private static final Instant MORNING_AFTER = Instant.parse("2022-06-16T01:00:00Z");
  private static final YearMonth JUNE = YearMonth.of(2022, 6);
  private static final Clause THEME = Clause.parse("II.1.2");
  private static final Clause SMS = Clause.parse("II.2.a");

  private final Locale before = Locale.getDefault();
  private final Ledger ledger =
      Ledger.open(plan(), roster(), LedgerMemory.open(), () -> MORNING_AFTER.minusSeconds(1));

  @AfterEach
  void close() {
    ledger.close();
    Locale.setDefault(before);
  }

  @Test
  void a_month_names_what_is_due_in_it_and_by_when() {
    MonthlyReport report = june(List.of());
    assertThat(report.duties())
        .extracting(duty -> duty.obligation().id(), MonthlyReport.Duty::due)
        .containsExactly(
            tuple("monthly", Instant.parse("2022-06-14T17:00:00Z")),
            tuple("quarterly", Instant.parse("2022-06-14T17:00:00Z")));
    assertThat(report.statuses()).hasSize(6);
  }

  @Test
  void who_came_in_time_who_came_late_and_who_is_missing_add_up() {
    submit("q1", "2022-06-14T16:59:59.999Z");
    submit("q3", "2022-06-14T17:00:00Z");
    MonthlyReport report = june(List.of());
    MonthlyReport.Duty monthly = report.duties().get(0);
    assertThat(monthly.compliance().onTime()).isEqualTo(1);
    assertThat(monthly.compliance().late()).isEqualTo(1);
    assertThat(monthly.compliance().overdue()).isEqualTo(1);
    assertThat(monthly.compliance().expected()).isEqualTo(3);
    assertThat(report.statuses())
        .filteredOn(status -> status.report().obligation().equals("monthly"))
        .extracting(ReportStatus::state)
        .containsExactlyInAnyOrder(
            ReportStatus.State.ON_TIME, ReportStatus.State.LATE, ReportStatus.State.OVERDUE);
  }

  @Test
  void figures_come_from_deliveries_and_their_proof() {
    CampaignFigures figures = figures();
    assertThat(figures.tally().audience()).isEqualTo(5);
    assertThat(figures.tally().sent()).isEqualTo(3);
    assertThat(figures.played()).isEqualTo(Duration.ofSeconds(200));
    assertThat(figures.areas()).containsOnlyKeys("q1", "q3");
    assertThat(figures.areas())
        .hasEntrySatisfying("q1", tally -> assertThat(tally.delivered()).isEqualTo(1));
  }

  @Test
  void an_activity_counts_as_reached_only_whom_a_receipt_proves() {
    Activity activity = figures().activity("a-1", "q1", MORNING_AFTER, List.of(proof()));
    assertThat(activity.measures())
        .containsExactly(
            new Measure(2, Unit.RECIPIENTS),
            new Measure(3, Unit.MESSAGES),
            new Measure(3, Unit.MINUTES));
  }

  @Test
  void activities_outside_the_span_of_the_month_are_left_out() {
    ledger.record(
        figures().activity("a-1", "q1", Instant.parse("2022-06-14T01:00:00Z"), List.of(proof())));
    assertThat(june(List.of()).activities()).hasSize(1);
    assertThat(
            Reports.of(ledger).month(YearMonth.of(2022, 8), MORNING_AFTER, List.of()).activities())
        .isEmpty();
  }

  @Test
  void the_text_page_shows_every_total_and_keeps_to_its_width() {
    submit("q1", "2022-06-13T03:00:00Z");
    submit("q3", "2022-06-15T03:00:00Z");
    String text = june(List.of(figures())).text();
    assertThat(text)
        .contains("Plan 7/KH-UBND · report of June 2022")
        .contains("15 Jun 2022 00:00")
        .contains("  ON_TIME  q1\n")
        .contains("LATE     q3")
        .contains("played 3 min 20 s");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(110));
  }

  @Test
  void the_html_page_stands_alone_and_escapes_what_it_is_given() {
    ledger.record(
        figures().activity("a-1", "q1", Instant.parse("2022-06-14T01:00:00Z"), List.of(proof())));
    String html = june(List.of(figures())).html();
    assertThat(html)
        .startsWith("<!DOCTYPE html>\n<html lang=\"vi\">")
        .contains("Kế hoạch &lt;b&gt;nhỏ&lt;/b&gt; &amp; gọn")
        .contains("00:00 ngày 15/06/2022")
        .contains(proof().sha256())
        .doesNotContain("<script")
        .doesNotContain("http")
        .doesNotContain("<b>nhỏ");
  }

  @Test
  void pages_do_not_depend_on_the_default_locale() {
    MonthlyReport report = june(List.of(figures()));
    String html = report.html();
    String text = report.text();
    for (String tag : List.of("vi-VN", "ar-SA-u-nu-arab", "tr-TR", "th-TH-u-ca-buddhist")) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(report.html()).isEqualTo(html);
      assertThat(report.text()).isEqualTo(text);
    }
  }

  @Test
  void a_report_about_nothing_is_still_a_report() {
    MonthlyReport report = june(List.of());
    assertThat(report.total().audience()).isZero();
    assertThat(report.html()).contains("Từng cơ quan");
    assertThat(report.text()).contains("0 activities");
  }

  @Test
  void what_is_in_no_other_column_is_unsent() {
    Tally tally =
        Tally.of(
            Map.of(
                DeliveryState.EXPIRED, 2L,
                DeliveryState.DEAD, 1L,
                DeliveryState.SENT, 4L,
                DeliveryState.IN_DOUBT, 1L),
            Map.of());
    assertThat(tally.unsent()).isEqualTo(3);
  }

  private MonthlyReport june(List<CampaignFigures> campaigns) {
    return Reports.of(ledger).month(JUNE, MORNING_AFTER, campaigns);
  }

  private void submit(String agency, String receivedAt) {
    ledger.submit(
        Submission.of(
            agency,
            "monthly",
            "2022-06",
            Instant.parse(receivedAt),
            new DocumentRef(12, "BC-UBND")));
  }

  private static CampaignFigures figures() {
    List<Delivery> deliveries = new ArrayList<>();
    deliveries.add(played("a", "q1", 120));
    deliveries.add(played("b", "q3", 80));
    deliveries.add(delivery("c", "q1", DeliveryState.SENT, null));
    deliveries.add(delivery("d", "q3", DeliveryState.REFUSED, null));
    deliveries.add(delivery("e", "q3", DeliveryState.IN_DOUBT, null));
    return CampaignFigures.of("mui-4", "loudspeakers", THEME, SMS, deliveries);
  }

  private static Delivery played(String id, String area, int seconds) {
    Receipt receipt = new Receipt.Played("m@" + id, MORNING_AFTER, Duration.ofSeconds(seconds), 70);
    return delivery(id, area, DeliveryState.DELIVERED, receipt);
  }

  private static Delivery delivery(
      String id, String area, DeliveryState state, @Nullable Receipt receipt) {
    Reason reason = state == DeliveryState.REFUSED ? new Reason("MUTED", "volume 0") : null;
    return new Delivery(new Address.Device(id, area), state, reason, receipt);
  }

  private static Evidence proof() {
    return new Evidence("proof.csv", "text/csv", 10, "ab".repeat(32));
  }

  private static Plan plan() {
    Clause regime = Clause.parse("IV.6");
    return Plan.builder(
            DocumentRef.parse("7/KH-UBND"), new Text("Kế hoạch <b>nhỏ</b> & gọn", "A small plan"))
        .issuer(Text.vi("Ủy ban nhân dân"))
        .issuedOn(LocalDate.of(2022, 4, 27))
        .zone(ZoneId.of("Asia/Ho_Chi_Minh"))
        .effective(
            new EffectivePeriod(
                Clause.parse("III"),
                20,
                Text.vi("Năm 2022"),
                LocalDate.of(2022, 1, 1),
                LocalDate.of(2023, 1, 1)))
        .themes(List.of(new Theme(THEME, 11, Text.vi("Thích ứng an toàn"), List.of())))
        .forms(
            List.of(new Form("II.2.a", SMS, 15, Text.vi("Tin nhắn"), ChannelKind.SMS, List.of())))
        .groups(
            List.of(
                new AgencyGroup(
                    Clause.parse("IV.4"),
                    35,
                    Text.vi("Các quận, huyện"),
                    AgencyGroup.Strength.ASSIGNED,
                    "districts")))
        .regime(
            new ReportingRegime(
                regime,
                45,
                Text.vi("báo cáo trước ngày 15"),
                List.of(
                    new ReportingObligation("monthly", regime, DueRule.monthly(15)),
                    new ReportingObligation("quarterly", regime, DueRule.quarterly(15))),
                Map.of(Clause.parse("IV.4"), ReporterRole.EXPECTED),
                Text.vi("Ủy ban nhân dân"),
                Text.vi("Sở")))
        .build();
  }

  private static Roster roster() {
    return Roster.of(List.of(district("q1"), district("q3"), district("q4")));
  }

  private static Agency district(String id) {
    return new Agency(
        id, Text.vi("Quận " + id), AgencyKind.DISTRICT, null, Clause.parse("IV.4"), false);
  }
}
