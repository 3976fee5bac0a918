package vn.loa.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What a loudspeaker is told to say.
 *
 * @param length sounding time over all repeats
 * @param volume 0 to 100, per cent
 */
record Command(String id, String text, Duration length, int repeats, int volume, Instant expires) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHARACTERS_PER_SECOND = 15;

  /** Empty for what a loudspeaker cannot obey: no JSON, another version, another kind. */
  static Optional<Command> read(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      return speaks(root) ? Optional.of(of(root)) : Optional.empty();
    } catch (JsonProcessingException | DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  boolean expired(Instant now) {
    return !now.isBefore(expires);
  }

  private static boolean speaks(JsonNode root) {
    String kind = root.path("kind").asText();
    return root.path("v").asInt() == 1 && (kind.equals("say") || kind.equals("play"));
  }

  private static Command of(JsonNode root) {
    JsonNode content = root.path("content").path(0);
    String text = content.path("text").asText();
    int repeats = Math.max(1, root.path("repeat").path("count").asInt(1));
    Duration recording = Duration.ofMillis(content.path("audio").path("durationMs").asLong());
    Duration once = recording.isZero() ? speaking(text) : recording;
    return new Command(
        root.path("id").asText(),
        text,
        once.multipliedBy(repeats),
        repeats,
        root.path("volume").asInt(),
        OffsetDateTime.parse(root.path("expires").asText()).toInstant());
  }

  private static Duration speaking(String text) {
    long characters = Math.max(1, text.codePointCount(0, text.length()));
    return Duration.ofSeconds(characters).dividedBy(CHARACTERS_PER_SECOND);
  }
}
