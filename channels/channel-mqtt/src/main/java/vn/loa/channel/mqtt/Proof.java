package vn.loa.channel.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;

/**
 * Decides what a device's report proves. "Played" is believed only with a sounding time of at least
 * 95 % of what was announced and with a volume: announcement systems are known to report success
 * after a second of nothing, or at volume 0.
 */
final class Proof {

  private static final int MOST_VOLUME = 100;
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z0-9_]{1,31}");

  /** How far a device's clock may be ahead before it is plainly wrong. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  /** And how far behind: clocks that nobody set begin decades ago. */
  private static final Duration BEHIND = Duration.ofDays(3_650);

  /**
   * The end that the report tells of; empty while the device is still at it.
   *
   * @param reference names the delivery
   * @param now stands in for a device whose clock tells nothing
   */
  static Optional<Receipt> of(Incoming.Report report, String reference, Instant now) {
    Instant at = at(report, now);
    return switch (state(report)) {
      case PENDING, SENT, RECEIVED, SCHEDULED, DOWNLOADING, PLAYING -> Optional.empty();
      case EXPIRED -> Optional.of(new Receipt.Expired(reference, at));
      case PLAYED -> Optional.of(played(report, reference, at));
      case SUPERSEDED, CANCELLED, REJECTED, FAILED ->
          Optional.ofNullable(reason(report))
              .map(reason -> new Receipt.Undelivered(reference, at, reason));
    };
  }

  /** The state that is believed. */
  static DeviceState state(Incoming.Report report) {
    return report.state() == DeviceState.PLAYED && !isHeard(report)
        ? DeviceState.FAILED
        : report.state();
  }

  /** Why it was not heard; null if it was, or if that is still open. */
  static @Nullable Reason reason(Incoming.Report report) {
    return switch (report.state()) {
      case PENDING, SENT, RECEIVED, SCHEDULED, DOWNLOADING, PLAYING -> null;
      case EXPIRED -> said(report, "EXPIRED", "its time ran out on the device");
      case SUPERSEDED -> said(report, "SUPERSEDED", "another announcement took its place");
      case CANCELLED -> said(report, "CANCELLED", "it was taken back");
      case REJECTED -> said(report, word(report, "REJECTED"), "the device would not play it");
      case FAILED -> said(report, word(report, "FAILED"), "the device failed");
      case PLAYED -> isHeard(report) ? null : claim(report);
    };
  }

  private static boolean isHeard(Incoming.Report report) {
    return report.audible()
        && report.volume() > 0
        && report.volume() <= MOST_VOLUME
        && report.ofMs() > 0
        && report.playedMs() / 95.0 >= report.ofMs() / 100.0;
  }

  /** When it was, by the device's clock unless that is plainly wrong. */
  static Instant at(Incoming.Report report, Instant now) {
    Instant at = report.at();
    return at == null || at.isAfter(now.plus(AHEAD)) || at.isBefore(now.minus(BEHIND)) ? now : at;
  }

  private static Receipt played(Incoming.Report report, String reference, Instant at) {
    return new Receipt.Played(reference, at, Duration.ofMillis(report.playedMs()), report.volume());
  }

  private static Reason claim(Incoming.Report report) {
    return new Reason(
        "NOT_HEARD",
        "the device claims it played %d of %d ms at volume %d%s; heard needs 95 %% and a volume of 1 to 100"
            .formatted(
                report.playedMs(),
                report.ofMs(),
                report.volume(),
                report.audible() ? "" : ", not audible"));
  }

  /** The device's own word where it is one: a board then tells what is broken. */
  private static String word(Incoming.Report report, String otherwise) {
    return WORD.matcher(report.reason()).matches() ? report.reason() : otherwise;
  }

  private static Reason said(Incoming.Report report, String code, String text) {
    return new Reason(code, report.reason().isBlank() ? text : text + ": " + report.reason());
  }

  private Proof() {}
}
