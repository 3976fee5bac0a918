package vn.loa.channel.mqtt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a device reported about one command, as it stands in the JSON.
 *
 * @param at by the device's clock; null if it gave none that can be read
 * @param playedMs sounding time over all repeats; 0 if not given
 * @param ofMs the sounding time it was to reach, over all repeats; 0 if not given
 * @param volume per cent; 0 if not given
 * @param audible false if the device itself says that nobody heard it
 * @param reason the device's own word; empty if not given
 */
record Ack(
    String message,
    String device,
    State state,
    @Nullable Instant at,
    long playedMs,
    long ofMs,
    int volume,
    boolean audible,
    String reason) {

  enum State {
    RECEIVED,
    SCHEDULED,
    DOWNLOADING,
    PLAYING,
    PLAYED,
    FAILED,
    REJECTED,
    EXPIRED
  }

  String reference() {
    return reference(message, device);
  }

  /** Names a delivery: neither part can hold an {@code @}. */
  static String reference(String message, String device) {
    return message + "@" + device;
  }
}
