package vn.loa.reporting;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import vn.loa.channel.Address;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Tally;
import vn.loa.plan.Clause;

/** Counts deliveries one by one; keeps none of them. Not safe for use by several threads. */
final class DeliveryCount {

  /** Counts by state, with a reason met in each. */
  private static final class States {

    private final Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
    private final Map<DeliveryState, Reason> first = new EnumMap<>(DeliveryState.class);

    void add(Delivery delivery) {
      counts.merge(delivery.state(), 1L, Long::sum);
      if (delivery.reason() != null) {
        first.putIfAbsent(delivery.state(), delivery.reason());
      }
    }

    Tally tally() {
      return Tally.of(counts, first);
    }
  }

  private final States all = new States();
  private final Map<String, States> areas = new HashMap<>();
  private Duration played = Duration.ZERO;
  private long published;

  void add(Delivery delivery) {
    all.add(delivery);
    if (delivery.recipient().kind() == Address.Kind.DEVICE) {
      String area = ((Address.Device) delivery.recipient()).area();
      areas.computeIfAbsent(area, any -> new States()).add(delivery);
    }
    delivery.receipt(Receipt.Played.class).ifPresent(it -> played = played.plus(it.played()));
    if (delivery.receipt(Receipt.Published.class).isPresent()) {
      published++;
    }
  }

  CampaignFigures figures(String campaign, String channel, Clause theme, Clause form) {
    Map<String, Tally> tallies = new HashMap<>();
    areas.forEach((area, states) -> tallies.put(area, states.tally()));
    return new CampaignFigures(
        campaign, channel, theme, form, all.tally(), 0, played, published, tallies);
  }
}
