package vn.loa.reporting;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.loa.channel.Delivery;
import vn.loa.channel.Tally;
import vn.loa.plan.Clause;

/**
 * What one campaign came to on one channel, so far: which theme, by which form, how far it got, and
 * the proof in figures. Immutable.
 *
 * @param campaign its key
 * @param channel name of the channel that carried it
 * @param theme clause of the theme it was about
 * @param form clause of the form it took
 * @param tally every recipient, by state
 * @param parts of SMS that the network took, as the operator counts them; 0 when not known
 * @param played sounding time that devices proved, summed over all of them
 * @param published documents that were read back after publication
 * @param areas tally by area code, for recipients that stand in one; sorted by code
 */
public record CampaignFigures(
    String campaign,
    String channel,
    Clause theme,
    Clause form,
    Tally tally,
    long parts,
    Duration played,
    long published,
    Map<String, Tally> areas) {

  public CampaignFigures {
    if (parts < 0 || published < 0 || played.isNegative()) {
      throw new IllegalArgumentException("figures of " + campaign + " cannot be negative");
    }
    areas = Collections.unmodifiableMap(new TreeMap<>(areas));
  }

  /**
   * Gathers the figures from deliveries that are at hand; {@link CampaignReading} reads millions.
   */
  public static CampaignFigures of(
      String campaign, String channel, Clause theme, Clause form, List<Delivery> deliveries) {
    DeliveryCount count = new DeliveryCount();
    deliveries.forEach(count::add);
    return count.figures(campaign, channel, theme, form);
  }

  /** The same, of messages that take so many parts each; every one that was taken counts. */
  public CampaignFigures withPartsEach(int parts) {
    return new CampaignFigures(
        campaign,
        channel,
        theme,
        form,
        tally,
        Math.multiplyExact(tally.sent(), (long) parts),
        played,
        published,
        areas);
  }
}
