package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Address;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.Urgency;
import vn.loa.channel.mqtt.FakeBroker.Published;

/** What may be at a device, or at the broker, although nobody is sure: it is never called gone. */
class HubDoubtTest extends HubCase {

  // ---- an attempt that nobody answered ----

  @Test
  void what_may_be_there_stays_in_doubt_when_a_second_attempt_does_not_get_out() {
    publishAndLose("m");
    submit(message("m"), 0, 1);
    run();
    assertThat(outcomes).hasSize(2).hasOnlyElementsOfType(Outcome.InDoubt.class);
    Outcome.InDoubt second = (Outcome.InDoubt) outcomes.get(1);
    assertThat(second.reason()).extracting(Reason::code).isEqualTo("CONNECTION_LOST");
  }

  @Test
  void what_never_left_is_to_be_tried_again() {
    birth(0, 1);
    broker.goAway();
    hub.step();
    submit(message("m"), 0, 1);
    run();
    assertThat(outcomes).hasSize(1).hasOnlyElementsOfType(Outcome.Retry.class);
  }

  @Test
  void what_was_heard_at_an_attempt_in_doubt_is_proven_although_the_second_did_not_get_out() {
    publishAndLose("m");
    submit(message("m"), 0, 1);
    run();
    comeBack();
    report(0, "m", "played", 1);
    hub.step();
    assertThat(outcomes).last().isEqualTo(new Outcome.Sent("m@loa-0"));
    assertThat(receipts).hasSize(1).hasOnlyElementsOfType(Receipt.Played.class);
  }

  @Test
  void a_withdrawal_reaches_who_got_it_at_an_attempt_in_doubt() {
    publishAndLose("m");
    submit(message("m"), 0, 1);
    run();
    comeBack();
    withdraw(message("m"));
    run();
    assertThat(broker.commands("cancel")).isNotEmpty();
    report(0, "m", "cancelled", 1);
    hub.step();
    assertThat(receipts).hasSize(1).hasOnlyElementsOfType(Receipt.Undelivered.class);
  }

  @Test
  void a_withdrawal_reaches_who_got_it_although_a_second_attempt_is_just_gathered() {
    publishAndLose("m");
    comeBack();
    submit(message("m"), 0, 1);
    withdraw(message("m"));
    run();
    assertThat(outcomes).last().isInstanceOf(Outcome.InDoubt.class);
    assertThat(broker.commands("cancel")).isNotEmpty();
  }

  @Test
  void what_was_said_not_to_have_gone_out_does_not_go_there_with_what_is_for_its_neighbours() {
    births(3, "q1");
    broker.goAway();
    hub.step();
    submit(message("m"), 0, 3);
    run();
    assertThat(outcomes).hasSize(3).hasOnlyElementsOfType(Outcome.Retry.class);
    comeBack();
    submit(message("m"), 0, 2);
    run();
    assertThat(said("m"))
        .extracting(Published::topic)
        .containsExactly("tt/v1/d/loa-0/cmd", "tt/v1/d/loa-1/cmd");
  }

  /** It is on its way when the line breaks. */
  private void publishAndLose(String message) {
    birth(0, 1);
    broker.keepSilent();
    submit(message(message), 0, 1);
    run();
    broker.goAway();
    hub.step();
    assertThat(outcomes).hasSize(1).hasOnlyElementsOfType(Outcome.InDoubt.class);
  }

  private void comeBack() {
    broker.comeBack();
    broker.acknowledge();
    time.advance(Duration.ofSeconds(2));
    hub.step();
    broker.published.clear();
  }

  // ---- receipts that are not taken ----

  @Test
  void a_receipt_that_could_not_be_kept_is_told_again_once_a_second() {
    Forgetful store = new Forgetful(3);
    hub.listen(store);
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    report(0, "m", "played", 1);
    hub.step();
    for (int i = 0; i < 5; i++) {
      time.advance(Duration.ofMillis(1_001));
      hub.step();
    }
    assertThat(store.asked).hasSize(4);
    assertThat(receipts).hasSize(1).hasOnlyElementsOfType(Receipt.Played.class);
    assertThat(store.about).containsOnly(Messages.speaker(0));
  }

  @Test
  void a_hub_that_has_a_receipt_to_tell_again_does_not_sleep() {
    hub.listen(new Forgetful(2));
    birth(0, 1);
    submit(message("m"), 0, 1);
    run();
    report(0, "m", "played", 1);
    hub.step();
    long next = hub.step();
    assertThat(receipts).isEmpty();
    assertThat(next - time.nanos()).isLessThanOrEqualTo(Duration.ofSeconds(1).toNanos());
  }

  /** A store that takes nothing for a few times. */
  private final class Forgetful implements Receipts {

    private final List<Receipt> asked = new ArrayList<>();
    private final List<@Nullable Address> about = new ArrayList<>();
    private final int times;

    private Forgetful(int times) {
      this.times = times;
    }

    @Override
    public void receive(Receipt receipt) {
      receipts.add(receipt);
    }

    @Override
    public CompletionStage<Void> take(Receipt receipt, @Nullable Address from) {
      asked.add(receipt);
      about.add(from);
      if (asked.size() <= times) {
        return CompletableFuture.failedStage(new IllegalStateException("the disk is full"));
      }
      receive(receipt);
      return CompletableFuture.completedStage(null);
    }
  }

  @Test
  void a_receipt_names_its_recipient_as_it_was_addressed_although_it_has_moved_since() {
    Forgetful store = new Forgetful(0);
    hub.listen(store);
    Address.Device before = new Address.Device("loa-0", "q1");
    Address.Device since = new Address.Device("loa-0", "q3");
    hub.request(() -> hub.announcer().adopt(message("old"), List.of(before)));
    hub.request(() -> hub.announcer().adopt(message("new"), List.of(since)));
    birth(0, 1);
    report(0, "old", "played", 1);
    report(0, "new", "played", 2);
    hub.step();
    assertThat(store.about).containsExactly(before, since);
  }

  // ---- what the broker keeps ----

  @Test
  void clearing_an_old_emergency_leaves_a_newer_one_in_its_place() {
    births(2, "hcmc");
    submit(until("old", 3), 0, 2);
    run();
    assertThat(broker.on("tt/v1/a/hcmc/cmd")).hasSize(1).allMatch(Published::retained);
    broker.keepSilent();
    fillWindow();
    submit(until("new", 3_600), 0, 2);
    run();
    time.advance(Duration.ofSeconds(4));
    hub.step();
    broker.acknowledge();
    run();
    assertThat(kept("hcmc")).contains("\"new\"");
    time.advance(Duration.ofHours(1));
    run();
    assertThat(kept("hcmc")).isEmpty();
  }

  @Test
  void what_the_broker_kept_before_does_not_stand_in_for_what_it_keeps_now() {
    births(2, "hcmc");
    submit(until("new", 3_600), 0, 2);
    run();
    String old = broker.on("tt/v1/a/hcmc/cmd").get(0).payload().replace("\"new\"", "\"old\"");
    broker.says("tt/v1/a/hcmc/cmd", old.replace(expires(3_600), expires(60)), true);
    hub.step();
    time.advance(Duration.ofMinutes(2));
    run();
    assertThat(kept("hcmc")).contains("\"new\"");
  }

  @Test
  void a_late_answer_for_an_older_emergency_leaves_the_newer_one_in_its_place() {
    births(2, "hcmc");
    broker.keepSilent();
    submit(until("old", 30), 0, 2);
    run();
    submit(until("new", 3_600), 0, 2);
    run();
    broker.acknowledgeAllButTheLast();
    hub.step();
    time.advance(Duration.ofMinutes(1));
    run();
    assertThat(kept("hcmc")).contains("\"new\"");
  }

  @Test
  void what_is_taken_back_while_the_broker_answers_is_cleared_there() {
    births(2, "hcmc");
    broker.keepSilent();
    submit(until("m", 3_600), 0, 2);
    run();
    hub.request(() -> hub.announcer().withdraw(until("m", 3_600)));
    broker.acknowledge();
    run();
    assertThat(kept("hcmc")).isEmpty();
  }

  @Test
  void what_was_taken_back_is_cleared_although_a_newer_one_got_lost_on_its_way() {
    births(2, "hcmc");
    submit(until("old", 3_600), 0, 2);
    run();
    String old = kept("hcmc");
    broker.keepSilent();
    submit(until("new", 3_600), 0, 2);
    run();
    broker.goAway();
    hub.step();
    withdraw(until("old", 3_600));
    broker.comeBack();
    broker.acknowledge();
    time.advance(Duration.ofSeconds(2));
    hub.step();
    broker.says("tt/v1/a/hcmc/cmd", old, true);
    hub.step();
    assertThat(kept("hcmc")).isEmpty();
  }

  @Test
  void what_is_taken_back_before_it_arrived_leaves_an_older_one_in_its_place() {
    births(2, "hcmc");
    submit(until("old", 3_600), 0, 2);
    run();
    String old = kept("hcmc");
    broker.keepSilent();
    submit(until("new", 3_600), 0, 2);
    run();
    broker.goAway();
    hub.step();
    broker.comeBack();
    broker.published.clear();
    time.advance(Duration.ofSeconds(2));
    hub.step();
    withdraw(until("new", 3_600));
    run();
    broker.says("tt/v1/a/hcmc/cmd", old, true);
    hub.step();
    time.advance(Duration.ofMinutes(1));
    run();
    assertThat(broker.on("tt/v1/a/hcmc/cmd"))
        .filteredOn(Published::retained)
        .extracting(Published::payload)
        .noneMatch(String::isEmpty);
  }

  /** What the broker keeps for this area. */
  private String kept(String area) {
    return broker.on("tt/v1/a/" + area + "/cmd").stream()
        .filter(Published::retained)
        .reduce((one, next) -> next)
        .orElseThrow()
        .payload();
  }

  @Test
  void nothing_is_cleared_before_the_broker_could_say_what_it_keeps() {
    births(2, "hcmc");
    submit(until("old", 3_600), 0, 2);
    run();
    String old = broker.on("tt/v1/a/hcmc/cmd").get(0).payload();
    submit(until("new", 5), 0, 2);
    run();
    broker.goAway();
    hub.step();
    time.advance(Duration.ofSeconds(6));
    broker.comeBack();
    broker.published.clear();
    hub.step();
    assertThat(hub.isConnected()).isTrue();
    broker.says("tt/v1/a/hcmc/cmd", old, true); // the newer one was lost with the line
    for (int i = 0; i < 60; i++) {
      time.advance(Duration.ofSeconds(1));
      hub.step();
    }
    assertThat(broker.on("tt/v1/a/hcmc/cmd")).filteredOn(it -> it.payload().isEmpty()).isEmpty();
  }

  private static String expires(int seconds) {
    return Messages.NOON.plusSeconds(seconds).toString();
  }

  private static Message until(String id, int seconds) {
    return Messages.water(id)
        .urgency(Urgency.EMERGENCY)
        .validUntil(Messages.NOON.plusSeconds(seconds))
        .build();
  }

  // ---- areas that change while something waits for its turn ----

  @Test
  void an_area_publish_that_waits_while_somebody_joins_goes_to_the_devices_it_is_for() {
    births(4, "hcmc", "q1");
    broker.keepSilent();
    fillWindow();
    submit(message("m"), 0, 4);
    run();
    birth(9, 1, "hcmc", "q1");
    broker.acknowledge();
    run();
    assertThat(said("m"))
        .extracting(Published::topic)
        .hasSize(4)
        .allMatch(topic -> topic.startsWith("tt/v1/d/"));
    assertThat(outcomes.stream().filter(Outcome.Sent.class::isInstance))
        .hasSize(4 + settings.window());
  }

  @Test
  void an_area_publish_that_waits_while_somebody_leaves_reaches_him_too() {
    births(4, "hcmc", "q1");
    broker.keepSilent();
    fillWindow();
    submit(message("m"), 0, 4);
    run();
    birth(3, 2, "hn");
    broker.acknowledge();
    run();
    assertThat(said("m")).extracting(Published::topic).contains("tt/v1/d/loa-3/cmd");
  }

  /** Whatever is to be published now waits, behind what is on the wire. */
  private void fillWindow() {
    IntStream.range(0, settings.window()).forEach(n -> submit(message("fill" + n), 99, 100));
    run();
    assertThat(hub.health().inFlight()).isEqualTo(settings.window());
  }

  // ---- what is replaced ----

  @Test
  void who_comes_back_does_not_get_what_is_replaced_meanwhile() {
    Playback replacing = Playback.builder().replaces("old").build();
    Hub replacer =
        hub(
            settings()
                .playback(it -> it.id().equals("new") ? replacing : Playback.standard())
                .build());
    replacer.submit(List.of(ask(message("old"), 0)));
    replacer.submit(List.of(ask(message("new"), 0)));
    run(replacer);
    broker.published.clear();
    sayBirth(0, 1);
    replacer.step();
    time.advance(Duration.ofSeconds(1));
    run(replacer);
    assertThat(said("old")).isEmpty();
    assertThat(said("new")).hasSize(1);
  }

  // ---- connections ----

  @Test
  void the_late_end_of_a_connection_hides_nothing_of_the_next() {
    broker.goAway();
    hub.step();
    broker.comeBack();
    time.advance(Duration.ofSeconds(2));
    hub.step();
    assertThat(hub.isConnected()).isTrue();
    broker.goAway();
    broker.tellsOldEnds();
    hub.step();
    assertThat(hub.isConnected()).isFalse();
  }

  @Test
  void whatever_was_asked_of_devices_ends_when_the_channel_ends() throws InterruptedException {
    broker.keepSilent();
    List<Boolean> ends = new ArrayList<>();
    hub.request(
        () ->
            hub.announcer()
                .control(SpeakerCommand.Kind.STOP, Target.area("q1"), 0)
                .whenEnded(ends::add));
    hub.step();
    hub.refuse();
    hub.leave(Duration.ZERO);
    hub.answerRest();
    assertThat(ends).containsExactly(false);
  }

  @Test
  void the_last_word_of_a_process_that_died_with_its_broker_stops_nobody() {
    broker.says("tt/v1/hub/state", hubState(instance("hub"), Messages.NOON.plusSeconds(500)), true);
    hub.step();
    assertThat(hub.health().stopped()).isFalse();
  }
}
