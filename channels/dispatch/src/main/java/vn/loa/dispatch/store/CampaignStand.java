package vn.loa.dispatch.store;

import java.time.Instant;
import vn.loa.channel.Tally;
import vn.loa.channel.Urgency;

/**
 * A campaign as it stands.
 *
 * @param urgency its lane now
 * @param notBefore nothing is sent earlier, as it stands now
 * @param tally adds up to the recipients that are here
 * @param summary whether only this is left of it: its deliveries are no more known one by one
 */
public record CampaignStand(
    CampaignRecord campaign,
    Phase phase,
    Urgency urgency,
    Instant notBefore,
    Tally tally,
    boolean summary) {

  /** What it does. Whether anything is left to do, its tally tells. */
  public enum Phase {
    /** Its last chunk is not here yet. */
    OPENING,
    RUNNING,
    PAUSED,
    CANCELLED
  }
}
