package vn.loa.channel.mqtt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of one message, of whatever kind. What is not there, or of another type, is null, 0
 * or false; members that are not known are skipped.
 */
final class Fields {

  private static final int LONGEST_INSTANT = 64;
  private static final int LONGEST_WORD = 200;

  long v;
  long session;
  long playedMs;
  long ofMs;
  long volume;
  boolean clockSynced;
  @Nullable Boolean online;
  @Nullable String id;
  @Nullable String msg;
  @Nullable String to;
  @Nullable String device;
  @Nullable String instance;
  @Nullable String state;
  @Nullable String at;
  @Nullable String since;
  @Nullable String expires;
  @Nullable String audible;
  @Nullable String reason;
  @Nullable String fw;

  /** Null if it is no array of strings. */
  @Nullable List<String> areas = List.of();

  /** Null if it is no array of strings. */
  @Nullable List<String> caps = List.of();

  private Fields() {}

  /** Reads from the first name to the closing brace. */
  static Fields of(JsonParser from) throws IOException {
    Fields fields = new Fields();
    while (from.nextToken() == JsonToken.FIELD_NAME) {
      String name = from.currentName();
      from.nextToken();
      fields.take(name, from);
      from.skipChildren();
    }
    return fields;
  }

  private void take(String name, JsonParser from) throws IOException {
    switch (name) {
      case "v" -> v = number(from);
      case "session" -> session = number(from);
      case "playedMs" -> playedMs = number(from);
      case "ofMs" -> ofMs = number(from);
      case "volume" -> volume = number(from);
      case "clockSynced" -> clockSynced = from.currentToken() == JsonToken.VALUE_TRUE;
      case "online" -> online = from.currentToken().isBoolean() ? from.getBooleanValue() : null;
      case "id" -> id = text(from);
      case "msg" -> msg = text(from);
      case "to" -> to = text(from);
      case "device" -> device = text(from);
      case "instance" -> instance = text(from);
      case "state" -> state = text(from);
      case "at" -> at = text(from);
      case "since" -> since = text(from);
      case "expires" -> expires = text(from);
      case "audible" -> audible = text(from);
      case "reason" -> reason = text(from);
      case "fw" -> fw = text(from);
      case "areas" -> areas = texts(from);
      case "caps" -> caps = texts(from);
      default -> {}
    }
  }

  /** What is no whole number counts as not given: it is no evidence. */
  private static long number(JsonParser from) throws IOException {
    return from.currentToken() == JsonToken.VALUE_NUMBER_INT
            && from.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        ? from.getLongValue()
        : 0;
  }

  private static @Nullable String text(JsonParser from) throws IOException {
    return from.currentToken() == JsonToken.VALUE_STRING ? from.getText() : null;
  }

  private static @Nullable List<String> texts(JsonParser from) throws IOException {
    if (from.currentToken() != JsonToken.START_ARRAY) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    boolean isPure = true;
    while (from.nextToken() != JsonToken.END_ARRAY) {
      String text = text(from);
      isPure &= text != null && texts.add(text);
      from.skipChildren();
    }
    return isPure ? texts : null;
  }

  /** RFC 3339 with any offset; null if it cannot be read. */
  static @Nullable Instant instant(@Nullable String text) {
    if (text == null || text.length() > LONGEST_INSTANT) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  /** What a device says in its own words, made fit for a line of a log; empty for null. */
  static String shown(@Nullable String words) {
    if (words == null) {
      return "";
    }
    StringBuilder shown = new StringBuilder();
    words.codePoints().limit(LONGEST_WORD).map(Fields::shown).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static int shown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          ' ';
      default -> c;
    };
  }
}
