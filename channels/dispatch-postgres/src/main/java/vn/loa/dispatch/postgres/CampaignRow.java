package vn.loa.dispatch.postgres;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.CampaignStand.Phase;

/**
 * A campaign as its row has it.
 *
 * @param number names it and its parts of the tables
 * @param givenUpBefore second of Unix time: receipts of what was sent earlier are not awaited
 * @param unconfirmed of what was sent earlier, how many had no receipt when that was said
 * @param summary all that is left of it, or null
 */
record CampaignRow(
    int number,
    CampaignRecord record,
    boolean complete,
    boolean paused,
    boolean cancelled,
    Urgency urgency,
    Instant notBefore,
    long givenUpBefore,
    long unconfirmed,
    @Nullable CampaignStand summary) {

  String key() {
    return record.key();
  }

  Phase phase() {
    if (cancelled) {
      return Phase.CANCELLED;
    }
    if (!complete) {
      return Phase.OPENING;
    }
    return paused ? Phase.PAUSED : Phase.RUNNING;
  }

  boolean isSummary() {
    return summary != null;
  }

  /** Whether its chunks may be leased, from {@link #notBefore()} on. */
  boolean isRunning() {
    return !isSummary() && phase() == Phase.RUNNING;
  }

  int routes() {
    return record.channels().size();
  }
}
