package vn.loa.channel.mqtt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;
import vn.loa.channel.Urgency;

/**
 * Writes what goes out in version 1. A command begins with what differs from device to device; the
 * rest is written once and kept, so that telling ten thousand devices costs copies.
 *
 * <p>Safe for use by several threads.
 */
final class CommandWriter {

  private static final int KEPT = 64;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final JsonFactory json = new JsonFactory();
  private final AtomicReferenceArray<@Nullable Rest> kept = new AtomicReferenceArray<>(KEPT);
  private final @Nullable CommandKey key;

  /** When the last command was sent: many go out in one millisecond. */
  private volatile @Nullable Moment moment;

  private record Moment(long milli, String text) {}

  /**
   * @param key signs every command; null for no signature
   */
  CommandWriter(@Nullable CommandKey key) {
    this.key = key;
  }

  byte[] write(SpeakerCommand command, Target target) {
    byte[] first = first(command, target);
    byte[] rest = rest(command);
    return key == null ? joined(first, rest, rest.length) : signed(key, first, rest);
  }

  byte[] write(Incoming.Hub hub) {
    return object(
        to -> {
          to.writeNumberField("v", 1);
          to.writeStringField("instance", hub.instance());
          to.writeBooleanField("online", hub.online());
          to.writeStringField("since", hub.since().toString());
        });
  }

  private byte[] first(SpeakerCommand command, Target target) {
    StringBuilder first = new StringBuilder(128).append("{\"v\":1,\"to\":\"");
    first.append(target.kind() == Target.Kind.AREA ? "a/" : "d/").append(target.id());
    first.append("\",\"sent\":\"").append(sent(command.sent())).append('"');
    if (command.session() != 0) {
      first.append(",\"session\":").append(command.session());
    }
    return first.toString().getBytes(ISO_8859_1);
  }

  /** A begun millisecond counts whole: a device that reckons with it is never late. */
  private String sent(Instant exactly) {
    long whole = exactly.plusNanos(999_999).toEpochMilli();
    Moment known = moment;
    if (known == null || known.milli() != whole) {
      known = new Moment(whole, Instant.ofEpochMilli(whole).toString());
      moment = known;
    }
    return known.text();
  }

  /** From the comma behind the first members to the closing brace. */
  private byte[] rest(SpeakerCommand command) {
    int place = Math.floorMod(command.id().hashCode(), KEPT);
    Rest rest = kept.get(place);
    if (rest == null || !rest.isOf(command)) {
      byte[] octets = object(to -> rest(to, command));
      octets[0] = ',';
      rest = new Rest(command, octets);
      kept.set(place, rest);
    }
    return rest.octets;
  }

  /** The signature covers every octet before the comma that precedes it. */
  private static byte[] signed(CommandKey key, byte[] first, byte[] rest) {
    byte[] covered = joined(first, rest, rest.length - 1);
    String value = BASE64.encodeToString(key.sign(covered));
    String sig =
        ",\"sig\":{\"alg\":\"Ed25519\",\"kid\":\"" + key.id() + "\",\"value\":\"" + value + "\"}}";
    byte[] last = sig.getBytes(ISO_8859_1);
    return joined(covered, last, last.length);
  }

  private static byte[] joined(byte[] first, byte[] second, int length) {
    byte[] all = new byte[first.length + length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, length);
    return all;
  }

  private static void rest(JsonGenerator to, SpeakerCommand command) throws IOException {
    to.writeStringField("id", command.id());
    to.writeStringField("kind", command.kind().name().toLowerCase(Locale.ROOT));
    to.writeStringField("status", "actual");
    to.writeStringField("expires", command.expires().toString());
    references(to, command.references());
    Message message = command.message();
    if (message != null) {
      playback(to, command.playback());
      announcement(to, command.kind(), message);
    } else if (command.kind() == SpeakerCommand.Kind.VOLUME) {
      to.writeNumberField("volume", command.volume());
    }
  }

  private static void references(JsonGenerator to, List<String> ids) throws IOException {
    if (ids.isEmpty()) {
      return;
    }
    to.writeArrayFieldStart("references");
    for (String id : ids) {
      to.writeString(id);
    }
    to.writeEndArray();
  }

  private static void playback(JsonGenerator to, Playback playback) throws IOException {
    if (playback.startAt().isPresent()) {
      to.writeStringField("notBefore", playback.startAt().get().toString());
    }
    to.writeObjectFieldStart("repeat");
    to.writeNumberField("count", playback.repeats());
    to.writeNumberField("gapSec", seconds(playback.gap()));
    to.writeEndObject();
    if (playback.volume().isPresent()) {
      to.writeNumberField("volume", playback.volume().getAsInt());
    }
    to.writeObjectFieldStart("display");
    to.writeNumberField("seconds", seconds(playback.display()));
    to.writeEndObject();
  }

  private static void announcement(JsonGenerator to, SpeakerCommand.Kind kind, Message message)
      throws IOException {
    to.writeStringField("priority", priority(message.urgency()));
    to.writeStringField("title", whole(message.title()));
    optional(to, "theme", message.about());
    optional(to, "issuer", message.issuer());
    to.writeArrayFieldStart("content");
    for (Map.Entry<String, String> text : message.texts().entrySet()) {
      content(to, kind, message, text);
    }
    to.writeEndArray();
  }

  private static void content(
      JsonGenerator to, SpeakerCommand.Kind kind, Message message, Map.Entry<String, String> text)
      throws IOException {
    to.writeStartObject();
    to.writeStringField("lang", whole(text.getKey()));
    to.writeStringField("text", whole(text.getValue()));
    Message.Audio audio = message.recordings().get(text.getKey());
    if (kind == SpeakerCommand.Kind.PLAY && audio != null) {
      audio(to, audio);
    }
    to.writeEndObject();
  }

  private static void audio(JsonGenerator to, Message.Audio audio) throws IOException {
    to.writeObjectFieldStart("audio");
    to.writeStringField("url", audio.uri().toASCIIString());
    to.writeStringField("sha256", audio.sha256());
    to.writeNumberField("durationMs", Math.max(1, audio.length().toMillis()));
    to.writeEndObject();
  }

  private static void optional(JsonGenerator to, String field, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      to.writeStringField(field, whole(value.get()));
    }
  }

  /** Half a surrogate pair, which UTF-8 has no octets for, becomes a question mark. */
  private static String whole(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }

  /** A begun second counts whole. */
  private static long seconds(Duration time) {
    return time.plusNanos(999_999_999).toSeconds();
  }

  /** Thông thường, ưu tiên, khẩn cấp: the classes of Circular 39/2020/TT-BTTTT. */
  private static String priority(Urgency urgency) {
    return switch (urgency) {
      case ROUTINE -> "normal";
      case PRIORITY -> "priority";
      case EMERGENCY -> "emergency";
    };
  }

  private byte[] object(Members members) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(512);
    try (JsonGenerator to = json.createGenerator(octets)) {
      to.writeStartObject();
      members.write(to);
      to.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
    return octets.toByteArray();
  }

  private interface Members {
    void write(JsonGenerator to) throws IOException;
  }

  /** What is the same for every device that one command goes to, whenever it is sent. */
  private static final class Rest {

    private final SpeakerCommand command;
    private final byte[] octets;

    Rest(SpeakerCommand command, byte[] octets) {
      this.command = command;
      this.octets = octets;
    }

    boolean isOf(SpeakerCommand other) {
      return command.message() == other.message()
          && command.playback() == other.playback()
          && command.kind() == other.kind()
          && command.volume() == other.volume()
          && command.id().equals(other.id())
          && command.expires().equals(other.expires())
          && command.references().equals(other.references());
    }
  }
}
