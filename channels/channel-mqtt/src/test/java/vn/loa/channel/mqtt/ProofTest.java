package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;

class ProofTest {

  private static final Instant NOW = Messages.NOON;
  private static final Instant AT = NOW.minusSeconds(3);

  @Test
  void ninety_five_per_cent_at_a_volume_is_played() {
    Incoming.Report report = played(38_950, 41_000, 1, true);
    assertThat(receipt(report))
        .contains(new Receipt.Played("m@d", AT, Duration.ofMillis(38_950), 1));
    assertThat(Proof.state(report)).isEqualTo(DeviceState.PLAYED);
    assertThat(Proof.reason(report)).isNull();
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
    "-9223372036854775808, 9223372036854775807, 70",
  })
  void a_claim_short_of_that_has_failed_and_is_quoted(long playedMs, long ofMs, int volume) {
    Incoming.Report report = played(playedMs, ofMs, volume, true);
    Reason reason = undelivered(report);
    assertThat(Proof.state(report)).isEqualTo(DeviceState.FAILED);
    assertThat(reason.code()).isEqualTo("NOT_HEARD");
    assertThat(reason.text())
        .contains("played %d of %d ms at volume %d".formatted(playedMs, ofMs, volume));
  }

  @Test
  void what_the_device_itself_calls_inaudible_was_not_heard() {
    Incoming.Report report = played(10, 10, 70, false);
    assertThat(undelivered(report).text()).contains("not audible");
    assertThat(Proof.state(report)).isEqualTo(DeviceState.FAILED);
  }

  @ParameterizedTest
  @EnumSource(names = {"RECEIVED", "SCHEDULED", "DOWNLOADING", "PLAYING"})
  void a_device_still_at_it_gives_no_receipt(DeviceState state) {
    assertThat(receipt(report(state, AT, "BUSY"))).isEmpty();
    assertThat(Proof.reason(report(state, AT, "BUSY"))).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "REJECTED", "CANCELLED", "SUPERSEDED"})
  void another_end_is_undelivered_by_its_name_in_the_words_of_the_device(DeviceState state) {
    Incoming.Report report = report(state, AT, "ampli: hỏng");
    Reason reason = undelivered(report);
    assertThat(reason.code()).isEqualTo(state.name());
    assertThat(reason.text()).endsWith(": ampli: hỏng");
    assertThat(Proof.state(report)).isEqualTo(state);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "REJECTED"})
  void a_fault_that_has_a_name_goes_by_it(DeviceState state) {
    Reason reason = undelivered(report(state, AT, "AMPLIFIER_FAULT"));
    assertThat(reason.code()).isEqualTo("AMPLIFIER_FAULT");
    assertThat(reason.text()).endsWith(": AMPLIFIER_FAULT");
  }

  @Test
  void a_device_that_gives_no_word_is_given_one() {
    assertThat(undelivered(report(DeviceState.FAILED, AT, " ")).text())
        .isEqualTo("the device failed");
  }

  @Test
  void what_came_too_late_is_expired_and_says_why() {
    Incoming.Report report = report(DeviceState.EXPIRED, AT, "CLOCK_UNSYNCED");
    assertThat(receipt(report)).contains(new Receipt.Expired("m@d", AT));
    assertThat(Proof.reason(report)).asString().contains("EXPIRED", "CLOCK_UNSYNCED");
  }

  @Test
  void a_device_without_a_clock_is_dated_by_ours() {
    assertThat(receipt(report(DeviceState.EXPIRED, null, "")))
        .contains(new Receipt.Expired("m@d", NOW));
  }

  @Test
  void a_clock_that_is_more_than_a_minute_ahead_is_not_believed() {
    Instant minute = NOW.plusSeconds(60);
    assertThat(receipt(report(DeviceState.EXPIRED, minute, "")))
        .contains(new Receipt.Expired("m@d", minute));
    assertThat(receipt(report(DeviceState.EXPIRED, minute.plusNanos(1), "")))
        .contains(new Receipt.Expired("m@d", NOW));
  }

  private static Reason undelivered(Incoming.Report report) {
    Receipt receipt = receipt(report).orElseThrow();
    assertThat(receipt).isInstanceOf(Receipt.Undelivered.class);
    assertThat(receipt.reference()).isEqualTo("m@d");
    assertThat(receipt.at()).isEqualTo(AT);
    Reason reason = ((Receipt.Undelivered) receipt).reason();
    assertThat(Proof.reason(report)).isEqualTo(reason);
    return reason;
  }

  private static Optional<Receipt> receipt(Incoming.Report report) {
    return Proof.of(report, "m@d", NOW);
  }

  private static Incoming.Report played(long playedMs, long ofMs, int volume, boolean audible) {
    return new Incoming.Report(
        "d", "m", DeviceState.PLAYED, AT, playedMs, ofMs, volume, audible, "");
  }

  private static Incoming.Report report(DeviceState state, @Nullable Instant at, String reason) {
    return new Incoming.Report("d", "m", state, at, 0, 0, 0, true, reason);
  }
}
