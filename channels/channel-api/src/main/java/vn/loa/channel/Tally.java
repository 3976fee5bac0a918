package vn.loa.channel;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Counts by state of a campaign. Always adds up to its audience. Immutable. */
public final class Tally {

  private final Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
  private final Map<DeliveryState, Reason> first = new EnumMap<>(DeliveryState.class);

  private Tally(Map<DeliveryState, Long> counts, Map<DeliveryState, Reason> first) {
    counts.forEach(
        (state, count) -> {
          if (count < 0) {
            throw new IllegalArgumentException(state + " cannot be " + count);
          }
          if (count > 0) {
            this.counts.put(state, count);
          }
        });
    this.first.putAll(first);
  }

  /**
   * @param counts deliveries by state; what is not named is zero
   * @param first a reason met in a state, where there is one
   */
  public static Tally of(Map<DeliveryState, Long> counts, Map<DeliveryState, Reason> first) {
    return new Tally(counts, first);
  }

  /** Everybody: the sum of all states. */
  public long audience() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  public long count(DeliveryState state) {
    return counts.getOrDefault(state, 0L);
  }

  /** Taken by the network and not refused since: with proof, or still without. */
  public long sent() {
    return count(DeliveryState.SENT)
        + count(DeliveryState.DELIVERED)
        + count(DeliveryState.UNCONFIRMED);
  }

  /** Reached, with a receipt for each. */
  public long delivered() {
    return count(DeliveryState.DELIVERED);
  }

  public long refused() {
    return count(DeliveryState.REFUSED);
  }

  /** May have gone out: no answer came, or none yet. */
  public long inDoubt() {
    return count(DeliveryState.IN_DOUBT) + count(DeliveryState.ATTEMPTED);
  }

  /**
   * Certainly not sent: expired, cancelled, dead, queued, or deferred. With {@link #sent()}, {@link
   * #refused()} and {@link #inDoubt()} it adds up to the audience.
   */
  public long unsent() {
    return count(DeliveryState.EXPIRED)
        + count(DeliveryState.CANCELLED)
        + count(DeliveryState.DEAD)
        + count(DeliveryState.QUEUED)
        + count(DeliveryState.DEFERRED);
  }

  /** Not yet answered. */
  public long open() {
    return count(DeliveryState.QUEUED)
        + count(DeliveryState.DEFERRED)
        + count(DeliveryState.ATTEMPTED);
  }

  /** One reason met in this state, in the network's words; the first that was counted. */
  public Optional<Reason> first(DeliveryState state) {
    return Optional.ofNullable(first.get(state));
  }

  public Tally plus(Tally other) {
    Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
    counts.putAll(this.counts);
    other.counts.forEach((state, count) -> counts.merge(state, count, Long::sum));
    Map<DeliveryState, Reason> first = new EnumMap<>(DeliveryState.class);
    first.putAll(other.first);
    first.putAll(this.first);
    return new Tally(counts, first);
  }

  /** {@code 9731 recipients: 190 sent, 9500 delivered, 41 refused (ESME_RINVDSTADR: …)}. */
  @Override
  public String toString() {
    StringJoiner states = new StringJoiner(", ", audience() + " recipients: ", "");
    states.setEmptyValue("0 recipients");
    counts.forEach(
        (state, count) ->
            states.add(
                count
                    + " "
                    + state.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + first(state).map(reason -> " (" + reason + ")").orElse("")));
    return states.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally tally && counts.equals(tally.counts) && first.equals(tally.first);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }
}
