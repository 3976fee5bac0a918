package vn.loa.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.plan.ledger.City.at;
import static vn.loa.plan.ledger.City.key;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExcuseTest {

  private static final String END = "2022-05-31T00:00";

  private final City city = new City();

  private static Excuse excuse(String agency, String period, String at) {
    return new Excuse(
        key(agency, period), at(at), "Chánh Văn phòng", "ngập lụt", "55/CV-VP", List.of());
  }

  private static Exemption exemption(@Nullable String obligation, LocalDate from, LocalDate to) {
    return new Exemption(
        "q1",
        obligation,
        from,
        to,
        at("2022-05-02T08:00"),
        "Chánh Văn phòng",
        "sáp nhập",
        "8/QĐ-UBND",
        List.of());
  }

  private Compliance may(String asOf) {
    return city.ledger.asOf(at(asOf)).inPeriod("2022-05").compliance();
  }

  @Test
  void an_excused_report_stays_expected_and_counts_against_nobody() {
    city.enter(excuse("q1", "2022-05", "2022-05-16T08:00"));

    ReportStatus status = city.status("q1", "2022-05", END);

    assertThat(status.state()).isEqualTo(ReportStatus.State.EXCUSED);
    assertThat(status.lateness()).isZero();
    assertThat(status.excuse()).isEqualTo(excuse("q1", "2022-05", "2022-05-16T08:00"));
    assertThat(may(END)).isEqualTo(new Compliance(0, 0, 2, 0, 1, 0));
    assertThat(may(END).expected()).isEqualTo(3);
  }

  @Test
  void before_the_excuse_was_given_the_report_was_overdue() {
    city.enter(excuse("q1", "2022-05", "2022-05-16T08:00"));

    assertThat(may("2022-05-16T07:59").overdue()).isEqualTo(3);
  }

  @Test
  void an_excused_report_that_comes_late_stays_excused_and_on_time_if_it_is() {
    city.enter(excuse("q1", "2022-05", "2022-05-10T08:00"))
        .enter(excuse("q3", "2022-05", "2022-05-10T09:00"))
        .receive("q1", "2022-05", "2022-05-14T08:00")
        .receive("q3", "2022-05", "2022-05-16T08:00");

    assertThat(city.state("q1", "2022-05", END)).isEqualTo(ReportStatus.State.ON_TIME);
    assertThat(city.state("q3", "2022-05", END)).isEqualTo(ReportStatus.State.EXCUSED);
    assertThat(may(END)).isEqualTo(new Compliance(1, 0, 1, 0, 1, 0));
  }

  @Test
  void an_excuse_needs_a_reason_and_an_authority() {
    assertThatThrownBy(
            () ->
                new Excuse(key("q1", "2022-05"), at(END), "Chánh Văn phòng", "lụt", "", List.of()))
        .hasMessageContaining("the authority for excusing the monthly report 2022-05 of q1");
  }

  @Test
  void an_exempted_agency_owes_nothing_for_that_time() {
    city.enter(exemption(null, LocalDate.of(2022, 5, 14), LocalDate.of(2022, 6, 14)));

    assertThat(city.state("q1", "2022-05", END)).isEqualTo(ReportStatus.State.EXEMPT);
    assertThat(city.state("q1", "2022-06", END)).isEqualTo(ReportStatus.State.PENDING);
    assertThat(may(END)).isEqualTo(new Compliance(0, 0, 2, 0, 0, 1));
    assertThat(may(END).expected()).isEqualTo(2);
    assertThat(may(END).reportingRate()).hasToString("0/2");
  }

  @Test
  void an_exemption_may_be_of_one_obligation() {
    city.enter(exemption("quarterly", LocalDate.of(2022, 1, 1), LocalDate.of(2023, 1, 1)));

    assertThat(city.ledger.asOf(at(END)).of("q1").compliance().exempt()).isEqualTo(3);
    assertThat(city.status("q1", "2022-Q2", END).exemption())
        .extracting(Exemption::authority)
        .isEqualTo("8/QĐ-UBND");
  }

  @Test
  void before_it_was_known_an_exemption_exempts_nobody() {
    city.setTo("2022-05-20T08:00")
        .enter(exemption(null, LocalDate.of(2022, 5, 1), LocalDate.of(2022, 6, 1)));

    assertThat(may("2022-05-20T07:59").exempt()).isZero();
    assertThat(may("2022-05-20T08:00").exempt()).isEqualTo(1);
  }
}
