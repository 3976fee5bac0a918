package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmppSettingsTest {

  private final SmppSettings.Builder builder = SmppSettings.builder("smsc.example", 2775);

  @Test
  void neither_system_id_nor_password_is_in_any_string() {
    builder.login("ubnd-q7", "Pa55word").sender("UBND TP.HCM");
    assertThat(builder.build().toString())
        .contains("smsc.example:2775", "UBND TP.HCM", "1 transceivers with a window of 16")
        .doesNotContain("ubnd-q7", "Pa55word");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.login("loa", "Pa55word-too-long"))
        .withMessageContaining("at most 8")
        .withMessageNotContaining("Pa55");
  }

  @Test
  void defaults_are_those_of_the_page() {
    SmppSettings settings = builder.login("loa", "").sender("5656").build();
    assertThat(settings.name()).isEqualTo("sms");
    assertThat(settings.window()).isEqualTo(16);
    assertThat(settings.answerWithin()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.connectWithin()).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({
    "UBND TP.HCM,  UBND TP.HCM,  ALPHANUMERIC,     UNKNOWN",
    "5656,         5656,         NETWORK_SPECIFIC, UNKNOWN",
    "19001234,     19001234,     NETWORK_SPECIFIC, UNKNOWN",
    "84903123456,  84903123456,  INTERNATIONAL,    ISDN",
    "+84903123456, 84903123456,  INTERNATIONAL,    ISDN"
  })
  void the_shape_of_a_sender_tells_its_type(
      String text, String address, TypeOfNumber ton, NumberingPlanIndicator npi) {
    assertThat(Sender.of(text)).isEqualTo(new Sender(address, ton, npi));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Ủy ban", "UBND TP.HO CHI MINH", "12", "...", "A&B"})
  void a_name_that_no_operator_registers_is_refused(String sender) {
    assertThatIllegalArgumentException().isThrownBy(() -> builder.sender(sender));
  }

  @Test
  void login_and_sender_are_mandatory() {
    assertThatIllegalStateException()
        .isThrownBy(() -> SmppSettings.builder("h", 1).sender("A").build())
        .withMessageContaining("login");
    assertThatIllegalStateException()
        .isThrownBy(() -> SmppSettings.builder("h", 1).login("a", "b").build())
        .withMessageContaining("sender");
  }

  @Test
  void waiting_less_than_a_tenth_of_a_second_is_refused() {
    builder.answerWithin(Duration.ofMillis(100));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.answerWithin(Duration.ofMillis(99)))
        .withMessageContaining("PT0.1S");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.001S,    000000000001000R",
    "PT1M,        000000000100000R",
    "PT23H59M59S, 000000235959000R",
    "P2DT3H,      000002030000000R",
    "P365D,       000030000000000R"
  })
  void validity_is_what_is_left(Duration left, String validity) {
    Instant now = Instant.parse("2026-05-15T05:00:00Z");
    assertThat(Validity.until(now.plus(left), now)).isEqualTo(validity).hasSize(16);
  }

  @Test
  void a_message_without_end_is_valid_for_the_most_that_can_be_said() {
    Instant now = Instant.parse("2026-05-15T05:00:00Z");
    assertThat(Validity.until(Instant.MAX, now)).isEqualTo("000030000000000R");
  }

  @Test
  void validity_is_spelled_in_ascii_digits_in_every_language_of_the_machine() {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("ar", "EG"));
    try {
      Instant now = Instant.parse("2026-05-15T05:00:00Z");
      assertThat(Validity.until(now.plusSeconds(60), now)).isEqualTo("000000000100000R");
    } finally {
      Locale.setDefault(before);
    }
  }
}
