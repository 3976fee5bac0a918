package vn.loa.channel.mqtt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every device that was addressed or has spoken, numbered, and who listens in which area: a device
 * itself says so when it comes, and is taken to listen there while it is away. The hub's lock
 * guards it.
 */
final class Fleet {

  /** More than a country has; a flood of invented names ends here. */
  private static final int MOST = 500_000;

  private final Map<String, Device> byId = new HashMap<>();
  private final List<Device> devices = new ArrayList<>();
  private final Map<String, BitSet> members = new HashMap<>();

  /** The device of this name, made if need be; null when there are too many. */
  @Nullable Device device(String id) {
    Device known = byId.get(id);
    if (known != null || devices.size() == MOST) {
      return known;
    }
    Device made = new Device(id, devices.size());
    byId.put(id, made);
    devices.add(made);
    return made;
  }

  @Nullable Device find(String id) {
    return byId.get(id);
  }

  Device get(int index) {
    return devices.get(index);
  }

  /** How many are there, or away, as far as they said. */
  int count(Presence presence) {
    return (int) devices.stream().filter(it -> it.presence() == presence).count();
  }

  List<DeviceStand> stands() {
    return devices.stream().map(Device::stand).toList();
  }

  /** As {@link Device#take}; also notes where it listens from here on. */
  boolean take(Device device, Incoming.Presence said, Instant now) {
    List<String> before = device.areas();
    boolean news = device.take(said, now);
    if (!before.equals(device.areas())) {
      before.forEach(area -> leave(area, device));
      device.areas().forEach(area -> members(area).set(device.index()));
    }
    return news;
  }

  /** An area where nobody listens any more is forgotten: devices may name any. */
  private void leave(String area, Device device) {
    BitSet left = members(area);
    left.clear(device.index());
    if (left.isEmpty()) {
      members.remove(area);
    }
  }

  /** How many areas somebody listens in. */
  int areas() {
    return members.size();
  }

  private BitSet members(String area) {
    return members.computeIfAbsent(area, it -> new BitSet());
  }

  /**
   * Areas whose every listener is wanted or may as well hear it, so that one publish reaches many:
   * the fewest that can be told quickly, the largest first. What they cover is taken out of {@code
   * wanted}.
   *
   * @param wanted indexes of devices
   * @param harmless of those who may hear it again
   */
  List<String> cover(BitSet wanted, BitSet harmless) {
    List<String> chosen = new ArrayList<>();
    if (wanted.cardinality() < 2) {
      return chosen;
    }
    List<String> candidates = new ArrayList<>(areasOf(wanted));
    Map<String, Integer> worth = new HashMap<>();
    candidates.removeIf(area -> !mayHear(members(area), wanted, harmless));
    candidates.forEach(area -> worth.put(area, common(members(area), wanted).cardinality()));
    candidates.sort(Comparator.comparing(area -> -worth.getOrDefault(area, 0)));
    for (String area : candidates) {
      if (isWorth(members(area), wanted)) {
        chosen.add(area);
        wanted.andNot(members(area));
      }
    }
    return chosen;
  }

  /** One publish to an area goes to everybody there: at least half of them must be meant. */
  private static boolean isWorth(BitSet listeners, BitSet wanted) {
    int meant = common(listeners, wanted).cardinality();
    return meant >= 2 && meant * 2 >= listeners.cardinality();
  }

  /** Whether one publish to this area still reaches all of these, and nobody else but those. */
  boolean isCover(String area, int[] devices, BitSet harmless) {
    BitSet others = listeners(area);
    for (int device : devices) {
      if (!others.get(device)) {
        return false;
      }
    }
    others.andNot(harmless);
    return others.isEmpty();
  }

  /** Who listens in this area: a copy. */
  BitSet listeners(String area) {
    return (BitSet) members.getOrDefault(area, new BitSet()).clone();
  }

  private Set<String> areasOf(BitSet wanted) {
    Set<String> areas = new LinkedHashSet<>();
    wanted.stream().forEach(index -> areas.addAll(devices.get(index).areas()));
    return areas;
  }

  private static boolean mayHear(BitSet listeners, BitSet wanted, BitSet harmless) {
    BitSet others = (BitSet) listeners.clone();
    others.andNot(wanted);
    others.andNot(harmless);
    return others.isEmpty();
  }

  private static BitSet common(BitSet one, BitSet other) {
    BitSet common = (BitSet) one.clone();
    common.and(other);
    return common;
  }
}
