package vn.loa.reporting;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Tally;

/** Counts deliveries that are at hand one by one. */
final class Tallies {

  static Tally count(List<Delivery> deliveries) {
    Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
    Map<DeliveryState, Reason> first = new EnumMap<>(DeliveryState.class);
    for (Delivery delivery : deliveries) {
      counts.merge(delivery.state(), 1L, Long::sum);
      if (delivery.reason() != null) {
        first.putIfAbsent(delivery.state(), delivery.reason());
      }
    }
    return Tally.of(counts, first);
  }

  private Tallies() {}
}
