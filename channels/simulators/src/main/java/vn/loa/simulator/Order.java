package vn.loa.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a device is told, as it stands in the JSON.
 *
 * @param kind as the protocol names it; one that this version does not know is kept
 * @param status {@code actual} if not given; one that this version does not know is kept
 * @param notBefore null if it may start at once
 * @param session 0 if it answers no birth
 * @param volume per cent; null if not given
 * @param display null if boards are to leave it alone
 */
record Order(
    String id,
    String kind,
    String status,
    Urgent urgent,
    Instant sent,
    Instant expires,
    @Nullable Instant notBefore,
    long session,
    int repeats,
    Duration gap,
    @Nullable Integer volume,
    List<Part> content,
    @Nullable Duration display,
    List<String> references) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String ACTUAL = "actual";
  private static final int CHARACTERS_PER_SECOND = 15;

  /** The most urgent first. */
  enum Urgent {
    EMERGENCY,
    PRIORITY,
    NORMAL
  }

  /**
   * One language.
   *
   * @param url of its recording; null if the device says it with its own voice
   * @param sounds how long, once
   */
  record Part(String text, @Nullable String url, Duration sounds) {}

  /** Empty for what is no command of version 1: there is nobody to answer. */
  static Optional<Order> read(byte[] json) {
    try {
      JsonNode root = JSON.readTree(new String(json, StandardCharsets.UTF_8));
      return isCommand(root) ? Optional.of(of(root)) : Optional.empty();
    } catch (JsonProcessingException | DateTimeException | ArithmeticException unreadable) {
      return Optional.empty();
    }
  }

  boolean announces() {
    return kind.equals("say") || kind.equals("play") || kind.equals("show");
  }

  /** Whether it is meant, and is no test or exercise of some later version. */
  boolean isActual() {
    return status.equals(ACTUAL);
  }

  /** How long it sounds once, in all its languages. */
  Duration once() {
    return content.stream().map(Part::sounds).reduce(Duration.ZERO, Duration::plus);
  }

  /** In its first language. */
  String text() {
    return content.isEmpty() ? "" : content.get(0).text();
  }

  List<String> recordings() {
    return content.stream()
        .map(Part::url)
        .flatMap(url -> Optional.ofNullable(url).stream())
        .toList();
  }

  private static boolean isCommand(JsonNode root) {
    return root.path("v").asInt() == 1 && !root.path("id").asText().isEmpty();
  }

  private static Order of(JsonNode root) {
    JsonNode display = root.path("display");
    JsonNode volume = root.path("volume");
    return new Order(
        root.path("id").asText(),
        root.path("kind").asText(),
        root.path("status").asText(ACTUAL),
        urgent(root.path("priority").asText()),
        instant(root.path("sent")),
        instant(root.path("expires")),
        root.has("notBefore") ? instant(root.path("notBefore")) : null,
        root.path("session").asLong(),
        Math.max(1, root.path("repeat").path("count").asInt(1)),
        Duration.ofSeconds(Math.max(0, root.path("repeat").path("gapSec").asLong())),
        volume.isInt() ? Integer.valueOf(volume.asInt()) : null,
        content(root.path("content")),
        display.isObject() ? Duration.ofSeconds(display.path("seconds").asLong()) : null,
        texts(root.path("references")));
  }

  private static Urgent urgent(String priority) {
    return switch (priority) {
      case "emergency" -> Urgent.EMERGENCY;
      case "priority" -> Urgent.PRIORITY;
      default -> Urgent.NORMAL;
    };
  }

  private static Instant instant(JsonNode text) {
    return OffsetDateTime.parse(text.asText()).toInstant();
  }

  private static List<Part> content(JsonNode parts) {
    List<Part> content = new ArrayList<>();
    parts.forEach(part -> content.add(part(part)));
    return List.copyOf(content);
  }

  private static Part part(JsonNode part) {
    String text = part.path("text").asText();
    JsonNode audio = part.path("audio");
    long recorded = audio.path("durationMs").asLong();
    return new Part(
        text,
        audio.has("url") ? audio.path("url").asText() : null,
        recorded > 0 ? Duration.ofMillis(recorded) : speaking(text));
  }

  private static Duration speaking(String text) {
    long characters = Math.max(1, text.codePointCount(0, text.length()));
    return Duration.ofSeconds(characters).dividedBy(CHARACTERS_PER_SECOND);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }
}
