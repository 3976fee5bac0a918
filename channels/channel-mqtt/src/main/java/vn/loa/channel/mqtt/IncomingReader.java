package vn.loa.channel.mqtt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.mqtt.StrayException.Kind;

/**
 * Reads what comes in version 1, whatever anybody sends. What a message needs must be there and
 * right; of the rest, what cannot be read counts as not given.
 *
 * <p>Safe for use by several threads.
 */
final class IncomingReader {

  /** Of a report, of telemetry, and of our own presence. */
  static final int LARGEST = 4_096;

  static final int LARGEST_PRESENCE = 8_192;
  static final int LARGEST_COMMAND = 1 << 20;

  private static final int LONGEST_ID = 64;

  /** Names are not interned: who sends them could fill the heap of the process for good. */
  private final JsonFactory json =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private final String devices;
  private final String areas;
  private final String hub;

  /**
   * @param devices what the topics of devices begin with, with the last slash
   * @param areas what the topics of areas begin with, with the last slash
   * @param hub the topic of our own presence
   */
  IncomingReader(String devices, String areas, String hub) {
    this.devices = devices;
    this.areas = areas;
    this.hub = hub;
  }

  Optional<Incoming> read(String topic, byte[] payload, boolean retained) throws StrayException {
    if (topic.startsWith(devices)) {
      return ofDevice(topic, payload, retained);
    }
    if (topic.startsWith(areas) && topic.endsWith("/cmd")) {
      return retained && payload.length > 0
          ? Optional.of(retained(topic, payload))
          : Optional.empty();
    }
    if (topic.equals(hub)) {
      return payload.length > 0 ? Optional.of(hub(payload)) : Optional.empty();
    }
    throw new StrayException(Kind.UNKNOWN, "a topic that is not of this layout");
  }

  private Optional<Incoming> ofDevice(String topic, byte[] payload, boolean retained)
      throws StrayException {
    int end = topic.lastIndexOf('/');
    String device = topic.substring(Math.min(devices.length(), end), end);
    if (!isId(device)) {
      throw new StrayException(Kind.MALFORMED, "a topic that names no device");
    }
    return switch (topic.substring(end + 1)) {
      case "ack" -> Optional.of(report(device, payload));
      case "state" ->
          payload.length > 0 ? Optional.of(presence(device, payload, retained)) : Optional.empty();
      case "tele" -> Optional.of(telemetry(device, payload));
      default -> throw new StrayException(Kind.UNKNOWN, "a topic of a device that says nothing");
    };
  }

  private Incoming report(String device, byte[] payload) throws StrayException {
    Fields fields = fieldsOf(device, payload, LARGEST);
    String message = id("msg", fields.msg);
    String state = fields.state == null ? "" : fields.state;
    if (state.equals("unknown")) {
      return new Incoming.NotKnown(device, message);
    }
    return new Incoming.Report(
        device,
        message,
        state(state),
        Fields.instant(fields.at),
        fields.playedMs,
        fields.ofMs,
        (int) Math.max(-1, Math.min(fields.volume, Integer.MAX_VALUE)),
        !"no".equals(fields.audible),
        Fields.shown(fields.reason));
  }

  private static DeviceState state(String word) throws StrayException {
    return switch (word) {
      case "received" -> DeviceState.RECEIVED;
      case "scheduled" -> DeviceState.SCHEDULED;
      case "downloading" -> DeviceState.DOWNLOADING;
      case "playing" -> DeviceState.PLAYING;
      case "played" -> DeviceState.PLAYED;
      case "failed" -> DeviceState.FAILED;
      case "rejected" -> DeviceState.REJECTED;
      case "expired" -> DeviceState.EXPIRED;
      case "cancelled" -> DeviceState.CANCELLED;
      case "superseded" -> DeviceState.SUPERSEDED;
      default -> throw new StrayException(Kind.UNKNOWN, "a state that there is not");
    };
  }

  private Incoming presence(String device, byte[] payload, boolean retained) throws StrayException {
    Fields fields = fieldsOf(device, payload, LARGEST_PRESENCE);
    boolean online = need("online", fields.online);
    if (fields.session < 1) {
      throw new StrayException(Kind.MALFORMED, "no session from 1 on");
    }
    return new Incoming.Presence(
        device,
        online,
        fields.session,
        online ? ids("areas", fields.areas) : List.of(),
        fields.clockSynced,
        fields.volume < 0 || fields.volume > 100 ? 0 : (int) fields.volume,
        Set.copyOf(ids("caps", fields.caps)),
        Fields.shown(fields.fw),
        retained);
  }

  private Incoming telemetry(String device, byte[] payload) throws StrayException {
    fieldsOf(device, payload, LARGEST);
    return new Incoming.Telemetry(device);
  }

  private Incoming retained(String topic, byte[] payload) throws StrayException {
    Fields fields = fields(payload, LARGEST_COMMAND);
    String area = topic.substring(areas.length(), topic.length() - "/cmd".length());
    if (!need("to", fields.to).equals("a/" + area)) {
      throw new StrayException(Kind.FOREIGN, "a command kept on a topic that it is not for");
    }
    return new Incoming.RetainedCommand(
        topic, id("id", fields.id), need("expires", Fields.instant(fields.expires)));
  }

  private Incoming hub(byte[] payload) throws StrayException {
    Fields fields = fields(payload, LARGEST);
    return new Incoming.Hub(
        id("instance", fields.instance),
        need("online", fields.online),
        need("since", Fields.instant(fields.since)));
  }

  private Fields fieldsOf(String device, byte[] payload, int largest) throws StrayException {
    Fields fields = fields(payload, largest);
    if (!device.equals(id("device", fields.device))) {
      throw new StrayException(
          Kind.FOREIGN, "%s speaks on the topic of %s".formatted(fields.device, device));
    }
    return fields;
  }

  private Fields fields(byte[] payload, int largest) throws StrayException {
    if (payload.length > largest) {
      throw new StrayException(
          Kind.OVERSIZE, "%d octets where %d are allowed".formatted(payload.length, largest));
    }
    Fields fields = parsed(payload);
    if (fields.v != 1) {
      throw new StrayException(Kind.UNKNOWN, "version " + fields.v + ", not 1");
    }
    return fields;
  }

  private Fields parsed(byte[] payload) throws StrayException {
    try (JsonParser from = json.createParser(payload)) {
      if (from.nextToken() != JsonToken.START_OBJECT) {
        throw new StrayException(Kind.MALFORMED, "no JSON object");
      }
      Fields fields = Fields.of(from);
      if (from.nextToken() != null) {
        throw new StrayException(Kind.MALFORMED, "more than one JSON object");
      }
      return fields;
    } catch (IOException unreadable) {
      throw new StrayException(Kind.MALFORMED, "not JSON");
    }
  }

  private static <T> T need(String name, @Nullable T value) throws StrayException {
    if (value == null) {
      throw new StrayException(Kind.MALFORMED, "no " + name);
    }
    return value;
  }

  private static String id(String name, @Nullable String value) throws StrayException {
    if (value == null || !isId(value)) {
      throw new StrayException(Kind.MALFORMED, "no " + name);
    }
    return value;
  }

  private static List<String> ids(String name, @Nullable List<String> values)
      throws StrayException {
    for (String value : need(name, values)) {
      id(name, value);
    }
    return need(name, values);
  }

  /** As {@link Target} has it; by hand, for there may be ten thousand reports at once. */
  private static boolean isId(String text) {
    if (text.isEmpty() || text.length() > LONGEST_ID) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isIdChar(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIdChar(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
