package vn.loa.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a device is with one announcement.
 *
 * @param state as the protocol names it
 * @param at by the device's best knowledge; null if it has no idea
 * @param reason empty if the state says it all
 */
record Report(
    String state,
    @Nullable Instant at,
    long playedMs,
    long ofMs,
    int loop,
    int volume,
    String reason) {

  static Report bare(String state, @Nullable Instant at, String reason) {
    return new Report(state, at, 0, 0, 0, 0, reason);
  }
}
