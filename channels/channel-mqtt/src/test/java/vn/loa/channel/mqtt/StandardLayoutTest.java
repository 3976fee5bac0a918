package vn.loa.channel.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Message;
import vn.loa.channel.Urgency;
import vn.loa.channel.mqtt.SpeakerCommand.Kind;

class StandardLayoutTest {

  private static final Instant NOON = Messages.NOON;
  private static final Instant ONE = NOON.plus(Duration.ofHours(1));
  private static final Target SPEAKER = Target.device("spk-1");
  private static final Target CITY = Target.area("hcmc");

  private final SpeakerLayout layout = SpeakerLayout.standard("tt/v1");

  @Test
  void every_target_has_its_topic() {
    assertThat(layout.hasAreas()).isTrue();
    assertThat(layout.topic(SPEAKER)).isEqualTo("tt/v1/d/spk-1/cmd");
    assertThat(layout.topic(CITY)).isEqualTo("tt/v1/a/hcmc/cmd");
    assertThat(layout.hubTopic()).contains("tt/v1/hub/state");
    assertThat(layout.subscriptions())
        .containsExactly(
            "tt/v1/d/+/ack",
            "tt/v1/d/+/state",
            "tt/v1/d/+/tele",
            "tt/v1/a/+/cmd",
            "tt/v1/hub/state");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/tt", "tt/", "tt//v1", "tt/+", "#"})
  void a_prefix_that_is_no_topic_is_refused(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpeakerLayout.standard(prefix))
        .withMessageContaining("levels like tt/v1");
  }

  @Test
  void a_text_is_said() throws Exception {
    Message message =
        Messages.water("m1")
            .text("en", "No water today.")
            .urgency(Urgency.EMERGENCY)
            .about("II.1.2")
            .issuer("Sở Xây dựng")
            .build();
    assertThat(json(announce(message, Playback.standard(), 0), SPEAKER))
        .isEqualTo(
            """
            {"v":1,"to":"d/spk-1","sent":"2026-11-23T05:00:00Z","id":"m1","kind":"say",\
            "status":"actual","expires":"2026-11-23T06:00:00Z",\
            "repeat":{"count":1,"gapSec":0},"display":{"seconds":30},\
            "priority":"emergency","title":"Ngừng cấp nước","theme":"II.1.2","issuer":"Sở Xây dựng",\
            "content":[{"lang":"vi","text":"%s"},{"lang":"en","text":"No water today."}]}"""
                .formatted(Messages.WATER));
  }

  @Test
  void a_recording_is_played_and_goes_with_the_first_language() throws Exception {
    assertThat(json(announce(recorded("m2"), Playback.standard(), 0), SPEAKER))
        .contains("\"kind\":\"play\"", "\"priority\":\"priority\"")
        .containsOnlyOnce(
            "\"audio\":{\"url\":\"https://files.example/n%%C6%%B0%%E1%%BB%%9Bc.mp3\",\"sha256\":\"%s\",\"durationMs\":41000}},{\"lang\":\"en\""
                .formatted("ab".repeat(32)));
  }

  @Test
  void every_language_goes_with_its_own_recording_and_one_without_is_text() throws Exception {
    Message message =
        Messages.water("m2")
            .text("en", "No water today.")
            .text("km", "No water, in Khmer.")
            .audio("vi", recording("vi", 41))
            .audio("en", recording("en", 38))
            .build();
    String json = json(announce(message, Playback.standard(), 0), SPEAKER);
    List<String> content = List.of(json.split("\\{\"lang\":", -1));
    assertThat(content).hasSize(4);
    assertThat(content.get(0)).contains("\"kind\":\"play\"");
    assertThat(content.get(1)).startsWith("\"vi\"").contains("/vi.mp3", "41000");
    assertThat(content.get(2)).startsWith("\"en\"").contains("/en.mp3", "38000");
    assertThat(content.get(3)).startsWith("\"km\"").doesNotContain("audio");
  }

  @Test
  void one_recording_in_another_language_than_the_first_is_played_too() throws Exception {
    Message message =
        Messages.water("m2").text("en", "No water today.").audio("en", recording("en", 38)).build();
    String json = json(announce(message, Playback.standard(), 0), SPEAKER);
    assertThat(json).contains("\"kind\":\"play\"");
    assertThat(json.substring(json.indexOf("\"en\""))).contains("/en.mp3");
  }

  @Test
  void what_is_only_shown_brings_no_recording() throws Exception {
    assertThat(json(announce(recorded("m2"), Playback.builder().silent().build(), 0), SPEAKER))
        .contains("\"kind\":\"show\"")
        .doesNotContain("audio");
  }

  @Test
  void how_it_is_played_is_written_and_a_begun_second_counts_whole() throws Exception {
    Playback playback =
        Playback.builder()
            .repeat(3, Duration.ofMillis(1500))
            .volume(55)
            .display(Duration.ofMillis(1001))
            .startAt(NOON.plusSeconds(600))
            .replaces("m0", "m00")
            .build();
    assertThat(json(announce(Messages.water("m3").build(), playback, 42), CITY))
        .contains(
            "\"to\":\"a/hcmc\"",
            "\"session\":42",
            "\"references\":[\"m0\",\"m00\"]",
            "\"notBefore\":\"2026-11-23T05:10:00Z\"",
            "\"repeat\":{\"count\":3,\"gapSec\":2}",
            "\"volume\":55",
            "\"display\":{\"seconds\":2}");
  }

  @Test
  void a_text_with_half_a_character_is_still_said() throws Exception {
    Message message =
        Message.builder("m4", "Half \ud83d")
            .text("vi", "a\udd14b \"q\" \u0007")
            .validUntil(ONE)
            .build();
    assertThat(json(announce(message, Playback.standard(), 0), SPEAKER))
        .contains("\"title\":\"Half ?\"", "\"text\":\"a?b \\\"q\\\" \\u0007\"");
  }

  @Test
  void a_command_that_announces_nothing_carries_no_content() throws Exception {
    assertThat(json(control(Kind.CANCEL, List.of("m1", "m2"), 0), SPEAKER))
        .isEqualTo(
            """
            {"v":1,"to":"d/spk-1","sent":"2026-11-23T05:00:00Z","id":"c1","kind":"cancel",\
            "status":"actual","expires":"2026-11-23T06:00:00Z","references":["m1","m2"]}""");
    assertThat(json(control(Kind.STOP, List.of(), 0), CITY)).doesNotContain("references");
    assertThat(json(control(Kind.PING, List.of(), 7), SPEAKER)).contains("\"session\":7");
    assertThat(json(SpeakerCommand.volume("c2", NOON, ONE, 35), CITY)).contains("\"volume\":35");
    assertThat(json(SpeakerCommand.volume("c3", NOON, ONE, 0), CITY)).contains("\"volume\":0");
  }

  @Test
  void a_begun_millisecond_counts_whole() throws Exception {
    SpeakerCommand.Kind ping = SpeakerCommand.Kind.PING;
    for (int nanos : new int[] {1, 999_999, 1_000_000}) {
      SpeakerCommand command =
          SpeakerCommand.control(ping, "p" + nanos, NOON.plusNanos(nanos), ONE, List.of(), 0);
      assertThat(json(command, CITY)).contains("\"sent\":\"" + NOON.plusMillis(1) + "\"");
    }
    SpeakerCommand exact = SpeakerCommand.control(ping, "p", NOON, ONE, List.of(), 0);
    assertThat(json(exact, CITY)).contains("\"sent\":\"" + NOON + "\"");
  }

  @Test
  void what_is_written_once_for_many_is_each_ones_own() throws Exception {
    Message message = Messages.water("m1").build();
    Playback loud = Playback.builder().volume(99).build();
    for (int round = 0; round < 2; round++) {
      for (int n = 0; n < 100; n++) {
        assertThat(json(announce(message, Playback.standard(), n), Target.device("d" + n)))
            .isEqualTo(fresh(announce(message, Playback.standard(), n), Target.device("d" + n)));
        assertThat(json(announce(message, loud, n), CITY)).contains("\"volume\":99");
        assertThat(json(control(Kind.PING, List.of("r" + n), 0), CITY)).contains("\"r" + n);
      }
      assertThat(json(announce(Messages.water("m1").text("en", "x").build(), loud, 0), CITY))
          .contains("\"en\"");
    }
  }

  @Test
  void several_threads_may_write_at_once() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        writers.add(() -> isWrittenRight(Messages.water("m1").build()));
      }
      for (Future<Boolean> writer : threads.invokeAll(writers)) {
        assertThat(writer.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** All writers share one id, so that each throws out what the others keep. */
  private boolean isWrittenRight(Message message) {
    for (int n = 0; n < 2000; n++) {
      Target target = Target.device("d" + n);
      SpeakerCommand command = announce(message, Playback.builder().volume(1 + n % 100).build(), n);
      if (!new String(layout.write(command, target), UTF_8).equals(fresh(command, target))) {
        return false;
      }
    }
    return true;
  }

  @Test
  void a_signature_comes_last_and_covers_every_octet_before_it() throws Exception {
    SpeakerLayout signed =
        SpeakerLayout.signed("tt/v1", CommandKey.of("k1", TestKeys.secret(TestKeys.SECRET)));
    Message sly = Messages.water("m1").text("en", "x\",\"sig\":{}}").build();
    for (SpeakerCommand command :
        List.of(announce(sly, Playback.standard(), 3), control(Kind.STOP, List.of(), 0))) {
      String json = new String(signed.write(command, CITY), UTF_8);
      int comma = json.lastIndexOf(",\"sig\":");
      assertThat(comma).isPositive().isEqualTo(json.indexOf(",\"sig\":"));
      assertThat(json.substring(0, comma) + "}").isEqualTo(fresh(command, CITY));
      assertThat(json.substring(comma))
          .matches(",\"sig\":\\{\"alg\":\"Ed25519\",\"kid\":\"k1\",\"value\":\"[\\w-]{86}\"}}");
      String value = json.substring(json.length() - 89, json.length() - 3);
      assertThat(
              TestKeys.isSigned(
                  TestKeys.PUBLIC,
                  json.substring(0, comma).getBytes(UTF_8),
                  Base64.getUrlDecoder().decode(value)))
          .isTrue();
      assertThat(new Protocol().strictErrors("command", json.getBytes(UTF_8))).isEmpty();
    }
  }

  @Test
  void our_own_presence_is_read_as_it_was_written() throws Exception {
    Incoming.Hub hub = new Incoming.Hub("6f1c2a9e", true, NOON.plusNanos(1));
    byte[] payload = layout.write(hub);
    assertThat(new Protocol().strictErrors("hub", payload)).isEmpty();
    assertThat(layout.read("tt/v1/hub/state", payload, true)).contains(hub);
  }

  @Test
  void a_report_is_read_and_what_is_new_in_it_skipped() throws Exception {
    assertThat(
            read(
                "d/spk-1/ack",
                """
                {'v':1,'id':'a','msg':'m','device':'spk-1','seq':3,'state':'played',
                 'at':'2026-11-23T12:00:00+07:00','playedMs':9000,'ofMs':9200,'loop':3,'volume':70,
                 'audible':'yes','clock':{'synced':true,'deep':[1,[2]]},'future':null,'x':[{}]}
                """))
        .isEqualTo(
            new Incoming.Report("spk-1", "m", DeviceState.PLAYED, NOON, 9000, 9200, 70, true, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "received",
        "scheduled",
        "downloading",
        "playing",
        "played",
        "failed",
        "rejected",
        "expired",
        "cancelled",
        "superseded"
      })
  void every_state_is_known_by_its_word(String word) throws Exception {
    Incoming read =
        read("d/spk-1/ack", "{'v':1,'msg':'m','device':'spk-1','state':'" + word + "'}");
    assertThat(((Incoming.Report) read).state()).hasToString(word.toUpperCase(Locale.ROOT));
  }

  @Test
  void a_device_that_was_asked_may_know_nothing() throws Exception {
    assertThat(read("d/spk-1/ack", "{'v':1,'msg':'m','device':'spk-1','state':'unknown'}"))
        .isEqualTo(new Incoming.NotKnown("spk-1", "m"));
  }

  @Test
  void figures_that_are_none_count_as_not_given() throws Exception {
    assertThat(
            read(
                "d/spk-1/ack",
                """
                {'v':1,'msg':'m','device':'spk-1','state':'played','at':'noon','seq':-3,
                 'playedMs':'long','ofMs':1.5,'volume':-4294967226,'audible':7,'reason':['x']}
                """))
        .isEqualTo(new Incoming.Report("spk-1", "m", DeviceState.PLAYED, null, 0, 0, -1, true, ""));
    assertThat(
            read(
                "d/spk-1/ack",
                """
                {'v':1,'msg':'m','device':'spk-1','state':'played','at':true,
                 'playedMs':99999999999999999999999999,'ofMs':null,'volume':4294967296,'audible':'no'}
                """))
        .isEqualTo(
            new Incoming.Report(
                "spk-1", "m", DeviceState.PLAYED, null, 0, 0, Integer.MAX_VALUE, false, ""));
  }

  @Test
  void a_devices_own_words_fit_a_line_of_a_log() throws Exception {
    Incoming read =
        read(
            "d/spk-1/ack",
            "{'v':1,'msg':'m','device':'spk-1','state':'failed','reason':'a\\r\\nb\\u202ec\\ud800%s'}"
                .formatted("x".repeat(300)));
    assertThat(((Incoming.Report) read).reason()).startsWith("a  b c x").matches("[ -~]{200}");
  }

  @Test
  void a_birth_and_a_will_are_read() throws Exception {
    assertThat(
            read(
                "d/spk-1/state",
                """
                {'v':1,'device':'spk-1','online':true,'session':42,'at':'2026-11-23T12:00:00+07:00',
                 'fw':'2.4.1','areas':['hcmc','q1'],'clockSynced':true,'volume':70,
                 'caps':['say','play','say']}
                """))
        .isEqualTo(
            new Incoming.Presence(
                "spk-1",
                true,
                42,
                List.of("hcmc", "q1"),
                true,
                70,
                Set.of("say", "play"),
                "2.4.1",
                false));
    assertThat(read("d/spk-1/state", "{'v':1,'device':'spk-1','online':false,'session':42}"))
        .isEqualTo(
            new Incoming.Presence("spk-1", false, 42, List.of(), false, 0, Set.of(), "", false));
  }

  @Test
  void of_telemetry_only_that_the_device_spoke_is_kept() throws Exception {
    assertThat(read("d/spk-1/tele", "{'v':1,'device':'spk-1','tempC':48.5}"))
        .isEqualTo(new Incoming.Telemetry("spk-1"));
  }

  @Test
  void a_command_that_the_broker_keeps_is_known_again() throws Exception {
    byte[] payload = layout.write(announce(recorded("m2"), Playback.standard(), 0), CITY);
    assertThat(layout.read("tt/v1/a/hcmc/cmd", payload, true))
        .contains(new Incoming.RetainedCommand("tt/v1/a/hcmc/cmd", "m2", ONE));
  }

  @Test
  void our_own_commands_and_cleared_messages_say_nothing() throws Exception {
    byte[] payload = layout.write(announce(recorded("m2"), Playback.standard(), 0), CITY);
    assertThat(layout.read("tt/v1/a/hcmc/cmd", payload, false)).isEmpty();
    assertThat(layout.read("tt/v1/a/hcmc/cmd", new byte[0], true)).isEmpty();
    assertThat(layout.read("tt/v1/a/hcmc/cmd", new byte[0], false)).isEmpty();
    assertThat(layout.read("tt/v1/d/spk-1/state", new byte[0], false)).isEmpty();
    assertThat(layout.read("tt/v1/hub/state", new byte[0], true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "-",
      value = {
        "MALFORMED | d/spk-1/ack   | not JSON at all",
        "MALFORMED | d/spk-1/ack   | ~~",
        "MALFORMED | d/spk-1/ack   | {",
        "MALFORMED | d/spk-1/ack   | []",
        "MALFORMED | d/spk-1/ack   | {'v':1,'msg':'m','device':'spk-1','state':'played'",
        "MALFORMED | d/spk-1/ack   | {'v':1,'msg':'m','device':'spk-1','state':'played'}{}",
        "MALFORMED | d/spk-1/ack   | {'v':1,'msg':'m','device':'spk-1','state':'played'},",
        "MALFORMED | d/spk-1/ack   | {'v':1,'device':'spk-1','state':'played'}",
        "MALFORMED | d/spk-1/ack   | {'v':1,'msg':'m','state':'played'}",
        "MALFORMED | d/spk-1/ack   | {'v':1,'msg':'m@x','device':'spk-1','state':'played'}",
        "MALFORMED | d/spk-1/ack   | {'v':1,'msg':7,'device':'spk-1','state':'played'}",
        "MALFORMED | d/spk@1/ack   | {'v':1,'msg':'m','device':'spk@1','state':'played'}",
        "MALFORMED | d/a/b/ack     | {'v':1,'msg':'m','device':'a/b','state':'played'}",
        "UNKNOWN   | d/spk-1/ack   | {'v':2,'msg':'m','device':'spk-1','state':'played'}",
        "UNKNOWN   | d/spk-1/ack   | {'v':'1','msg':'m','device':'spk-1','state':'played'}",
        "UNKNOWN   | d/spk-1/ack   | {'msg':'m','device':'spk-1','state':'played'}",
        "UNKNOWN   | d/spk-1/ack   | {'v':1,'msg':'m','device':'spk-1','state':'sang'}",
        "UNKNOWN   | d/spk-1/ack   | {'v':1,'msg':'m','device':'spk-1','state':'PLAYED'}",
        "UNKNOWN   | d/spk-1/ack   | {'v':1,'msg':'m','device':'spk-1','state':'sent'}",
        "UNKNOWN   | d/spk-1/ack   | {'v':1,'msg':'m','device':'spk-1'}",
        "FOREIGN   | d/spk-1/ack   | {'v':1,'msg':'m','device':'spk-2','state':'played'}",
        "FOREIGN   | d/spk-1/tele  | {'v':1,'device':'spk-2'}",
        "FOREIGN   | d/spk-1/state | {'v':1,'device':'spk-2','online':true,'session':1}",
        "MALFORMED | d/spk-1/state | {'v':1,'device':'spk-1','session':1}",
        "MALFORMED | d/spk-1/state | {'v':1,'device':'spk-1','online':'yes','session':1}",
        "MALFORMED | d/spk-1/state | {'v':1,'device':'spk-1','online':true}",
        "MALFORMED | d/spk-1/state | {'v':1,'device':'spk-1','online':true,'session':0}",
        "MALFORMED | d/spk-1/state | {'v':1,'device':'spk-1','online':true,'session':1e9}",
        "MALFORMED | d/spk-1/state | {'v':1,'device':'spk-1','online':true,'session':1,'areas':'q1'}",
        "MALFORMED | d/spk-1/state | {'v':1,'device':'spk-1','online':true,'session':1,'areas':['q1',2]}",
        "MALFORMED | d/spk-1/state | {'v':1,'device':'spk-1','online':true,'session':1,'areas':['q1',['x']]}",
        "MALFORMED | d/spk-1/state | {'v':1,'device':'spk-1','online':true,'session':1,'areas':['q+']}",
        "MALFORMED | d/spk-1/state | {'v':1,'device':'spk-1','online':true,'session':1,'caps':{}}",
        "UNKNOWN   | d/spk-1/state | {'v':2,'device':['spk-1'],'online':1}",
        "UNKNOWN   | d/spk-1/cmd   | {'v':1,'device':'spk-1'}",
        "UNKNOWN   | d/spk-1/else  | {'v':1,'device':'spk-1'}",
        "UNKNOWN   | elsewhere     | {'v':1}",
        "UNKNOWN   | a/hcmc/else   | {'v':1}",
        "MALFORMED | d/            | {'v':1}",
        "MALFORMED | d/spk-1       | {'v':1}",
        "FOREIGN   | a/hcmc/cmd    | {'v':1,'to':'a/q1','id':'m','expires':'2026-11-23T06:00:00Z'}",
        "MALFORMED | a/hcmc/cmd    | {'v':1,'to':'a/hcmc','id':'m','expires':'soon'}",
        "MALFORMED | a/hcmc/cmd    | {'v':1,'to':'a/hcmc','expires':'2026-11-23T06:00:00Z'}",
        "UNKNOWN   | a/hcmc/cmd    | {'v':2,'to':'a/hcmc'}",
        "MALFORMED | hub/state     | {'v':1,'instance':'i','online':true}",
        "MALFORMED | hub/state     | {'v':1,'instance':'i','since':'2026-11-23T06:00:00Z'}",
        "MALFORMED | hub/state     | {'v':1,'online':true,'since':'2026-11-23T06:00:00Z'}",
      })
  void what_is_no_message_is_told_apart(StrayException.Kind kind, String topic, String json) {
    assertThat(stray("tt/v1/" + topic, json.replace('\'', '"').getBytes(UTF_8)).kind())
        .isEqualTo(kind);
  }

  @Test
  void another_prefix_is_not_ours() {
    assertThat(stray("tt/v2/d/spk-1/tele", "{\"v\":1,\"device\":\"spk-1\"}".getBytes(UTF_8)).kind())
        .isEqualTo(StrayException.Kind.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "d/spk-1/ack, 4096",
    "d/spk-1/tele, 4096",
    "d/spk-1/state, 8192",
    "hub/state, 4096",
    "a/hcmc/cmd, 1048576"
  })
  void what_is_too_long_is_not_even_parsed(String topic, int largest) {
    assertThat(stray("tt/v1/" + topic, new byte[largest + 1]).kind())
        .isEqualTo(StrayException.Kind.OVERSIZE);
    assertThat(stray("tt/v1/" + topic, new byte[largest]).kind())
        .isEqualTo(StrayException.Kind.MALFORMED);
  }

  private StrayException stray(String topic, byte[] payload) {
    return catchThrowableOfType(StrayException.class, () -> layout.read(topic, payload, true));
  }

  private Incoming read(String topic, String json) throws StrayException {
    return layout
        .read("tt/v1/" + topic, json.replace('\'', '"').getBytes(UTF_8), false)
        .orElseThrow();
  }

  /** As it is written; held against the schema. */
  private String json(SpeakerCommand command, Target target) throws Exception {
    byte[] payload = layout.write(command, target);
    assertThat(new Protocol().strictErrors("command", payload)).isEmpty();
    return new String(payload, UTF_8);
  }

  /** By a writer that keeps nothing yet. */
  private static String fresh(SpeakerCommand command, Target target) {
    return new String(SpeakerLayout.standard("tt/v1").write(command, target), UTF_8);
  }

  private static SpeakerCommand announce(Message message, Playback playback, long session) {
    return SpeakerCommand.announce(message, playback, NOON.plusSeconds(session), session);
  }

  private static SpeakerCommand control(Kind kind, List<String> references, long session) {
    return SpeakerCommand.control(kind, "c1", NOON, ONE, references, session);
  }

  private static Message recorded(String id) {
    return Messages.water(id)
        .text("en", "No water today.")
        .urgency(Urgency.PRIORITY)
        .audio(recording("nước", 41))
        .build();
  }

  private static Message.Audio recording(String name, int seconds) {
    return new Message.Audio(
        URI.create("https://files.example/" + name + ".mp3"),
        "ab".repeat(32),
        Duration.ofSeconds(seconds));
  }
}
