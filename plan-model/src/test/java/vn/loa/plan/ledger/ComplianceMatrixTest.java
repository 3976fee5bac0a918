package vn.loa.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vn.loa.plan.ledger.ReportStatus.State;

class ComplianceMatrixTest {

  private static final long DUE = Instant.parse("2022-05-14T17:00:00Z").getEpochSecond();
  private static final long DAY = Duration.ofDays(1).toSeconds();
  private static final long YEAR = 365 * DAY;
  private static final int CITY = 0;
  private static final int Q1 = 1;
  private static final int W1 = 2;
  private static final int W2 = 3;
  private static final int Q4 = 4;

  private final ComplianceMatrix matrix = city();

  private static ComplianceMatrix city() {
    ComplianceMatrix matrix =
        ComplianceMatrix.of(new int[] {-1, CITY, Q1, Q1, CITY}, new long[] {DUE, DUE + 30 * DAY});
    matrix.expectAll(0);
    matrix.expectAll(1);
    return matrix;
  }

  @Test
  void a_report_that_came_a_second_before_it_was_due_is_on_time() {
    matrix.received(W1, 0, DUE - 1);

    assertThat(matrix.state(W1, 0, DUE)).isEqualTo(State.ON_TIME);
  }

  @Test
  void a_report_that_came_when_it_was_due_is_late_by_nothing() {
    matrix.received(W1, 0, DUE);

    assertThat(matrix.state(W1, 0, DUE)).isEqualTo(State.LATE);
    assertThat(matrix.lateness(Selection.everything(), DUE))
        .contains(new Lateness(1, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void a_missing_report_is_overdue_from_the_due_second_on() {
    assertThat(matrix.state(W1, 0, DUE - 1)).isEqualTo(State.PENDING);
    assertThat(matrix.state(W1, 0, DUE)).isEqualTo(State.OVERDUE);
  }

  @Test
  void a_report_counts_from_the_second_it_was_received() {
    matrix.received(W1, 0, DUE - 10);

    assertThat(matrix.state(W1, 0, DUE - 11)).isEqualTo(State.PENDING);
    assertThat(matrix.state(W1, 0, DUE - 10)).isEqualTo(State.ON_TIME);
  }

  @Test
  void the_earliest_report_stays() {
    matrix.received(W1, 0, DUE + 5);
    matrix.received(W1, 0, DUE - 5);
    matrix.received(W1, 0, DUE + 9);

    assertThat(matrix.column(0, DUE + 10)).isEqualTo(new Compliance(1, 0, 4, 0));
  }

  @Test
  void a_returned_report_did_not_come() {
    matrix.received(W1, 0, DUE - 5);
    matrix.clear(W1, 0);
    assertThat(matrix.state(W1, 0, DUE)).isEqualTo(State.OVERDUE);

    matrix.set(W1, 0, DUE + 7);
    assertThat(matrix.state(W1, 0, DUE + 7)).isEqualTo(State.LATE);
    assertThat(matrix.liveOnTime(CITY)).isZero();
  }

  @Test
  void an_excuse_helps_who_is_late_and_changes_nothing_for_who_is_on_time() {
    matrix.excuse(W1, 0, true);
    matrix.excuse(W2, 0, true);
    matrix.received(W1, 0, DUE - 1);
    matrix.received(W2, 0, DUE + 1);

    assertThat(matrix.subtree(Q1, 0, DUE + 2)).isEqualTo(new Compliance(1, 0, 1, 0, 1, 0));
    assertThat(matrix.liveActual(Q1)).isEqualTo(1);
    assertThat(matrix.liveExcused(Q1)).isEqualTo(1);
  }

  @Test
  void who_is_exempt_is_not_expected_until_the_exemption_ends() {
    matrix.exempt(W1, 0, true);
    matrix.received(W1, 0, DUE - 1);

    assertThat(matrix.subtree(Q1, 0, DUE)).isEqualTo(new Compliance(0, 0, 2, 0, 0, 1));
    assertThat(matrix.liveExpected(Q1, 0)).isEqualTo(2);

    matrix.exempt(W1, 0, false);
    assertThat(matrix.subtree(Q1, 0, DUE)).isEqualTo(new Compliance(1, 0, 2, 0));
  }

  @Test
  void what_nobody_expects_counts_nowhere() {
    ComplianceMatrix one = ComplianceMatrix.of(new int[] {-1}, new long[] {DUE});
    one.received(0, 0, DUE - 1);
    one.exempt(0, 0, true);
    one.excuse(0, 0, true);

    assertThat(one.state(0, 0, DUE)).isNull();
    assertThat(one.all(DUE)).isEqualTo(Compliance.NONE);
  }

  @Test
  void a_group_and_a_year_are_a_selection() {
    BitSet districts = new BitSet();
    districts.set(Q1);
    districts.set(Q4);
    BitSet june = new BitSet();
    june.set(1);
    matrix.received(Q1, 1, DUE);
    matrix.received(W1, 1, DUE);

    Selection both = Selection.rows(districts).and(Selection.columns(june));

    assertThat(matrix.of(both, DUE)).isEqualTo(new Compliance(1, 0, 0, 1));
    assertThat(matrix.of(matrix.below(Q1), DUE)).isEqualTo(matrix.subtree(Q1, DUE));
    assertThat(both).hasToString("rows {1, 4}, columns {1}");
  }

  @Test
  void a_copy_and_its_original_go_their_own_ways() {
    matrix.received(W1, 0, DUE - 1);
    ComplianceMatrix copy = matrix.copy();
    matrix.received(W2, 0, DUE - 1);
    copy.received(Q4, 0, DUE - 1);
    copy.excuse(Q1, 0, true);

    assertThat(matrix.all(DUE)).isEqualTo(new Compliance(2, 0, 3, 5));
    assertThat(copy.all(DUE)).isEqualTo(new Compliance(2, 0, 2, 5, 1, 0));
    assertThat(matrix.liveOnTime(Q1)).isEqualTo(2);
    assertThat(copy.liveOnTime(Q1)).isEqualTo(1);
  }

  @Test
  void a_century_too_early_or_too_late_keeps_its_side_of_the_deadline() {
    matrix.received(W1, 0, DUE - 100 * YEAR);
    matrix.received(W2, 0, DUE + 100 * YEAR);
    matrix.received(Q4, 0, Long.MIN_VALUE);
    matrix.received(Q1, 0, Long.MAX_VALUE);

    assertThat(matrix.column(0, DUE)).isEqualTo(new Compliance(2, 0, 3, 0));
    assertThat(matrix.column(0, Long.MAX_VALUE)).isEqualTo(new Compliance(2, 2, 1, 0));
    assertThat(matrix.column(0, DUE - 50 * YEAR)).isEqualTo(new Compliance(2, 0, 0, 3));
  }

  @Test
  void due_dates_at_both_ends_of_the_span_are_still_exact() {
    long span = 2L * (Integer.MAX_VALUE - 1);
    ComplianceMatrix wide = ComplianceMatrix.of(new int[] {-1}, new long[] {DUE + span, DUE});
    wide.expectAll(0);
    wide.expectAll(1);
    wide.received(0, 0, DUE + span - 1);
    wide.received(0, 1, DUE);

    assertThat(wide.all(DUE - 1)).isEqualTo(new Compliance(0, 0, 0, 2));
    assertThat(wide.all(DUE + span - 1)).isEqualTo(new Compliance(1, 1, 0, 0));
    assertThat(wide.state(0, 0, DUE + span - 2)).isEqualTo(State.PENDING);
  }

  @Test
  void due_dates_too_far_apart_are_refused() {
    long tooFar = DUE + 2L * (Integer.MAX_VALUE - 1) + 1;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComplianceMatrix.of(new int[] {-1}, new long[] {tooFar, DUE}))
        .withMessageContaining("2022-05-14T17:00:00Z")
        .withMessageContaining("more than 136 years apart");
  }

  @Test
  void rows_that_are_not_numbered_depth_first_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComplianceMatrix.of(new int[] {-1, 0, 0, 1}, new long[0]))
        .withMessageStartingWith("node 3 cannot have parent 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComplianceMatrix.of(new int[] {1, -1}, new long[0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComplianceMatrix.of(new int[] {-2}, new long[0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComplianceMatrix.of(new int[] {-1, -1, 0}, new long[0]));
  }

  @Test
  void a_row_or_a_column_that_does_not_exist_is_refused() {
    BitSet six = new BitSet();
    six.set(5);

    assertThatThrownBy(() -> matrix.received(5, 0, DUE))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.state(0, 2, DUE)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.row(5, DUE)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.of(Selection.rows(six), DUE))
        .hasMessage("row 5 is selected, of a matrix that has 5");
    assertThatThrownBy(() -> matrix.states(DUE, new byte[9]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void an_empty_matrix_counts_nothing() {
    ComplianceMatrix empty = ComplianceMatrix.of(new int[0], new long[0]);

    assertThat(empty.all(DUE)).isEqualTo(Compliance.NONE);
    assertThat(empty.lateness(Selection.everything(), DUE)).isEqualTo(Optional.empty());
    assertThat(empty.all(DUE).reportingRate()).hasToString("n/a");
  }

  @Test
  void rates_are_exact_and_not_clipped() {
    Compliance stand = new Compliance(5, 2, 1, 3, 1, 9);

    assertThat(stand.expected()).isEqualTo(12);
    assertThat(stand.reportingRate()).hasToString("7/12");
    assertThat(stand.onTimeRate()).hasToString("5/12");
    assertThat(stand.overdueRate()).hasToString("1/12");
  }
}
