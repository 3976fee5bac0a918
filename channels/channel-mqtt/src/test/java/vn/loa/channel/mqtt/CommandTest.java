package vn.loa.channel.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Message;
import vn.loa.channel.Urgency;

class CommandTest {

  private final Command command =
      new Command(SpeakerSettings.builder("broker", 1883).volume(55).repeat(2).build());

  @Test
  void a_text_is_said() {
    Message message =
        Messages.water("m1")
            .text("en", "No water today.")
            .urgency(Urgency.EMERGENCY)
            .about("II.1.2")
            .issuer("Sở Xây dựng")
            .build();
    assertThat(json(message))
        .isEqualTo(
            """
            {"v":1,"id":"m1","kind":"say","priority":"emergency","status":"actual",\
            "sent":"2026-11-23T05:00:00Z","expires":"2026-11-23T06:00:00Z",\
            "repeat":{"count":2},"volume":55,\
            "content":[{"lang":"vi","text":"%s"},{"lang":"en","text":"No water today."}],\
            "theme":"II.1.2","issuer":"Sở Xây dựng"}"""
                .formatted(Messages.WATER));
  }

  @Test
  void a_recording_is_played_and_goes_with_the_first_language() {
    Message message =
        Messages.water("m2")
            .text("en", "No water today.")
            .urgency(Urgency.PRIORITY)
            .audio(
                new Message.Audio(
                    URI.create("https://files.example/w.mp3"),
                    "ab".repeat(32),
                    Duration.ofSeconds(41)))
            .build();
    assertThat(json(message))
        .contains("\"kind\":\"play\"", "\"priority\":\"priority\"")
        .containsOnlyOnce(
            "\"audio\":{\"url\":\"https://files.example/w.mp3\",\"sha256\":\"%s\",\"durationMs\":41000}},{\"lang\":\"en\""
                .formatted("ab".repeat(32)));
  }

  private String json(Message message) {
    return new String(command.write(message, Messages.NOON), UTF_8);
  }
}
