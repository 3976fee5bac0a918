package vn.loa.channel.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Whatever is sent is read or dropped for a reason; nothing else is ever thrown. */
class IncomingFuzzTest {

  private static final List<String> TOPICS =
      List.of(
          "tt/v1/d/spk-1/ack",
          "tt/v1/d/spk-1/state",
          "tt/v1/d/spk-1/tele",
          "tt/v1/a/hcmc/cmd",
          "tt/v1/hub/state");

  private static final List<String> MESSAGES =
      List.of(
          """
          {"v":1,"id":"r-1","msg":"m","device":"spk-1","seq":1093,"state":"played",\
          "at":"2026-11-23T12:12:31+07:00","playedMs":149000,"ofMs":150000,"volume":70,\
          "audible":"yes","reason":"\\u0000\\ud83d\\ude00"}""",
          """
          {"v":1,"device":"spk-1","online":true,"session":42,"fw":"2.4.1",\
          "areas":["hcmc","q1"],"clockSynced":true,"volume":70,"caps":["say","play"]}""",
          "{\"v\":1,\"device\":\"spk-1\",\"tempC\":48.5,\"more\":[{\"a\":[1]}]}",
          "{\"v\":1,\"to\":\"a/hcmc\",\"id\":\"m\",\"expires\":\"2026-11-23T06:00:00Z\"}",
          "{\"v\":1,\"instance\":\"i\",\"online\":true,\"since\":\"2026-11-23T06:00:00Z\"}");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "1",
          "-1",
          "1.5",
          "1e999",
          "9".repeat(40),
          "\"\"",
          "\"1\"",
          "\"spk-2\"",
          "\"+1000000000-12-31T23:59:59Z\"",
          "\"2026-02-30T24:61:61+99:99\"",
          "\"\\ud800\"",
          "[]",
          "[1,null]",
          "{}",
          "{\"device\":\"spk-1\"}");

  /** The others are the channel's own affair. */
  private static final Set<StrayException.Kind> OF_READERS =
      EnumSet.complementOf(EnumSet.of(StrayException.Kind.OVERFLOW, StrayException.Kind.FAULT));

  private static final Set<String> NONE = Set.of();
  private static final Set<String> IDS = Set.of("\"1\"", "\"spk-2\"");
  private static final Set<String> INSTANTS = Set.of("\"+1000000000-12-31T23:59:59Z\"");

  /** What each kind of message needs, and which of the values fit there. */
  private static final List<Map<String, Set<String>>> NEEDED =
      List.of(
          Map.of("v", Set.of("1"), "device", NONE, "msg", IDS, "state", NONE),
          Map.of(
              "v", Set.of("1"),
              "device", NONE,
              "online", Set.of("true"),
              "session", Set.of("1"),
              "areas", Set.of("[]"),
              "caps", Set.of("[]")),
          Map.of("v", Set.of("1"), "device", NONE),
          Map.of("v", Set.of("1"), "to", NONE, "id", IDS, "expires", INSTANTS),
          Map.of("v", Set.of("1"), "instance", IDS, "online", Set.of("true"), "since", INSTANTS));

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SpeakerLayout layout = SpeakerLayout.standard("tt/v1");

  /** "{}" may come by chance: of no version. */
  @Property(tries = 1000)
  void any_octets_on_any_topic(
      @ForAll("topics") String topic, @ForAll @Size(max = 200) byte[] octets) {
    boolean cleared = octets.length == 0 && !topic.endsWith("/ack") && !topic.endsWith("/tele");
    if (cleared) {
      assertThat(outcome(topic, octets)).isNull();
    } else {
      assertThat(outcome(topic, octets)).isIn("MALFORMED", "UNKNOWN");
    }
  }

  @Property(tries = 1000)
  void any_topic_of_a_device(@ForAll("ends") String end) {
    String error = outcome("tt/v1/d/" + end, MESSAGES.get(0).getBytes(UTF_8));
    int slash = end.lastIndexOf('/');
    String device = end.substring(0, Math.max(0, slash));
    assertThat(error).isEqualTo(errorOfReport(device, end.substring(slash + 1)));
  }

  /** What becomes of a report of spk-1 on a topic of this device. */
  private static @Nullable String errorOfReport(String device, String level) {
    if (!device.matches("[A-Za-z0-9._-]{1,64}")) {
      return "MALFORMED";
    }
    return switch (level) {
      case "ack", "tele" -> device.equals("spk-1") ? null : "FOREIGN";
      case "state" -> device.equals("spk-1") ? "MALFORMED" : "FOREIGN";
      default -> "UNKNOWN";
    };
  }

  @Property(tries = 1000)
  void any_topic_of_an_area_and_of_nobody(@ForAll("ends") String end) {
    assertThat(outcome("tt/v1/a/" + end, MESSAGES.get(3).getBytes(UTF_8)))
        .isEqualTo(end.endsWith("/cmd") ? "FOREIGN" : "UNKNOWN");
    assertThat(outcome(end, MESSAGES.get(4).getBytes(UTF_8))).isEqualTo("UNKNOWN");
  }

  @Property(tries = 1000)
  void real_messages_damaged(
      @ForAll @IntRange(max = 4) int kind, @ForAll long seed, @ForAll @IntRange(max = 4) int on) {
    outcome(TOPICS.get(on), damaged(MESSAGES.get(kind).getBytes(UTF_8), new Random(seed)));
  }

  /** What a message needs must fit; the rest may be anything. */
  @Property(tries = 1000)
  void real_messages_with_values_of_another_type(
      @ForAll @IntRange(max = 4) int kind, @ForAll long seed) throws Exception {
    Random random = new Random(seed);
    ObjectNode message = (ObjectNode) JSON.readTree(MESSAGES.get(kind));
    List<String> names = new ArrayList<>();
    message.fieldNames().forEachRemaining(names::add);
    String name = names.get(random.nextInt(names.size()));
    String value = VALUES.get(random.nextInt(VALUES.size()));
    message.putRawValue(name, new RawValue(value));
    Set<String> fitting = NEEDED.get(kind).get(name);
    String error = outcome(TOPICS.get(kind), JSON.writeValueAsBytes(message));
    if (fitting == null || fitting.contains(value)) {
      assertThat(error).as("%s: %s", name, value).isNull();
    } else {
      assertThat(error).as("%s: %s", name, value).isIn("MALFORMED", "UNKNOWN", "FOREIGN");
    }
  }

  @Property(tries = 1000)
  void any_depth_and_length(
      @ForAll @IntRange(max = 4) int kind,
      @ForAll("openings") String opening,
      @ForAll @IntRange(max = 10_000) int depth) {
    String deep = "{\"v\":1,\"x\":" + opening.repeat(depth);
    String error = outcome(TOPICS.get(kind), deep.getBytes(UTF_8));
    assertThat(error).isIn("MALFORMED", "OVERSIZE");
  }

  @Property(tries = 1000)
  void nobody_speaks_for_another(
      @ForAll("ids") String device, @ForAll @IntRange(max = 2) int kind) {
    String topic = TOPICS.get(kind).replace("spk-1", device);
    String error = outcome(topic, MESSAGES.get(kind).getBytes(UTF_8));
    assertThat(error).isEqualTo(device.equals("spk-1") ? null : "FOREIGN");
  }

  @Provide
  Arbitrary<String> topics() {
    return Arbitraries.of(TOPICS);
  }

  @Provide
  Arbitrary<String> openings() {
    return Arbitraries.of("[", "{\"a\":", "[{\"areas\":", "\"", "1", "\\u0000", " ");
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings()
        .withChars("abkps019._-")
        .ofMinLength(1)
        .ofMaxLength(64)
        .edgeCases(edges -> edges.add("spk-1"));
  }

  /** Levels and names as there are, and anything else. */
  @Provide
  Arbitrary<String> ends() {
    Arbitrary<String> name =
        Arbitraries.oneOf(Arbitraries.of("spk-1", "spk-1/x", "", "hcmc.", "+"), ids());
    Arbitrary<String> level = Arbitraries.of("ack", "state", "tele", "cmd", "ACK", "#", "");
    Arbitrary<String> likely = Combinators.combine(name, level).as((a, b) -> a + "/" + b);
    return Arbitraries.oneOf(likely, Arbitraries.strings().ofMaxLength(40));
  }

  /** What it was dropped for; null if it was read, or says nothing. */
  private @Nullable String outcome(String topic, byte[] payload) {
    try {
      layout.read(topic, payload, true).ifPresent(read -> assertSane(read, topic));
      return null;
    } catch (StrayException stray) {
      assertThat(stray.getMessage()).matches("[ -~]{1,200}");
      assertThat(stray.kind()).isIn(OF_READERS);
      return stray.kind().name();
    }
  }

  /** Whatever was sent, what is handed on is within its bounds and of the topic that it came on. */
  private static void assertSane(Incoming read, String topic) {
    switch (read.kind()) {
      case REPORT -> assertSane((Incoming.Report) read, topic);
      case PRESENCE -> assertSane((Incoming.Presence) read, topic);
      case TELEMETRY ->
          assertThat(topic).isEqualTo("tt/v1/d/" + ((Incoming.Telemetry) read).device() + "/tele");
      case NOT_KNOWN ->
          assertThat(topic).isEqualTo("tt/v1/d/" + ((Incoming.NotKnown) read).device() + "/ack");
      case RETAINED_COMMAND ->
          assertThat(topic).isEqualTo(((Incoming.RetainedCommand) read).topic());
      case HUB -> assertThat(topic).isEqualTo("tt/v1/hub/state");
    }
  }

  private static void assertSane(Incoming.Report report, String topic) {
    assertThat(topic).isEqualTo("tt/v1/d/" + report.device() + "/ack");
    assertThat(report.state()).isGreaterThanOrEqualTo(DeviceState.RECEIVED);
    assertThat(report.volume()).isGreaterThanOrEqualTo(-1);
    assertThat(report.reason()).hasSizeLessThanOrEqualTo(400).doesNotContainPattern("\\p{Cntrl}");
  }

  private static void assertSane(Incoming.Presence presence, String topic) {
    assertThat(topic).isEqualTo("tt/v1/d/" + presence.device() + "/state");
    assertThat(presence.session()).isPositive();
    assertThat(presence.volume()).isBetween(0, 100);
    assertThat(presence.firmware())
        .hasSizeLessThanOrEqualTo(400)
        .doesNotContainPattern("\\p{Cntrl}");
    assertThat(presence.areas()).allMatch(area -> area.matches("[A-Za-z0-9._-]{1,64}"));
  }

  private static byte[] damaged(byte[] octets, Random random) {
    byte[] damaged = octets.clone();
    for (int n = random.nextInt(4); n >= 0; n--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    int from = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : 0;
    int to = random.nextInt(4) == 0 ? from + random.nextInt(2 * damaged.length) : damaged.length;
    return Arrays.copyOfRange(damaged, from, to);
  }
}
