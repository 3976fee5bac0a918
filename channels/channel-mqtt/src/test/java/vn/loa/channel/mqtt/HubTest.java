package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.Urgency;
import vn.loa.channel.mqtt.FakeBroker.Published;

/** What is published to whom and when, step by step, with a clock and a broker turned by hand. */
class HubTest extends HubCase {

  // ---- areas ----

  @Test
  void one_publish_reaches_an_area_all_of_which_is_addressed() {
    births(10, "hcmc", "q1");
    submit(message("m"), 0, 10);
    run();
    assertThat(said("m")).extracting(Published::topic).containsExactly("tt/v1/a/hcmc/cmd");
    assertThat(outcomes).hasSize(10).allMatch(Outcome.Sent.class::isInstance);
  }

  @Test
  void recipients_that_come_in_several_batches_are_gathered() {
    births(10, "hcmc", "q1");
    submit(message("m"), 0, 5);
    hub.step();
    time.advance(Duration.ofMillis(15));
    hub.step();
    submit(message("m"), 5, 10);
    run();
    assertThat(said("m")).extracting(Published::topic).containsExactly("tt/v1/a/hcmc/cmd");
  }

  @Test
  void nobody_hears_what_is_not_for_him() {
    births(10, "hcmc", "q1");
    submit(message("m"), 0, 9);
    run();
    assertThat(said("m")).hasSize(9).noneMatch(it -> it.topic().contains("/a/"));
  }

  @Test
  void a_device_that_is_away_still_counts_as_a_listener_of_its_area() {
    births(3, "hcmc", "q1");
    will(2, 1);
    submit(message("m"), 0, 2);
    run();
    assertThat(said("m")).extracting(Published::topic).doesNotContain("tt/v1/a/q1/cmd");
  }

  @Test
  void an_area_reorganised_between_queue_and_send_is_told_as_it_is_now() {
    births(4, "hcmc", "q1");
    submit(message("m"), 0, 4);
    hub.step();
    birth(3, 2, "hcmc", "q3");
    birth(9, 1, "hcmc", "q1");
    run();
    assertThat(said("m"))
        .extracting(Published::topic)
        .hasSize(4)
        .allMatch(topic -> topic.startsWith("tt/v1/d/"));
  }

  @Test
  void wards_that_are_whole_go_by_ward_and_the_rest_one_by_one() {
    IntStream.range(0, 4).forEach(n -> birth(n, 1, "hcmc", "w1"));
    IntStream.range(4, 8).forEach(n -> birth(n, 1, "hcmc", "w2"));
    submit(message("m"), 0, 6);
    run();
    assertThat(said("m"))
        .extracting(Published::topic)
        .containsExactlyInAnyOrder("tt/v1/a/w1/cmd", "tt/v1/d/loa-4/cmd", "tt/v1/d/loa-5/cmd");
  }

  // ---- who comes back ----

  @Test
  void a_device_that_comes_gets_the_time_and_what_it_missed_once_most_urgent_first() {
    birth(0, 1);
    submit(message("routine"), 0, 1);
    submit(message("priority", Urgency.PRIORITY), 0, 1);
    submit(message("emergency", Urgency.EMERGENCY), 0, 1);
    run();
    will(0, 1);
    broker.published.clear();
    birth(0, 2);
    run();
    run();
    assertThat(kinds("tt/v1/d/loa-0/cmd"))
        .containsExactly("ping", "emergency", "priority", "routine");
    assertThat(broker.on("tt/v1/d/loa-0/cmd"))
        .allMatch(it -> it.payload().contains("\"session\":2"));
  }

  @Test
  void a_device_whose_answer_was_lost_with_the_connection_is_told_the_time_again() {
    broker.keepSilent();
    birth(0, 1);
    broker.goAway();
    hub.step();
    broker.comeBack();
    broker.acknowledge();
    time.advance(Duration.ofSeconds(1));
    hub.step();
    broker.published.clear();
    birth(0, 1);
    birth(0, 1);
    assertThat(broker.commands("ping"))
        .hasSize(1)
        .allMatch(it -> it.payload().contains("\"session\":1"));
  }

  @Test
  void a_device_that_reports_and_whose_birth_did_not_get_through_is_asked_for_it() {
    submit(message("m"), 0, 1);
    run();
    report(0, "m", "received", 1);
    hub.step();
    report(0, "m", "playing", 2);
    run();
    assertThat(broker.commands("ping"))
        .hasSize(2)
        .noneMatch(it -> it.payload().contains("session"));
    broker.published.clear();
    birth(0, 1);
    report(0, "m", "played", 3);
    run();
    assertThat(broker.commands("ping"))
        .hasSize(1)
        .allMatch(it -> it.payload().contains("\"session\":1"));
  }

  @Test
  void a_device_that_comes_back_too_late_gets_nothing_but_a_question() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    will(0, 1);
    time.advance(Duration.ofHours(1));
    broker.published.clear();
    birth(0, 2);
    run();
    assertThat(broker.commands("say")).isEmpty();
    assertThat(broker.commands("ping")).anyMatch(it -> it.payload().contains("\"m\""));
  }

  @Test
  void a_will_that_comes_after_the_next_birth_says_nothing() {
    birth(0, 1);
    birth(0, 2);
    will(0, 1);
    run();
    assertThat(hub.ask(() -> hub.announcer().devices()).get(0).presence())
        .isEqualTo(Presence.ONLINE);
  }

  @Test
  void a_birth_that_comes_after_its_own_will_says_nothing() {
    birth(0, 1);
    will(0, 2);
    birth(0, 2);
    run();
    assertThat(hub.ask(() -> hub.announcer().devices()).get(0).presence())
        .isEqualTo(Presence.OFFLINE);
  }

  @Test
  void who_was_away_from_beginning_to_end_counts_as_expired() {
    birth(0, 1);
    will(0, 1);
    submit(message("m"), 0, 1);
    run();
    time.advance(Duration.ofHours(1).plus(settings.reportWithin()));
    hub.step();
    assertThat(receipts)
        .containsExactly(new Receipt.Expired("m@loa-0", Messages.NOON.plus(Duration.ofHours(1))));
  }

  @Test
  void who_may_have_heard_it_is_never_counted_as_expired_unasked() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    will(0, 1);
    time.advance(Duration.ofHours(1));
    hub.step();
    assertThat(receipts).isEmpty();
    report(0, "m", "played", 1);
    hub.step();
    assertThat(receipts).hasOnlyElementsOfType(Receipt.Played.class).hasSize(1);
  }

  @Test
  void who_heard_it_before_its_birth_was_known_here_is_not_counted_as_expired() {
    birth(0, 1);
    will(0, 1);
    submit(message("m"), 0, 1);
    run();
    time.advance(Duration.ofHours(1));
    birth(0, 2);
    will(0, 2);
    time.advance(settings.reportWithin());
    hub.step();
    assertThat(receipts).isEmpty();
  }

  @Test
  void who_may_have_come_and_gone_while_there_was_no_connection_is_not_counted_as_expired() {
    birth(0, 1);
    will(0, 1);
    submit(message("m", Urgency.EMERGENCY), 0, 1);
    run();
    broker.goAway();
    hub.step();
    time.advance(Duration.ofHours(2));
    hub.step();
    assertThat(receipts).isEmpty();
  }

  @Test
  void after_a_storm_what_was_missed_goes_out_spread_over_some_time() {
    births(1_000, "hcmc");
    submit(message("m"), 0, 1_000);
    run();
    IntStream.range(0, 1_000).forEach(n -> will(n, 1));
    IntStream.range(0, 1_000).forEach(n -> sayBirth(n, 2, "hcmc"));
    broker.published.clear();
    hub.step();
    int atOnce = said("m").size();
    assertThat(atOnce).isLessThan(500);
    for (int i = 0; i < 100; i++) {
      time.advance(Duration.ofMillis(10));
      hub.step();
    }
    assertThat(said("m")).hasSize(1_000).extracting(Published::topic).doesNotHaveDuplicates();
  }

  // ---- the silent ----

  @Test
  void who_is_there_and_silent_is_asked_again_twice_as_late_each_time() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    for (int seconds : new int[] {30, 60, 120, 240}) {
      broker.published.clear();
      time.advance(Duration.ofSeconds(seconds).minusMillis(100));
      hub.step();
      assertThat(said("m")).as("before %d s", seconds).isEmpty();
      time.advance(Duration.ofMillis(100));
      hub.step();
      assertThat(said("m")).as("after %d s", seconds).hasSize(1);
    }
  }

  @Test
  void who_has_it_and_is_silent_is_asked_how_far_it_is() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    report(0, "m", "playing", 1);
    hub.step();
    broker.published.clear();
    time.advance(Duration.ofSeconds(31));
    hub.step();
    assertThat(said("m")).isEmpty();
    assertThat(broker.commands("ping")).hasSize(1);
  }

  @Test
  void who_was_asked_and_does_not_have_it_gets_it_again() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    report(0, "m", "received", 1);
    hub.step();
    broker.published.clear();
    report(0, "m", "unknown", 2);
    hub.step();
    assertThat(said("m")).hasSize(1);
  }

  @Test
  void when_the_broker_is_back_all_without_an_end_are_asked() {
    births(3, "hcmc");
    submit(message("m"), 0, 3);
    run();
    report(0, "m", "played", 1);
    report(1, "m", "received", 1);
    hub.step();
    broker.goAway();
    hub.step();
    broker.comeBack();
    time.advance(Duration.ofSeconds(1));
    hub.step();
    broker.published.clear();
    time.advance(Duration.ofSeconds(2));
    hub.step();
    assertThat(said("m")).extracting(Published::topic).containsExactly("tt/v1/d/loa-2/cmd");
    assertThat(broker.commands("ping"))
        .extracting(Published::topic)
        .containsExactly("tt/v1/d/loa-1/cmd");
  }

  // ---- what reports prove ----

  @Test
  void a_report_answers_before_the_broker_does() {
    broker.keepSilent();
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    assertThat(outcomes).isEmpty();
    report(0, "m", "played", 1);
    hub.step();
    assertThat(outcomes).containsExactly(new Outcome.Sent("m@loa-0"));
    assertThat(receipts).hasSize(1);
  }

  @Test
  void a_report_after_the_doubt_is_a_late_answer() {
    broker.keepSilent();
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    time.advance(settings.answerWithin());
    hub.step();
    assertThat(outcomes).hasSize(1).hasOnlyElementsOfType(Outcome.InDoubt.class);
    report(0, "m", "received", 1);
    hub.step();
    assertThat(outcomes).last().isEqualTo(new Outcome.Sent("m@loa-0"));
  }

  @Test
  void who_may_have_heard_an_earlier_attempt_is_not_answered_as_expired() {
    broker.keepSilent();
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    broker.goAway();
    hub.step();
    assertThat(outcomes).hasSize(1).hasOnlyElementsOfType(Outcome.InDoubt.class);
    broker.comeBack();
    time.advance(Duration.ofMinutes(60).minusMillis(30));
    hub.step();
    submit(message("m"), 0, 1);
    time.advance(Duration.ofMillis(30));
    hub.step();
    assertThat(outcomes).hasSize(2).hasOnlyElementsOfType(Outcome.InDoubt.class);
  }

  @Test
  void no_state_moves_back_and_no_end_is_told_twice() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    report(0, "m", "played", 4);
    report(0, "m", "playing", 3);
    report(0, "m", "failed", 5);
    report(0, "m", "played", 4);
    hub.step();
    assertThat(receipts).hasSize(1).hasOnlyElementsOfType(Receipt.Played.class);
    assertThat(state("m", 0)).isEqualTo(DeviceState.PLAYED);
  }

  @Test
  void a_device_that_got_it_too_late_says_so() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    report(0, "m", "expired", 1);
    hub.step();
    assertThat(receipts).hasSize(1).hasOnlyElementsOfType(Receipt.Expired.class);
  }

  @Test
  void a_device_that_was_not_asked_proves_nothing() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    report(7, "m", "played", 1);
    hub.step();
    assertThat(receipts).isEmpty();
  }

  // ---- taking back ----

  @Test
  void a_withdrawal_reaches_who_plays_and_who_waits_and_who_comes_back() {
    births(3, "hcmc");
    submit(message("m"), 0, 3);
    run();
    report(0, "m", "playing", 1);
    will(2, 1);
    hub.step();
    broker.published.clear();
    withdraw(message("m"));
    assertThat(broker.commands("cancel")).isNotEmpty();
    broker.published.clear();
    birth(2, 2, "hcmc");
    run();
    assertThat(broker.commands("cancel"))
        .extracting(Published::topic)
        .containsExactly("tt/v1/d/loa-2/cmd");
    report(0, "m", "cancelled", 2);
    hub.step();
    assertThat(((Receipt.Undelivered) receipts.get(0)).reason().code()).isEqualTo("CANCELLED");
  }

  @Test
  void what_had_not_gone_out_when_it_was_taken_back_never_goes() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    withdraw(message("m"));
    run();
    assertThat(said("m")).isEmpty();
    assertThat(outcomes).hasSize(1).hasOnlyElementsOfType(Outcome.Retry.class);
  }

  @Test
  void who_was_away_all_the_time_needs_no_withdrawal() {
    birth(0, 1);
    will(0, 1);
    submit(message("m"), 0, 1);
    run();
    broker.published.clear();
    withdraw(message("m"));
    time.advance(settings.reportWithin());
    hub.step();
    birth(0, 2);
    run();
    assertThat(broker.commands("cancel")).isEmpty();
    assertThat(said("m")).isEmpty();
    assertThat(((Receipt.Undelivered) receipts.get(0)).reason().code()).isEqualTo("CANCELLED");
  }

  @Test
  void who_played_it_before_its_birth_was_known_here_is_not_told_as_withdrawn() {
    birth(0, 1);
    will(0, 1);
    submit(message("m"), 0, 1);
    run();
    withdraw(message("m"));
    report(0, "m", "played", 1);
    birth(0, 2);
    time.advance(settings.reportWithin());
    hub.step();
    assertThat(receipts).hasSize(1).hasOnlyElementsOfType(Receipt.Played.class);
  }

  @Test
  void a_withdrawal_that_nobody_answered_is_repeated() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    withdraw(message("m"));
    broker.published.clear();
    time.advance(Duration.ofSeconds(30));
    hub.step();
    assertThat(broker.commands("cancel")).hasSize(1);
  }

  // ---- emergencies kept by the broker ----

  @Test
  void an_emergency_for_an_area_is_kept_by_the_broker_until_it_expires() {
    births(3, "hcmc");
    submit(message("m", Urgency.EMERGENCY), 0, 3);
    run();
    assertThat(said("m")).hasSize(1).allMatch(Published::retained);
    broker.published.clear();
    time.advance(Duration.ofHours(1));
    hub.step();
    assertThat(broker.on("tt/v1/a/hcmc/cmd"))
        .filteredOn(Published::retained)
        .containsExactly(new Published("tt/v1/a/hcmc/cmd", "", true));
  }

  @Test
  void an_emergency_that_is_taken_back_is_cleared_at_once() {
    births(3, "hcmc");
    submit(message("m", Urgency.EMERGENCY), 0, 3);
    run();
    broker.published.clear();
    withdraw(message("m"));
    assertThat(broker.on("tt/v1/a/hcmc/cmd")).contains(new Published("tt/v1/a/hcmc/cmd", "", true));
  }

  @Test
  void an_emergency_that_an_earlier_process_left_with_the_broker_is_cleared_when_it_expires() {
    births(3, "hcmc");
    submit(message("m", Urgency.EMERGENCY), 0, 3);
    run();
    String left = said("m").get(0).payload();
    broker.published.clear();
    Hub next = new Hub(settings, broker, time, new SplittableRandom(2));
    next.step();
    broker.says("tt/v1/a/hcmc/cmd", left, true);
    next.step();
    time.advance(Duration.ofHours(1));
    next.step();
    assertThat(broker.on("tt/v1/a/hcmc/cmd"))
        .containsExactly(new Published("tt/v1/a/hcmc/cmd", "", true));
  }

  // ---- after a restart ----

  @Test
  void what_an_earlier_process_sent_is_asked_for_and_its_end_told() {
    birth(0, 5);
    hub.request(() -> hub.announcer().adopt(message("m"), List.of(Messages.speaker(0))));
    hub.step();
    time.advance(Duration.ofSeconds(2));
    hub.step();
    assertThat(said("m")).extracting(Published::topic).containsExactly("tt/v1/d/loa-0/cmd");
    report(0, "m", "played", 1);
    hub.step();
    assertThat(receipts).hasSize(1);
    assertThat(outcomes).isEmpty();
  }

  // ---- time and order ----

  @Test
  void nothing_is_published_after_its_validity() {
    broker.keepSilent();
    birth(0, 1);
    IntStream.range(0, settings.window()).forEach(n -> submit(message("m" + n), 0, 1));
    run();
    submit(message("late"), 1, 2);
    run();
    time.advance(Duration.ofHours(1));
    broker.acknowledge();
    run();
    assertThat(said("late")).isEmpty();
  }

  @Test
  void an_emergency_goes_ahead_of_any_backlog() {
    broker.keepSilent();
    IntStream.range(0, 500).forEach(n -> submit(message("m" + n), n, n + 1));
    run();
    submit(message("now", Urgency.EMERGENCY), 600, 601);
    run();
    int before = broker.published.size();
    broker.acknowledge();
    hub.step();
    assertThat(broker.published.get(before).payload()).contains("\"now\"");
  }

  @Test
  void the_window_bounds_what_waits_for_the_broker() {
    broker.keepSilent();
    submit(message("m"), 0, 1_000);
    run();
    assertThat(said("m")).hasSize(settings.window());
    assertThat(hub.health().inFlight()).isEqualTo(settings.window());
  }

  @Test
  void a_hub_whose_client_id_was_taken_stops_and_says_so() {
    broker.goAway();
    hub.step();
    broker.comeBack();
    time.advance(Duration.ofSeconds(2));
    hub.step();
    Instant later = Messages.NOON.plusSeconds(5);
    broker.says("tt/v1/hub/state", hubState(instance("hub"), later), true);
    hub.step();
    submit(message("m"), 0, 1);
    run();
    assertThat(hub.health().stopped()).isTrue();
    assertThat(((Outcome.Retry) outcomes.get(0)).reason().code()).isEqualTo("TAKEN_OVER");
    int attempts = broker.greetings.size();
    time.advance(Duration.ofHours(1));
    hub.step();
    assertThat(broker.greetings).hasSize(attempts);
  }

  @Test
  void an_earlier_process_of_the_same_name_or_another_name_stops_nobody() {
    broker.says("tt/v1/hub/state", hubState(instance("hub"), Messages.NOON.minusSeconds(5)), true);
    broker.says(
        "tt/v1/hub/state", hubState(instance("second"), Messages.NOON.plusSeconds(5)), true);
    hub.step();
    assertThat(hub.health().stopped()).isFalse();
  }

  @Test
  void what_comes_when_nobody_steps_any_more_is_still_answered() {
    hub.refuse();
    hub.answerRest();
    hub.request(() -> hub.announcer().submit(ask(message("m"), 0)));
    assertThat(outcomes).hasSize(1).hasOnlyElementsOfType(Outcome.Retry.class);
  }

  // ---- what others get wrong ----

  @Test
  void a_playback_function_that_throws_harms_its_own_announcement_only() {
    Hub picky = hub(settings().playback(HubTest::notBad).build());
    picky.submit(List.of(ask(message("bad"), 0), ask(message("good"), 0)));
    run(picky);
    assertThat(outcomes).hasSize(2);
    assertThat(outcomes).filteredOn(Outcome.Refused.class::isInstance).hasSize(1);
    assertThat(said("good")).hasSize(1);
  }

  @Test
  void a_message_that_cannot_be_taken_back_harms_no_other() {
    Hub picky = hub(settings().playback(HubTest::notBad).build());
    picky.request(() -> picky.announcer().withdraw(message("bad")));
    picky.submit(List.of(ask(message("good"), 0)));
    run(picky);
    assertThat(outcomes).hasOnlyElementsOfType(Outcome.Sent.class).hasSize(1);
  }

  @Test
  void a_layout_that_throws_refuses_its_own_announcement_only() {
    for (FaultyLayout.Where where : FaultyLayout.Where.values()) {
      outcomes.clear();
      broker.published.clear();
      Hub picky = hub(settings().layout(new FaultyLayout(where)).build());
      picky.submit(List.of(ask(message("m"), FaultyLayout.BAD), ask(message("m"), 0)));
      picky.submit(List.of(ask(message("n"), 0)));
      run(picky);
      assertThat(outcomes).as(where.name()).hasSize(3);
      assertThat(said("n")).as(where.name()).hasSize(1);
    }
  }

  @Test
  void a_validity_without_an_end_is_no_fault() {
    Message forever = Messages.water("m").validUntil(Instant.MAX).build();
    submit(forever, 0, 1);
    run();
    time.advance(Duration.ofDays(2));
    hub.step();
    assertThat(outcomes).hasOnlyElementsOfType(Outcome.Sent.class).hasSize(1);
  }

  @Test
  void a_device_whose_clock_is_years_ahead_spoils_no_board() {
    submit(message("m"), 0, 1);
    run();
    broker.says(
        "tt/v1/d/loa-0/ack",
        """
        {"v":1,"id":"r1","msg":"m","device":"loa-0","seq":1,"state":"played","playedMs":5000,\
        "ofMs":5000,"volume":70,"at":"+1000000000-12-31T23:59:59Z"}""",
        false);
    hub.step();
    assertThat(receipts).hasSize(1);
    assertThat(hub.ask(() -> hub.announcer().results("m")).board(settings.areas()).toString())
        .isNotEmpty();
    assertThat(hub.health().dropped()).isEmpty();
  }

  // ---- losses ----

  @Test
  void an_acknowledgement_that_came_before_the_loss_counts() {
    broker.keepSilent();
    submit(message("m"), 0, 1);
    run();
    broker.acknowledge();
    broker.goAway();
    hub.step();
    assertThat(outcomes).containsExactly(new Outcome.Sent("m@loa-0"));
  }

  @Test
  void a_device_that_was_not_told_the_time_is_told_when_the_broker_is_back() {
    broker.keepSilent();
    birth(0, 1);
    broker.goAway();
    hub.step();
    broker.comeBack();
    broker.acknowledge();
    time.advance(Duration.ofSeconds(1));
    hub.step();
    broker.published.clear();
    birth(0, 1);
    birth(0, 1);
    assertThat(broker.commands("ping")).hasSize(1);
  }

  @Test
  void a_withdrawal_does_not_wait_for_the_broker_to_answer_what_it_takes_back() {
    broker.keepSilent();
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    withdraw(message("m"));
    assertThat(broker.commands("cancel")).hasSize(1);
  }

  @Test
  void a_hub_that_was_stopped_rests() {
    broker.says("tt/v1/hub/state", hubState(instance("hub"), Messages.NOON.plusSeconds(5)), true);
    hub.step();
    time.advance(Duration.ofMinutes(5));
    hub.step();
    assertThat(hub.step() - time.nanos()).isGreaterThan(Duration.ofSeconds(1).toNanos());
  }

  private static Playback notBad(Message message) {
    if (message.id().equals("bad")) {
      throw new IllegalStateException("no playback in this test");
    }
    return Playback.standard();
  }

  private List<String> kinds(String topic) {
    return broker.on(topic).stream()
        .map(it -> it.payload().contains("\"ping\"") ? "ping" : id(it.payload()))
        .toList();
  }

  private static String id(String payload) {
    return payload.replaceAll("^.*?\"id\":\"([^\"]*)\".*$", "$1");
  }
}
