package vn.loa.reporting;

import java.time.Duration;
import java.util.Map;
import vn.loa.channel.Tally;

/** Figures of campaigns that were never sent. */
final class Figures {

  static CampaignFigures of(String campaign, String channel, Tally tally, Duration played) {
    return new CampaignFigures(
        campaign, channel, SmallCity.THEME, SmallCity.SMS, tally, 0, played, 0, Map.of());
  }

  private Figures() {}
}
