package vn.loa.channel.mqtt;

/** Whether a device is there. */
public enum Presence {
  /** It never said. */
  UNKNOWN,
  ONLINE,
  OFFLINE
}
