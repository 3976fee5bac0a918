package vn.loa.channel.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;

/**
 * Decides what a device's report proves. "Played" is believed only with a sounding time of at least
 * 95 % of what was announced and with a volume: announcement systems are known to report success
 * after a second of nothing, or at volume 0.
 */
final class Evidence {

  private static final int MOST_VOLUME = 100;

  /**
   * The end that the report tells of; empty while the device is still at it.
   *
   * @param now stands in for a device without a clock
   */
  static Optional<Receipt> of(Ack ack, Instant now) {
    Instant at = ack.at() == null ? now : ack.at();
    return switch (ack.state()) {
      case RECEIVED, SCHEDULED, DOWNLOADING, PLAYING -> Optional.empty();
      case PLAYED -> Optional.of(heard(ack) ? played(ack, at) : undelivered(ack, at, claim(ack)));
      case FAILED -> Optional.of(undelivered(ack, at, said(ack, "FAILED", "the device failed")));
      case REJECTED ->
          Optional.of(undelivered(ack, at, said(ack, "REJECTED", "the device would not play it")));
      case EXPIRED -> Optional.of(new Receipt.Expired(ack.reference(), at));
    };
  }

  private static boolean heard(Ack ack) {
    return ack.audible()
        && ack.volume() > 0
        && ack.volume() <= MOST_VOLUME
        && ack.ofMs() > 0
        && ack.playedMs() / 95.0 >= ack.ofMs() / 100.0;
  }

  private static Receipt played(Ack ack, Instant at) {
    return new Receipt.Played(ack.reference(), at, Duration.ofMillis(ack.playedMs()), ack.volume());
  }

  private static Receipt undelivered(Ack ack, Instant at, Reason reason) {
    return new Receipt.Undelivered(ack.reference(), at, reason);
  }

  private static Reason claim(Ack ack) {
    return new Reason(
        "NOT_HEARD",
        "the device claims it played %d of %d ms at volume %d%s; heard needs 95 %% and a volume of 1 to 100"
            .formatted(
                ack.playedMs(), ack.ofMs(), ack.volume(), ack.audible() ? "" : ", not audible"));
  }

  private static Reason said(Ack ack, String code, String text) {
    return new Reason(code, ack.reason().isBlank() ? text : text + ": " + ack.reason());
  }

  private Evidence() {}
}
