package vn.loa.example.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Tally;
import vn.loa.channel.Time;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.ChannelStand;

/**
 * How fast a campaign moves, from what it was each time one looked. Not safe for use by several
 * threads.
 */
public final class CampaignMeter {

  /** What happened before it says little about what comes. */
  private static final long LOOKS_BACK = Duration.ofSeconds(5).toNanos();

  private record Look(long nanos, long waiting) {}

  private final Deque<Look> looks = new ArrayDeque<>();
  private final Campaign campaign;
  private final int order;
  private final Time time;
  private @Nullable Long firstAfterMillis;

  /**
   * @param order among the campaigns of the page, the first first
   */
  public CampaignMeter(Campaign campaign, int order, Time time) {
    this.campaign = campaign;
    this.order = order;
    this.time = time;
  }

  public Campaign campaign() {
    return campaign;
  }

  /** Its first message was at the other end so long after it was accepted. */
  public void firstAfter(Duration wait) {
    firstAfterMillis = wait.toMillis();
  }

  /**
   * How it stands now.
   *
   * @param channel the one that carries it, as it stands
   */
  public Parts.CampaignPart look(ChannelStand channel) {
    Tally tally = campaign.tally();
    long waiting = tally.count(DeliveryState.QUEUED) + tally.count(DeliveryState.DEFERRED);
    double perSecond = rate(waiting);
    return new Parts.CampaignPart(
        order,
        campaign.message().id(),
        campaign.message().title(),
        channel.name(),
        campaign.urgency().name(),
        phase(tally),
        tally.audience(),
        tally.sent() - tally.delivered(),
        tally.delivered(),
        tally.refused(),
        tally.inDoubt(),
        tally.unsent(),
        waiting,
        Math.round(perSecond * 10) / 10.0,
        left(waiting, perSecond),
        channel.unanswered(),
        channel.window(),
        firstAfterMillis);
  }

  private String phase(Tally tally) {
    boolean complete = tally.open() == 0 && tally.count(DeliveryState.SENT) == 0;
    return complete ? "COMPLETED" : campaign.phase().name();
  }

  private double rate(long waiting) {
    long now = time.nanos();
    looks.addLast(new Look(now, waiting));
    while (now - looks.getFirst().nanos() > LOOKS_BACK) {
      looks.removeFirst();
    }
    Look first = looks.getFirst();
    long nanos = now - first.nanos();
    return nanos == 0 ? 0 : Math.max(0, (first.waiting() - waiting) * 1e9 / nanos);
  }

  private static @Nullable Long left(long waiting, double perSecond) {
    if (waiting == 0) {
      return 0L;
    }
    return perSecond == 0 ? null : (long) Math.ceil(waiting / perSecond);
  }
}
