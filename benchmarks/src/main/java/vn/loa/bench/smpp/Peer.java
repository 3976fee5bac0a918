package vn.loa.bench.smpp;

import java.util.Locale;

/** The rows of {@link SmppPeers}. */
enum Peer {
  RAW,
  LOA,
  LOA_PUSH,
  JSMPP,
  JSMPP_NODELAY,
  CLOUDHOPPER,
  CAMEL;

  Client open(Client.Place place) throws Exception {
    return switch (this) {
      case RAW -> new RawClient(place);
      case LOA -> new FedByThread(place);
      case LOA_PUSH -> new FedByAnswers(place);
      case JSMPP -> JsmppClient.plain(place);
      case JSMPP_NODELAY -> JsmppClient.withoutDelay(place);
      case CLOUDHOPPER -> new CloudhopperClient(place);
      case CAMEL -> new CamelClient(place);
    };
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
