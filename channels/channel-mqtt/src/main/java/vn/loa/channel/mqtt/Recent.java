package vn.loa.channel.mqtt;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last 16,384 ends that were told of deliveries which nobody here knew, so that what comes
 * twice is told once. The hub's lock guards it.
 */
final class Recent {

  private static final int KNOWN = 16_384;

  private final Map<String, Incoming.Report> ends =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Incoming.Report> eldest) {
          return size() > KNOWN;
        }
      };

  /** Whether it is the first end of this delivery. */
  boolean isNew(String reference, Incoming.Report end) {
    return ends.putIfAbsent(reference, end) == null;
  }

  /** What was told of this delivery; null if nothing was. */
  Incoming.@Nullable Report find(String reference) {
    return ends.get(reference);
  }
}
