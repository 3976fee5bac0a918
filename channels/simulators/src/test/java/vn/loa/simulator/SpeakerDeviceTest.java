package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.loa.channel.testkit.ManualTime;

/** The rules that a device keeps, one by one. */
class SpeakerDeviceTest {

  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final ManualTime time = ManualTime.startingAt(START);
  private final List<JsonNode> reports = new ArrayList<>();
  private final List<JsonNode> births = new ArrayList<>();
  private SpeakerDevice device = device(habits());

  // Presence and subscriptions.

  @Test
  void it_listens_to_its_areas_and_to_its_own_topic() {
    assertThat(device.subscriptions())
        .containsExactly("tt/v1/a/hcmc/cmd", "tt/v1/a/q1/cmd", "tt/v1/d/spk-1/cmd");
  }

  @Test
  void its_birth_says_what_it_is_and_its_will_is_of_the_same_session() throws Exception {
    JsonNode will = Told.JSON.readTree(device.will());
    device.online(this::hear);
    JsonNode birth = births.get(0);
    assertThat(will.toString())
        .isEqualTo("{\"v\":1,\"device\":\"spk-1\",\"online\":false,\"session\":1}");
    assertThat(birth.path("online").asBoolean()).isTrue();
    assertThat(birth.path("session").asInt()).isEqualTo(1);
    assertThat(birth.path("areas").toString()).isEqualTo("[\"hcmc\",\"q1\"]");
    assertThat(birth.path("clockSynced").asBoolean()).isTrue();
    assertThat(birth.path("volume").asInt()).isEqualTo(70);
  }

  @Test
  void no_session_is_named_twice_even_if_the_broker_hangs_up_before_the_birth() throws Exception {
    device.will();
    assertThat(Told.JSON.readTree(device.will()).path("session").asInt()).isEqualTo(2);
    device.online(this::hear);
    device.powerCut();
    device.powerUp();
    device.online(this::hear);
    assertThat(births).extracting(it -> it.path("session").asInt()).containsExactly(2, 3);
  }

  // Turns.

  @Test
  void it_says_what_it_is_told_and_how_far_it_is() {
    online();
    tell(say("m", 2).repeat(2, 10));
    pass(2 + 10 + 2);
    assertThat(states("m")).containsExactly("received", "playing", "played");
    assertThat(last("m").path("playedMs").asInt()).isEqualTo(4000);
    assertThat(last("m").path("ofMs").asInt()).isEqualTo(4000);
    assertThat(last("m").path("loop").asInt()).isEqualTo(2);
  }

  @Test
  void several_languages_sound_one_after_another_in_each_repeat() {
    online();
    tell(say("m", 2).alsoSays(3).repeat(2, 0));
    pass(10);
    assertThat(last("m").path("playedMs").asInt()).isEqualTo(10_000);
  }

  @Test
  void routine_waits_its_turn_and_priority_goes_ahead_of_what_waits() {
    online();
    tell(say("first", 10));
    tell(say("second", 1));
    tell(say("urgent", 1).priority("priority"));
    pass(12);
    assertThat(ended()).containsExactly("first", "urgent", "second");
  }

  @Test
  void an_emergency_interrupts_at_once_and_the_interrupted_begins_its_repeat_anew() {
    online();
    tell(say("m", 10).repeat(2, 0));
    pass(14);
    tell(say("flood", 3).priority("emergency"));
    assertThat(states("flood")).containsExactly("received", "playing");
    pass(3);
    assertThat(states("flood")).endsWith("played");
    pass(9);
    assertThat(states("m")).endsWith("playing");
    pass(1);
    assertThat(last("m").path("state").asText()).isEqualTo("played");
    assertThat(last("m").path("playedMs").asInt()).isEqualTo(20_000);
    assertThat(device.log())
        .extracting(it -> it.played().toSeconds())
        .containsExactly(10L, 4L, 3L, 10L);
  }

  @Test
  void the_interrupted_ends_expired_if_its_time_ran_out_meanwhile() {
    online();
    tell(Told.say("m", 10, time.instant(), Duration.ofSeconds(20)));
    pass(5);
    tell(say("flood", 30).priority("emergency"));
    pass(30);
    assertThat(states("m")).endsWith("expired");
    assertThat(last("m").path("playedMs").asInt()).isZero();
  }

  @Test
  void a_second_emergency_lets_the_first_finish() {
    online();
    tell(say("flood", 5).priority("emergency"));
    tell(say("storm", 5).priority("emergency"));
    pass(10);
    assertThat(ended()).containsExactly("flood", "storm");
    assertThat(device.log()).hasSize(2);
  }

  @Test
  void what_replaces_another_supersedes_it_playing_waiting_or_still_to_come() {
    online();
    tell(say("a", 10));
    tell(say("b", 10));
    tell(say("new", 1).references("a", "b", "c"));
    tell(say("c", 10));
    pass(60);
    assertThat(states("a")).endsWith("superseded");
    assertThat(states("b")).containsExactly("received", "superseded");
    assertThat(states("c")).containsOnly("superseded");
    assertThat(states("new")).endsWith("played");
  }

  @Test
  void stop_ends_what_plays_and_what_waits_goes_on() {
    online();
    tell(say("a", 10));
    tell(say("b", 1));
    tell(Told.control("stop", "s", time.instant()));
    pass(1);
    assertThat(states("a")).endsWith("cancelled");
    assertThat(states("b")).endsWith("played");
  }

  @Test
  void cancel_drops_what_plays_what_waits_and_what_is_still_to_come() {
    online();
    tell(say("a", 10));
    tell(say("b", 10));
    tell(Told.control("cancel", "x", time.instant()).references("a", "b", "c"));
    tell(say("c", 1));
    pass(60);
    assertThat(states("a")).endsWith("cancelled");
    assertThat(states("b")).containsExactly("received", "cancelled");
    assertThat(states("c")).containsExactly("cancelled", "cancelled");
    assertThat(device.log()).hasSize(1);
  }

  @Test
  void a_known_id_is_answered_with_the_last_report_and_nothing_else() {
    online();
    byte[] same = say("m", 1).bytes();
    device.arrived("tt/v1/d/spk-1/cmd", same, false);
    pass(1);
    device.arrived("tt/v1/a/q1/cmd", same, true);
    pass(5);
    assertThat(states("m")).containsExactly("received", "playing", "played", "played");
    assertThat(device.log()).hasSize(1);
  }

  @Test
  void it_remembers_two_hundred_and_fifty_six_ids_and_all_that_it_is_not_done_with() {
    online();
    Told first = say("m0", 1);
    Told waits = say("waits", 1).notBefore(time.instant().plus(Duration.ofMinutes(50)));
    tell(first);
    tell(waits);
    IntStream.range(1, 300).forEach(i -> tell(say("m" + i, 1)));
    pass(300);
    tell(waits);
    assertThat(states("waits")).endsWith("scheduled", "scheduled");
    tell(first);
    assertThat(states("m0")).endsWith("received", "playing");
  }

  // Power.

  @Test
  void after_a_power_cut_what_is_not_done_is_reported_anew_and_played_from_its_start() {
    online();
    tell(say("m", 10).repeat(2, 0));
    tell(say("n", 1));
    pass(15);
    device.powerCut();
    pass(30);
    device.powerUp();
    reports.clear();
    online();
    pass(21);
    assertThat(states("m")).containsExactly("received", "playing", "played");
    assertThat(states("n")).containsExactly("received", "playing", "played");
    assertThat(last("m").path("playedMs").asInt()).isEqualTo(20_000);
    assertThat(last("m").path("seq").asInt()).isGreaterThan(6);
  }

  @Test
  void what_was_done_before_a_power_cut_is_not_done_again() {
    online();
    Told m = say("m", 1);
    tell(m);
    pass(1);
    device.powerCut();
    device.powerUp();
    online();
    tell(m);
    pass(5);
    assertThat(states("m")).endsWith("played", "played");
    assertThat(device.log()).hasSize(1);
  }

  @Test
  void what_it_ended_without_a_connection_it_reports_when_it_is_back() {
    online();
    tell(say("m", 5));
    device.lost();
    pass(5);
    assertThat(states("m")).endsWith("playing");
    online();
    assertThat(states("m")).endsWith("played");
  }

  // Time.

  @Test
  void until_it_is_told_the_time_it_holds_what_comes() {
    device.online(this::hear);
    tell(say("m", 1));
    tell(say("flood", 1).priority("emergency"));
    pass(20);
    assertThat(states("m")).containsExactly("received");
    answer(1, time.instant());
    pass(2);
    assertThat(ended()).containsExactly("flood", "m");
  }

  @Test
  void the_answer_to_another_birth_is_none() {
    device.online(this::hear);
    tell(say("m", 1));
    answer(7, time.instant());
    pass(5);
    assertThat(states("m")).containsExactly("received");
  }

  @Test
  void it_refuses_what_is_too_late_by_the_latest_time_that_it_may_be() {
    device.online(this::hear);
    Instant sent = time.instant();
    pass(20); // as far as it knows, all of it may have gone by after the answer was sent
    answer(1, sent.plusSeconds(20));
    tell(Told.say("lost", 1, time.instant(), Duration.ofSeconds(20)));
    tell(Told.say("kept", 1, time.instant(), Duration.ofSeconds(21)));
    assertThat(states("lost")).containsExactly("expired");
    assertThat(states("kept")).containsExactly("received", "playing");
  }

  @Test
  void its_quartz_may_be_slow_by_one_part_in_ten_thousand() {
    online();
    pass(10_000);
    tell(Told.say("lost", 1, time.instant(), Duration.ofSeconds(1)));
    tell(Told.say("kept", 1, time.instant(), Duration.ofMillis(1001)));
    assertThat(states("lost")).containsExactly("expired");
    assertThat(states("kept")).containsExactly("received", "playing");
  }

  @Test
  void once_told_the_time_it_does_not_look_at_its_own_clock() {
    device = device(habits().clockSkew(Duration.ofDays(365)));
    online();
    tell(say("m", 1));
    pass(1);
    assertThat(states("m")).endsWith("played");
  }

  @Test
  void what_waits_beyond_its_time_ends_expired() {
    online();
    tell(say("long", 60));
    tell(Told.say("m", 1, time.instant(), Duration.ofSeconds(30)));
    pass(30);
    assertThat(states("m")).containsExactly("received", "expired");
  }

  @Test
  void no_repeat_begins_when_the_time_is_over() {
    online();
    tell(Told.say("m", 10, time.instant(), Duration.ofSeconds(25)).repeat(3, 5));
    pass(60);
    assertThat(states("m")).endsWith("expired");
    assertThat(last("m").path("playedMs").asInt()).isEqualTo(20_000);
    assertThat(last("m").path("ofMs").asInt()).isEqualTo(30_000);
  }

  @Test
  void it_starts_when_it_is_to_by_the_time_it_was_told() {
    device = device(habits().clockSkew(Duration.ofMinutes(9)));
    online();
    tell(say("m", 1).notBefore(time.instant().plusSeconds(30)));
    pass(29);
    assertThat(states("m")).containsExactly("received", "scheduled");
    pass(1);
    assertThat(states("m")).endsWith("playing");
  }

  @Test
  void without_an_answer_its_own_clock_will_do_with_ten_minutes_to_spare() {
    device.online(this::hear);
    tell(Told.say("short", 1, time.instant(), Duration.ofMinutes(11)));
    tell(Told.say("long", 1, time.instant(), Duration.ofSeconds(661)));
    pass(59);
    assertThat(states("long")).containsExactly("received");
    pass(2);
    assertThat(states("short")).endsWith("expired");
    assertThat(states("long")).endsWith("played");
  }

  @Test
  void without_an_answer_and_a_clock_it_plays_only_what_then_arrives_live() {
    device = device(habits().noClock(true));
    device.online(this::hear);
    tell(say("held", 1));
    pass(60);
    device.arrived("tt/v1/a/q1/cmd", say("kept", 1).bytes(), true);
    tell(say("stale", 1).session(7));
    tell(say("live", 1).session(1));
    pass(1);
    assertThat(births.get(0).path("clockSynced").asBoolean()).isFalse();
    for (String refused : List.of("held", "kept", "stale")) {
      assertThat(states(refused)).endsWith("expired");
      assertThat(last(refused).path("reason").asText()).isEqualTo("CLOCK_UNSYNCED");
    }
    assertThat(states("live")).endsWith("played");
  }

  @Test
  void what_arrived_live_does_not_wait_beyond_its_time_even_without_a_clock() {
    device = device(habits().noClock(true));
    device.online(this::hear);
    pass(60);
    tell(say("long", 60));
    tell(Told.say("m", 1, time.instant(), Duration.ofMinutes(11)));
    pass(59);
    assertThat(states("m")).containsExactly("received");
    pass(1);
    assertThat(states("m")).endsWith("expired");
  }

  @Test
  void what_arrived_live_after_a_long_way_is_not_played_too_late_even_without_a_clock() {
    device = device(habits().noClock(true));
    device.online(this::hear);
    pass(60);
    tell(Told.say("m", 1, time.instant().minusSeconds(15), Duration.ofSeconds(10)));
    tell(Told.say("short", 1, time.instant(), Duration.ofMinutes(10)));
    tell(Told.say("long", 1, time.instant(), Duration.ofSeconds(601)));
    pass(1);
    assertThat(last("m").path("reason").asText()).isEqualTo("CLOCK_UNSYNCED");
    assertThat(states("m")).doesNotContain("playing").endsWith("expired");
    assertThat(states("short")).endsWith("expired");
    assertThat(states("long")).endsWith("played");
  }

  @Test
  void what_a_power_cut_left_is_not_live_any_more() {
    device = device(habits().noClock(true));
    online();
    tell(say("m", 10));
    device.powerCut();
    device.powerUp();
    device.online(this::hear);
    pass(60);
    assertThat(states("m")).endsWith("received", "expired");
  }

  // Recordings.

  @Test
  void a_recording_sounds_when_it_is_there() {
    device = downloads(10, DeviceHabits.Fetched.WHOLE);
    online();
    tell(play("m", 3));
    pass(9);
    assertThat(states("m")).containsExactly("received", "downloading");
    pass(4);
    assertThat(states("m")).endsWith("playing", "played");
  }

  @Test
  void a_recording_that_is_another_fails() {
    device = downloads(10, DeviceHabits.Fetched.WRONG_HASH);
    online();
    tell(play("m", 3));
    pass(10);
    assertThat(states("m")).endsWith("failed");
    assertThat(last("m").path("reason").asText()).isEqualTo("HASH_MISMATCH");
  }

  @Test
  void a_recording_that_is_not_there_fails() {
    device = downloads(0, DeviceHabits.Fetched.MISSING);
    online();
    tell(play("m", 3));
    assertThat(states("m")).endsWith("failed");
    assertThat(last("m").path("reason").asText()).isEqualTo("DOWNLOAD");
  }

  @Test
  void a_recording_that_comes_too_late_is_expired() {
    device = downloads(60, DeviceHabits.Fetched.WHOLE);
    online();
    tell(Told.play("m", 3, time.instant(), Duration.ofMinutes(1)));
    pass(60);
    assertThat(states("m")).containsExactly("received", "downloading", "expired");
    assertThat(device.log()).isEmpty();
  }

  // Boards, volume, questions.

  @Test
  void a_board_shows_what_has_a_display_time_once() {
    device = device(habits().capabilities(Set.of("show")));
    online();
    tell(say("both", 1).display(30).repeat(3, 1));
    pass(30);
    tell(say("board", 1).kind("show").display(20));
    pass(20);
    tell(say("voice", 1));
    assertThat(last("both").path("playedMs").asInt()).isEqualTo(30_000);
    assertThat(last("board").path("playedMs").asInt()).isEqualTo(20_000);
    assertThat(states("voice")).containsExactly("rejected");
    assertThat(last("voice").path("reason").asText()).isEqualTo("UNSUPPORTED");
  }

  @Test
  void a_loudspeaker_shows_nothing_and_knows_no_other_kinds() {
    online();
    tell(say("board", 1).kind("show").display(20));
    tell(say("dance", 1).kind("dance"));
    assertThat(states("board")).containsExactly("rejected");
    assertThat(states("dance")).containsExactly("rejected");
  }

  @Test
  void volume_is_kept_shown_and_used_where_a_command_names_none() {
    online();
    tell(Told.control("volume", "v", time.instant()).volume(35));
    Told quiet = say("m", 1);
    quiet.json.remove("volume");
    device.powerCut();
    device.powerUp();
    online();
    tell(quiet);
    pass(1);
    assertThat(births).extracting(it -> it.path("volume").asInt()).containsExactly(70, 35, 35);
    assertThat(last("m").path("volume").asInt()).isEqualTo(35);
  }

  @Test
  void a_ping_is_answered_with_presence_and_the_states_asked_for() {
    online();
    tell(say("m", 10));
    births.clear();
    reports.clear();
    tell(Told.control("ping", "p", time.instant()).references("m", "never"));
    assertThat(births).hasSize(1);
    assertThat(states("m")).containsExactly("playing");
    assertThat(states("never")).containsExactly("unknown");
    assertThat(reports).hasSize(2);
  }

  @Test
  void pings_do_not_push_announcements_out_of_its_memory() {
    online();
    Told m = say("m", 1);
    tell(m);
    pass(1);
    IntStream.range(0, 300).forEach(i -> tell(Told.control("ping", "p" + i, time.instant())));
    tell(m);
    pass(5);
    assertThat(device.log()).hasSize(1);
  }

  // Faults.

  @Test
  void nonsense_is_left_alone() {
    online();
    for (String nonsense : List.of("", "{", "[]", "7", "{\"v\":1,\"id\":\"m\"}", "{\"v\":2}")) {
      device.arrived("tt/v1/d/spk-1/cmd", nonsense.getBytes(StandardCharsets.UTF_8), false);
    }
    tell(say("m", 1));
    assertThat(states("m")).containsExactly("received", "playing");
    assertThat(device.dropped())
        .isEqualTo(5); // a payload without an octet clears, and says nothing
  }

  @Test
  void what_is_for_another_topic_is_dropped_in_silence_and_its_id_is_not_used_up() {
    online();
    tell(say("m", 1).to("a/q1"));
    assertThat(reports).isEmpty();
    assertThat(device.dropped()).isEqualTo(1);
    tell(say("m", 1).to("d/spk-1"));
    assertThat(states("m")).containsExactly("received", "playing");
    assertThat(device.dropped()).isEqualTo(1);
  }

  @Test
  void a_forged_command_with_the_id_of_one_that_plays_is_not_answered_for_it() throws Exception {
    KeyPair ours = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    device = device(habits().keys(Map.of("k1", ours.getPublic())).patience(Duration.ZERO));
    device.online(this::hear);
    tell(signed(say("m", 2).to("d/spk-1").bytes(), "k1", ours));
    tell(say("m", 2).to("d/spk-1"));
    pass(2);
    assertThat(states("m")).containsExactly("received", "playing", "played");
    assertThat(device.dropped()).isEqualTo(1);
  }

  @Test
  void a_status_that_it_does_not_know_is_refused_once_and_for_all_whatever_the_kind() {
    online();
    tell(say("m", 1));
    births.clear();
    for (Told told :
        List.of(
            say("drill", 1),
            Told.control("cancel", "c", time.instant()).references("m"),
            Told.control("stop", "s", time.instant()),
            Told.control("ping", "p", time.instant()))) {
      tell(told.status("exercise"));
    }
    tell(say("drill", 1));
    pass(2);
    assertThat(states("drill")).containsExactly("rejected", "rejected");
    for (String id : List.of("drill", "c", "s", "p")) {
      assertThat(last(id).path("state").asText()).as(id).isEqualTo("rejected");
      assertThat(last(id).path("reason").asText()).as(id).isEqualTo("UNSUPPORTED");
    }
    assertThat(states("m")).containsExactly("received", "playing", "played");
    assertThat(births).isEmpty();
    assertThat(device.dropped()).isZero();
  }

  @Test
  void with_keys_it_obeys_only_what_is_signed_for_its_topic() throws Exception {
    KeyPair ours = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPair theirs = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    device = device(habits().keys(Map.of("k1", ours.getPublic())));
    device.online(this::hear);
    Told answer = Told.control("ping", "p", time.instant()).session(1).to("d/spk-1");
    tell(signed(answer.bytes(), "k1", ours));
    byte[] good = signed(say("good", 1).to("d/spk-1").bytes(), "k1", ours);
    tell(say("unsigned", 1).to("d/spk-1").bytes());
    tell(signed(say("forged", 1).to("d/spk-1").bytes(), "k1", theirs));
    tell(signed(say("stranger", 1).to("d/spk-1").bytes(), "k2", ours));
    tell(signed(say("elsewhere", 1).to("d/spk-2").bytes(), "k1", ours));
    tell(signed(say("anywhere", 1).bytes(), "k1", ours));
    tell(with(signed(say("longer", 1).to("d/spk-1").bytes(), "k1", ours), ",\"volume\":100}"));
    tell(good);
    pass(1);
    assertThat(reports).extracting(it -> it.path("msg").asText()).containsOnly("good");
    assertThat(device.dropped()).isEqualTo(6);
    assertThat(states("good")).containsExactly("received", "playing", "played");
    assertThat(device.log()).extracting(SpeakerDevice.Sounded::volume).containsOnly(70);
  }

  @Test
  void one_that_does_not_heed_the_hubs_time_goes_by_its_own() {
    device = device(habits().clockSkew(Duration.ofDays(1)).ownTime(true).patience(Duration.ZERO));
    online();
    tell(say("m", 1));
    assertThat(states("m")).containsExactly("expired");
  }

  @Test
  void the_faults_it_has_show_in_what_it_reports() {
    device = device(habits().broken(true));
    online();
    tell(say("m", 1));
    assertThat(last("m").path("reason").asText()).isEqualTo("AMPLIFIER_FAULT");
    device = device(habits().muted(true).stopsEarly(true).stutters(true));
    online();
    tell(say("n", 2));
    pass(1);
    assertThat(states("n")).endsWith("played", "played");
    assertThat(last("n").path("volume").asInt()).isZero();
    assertThat(last("n").path("audible").asText()).isEqualTo("no");
    assertThat(last("n").path("playedMs").asInt()).isEqualTo(1000);
    device = device(habits().silent(true));
    online();
    reports.clear();
    tell(say("o", 1));
    assertThat(reports).isEmpty();
  }

  private static DeviceHabits.Builder habits() {
    return DeviceHabits.builder().realTime(true);
  }

  private SpeakerDevice device(DeviceHabits.Builder habits) {
    return new SpeakerDevice("spk-1", List.of("hcmc", "q1"), habits.build(), time);
  }

  private SpeakerDevice downloads(int seconds, DeviceHabits.Fetched end) {
    DeviceHabits.Download slow = new DeviceHabits.Download(Duration.ofSeconds(seconds), end);
    return device(habits().downloads(slow));
  }

  /** A birth that is answered at once. */
  private void online() {
    device.online(this::hear);
    answer(births.get(births.size() - 1).path("session").asLong(), time.instant());
  }

  private void answer(long session, Instant sent) {
    tell(Told.control("ping", "ping-" + session, sent).session(session));
  }

  private Told say(String id, int seconds) {
    return Told.say(id, seconds, time.instant(), HOUR);
  }

  private Told play(String id, int seconds) {
    return Told.play(id, seconds, time.instant(), HOUR);
  }

  private void tell(Told command) {
    tell(command.bytes());
  }

  private void tell(byte[] command) {
    device.arrived("tt/v1/d/spk-1/cmd", command, false);
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      time.advance(Duration.ofSeconds(1));
      device.step();
    }
  }

  private void hear(String topic, byte[] payload, boolean retain, int qos) {
    assertThat(qos).isEqualTo(1);
    boolean presence = topic.equals("tt/v1/d/spk-1/state");
    assertThat(topic).isIn("tt/v1/d/spk-1/state", "tt/v1/d/spk-1/ack");
    assertThat(retain).isEqualTo(presence);
    (presence ? births : reports).add(read(payload));
  }

  private static JsonNode read(byte[] payload) {
    try {
      return Told.JSON.readTree(payload);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  private List<String> states(String message) {
    return reports.stream()
        .filter(it -> it.path("msg").asText().equals(message))
        .map(it -> it.path("state").asText())
        .toList();
  }

  private JsonNode last(String message) {
    return reports.stream()
        .filter(it -> it.path("msg").asText().equals(message))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private List<String> ended() {
    return reports.stream()
        .filter(it -> it.path("state").asText().equals("played"))
        .map(it -> it.path("msg").asText())
        .toList();
  }

  private static byte[] signed(byte[] command, String kid, KeyPair keys) throws Exception {
    byte[] octets = with(command, "");
    Signature ed25519 = Signature.getInstance("Ed25519");
    ed25519.initSign(keys.getPrivate());
    ed25519.update(octets);
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(ed25519.sign());
    String sig = ",\"sig\":{\"alg\":\"Ed25519\",\"kid\":\"%s\",\"value\":\"%s\"}}";
    return with(command, sig.formatted(kid, value));
  }

  /** With its last brace replaced. */
  private static byte[] with(byte[] json, String tail) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(json, 0, json.length - 1);
    bytes.writeBytes(tail.getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
