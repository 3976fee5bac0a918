package vn.loa.bench.mqtt;

import java.util.Locale;

/** The rows of {@link MqttPeers}. */
enum Peer {
  RAW,
  LOA,
  PAHO,
  HIVEMQ;

  Client open(Client.Place place) throws Exception {
    return switch (this) {
      case RAW -> new RawClient(place);
      case LOA -> new LoaClient(place);
      case PAHO -> new PahoClient(place);
      case HIVEMQ -> new HivemqClient(place);
    };
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
