package vn.loa.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.plan.ledger.City.at;
import static vn.loa.plan.ledger.City.key;

import java.time.LocalDate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.RegimeRules;

/**
 * One report, dated 12 May, sent on the 13th, received on the 15th (late), accepted on the 18th.
 */
class ClockTest {

  private static final String END = "2022-06-01T00:00";

  private static City city(UnaryOperator<RegimeRules.Builder> rules) {
    City city = new City(rules.apply(RegimeRules.builder()).build());
    return city.enter(
            Submission.builder("q1", at("2022-05-15T08:00"), new DocumentRef(12, "BC-UBND"))
                .discharges("monthly", "2022-05")
                .sentAt(at("2022-05-13T08:00"))
                .documentDate(LocalDate.of(2022, 5, 12))
                .build())
        .accept("q1", "2022-05", 1, "2022-05-18T08:00");
  }

  private static void counted(City city, String instant, ReportStatus.State state) {
    ReportStatus status = city.status("q1", "2022-05", END);
    assertThat(status.counted()).isEqualTo(at(instant));
    assertThat(status.state()).isEqualTo(state);
    assertThat(status.firstReceived()).isEqualTo(at("2022-05-15T08:00"));
    assertThat(status.accepted()).isEqualTo(at("2022-05-15T08:00"));
    Compliance figures = city.ledger.asOf(at(END)).of("q1").inPeriod("2022-05").compliance();
    assertThat(figures.onTime()).isEqualTo(state == ReportStatus.State.ON_TIME ? 1 : 0);
    assertThat(figures.actual()).isEqualTo(1);
  }

  @Test
  void receipt_stops_the_clock_unless_the_plan_says_otherwise() {
    counted(city(rules -> rules), "2022-05-15T08:00", ReportStatus.State.LATE);
  }

  @Test
  void sending_stops_it() {
    counted(
        city(rules -> rules.clock(RegimeRules.Clock.SENT)),
        "2022-05-13T08:00",
        ReportStatus.State.ON_TIME);
  }

  @Test
  void the_date_on_the_document_stops_it() {
    counted(
        city(rules -> rules.clock(RegimeRules.Clock.DATED)),
        "2022-05-12T00:00",
        ReportStatus.State.ON_TIME);
  }

  @Test
  void acceptance_stops_it() {
    City city = city(rules -> rules.clock(RegimeRules.Clock.ACCEPTED));

    counted(city, "2022-05-18T08:00", ReportStatus.State.LATE);
    assertThat(city.state("q1", "2022-05", "2022-05-18T07:59"))
        .isEqualTo(ReportStatus.State.OVERDUE);
  }

  @Test
  void what_was_sent_or_dated_unknown_goes_by_receipt() {
    City city = new City(RegimeRules.builder().clock(RegimeRules.Clock.SENT).build());
    city.receive("q1", "2022-05", "2022-05-14T08:00");

    assertThat(city.status("q1", "2022-05", END).counted()).isEqualTo(at("2022-05-14T08:00"));
  }

  @Test
  void a_report_does_not_count_before_it_came_whatever_it_says() {
    City city = city(rules -> rules.clock(RegimeRules.Clock.DATED));

    assertThat(city.state("q1", "2022-05", "2022-05-15T07:59"))
        .isEqualTo(ReportStatus.State.OVERDUE);
    assertThat(city.ledger.asOf(at("2022-05-15T07:59")).of("q1").compliance().actual()).isZero();
  }

  @Test
  void a_date_after_the_receipt_is_not_believed() {
    City city = new City(RegimeRules.builder().clock(RegimeRules.Clock.DATED).build());
    city.enter(
        Submission.builder("q1", at("2022-05-14T08:00"), new DocumentRef(12, "BC-UBND"))
            .discharges("monthly", "2022-05")
            .documentDate(LocalDate.of(2022, 5, 20))
            .build());

    assertThat(city.status("q1", "2022-05", END).counted()).isEqualTo(at("2022-05-14T08:00"));
  }

  @Test
  void where_the_addressee_must_have_it_a_report_counts_once_it_was_forwarded() {
    City city =
        new City(RegimeRules.builder().receivedBy(RegimeRules.ReceivedBy.ADDRESSEE).build());
    city.receive("q1", "2022-05", "2022-05-12T08:00");
    assertThat(city.state("q1", "2022-05", "2022-05-15T00:00"))
        .isEqualTo(ReportStatus.State.OVERDUE);

    city.enter(new Forwarding(key("q1", "2022-05"), 1, at("2022-05-16T08:00"), "so-tttt"));

    assertThat(city.state("q1", "2022-05", END)).isEqualTo(ReportStatus.State.LATE);
    assertThat(city.status("q1", "2022-05", END).counted()).isEqualTo(at("2022-05-16T08:00"));
  }

  @Test
  void forwarding_has_a_due_date_of_its_own_where_the_regime_sets_one() {
    City none = new City();
    none.receive("q1", "2022-05", "2022-05-12T08:00");
    assertThat(none.status("q1", "2022-05", END).forwardDue()).isNull();

    City two = new City(RegimeRules.builder().forwardWithin(2).build());
    two.receive("q1", "2022-05", "2022-05-12T08:00")
        .enter(new Forwarding(key("q1", "2022-05"), 1, at("2022-05-16T23:00"), "so-tttt"));

    ReportStatus status = two.status("q1", "2022-05", END);
    assertThat(status.forwardDue()).isEqualTo(at("2022-05-17T00:00"));
    assertThat(status.forwardedAt()).isEqualTo(at("2022-05-16T23:00"));
    assertThat(status.state()).isEqualTo(ReportStatus.State.ON_TIME);
  }
}
