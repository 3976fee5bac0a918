package vn.loa.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.plan.ledger.City.at;
import static vn.loa.plan.ledger.City.key;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import vn.loa.plan.RegimeRules;

/** Monday 9 May 2022 is worked, and so are the four days after it; due before Sunday the 15th. */
class ReturnedReportTest {

  private static final String DUE = "2022-05-15T00:00";
  private static final String LONG_AFTER = "2022-06-10T00:00";

  private final City city = new City();

  @Test
  void a_report_is_returned_only_with_a_reason() {
    assertThatThrownBy(() -> Review.returned(key("q1", "2022-05"), 1, at(DUE), "Phòng VX", " "))
        .hasMessageContaining("the reason for returning the monthly report 2022-05 of q1");
  }

  @Test
  void a_returned_report_keeps_its_time_while_it_may_be_corrected() {
    city.receive("q1", "2022-05", "2022-05-13T08:00")
        .giveBack("q1", "2022-05", 1, "2022-05-16T09:00");

    ReportStatus status = city.status("q1", "2022-05", "2022-05-19T23:59");

    assertThat(status.state()).isEqualTo(ReportStatus.State.ON_TIME);
    assertThat(status.isReturned()).isTrue();
    assertThat(status.lastReview()).extracting(Review::reason).isEqualTo("thiếu phụ lục");
  }

  @Test
  void a_returned_report_that_nobody_corrects_in_three_working_days_has_not_come() {
    city.receive("q1", "2022-05", "2022-05-13T08:00")
        .giveBack("q1", "2022-05", 1, "2022-05-16T09:00");

    ReportStatus status = city.status("q1", "2022-05", "2022-05-20T00:00");

    assertThat(status.state()).isEqualTo(ReportStatus.State.OVERDUE);
    assertThat(status.firstReceived()).isEqualTo(at("2022-05-13T08:00"));
    assertThat(status.counted()).isNull();
    assertThat(city.ledger.asOf(at("2022-05-20T00:00")).of("q1").compliance().overdue())
        .isEqualTo(1);
  }

  @Test
  void a_correction_in_three_working_days_keeps_the_time_of_the_first_version() {
    city.receive("q1", "2022-05", "2022-05-13T08:00")
        .giveBack("q1", "2022-05", 1, "2022-05-16T09:00")
        .receive("q1", "2022-05", "2022-05-19T23:59", 2)
        .accept("q1", "2022-05", 2, "2022-05-25T08:00");

    ReportStatus status = city.status("q1", "2022-05", LONG_AFTER);

    assertThat(status.state()).isEqualTo(ReportStatus.State.ON_TIME);
    assertThat(status.counted()).isEqualTo(at("2022-05-13T08:00"));
    assertThat(status.accepted()).isEqualTo(at("2022-05-19T23:59"));
    assertThat(status.isReturned()).isFalse();
  }

  @Test
  void a_later_correction_is_measured_by_its_own_time() {
    city.receive("q1", "2022-05", "2022-05-13T08:00")
        .giveBack("q1", "2022-05", 1, "2022-05-16T09:00")
        .receive("q1", "2022-05", "2022-05-20T00:00", 2);

    ReportStatus status = city.status("q1", "2022-05", LONG_AFTER);

    assertThat(status.state()).isEqualTo(ReportStatus.State.LATE);
    assertThat(status.counted()).isEqualTo(at("2022-05-20T00:00"));
    assertThat(status.firstReceived()).isEqualTo(at("2022-05-13T08:00"));
  }

  @Test
  void a_window_of_no_days_ends_with_the_day_of_the_return() {
    City strict = new City(RegimeRules.builder().correctionWindow(0).build());
    strict
        .receive("q1", "2022-05", "2022-05-13T08:00")
        .giveBack("q1", "2022-05", 1, "2022-05-16T09:00");

    assertThat(strict.state("q1", "2022-05", "2022-05-16T23:59"))
        .isEqualTo(ReportStatus.State.ON_TIME);
    assertThat(strict.state("q1", "2022-05", "2022-05-17T00:00"))
        .isEqualTo(ReportStatus.State.OVERDUE);
  }

  @Test
  void where_the_accepted_version_decides_a_return_takes_the_time_away_at_once() {
    City strict =
        new City(RegimeRules.builder().timeliness(RegimeRules.Timeliness.ACCEPTED_VERSION).build());
    strict
        .receive("q1", "2022-05", "2022-05-13T08:00")
        .giveBack("q1", "2022-05", 1, "2022-05-13T09:00");
    assertThat(strict.state("q1", "2022-05", "2022-05-14T00:00"))
        .isEqualTo(ReportStatus.State.PENDING);

    strict
        .receive("q1", "2022-05", "2022-05-16T08:00", 2)
        .accept("q1", "2022-05", 2, "2022-05-17T08:00");

    ReportStatus status = strict.status("q1", "2022-05", LONG_AFTER);
    assertThat(status.state()).isEqualTo(ReportStatus.State.LATE);
    assertThat(status.counted()).isEqualTo(at("2022-05-16T08:00"));
    assertThat(status.firstReceived()).isEqualTo(at("2022-05-13T08:00"));
  }

  @Test
  void a_decision_that_was_taken_back_does_not_count() {
    city.receive("q1", "2022-05", "2022-05-13T08:00")
        .giveBack("q1", "2022-05", 1, "2022-05-16T09:00")
        .accept("q1", "2022-05", 1, "2022-05-17T09:00");

    assertThat(city.state("q1", "2022-05", LONG_AFTER)).isEqualTo(ReportStatus.State.ON_TIME);
    assertThat(city.status("q1", "2022-05", LONG_AFTER).isReturned()).isFalse();
  }

  @Test
  void a_past_day_does_not_know_of_a_later_return() {
    Instant before = at("2022-05-16T08:59");
    city.receive("q1", "2022-05", "2022-05-13T08:00")
        .giveBack("q1", "2022-05", 1, "2022-05-16T09:00");

    assertThat(city.ledger.asOf(before).status(key("q1", "2022-05")).isReturned()).isFalse();
  }

  @Test
  void a_report_that_was_accepted_stays_so_when_a_later_version_is_returned() {
    city.receive("q1", "2022-05", "2022-05-13T08:00")
        .accept("q1", "2022-05", 1, "2022-05-13T10:00")
        .receive("q1", "2022-05", "2022-05-16T08:00", 2)
        .giveBack("q1", "2022-05", 2, "2022-05-16T09:00");

    assertThat(city.state("q1", "2022-05", LONG_AFTER)).isEqualTo(ReportStatus.State.ON_TIME);
  }

  @Test
  void a_return_of_a_version_that_never_came_takes_nothing_away() {
    city.receive("q1", "2022-05", "2022-05-13T08:00")
        .giveBack("q1", "2022-05", 3, "2022-05-16T09:00");

    assertThat(city.state("q1", "2022-05", LONG_AFTER)).isEqualTo(ReportStatus.State.ON_TIME);
    assertThat(city.status("q1", "2022-05", LONG_AFTER).isReturned()).isFalse();
  }

  @Test
  void a_report_is_returned_no_more_once_its_correction_came() {
    city.receive("q1", "2022-05", "2022-05-13T08:00")
        .giveBack("q1", "2022-05", 1, "2022-05-16T09:00")
        .receive("q1", "2022-05", "2022-05-17T08:00", 2);

    assertThat(city.status("q1", "2022-05", "2022-05-17T07:59").isReturned()).isTrue();
    assertThat(city.status("q1", "2022-05", "2022-05-17T08:00").isReturned()).isFalse();
  }
}
