package vn.loa.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Tally;
import vn.loa.plan.Clause;
import vn.loa.plan.ReportKey;
import vn.loa.plan.Unit;
import vn.loa.plan.UnknownNameException;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.DuplicateEntryException;

class ActivitiesTest {

  private static final List<Unit> ADDED =
      List.of(Unit.RECIPIENTS, Unit.MESSAGES, Unit.PARTS, Unit.MINUTES, Unit.ITEMS);

  /** What a campaign showed when it was looked at. */
  record Look(Instant at, CampaignFigures figures) {}

  @Provide
  Arbitrary<List<Look>> looks() {
    Arbitrary<Long> counts = Arbitraries.longs().between(0, 50);
    Arbitrary<CampaignFigures> figures =
        Combinators.combine(counts, counts, counts, counts, counts)
            .as(
                (delivered, sent, doubt, minutes, published) ->
                    figures(delivered, sent, doubt, minutes, published));
    Arbitrary<Instant> instants =
        Arbitraries.longs()
            .between(
                Instant.parse("2022-03-01T00:00:00Z").getEpochSecond(),
                Instant.parse("2023-02-01T00:00:00Z").getEpochSecond())
            .map(Instant::ofEpochSecond);
    return Combinators.combine(instants, figures)
        .as(Look::new)
        .list()
        .ofMaxSize(12)
        .map(it -> it.stream().sorted(Comparator.comparing(Look::at)).toList());
  }

  @Property(tries = 300)
  void every_unit_adds_up_to_the_campaigns_figure_once_whatever_it_did(
      @ForAll("looks") List<Look> looks) {
    try (SmallCity city = new SmallCity()) {
      Map<Instant, List<Activity>> told = new HashMap<>();
      Instant before = null;
      for (Look look : looks) {
        if (before != null && before.isBefore(look.at())) {
          told.put(before, city.ledger.asOf(before).activities());
        }
        before = look.at();
        city.at(look.at().toString());
        Activities.of(city.ledger).record(look.figures(), "q1", look.at(), List.of());
        assertThat(Activities.of(city.ledger).record(look.figures(), "q1", look.at(), List.of()))
            .as("a second time")
            .isEmpty();
        assertThat(sums(city)).isEqualTo(expected(look.figures()));
      }
      told.forEach(
          (asOf, activities) ->
              assertThat(city.ledger.asOf(asOf).activities()).isEqualTo(activities));
    }
  }

  private static Map<Unit, Long> sums(SmallCity city) {
    Map<Unit, Long> sums = new EnumMap<>(Unit.class);
    for (Activity activity : city.ledger.asOf(SmallCity.LATER).activities()) {
      ADDED.forEach(unit -> sums.merge(unit, activity.measure(unit), Long::sum));
    }
    ADDED.forEach(unit -> sums.putIfAbsent(unit, 0L));
    return sums;
  }

  private static Map<Unit, Long> expected(CampaignFigures figures) {
    Map<Unit, Long> expected = new EnumMap<>(Unit.class);
    expected.put(Unit.RECIPIENTS, figures.tally().delivered());
    expected.put(Unit.MESSAGES, figures.tally().sent());
    expected.put(Unit.PARTS, figures.parts());
    expected.put(Unit.MINUTES, figures.played().toMinutes());
    expected.put(Unit.ITEMS, figures.published());
    return expected;
  }

  @Property(tries = 200)
  void a_figure_that_only_grows_leaves_closed_periods_as_they_were(
      @ForAll("looks") List<Look> looks) {
    try (SmallCity city = new SmallCity()) {
      long grown = 0;
      Map<String, Activity> last = new HashMap<>();
      String current = "";
      for (Look look : looks) {
        grown += look.figures().tally().delivered();
        city.at(look.at().toString());
        Activities.of(city.ledger).record(figures(grown, 0, 0, 0, 0), "q1", look.at(), List.of());
        List<Activity> now = city.ledger.asOf(SmallCity.LATER).activities();
        for (Activity activity : now) {
          Activity held = last.put(activity.id(), activity);
          if (held != null && !held.equals(activity)) {
            assertThat(activity.id()).as("only the last period moves").isEqualTo(current);
          }
          if (held == null) {
            current = activity.id();
          }
        }
      }
    }
  }

  @Example
  void a_campaign_over_the_border_of_a_period_is_told_in_both_and_counted_once() {
    try (SmallCity city = new SmallCity()) {
      record(city, "2022-05-14T16:59:59.999Z", figures(40, 10, 3, 0, 0));
      record(city, "2022-05-14T17:00:00Z", figures(95, 5, 1, 0, 0));
      Work may = city.periodic("q1", "monthly", "2022-05").work().get(0);
      Work june = city.periodic("q1", "monthly", "2022-06").work().get(0);
      assertThat(may.measure(Unit.RECIPIENTS)).isEqualTo(40);
      assertThat(june.measure(Unit.RECIPIENTS)).isEqualTo(55);
      assertThat(june.before(Unit.RECIPIENTS)).isEqualTo(40);
      assertThat(may.measure(Unit.IN_DOUBT)).isEqualTo(3);
      assertThat(june.measure(Unit.IN_DOUBT)).isEqualTo(1);
      Work quarter = city.periodic("q1", "quarterly", "2022-Q2").work().get(0);
      assertThat(quarter.measure(Unit.RECIPIENTS)).isEqualTo(95);
      assertThat(quarter.measure(Unit.IN_DOUBT)).as("a standing, no sum").isEqualTo(1);
    }
  }

  @Example
  void what_was_sent_and_refused_after_all_is_taken_back_where_it_was_counted() {
    try (SmallCity city = new SmallCity()) {
      record(city, "2022-05-10T00:00:00Z", figures(0, 100, 0, 0, 0));
      record(city, "2022-05-20T00:00:00Z", figures(20, 40, 0, 0, 0));
      assertThat(city.periodic("q1", "monthly", "2022-05").work().get(0).measure(Unit.MESSAGES))
          .isEqualTo(60);
      assertThat(
              city.reports
                  .periodic(
                      new ReportKey("monthly", "q1", "2022-05"),
                      Instant.parse("2022-05-16T00:00:00Z"))
                  .work()
                  .get(0)
                  .measure(Unit.MESSAGES))
          .as("as it was known then")
          .isEqualTo(100);
    }
  }

  @Example
  void what_people_did_is_entered_through_the_same_door_and_corrected_there() {
    try (SmallCity city = new SmallCity()) {
      Activities activities = Activities.of(city.ledger);
      Instant at = Instant.parse("2022-05-06T02:00:00Z");
      city.at(at.toString());
      activities.record(byHand(at, 1, 50));
      assertThatThrownBy(() -> activities.record(byHand(at, 1, 500)))
          .isInstanceOf(DuplicateEntryException.class);
      activities.record(byHand(at, 2, 500));
      assertThat(city.periodic("q1", "monthly", "2022-05").work().get(0).measure(Unit.RECIPIENTS))
          .isEqualTo(500);
    }
  }

  @Example
  void a_theme_that_the_plan_does_not_have_is_refused_with_the_nearest() {
    try (SmallCity city = new SmallCity()) {
      CampaignFigures strange =
          CampaignFigures.of("c", "sms", Clause.parse("II.1.9"), SmallCity.SMS, List.of());
      Instant at = Instant.parse("2022-05-06T02:00:00Z");
      assertThat(Activities.of(city.ledger).record(strange, "q1", at, List.of()))
          .as("nothing was done")
          .isEmpty();
      CampaignFigures some =
          new CampaignFigures(
              "c",
              "sms",
              Clause.parse("II.1.9"),
              SmallCity.SMS,
              tally(1, 0, 0),
              0,
              Duration.ZERO,
              0,
              Map.of());
      assertThatThrownBy(() -> Activities.of(city.ledger).record(some, "q1", at, List.of()))
          .isInstanceOf(UnknownNameException.class)
          .hasMessageContaining("II.1.9");
    }
  }

  @Example
  void a_key_that_is_too_long_for_an_id_still_names_one_campaign() {
    try (SmallCity city = new SmallCity()) {
      String key = "k".repeat(64);
      for (String channel : List.of("sms", "speakers")) {
        CampaignFigures figures =
            new CampaignFigures(
                key,
                channel,
                SmallCity.THEME,
                SmallCity.SMS,
                tally(5, 0, 0),
                0,
                Duration.ZERO,
                0,
                Map.of());
        record(city, "2022-05-06T02:00:00Z", figures);
        record(city, "2022-05-06T02:00:00Z", figures);
      }
      assertThat(city.ledger.asOf(SmallCity.LATER).activities())
          .hasSize(2)
          .allSatisfy(it -> assertThat(it.id()).hasSizeLessThanOrEqualTo(64));
    }
  }

  private static Activity byHand(Instant at, int version, long people) {
    return Activity.builder("hoi-nghi-1", SmallCity.THEME, SmallCity.CONFERENCE, "q1", at)
        .version(version)
        .measure(people, Unit.RECIPIENTS)
        .build();
  }

  private static void record(SmallCity city, String at, CampaignFigures figures) {
    city.at(at);
    Activities.of(city.ledger).record(figures, "q1", Instant.parse(at), List.of());
  }

  private static CampaignFigures figures(
      long delivered, long sent, long doubt, long minutes, long published) {
    return new CampaignFigures(
            "mui-4",
            "sms",
            SmallCity.THEME,
            SmallCity.SMS,
            tally(delivered, sent, doubt),
            0,
            Duration.ofSeconds(60 * minutes + 59),
            published,
            Map.of())
        .withPartsEach(2);
  }

  private static Tally tally(long delivered, long sent, long doubt) {
    return Tally.of(
        Map.of(
            DeliveryState.DELIVERED, delivered,
            DeliveryState.SENT, sent,
            DeliveryState.IN_DOUBT, doubt),
        Map.of());
  }
}
