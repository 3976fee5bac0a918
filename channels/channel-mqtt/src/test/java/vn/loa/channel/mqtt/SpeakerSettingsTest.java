package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeakerSettingsTest {

  @Test
  void a_password_is_never_printed() {
    SpeakerSettings settings =
        SpeakerSettings.builder("broker", 1883).credentials("stttt", "bí mật").build();
    assertThat(settings.toString()).contains("broker:1883").doesNotContain("bí mật");
  }

  @Test
  void the_client_id_follows_the_name_and_so_survives_a_restart() {
    assertThat(SpeakerSettings.builder("broker", 1883).name("ward-1").build().clientId())
        .isEqualTo("loa-ward-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/tt", "tt/", "tt//v1", "tt/+", "tt/#"})
  void a_prefix_that_would_listen_elsewhere_is_refused(String prefix) {
    assertThatThrownBy(() -> SpeakerSettings.builder("broker", 1883).prefix(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tt/v1");
  }

  @Test
  void less_patience_than_a_tenth_of_a_second_is_refused() {
    assertThatThrownBy(
            () -> SpeakerSettings.builder("broker", 1883).answerWithin(Duration.ofMillis(99)))
        .hasMessage("answerWithin must be PT0.1S to PT1H but was PT0.099S");
  }

  @Test
  void a_length_of_time_that_no_clock_can_count_is_refused_with_what_is_allowed() {
    SpeakerSettings.Builder builder = SpeakerSettings.builder("broker", 1883);
    Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
    assertThatThrownBy(() -> builder.answerWithin(ever)).hasMessageContaining("PT0.1S to PT1H");
    assertThatThrownBy(() -> builder.reportWithin(ever)).hasMessageContaining("PT1S to PT24H");
    assertThatThrownBy(() -> builder.gather(ever)).hasMessageContaining("PT0S to PT10S");
    assertThatThrownBy(() -> builder.keepFor(ever)).hasMessageContaining("PT1M to PT87600H");
  }

  @Test
  void a_window_beyond_what_brokers_queue_is_refused() {
    assertThatThrownBy(() -> SpeakerSettings.builder("broker", 1883).window(1001))
        .hasMessage("window must be 1 to 1000 but was 1001");
  }
}
