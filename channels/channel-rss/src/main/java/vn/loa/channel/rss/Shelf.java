package vn.loa.channel.rss;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The order of one feed. Every entry that comes or changes takes the next of the feed's places, and
 * leaves the one it had; places in their order are what readers page through:
 *
 * <pre>
 *   place   0 1 2 3 4 5 6 7 8 9 10            three to a page; place 2 was left
 *          [0 1 .|3 4 5|6 7 8]                archive pages 1, 2, 3 (RFC 5005, 4)
 *                       [8 9 10]              the current page: the newest three
 * </pre>
 *
 * <p>Every entry is on the current page or on an archive page that can be reached from it; archive
 * pages change only where an entry leaves them. What the current page shows is kept in memory, and
 * a page of the archive is read when somebody asks. To add an entry costs the same whatever the
 * size of the feed.
 *
 * <p>Changed by one thread. Pages may be asked for by any.
 */
final class Shelf {

  private static final Logger LOG = System.getLogger("vn.loa.channel.rss");
  private static final long LEFT = -1;
  private static final int PAGES_KEPT = 32;

  private final Feed feed;
  private final int size;
  private final Loader loader;
  private final Map<String, Integer> placeOf = new HashMap<>();
  private final Deque<Shown> window = new ArrayDeque<>();
  private final Deque<Edition.Tombstone> tombstones = new ArrayDeque<>();
  private final Map<Integer, Edition> pages = new LinkedHashMap<>(PAGES_KEPT * 2, 0.75f, true);
  private final Set<Integer> changed = new TreeSet<>();
  private long[] places = new long[64];
  private int used;
  private int archives;

  /** Counts changes to pages: what was read before one is not kept after it. */
  private int leavings;

  private Instant updated;
  private volatile Edition current;

  /** Reads an entry back. */
  interface Loader {
    Fragment load(long position) throws IOException;
  }

  /**
   * @param fragment null until it is read
   */
  private record Shown(int place, @Nullable Fragment fragment) {}

  /**
   * @param size how many entries a page shows
   * @param now when a feed without entries was updated
   */
  Shelf(Feed feed, int size, Loader loader, Instant now) {
    this.feed = feed;
    this.size = size;
    this.loader = loader;
    this.updated = now;
    this.current = Edition.current(feed, 0, List.of(), List.of(), now);
  }

  Feed feed() {
    return feed;
  }

  boolean holds(String key) {
    return placeOf.containsKey(key);
  }

  /** The page that shows the newest. */
  Edition current() {
    return current;
  }

  /** How many pages of the archive there are to reach. */
  int archives() {
    return current.older();
  }

  /**
   * An entry comes, or has changed, and is the newest from here on.
   *
   * @param key the same for an entry that changed
   * @param fragment null to read it when it is shown
   */
  synchronized void put(String key, long position, @Nullable Fragment fragment, Instant at) {
    leave(placeOf.get(key));
    if (used == places.length) {
      places = Arrays.copyOf(places, used * 2);
    }
    places[used] = position;
    placeOf.put(key, used);
    window.addFirst(new Shown(used, fragment));
    if (window.size() > size) {
      window.removeLast();
    }
    used++;
    updated = at;
  }

  /** An entry stands elsewhere in the store, and is the same. */
  synchronized void move(String key, long position) {
    Integer place = placeOf.get(key);
    if (place != null) {
      places[place] = position;
    }
  }

  /** An entry goes. */
  synchronized void remove(String key, Instant at) {
    leave(placeOf.remove(key));
    updated = at;
  }

  /** What went is said to have gone, to those who can hear it. */
  void bury(String uri, Instant when) {
    tombstones.addFirst(new Edition.Tombstone(uri, when));
    if (tombstones.size() > size) {
      tombstones.removeLast();
    }
  }

  /** What had gone is back. */
  void revive(String uri) {
    tombstones.removeIf(tombstone -> tombstone.uri().equals(uri));
  }

  /** Readers see what came and went since the last time. */
  void publish() {
    List<Fragment> shown = refill();
    int reached = archivesBelow();
    synchronized (this) {
      if (reached != archives) {
        pages.remove(archives); // it has a neighbour now, or none any more
        leavings++;
        for (int page = Math.max(1, Math.min(archives, reached)); page <= reached; page++) {
          changed.add(page);
        }
      }
      archives = reached;
    }
    current = Edition.current(feed, reached, shown, List.copyOf(tombstones), updated);
  }

  /** Pages of the archive that are others than when this was asked last. */
  synchronized Set<Integer> takeChanged() {
    Set<Integer> some = new TreeSet<>(changed);
    changed.clear();
    return some;
  }

  /** The page that shows an entry: {@link Feed#CURRENT} or one of the archive. */
  synchronized int pageOf(String key) {
    Integer place = placeOf.get(key);
    return place == null || place >= oldestShown() ? Feed.CURRENT : place / size + 1;
  }

  /**
   * A page of the archive.
   *
   * @return null if there is none of this number
   * @throws IOException if it cannot be read now
   */
  @Nullable Edition archive(int page) throws IOException {
    long[] positions;
    int newer;
    int read;
    synchronized (this) {
      Edition kept = pages.get(page);
      if (kept != null || page < 1 || page > archives) {
        return kept;
      }
      positions = Arrays.copyOfRange(places, (page - 1) * size, page * size);
      newer = page < archives ? page + 1 : Feed.CURRENT;
      read = leavings;
    }
    Edition edition = edition(page, newer, positions);
    synchronized (this) {
      if (read == leavings) {
        pages.put(page, edition);
        if (pages.size() > PAGES_KEPT) {
          pages.remove(pages.keySet().iterator().next());
        }
      }
    }
    return edition;
  }

  private Edition edition(int page, int newer, long[] positions) throws IOException {
    List<Fragment> fragments = new ArrayList<>(positions.length);
    Instant newest = Instant.EPOCH;
    for (int i = positions.length - 1; i >= 0; i--) {
      if (positions[i] != LEFT) {
        Fragment fragment = loader.load(positions[i]);
        fragments.add(fragment);
        Instant changed = fragment.item().updated();
        newest = changed.isAfter(newest) ? changed : newest;
      }
    }
    return Edition.archive(feed, page, newer, fragments, newest);
  }

  private void leave(@Nullable Integer place) {
    if (place == null) {
      return;
    }
    places[place] = LEFT;
    int page = place / size + 1;
    pages.remove(page);
    changed.add(page);
    leavings++;
    window.removeIf(shown -> shown.place() == place);
  }

  /**
   * The newest entries, read back where they are not known; one that cannot be read is left out.
   */
  private List<Fragment> refill() {
    for (int place = oldestShown() - 1; place >= 0 && window.size() < size; place--) {
      if (places[place] != LEFT) {
        window.addLast(new Shown(place, null));
      }
    }
    List<Fragment> shown = new ArrayList<>(window.size());
    for (int left = window.size(); left > 0; left--) {
      Shown next = loaded(window.removeFirst());
      window.addLast(next);
      if (next.fragment() != null) {
        shown.add(next.fragment());
      }
    }
    return shown;
  }

  private Shown loaded(Shown shown) {
    if (shown.fragment() != null) {
      return shown;
    }
    try {
      return new Shown(shown.place(), loader.load(places[shown.place()]));
    } catch (IOException cause) {
      LOG.log(
          Level.WARNING,
          "feed %s does not show one of its entries: %s"
              .formatted(feed.name(), cause.getMessage()));
      return shown;
    }
  }

  private int oldestShown() {
    return window.isEmpty() ? used : window.getLast().place();
  }

  /** How many pages hold all that the current one does not; the last may share entries with it. */
  private int archivesBelow() {
    return window.size() < size ? 0 : (oldestShown() + size - 1) / size;
  }
}
