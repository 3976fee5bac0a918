package vn.loa.channel.mqtt;

import java.time.Duration;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recipients of announcements that are not covered yet: they wait a moment for others of the same
 * one, so that areas come together. The hub's lock guards it.
 */
final class Gatherings {

  /** Where recipients never stop coming, it is after so many pauses. */
  private static final int MOST_PAUSES = 10;

  private final long pause;
  private final Map<Announcement, Gathering> byAnnouncement = new LinkedHashMap<>();
  private final Timetable<Announcement> dues = new Timetable<>();

  /** Of one announcement. */
  private static final class Gathering {

    private final BitSet devices = new BitSet();
    private final long first;
    private long last;

    Gathering(long nanos) {
      this.first = nanos;
      this.last = nanos;
    }

    long due(long pause) {
      return first + Math.min(last - first + pause, pause * MOST_PAUSES);
    }
  }

  /**
   * @param pause it is over when nobody came for so long
   */
  Gatherings(Duration pause) {
    this.pause = pause.toNanos();
  }

  void add(Announcement it, int device, long nanos) {
    Gathering gathering = byAnnouncement.computeIfAbsent(it, unused -> new Gathering(nanos));
    gathering.last = nanos;
    gathering.devices.set(device);
    dues.put(it, gathering.due(pause));
  }

  boolean has(Announcement it, int device) {
    Gathering gathering = byAnnouncement.get(it);
    return gathering != null && gathering.devices.get(device);
  }

  /** An announcement whose recipients have gathered; null when there is none. */
  @Nullable Announcement due(long nanos) {
    for (Announcement it = dues.due(nanos); it != null; it = dues.due(nanos)) {
      Gathering gathering = byAnnouncement.get(it);
      if (gathering != null && gathering.due(pause) - nanos <= 0) {
        return it;
      }
      if (gathering != null) {
        dues.put(it, gathering.due(pause));
      }
    }
    return null;
  }

  /** Its recipients, taken out. */
  BitSet take(Announcement it) {
    Gathering gathering = byAnnouncement.remove(it);
    return gathering == null ? new BitSet() : gathering.devices;
  }

  /** Those of which some gather: a copy. */
  List<Announcement> all() {
    return List.copyOf(byAnnouncement.keySet());
  }

  /** When the next is due, or {@code latest} if that is sooner. */
  long next(long latest) {
    return dues.next(latest);
  }
}
