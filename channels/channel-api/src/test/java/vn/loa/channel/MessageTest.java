package vn.loa.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTest {

  private static final Instant UNTIL = Instant.parse("2022-05-15T00:00:00Z");

  @Test
  void a_message_without_text_cannot_exist() {
    assertThatThrownBy(() -> Message.builder("m", "Title").validUntil(UNTIL).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("message m says nothing: give it a text");
  }

  @Test
  void a_message_without_an_end_cannot_exist() {
    assertThatThrownBy(() -> Message.builder("m", "Title").text("vi", "x").build())
        .hasMessage("message m has no validUntil: say until when it may reach people");
  }

  @Test
  void text_is_composed_whatever_was_pasted() {
    String composed = "Tiêm vắc-xin mũi 3";
    Message message =
        builder().text("vi", Normalizer.normalize(composed, Normalizer.Form.NFD)).build();
    assertThat(message.text()).isEqualTo(composed);
  }

  @Test
  void the_first_language_given_speaks_for_the_message() {
    Message message = builder().text("vi", "Xin chào").text("en", "Hello").build();
    assertThat(message.text()).isEqualTo("Xin chào");
    assertThat(message.language()).isEqualTo("vi");
    assertThat(message.texts()).containsOnlyKeys("vi", "en");
  }

  @Test
  void a_language_is_given_once() {
    assertThatThrownBy(() -> builder().text("vi", "a").text("vi", "b"))
        .hasMessage("message m already has a text in \"vi\"");
  }

  @Test
  void it_is_too_late_at_the_very_instant() {
    Message message = builder().text("vi", "x").build();
    assertThat(message.isExpired(UNTIL.minusNanos(1))).isFalse();
    assertThat(message.isExpired(UNTIL)).isTrue();
  }

  @Test
  void a_relative_link_is_refused() {
    assertThatThrownBy(() -> builder().link(URI.create("/tin/1")))
        .hasMessageContaining("must be absolute");
  }

  @Test
  void an_id_that_could_leave_its_topic_is_refused() {
    assertThatThrownBy(() -> Message.builder("a/+/#", "Title"))
        .hasMessageContaining("must be 1 to 64 of A-Z a-z 0-9 . _ -");
  }

  @Test
  void a_recording_needs_its_digest_and_its_length() {
    URI uri = URI.create("https://example.org/a.mp3");
    assertThatThrownBy(() -> new Message.Audio(uri, "abc", Duration.ofSeconds(1)))
        .hasMessageContaining("sha256");
    assertThatThrownBy(() -> new Message.Audio(uri, "0".repeat(64), Duration.ZERO))
        .hasMessageContaining("length");
  }

  @Test
  void a_recording_without_a_language_is_in_the_first_one() {
    Message message = builder().audio(audio("a")).text("vi", "x").text("en", "y").build();
    assertThat(message.audio()).contains(audio("a"));
    assertThat(message.recordings()).containsExactly(Map.entry("vi", audio("a")));
  }

  @Test
  void recordings_are_in_the_order_of_the_texts() {
    Message message =
        builder()
            .audio("km", audio("c"))
            .audio("en", audio("b"))
            .text("vi", "x")
            .text("en", "y")
            .text("km", "z")
            .audio(audio("a"))
            .build();
    assertThat(message.recordings())
        .containsExactly(
            Map.entry("vi", audio("a")), Map.entry("en", audio("b")), Map.entry("km", audio("c")));
    assertThatThrownBy(() -> message.recordings().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_recording_in_another_language_speaks_not_for_the_first() {
    Message message = builder().text("vi", "x").text("en", "y").audio("en", audio("b")).build();
    assertThat(message.audio()).isEmpty();
    assertThat(message.recordings()).containsOnlyKeys("en");
    assertThat(builder().text("vi", "x").build().recordings()).isEmpty();
  }

  @Test
  void a_recording_in_a_language_without_text_is_named() {
    assertThatThrownBy(() -> builder().text("vi", "x").audio("en", audio("b")).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("message m has a recording in \"en\" but no text in it: give it the text too");
  }

  @Test
  void a_language_has_one_recording() {
    assertThatThrownBy(() -> builder().audio("vi", audio("a")).audio("vi", audio("b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("message m already has a recording in \"vi\"");
    assertThatThrownBy(
            () -> builder().text("vi", "x").audio("vi", audio("a")).audio(audio("b")).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two recordings in \"vi\"");
  }

  @Test
  void what_is_built_stays_as_it_is_when_its_builder_goes_on() {
    Message.Builder builder = builder().text("vi", "x");
    Message message = builder.build();
    builder.audio(audio("a")).build();
    assertThat(message.recordings()).isEmpty();
  }

  private static Message.Audio audio(String name) {
    return new Message.Audio(
        URI.create("https://example.org/" + name + ".mp3"), "0".repeat(64), Duration.ofSeconds(9));
  }

  private static Message.Builder builder() {
    return Message.builder("m", "Title").validUntil(UNTIL);
  }

  @Test
  void what_goes_with_a_message_is_checked_when_it_is_given() {
    URI file = URI.create("https://tin.example.vn/a.png");
    assertThatThrownBy(() -> new Message.Attachment(URI.create("a.png"), "image/png", 1, "x"))
        .hasMessageContaining("absolute");
    assertThatThrownBy(() -> new Message.Attachment(file, "png", 1, "x"))
        .hasMessageContaining("no media type: \"png\"");
    assertThatThrownBy(() -> new Message.Attachment(file, "image/png", -1, "x"))
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new Message.Attachment(file, "image/png", 1, " "))
        .hasMessageContaining("blank title");
    assertThat(new Message.Attachment(file, "image/svg+xml", 0, "e\u0301").title())
        .isEqualTo("\u00e9");
  }

  @Test
  void a_version_belongs_to_a_language_that_has_a_text() {
    Message.Builder message = Message.builder("m", "T").text("vi", "x").validUntil(Instant.EPOCH);
    message.version(Message.Medium.RADIO, "vi", "y");
    assertThatThrownBy(() -> message.version(Message.Medium.RADIO, "vi", "z"))
        .hasMessageContaining("already has a version for RADIO");
    assertThat(message.build().version(Message.Medium.RADIO, "vi")).contains("y");
    message.version(Message.Medium.PRINT, "en", "z");
    assertThatThrownBy(message::build).hasMessageContaining("no text in it");
  }

  @Test
  void an_area_given_twice_is_one_area() {
    Message message =
        Message.builder("m", "T")
            .text("vi", "x")
            .validUntil(Instant.EPOCH)
            .area("q3")
            .area("q1")
            .area("q3")
            .build();
    assertThat(message.areas()).containsExactly("q3", "q1");
  }
}
