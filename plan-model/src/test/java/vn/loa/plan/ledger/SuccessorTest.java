package vn.loa.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.loa.plan.SmallPlan.clause;
import static vn.loa.plan.ledger.City.at;
import static vn.loa.plan.ledger.City.key;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.loa.plan.Agency;
import vn.loa.plan.AgencyKind;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Roster;
import vn.loa.plan.SmallPlan;
import vn.loa.plan.Text;

/** Districts 2 and 9 end on 1 July 2022; Thủ Đức takes their place. */
class SuccessorTest {

  private static final LocalDate JULY = LocalDate.of(2022, 7, 1);
  private static final Roster ROSTER =
      Roster.of(
          List.of(
              district("q2", null, JULY, Set.of()),
              district("q9", null, JULY, Set.of()),
              district("tp-thu-duc", JULY, null, Set.of("q2", "q9"))));

  private final City city = new City(SmallPlan.plan(), ROSTER);

  private static Agency district(
      String id, @Nullable LocalDate from, @Nullable LocalDate to, Set<String> successorOf) {
    return new Agency(
        id,
        Text.vi("Cơ quan " + id),
        AgencyKind.DISTRICT,
        null,
        clause("IV.4"),
        true,
        from,
        to,
        successorOf);
  }

  private static Submission answer(String sender, String owner, String period, String at) {
    return Submission.builder(sender, at(at), new DocumentRef(30, "BC-UBND"))
        .discharges(key(owner, period))
        .build();
  }

  private static Inheritance inheritance(String owner, String period, String at) {
    return new Inheritance(
        key(owner, period), "tp-thu-duc", at(at), "Phòng Nội vụ", "1111/NQ-UBTVQH14");
  }

  @Test
  void an_agency_owes_only_what_is_due_while_it_exists() {
    assertThat(city.ledger.expected().of("q2"))
        .extracting(report -> report.period().label())
        .containsExactly("2022-05", "2022-06", "2022-Q2");
    assertThat(city.ledger.expected().of("tp-thu-duc"))
        .extracting(report -> report.period().label())
        .startsWith("2022-07")
        .contains("2022-Q3", "2022")
        .doesNotContain("2022-06", "2022-Q2");
  }

  @Test
  void an_open_report_passes_to_the_successor_only_when_somebody_says_so() {
    city.enter(answer("tp-thu-duc", "q2", "2022-06", "2022-07-05T08:00"));
    assertThat(city.state("q2", "2022-06", "2022-07-06T00:00"))
        .isEqualTo(ReportStatus.State.OVERDUE);

    city.enter(inheritance("q2", "2022-06", "2022-07-06T08:00"));

    ReportStatus status = city.status("q2", "2022-06", "2022-07-06T08:00");
    assertThat(status.state()).isEqualTo(ReportStatus.State.LATE);
    assertThat(status.owedBy()).isEqualTo("tp-thu-duc");
    assertThat(status.counted()).isEqualTo(at("2022-07-05T08:00"));
    assertThat(city.status("q9", "2022-06", "2022-07-06T08:00").owedBy()).isEqualTo("q9");
    assertThat(city.ledger.asOf(at("2022-07-06T08:00")).inPeriod("2022-06").compliance())
        .isEqualTo(new Compliance(0, 1, 1, 0));
  }

  @Test
  void nobody_answers_for_an_agency_whose_place_they_did_not_take() {
    assertThatThrownBy(() -> city.enter(answer("q9", "q2", "2022-06", "2022-07-05T08:00")))
        .hasMessageContaining("q9 cannot answer for the monthly report 2022-06 of q2")
        .hasMessageContaining("the roster does not call it a successor");
    assertThatThrownBy(
            () ->
                city.enter(
                    new Inheritance(
                        key("q2", "2022-06"), "q9", at("2022-07-05T08:00"), "Phòng", "x")))
        .hasMessageContaining("q9 cannot answer");
  }

  @Test
  void agencies_that_succeed_each_other_in_a_ring_answer_for_each_other_and_for_nobody_else() {
    City ring =
        new City(
            SmallPlan.plan(),
            Roster.of(
                List.of(
                    district("a", null, null, Set.of("b")),
                    district("b", null, null, Set.of("a")),
                    district("c", null, null, Set.of()))));

    ring.enter(answer("b", "a", "2022-05", "2022-05-05T08:00"));
    assertThatThrownBy(() -> ring.enter(answer("c", "a", "2022-06", "2022-05-05T08:00")))
        .hasMessageContaining("c cannot answer for the monthly report 2022-06 of a");
  }
}
