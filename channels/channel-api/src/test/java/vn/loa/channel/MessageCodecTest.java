package vn.loa.channel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Message.Attachment;
import vn.loa.channel.Message.Audio;
import vn.loa.channel.Message.Medium;

class MessageCodecTest {

  private static final Instant END = Instant.ofEpochSecond(1_700_000_000, 5);
  private static final String SHA = "0".repeat(64);

  @Test
  void half_of_a_pair_is_kept_as_a_replacement_character_and_a_pair_as_it_is() {
    Message message =
        Message.builder("m", "a\uD83Db \uD83D\uDE00 \uDE00")
            .text("vi", "\uDC00?")
            .about("\uD800")
            .validUntil(Instant.EPOCH)
            .build();
    Message read = MessageCodec.decode(ByteBuffer.wrap(MessageCodec.encode(message)));
    assertThat(read.title()).isEqualTo("a\uFFFDb \uD83D\uDE00 \uFFFD");
    assertThat(read.text()).isEqualTo("\uFFFD?");
    assertThat(read.about()).contains("\uFFFD");
  }

  @Test
  void any_message_is_read_as_it_was_written() {
    for (int seed = 0; seed < 3_000; seed++) {
      Message message = message(new Random(seed));
      byte[] octets = MessageCodec.encode(message);
      ByteBuffer buffer = ByteBuffer.wrap(Arrays.copyOf(octets, octets.length + 3));
      Message read = MessageCodec.decode(buffer);
      assertThat(buffer.position()).as("seed %d", seed).isEqualTo(octets.length);
      assertThat(MessageCodec.encode(read)).as("seed %d", seed).isEqualTo(octets);
      assertThat(told(read)).as("seed %d", seed).isEqualTo(told(message));
    }
  }

  /** So stores that were written before are read. */
  @Test
  void a_message_of_texts_stands_as_it_always_did() {
    Message message =
        Message.builder("m", "T").text("vi", "x").about("I.1").validUntil(END).build();
    String octets = "\1m\1T\1\2vi\1x\0\0" + "\200\304\237\325\14\5" + "\0\0" + "\1\3I.1" + "\0";
    assertThat(new String(MessageCodec.encode(message), ISO_8859_1)).isEqualTo(octets);
  }

  @Test
  void every_constant_is_written() {
    for (Urgency urgency : Urgency.values()) {
      assertThat(read(plain().urgency(urgency)).urgency()).isEqualTo(urgency);
    }
    for (Purpose purpose : Purpose.values()) {
      assertThat(read(plain().purpose(purpose)).purpose()).isEqualTo(purpose);
    }
    for (Medium medium : Medium.values()) {
      assertThat(read(plain().version(medium, "vi", "y")).version(medium, "vi")).contains("y");
    }
  }

  @Test
  void what_is_cut_or_damaged_is_no_message_and_no_endless_one() {
    byte[] octets = MessageCodec.encode(message(new Random(1)));
    for (int end = 0; end < octets.length; end++) {
      ByteBuffer cut = ByteBuffer.wrap(octets, 0, end);
      assertThatThrownBy(() -> MessageCodec.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = octets.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        MessageCodec.decode(ByteBuffer.wrap(damaged));
      } catch (IllegalArgumentException refused) {
        assertThat(refused).isNotNull();
      }
    }
  }

  private static Message read(Message.Builder message) {
    return MessageCodec.decode(ByteBuffer.wrap(MessageCodec.encode(message.build())));
  }

  private static Message.Builder plain() {
    return Message.builder("m", "T").text("vi", "x").validUntil(END);
  }

  private static List<Object> told(Message message) {
    return List.of(
        message.id(),
        message.title(),
        List.copyOf(message.texts().entrySet()),
        message.link(),
        List.copyOf(message.recordings().entrySet()),
        message.validUntil(),
        message.urgency(),
        message.purpose(),
        message.about(),
        message.issuer(),
        message.plan(),
        message.areas(),
        message.attachments(),
        message.versions());
  }

  private static Message message(Random random) {
    Message.Builder message =
        Message.builder("m-" + random.nextInt(), text(random))
            .text("vi", text(random))
            .validUntil(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)))
            .urgency(one(Urgency.values(), random))
            .purpose(one(Purpose.values(), random));
    if (random.nextBoolean()) {
      message.text("en", text(random));
      if (random.nextBoolean()) {
        message.audio("en", audio(random));
      }
    }
    if (random.nextBoolean()) {
      message.audio(audio(random));
    }
    if (random.nextBoolean()) {
      message.link(URI.create("https://tin.example.vn/" + random.nextInt())).about(text(random));
    }
    if (random.nextBoolean()) {
      message.issuer(text(random)).plan(text(random));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      message
          .area("q" + random.nextInt(20))
          .attachment(
              new Attachment(URI.create("https://tin.example.vn/a"), "image/png", i, text(random)));
    }
    for (Medium medium : Medium.values()) {
      if (random.nextInt(4) == 0) {
        message.version(medium, "vi", text(random));
      }
    }
    return message.build();
  }

  private static <T> T one(T[] all, Random random) {
    return all[random.nextInt(all.length)];
  }

  private static Audio audio(Random random) {
    return new Audio(
        URI.create("https://tin.example.vn/a.mp3"),
        SHA,
        Duration.ofSeconds(1 + random.nextInt(1_000), random.nextInt(1_000)),
        random.nextInt(2) * random.nextLong(1L << 40));
  }

  private static String text(Random random) {
    return "tiếng Việt 😀 ".substring(0, 1 + random.nextInt(11)) + random.nextInt();
  }
}
