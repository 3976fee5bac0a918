package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Message;
import vn.loa.channel.Receipt;
import vn.loa.channel.Urgency;
import vn.loa.channel.mqtt.FakeBroker.Published;

/** What a hub bears that runs for long: mad devices, forgetful ones, and years. */
class HubEnduranceTest extends HubCase {

  // ---- devices that ask without end ----

  @Test
  void a_device_that_says_unknown_without_end_has_one_repeat_waiting() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    broker.keepSilent();
    fillWindow();
    int waiting = hub.health().queued();
    for (int seq = 1; seq <= 500; seq++) {
      report(0, "m", "unknown", seq);
      hub.step();
    }
    assertThat(hub.health().queued()).isEqualTo(waiting + 1);
  }

  @Test
  void a_device_that_says_unknown_without_end_gets_one_repeat_a_second() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    broker.published.clear();
    for (int seq = 1; seq <= 500; seq++) {
      report(0, "m", "unknown", seq);
      hub.step();
      time.advance(Duration.ofMillis(10));
    }
    assertThat(said("m")).hasSize(5);
  }

  @Test
  void what_waited_when_the_broker_was_lost_is_repeated_when_it_is_back() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    broker.keepSilent();
    fillWindow();
    report(0, "m", "unknown", 1);
    hub.step();
    broker.goAway();
    hub.step();
    broker.comeBack();
    broker.acknowledge();
    time.advance(Duration.ofSeconds(1));
    hub.step();
    broker.published.clear();
    report(0, "m", "unknown", 2);
    hub.step();
    assertThat(said("m")).hasSize(1);
  }

  @Test
  void a_device_that_is_born_without_end_has_one_answer_and_one_repeat_waiting() {
    birth(0, 1);
    submit(message("m", Urgency.EMERGENCY), 0, 1);
    run();
    broker.keepSilent();
    fillWindow();
    int waiting = hub.health().queued();
    for (int session = 2; session <= 500; session++) {
      liveBirth(0, session);
      time.advance(Duration.ofMillis(10));
    }
    assertThat(hub.health().queued()).isEqualTo(waiting + 2);
    broker.acknowledge();
    hub.step();
    assertThat(broker.on("tt/v1/d/loa-0/cmd"))
        .filteredOn(it -> it.payload().contains("\"session\":500"))
        .hasSize(2);
  }

  @Test
  void a_device_that_is_born_without_end_is_welcomed_once_a_second() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    broker.published.clear();
    for (int session = 2; session <= 2_001; session++) {
      liveBirth(0, session);
      time.advance(Duration.ofMillis(10));
    }
    assertThat(said("m")).hasSizeBetween(20, 25);
    assertThat(broker.commands("ping")).hasSizeBetween(20, 25);
    broker.published.clear();
    time.advance(Duration.ofSeconds(1));
    hub.step();
    assertThat(broker.commands("ping"))
        .hasSize(1)
        .allMatch(it -> it.payload().contains("\"session\":2001"));
  }

  @Test
  void a_mad_device_keeps_no_other_waiting() {
    birth(0, 1);
    submit(message("m", Urgency.EMERGENCY), 0, 1);
    run();
    broker.keepSilent();
    fillWindow();
    for (int session = 2; session <= 500; session++) {
      liveBirth(0, session);
    }
    liveBirth(7, 1);
    int before = broker.published.size();
    broker.acknowledge();
    hub.step();
    assertThat(broker.published.stream().skip(before).limit(4))
        .extracting(Published::topic)
        .contains("tt/v1/d/loa-7/cmd");
  }

  /** Whatever is to be published now waits in the queue, behind something routine. */
  private void fillWindow() {
    IntStream.range(0, settings.window()).forEach(n -> submit(message("fill" + n), 99, 100));
    run();
    assertThat(hub.health().inFlight()).isEqualTo(settings.window());
  }

  // ---- devices that forget ----

  @Test
  void a_device_whose_counter_began_anew_is_asked_and_then_believed() {
    liveBirth(0, 57);
    submit(message("m"), 0, 1);
    run();
    will(0, 57);
    broker.published.clear();
    liveBirth(0, 1);
    assertThat(presence(0)).isEqualTo(Presence.OFFLINE);
    assertThat(broker.commands("ping"))
        .hasSize(1)
        .noneMatch(it -> it.payload().contains("session"));
    broker.published.clear();
    liveBirth(0, 1);
    assertThat(presence(0)).isEqualTo(Presence.ONLINE);
    assertThat(broker.commands("ping"))
        .hasSize(1)
        .allMatch(it -> it.payload().contains("\"session\":1,"));
    assertThat(said("m")).hasSize(1);
  }

  @Test
  void a_will_of_the_time_before_says_nothing_whenever_it_comes() {
    liveBirth(0, 57);
    liveBirth(0, 1);
    will(0, 57);
    liveBirth(0, 1);
    assertThat(presence(0)).isEqualTo(Presence.ONLINE);
    will(0, 57);
    will(0, 56);
    assertThat(presence(0)).isEqualTo(Presence.ONLINE);
    will(0, 1);
    assertThat(presence(0)).isEqualTo(Presence.OFFLINE);
  }

  @Test
  void sessions_after_the_new_beginning_count_as_ever() {
    liveBirth(0, 57);
    liveBirth(0, 1);
    liveBirth(0, 1);
    will(0, 1);
    broker.published.clear();
    liveBirth(0, 2);
    assertThat(presence(0)).isEqualTo(Presence.ONLINE);
    assertThat(broker.commands("ping"))
        .hasSize(1)
        .allMatch(it -> it.payload().contains("\"session\":2,"));
  }

  @Test
  void a_counter_that_never_moves_is_no_reason_to_be_ignored() {
    liveBirth(0, 1);
    will(0, 1);
    liveBirth(0, 1);
    liveBirth(0, 1);
    assertThat(presence(0)).isEqualTo(Presence.ONLINE);
    assertThat(broker.commands("ping"))
        .filteredOn(it -> it.payload().contains("\"session\":1,"))
        .hasSize(2);
  }

  @Test
  void what_the_broker_kept_of_an_earlier_session_is_never_believed() {
    liveBirth(0, 57);
    will(0, 57);
    for (int i = 0; i < 5; i++) {
      birth(0, 3);
    }
    assertThat(presence(0)).isEqualTo(Presence.OFFLINE);
  }

  @Test
  void a_birth_that_came_late_is_forgotten_when_the_device_answers() {
    liveBirth(0, 58);
    liveBirth(0, 57);
    liveBirth(0, 58);
    liveBirth(0, 57);
    will(0, 57);
    assertThat(presence(0)).isEqualTo(Presence.ONLINE);
    assertThat(hub.ask(() -> hub.announcer().devices()).get(0).session()).isEqualTo(58);
  }

  // ---- restarts and losses ----

  @Test
  void an_end_that_came_before_its_announcement_was_adopted_is_told_once() {
    birth(0, 5);
    report(0, "m", "played", 1);
    hub.step();
    hub.request(() -> hub.announcer().adopt(message("m"), List.of(Messages.speaker(0))));
    hub.step();
    assertThat(state("m", 0)).isEqualTo(DeviceState.PLAYED);
    broker.published.clear();
    time.advance(Duration.ofSeconds(2));
    report(0, "m", "played", 1);
    hub.step();
    assertThat(receipts).hasSize(1);
    assertThat(said("m")).isEmpty();
  }

  @Test
  void one_connection_after_the_other_does_not_put_off_the_question() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    report(0, "m", "received", 1);
    broker.published.clear();
    long end = time.nanos() + settings.reportWithin().toNanos();
    while (time.nanos() < end) {
      broker.goAway();
      hub.step();
      broker.comeBack();
      time.advance(Duration.ofMillis(900));
      hub.step();
    }
    assertThat(broker.commands("ping")).isNotEmpty();
  }

  @Test
  void to_ask_because_the_broker_is_back_makes_the_next_question_no_later() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    for (int i = 0; i < 5; i++) {
      broker.goAway();
      hub.step();
      broker.comeBack();
      time.advance(Duration.ofMillis(1_500));
      hub.step();
      time.advance(Duration.ofSeconds(2));
      hub.step();
    }
    broker.published.clear();
    time.advance(settings.reportWithin());
    hub.step();
    assertThat(said("m")).hasSize(1);
  }

  @Test
  void a_device_that_said_unknown_before_the_repeat_reached_it_is_not_counted_as_expired() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    time.advance(Duration.ofHours(1));
    report(0, "m", "unknown", 1);
    hub.step();
    assertThat(receipts).isEmpty();
    report(0, "m", "played", 2);
    hub.step();
    assertThat(receipts).hasSize(1).hasOnlyElementsOfType(Receipt.Played.class);
  }

  @Test
  void a_device_that_does_not_have_it_long_after_its_validity_counts_as_expired() {
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    time.advance(Duration.ofHours(1).plus(settings.reportWithin()));
    report(0, "m", "unknown", 1);
    hub.step();
    assertThat(receipts).hasSize(1).hasOnlyElementsOfType(Receipt.Expired.class);
  }

  // ---- years ----

  @Test
  void a_kept_command_that_expired_ages_ago_is_cleared() {
    births(2, "hcmc");
    submit(message("m", Urgency.EMERGENCY), 0, 2);
    run();
    String kept =
        said("m").get(0).payload().replaceAll("(?<=\"expires\":\")[^\"]*", Instant.MIN.toString());
    broker.published.clear();
    broker.says("tt/v1/a/q9/cmd", kept.replace("a/hcmc", "a/q9"), true);
    hub.step();
    time.advance(Duration.ofSeconds(20));
    hub.step();
    assertThat(broker.on("tt/v1/a/q9/cmd"))
        .containsExactly(new Published("tt/v1/a/q9/cmd", "", true));
    assertThat(hub.health().dropped()).isEmpty();
  }

  @Test
  void a_board_tells_the_time_of_what_took_months() {
    Instant later = Messages.NOON.plus(Duration.ofDays(300));
    Message slow = Messages.water("m").validUntil(later.plusSeconds(60)).build();
    submit(slow, 0, 1);
    run();
    time.advance(Duration.between(time.instant(), later));
    said("m", later);
    assertThat(hub.ask(() -> hub.announcer().results("m")).board(settings.areas()).timeTo(1))
        .contains(Duration.ofDays(300));
  }

  @Test
  void a_device_whose_clock_is_ages_behind_is_believed_but_for_the_time() {
    submit(message("m"), 0, 1);
    run();
    said("m", Instant.MIN);
    assertThat(receipts).hasSize(1).allMatch(it -> it.at().equals(time.instant()));
    assertThat(receipts).hasOnlyElementsOfType(Receipt.Played.class);
  }

  private void said(String message, Instant at) {
    broker.says(
        "tt/v1/d/loa-0/ack",
        """
        {"v":1,"id":"r1","msg":"%s","device":"loa-0","seq":1,"state":"played","playedMs":5000,\
        "ofMs":5000,"volume":70,"at":"%s"}"""
            .formatted(message, at),
        false);
    hub.step();
  }
}
