package vn.loa.bench.mqtt;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vn.loa.channel.Address;

/**
 * A device and where it stands.
 *
 * @param areas whose commands it takes, the largest first
 */
record FleetPlace(String id, List<String> areas) {

  static final String CITY = "hcmc";

  private static final int DISTRICTS = 20;
  private static final int WARDS = 10;

  /** A city's, spread evenly over wards. */
  static List<FleetPlace> city(int devices) {
    return IntStream.range(0, devices).mapToObj(FleetPlace::of).toList();
  }

  private static FleetPlace of(int index) {
    String district = "q" + index % DISTRICTS;
    String ward = district + "-p" + index / DISTRICTS % WARDS;
    return new FleetPlace(Work.device(index), List.of(CITY, district, ward));
  }

  Address.Device address() {
    return new Address.Device(id, areas.get(areas.size() - 1));
  }

  String topic(String kind) {
    return "tt/v1/d/" + id + "/" + kind;
  }

  /** Topics on which it is spoken to. */
  String[] commands() {
    return IntStream.rangeClosed(0, areas.size())
        .mapToObj(i -> i == 0 ? topic("cmd") : area(areas.get(i - 1)))
        .toArray(String[]::new);
  }

  static String area(String code) {
    return "tt/v1/a/" + code + "/cmd";
  }

  String birth(int session, String at) {
    String codes = areas.stream().map(it -> '"' + it + '"').collect(Collectors.joining(","));
    return """
        {"v":1,"device":"%s","online":true,"session":%d,"at":"%s","fw":"1.0","areas":[%s],\
        "clockSynced":true,"volume":70,"caps":["say","play","show"]}"""
        .formatted(id, session, at, codes);
  }

  String played(String message, int sequence, String at) {
    return "{\"v\":1,\"id\":\""
        + (id + '-' + sequence)
        + "\",\"msg\":\""
        + message
        + "\",\"device\":\""
        + id
        + "\",\"seq\":"
        + sequence
        + ",\"state\":\"played\",\"at\":\""
        + at
        + "\",\"playedMs\":5000,\"ofMs\":5000,\"loop\":1,\"volume\":70,\"audible\":\"yes\"}";
  }
}
