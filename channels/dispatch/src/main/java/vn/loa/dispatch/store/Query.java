package vn.loa.dispatch.store;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.DeliveryState;

/**
 * What to show.
 *
 * @param campaign key of the only one, or null for all of them in the order they were accepted
 * @param states deliveries in one of these states; empty for none
 * @param open only campaigns to which more may happen than a late receipt
 */
public record Query(@Nullable String campaign, Set<DeliveryState> states, boolean open) {

  public Query {
    states = Set.copyOf(states);
  }

  /** Every campaign, without its deliveries. */
  public static Query campaigns() {
    return new Query(null, Set.of(), false);
  }

  /** Every campaign to which more may happen than a late receipt, without its deliveries. */
  public static Query openCampaigns() {
    return new Query(null, Set.of(), true);
  }

  /** One campaign, without its deliveries. */
  public static Query campaign(String key) {
    return new Query(key, Set.of(), false);
  }

  /** One campaign with all of its deliveries. */
  public static Query deliveries(String key) {
    return deliveries(key, EnumSet.allOf(DeliveryState.class));
  }

  /** One campaign with its deliveries in one of these states. */
  public static Query deliveries(String key, Set<DeliveryState> states) {
    return new Query(key, states, false);
  }

  /** Every campaign with its deliveries in one of these states. */
  public static Query all(Set<DeliveryState> states) {
    return new Query(null, states, false);
  }
}
