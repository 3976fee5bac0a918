package vn.loa.channel.mqtt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import vn.loa.channel.Message;
import vn.loa.channel.Urgency;

/** Writes what a loudspeaker is told: JSON, the same bytes for every device. */
final class Command {

  private final JsonFactory json = new JsonFactory();
  private final int volume;
  private final int repeat;

  Command(SpeakerSettings settings) {
    this.volume = settings.volume();
    this.repeat = settings.repeat();
  }

  byte[] write(Message message, Instant sent) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator to = json.createGenerator(bytes)) {
      to.writeStartObject();
      to.writeNumberField("v", 1);
      to.writeStringField("id", message.id());
      to.writeStringField("kind", message.audio().isPresent() ? "play" : "say");
      to.writeStringField("priority", priority(message.urgency()));
      to.writeStringField("status", "actual");
      to.writeStringField("sent", sent.toString());
      to.writeStringField("expires", message.validUntil().toString());
      repeat(to);
      to.writeNumberField("volume", volume);
      content(to, message);
      optional(to, "theme", message.about());
      optional(to, "issuer", message.issuer());
      to.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
    return bytes.toByteArray();
  }

  private void repeat(JsonGenerator to) throws IOException {
    to.writeObjectFieldStart("repeat");
    to.writeNumberField("count", repeat);
    to.writeEndObject();
  }

  /** The recording goes with the first language: it is one recording. */
  private static void content(JsonGenerator to, Message message) throws IOException {
    to.writeArrayFieldStart("content");
    Optional<Message.Audio> audio = message.audio();
    for (Map.Entry<String, String> text : message.texts().entrySet()) {
      to.writeStartObject();
      to.writeStringField("lang", text.getKey());
      to.writeStringField("text", text.getValue());
      if (audio.isPresent()) {
        audio(to, audio.get());
        audio = Optional.empty();
      }
      to.writeEndObject();
    }
    to.writeEndArray();
  }

  private static void audio(JsonGenerator to, Message.Audio audio) throws IOException {
    to.writeObjectFieldStart("audio");
    to.writeStringField("url", audio.uri().toString());
    to.writeStringField("sha256", audio.sha256());
    to.writeNumberField("durationMs", audio.length().toMillis());
    to.writeEndObject();
  }

  private static void optional(JsonGenerator to, String field, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      to.writeStringField(field, value.get());
    }
  }

  /** Thông thường, ưu tiên, khẩn cấp: the classes of Circular 39/2020/TT-BTTTT. */
  private static String priority(Urgency urgency) {
    return switch (urgency) {
      case ROUTINE -> "normal";
      case PRIORITY -> "priority";
      case EMERGENCY -> "emergency";
    };
  }
}
