package vn.loa.channel.mqtt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what came and was no message of a device. Safe for use by several threads. */
final class Strays {

  private static final Logger LOG = System.getLogger("vn.loa.channel.mqtt");

  private final String name;
  private final Map<StrayException.Kind, Long> counts = new EnumMap<>(StrayException.Kind.class);

  Strays(String name) {
    this.name = name;
  }

  /** One line for the 1st, 2nd, 4th, 8th, ... of a kind: a mad device must not fill the log. */
  synchronized void note(StrayException.Kind kind, String detail) {
    long count = counts.merge(kind, 1L, Long::sum);
    if (Long.bitCount(count) == 1) {
      LOG.log(
          Level.WARNING,
          "{0}: {1} device messages dropped so far, {2}; last: {3}",
          name,
          count,
          kind.name().toLowerCase(Locale.ROOT),
          detail);
    }
  }

  /** A copy. */
  synchronized Map<StrayException.Kind, Long> counts() {
    return Map.copyOf(counts);
  }
}
