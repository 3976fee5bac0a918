package vn.loa.plan.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DueInstantsTest {

  /** Every number of every cadence, on days that months lack and in months of years to come. */
  private static final List<DueRule> RULES =
      List.of(
          DueRule.monthly(15),
          DueRule.monthly(1),
          DueRule.monthly(28),
          DueRule.monthly(29),
          DueRule.monthly(30),
          DueRule.monthly(DueRule.LAST_DAY).inclusive(),
          DueRule.monthly(31).inMonth(24),
          DueRule.quarterly(15),
          DueRule.quarterly(10).inMonth(4).inclusive(),
          DueRule.sixMonthly(30),
          DueRule.halfYearly(31),
          DueRule.nineMonthly(15),
          DueRule.annual(Month.FEBRUARY, 29),
          DueRule.annual(Month.DECEMBER, 31).inclusive());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Asia/Ho_Chi_Minh",
        "UTC",
        "+07:00",
        "-11:30",
        "Asia/Kathmandu",
        "Asia/Tokyo",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "America/Sao_Paulo"
      })
  void sums_give_what_java_time_gives_in_every_zone(ZoneId zone) {
    for (DueRule rule : RULES) {
      DueInstants instants = rule.in(zone);
      for (int year = 1899; year <= 2101; year++) {
        for (int number = 1; number <= rule.cadence().perYear(); number++) {
          assertThat(instants.epochSecond(year, number))
              .isEqualTo(oracle(rule, year, number, zone));
        }
      }
    }
  }

  /** From the calendar alone, not by way of the rule's own arithmetic. */
  private static long oracle(DueRule rule, int year, int number, ZoneId zone) {
    LocalDate first =
        LocalDate.of(year, 1, 1)
            .plusMonths((number - 1L) * rule.cadence().months() + rule.month() - 1);
    LocalDate named = first.withDayOfMonth(Math.min(rule.day(), first.lengthOfMonth()));
    LocalDate late = rule.bound() == Bound.BEFORE ? named : named.plusDays(1);
    return late.atStartOfDay(zone).toEpochSecond();
  }

  @Property(tries = 500)
  void and_in_every_year_that_a_date_can_have(
      @ForAll @IntRange(min = -10, max = 12_000) int year,
      @ForAll @IntRange(min = 1, max = 12) int number,
      @ForAll @IntRange(min = 1, max = 31) int day,
      @ForAll @IntRange(min = 1, max = 24) int month,
      @ForAll Bound bound) {
    DueRule rule = new DueRule(Cadence.MONTHLY, 0, month, day, bound);

    for (ZoneId zone : List.of(ZoneId.of("Asia/Ho_Chi_Minh"), ZoneId.of("-03:30"))) {
      assertThat(rule.in(zone).epochSecond(year, number))
          .isEqualTo(oracle(rule, year, number, zone));
    }
  }

  @Test
  void the_first_and_the_last_year_of_sums_are_right() {
    ZoneId zone = ZoneId.of("+07:00");

    for (int year : new int[] {-1, 0, 1, 2, 3, 4, 5, 400, 401, 9_998, 9_999, 10_000}) {
      for (DueRule rule : RULES) {
        assertThat(rule.in(zone).epochSecond(year, 1)).isEqualTo(oracle(rule, year, 1, zone));
      }
    }
  }

  @Test
  void what_is_owed_once_has_its_one_instant() {
    ZoneId zone = ZoneId.of("Asia/Ho_Chi_Minh");
    DueInstants once = DueRule.once(LocalDate.of(2022, 11, 15)).in(zone);

    assertThat(once.epochSecond(2022, 319))
        .isEqualTo(LocalDate.of(2022, 11, 15).atStartOfDay(zone).toEpochSecond());
    assertThatThrownBy(() -> once.epochSecond(2022, 1)).hasMessageContaining("owed once");
  }

  @Test
  void a_number_that_the_cadence_lacks_is_refused() {
    DueInstants quarters = DueRule.quarterly(15).in(ZoneId.of("Asia/Ho_Chi_Minh"));

    assertThatThrownBy(() -> quarters.epochSecond(2022, 5))
        .hasMessage("quarterly periods are numbered 1 to 4, not 5");
    assertThatThrownBy(() -> quarters.epochSecond(2022, 0)).hasMessageContaining("not 0");
  }
}
