package vn.loa.dispatch.journal;

import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many octets of a part of the log are about what: so it is known how many are dead. */
final class Extents {

  private final Map<Integer, long[]> details = new HashMap<>();
  private final Map<Integer, long[]> summaries = new HashMap<>();
  private final BitSet forgotten = new BitSet();
  private long waiting;
  private Instant lastWaiting = Instant.MIN;
  private int last = -1;
  private long @Nullable [] ofLast;

  void detail(int campaign, long octets) {
    long[] sum = ofLast;
    if (sum == null || campaign != last) {
      sum = details.computeIfAbsent(campaign, it -> new long[1]);
      last = campaign;
      ofLast = sum;
    }
    sum[0] += octets;
  }

  void summary(int campaign, long octets) {
    summaries.computeIfAbsent(campaign, it -> new long[1])[0] += octets;
  }

  /** Is dead as soon as what it ends is. */
  void forgotten(int campaign, long octets) {
    detail(campaign, octets);
    forgotten.set(campaign);
  }

  void waiting(long octets, Instant since) {
    waiting += octets;
    lastWaiting = since.isAfter(lastWaiting) ? since : lastWaiting;
  }

  void waited(long octets) {
    waiting += octets;
  }

  void add(Extents other) {
    other.details.forEach((campaign, octets) -> detail(campaign, octets[0]));
    other.summaries.forEach((campaign, octets) -> summary(campaign, octets[0]));
    forgotten.or(other.forgotten);
    waiting(other.waiting, other.lastWaiting);
  }

  void clear() {
    details.clear();
    summaries.clear();
    forgotten.clear();
    waiting = 0;
    lastWaiting = Instant.MIN;
    ofLast = null;
  }

  /** Campaigns of which a summary was told. */
  BitSet summarised() {
    BitSet campaigns = new BitSet();
    summaries.keySet().forEach(campaigns::set);
    return campaigns;
  }

  BitSet forgotten() {
    return (BitSet) forgotten.clone();
  }

  /** Campaigns that something was told of. */
  BitSet campaigns() {
    BitSet campaigns = summarised();
    details.keySet().forEach(campaigns::set);
    return campaigns;
  }

  /** Octets of the details of some campaigns, and of the summaries of some. */
  long octets(BitSet detailsOf, BitSet summariesOf) {
    return octets(details, detailsOf) + octets(summaries, summariesOf);
  }

  private static long octets(Map<Integer, long[]> octets, BitSet of) {
    return octets.entrySet().stream()
        .filter(it -> of.get(it.getKey()))
        .mapToLong(it -> it.getValue()[0])
        .sum();
  }

  /** Octets of receipts that wait no more. */
  long deadWaiting(Instant since) {
    return receiptsWait(since) ? 0 : waiting;
  }

  /** Whether a receipt here may still wait. */
  boolean receiptsWait(Instant since) {
    return waiting > 0 && !lastWaiting.isBefore(since);
  }

  /**
   * Octets still needed.
   *
   * @param waitingSince receipts that wait since earlier are dead
   */
  long live(BitSet summarised, BitSet forgotten, Instant waitingSince) {
    long live = receiptsWait(waitingSince) ? waiting : 0;
    for (Map.Entry<Integer, long[]> detail : details.entrySet()) {
      int campaign = detail.getKey();
      live += summarised.get(campaign) || forgotten.get(campaign) ? 0 : detail.getValue()[0];
    }
    for (Map.Entry<Integer, long[]> summary : summaries.entrySet()) {
      live += forgotten.get(summary.getKey()) ? 0 : summary.getValue()[0];
    }
    return live;
  }
}
