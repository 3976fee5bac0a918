package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import vn.loa.plan.AgencyKind;
import vn.loa.plan.Roster;

class RostersTest {

  private static final String ROSTER =
      """
      {
        "note": "two of many",
        "agencies": [
          {"id": "q1", "name": {"vi": "Quận 1"}, "kind": "DISTRICT", "group": "IV.4"},
          {"id": "q1-p1", "name": {"vi": "Phường 1"}, "kind": "COMMUNE",
           "parent": "q1", "illustrative": true}
        ]
      }
      """;

  @Test
  void a_roster_is_read() {
    Roster roster = Rosters.parse("roster.json", ROSTER);

    assertThat(roster.agencies()).hasSize(2);
    assertThat(roster.agency("q1").illustrative()).isFalse();
    assertThat(roster.agency("q1").group()).hasToString("IV.4");
    assertThat(roster.agency("q1-p1").illustrative()).isTrue();
    assertThat(roster.children("q1")).containsExactly(roster.agency("q1-p1"));
    assertThat(roster.ofKind(AgencyKind.COMMUNE)).hasSize(1);
  }

  @Test
  void every_problem_of_a_roster_is_found_in_one_reading() {
    String bad =
        ROSTER
            .replace("\"parent\": \"q1\"", "\"parent\": \"q2\"")
            .replace("\"DISTRICT\"", "\"DISTRIKT\"")
            .replace("\"note\"", "\"notes\"");

    PlanFormatException refused =
        catchThrowableOfType(PlanFormatException.class, () -> Rosters.parse("roster.json", bad));

    assertThat(refused)
        .hasMessage(
            """
            roster.json line 2, $.notes: "notes" means nothing here; \
            expected one of "note", "agencies"
            roster.json line 4, $.agencies[0].kind: "DISTRIKT" is not known here; \
            expected one of 8, nearest "DISTRICT", "FRONT", "DEPARTMENT"
            roster.json line 6, $.agencies[1].parent: there is no agency "q2"; \
            expected one of "q1", "q1-p1\"""");
  }

  @Test
  void an_agency_above_itself_is_a_problem() {
    String bad = ROSTER.replace("\"group\": \"IV.4\"", "\"parent\": \"q1-p1\"");

    PlanFormatException refused =
        catchThrowableOfType(PlanFormatException.class, () -> Rosters.parse("roster.json", bad));

    assertThat(refused).hasMessageContaining("is above itself");
  }
}
