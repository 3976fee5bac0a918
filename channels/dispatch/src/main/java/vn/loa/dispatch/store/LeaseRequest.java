package vn.loa.dispatch.store;

import java.time.Duration;
import java.time.Instant;

/**
 * What a worker asks for.
 *
 * @param campaign its key
 * @param route index, in {@link CampaignRecord#channels()}, of the channel that will send it
 * @param from lowest route that the deliveries may still wait for: below {@code route} where an
 *     earlier channel is unavailable; from 0 to {@code route}
 * @param ttl how long the lease holds without a {@link DispatchStore#record}; stores whose leases
 *     end with their process may let it hold for longer
 */
public record LeaseRequest(String campaign, int route, int from, Instant now, Duration ttl) {

  public LeaseRequest {
    if (from < 0 || from > route || route >= CampaignRecord.MOST_CHANNELS) {
      throw new IllegalArgumentException("routes " + from + " to " + route + " cannot be");
    }
  }
}
