package vn.loa.channel.mqtt;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The announcements that are kept, and apart from them the few of which somebody still owes an end:
 * a birth or a loss costs what is open, not what is kept. The hub's lock guards it.
 */
final class Announcements {

  private final Map<String, Announcement> byId = new LinkedHashMap<>();
  private final Set<Announcement> unfinished = new LinkedHashSet<>();

  @Nullable Announcement find(String id) {
    return byId.get(id);
  }

  void keep(Announcement it) {
    byId.put(it.message().id(), it);
  }

  void forget(Announcement it) {
    byId.remove(it.message().id());
    unfinished.remove(it);
  }

  /** As {@link Announcement#address}. */
  void address(Announcement it, int device) {
    it.address(device);
    unfinished.add(it);
  }

  /** As {@link Announcement#finish}. */
  boolean finish(Announcement it, int device) {
    boolean first = it.finish(device);
    if (it.unfinished().isEmpty()) {
      unfinished.remove(it);
    }
    return first;
  }

  /** Those with devices of whom no end is known. */
  Collection<Announcement> unfinished() {
    return Collections.unmodifiableCollection(unfinished);
  }

  /** Of all of them, the oldest first: a copy. */
  List<String> ids() {
    return List.copyOf(byId.keySet());
  }
}
