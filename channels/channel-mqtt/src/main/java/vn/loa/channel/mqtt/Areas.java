package vn.loa.channel.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;

/**
 * A city's areas, of any depth, and the devices that stand in them: city › district › ward, or city
 * › ward. Immutable.
 */
public final class Areas {

  private static final Areas NONE = builder().build();

  private final List<String> levels;

  /** Depth first: an area stands before those in it, in the order given. */
  private final Map<String, Area> areas;

  /** Area codes by device id, in the order given. */
  private final Map<String, String> devices;

  private Areas(Builder from, Map<String, Area> areas) {
    this.levels = from.levels;
    this.areas = Collections.unmodifiableMap(areas);
    this.devices = Collections.unmodifiableMap(new LinkedHashMap<>(from.devices));
  }

  /**
   * One area.
   *
   * @param code {@code [A-Za-z0-9._-]{1,64}}, the level of its topics
   * @param name as people write it, in Unicode normal form C
   * @param level the word for areas of its depth ({@code phường}); empty if none was given
   * @param parent code of the area it lies in; null at the top
   */
  public record Area(String code, String name, String level, @Nullable String parent) {}

  /** No names and no order known: every area stands for itself. */
  public static Areas none() {
    return NONE;
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads areas, without devices, from a file in UTF-8: on each line a code, a name, and but for an
   * area at the top the code of the area it lies in, with tabs between them, or commas where there
   * is no tab. Blank lines and lines that start with {@code #} are skipped.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if a line is none of that, or the areas make no tree; says
   *     which line, and what to mend
   */
  public static Areas read(Path file) throws IOException {
    Builder builder = builder();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        readLine(builder, line, file + ", line " + number);
      }
    }
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static void readLine(Builder builder, String line, String place) {
    String[] fields = line.split(line.contains("\t") ? "\t" : ",", -1);
    if (fields.length < 2 || fields.length > 3) {
      throw new IllegalArgumentException(
          "%s: %d fields; write code, name and, but for the top, the code of the area above"
              .formatted(place, fields.length));
    }
    try {
      String parent = fields.length == 3 ? fields[2].strip() : "";
      builder.add(fields[0].strip(), fields[1].strip(), parent.isEmpty() ? null : parent);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }

  /** All of them: an area stands before those in it, which follow in the order given. */
  public List<Area> all() {
    return List.copyOf(areas.values());
  }

  public Optional<Area> find(String code) {
    return Optional.ofNullable(areas.get(code));
  }

  /**
   * Codes of the areas in which an area lies, the largest first, itself last. An area that is not
   * known stands for itself.
   */
  public List<String> ancestors(String code) {
    Deque<String> path = new ArrayDeque<>();
    path.add(code);
    for (Area area = areas.get(code);
        area != null && area.parent() != null;
        area = areas.get(area.parent())) {
      path.addFirst(area.parent());
    }
    return List.copyOf(path);
  }

  /** Code of the area where a device stands; empty if the device is not known. */
  public Optional<String> areaOf(String device) {
    return Optional.ofNullable(devices.get(device));
  }

  /** As {@link #areaOf}; what its address says if the device is not known. */
  String areaOf(Address.Device device) {
    return devices.getOrDefault(device.id(), device.area());
  }

  /**
   * Every device in an area, at every depth, area by area; named like the area.
   *
   * @throws IllegalArgumentException if there is no such area
   */
  public Audience audience(String code) {
    Area area = areas.get(code);
    if (area == null) {
      throw new IllegalArgumentException(
          "there is no area \"" + code + "\": give it with area(code, name, parent)");
    }
    Map<String, List<Address.Device>> byArea =
        devices.entrySet().stream()
            .map(device -> new Address.Device(device.getKey(), device.getValue()))
            .collect(Collectors.groupingBy(Address.Device::area));
    List<Address.Device> found = new ArrayList<>();
    Set<String> within = new HashSet<>(Set.of(code));
    for (Area each : areas.values()) {
      if (within.contains(each.code()) || within.contains(each.parent())) {
        within.add(each.code());
        found.addAll(byArea.getOrDefault(each.code(), List.of()));
      }
    }
    return new Audience(area.name(), found);
  }

  /** To reorganise: what is built then is another value, this one stays. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.levels = levels;
    areas.values().forEach(it -> copy.areas.put(it.code(), it));
    copy.devices.putAll(devices);
    return copy;
  }

  @Override
  public String toString() {
    return areas.size() + " areas, " + devices.size() + " devices";
  }

  /**
   * Areas and devices may be given in any order; what names an area that is never given is told by
   * {@link #build}. Not safe for use by several threads.
   */
  public static final class Builder {

    private final Map<String, Area> areas = new LinkedHashMap<>();
    private final Map<String, String> devices = new LinkedHashMap<>();
    private List<String> levels = List.of();

    private Builder() {}

    /** The words for areas of each depth, the largest first: {@code thành phố, quận, phường}. */
    public Builder levels(String... words) {
      this.levels = List.of(words);
      return this;
    }

    /** An area at the top. */
    public Builder area(String code, String name) {
      return add(code, name, null);
    }

    /** An area that lies in another. */
    public Builder area(String code, String name, String parent) {
      return add(code, name, parent);
    }

    private Builder add(String code, String name, @Nullable String parent) {
      Area area = new Area(Target.area(code).id(), composed(code, name), "", parent);
      if (areas.putIfAbsent(code, area) != null) {
        throw new IllegalArgumentException("area \"" + code + "\" is given twice: leave one out");
      }
      return this;
    }

    private static String composed(String code, String name) {
      if (name.isBlank() || name.codePoints().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            "the name of area \"" + code + "\" must be one line that is not blank");
      }
      return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /** A device, and the area it stands in. */
    public Builder device(Address.Device device) {
      if (devices.putIfAbsent(device.id(), device.area()) != null) {
        throw new IllegalArgumentException(
            "device \"%s\" is given twice: give it another place with moveDevice"
                .formatted(device.id()));
      }
      return this;
    }

    /** A device, and the area it stands in. */
    public Builder device(String id, String area) {
      return device(new Address.Device(id, area));
    }

    /** Puts an area, with all that is in it, into another; it comes last there. */
    public Builder move(String code, String parent) {
      Area moved = remove(code);
      areas.put(code, new Area(code, moved.name(), "", parent));
      return this;
    }

    /** Puts a device elsewhere. */
    public Builder moveDevice(String id, String area) {
      return removeDevice(id).device(id, area);
    }

    /** Abolishes an area; what was in it must be moved or removed as well. */
    public Builder removeArea(String code) {
      remove(code);
      return this;
    }

    private Area remove(String code) {
      Area area = areas.remove(code);
      if (area == null) {
        throw new IllegalArgumentException("there is no area \"" + code + "\" yet: give it first");
      }
      return area;
    }

    /** Takes a device away. */
    public Builder removeDevice(String id) {
      if (devices.remove(id) == null) {
        throw new IllegalArgumentException("there is no device \"" + id + "\" yet: give it first");
      }
      return this;
    }

    /**
     * @throws IllegalArgumentException if an area or a device lies in an area that is not given, or
     *     an area in itself; names it
     */
    public Areas build() {
      areas.values().forEach(it -> require("area", it.code(), it.parent()));
      devices.forEach((id, area) -> require("device", id, area));
      Map<String, Area> ordered = depthFirst();
      for (String code : areas.keySet()) {
        if (!ordered.containsKey(code)) {
          throw new IllegalArgumentException(
              "area \"" + code + "\" lies in itself: give an area above it another parent");
        }
      }
      return new Areas(this, ordered);
    }

    private void require(String what, String name, @Nullable String area) {
      if (area != null && !areas.containsKey(area)) {
        throw new IllegalArgumentException(
            "%s \"%s\" lies in area \"%s\", which is not given: give it, or put the %s elsewhere"
                .formatted(what, name, area, what));
      }
    }

    /** Without recursion: depth is bounded by nothing. A cycle is never reached. */
    private Map<String, Area> depthFirst() {
      Map<String, List<Area>> inside =
          areas.values().stream()
              .filter(it -> it.parent() != null)
              .collect(Collectors.groupingBy(it -> String.valueOf(it.parent())));
      Map<String, Integer> depths = new HashMap<>();
      Map<String, Area> ordered = new LinkedHashMap<>();
      Deque<Area> ahead =
          areas.values().stream()
              .filter(it -> it.parent() == null)
              .collect(Collectors.toCollection(ArrayDeque::new));
      while (!ahead.isEmpty()) {
        Area next = ahead.removeFirst();
        int depth = next.parent() == null ? 0 : 1 + depths.getOrDefault(next.parent(), 0);
        depths.put(next.code(), depth);
        ordered.put(next.code(), new Area(next.code(), next.name(), levelAt(depth), next.parent()));
        List<Area> within = new ArrayList<>(inside.getOrDefault(next.code(), List.of()));
        Collections.reverse(within);
        within.forEach(ahead::addFirst);
      }
      return ordered;
    }

    private String levelAt(int depth) {
      return depth < levels.size() ? levels.get(depth) : "";
    }
  }
}
