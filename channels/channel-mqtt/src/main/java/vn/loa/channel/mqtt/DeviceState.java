package vn.loa.channel.mqtt;

/**
 * Where one announcement stands on one device. States are ordered: of two that are reported, in
 * whatever order and however often, the higher counts, so none moves back.
 */
public enum DeviceState {
  /** Waits here; not published yet. */
  PENDING,
  /** The broker has it: proof of nothing else. */
  SENT,
  /** The device has it. */
  RECEIVED,
  /** The device has it, and plays it at its time. */
  SCHEDULED,
  /** The device fetches the recording. */
  DOWNLOADING,
  /** It sounds, or stands on the board. */
  PLAYING,
  /** Its time ran out before it was heard to its end. */
  EXPIRED,
  /** Another announcement took its place. */
  SUPERSEDED,
  /** Taken back before it was heard to its end. */
  CANCELLED,
  /** The device would not play it. */
  REJECTED,
  /** The device could not play it, or played it without being heard. */
  FAILED,
  /** Heard: at least 95 % of its time, with a volume above 0. */
  PLAYED;

  /** Whether nothing more is expected of the device. */
  public boolean isFinal() {
    return compareTo(EXPIRED) >= 0;
  }
}
