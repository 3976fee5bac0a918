package vn.loa.channel.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Receipt;

/** Devices that do not speak Loa's own protocol are reached by mapping it, and by nothing else. */
class MappedLayoutTest {

  private static final Target SPEAKER = Target.device("loa-1");

  private final SpeakerLayout layout =
      SpeakerSettings.builder("broker", 1883).layout(new TownLayout()).build().layout();

  @Test
  void an_announcement_goes_out_in_the_words_of_the_device() {
    SpeakerCommand command =
        SpeakerCommand.announce(
            Messages.water("m1").build(), Playback.standard(), Messages.NOON, 0);
    assertThat(layout.topic(SPEAKER)).isEqualTo("truyenthanh/loa-1/lenh");
    assertThat(new String(layout.write(command, SPEAKER), UTF_8))
        .isEqualTo("PHAT|m1|1795413600|70|" + Messages.WATER);
  }

  @Test
  void so_does_its_withdrawal() {
    SpeakerCommand command =
        SpeakerCommand.control(
            SpeakerCommand.Kind.CANCEL,
            "c1",
            Messages.NOON,
            Messages.NOON.plusSeconds(60),
            List.of("m1"),
            0);
    assertThat(new String(layout.write(command, SPEAKER), UTF_8)).isEqualTo("DUNG|c1|m1");
  }

  @Test
  void its_report_is_proof_as_any_other() throws Exception {
    Incoming.Report report = (Incoming.Report) read("trangthai", "XONG|m1|1795410000|40|41|70");
    assertThat(report.device()).isEqualTo("loa-1");
    assertThat(Proof.of(report, "m1@loa-1", Messages.NOON))
        .contains(new Receipt.Played("m1@loa-1", Messages.NOON, Duration.ofSeconds(40), 70));
  }

  @Test
  void its_presence_is_known() throws Exception {
    assertThat(read("ketnoi", "CO|7"))
        .isInstanceOfSatisfying(
            Incoming.Presence.class,
            presence -> {
              assertThat(presence.online()).isTrue();
              assertThat(presence.session()).isEqualTo(7);
            });
  }

  @Test
  void what_it_has_not_got_is_left_out() {
    assertThat(layout.hasAreas()).isFalse();
    assertThat(layout.hubTopic()).isEmpty();
    assertThat(layout.subscriptions()).hasSize(2);
    assertThatExceptionOfType(StrayException.class).isThrownBy(() -> read("trangthai", "HAT|m1"));
  }

  private Incoming read(String level, String line) throws StrayException {
    Optional<Incoming> incoming =
        layout.read("truyenthanh/loa-1/" + level, line.getBytes(UTF_8), false);
    return incoming.orElseThrow();
  }
}
