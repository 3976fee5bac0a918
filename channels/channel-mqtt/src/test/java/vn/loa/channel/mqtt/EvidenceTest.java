package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vn.loa.channel.Receipt;

class EvidenceTest {

  private static final Instant AT = Messages.NOON;

  @Test
  void ninety_five_per_cent_at_a_volume_is_played() {
    assertThat(Evidence.of(played(38_950, 41_000, 1), AT))
        .contains(new Receipt.Played("m@d", AT, Duration.ofMillis(38_950), 1));
  }

  @ParameterizedTest
  @CsvSource({
    "38949, 41000, 70", // one millisecond short
    "41000, 41000, 0", // muted
    "41000, 41000, -1",
    "41000, 41000, 101", // no such volume
    "41000, 0, 70", // announced nothing
    "0, 0, 70",
    "-5, -5, 70",
    "0, 41000, 70",
  })
  void a_claim_short_of_that_is_undelivered_and_quoted(long playedMs, long ofMs, int volume) {
    Receipt receipt = Evidence.of(played(playedMs, ofMs, volume), AT).orElseThrow();
    assertThat(receipt).isInstanceOf(Receipt.Undelivered.class);
    assertThat(((Receipt.Undelivered) receipt).reason().text())
        .contains("played %d of %d ms at volume %d".formatted(playedMs, ofMs, volume));
  }

  @Test
  void what_the_device_itself_calls_inaudible_was_not_heard() {
    Ack ack = new Ack("m", "d", Ack.State.PLAYED, AT, 10, 10, 70, false, "");
    assertThat(Evidence.of(ack, AT)).get().isInstanceOf(Receipt.Undelivered.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"RECEIVED", "SCHEDULED", "DOWNLOADING", "PLAYING"})
  void a_device_still_at_it_gives_no_receipt(Ack.State state) {
    assertThat(Evidence.of(ack(state, ""), AT)).isEmpty();
  }

  @Test
  void a_failure_is_told_in_the_words_of_the_device() {
    Optional<Receipt> receipt = Evidence.of(ack(Ack.State.FAILED, "AMPLIFIER_FAULT"), AT);
    assertThat(receipt).get().asString().contains("FAILED", "AMPLIFIER_FAULT");
  }

  @Test
  void a_device_without_a_clock_is_dated_by_ours() {
    Ack ack = new Ack("m", "d", Ack.State.EXPIRED, null, 0, 0, 0, true, "");
    assertThat(Evidence.of(ack, AT)).contains(new Receipt.Expired("m@d", AT));
  }

  private static Ack played(long playedMs, long ofMs, int volume) {
    return new Ack("m", "d", Ack.State.PLAYED, AT, playedMs, ofMs, volume, true, "");
  }

  private static Ack ack(Ack.State state, String reason) {
    return new Ack("m", "d", state, AT, 0, 0, 0, true, reason);
  }
}
