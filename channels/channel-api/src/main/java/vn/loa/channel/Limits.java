package vn.loa.channel;

/**
 * How much a channel takes at once.
 *
 * @param window most deliveries submitted and not yet answered; at least 1
 * @param batch most deliveries in one {@link Batch}; at least 1, at most {@code window}
 */
public record Limits(int window, int batch) {

  public Limits {
    if (window < 1) {
      throw new IllegalArgumentException("window must be at least 1 but was " + window);
    }
    if (batch < 1 || batch > window) {
      throw new IllegalArgumentException(
          "batch must be 1 to window (" + window + ") but was " + batch);
    }
  }
}
