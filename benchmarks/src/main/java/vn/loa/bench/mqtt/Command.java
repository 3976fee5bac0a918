package vn.loa.bench.mqtt;

import java.nio.charset.StandardCharsets;

/**
 * What a device is told, read without a parser: no text can hold a quoted name unescaped.
 *
 * @param packet to be acknowledged; 0 at quality of service 0
 * @param json the octets, each as a character
 */
record Command(int packet, String json) {

  /** From a PUBLISH at quality of service 1, without its fixed header. */
  static Command of(byte[] octets, int from, int to) {
    int topic = FrameReader.number(octets, from);
    int packet = from + 2 + topic;
    int payload = packet + 2;
    return new Command(
        FrameReader.number(octets, packet),
        new String(octets, payload, to - payload, StandardCharsets.ISO_8859_1));
  }

  boolean isAnnouncement() {
    String kind = member("kind");
    return kind.equals("say") || kind.equals("play");
  }

  boolean isPing() {
    return member("kind").equals("ping");
  }

  String id() {
    return member("id");
  }

  private String member(String name) {
    String before = '"' + name + "\":\"";
    int begin = json.indexOf(before);
    if (begin < 0) {
      return "";
    }
    int value = begin + before.length();
    return json.substring(value, json.indexOf('"', value));
  }
}
