package vn.loa.channel.mqtt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads reports of devices, whatever they send. Fields it does not know are skipped, so that a
 * newer device is still understood.
 */
final class AckReader {

  static final int LARGEST = 4096;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final JsonFactory json = new JsonFactory();
  private final String before;
  private final String after = "/ack";

  AckReader(String prefix) {
    this.before = prefix + "/d/";
  }

  /** The topic on which every device reports. */
  String topics() {
    return before + "+" + after;
  }

  /**
   * @throws StrayException if this is no report of the device that the topic names
   */
  Ack read(String topic, byte[] payload) throws StrayException {
    if (payload.length > LARGEST) {
      throw new StrayException(
          "oversize", "%d bytes where %d are allowed".formatted(payload.length, LARGEST));
    }
    Map<String, String> fields = fields(payload);
    if (!"1".equals(fields.get("v"))) {
      throw new StrayException("unknown", "version " + fields.get("v"));
    }
    String device = id(fields, "device");
    if (!topic.equals(before + device + after)) {
      throw new StrayException("foreign", device + " reports on " + topic);
    }
    return new Ack(
        id(fields, "msg"),
        device,
        state(fields.getOrDefault("state", "")),
        instant(fields.get("at")),
        number(fields.get("playedMs")),
        number(fields.get("ofMs")),
        (int) Math.max(-1, Math.min(number(fields.get("volume")), Integer.MAX_VALUE)),
        !"no".equals(fields.get("audible")),
        fields.getOrDefault("reason", ""));
  }

  private Map<String, String> fields(byte[] payload) throws StrayException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser from = json.createParser(payload)) {
      if (from.nextToken() != JsonToken.START_OBJECT) {
        throw new StrayException("malformed", "no JSON object");
      }
      while (from.nextToken() == JsonToken.FIELD_NAME) {
        String name = from.currentName();
        if (from.nextToken().isScalarValue()) {
          fields.put(name, from.getText());
        } else {
          from.skipChildren();
        }
      }
      return fields;
    } catch (IOException unreadable) {
      throw new StrayException("malformed", "not JSON after %d fields".formatted(fields.size()));
    }
  }

  private static String id(Map<String, String> fields, String name) throws StrayException {
    String id = fields.getOrDefault(name, "");
    if (!ID.matcher(id).matches()) {
      throw new StrayException("malformed", "no " + name);
    }
    return id;
  }

  private static Ack.State state(String word) throws StrayException {
    try {
      return Ack.State.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new StrayException("unknown", "no such state");
    }
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  /** What is no whole number counts as not given: it is no evidence. */
  private static long number(@Nullable String text) {
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException unreadable) {
      return 0;
    }
  }

  /** A report that is nobody's: dropped and counted. */
  static final class StrayException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String kind;
    private final String detail;

    /**
     * @param kind malformed, oversize, unknown, foreign
     */
    StrayException(String kind, String detail) {
      super(detail, null, false, false);
      this.kind = kind;
      this.detail = detail;
    }

    String kind() {
      return kind;
    }

    String detail() {
      return detail;
    }
  }
}
