package vn.loa.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message.Attachment;
import vn.loa.channel.Message.Audio;
import vn.loa.channel.Message.Medium;

/**
 * A message as octets, for stores that keep it: equal messages give equal octets, and what an
 * earlier version wrote is read. What a message may carry beyond its texts takes no room where it
 * carries none.
 */
public final class MessageCodec {

  /** The octet that says which recordings follow also says that more comes at the end. */
  private static final int NO_RECORDING = 0;

  private static final int FIRST_RECORDING = 1;
  private static final int RECORDINGS = 2;
  private static final int MORE = 0x10;

  /** By what stands on disk for each: its place here, whatever its place in the source. */
  private static final List<Urgency> URGENCIES =
      List.of(Urgency.ROUTINE, Urgency.PRIORITY, Urgency.EMERGENCY);

  private static final List<Purpose> PURPOSES =
      List.of(Purpose.PUBLIC_NOTICE, Purpose.CUSTOMER_CARE, Purpose.ADVERTISING);

  private static final List<Medium> MEDIA =
      List.of(Medium.WEB, Medium.PRINT, Medium.RADIO, Medium.SCREEN);

  private static final Pattern HALF_OF_A_PAIR = Pattern.compile("\\p{Cs}");

  /** The octets of a message. They say themselves where they end. */
  public static byte[] encode(Message message) {
    return new Writer().message(message);
  }

  /**
   * Reads one message, and leaves the buffer behind it.
   *
   * @throws IllegalArgumentException if there is none; where the buffer then stands is not said
   */
  public static Message decode(ByteBuffer octets) {
    try {
      return new Reader(octets).message();
    } catch (BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalStateException
        | DateTimeException
        | ArithmeticException cause) {
      throw new IllegalArgumentException("no message: " + cause, cause);
    }
  }

  private static final class Writer {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    byte[] message(Message message) {
      boolean more = hasMore(message);
      text(message.id());
      text(message.title());
      texts(message.texts());
      optional(message.link().map(URI::toString));
      recordings(message, more ? MORE : 0);
      instant(message.validUntil());
      out.write(URGENCIES.indexOf(message.urgency()));
      out.write(PURPOSES.indexOf(message.purpose()));
      optional(message.about());
      optional(message.issuer());
      if (more) {
        more(message);
      }
      return out.toByteArray();
    }

    private static boolean hasMore(Message message) {
      return message.plan().isPresent()
          || !message.areas().isEmpty()
          || !message.attachments().isEmpty()
          || !message.versions().isEmpty()
          || message.recordings().values().stream().anyMatch(it -> it.octets() > 0);
    }

    private void recordings(Message message, int more) {
      Map<String, Audio> recordings = message.recordings();
      Optional<Audio> first = message.audio();
      if (recordings.isEmpty()) {
        out.write(NO_RECORDING | more);
      } else if (first.isPresent() && recordings.size() == 1) {
        out.write(FIRST_RECORDING | more);
        recording(first.get());
      } else {
        out.write(RECORDINGS | more);
        varint(recordings.size());
        recordings.forEach(
            (language, recording) -> {
              text(language);
              recording(recording);
            });
      }
    }

    private void recording(Audio recording) {
      text(recording.uri().toString());
      text(recording.sha256());
      duration(recording.length());
    }

    private void more(Message message) {
      message.recordings().values().forEach(recording -> varint(recording.octets()));
      optional(message.plan());
      varint(message.areas().size());
      message.areas().forEach(this::text);
      varint(message.attachments().size());
      message.attachments().forEach(this::attachment);
      varint(message.versions().size());
      message
          .versions()
          .forEach(
              (medium, others) -> {
                out.write(MEDIA.indexOf(medium));
                texts(others);
              });
    }

    private void attachment(Attachment attachment) {
      text(attachment.uri().toString());
      text(attachment.mediaType());
      varint(attachment.octets());
      text(attachment.title());
    }

    private void texts(Map<String, String> texts) {
      varint(texts.size());
      texts.forEach(
          (language, text) -> {
            text(language);
            text(text);
          });
    }

    private void optional(Optional<String> text) {
      out.write(text.isPresent() ? 1 : 0);
      text.ifPresent(this::text);
    }

    private void text(String text) {
      byte[] utf8 = wellFormed(text).getBytes(UTF_8);
      varint(utf8.length);
      out.writeBytes(utf8);
    }

    /**
     * Half of a surrogate pair has no UTF-8 (RFC 3629, 3); U+FFFD stands in, and no question mark.
     */
    private static String wellFormed(String text) {
      for (int i = 0; i < text.length(); i++) {
        if (Character.isSurrogate(text.charAt(i))) {
          return HALF_OF_A_PAIR.matcher(text).replaceAll("\uFFFD");
        }
      }
      return text;
    }

    private void instant(Instant instant) {
      signed(instant.getEpochSecond());
      varint(instant.getNano());
    }

    private void duration(Duration duration) {
      signed(duration.getSeconds());
      varint(duration.getNano());
    }

    private void signed(long value) {
      varint((value << 1) ^ (value >> 63));
    }

    private void varint(long value) {
      long left = value;
      while ((left & ~0x7FL) != 0) {
        out.write((int) (left & 0x7F) | 0x80);
        left >>>= 7;
      }
      out.write((int) left);
    }
  }

  private static final class Reader {

    private final ByteBuffer in;

    Reader(ByteBuffer in) {
      this.in = in;
    }

    Message message() {
      Message.Builder message = Message.builder(text(), text());
      for (int left = count(); left > 0; left--) {
        message.text(text(), text());
      }
      String link = optional();
      if (link != null) {
        message.link(URI.create(link));
      }
      int told = in.get();
      List<Recording> recordings = recordings(told & ~MORE);
      message
          .validUntil(instant())
          .urgency(URGENCIES.get(in.get()))
          .purpose(PURPOSES.get(in.get()));
      String about = optional();
      if (about != null) {
        message.about(about);
      }
      String issuer = optional();
      if (issuer != null) {
        message.issuer(issuer);
      }
      boolean more = (told & MORE) != 0;
      for (Recording recording : recordings) {
        recording.addTo(message, more ? varint() : 0);
      }
      return (more ? more(message) : message).build();
    }

    private List<Recording> recordings(int told) {
      return switch (told) {
        case NO_RECORDING -> List.of();
        case FIRST_RECORDING -> List.of(recording(null));
        case RECORDINGS -> {
          Recording[] recordings = new Recording[count()];
          for (int i = 0; i < recordings.length; i++) {
            recordings[i] = recording(text());
          }
          yield List.of(recordings);
        }
        default -> throw new IllegalArgumentException("no recordings are told in this way");
      };
    }

    private Recording recording(@Nullable String language) {
      return new Recording(
          language, URI.create(text()), text(), Duration.ofSeconds(signed(), varint()));
    }

    private Message.Builder more(Message.Builder message) {
      String plan = optional();
      if (plan != null) {
        message.plan(plan);
      }
      for (int left = count(); left > 0; left--) {
        message.area(text());
      }
      for (int left = count(); left > 0; left--) {
        message.attachment(new Attachment(URI.create(text()), text(), varint(), text()));
      }
      for (int media = count(); media > 0; media--) {
        Medium medium = MEDIA.get(in.get());
        for (int left = count(); left > 0; left--) {
          message.version(medium, text(), text());
        }
      }
      return message;
    }

    private @Nullable String optional() {
      return in.get() == 0 ? null : text();
    }

    private String text() {
      byte[] utf8 = new byte[count()];
      in.get(utf8);
      return new String(utf8, UTF_8);
    }

    /** Of things that take an octet each at least: more than what is left is damage. */
    private int count() {
      long count = varint();
      if (count < 0 || count > in.remaining()) {
        throw new BufferUnderflowException();
      }
      return (int) count;
    }

    private Instant instant() {
      return Instant.ofEpochSecond(signed(), varint());
    }

    private long signed() {
      long value = varint();
      return (value >>> 1) ^ -(value & 1);
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        byte octet = in.get();
        value |= (long) (octet & 0x7F) << shift;
        if (octet >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("a number of more than ten octets");
    }
  }

  /** A recording whose size may be told later. */
  private record Recording(@Nullable String language, URI uri, String sha256, Duration length) {

    void addTo(Message.Builder message, long octets) {
      Audio audio = new Audio(uri, sha256, length, octets);
      if (language == null) {
        message.audio(audio);
      } else {
        message.audio(language, audio);
      }
    }
  }

  private MessageCodec() {}
}
