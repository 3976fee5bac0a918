package vn.loa.channel.mqtt;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import vn.loa.channel.Address;
import vn.loa.channel.Delivery;

/**
 * Who has heard the announcements of a period, by area and day. Rows are as in {@link WardBoard}.
 * Immutable.
 */
public final class WardReport {

  private static final int WORST_PRINTED = 10;

  private final LocalDate first;
  private final int days;
  private final int announcements;
  private final AreaRows areas;

  /**
   * Plays of the devices that stand in an area itself, day by day, area by area: since areas are
   * numbered depth first, an area with all below it is one range.
   */
  private final int[] expected;

  private final int[] heard;
  private final List<DevicePlays> devices;

  private WardReport(Builder from) {
    this.first = from.first;
    this.days = from.days;
    this.announcements = from.messages.size();
    this.areas = new AreaRows(from.known, from.places.keySet());
    this.expected = ordered(from.places, from.expected);
    this.heard = ordered(from.places, from.heard);
    this.devices = from.devicePlays();
  }

  /** Puts what was numbered as it came into the order of the rows. */
  private int[] ordered(Map<String, Integer> places, int[] counts) {
    int[] ordered = new int[areas.size() * days];
    places.forEach(
        (code, place) ->
            System.arraycopy(counts, place * days, ordered, areas.row(code) * days, days));
    return ordered;
  }

  /**
   * How often something was to be heard, and was.
   *
   * @param expected announcements, once for each device addressed, but for those that were taken
   *     back or replaced before they were played
   */
  public record Plays(int expected, int heard) {

    /** 0 to 1; 1 where nothing was to be heard. */
    public double share() {
      return expected == 0 ? 1 : (double) heard / expected;
    }
  }

  /**
   * An area, with everything in it.
   *
   * @param depth 0 at the top
   * @param wards how many are in it; 1 if it is one
   * @param silentWards in how many of them nothing was heard in all the period, though it was
   *     expected
   */
  public record Row(String code, String name, int depth, Plays plays, int wards, int silentWards) {}

  /**
   * A device over the period.
   *
   * @param area code of the area where it stands
   */
  public record DevicePlays(String area, String device, Plays plays) {}

  /**
   * @param first day of the period
   * @param last day of the period, inclusive
   * @throws IllegalArgumentException if the period ends before it begins, or after ten years
   */
  public static Builder builder(Areas areas, LocalDate first, LocalDate last) {
    return new Builder(areas, first, last);
  }

  public LocalDate first() {
    return first;
  }

  /** Inclusive. */
  public LocalDate last() {
    return first.plusDays(days - 1);
  }

  /** How many announcements it is about. */
  public int announcements() {
    return announcements;
  }

  /** Every area, before those in it. */
  public List<Row> rows() {
    return IntStream.range(0, areas.size()).mapToObj(this::row).toList();
  }

  /**
   * One area over the period.
   *
   * @throws IllegalArgumentException if no device in such an area was addressed
   */
  public Row row(String code) {
    return row(areas.row(code));
  }

  private Row row(int row) {
    Areas.Area area = areas.area(row);
    int end = areas.end(row);
    return new Row(
        area.code(),
        area.name(),
        areas.depth(row),
        new Plays(sum(expected, row, end), sum(heard, row, end)),
        (int) IntStream.range(row, end).filter(areas::isWard).count(),
        (int) IntStream.range(row, end).filter(this::isSilentWard).count());
  }

  private int sum(int[] counts, int row, int end) {
    int sum = 0;
    for (int i = row * days; i < end * days; i++) {
      sum += counts[i];
    }
    return sum;
  }

  private boolean isSilentWard(int row) {
    return areas.isWard(row) && sum(expected, row, row + 1) > 0 && sum(heard, row, row + 1) == 0;
  }

  /**
   * One area, with everything in it, on one day.
   *
   * @throws IllegalArgumentException if no device in such an area was addressed in the period, or
   *     the day is not in it
   */
  public Plays plays(String code, LocalDate day) {
    int row = areas.row(code);
    int column = column(first, days, day);
    return new Plays(
        sum(expected, row, areas.end(row), column), sum(heard, row, areas.end(row), column));
  }

  private int sum(int[] counts, int row, int end, int column) {
    int sum = 0;
    for (int i = row; i < end; i++) {
      sum += counts[i * days + column];
    }
    return sum;
  }

  private static int column(LocalDate first, int days, LocalDate day) {
    long column = ChronoUnit.DAYS.between(first, day);
    if (column < 0 || column >= days) {
      throw new IllegalArgumentException(
          "%s is not in the period %s to %s: ask another report"
              .formatted(day, first, first.plusDays(days - 1)));
    }
    return (int) column;
  }

  /** Everywhere. */
  public Plays plays() {
    return new Plays(sum(expected, 0, areas.size()), sum(heard, 0, areas.size()));
  }

  /** Wards in which nothing was heard in all the period, though it was expected. */
  public List<Row> silentWards() {
    return IntStream.range(0, areas.size()).filter(this::isSilentWard).mapToObj(this::row).toList();
  }

  /** Devices that missed something: those that missed most first, at most that many. */
  public List<DevicePlays> worstDevices(int most) {
    return devices.stream()
        .filter(it -> missed(it) > 0)
        .sorted(
            Comparator.comparingInt(WardReport::missed)
                .reversed()
                .thenComparing(it -> it.plays().share())
                .thenComparing(DevicePlays::device))
        .limit(most)
        .toList();
  }

  private static int missed(DevicePlays device) {
    return device.plays().expected() - device.plays().heard();
  }

  /** A table for people, at most 100 columns wide. */
  public String print() {
    Table table = new Table("Area", "expected", "heard", "share", "wards", "silent wards");
    for (Row row : rows()) {
      table.line(
          "  ".repeat(row.depth()) + row.name(),
          row.plays().expected(),
          row.plays().heard(),
          share(row.plays()),
          row.wards(),
          row.silentWards());
    }
    Table worst = new Table("Devices that missed most", "area", "expected", "heard", "share");
    for (DevicePlays it : worstDevices(WORST_PRINTED)) {
      Plays plays = it.plays();
      worst.line(it.device(), it.area(), plays.expected(), plays.heard(), share(plays));
    }
    return "%s to %s, announcements: %d\n\n%s\n%s"
        .formatted(first, last(), announcements, table.print(), worst.print());
  }

  private static String share(Plays plays) {
    return plays.expected() == 0
        ? "-"
        : String.format(Locale.ROOT, "%.1f %%", 100.0 * plays.heard() / plays.expected());
  }

  /** As {@link #print}. */
  @Override
  public String toString() {
    return print();
  }

  /**
   * Takes one announcement after the other, each once. A device stands where {@link Areas} says;
   * one that is not known there, where it was first addressed. Not safe for use by several threads.
   */
  public static final class Builder {

    private static final int LONGEST = 3_660;

    private final Areas known;
    private final LocalDate first;
    private final int days;
    private final Set<String> messages = new HashSet<>();

    /** Numbers of areas and of devices, as they came. */
    private final Map<String, Integer> places = new LinkedHashMap<>();

    private final Map<String, Integer> numbers = new HashMap<>();

    /** By area and day. */
    private int[] expected = {};

    private int[] heard = {};

    /** By device. */
    private final List<Address.Device> devices = new ArrayList<>();

    private int[] placeOf = {};
    private int[] expectedOf = {};
    private int[] heardOf = {};

    /** The announcement in which a device was last expected, and last heard, counted from 1. */
    private int[] lastExpected = {};

    private int[] lastHeard = {};

    private Builder(Areas known, LocalDate first, LocalDate last) {
      long length = ChronoUnit.DAYS.between(first, last) + 1;
      if (length < 1 || length > LONGEST) {
        throw new IllegalArgumentException(
            "a period is 1 to %d days, but %s to %s is %d".formatted(LONGEST, first, last, length));
      }
      this.known = known;
      this.first = first;
      this.days = (int) length;
    }

    /**
     * What became of an announcement, from a dispatcher's store. Recipients other than devices are
     * left out; of a device that is named twice, the better end counts.
     *
     * @param message id of the announcement
     * @param day on which it was to be heard
     * @throws IllegalArgumentException if the day is not in the period, or the announcement was
     *     added before
     */
    public Builder add(String message, LocalDate day, Iterable<Delivery> deliveries) {
      int column = begin(message, day);
      for (Delivery delivery : deliveries) {
        if (delivery.recipient().kind() == Address.Kind.DEVICE) {
          fold((Address.Device) delivery.recipient(), DeliveredState.of(delivery), column);
        }
      }
      return this;
    }

    /** As {@link #add}, from what a channel knows. */
    public Builder addResults(String message, LocalDate day, Iterable<DeviceResult> results) {
      int column = begin(message, day);
      results.forEach(it -> fold(it.device(), it.state(), column));
      return this;
    }

    private int begin(String message, LocalDate day) {
      int column = column(first, days, day);
      if (!messages.add(message)) {
        throw new IllegalArgumentException(
            "announcement " + message + " was added before: add all of its deliveries at once");
      }
      return column;
    }

    private void fold(Address.Device device, DeviceState state, int column) {
      int number = number(device);
      if (state == DeviceState.CANCELLED || state == DeviceState.SUPERSEDED) {
        return;
      }
      int cell = placeOf[number] * days + column;
      if (lastExpected[number] != messages.size()) {
        lastExpected[number] = messages.size();
        expectedOf[number]++;
        expected[cell]++;
      }
      if (state == DeviceState.PLAYED && lastHeard[number] != messages.size()) {
        lastHeard[number] = messages.size();
        heardOf[number]++;
        heard[cell]++;
      }
    }

    private int number(Address.Device device) {
      Integer number = numbers.get(device.id());
      return number == null ? enter(device) : number;
    }

    private int enter(Address.Device device) {
      int number = devices.size();
      numbers.put(device.id(), number);
      devices.add(device);
      placeOf = grown(placeOf, number);
      expectedOf = grown(expectedOf, number);
      heardOf = grown(heardOf, number);
      lastExpected = grown(lastExpected, number);
      lastHeard = grown(lastHeard, number);
      placeOf[number] = place(known.areaOf(device));
      return number;
    }

    private int place(String code) {
      int place = places.computeIfAbsent(code, it -> places.size());
      int end = (place + 1) * days - 1;
      expected = grown(expected, end);
      heard = grown(heard, end);
      return place;
    }

    private static int[] grown(int[] column, int index) {
      return index < column.length ? column : Arrays.copyOf(column, Math.max(64, 2 * index + 1));
    }

    private List<DevicePlays> devicePlays() {
      String[] codes = places.keySet().toArray(String[]::new);
      return IntStream.range(0, devices.size())
          .mapToObj(
              it ->
                  new DevicePlays(
                      codes[placeOf[it]],
                      devices.get(it).id(),
                      new Plays(expectedOf[it], heardOf[it])))
          .toList();
    }

    public WardReport build() {
      return new WardReport(this);
    }
  }
}
