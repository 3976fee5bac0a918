package vn.loa.plan.ledger;

import java.time.Duration;

/**
 * By how much reports came late: the spread that a rate does not show. Whole seconds from the due
 * instant to the arrival; a report that came at the due instant is late by zero.
 *
 * <p>Quantiles are nearest ranks: of {@code n} values in ascending order the median is the {@code
 * ⌈n/2⌉}th and the ninetieth percentile the {@code ⌈9n/10⌉}th. Each is the lateness of a report
 * that exists; nothing is interpolated.
 *
 * @param reports how many came late; at least one
 */
public record Lateness(long reports, Duration median, Duration ninetiethPercentile) {

  public Lateness {
    if (reports < 1) {
      throw new IllegalArgumentException("there is no lateness of " + reports + " reports");
    }
    if (median.isNegative() || ninetiethPercentile.compareTo(median) < 0) {
      throw new IllegalArgumentException(
          "%s and %s are no median and ninetieth percentile"
              .formatted(median, ninetiethPercentile));
    }
  }
}
