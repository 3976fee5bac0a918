package vn.loa.bench.mqtt;

/** Fixed headers of MQTT 3.1.1, section 2.2: the type in the upper four bits. */
final class Frame {

  static final int CONNECT = 0x10;
  static final int CONNACK = 0x20;
  static final int PUBLISH = 0x30;
  static final int PUBACK = 0x40;
  static final int SUBSCRIBE = 0x82;
  static final int SUBACK = 0x90;

  /** Flags of PUBLISH, section 3.3.1. */
  static final int RETAINED = 0x01;

  static final int AT_LEAST_ONCE = 0x02;

  private static final int TYPE = 0xF0;

  private Frame() {}

  static int type(int header) {
    return header & TYPE;
  }
}
